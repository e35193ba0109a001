"""Two instansi around one dataset: uji-a owns it, uji-b wants it; Sekda and Bupati decide."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from inti.db import sebagai_pemilik
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.prosedur import actions
from monitoring_center.walidata.prosedur.actions.konsep import IsiPermohonan
from monitoring_center.walidata.prosedur.lampiran import BerkasSurat
from monitoring_center.walidata.prosedur.models import Izin, Konsep, Perintah, Permohonan
from tests.conftest import di_situs
from tests.walidata_katalog.bantu import terbit

KODE = "seksi_uji"
KOLOM = [
    {"name": "kode", "title": "Kode seksi", "type": "string"},
    {"name": "nama", "title": "Nama seksi", "type": "string"},
    {"name": "urutan", "title": "Urutan", "type": "integer"},
    {"name": "kepala", "title": "Nama kepala", "type": "string", "pribadi": "umum"},
]
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n165\n%%EOF\n"
)
PINDAIAN = (BerkasSurat("surat.pdf", "application/pdf", PDF, False),) * 2


@dataclass
class Pihak:
    """Everybody of the procedure."""

    a: Any
    b: Any
    walidata: Any
    kepala_a: Any
    petugas: Any
    kepala_b: Any
    sekda: Any
    bupati: Any
    dataset: Dataset


def susun_pihak(a: Any, b: Any, buat_orang: Any) -> Pihak:
    with di_situs(a):
        walidata, kepala_a = buat_orang("pengelola_data"), buat_orang("penanggung_jawab")
        dataset = terbit(walidata, kepala_a, KODE, nama="Seksi pelayanan", akses="terbatas", kolom=KOLOM)
    return Pihak(
        a, b, walidata, kepala_a, buat_orang("pengelola_data", di=b), buat_orang("penanggung_jawab", di=b),
        buat_orang("sekda", di="monitoring"), buat_orang("bupati", di="monitoring"), dataset,
    )  # fmt: skip


def hari(n: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=n)


def isi(**lain: Any) -> IsiPermohonan:
    baku: dict[str, Any] = {
        "penanggung_jawab": "Camat Uji B",
        "unit_kerja": "Seksi Pelayanan",
        "maksud": "Menata rujukan pelayanan antarkecamatan.",
        "kegunaan": "Penyusunan daftar rujukan",
        "bentuk": "halaman",
        "frekuensi": "bulanan",
        "kolom": ["kode", "nama", "kepala"],
        "mulai": hari(0),
        "selesai": hari(60),
        "nomor_surat": "400/12/UJI-B",
    }
    return IsiPermohonan(**(baku | lain))


def konsep(p: Pihak, **lain: Any) -> Konsep:
    with di_situs(p.b):
        d = Dataset.objects.get(kode=KODE)
        return actions.simpan_konsep(dataset=d, isi=isi(**lain), oleh=p.petugas)


def ajukan(p: Pihak, **lain: Any) -> Permohonan:
    """Handed in with scans, which is quicker than signing two letters."""
    k = konsep(p, **lain)
    with di_situs(p.b):
        k = actions.serahkan(konsep=k, oleh=p.petugas)
        return actions.ajukan(konsep=k, oleh=p.kepala_b, pindaian=PINDAIAN)


def rekomendasikan(p: Pihak, m: Permohonan, **lain: Any) -> None:
    baku: dict[str, Any] = {"setuju": True, "kolom": {"kode": "polos", "nama": "polos", "kepala": "samar"}}
    with di_situs(p.a):
        actions.rekomendasikan(permohonan=Permohonan.objects.get(pk=m.pk), oleh=p.walidata, **(baku | lain))


def putuskan(p: Pihak, m: Permohonan, **lain: Any) -> Izin:
    baku: dict[str, Any] = {"nomor": "100.3/7/2026", "tanggal": hari(0), "oleh": p.sekda}
    with di_situs("monitoring"):
        return actions.putuskan(permohonan=Permohonan.objects.get(pk=m.pk), **(baku | lain))


def tolak(p: Pihak, m: Permohonan, **lain: Any) -> None:
    baku: dict[str, Any] = {
        "nomor": "100.3/8/2026",
        "tanggal": hari(0),
        "alasan": "Belum perlu.",
        "oleh": p.sekda,
    }
    with di_situs("monitoring"):
        actions.tolak(permohonan=Permohonan.objects.get(pk=m.pk), **(baku | lain))


def izin(p: Pihak) -> Izin:
    m = ajukan(p)
    rekomendasikan(p, m)
    return putuskan(p, m)


def catat_perintah(p: Pihak, **lain: Any) -> Perintah:
    with di_situs("monitoring"):
        baku: dict[str, Any] = {
            "dataset": Dataset.objects.get(kode=KODE),
            "pembaca": p.b.schema_name,
            "kolom": {"kode": "polos", "kepala": "samar"},
            "kegunaan": "Penanganan banjir",
            "nomor": "300/1/BUP",
            "tanggal": hari(0),
            "mulai": hari(0),
            "selesai": hari(30),
            "pindaian": PINDAIAN[0],
            "oleh": p.sekda,
        }
        return actions.catat_perintah(**(baku | lain))


TABEL = (
    "konsep",
    "permohonan",
    "rekomendasi",
    "penolakan",
    "penarikan",
    "izin",
    "perintah",
    "pembatalan",
    "lampiran",
    "usul_cabut",
    "jejak",
)


def potret() -> dict[str, Any]:
    """Every row of the procedure, to prove that nothing changed."""
    with sebagai_pemilik(), connection.cursor() as k:
        hasil = {}
        for nama in TABEL:
            k.execute(f"SELECT to_jsonb(t) FROM gerbang.{nama} t ORDER BY to_jsonb(t)::text")
            hasil[nama] = k.fetchall()
        k.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'gerbang'::regnamespace AND relkind = 'v' ORDER BY 1"
        )
        return hasil | {"tampilan": k.fetchall()}
