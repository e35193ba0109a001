"""Believable letters for the tests of layanan.dokumen (NIK serials 9901-9999 belong to nobody)."""

import json
import re
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from layanan.dokumen.contoh import BIDANG, ISIAN, KOP, PEJABAT, PEMOHON, surat_contoh
from layanan.dokumen.peta import PETA_TEMPLAT
from layanan.dokumen.rakit import data_penolakan, data_surat, data_tanda_terima
from layanan.dokumen.resep import Resep

__all__ = [
    "BIDANG",
    "ISIAN",
    "KOP",
    "PEJABAT",
    "PEMOHON",
    "bidang_semua",
    "isian_semua",
    "semua_surat",
    "surat_contoh",
    "teks_pdf",
]

AHLI = [
    {"nama": "Ahmad Fauzi", "nik": "6310040101709931", "hubungan": "anak", "tanggal_lahir": "1970-01-01"},
    {"nama": "Siti Aminah", "nik": "6310044202739942", "hubungan": "anak", "tanggal_lahir": "1973-02-02"},
]
TABEL = {
    "ahli_waris": AHLI,
    "saksi": AHLI,
    "peserta": AHLI,
    "calon": AHLI,
    "pihak": AHLI,
    "usulan": [["Jalan usaha tani", "1.200", "m", "Rp350.000.000", "RT 003"]],
}
TANGGAL = {
    "tanggal_surat_desa",
    "tanggal_wafat",
    "tanggal_akad",
    "tanggal_mulai",
    "tanggal_selesai",
    "tanggal_kesepakatan_bpd",
    "tanggal_akta_kematian",
}


@cache
def nama_isian(kode: str) -> tuple[str, ...]:
    """Every {placeholder} and field of a recipe."""
    resep = PETA_TEMPLAT.get(kode) or Resep("", "")
    naskah = json.dumps(
        [
            resep.judul,
            resep.kepada,
            resep.dasar,
            resep.ketentuan,
            resep.lain,
            resep.lampiran,
            resep.tembusan,
            resep.pernyataan,
            [list(b) if isinstance(b, tuple) else b for b in resep.isi],
        ]
    )
    kata = re.findall(r"\{(\w+)\}", naskah)
    for bagian in resep.isi:
        kata += list(getattr(bagian, "nama", ())) if isinstance(getattr(bagian, "nama", ""), tuple) else []
    return tuple(dict.fromkeys(kata))


def bidang_semua(kode: str) -> list[dict[str, Any]]:
    return [
        {
            "nama": n,
            "label": n.replace("_", " ").capitalize(),
            "tipe": "tanggal" if n in TANGGAL else "teks",
            "wajib": True,
        }
        for n in nama_isian(kode)
    ] + [{"nama": n, "label": n, "tipe": "tabel", "wajib": True} for n in TABEL]


def isian_semua(kode: str) -> dict[str, Any]:
    return {n: "2026-11-28" if n in TANGGAL else f"isi {n}" for n in nama_isian(kode)} | TABEL


def surat(kode: str, **ganti: Any) -> tuple[str, dict[str, Any]]:
    bahan: dict[str, Any] = {
        "kode": kode,
        "kop": KOP,
        "nomor": "500.3.2/0042/KEC-BTL/XI/2026",
        "tanggal": date(2026, 11, 23),
        "tempat": "Batulicin",
        "penanda": PEJABAT,
        "pemohon": PEMOHON,
        "isian": isian_semua(kode),
        "bidang": bidang_semua(kode),
        "keperluan": "pengajuan kredit usaha rakyat",
        "dasar_hukum": ["PP 17/2018"],
        "masa_berlaku": {"nilai": 3, "satuan": "bulan"},
    }
    return data_surat(**(bahan | ganti))


def tanda_terima() -> tuple[str, dict[str, Any]]:
    return data_tanda_terima(
        kop=KOP,
        nomor_registrasi="REG-2026-000123",
        layanan="Surat keterangan domisili usaha",
        pemohon=PEMOHON,
        tempat="Batulicin",
        tanggal=date(2026, 11, 23),
        diterima="Senin, 23 November 2026 pukul 09.12 WITA",
        janji_selesai=date(2026, 11, 24),
        berkas=[("Fotokopi KTP-el", "diunggah"), ("Surat pengantar desa", "dibawa")],
        petugas="Rahmah, A.Md",
        kode_lacak="K7PX-29QM",
        alamat_lacak="https://batulicin.tanahbumbukab.go.id/l/K7PX29QM",
    )


def penolakan(*, final: bool) -> tuple[str, dict[str, Any]]:
    return data_penolakan(
        kop=KOP,
        nomor_registrasi="REG-2026-000123",
        layanan="Surat keterangan domisili usaha",
        pemohon=PEMOHON,
        tempat="Batulicin",
        tanggal=date(2026, 11, 23),
        penanda=PEJABAT,
        batas=date(2026, 12, 7),
        final=final,
        alasan=[("Surat pengantar desa", "Sudah lewat 3 bulan", "Minta surat baru")],
        dasar=["PP 28/2025"],
    )


def semua_surat() -> dict[str, tuple[str, dict[str, Any]]]:
    return {kode: surat(kode) for kode in PETA_TEMPLAT} | {
        "tanda_terima": tanda_terima(),
        "penolakan": penolakan(final=False),
        "penolakan_tetap": penolakan(final=True),
    }


def teks_pdf(pdf: bytes) -> str:
    """Text of all pages with every kind of white space and invisible break points taken out."""
    teks = "".join(halaman.extract_text() for halaman in PdfReader(BytesIO(pdf)).pages)
    return "".join(h for h in teks if not h.isspace() and h != "\N{ZERO WIDTH SPACE}")
