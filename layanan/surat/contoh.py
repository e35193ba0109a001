"""A sample applicant with sample answers, so that a template shows what it will look like."""

from collections.abc import Iterable, Mapping
from typing import Any

from inti.situs import InfoInstansi

from ..dokumen.contoh import PEMOHON
from ..dokumen.rakit import data_surat
from ..dokumen.resep import Resep
from ..models import Layanan
from ..waktu.jam import hari_ini
from . import data as surat

CONTOH: dict[str, Any] = {
    "angka": 120,
    "uang": 25_000_000,
    "tanggal": "2026-12-05",
    "jam": "09:00",
    "waktu": "2026-12-05T09:00",
    "wilayah": "Desa Segumbang",
    "nik": "6310010101800001",
    "telepon": "081234567890",
    "titik": [-3.45, 115.99],
    "teks_panjang": "Contoh uraian yang agak panjang, agar terlihat bagaimana suratnya bila jawabannya lebih dari satu baris.",
    "ya_tidak": "Ya",
}


def contoh_isian(bidang: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    return {str(b["nama"]): _contoh(b) for b in bidang}


def _contoh(b: Mapping[str, Any]) -> Any:
    tipe = str(b.get("tipe", "teks"))
    if tipe == "angka" and str(b["nama"]).startswith("tahun"):
        return hari_ini().year
    if tipe == "pilihan" and b.get("pilihan"):
        pertama = b["pilihan"][0]
        return pertama if isinstance(pertama, str) else pertama[0]
    if tipe == "tabel":
        return [
            {"nama": "Siti Aminah", "keterangan": "Contoh pertama"},
            {"nama": "Ahmad Fauzi", "keterangan": "Contoh kedua"},
        ]
    return CONTOH.get(tipe, f"Contoh {str(b.get('label', b['nama'])).split('(')[0].strip().lower()}")


def data_contoh(layanan: Layanan, resep: Resep | None, instansi: InfoInstansi) -> tuple[str, dict[str, Any]]:
    """(template, data) of a letter of this service for the sample applicant, marked KONSEP."""
    bidang = [*layanan.isian, *layanan.isian_seksi]
    templat, data = data_surat(
        kode=layanan.templat,
        kop=instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        nomor="",
        tanggal=hari_ini(),
        tempat=surat.tempat(instansi),
        penanda={
            "nama": "Nama Pejabat, S.Sos", "nip": "19700101 199503 1 001", "pangkat": "Pembina (IV/a)",
            "jabatan": surat.kepala(instansi), "sifat": "", "atas_nama": [],
        },
        pemohon=PEMOHON,
        isian=contoh_isian(bidang),
        bidang=bidang,
        keperluan="contoh keperluan pemohon",
        dasar_hukum=layanan.dasar_hukum,
        masa_berlaku=surat.masa_layanan(layanan),
        tembusan=layanan.tembusan or None,
        zona=surat.zona(instansi),
        resep=resep,
    )  # fmt: skip
    return templat, data | {"konsep": True, "kertas": layanan.kertas}
