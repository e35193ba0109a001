"""The pages and the API of the rows of a dataset."""

import io
import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from inti.audit.models import Jejak
from inti.dataset import Kolom
from inti.tasks import jalankan_semua
from layanan.api.actions import buat_token, terima_token
from layanan.waktu.jam import hari_ini
from monitoring_center.walidata.dataset import actions
from monitoring_center.walidata.dataset.models import Baris, Versi
from monitoring_center.walidata.katalog.models import Dataset
from tests.walidata_dataset.bantu import KOLOM, berkas_csv, buat_dataset

NIK = Kolom("nik", "NIK", pribadi="umum", tersandi=True, konteks="dataset.sampah.nik", indeks="nik_indeks")


@pytest.fixture
def pengelola(di_a: Any, buat_orang: Any) -> Any:
    return buat_orang("pengelola_data")


@pytest.fixture
def dataset(pengelola: Any) -> Dataset:
    return buat_dataset()


@pytest.fixture
def kelola(klien: Any, instansi_a: Any, pengelola: Any) -> Any:
    return klien(instansi_a, pengelola)


def u(nama: str, *args: Any) -> str:
    return reverse(f"dataset:{nama}", args=args, urlconf="inti.urls.instansi")


def versi(
    d: Dataset, oleh: Any, *baris: Any, judul: Any = ("Desa", "Jumlah sampah"), berlaku: bool = True
) -> Versi:
    v = actions.unggah(
        dataset=d,
        berkas=berkas_csv(baris or [("Batulicin", "5")], judul),
        periode_mulai=date(2025, 1, 1),
        oleh=oleh,
    )
    jalankan_semua()
    v.refresh_from_db()
    return actions.berlakukan(versi=v, oleh=oleh) if berlaku and v.keadaan == "konsep" else v


def test_unggah_lewat_halaman_sampai_berlaku(kelola: Any, dataset: Dataset) -> None:
    assert "Belum ada data" in kelola.get(u("beranda", dataset.uuid)).text
    jawaban = kelola.post(
        u("unggah", dataset.uuid), {"periode": "2025-01-01", "sumber": "internal", "berkas": berkas_csv()}
    )
    v = Versi.objects.get()
    assert (jawaban.status_code, jawaban["Location"]) == (302, u("versi", v.uuid))
    assert "Memeriksa 2025" in kelola.get(u("versi", v.uuid)).text
    assert kelola.get(u("kemajuan", v.uuid)).status_code == 200
    jalankan_semua()
    assert "Berlakukan" in kelola.get(u("versi", v.uuid)).text
    assert "siap diberlakukan" in kelola.get(u("beranda", dataset.uuid)).text
    assert kelola.post(u("berlakukan", v.uuid)).status_code == 302
    v.refresh_from_db()
    assert v.keadaan == "berlaku"
    assert "Kampung Baru" in kelola.get(u("baris", v.uuid)).text
    assert kelola.post(u("berlakukan", v.uuid)).status_code == 409


def test_formulir_unggah_yang_salah_422(kelola: Any, dataset: Dataset) -> None:
    alamat = u("unggah", dataset.uuid)
    for isi in (
        {},
        {"periode": "2025-01-01", "sumber": "internal", "berkas": io.BytesIO(b"MZ")},
        {"periode": "1800-01-01", "berkas": berkas_csv()},
    ):
        assert kelola.post(alamat, isi).status_code == 422
    assert Versi.objects.count() == 0


def test_kesalahan_di_halaman_dan_sebagai_csv(kelola: Any, dataset: Dataset, pengelola: Any) -> None:
    v = versi(dataset, pengelola, ("Batulicin", "=1+1"), ("", "3"))
    halaman = kelola.get(u("versi", v.uuid)).text
    assert "2 kesalahan" in halaman
    assert "Berisi rumus" in halaman
    assert "Berlakukan</button>" not in halaman
    teks = kelola.get(u("kesalahan", v.uuid)).content.decode("utf-8-sig").splitlines()
    assert teks[0] == "Baris;Kolom;Jenis;Yang perlu diperbaiki"
    assert teks[1].startswith("2;Jumlah sampah;Rumus atau galat lembar kerja;Berisi rumus")
    assert teks[2] == "3;Desa;Wajib diisi;Wajib diisi."


