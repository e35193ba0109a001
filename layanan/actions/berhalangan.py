"""Days on which somebody of the office is absent, and who then holds their posts."""

from datetime import date

from django.db import transaction

from inti.akun.actions.penugasan import cabut_penugasan, tugaskan
from inti.akun.hak import Hak
from inti.akun.models import Pengguna, Penugasan, Sifat
from inti.audit import catat
from inti.errors import MasukanSalah, TidakBerhak
from inti.notifikasi.actions import beri_tahu
from inti.ui import format

from ..models import Berhalangan, Permohonan
from ..waktu.jam import hari_ini
from .meja import PENGATUR

BUKAN_JABATAN = "pengguna"
"""Officials of a desa hold no post of this office."""


@transaction.atomic
def catat_berhalangan(
    *,
    pengguna: Pengguna,
    mulai: date,
    selesai: date,
    oleh: Pengguna,
    pengganti: Pengguna | None = None,
    nomor_sk: str = "",
) -> Berhalangan:
    """The days on which a person is absent: one's own, or by the secretary or the Administrator for others.

    `pengganti` holds the person's posts as Plh. on those days, by the order `nomor_sk`: rights and inbox come with the
    posts. Rights are given by the Administrator alone (Ps 5); nobody takes two of the deciding steps of a file then either.
    """
    _atas_nama(pengguna, oleh)
    salah = {}
    if selesai < max(mulai, hari_ini()):
        salah["selesai"] = "Isi hari terakhir, hari ini atau sesudahnya."
    if pengganti is not None and not nomor_sk.strip():
        salah["nomor_sk"] = "Plh. memerlukan nomor surat perintah."
    if pengganti == pengguna:
        salah["pengganti"] = "Pilih orang lain."
    if salah:
        raise MasukanSalah("Ketidakhadiran belum dapat dicatat.", bidang=salah)
    plh = _plh(pengguna, pengganti, mulai, selesai, nomor_sk, oleh) if pengganti is not None else []
    baris = Berhalangan.objects.create(
        pengguna=pengguna, mulai=mulai, selesai=selesai, dicatat_oleh=oleh, pengganti=pengganti,
        nomor_sk=nomor_sk.strip() if pengganti else "", plh=[str(t.uuid) for t in plh],
    )  # fmt: skip
    if mulai <= hari_ini():
        Permohonan.objects.filter(klaim_oleh=pengguna).update(klaim_oleh=None, klaim_sampai=None)
    catat("meja.berhalangan", pengguna, oleh=oleh, mulai=str(mulai), selesai=str(selesai))
    return baris


def _plh(
    pengguna: Pengguna, pengganti: Pengguna, mulai: date, selesai: date, nomor_sk: str, oleh: Pengguna
) -> list[Penugasan]:
    """The person's posts of those days, for the substitute, but for what the substitute holds anyway."""
    if not oleh.punya(Hak.PENGGUNA_KELOLA):
        raise TidakBerhak("Plh. ditetapkan administrator (Perbup Tanah Laut 126/2022 Ps 5).")
    mulai = max(mulai, hari_ini())
    milik = {(t.peran, t.seksi) for t in Penugasan.objects.berlaku(mulai).filter(pengguna=pengganti)}
    jabatan = Penugasan.objects.berlaku(mulai).filter(pengguna=pengguna).exclude(peran=BUKAN_JABATAN)
    baru = sorted({(t.peran, t.seksi) for t in jabatan} - milik)
    if not baru:
        raise MasukanSalah(
            "Tidak ada jabatan yang perlu digantikan.",
            bidang={
                "pengganti": "Orang ini sudah memegang jabatan yang sama; cukup catat ketidakhadirannya."
            },
        )
    plh = [
        tugaskan(
            pengguna=pengganti, peran=peran, seksi=seksi, sifat=Sifat.PLH, nomor_sk=nomor_sk, mulai=mulai,
            selesai=selesai, oleh=oleh,
        )
        for peran, seksi in baru
    ]  # fmt: skip
    masa = f"{format.tanggal(mulai)} sampai {format.tanggal(selesai)}"
    beri_tahu(
        judul=f"Anda Plh. menggantikan {pengguna.nama}",
        isi=f"{', '.join(t.label() for t in plh)}, {masa}, surat {nomor_sk.strip()}.",
        kepada=pengganti,
    )
    return plh


@transaction.atomic
def hapus_berhalangan(*, berhalangan: Berhalangan, oleh: Pengguna) -> None:
    """The person is back: the note goes, and with it what the substitute held."""
    _atas_nama(berhalangan.pengguna, oleh)
    for tugas in Penugasan.objects.filter(uuid__in=berhalangan.plh):
        if tugas.keadaan() in ("berlaku", "akan_datang"):
            cabut_penugasan(penugasan=tugas, oleh=oleh, alasan=f"{berhalangan.pengguna.nama} sudah hadir")
    catat("meja.hadir", berhalangan.pengguna, oleh=oleh, mulai=str(berhalangan.mulai))
    berhalangan.delete()


def _atas_nama(pengguna: Pengguna, oleh: Pengguna) -> None:
    if pengguna != oleh and not oleh.berperan(*PENGATUR):
        raise TidakBerhak("Ketidakhadiran orang lain dicatat Sekretaris atau administrator.")
