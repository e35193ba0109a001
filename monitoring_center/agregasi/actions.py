"""Writes of the aggregation: approve and withdraw a publication, fold the deltas, bring figures in line."""

import logging
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.audit import catat
from inti.db import di_instansi, sebagai
from inti.db.login import LOGIN_AGREGATOR, LOGIN_MONITORING
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from tenants.models import Instansi

from . import lipatan
from .daftar import daftar_indikator
from .lipatan import HasilLipat
from .models import AgregasiDelta, Dasar, Publikasi
from .pemicu import sql_selaraskan

log = logging.getLogger(__name__)


# -- publication: only the head of the instansi (Perbup Tanah Bumbu 25/2019 Ps 11(1)) -----------------------


@transaction.atomic
def setujui(*, indikator: str, oleh: Any, dasar: str = Dasar.KESEPAKATAN, alasan: str = "") -> Publikasi:
    """Let an indicator out to the Monitoring Center. Raises Bentrok when it already is."""
    _wajib_berhak(oleh)
    if indikator not in daftar_indikator():
        raise MasukanSalah("Indikator ini tidak dikenal.", bidang={"indikator": "Indikator tidak dikenal."})
    if dasar not in Dasar.values:
        raise MasukanSalah("Pilih dasar persetujuan.", bidang={"dasar": "Pilih salah satu dasar."})
    try:
        with transaction.atomic():
            publikasi = Publikasi.objects.create(
                indikator=indikator,
                dasar=dasar,
                alasan=alasan.strip(),
                disetujui_oleh=oleh,
                disetujui_pada=timezone.now(),
            )
    except IntegrityError as galat:
        raise Bentrok("Publikasi indikator ini sudah disetujui.") from galat
    catat(
        "publikasi.setujui", publikasi, oleh=oleh, indikator=indikator, dasar=dasar, alasan=publikasi.alasan
    )
    _minta_lipat()
    return publikasi


@transaction.atomic
def cabut(*, publikasi: Publikasi, oleh: Any, alasan: str) -> Publikasi:
    """Withdraw an approval; the fold then removes the centre's rows. Raises Bentrok when it was withdrawn."""
    _wajib_berhak(oleh)
    if not alasan.strip():
        raise MasukanSalah("Tuliskan alasan pencabutan.", bidang={"alasan": "Alasan wajib diisi."})
    publikasi = Publikasi.objects.select_for_update(of=("self",), no_key=True).get(pk=publikasi.pk)
    if not publikasi.berlaku:
        raise Bentrok("Publikasi indikator ini sudah dicabut.")
    publikasi.dicabut_oleh, publikasi.dicabut_pada, publikasi.alasan_cabut = (
        oleh,
        timezone.now(),
        alasan.strip(),
    )
    publikasi.save(update_fields=["dicabut_oleh", "dicabut_pada", "alasan_cabut"])
    catat(
        "publikasi.cabut", publikasi, oleh=oleh, indikator=publikasi.indikator, alasan=publikasi.alasan_cabut
    )
    _minta_lipat()
    return publikasi


def _wajib_berhak(oleh: Any) -> None:
    if not oleh.punya(Hak.PUBLIKASI_SETUJUI):
        raise TidakBerhak(
            "Publikasi data hanya dapat diputuskan oleh pimpinan instansi.",
            saran="Dasar: Perbup Tanah Bumbu 25/2019 Pasal 11 ayat (1).",
        )


def _minta_lipat() -> None:
    from .tasks import minta_lipat

    minta_lipat()


# -- the fold -----------------------------------------------------------------------------------------------


def lipat(*, instansi: Any, ulang: bool = False) -> HasilLipat:
    """Take up every committed delta of one instansi and bring its published figures up to date.

    One transaction, no watermark: a row that commits late is still there for the next fold. Dying anywhere
    rolls all of it back. `ulang` publishes everything anew from the rekap (after a restore of one instansi).
    """
    skema = instansi.schema_name
    with sebagai(LOGIN_AGREGATOR), transaction.atomic(), connection.cursor() as kursor:
        lipatan.kunci(kursor, instansi.id)
        publikasi = lipatan.baca_publikasi(kursor, skema)
        sebelumnya = {} if ulang else lipatan.baca_status(kursor, instansi.id)
        disetujui = sorted(k for k, v in publikasi.items() if v["keadaan"] == "disetujui")
        baru = [k for k in disetujui if sebelumnya.get(k) != publikasi[k]]
        dicabut = lipatan.hapus_fakta(kursor, instansi.id, kecuali=[] if ulang else disetujui)
        rekap, terbit = lipatan.lipat_delta(kursor, skema, instansi.id, disetujui)
        if baru:
            lipatan.isi_dari_rekap(kursor, skema, instansi.id, baru)
        lipatan.tulis_status(kursor, instansi.id, publikasi)
    return HasilLipat(skema, rekap, terbit, tuple(baru), dicabut)


def sapu() -> list[HasilLipat]:
    """Fold every instansi in service. Beat's net under lost hints; one that fails does not stop the others.

    Also renews `per`, so that "no change" and "no news" differ on the dashboard.
    """
    hasil = []
    for instansi in instansi_aktif():
        try:
            hasil.append(lipat(instansi=instansi))
        except Exception:
            log.exception("Lipatan %s gagal; dicoba lagi pada sapuan berikutnya.", instansi.schema_name)
    return hasil


def instansi_aktif() -> list[Instansi]:
    with sebagai(LOGIN_MONITORING):
        return list(Instansi.objects.aktif().order_by("pk"))


def ada_perubahan() -> bool:
    """Whether the present instansi has deltas that wait for a fold."""
    return AgregasiDelta.objects.exists()


def selaraskan(*, instansi: Any) -> int:
    """Write the difference between a recount and the figures as deltas (after a restore or a repair by hand).

    Returns the number of cells. The next fold takes them up.
    """
    with di_instansi(instansi), connection.cursor() as kursor:
        kursor.execute(sql_selaraskan(daftar_indikator().values()))
        return kursor.rowcount
