"""Keys of several columns (Table Schema primaryKey): upload, form, API, over periods, and when declared."""

import json
import re
from typing import Any

import pytest
from django.urls import reverse

from inti.dataset import Kolom
from inti.errors import Bentrok, MasukanSalah, TransisiTidakSah
from inti.tasks import jalankan_semua
from monitoring_center.walidata.dataset import actions, muat
from monitoring_center.walidata.dataset.models import Baris, Galat, Keadaan, Versi
from monitoring_center.walidata.katalog import actions as katalog
from monitoring_center.walidata.katalog.isian import periksa_kolom
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.katalog.skema_tabel import skema_tabel
from tests.walidata_dataset.bantu import berkas_csv, buat_dataset, galat, kirim

JUDUL = ("Tahun", "Desa", "Luas", "Jumlah")
MENTAH = [
    {"name": "tahun", "title": "Tahun", "type": "year", "kunci": True},
    {"name": "desa", "title": "Desa", "type": "string", "kunci": True},
    {"name": "luas", "title": "Luas", "type": "number", "kunci": True},
    {"name": "jumlah", "title": "Jumlah", "type": "integer"},
]
KOLOM = periksa_kolom(MENTAH, jenis="sektoral", kode="sampah")


@pytest.fixture
def berkunci(pengelola: Any) -> Dataset:
    return buat_dataset(kolom=KOLOM, konsep="Sampah", definisi="Sampah yang ditimbang.")


def csv(*baris: tuple[str, str, str, str]) -> Any:
    return berkas_csv(baris, JUDUL)


def pesan(v: Versi) -> list[tuple[int, str]]:
    return list(Galat.objects.filter(versi=v, jenis="kunci").values_list("baris", "pesan"))


def test_kunci_menjadi_wajib_dan_keluar_sebagai_primarykey() -> None:
    assert all(k["constraints"] == {"required": True} for k in KOLOM[:3])
    skema = skema_tabel(KOLOM)
    assert skema["primaryKey"] == ["tahun", "desa", "luas"]
    assert all(set(f) <= {"name", "title", "type", "constraints"} for f in skema["fields"])
    from frictionless import Schema

    assert Schema.from_descriptor(skema).primary_key == ["tahun", "desa", "luas"]
    assert "primaryKey" not in skema_tabel([Kolom("desa", "Desa").skema()])


def test_unggahan_menyebut_kedua_baris(berkunci: Dataset, pengelola: Any) -> None:
    v = kirim(
        berkunci,
        pengelola,
        csv(
            ("2025", "Batulicin", "12,5", "1"),
            ("2025", "Segumbang", "12,5", "2"),
            ("2025", "Batulicin", "12,50", "3"),  # the same number
            ("2025", "", "1", "4"),
        ),
    )
    assert v.keadaan == Keadaan.DITOLAK
    assert galat(v) == [(4, "tahun", "kunci"), (5, "desa", "required")]
    assert pesan(v) == [
        (4, "Isi kunci “Tahun”, “Desa”, “Luas” sama dengan baris 2. Hanya boleh sekali."),
    ]
    assert v.ringkasan == {"kunci": 1, "required": 1}