def test_templat_dapat_langsung_diisi(kelola: Any, dataset: Dataset) -> None:
    buku = load_workbook(io.BytesIO(kelola.get(u("templat", dataset.uuid, "xlsx")).content))
    assert [w.title for w in buku] == ["Data", "Penjelasan"]
    assert [c.value for c in buku["Data"][1]] == ["Desa", "Jumlah sampah", "Tanggal timbang"]
    assert [c.value for c in buku["Penjelasan"][3]] == [
        "Jumlah sampah",
        "Angka bulat",
        "1250",
        "boleh kosong; paling kecil 0",
        "kilogram",
    ]
    assert (
        kelola.get(u("templat", dataset.uuid, "csv")).content.decode("utf-8-sig")
        == "Desa;Jumlah sampah;Tanggal timbang\r\n"
    )
    assert kelola.get(u("templat", dataset.uuid, "exe")).status_code == 404


def test_data_pribadi_tertutup_dan_pembukaannya_tercatat(
    kelola: Any, klien: Any, instansi_a: Any, pengelola: Any, buat_orang: Any
) -> None:
    d = buat_dataset(kolom=[NIK, KOLOM[1]])
    v = versi(d, pengelola, ("6310010101900001", "5"), judul=("NIK", "jumlah"))
    alamat = u("baris", v.uuid)
    assert "6310010101900001" not in kelola.get(alamat).text
    assert not Jejak.objects.filter(kode="versi.buka").exists()
    jawaban = kelola.post(alamat)
    assert "6310010101900001" in jawaban.text
    assert jawaban["Cache-Control"] == "private, no-store"
    assert Jejak.objects.get(kode="versi.buka").oleh_nama == pengelola.nama
    camat = klien(instansi_a, buat_orang("penanggung_jawab"))
    assert "6310010101900001" not in camat.get(alamat).text
    assert camat.post(alamat).status_code == 403
    assert Jejak.objects.filter(kode="versi.buka").count() == 1
    formulir = kelola.get(u("baris_ubah", v.uuid) + "?baris=2").text
    assert "6310010101900001" not in formulir
    assert "s1." not in formulir


def test_satu_baris_lewat_formulir(kelola: Any, pengelola: Any) -> None:
    d = buat_dataset(kolom=[NIK, KOLOM[1]])
    v = versi(d, pengelola, ("6310010101900001", "5"), judul=("NIK", "jumlah"))
    b = Baris.objects.get()
    alamat = u("baris_ubah", v.uuid) + "?baris=2"
    salah = kelola.post(alamat, {"k_nik": "", "k_jumlah": "-7"})
    assert salah.status_code == 422
    assert 'value="-7"' in salah.text
    assert "Lebih kecil dari batas" in salah.text
    assert (
        kelola.post(alamat, {"k_nik": "", "k_jumlah": "1.250", "catatan": "Salah ketik"}).status_code == 302
    )
    jalankan_semua()
    baru = Versi.objects.order_by("-pk").first()
    assert baru is not None
    assert (baru.keadaan, baru.catatan) == ("konsep", "Salah ketik")
    assert Baris.objects.get(versi=baru).isi == b.isi | {"jumlah": 1250}, "NIK yang dikosongkan tetap"
    assert kelola.post(u("baris_hapus", v.uuid) + "?baris=2", {"alasan": ""}).status_code == 422
    assert kelola.post(u("baris_hapus", v.uuid) + "?baris=2", {"alasan": "Ganda"}).status_code == 302
    assert kelola.get(u("baris_baru", d.uuid)).status_code == 200
    for baris in ("", "0", "99", "x", "9" * 30, "2; DROP"):
        assert kelola.get(u("baris_ubah", v.uuid), {"baris": baris}).status_code == 404


def test_yang_bukan_haknya_ditolak_dan_milik_orang_lain_tidak_ada(
    klien: Any, instansi_a: Any, instansi_b: Any, pengelola: Any, dataset: Dataset, buat_orang: Any, di: Any
) -> None:
    v = versi(dataset, pengelola)
    operator = klien(instansi_a, buat_orang("operator"))
    camat = klien(instansi_a, buat_orang("penanggung_jawab"))
    asing = klien(instansi_b, buat_orang("pengelola_data", di=instansi_b))
    for nama, benda in (
        ("beranda", dataset.uuid),
        ("versi", v.uuid),
        ("baris", v.uuid),
        ("kesalahan", v.uuid),
        ("kemajuan", v.uuid),
    ):
        assert operator.get(u(nama, benda)).status_code == 403
        assert camat.get(u(nama, benda)).status_code == 200
        assert asing.get(u(nama, benda)).status_code == 404
    for nama, benda in (
        ("unggah", dataset.uuid),
        ("berlakukan", v.uuid),
        ("buang", v.uuid),
        ("bandingkan", v.uuid),
    ):
        assert camat.post(u(nama, benda)).status_code == 403
        assert asing.post(u(nama, benda)).status_code == 404
    assert list(Versi.objects.values_list("keadaan", flat=True)) == ["berlaku"]


