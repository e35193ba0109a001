"""One permohonan from the counter to the hand-over, through the actions, with time and statements of each step."""

from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from layanan import actions
from layanan.actions import Bawaan, DataPemohon, Nilai
from layanan.enums import StatusSyarat
from layanan.models import Layanan, Permohonan

KODE = "KEC-01"
LANGKAH = ("ajukan", "setujui", "validasi", "paraf", "tandatangani", "serahkan")
ISIAN = {"tujuan": "pendidikan", "nomor_surat_desa": "145/01/2026", "tanggal_surat_desa": "2026-11-02"}
Orang = dict[str, Any]


def langkah(nomor: int, orang: Orang) -> dict[str, Callable[[Any], Any]]:
    """The steps in their order; the approval passes the file on to its seksi.

    The first takes None, each other one the permohonan as it is in the database.
    """
    layanan = Layanan.objects.terkini().get(kode=KODE)
    bawaan = {s.pk: Bawaan(dibawa=True) for s in layanan.persyaratan.all()}
    fo = orang["operator"]
    pemohon = DataPemohon(
        nama="Siti Contoh",
        nik=f"631001{1 + nomor % 28:02d}{1 + nomor % 12:02d}85{9900 + nomor // 336 % 100:04d}",
        alamat="RT 01 RW 02",
        desa="Batulicin",
        telepon="08001234567",
        rinci={"tempat_lahir": "Batulicin", "tanggal_lahir": "1985-08-17", "jenis_kelamin": "P"},
    )

    def setujui(p: Permohonan) -> None:
        nilai = {s.pk: Nilai(StatusSyarat.SESUAI) for s in p.persyaratan.all()}
        actions.setujui(permohonan=p, oleh=fo, nilai=nilai)

    return {
        "ajukan": lambda _: actions.ajukan(
            layanan=layanan,
            pemohon=pemohon,
            keperluan="Persyaratan sekolah",
            isian=ISIAN,
            bawaan=bawaan,
            oleh=fo,
        ),
        "setujui": setujui,
        "validasi": lambda p: actions.validasi(permohonan=p, oleh=orang["pelaksana"], cara="cek_berkas"),
        "paraf": lambda p: actions.paraf(permohonan=p, oleh=orang["koordinator"]),
        "tandatangani": lambda p: actions.tandatangani(permohonan=p, oleh=orang["penanggung_jawab"]),
        "serahkan": lambda p: actions.serahkan(
            permohonan=p, oleh=fo, kepada="Siti Contoh", hubungan="pemohon", identitas_cocok=True
        ),
    }


def jalani(nomor: int, orang: Orang, ukur: Callable[[str, Callable[[], Any]], Any]) -> Permohonan:
    """`ukur(name, step)` runs each step; reading the row in between belongs to the page and is not measured."""
    p: Any = None
    for nama, satu in langkah(nomor, orang).items():
        p = Permohonan.objects.get(pk=p.pk) if p else None
        hasil = ukur(nama, partial(satu, p))
        p = hasil if nama == "ajukan" else p
    return Permohonan.objects.get(pk=p.pk)


def hitung_kueri(nomor: int, orang: Orang) -> dict[str, int]:
    """Statements of each step, BEGIN and COMMIT left out. Run it when caches are warm."""
    jumlah: dict[str, int] = {}

    def catat(nama: str, satu: Callable[[], Any]) -> Any:
        with CaptureQueriesContext(connection) as kueri:
            hasil = satu()
        jumlah[nama] = sum(1 for k in kueri.captured_queries if not _pagar(k["sql"]))
        return hasil

    jalani(nomor, orang, catat)
    return jumlah


def _pagar(sql: str) -> bool:
    return sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT", "SET"))


def ukur_siklus(slug: str, n: int) -> dict[str, Any]:
    """{"ms": {step: [time of each]}, "kueri": {step: statements}, "selesai": how many reached the end}."""
    from .anak import di, orang

    ms: dict[str, list[float]] = {nama: [] for nama in LANGKAH}

    def catat(nama: str, satu: Callable[[], Any]) -> Any:
        mulai = perf_counter()
        hasil = satu()
        ms[nama].append((perf_counter() - mulai) * 1000)
        return hasil

    with di(slug):
        semua = orang()
        jalani(0, semua, lambda _, satu: satu())
        kueri = hitung_kueri(1, semua)
        akhir = [jalani(nomor, semua, catat) for nomor in range(2, n + 2)]
        selesai = sum(p.status == "selesai" and p.dokumen.count() == 1 for p in akhir)
    return {"ms": ms, "kueri": kueri, "selesai": selesai}
