"""Working time of the instansi, set by its Administrator (Perbup Tanah Laut 126/2022 Ps 5).

A promise that was made stays as it was made: a change counts for what begins after it. So hours and days are only
set for today or later, and hours of the past stay as rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak

from ..enums import JenisHari
from ..models import BagianTahap, HariKhusus, JamKerja, Layanan
from ..waktu.jam import hari_ini
from ..waktu.tahapan import BAGIAN
from ..waktu.tenggat import kalender_kini, lupakan_kalender


@dataclass(frozen=True, slots=True)
class JamHari:
    buka: time
    tutup: time
    istirahat_mulai: time | None = None
    istirahat_selesai: time | None = None

    @property
    def urut(self) -> bool:
        if self.istirahat_mulai is None or self.istirahat_selesai is None:
            return self.istirahat_mulai is self.istirahat_selesai and self.buka < self.tutup
        return self.buka < self.istirahat_mulai < self.istirahat_selesai < self.tutup


def _pengelola(oleh: Pengguna) -> None:
    if not oleh.punya(Hak.LAYANAN_KELOLA):
        raise TidakBerhak("Hanya administrator yang menetapkan jam dan hari kerja.")


def _mulai_hari_ini(tanggal: date, bidang: str) -> None:
    if tanggal < hari_ini():
        raise MasukanSalah(
            "Waktu yang sudah lewat tidak dapat diubah: janji dan hitungannya sudah dipakai.",
            bidang={bidang: "Pilih hari ini atau sesudahnya."},
        )


@transaction.atomic
def tetapkan_jam(*, berlaku_sejak: date, jam: Mapping[int, JamHari], oleh: Pengguna) -> list[JamKerja]:
    """Opening hours of the week from a day on; a weekday that is not named is closed (0 = Monday)."""
    _pengelola(oleh)
    _mulai_hari_ini(berlaku_sejak, "berlaku_sejak")
    if not jam:
        raise MasukanSalah("Isi jam untuk paling sedikit satu hari kerja.")
    salah = {
        f"buka_{hari}": "Jam buka, istirahat, dan tutup harus berurutan."
        for hari, j in jam.items()
        if not j.urut
    }
    if salah:
        raise MasukanSalah("Ada jam yang tidak berurutan.", bidang=salah)
    JamKerja.objects.filter(berlaku_sejak=berlaku_sejak).delete()
    baris = JamKerja.objects.bulk_create(
        [
            JamKerja(
                berlaku_sejak=berlaku_sejak,
                hari=hari,
                buka=j.buka,
                tutup=j.tutup,
                istirahat_mulai=j.istirahat_mulai,
                istirahat_selesai=j.istirahat_selesai,
            )
            for hari, j in sorted(jam.items())
        ]
    )
    lupakan_kalender()
    catat("waktu.jam", None, oleh=oleh, berlaku_sejak=str(berlaku_sejak), jam="; ".join(map(str, baris)))
    return baris


@transaction.atomic
def tambah_hari(
    *,
    tanggal: date,
    jenis: str,
    nama: str,
    oleh: Pengguna,
    dasar: str = "",
    buka: time | None = None,
    tutup: time | None = None,
) -> HariKhusus:
    """A day that differs from the national calendar: closed, worked instead, or with other hours."""
    _pengelola(oleh)
    _mulai_hari_ini(tanggal, "tanggal")
    jenis = JenisHari(jenis)
    ada_jam = buka is not None and tutup is not None
    if (buka is None) != (tutup is None) or (buka is not None and tutup is not None and buka >= tutup):
        raise MasukanSalah("Jam buka harus sebelum jam tutup.", bidang={"buka": "Isi jam buka dan tutup."})
    if jenis == JenisHari.SETENGAH and not ada_jam:
        raise MasukanSalah("Jam khusus perlu jam buka dan tutup.", bidang={"buka": "Isi jam buka dan tutup."})
    if jenis == JenisHari.LIBUR and ada_jam:
        raise MasukanSalah("Hari libur tidak mempunyai jam buka.", bidang={"buka": "Kosongkan untuk libur."})
    if jenis == JenisHari.MASUK and kalender_kini().hari(tanggal).jenis == "kerja":
        raise MasukanSalah(
            "Hari itu sudah hari kerja.",
            bidang={"jenis": "Pilih “Jam khusus” bila hanya jamnya yang berbeda."},
        )
    hari, baru = HariKhusus.objects.get_or_create(
        tanggal=tanggal,
        defaults={"jenis": jenis, "nama": nama.strip(), "dasar": dasar.strip(), "buka": buka, "tutup": tutup}
        | {"dibuat_oleh": oleh},
    )
    if not baru:
        raise MasukanSalah(
            f"Tanggal itu sudah diatur: {hari.nama}.", bidang={"tanggal": "Hapus yang lama lebih dulu."}
        )
    lupakan_kalender()
    catat("waktu.hari_tambah", hari, oleh=oleh, tanggal=str(tanggal), jenis=jenis, dasar=dasar.strip())
    return hari


@transaction.atomic
def hapus_hari(*, hari: HariKhusus, oleh: Pengguna) -> None:
    """Only a day that has not begun: what was counted with it stays as it was counted."""
    _pengelola(oleh)
    if hari.tanggal <= hari_ini():
        raise Bentrok("Hari yang sudah berjalan atau lewat tidak dapat dihapus: hitungannya sudah dipakai.")
    catat("waktu.hari_hapus", hari, oleh=oleh, tanggal=str(hari.tanggal), jenis=hari.jenis)
    hari.delete()
    lupakan_kalender()


@transaction.atomic
def tetapkan_bagian(*, persen: Mapping[str, int], oleh: Pengguna, kode_layanan: str = "") -> None:
    """Share of each stage, for every service ("") or for one. Counts for stages that begin afterwards."""
    _pengelola(oleh)
    if kode_layanan and not Layanan.objects.filter(kode=kode_layanan).exists():
        raise MasukanSalah("Layanan itu tidak ada.", bidang={"kode_layanan": "Pilih salah satu layanan."})
    salah = {t: "Isi 1 sampai 100." for t, p in persen.items() if t not in BAGIAN or not 1 <= p <= 100}
    if salah:
        raise MasukanSalah("Ada bagian yang tidak sah.", bidang=salah)
    BagianTahap.objects.filter(kode_layanan=kode_layanan).delete()
    BagianTahap.objects.bulk_create(
        [BagianTahap(kode_layanan=kode_layanan, tahap=t, persen=p) for t, p in persen.items()]
    )
    lupakan_kalender()
    catat("waktu.bagian", None, oleh=oleh, layanan=kode_layanan or "semua", persen=dict(persen))