def test_banyak_kueri_tidak_tumbuh(
    kelola: Any, dataset: Dataset, pengelola: Any, django_assert_num_queries: Any
) -> None:
    for n in range(3):
        versi(dataset, pengelola, *[(f"Desa {n}-{i}", str(i)) for i in range(60)])
    v = Versi.objects.berlaku().get()
    for alamat, banyak in (
        (u("beranda", dataset.uuid), 10),  # 3 of the session, 1 of the menu
        (u("versi", v.uuid), 6),
        (u("baris", v.uuid), 8),
    ):
        kelola.get(alamat)
        with django_assert_num_queries(banyak):
            assert kelola.get(alamat).status_code == 200


@pytest.fixture
def api(klien: Any, instansi_a: Any, pengelola: Any, buat_orang: Any) -> Any:
    def buat(*cakupan: str, oleh: Any = None) -> Any:
        siapa, admin = oleh or pengelola, buat_orang("administrator")
        token = buat_token(
            nama="Uji",
            pengguna=siapa,
            cakupan=list(cakupan),
            sampai=hari_ini() + timedelta(days=9),
            oleh=admin,
        )
        rahasia = terima_token(token=token, oleh=siapa)
        return klien(instansi_a, headers={"Authorization": f"Bearer {rahasia}"})

    return buat


def kirim_json(k: Any, isi: Any, kode: str = "sampah") -> Any:
    return k.post(u("api_kirim", kode), json.dumps(isi), content_type="application/json")


def test_api_mengirim_dan_memeriksa(api: Any, dataset: Dataset, pengelola: Any) -> None:
    k = api("dataset.tulis")
    jawaban = kirim_json(
        k,
        {
            "periode": "2025-06-01",
            "baris": [{"desa": "Batulicin", "jumlah": 7, "tanggal": "2025-06-01"}, {"desa": "B"}],
        },
    )
    assert jawaban.status_code == 202, jawaban.text
    assert jawaban.json()["keadaan"] == "mengunggah"
    jalankan_semua()
    isi = k.get(u("api_versi", "sampah", jawaban.json()["uuid"])).json()
    assert (isi["keadaan"], isi["baris"], isi["kesalahan"]) == ("konsep", 2, [])
    csv = k.post(
        u("api_kirim", "sampah") + "?periode=2024-01-01", b"desa;jumlah\nA;x\n", content_type="text/csv"
    )
    assert csv.status_code == 202, csv.text
    jalankan_semua()
    isi = k.get(u("api_versi", "sampah", csv.json()["uuid"])).json()
    assert (isi["keadaan"], isi["galat"], isi["kesalahan"][0]["kolom"]) == ("ditolak", 1, "jumlah")
    assert Versi.objects.filter(cara="api", dibuat_oleh=pengelola).count() == 2


def test_api_menolak_tanpa_mengubah_apa_pun(api: Any, dataset: Dataset, buat_orang: Any) -> None:
    baik = {"periode": "2025-06-01", "baris": [{"desa": "A"}]}
    assert kirim_json(api("katalog.baca"), baik).status_code == 403
    assert kirim_json(api("dataset.tulis", oleh=buat_orang("operator")), baik).status_code == 403
    k = api("dataset.tulis")
    assert kirim_json(k, baik, "tidak_ada").status_code == 404
    for isi in (
        baik | {"baris": []},
        baik | {"periode": "kapan"},
        baik | {"baris": [{"desa": "A", 'x"; DROP TABLE': "1"}]},
        baik | {"baris": [{"desa": ["A"]}]},
        baik | {"periode": "2999-01-01"},
    ):
        assert kirim_json(k, isi).status_code == 422
    assert kirim_json(k, baik | {"baris": [{"desa": "a\u0000b"}]}).status_code == 400
    assert k.post(u("api_kirim", "sampah"), b"<x/>", content_type="text/xml").status_code == 415
    assert Versi.objects.count() == 0
