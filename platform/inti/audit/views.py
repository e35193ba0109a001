import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.akun.waktu import hari_ini, zona_waktu
from inti.audit.kalimat import KALIMAT
from inti.audit.models import DICARI, Jejak
from inti.ui.daftar import Daftar, Kolom, Saringan
from inti.ui.format import BULAN

RENTANG = [("1", "Hari ini"), ("7", "7 hari terakhir"), ("30", "30 hari terakhir")]


def pilihan_kode(request: HttpRequest) -> list[tuple[str, str]]:
    """Codes with a sentence, readable: "permohonan: verifikasi"."""
    return [(kode, kode.replace(".", ": ").replace("_", " ")) for kode in sorted(KALIMAT)]


def pilihan_orang(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        ("0", "Sistem atau tamu"),
        *((str(pk), nama) for pk, nama in Pengguna.objects.values_list("pk", "nama")),
    ]


def pilihan_waktu(request: HttpRequest) -> list[tuple[str, str]]:
    """The last days, then the last twelve months."""
    awal, bulan = hari_ini().replace(day=1), []
    for _ in range(12):
        bulan.append((f"{awal:%Y-%m}", f"{BULAN[awal.month - 1]} {awal.year}"))
        awal = (awal - dt.timedelta(days=1)).replace(day=1)
    return [*RENTANG, *bulan]


def saring_orang(qs: Any, nilai: str) -> Any:
    return qs.filter(oleh_id=None) if nilai == "0" else qs.filter(oleh_id=int(nilai))


def saring_waktu(qs: Any, nilai: str) -> Any:
    if "-" not in nilai:
        return qs.filter(pada__gte=_tengah_malam(hari_ini() - dt.timedelta(days=int(nilai) - 1)))
    awal = dt.date.fromisoformat(f"{nilai}-01")
    lanjut = (awal + dt.timedelta(days=31)).replace(day=1)
    return qs.filter(pada__gte=_tengah_malam(awal), pada__lt=_tengah_malam(lanjut))


def _tengah_malam(hari: dt.date) -> dt.datetime:
    return dt.datetime.combine(hari, dt.time.min, tzinfo=zona_waktu())


class DaftarJejak(Daftar):
    judul = "Jejak audit"
    kolom = [
        Kolom("pada", "Waktu", urut="pada", jenis="tanggal_jam"),
        Kolom("kalimat", "Kejadian", utama=True),
        Kolom("oleh_nama", "Oleh", tampil=False),
        Kolom("objek_label", "Objek", tampil=False),
        Kolom("kode", "Kode", urut=("kode", "-pada"), tampil=False),
        Kolom("alamat_ip", "Alamat IP"),
        Kolom("agen", "Perangkat", tampil=False),
        Kolom("situs", "Situs", tampil=False),
        Kolom("nomor_permintaan", "Nomor permintaan", tampil=False),
    ]
    saringan = [
        Saringan("kode", "Kejadian", pilihan_kode),
        Saringan("oleh", "Orang", pilihan_orang, terapkan=saring_orang),
        Saringan("waktu", "Waktu", pilihan_waktu, terapkan=saring_waktu),
    ]
    kata = [DICARI]
    petunjuk_cari = "Nama, objek, kode, atau nomor permintaan"
    urut_baku = "-pada"
    pengikat_urut = ("-pk",)
    kosong_judul = "Tidak ada kejadian"
    kosong_pesan = "Ubah pencarian atau saringan."
    kosong_ikon = "history"


@require(Hak.AUDIT_LIHAT)
def daftar(request: HttpRequest) -> HttpResponseBase:
    return DaftarJejak(request, Jejak.objects.all()).respons("audit/daftar.html")
