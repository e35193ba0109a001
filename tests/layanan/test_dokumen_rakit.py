"""From a permohonan's data to the dict of a letter."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import layanan
from layanan.dokumen.format import (
    angka,
    bulan_romawi,
    jam,
    masa_berlaku_id,
    nilai_isian,
    rupiah,
    tanggal_id,
    waktu,
)
from layanan.dokumen.galat import GalatTemplat
from layanan.dokumen.peta import PETA_TEMPLAT
from layanan.dokumen.rakit import KOSONG, kolom_baris
from layanan.dokumen.resep import Isian, Pemohon, Resep
from tests.layanan.dokumen_contoh import PEMOHON, nama_isian, surat


@pytest.mark.parametrize(
    ("nilai", "hasil"),
    [
        ("2026-11-23", "23 November 2026"),
        (date(2026, 1, 2), "2 Januari 2026"),
        (datetime(2026, 3, 4, 5, 6, tzinfo=UTC), "4 Maret 2026"),
        ("2026-02-31", "2026-02-31"),
        ("besok", "besok"),
        (None, ""),
        ("", ""),
    ],
)
def test_tanggal(nilai: object, hasil: str) -> None:
    assert tanggal_id(nilai) == hasil


@pytest.mark.parametrize(
    ("nilai", "hasil"),
    [
        (1500000, "Rp1.500.000"),
        ("1500000.50", "Rp1.500.000,5"),
        (0, "Rp0"),
        ("seribu", "seribu"),
        ("NaN", "NaN"),
    ],
)
def test_rupiah(nilai: object, hasil: str) -> None:
    assert rupiah(nilai) == hasil


def test_angka_jam_waktu_romawi_masa() -> None:
    assert angka("1234567.50") == "1.234.567,5"
    assert angka(1e3) == "1.000"
    assert jam("09:30:00", "WITA") == "09.30 WITA"
    assert waktu("2026-11-23T09:30", "WITA") == "23 November 2026 pukul 09.30 WITA"
    assert waktu("2026-11-23", "WITA") == "23 November 2026"
    assert [bulan_romawi(b) for b in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]
    assert masa_berlaku_id({"nilai": 3, "satuan": "bulan"}) == "3 bulan"
    assert masa_berlaku_id({"nilai": 1, "satuan": "kegiatan"}) == ""
    assert masa_berlaku_id(None) == ""


@pytest.mark.parametrize(
    ("bidang", "nilai", "hasil"),
    [
        ({"nama": "luas_m2", "label": "Luas (m2)", "tipe": "angka"}, 1250, "1.250 m²"),
        ({"nama": "realisasi", "label": "Realisasi (%)", "tipe": "angka"}, 87.5, "87,5%"),
        ({"nama": "tahun_anggaran", "label": "Tahun", "tipe": "angka"}, 2027, "2027"),
        ({"nama": "desa", "label": "Desa", "tipe": "wilayah"}, "63.10.04.2001", "Segumbang"),
        ({"nama": "titik", "label": "Titik", "tipe": "titik"}, [-3.45, 115.9], "-3.45, 115.9"),
        ({"nama": "x", "label": "X", "tipe": "uang"}, "", ""),
    ],
)
def test_nilai_menurut_tipe(bidang: dict[str, str], nilai: object, hasil: str) -> None:
    assert nilai_isian(nilai, bidang, wilayah={"63.10.04.2001": "Segumbang"}) == hasil


def test_isian_pilihan_kosong_tidak_dicetak_wajib_bertitik() -> None:
    bidang = [
        {"nama": "a", "label": "A (bila ada)", "tipe": "teks", "wajib": False},
        {"nama": "b", "label": "B", "tipe": "pilihan", "wajib": True},
        {"nama": "c", "label": "C", "tipe": "teks", "wajib": True},
    ]
    _, data = surat("KEC-03", bidang=bidang, isian={"b": "perorangan"})
    assert [b["data"] for b in data["isi"] if "data" in b][1] == [["B", "Perorangan"], ["C", ""]]


def test_tempat_isi_kosong_menjadi_titik_titik() -> None:
    _, data = surat("KEC-07", isian={}, bidang=[])
    assert data["kepada"][0] == f"Kepala {KOSONG}"


def test_kurung_kurawal_dari_pemohon_tidak_diisi_lagi() -> None:
    _, data = surat("KEC-23", pemohon=PEMOHON | {"nama": "{nik} {kabupaten}"})
    assert data["kepada"][0] == "Sdr. {nik} {kabupaten}"


def test_tanpa_masa_berlaku_kalimatnya_hilang() -> None:
    _, dengan = surat("KEC-03")
    _, tanpa = surat("KEC-03", masa_berlaku={"nilai": 1, "satuan": "kegiatan"})
    assert len(dengan["isi"]) == len(tanpa["isi"]) + 1
    assert "3 bulan" in str(dengan["isi"])
    assert "Surat ini berlaku" not in str(tanpa["isi"])


@pytest.mark.parametrize(
    ("desa", "lengkap"),
    [
        ("Desa Segumbang", "Desa Segumbang"),
        ("Kelurahan Batulicin", "Kelurahan Batulicin"),
        ("Segumbang", "Desa/Kelurahan Segumbang"),
        ("63.10.04.2001", "Desa/Kelurahan Segumbang"),
    ],
)
def test_sebutan_desa(desa: str, lengkap: str) -> None:
    _, data = surat("KEC-06", pemohon=PEMOHON | {"desa": desa}, wilayah={"63.10.04.2001": "Segumbang"})
    assert data["tembusan"][-1] == f"Kepala {lengkap}"


def test_kalimat_desa_tidak_ganda() -> None:
    _, data = surat(
        "KEC-25",
        bidang=[{"nama": "desa_pemohon", "label": "Desa", "tipe": "wilayah"}],
        isian={"desa_pemohon": "Desa Segumbang"},
    )
    assert data["kepada"][0] == "Kepala Desa Segumbang"


def test_layanan_asing_ditolak() -> None:
    with pytest.raises(GalatTemplat, match="KEC-99 belum mempunyai templat"):
        surat("KEC-99")


def test_resep_sendiri() -> None:
    resep = Resep(
        "keterangan", "Surat Keterangan {x}", isi=("Halo {nama}.", Pemohon(tanpa=("agama",)), Isian(("x",)))
    )
    templat, data = surat("KEC-99", resep=resep, isian={"x": "Y"}, bidang=[])
    assert templat == "keterangan"
    assert data["judul"] == "Surat Keterangan Y"
    assert data["isi"][0] == {"paragraf": "Halo Muhammad Rizky Ramadhan."}
    assert "Agama" not in str(data["isi"])


def test_tembusan_dapat_diganti() -> None:
    assert surat("KEC-06", tembusan=[])[1]["tembusan"] == []


def test_keputusan_memakai_nama_pejabat() -> None:
    _, data = surat(
        "KEC-17", penanda={"nama": "X", "jabatan": "Sekretaris", "atas_nama": ["Camat Batulicin"]}
    )
    assert data["pejabat"] == "Camat Batulicin"
    assert data["mengingat"] == ["PP 17/2018"]
    assert len(data["diktum"]) == 3


@pytest.mark.parametrize(
    ("isi", "label", "kolom"),
    [
        ([{"nama": "A", "tanggal_lahir": "1970-01-01"}], "x", ["Nama", "Tanggal lahir"]),
        ([["A", "1"], ["B", "2", "3"]], "Saksi (nama, NIK)", ["Nama", "NIK", ""]),
        (["A"], "Saksi", ["Uraian"]),
        ([[]], "Saksi", ["Uraian"]),
    ],
)
def test_kolom_tabel(isi: list[object], label: str, kolom: list[str]) -> None:
    assert kolom_baris(isi, label)[0] == kolom


def test_resep_hanya_memuat_kunci_yang_dikenal() -> None:
    assert {r.templat for r in PETA_TEMPLAT.values()} == {
        "keterangan",
        "rekomendasi",
        "pengantar",
        "legalisasi",
        "surat_dinas",
        "keputusan",
        "berita_acara",
    }


KATALOG = json.loads((Path(layanan.__file__).parent / "data" / "layanan_kecamatan.json").read_text("utf-8"))
DARI_SISTEM = {"desa_lengkap", "keperluan", "masa_berlaku", "kecamatan", "kabupaten", "nama_kabupaten"}
DARI_SEKSI = {"KEC-22": {"hasil_mediasi"}, "KEC-24": {"tanggapan"}}


@pytest.mark.parametrize("jenis", KATALOG["layanan"], ids=lambda j: j["kode"])
def test_resep_hanya_menyebut_isian_yang_ada_di_katalog(jenis: dict[str, Any]) -> None:
    kode = jenis["kode"]
    dikenal = {i["nama"] for i in [*jenis["isian"], *KATALOG["isian_umum"]]} | DARI_SISTEM
    assert set(nama_isian(kode)) <= dikenal | DARI_SEKSI.get(kode, set())


@pytest.mark.parametrize("jenis", KATALOG["layanan"], ids=lambda j: j["kode"])
def test_isian_wajib_di_katalog_tercetak(jenis: dict[str, Any]) -> None:
    """What the applicant must fill in reaches the letter."""
    isian: dict[str, Any] = {i["nama"]: f"<{i['nama']}>" for i in jenis["isian"]}
    isian |= {i["nama"]: [{"nama": f"<{i['nama']}>"}] for i in jenis["isian"] if i["tipe"] == "tabel"}
    _, data = surat(jenis["kode"], isian=isian, bidang=jenis["isian"])
    naskah = json.dumps(data, ensure_ascii=False).casefold()
    for bidang in jenis["isian"]:
        if bidang["wajib"]:
            assert f"<{bidang['nama']}>" in naskah, bidang["nama"]
