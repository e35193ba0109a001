"""Who holds a file at the moment, and where its paper is. The status does not move."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.ui import format

from ..enums import TERBUKA, Status
from ..kabar import kabari_petugas
from ..meja.orang import nama_jabatan
from ..models import PengaturanAlur, Permohonan, Seksi
from ..syarat import SEKSINYA, petugas_siap
from ..workflow import ALUR
from .pindah import kunci_baris

PENGATUR = ("koordinator", "administrator")
"""Who arranges the work of others."""


@transaction.atomic
def ambil(*, permohonan: Permohonan, oleh: Pengguna) -> Permohonan:
    """Claim: for a while nobody else works on it. Only by whoever may take the next step."""
    p = kunci_baris(permohonan)
    pemegang = p.pemegang_klaim
    if pemegang is not None and pemegang != oleh:
        raise Bentrok(
            f"Berkas ini sudah dipegang {pemegang.nama} sampai {format.jam(p.klaim_sampai)}.",
            saran="Kerjakan berkas lain, atau mintalah koordinator melepasnya.",
        )
    if not any(t.maju and t.boleh(p, oleh) for t in ALUR.values()):
        raise TidakBerhak("Berkas ini tidak sedang menunggu Anda.")
    p.klaim_oleh = oleh
    p.klaim_sampai = timezone.now() + timedelta(minutes=PengaturanAlur.kini().klaim_menit)
    p.save(update_fields=["klaim_oleh", "klaim_sampai", "diubah_pada"])
    catat("permohonan.ambil", p, oleh=oleh)
    return p


@transaction.atomic
def lepas(*, permohonan: Permohonan, oleh: Pengguna) -> Permohonan:
    """Give it back: the holder, or whoever distributes."""
    p = kunci_baris(permohonan)
    if p.pemegang_klaim is None:
        raise TransisiTidakSah("Berkas ini tidak sedang dipegang siapa pun.")
    if p.klaim_oleh_id != oleh.pk and not oleh.punya(Hak.PERMOHONAN_DISTRIBUSI):
        raise TidakBerhak("Hanya pemegangnya atau koordinator yang dapat melepas berkas ini.")
    catat("permohonan.lepas", p, oleh=oleh, dari=p.klaim_oleh.nama if p.klaim_oleh else "")
    p.klaim_oleh = p.klaim_sampai = None
    p.save(update_fields=["klaim_oleh", "klaim_sampai", "diubah_pada"])
    return p


@transaction.atomic
def terima_berkas(*, permohonan: Permohonan, oleh: Pengguna) -> Permohonan:
    """The paper file is now on this person's desk."""
    p = kunci_baris(permohonan)
    if p.status not in TERBUKA:
        raise TransisiTidakSah("Permohonan ini sudah ditutup; berkasnya tidak berpindah lagi.")
    p.posisi_berkas, p.posisi_oleh, p.posisi_pada = meja_orang(oleh), oleh, timezone.now()
    p.save(update_fields=["posisi_berkas", "posisi_oleh", "posisi_pada", "diubah_pada"])
    catat("permohonan.berkas_diterima", p, oleh=oleh, posisi=p.posisi_berkas)
    return p


def boleh_menunjuk(p: Permohonan, oleh: Pengguna) -> bool:
    """The seksi's own people, the secretary and the Administrator (Ps 1 angka 13, Ps 4 ayat (1))."""
    if p.status != Status.DIDISTRIBUSI or not oleh.punya(Hak.PERMOHONAN_TUNJUK):
        return False
    return oleh.berperan(*PENGATUR) or SEKSINYA.uji(p, oleh)


@transaction.atomic
def tunjuk(*, permohonan: Permohonan, oleh: Pengguna, petugas: Pengguna | None) -> Permohonan:
    """Give a file of a seksi to one person there by name; None gives it back to the seksi. A colleague's claim ends."""
    p = kunci_baris(permohonan)
    if p.status != Status.DIDISTRIBUSI or p.seksi is None:
        raise TransisiTidakSah("Petugas hanya ditunjuk selama berkas ada di seksi.")
    if not boleh_menunjuk(p, oleh):
        raise TidakBerhak("Petugas ditunjuk oleh seksinya, Sekretaris, atau administrator.")
    periksa_petugas(petugas, p.seksi, oleh)
    p.petugas = petugas
    if petugas is not None and p.klaim_oleh_id != petugas.pk:
        p.klaim_oleh = p.klaim_sampai = None
    p.save(update_fields=["petugas", "klaim_oleh", "klaim_sampai", "diubah_pada"])
    catat_petugas(p, oleh)
    return p


def periksa_petugas(petugas: Pengguna | None, seksi: Seksi, oleh: Pengguna) -> None:
    """Only somebody who is at work in that seksi today."""
    if petugas is not None and (petugas.pk, seksi.kode) not in petugas_siap(oleh):
        raise MasukanSalah(
            f"{petugas.nama} tidak bertugas di {seksi.nama} hari ini.",
            bidang={"petugas": "Pilih orang yang bertugas di seksi ini."},
        )


def catat_petugas(p: Permohonan, oleh: Pengguna) -> None:
    """The trail, and the word to the person who was named."""
    seksi = p.seksi.nama if p.seksi else ""
    catat("permohonan.tunjuk", p, oleh=oleh, petugas=p.petugas.nama if p.petugas else seksi)
    if p.petugas is not None and p.petugas != oleh:
        kabari_petugas(p, p.petugas)


def meja_orang(oleh: Pengguna) -> str:
    """ "Kepala Seksi Pelayanan": the desk by its post."""
    tugas = min(oleh.penugasan_berlaku(), key=lambda t: (t.sifat != "definitif", t.pk), default=None)
    return (nama_jabatan(tugas) if tugas else oleh.nama)[:160]
