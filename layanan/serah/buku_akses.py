"""Writing the ledger of who opened a permohonan: one row for a person, a permohonan and an hour."""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.berkas.models import Berkas
from layanan.meja.orang import jabatan
from layanan.models import Permohonan

from .models import AksesPermohonan

SEJAM = 3600  # seconds


def _permohonan_berkas(berkas: Berkas) -> list[tuple[int, int | None]]:
    """The permohonan that a file belongs to, with the account of its applicant."""
    milik = Q(persyaratan__berkas=berkas) | Q(dokumen__berkas=berkas) | Q(surat_wakil=berkas)
    serah = Q(penyerahan__surat_kuasa=berkas) | Q(penyerahan__tanda_tangan=berkas)
    return list(Permohonan.objects.filter(milik | serah).values_list("pk", "pemohon_pengguna_id").distinct())


def catat_akses(
    pengguna: Pengguna, objek: list[Any], *, cara: str = "", nama: str = "", kini: datetime | None = None
) -> int:
    """Note that this person opened these permohonan or files. Returns how many it tried to add.

    `nama`: what the applicant reads instead of the post, for another application. Once an hour for each: the cache saves the
    statement, the unique constraint keeps the promise.
    """
    kini = kini or timezone.now()
    jam = kini.replace(minute=0, second=0, microsecond=0)
    baru = []
    for o in objek:
        kunci = f"akses:{pengguna.pk}:{type(o).__name__}:{o.pk}:{jam:%Y%m%d%H}"
        if cache.get(kunci):
            continue
        berkas = isinstance(o, Berkas)
        asal = AksesPermohonan.Cara.BERKAS if berkas else AksesPermohonan.Cara.LAYAR
        milik = _permohonan_berkas(o) if berkas else [(o.pk, o.pemohon_pengguna_id)]
        baru += [(kunci, pk, cara or asal) for pk, pemohon in milik if pemohon != pengguna.pk]
    if not baru:
        return 0
    jabatan_kini = nama or jabatan(pengguna, Hak.PERMOHONAN_LIHAT) or "Petugas"
    AksesPermohonan.objects.bulk_create(
        (
            AksesPermohonan(permohonan_id=pk, oleh=pengguna, jabatan=jabatan_kini, cara=c, jam=jam, pada=kini)
            for _, pk, c in baru
        ),
        ignore_conflicts=True,
    )
    cache.set_many({kunci: 1 for kunci, _, _ in baru}, SEJAM)
    return len(baru)


def buku_warga(p: Permohonan, maks: int = 30) -> list[AksesPermohonan]:
    """For the applicant: posts, never names; the newest first."""
    return list(AksesPermohonan.objects.filter(permohonan=p).order_by("-jam", "-pk")[:maks])
