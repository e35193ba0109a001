"""The rule that somebody can always hand out rights: one administrator (or Diskominfo manager) remains."""

from inti.akun.hak import PERAN_PENGELOLA
from inti.akun.models import Pengguna, Penugasan
from inti.errors import Bentrok


def kunci_pengelola(peran: str) -> list[Penugasan]:
    """The assignments in force of a managing role, locked until the transaction ends, in one order.

    Whoever takes away a managing role locks all of them first, so two administrators cannot revoke each other
    at the same moment: the second waits and then sees what the first did.
    """
    semua = Penugasan.objects.berlaku().filter(peran=peran).select_related("pengguna").order_by("pk")
    return list(semua.select_for_update(of=("self", "pengguna")))


def pastikan_tersisa(*, dilepas: list[Penugasan]) -> None:
    """Raises Bentrok when without `dilepas` a managing role would have no holder, now or later.

    Whoever remains must hold it at least as long as those who go: an open-ended administrator is not replaced
    by a Plt. whose period ends tomorrow.
    """
    pk_dilepas = {p.pk for p in dilepas}
    for peran in sorted({p.peran for p in dilepas} & PERAN_PENGELOLA):
        berlaku = kunci_pengelola(peran)
        pergi = [p for p in berlaku if p.pk in pk_dilepas]
        sisa = [p for p in berlaku if p.pk not in pk_dilepas]
        if pergi and not any(_sepanjang(p, pergi) for p in sisa):
            raise Bentrok(
                "Ini administrator terakhir. Sedikitnya satu administrator tetap harus ada.",
                saran="Tugaskan orang lain sebagai administrator tanpa tanggal selesai, lalu ulangi.",
            )


def _sepanjang(sisa: Penugasan, pergi: list[Penugasan]) -> bool:
    return sisa.selesai is None or all(p.selesai is not None and p.selesai <= sisa.selesai for p in pergi)


def penugasan_pengelola(pengguna: Pengguna) -> list[Penugasan]:
    return list(Penugasan.objects.berlaku().filter(pengguna=pengguna, peran__in=PERAN_PENGELOLA))