def test_ganda_di_potongan_lain(berkunci: Dataset, pengelola: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(muat, "POTONGAN", 2)
    isi = [("2025", f"Desa {n % 5}", "1", str(n)) for n in range(7)]
    v = kirim(berkunci, pengelola, csv(*isi))
    assert [b for b, _ in pesan(v)] == [7, 8]


def test_kunci_berlaku_lintas_periode(berkunci: Dataset, pengelola: Any) -> None:
    lama = kirim(berkunci, pengelola, csv(("2024", "A", "1", "1"), ("2024", "B", "1", "1")), tahun=2024)
    actions.berlakukan(versi=lama, oleh=pengelola)
    baru = kirim(berkunci, pengelola, csv(("2025", "A", "1", "1"), ("2024", "B", "1", "1")))
    assert baru.keadaan == Keadaan.DITOLAK
    assert pesan(baru)[0][0] == 3
    assert "sama dengan baris 3 data 2024 yang berlaku" in pesan(baru)[0][1]
    ulang = kirim(berkunci, pengelola, csv(("2024", "A", "1", "9")), tahun=2024)
    assert (ulang.keadaan, ulang.beda["ubah"], ulang.beda["hapus"]) == (Keadaan.KONSEP, 1, 1)


def test_dua_periode_yang_diperiksa_berdampingan(berkunci: Dataset, pengelola: Any) -> None:
    satu = kirim(berkunci, pengelola, csv(("2025", "A", "1", "1")))
    dua = kirim(berkunci, pengelola, csv(("2025", "A", "1", "2")), tahun=2024)
    assert satu.keadaan == dua.keadaan == Keadaan.KONSEP
    actions.berlakukan(versi=satu, oleh=pengelola)
    with pytest.raises(Bentrok):
        actions.berlakukan(versi=dua, oleh=pengelola)
    actions.bandingkan_ulang(versi=dua, oleh=pengelola)
    jalankan_semua()
    dua.refresh_from_db()
    assert (dua.keadaan, dua.galat) == (Keadaan.DITOLAK, 1)
    assert Versi.objects.berlaku().get() == satu


def test_formulir_menolak_seketika(berkunci: Dataset, pengelola: Any) -> None:
    v = kirim(berkunci, pengelola, csv(("2025", "A", "1,0", "1"), ("2025", "B", "1", "1")))
    actions.berlakukan(versi=v, oleh=pengelola)
    isian = {"tahun": "2025", "desa": "A", "luas": "1", "jumlah": "5"}
    with pytest.raises(MasukanSalah) as galat_kunci:
        actions.ubah_baris(dataset=berkunci, periode_mulai=v.periode_mulai, isian=isian, oleh=pengelola)
    assert set(galat_kunci.value.bidang) == {"tahun", "desa", "luas"}
    assert galat_kunci.value.bidang["desa"].endswith("sama dengan baris 2 data 2025.")
    b = Baris.objects.filter(versi=v).order_by("nomor")[1]
    with pytest.raises(MasukanSalah):
        actions.ubah_baris(
            dataset=berkunci, periode_mulai=v.periode_mulai, nomor=b.nomor, isian=isian, oleh=pengelola
        )
    assert Versi.objects.count() == 1
    actions.ubah_baris(  # its own key is no other's
        dataset=berkunci,
        periode_mulai=v.periode_mulai,
        nomor=b.nomor,
        isian=isian | {"desa": "B"},
        oleh=pengelola,
    )
    jalankan_semua()
    assert Versi.objects.get(urut=2).beda["ubah"] == 1


def test_kunci_tersandi_dibandingkan_lewat_indeks(pengelola: Any) -> None:
    kolom = periksa_kolom(
        [
            {"name": "nik", "title": "NIK", "type": "string", "pribadi": "spesifik", "kunci": True},
            *MENTAH[:1],
        ],
        jenis="sektoral",
        kode="sampah",
    )
    d = buat_dataset(kolom=kolom)
    v = kirim(
        d, pengelola, berkas_csv([("6310", "2025"), ("6310", "2024"), ("6310", "2025")], ("NIK", "Tahun"))
    )
    assert [(b, k) for b, k, _ in galat(v)] == [(4, "nik")]
    assert "6310" not in pesan(v)[0][1]


def test_kunci_yang_bukan_kunci_tidak_dapat_ditetapkan(pengelola: Any) -> None:
    d = buat_dataset(kolom=KOLOM, konsep="Sampah", definisi="Sampah yang ditimbang.")
    v = kirim(d, pengelola, csv(("2025", "A", "1", "1"), ("2025", "A", "2", "1")))
    actions.berlakukan(versi=v, oleh=pengelola)
    sempit = [k | {"kunci": k["name"] != "luas"} for k in MENTAH[:3]] + MENTAH[3:]
    with pytest.raises(MasukanSalah) as galat_kunci:
        katalog.ubah(dataset=d, kolom=sempit, oleh=pengelola)
    assert "baris 2 data 2025 dan baris 3 data 2025" in galat_kunci.value.bidang["kolom"]
    assert Dataset.objects.get(pk=d.pk).kolom == KOLOM


def test_versi_menurut_kunci_lama_tidak_dapat_diberlakukan(berkunci: Dataset, pengelola: Any) -> None:
    v = kirim(berkunci, pengelola, csv(("2025", "A", "1", "1"), ("2025", "A", "2", "1")))
    katalog.ubah(dataset=berkunci, kolom=[k | {"kunci": k["name"] == "desa"} for k in MENTAH], oleh=pengelola)
    with pytest.raises(TransisiTidakSah):
        actions.berlakukan(versi=v, oleh=pengelola)
    assert not Versi.objects.berlaku().exists()


def test_penyunting_kolom_dan_halaman(berkunci: Dataset, pengelola: Any, klien: Any, instansi_a: Any) -> None:
    k = klien(instansi_a)
    k.force_login(pengelola)
    halaman = k.get(reverse("data:ubah", args=[berkunci.uuid], urlconf="inti.urls.instansi")).content.decode()
    assert halaman.count('name="kolom-0-kunci"') == 1
    assert re.search(r'<input[^>]*name="kolom-0-kunci"[^>]*checked', halaman)
    assert not re.search(r'<input[^>]*name="kolom-3-kunci"[^>]*checked', halaman)
    rincian = k.get(
        reverse("data:rincian", args=[berkunci.uuid], urlconf="inti.urls.instansi")
    ).content.decode()
    assert rincian.count(">Kunci</span>") == 3


def test_lewat_api(berkunci: Dataset, pengelola: Any, klien: Any, instansi_a: Any, buat_orang: Any) -> None:
    from datetime import timedelta

    from inti.akun.waktu import hari_ini
    from layanan.api.actions import buat_token, terima_token

    token = buat_token(
        nama="Uji", pengguna=pengelola, cakupan=["dataset.tulis"], sampai=hari_ini() + timedelta(days=9),
        oleh=buat_orang("administrator"),
    )  # fmt: skip
    k = klien(instansi_a, headers={"Authorization": f"Bearer {terima_token(token=token, oleh=pengelola)}"})
    assert k.get("/api/v1/dataset/sampah/").json()["skema"]["primaryKey"] == ["tahun", "desa", "luas"]
    assert [d["kode"] for d in k.get("/api/v1/dataset/").json()] == ["sampah"]
    baris = [{"tahun": 2025, "desa": "A", "luas": 1.5, "jumlah": n} for n in (1, 2)]
    isi = json.dumps({"periode": "2025-06-01", "baris": baris})
    jawaban = k.post("/api/v1/dataset/sampah/versi/", isi, content_type="application/json")
    jalankan_semua()
    hasil = k.get(f"/api/v1/dataset/sampah/versi/{jawaban.json()['uuid']}/").json()
    assert (hasil["keadaan"], hasil["ringkasan"], hasil["kesalahan"][0]["baris"]) == (
        "ditolak",
        {"kunci": 1},
        3,
    )
    assert [v["urut"] for v in k.get("/api/v1/dataset/sampah/versi/").json()] == [1]
    assert k.get("/api/v1/dataset/sampah/versi/?sesudah=1").json() == []
