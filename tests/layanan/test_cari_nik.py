"""A NIK that is searched for stands in no address: not in the list's, not in the palette's, not in the resident's."""

from urllib.parse import parse_qs, urlsplit

import pytest

from layanan.models.query import indeks_nik
from layanan.pemohon import cari_nik
from layanan.pemohon.nik import samarkan
from tests.layanan.bantu import ajukan, buat_meja, nik_baru


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def fo(klien, instansi_a, orang):
    return klien(instansi_a, orang.fo)


@pytest.fixture
def berkas(instansi_a, orang, di):
    """(NIK, its permohonan, that of somebody else)"""
    nik = nik_baru()
    with di(instansi_a):
        return nik, ajukan(orang.fo, nik=nik, nama="Noor Halimah"), ajukan(orang.fo, nama="Rusdiana")


def parameter(alamat: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(alamat).query)


@pytest.mark.parametrize("tulis", ["{}", " {} ", "{0:.6}.{1} {2}", "NIK {}"])
@pytest.mark.parametrize("url", ["/permohonan/", "/meja/"])
def test_cari_nik_pindah_ke_alamat_tanpa_nik(fo, berkas, instansi_a, di, tulis, url):
    nik, milik, lain = berkas
    ketik = tulis.format(nik, nik[6:12], nik[12:])
    jawaban = fo.post(url, {"q": ketik})
    assert jawaban.status_code == 303
    assert nik not in jawaban["Location"]
    with di(instansi_a):
        assert parameter(jawaban["Location"]) == {"q": [f"nik~{indeks_nik(nik)}"]}
    isi = fo.get(jawaban["Location"]).content.decode()
    assert milik.nomor_registrasi in isi
    assert lain.nomor_registrasi not in isi
    assert nik not in isi
    assert isi.count(samarkan(nik)) == 2, "in the box, and in the chip that removes it"


def test_menyaring_dan_mengurutkan_menjaga_pencarian(fo, berkas):
    nik, milik, _ = berkas
    alamat = fo.post("/permohonan/", {"q": nik, "status": "", "urut": "-nomor_registrasi"})["Location"]
    token = parameter(alamat)["q"]
    assert parameter(alamat) == {"q": token, "urut": ["-nomor_registrasi"]}
    isi = fo.get(alamat).content.decode()
    assert f'name="q_asal" value="{token[0]}"' in isi
    assert f"?q={token[0]}&amp;urut=nomor_registrasi" in isi, "the heading sorts the found ones"
    lagi = fo.post("/permohonan/", {"q": samarkan(nik), "q_asal": token[0], "status": "diajukan"})["Location"]
    assert parameter(lagi) == {"q": token, "status": ["diajukan"]}
    assert milik.nomor_registrasi in fo.get(lagi).content.decode()
    hapus = fo.post("/permohonan/", {"q": "", "q_asal": token[0], "status": "diajukan"})["Location"]
    assert parameter(hapus) == {"status": ["diajukan"]}


def test_nik_yang_belum_lengkap_pun_tidak_ikut(fo, berkas):
    nik, milik, _ = berkas
    alamat = fo.post("/permohonan/", {"q": nik[:12]})["Location"]
    assert parameter(alamat) == {"q": ["nik~12"]}
    isi = fo.get(alamat).content.decode()
    assert "NIK, 12 dari 16 angka" in isi
    assert milik.nomor_registrasi not in isi


def test_alamat_lama_dengan_nik_dipindahkan(fo, berkas):
    nik, _, _ = berkas
    jawaban = fo.get("/permohonan/", {"q": nik})
    assert jawaban.status_code == 303
    assert nik not in jawaban["Location"]


@pytest.mark.parametrize(
    "q", ["halimah", "REG-2026-000001", "2026-000001", "000001", "474.4/0012/KEC-A/XI/2026"]
)
def test_pencarian_lain_tetap_terbaca(fo, q):
    assert parameter(fo.post("/permohonan/", {"q": q})["Location"]) == {"q": [q]}


def test_tanpa_pencarian_alamatnya_pendek(fo):
    assert fo.post("/permohonan/", {"q": "", "status": ""})["Location"] == "/permohonan/"


def test_token_satu_instansi_tidak_berlaku_di_instansi_lain(klien, instansi_b, buat_orang, fo, berkas):
    nik, milik, _ = berkas
    alamat = fo.post("/permohonan/", {"q": nik})["Location"]
    asing = klien(instansi_b, buat_meja(buat_orang, di=instansi_b).fo)
    isi = asing.get(alamat).content.decode()
    assert milik.nomor_registrasi not in isi
    assert samarkan(nik) not in isi


def test_orang_yang_tidak_boleh_melihat_tidak_mendapat_samarannya(klien, instansi_a, orang, fo, berkas):
    nik, _, _ = berkas
    alamat = fo.post("/permohonan/", {"q": nik})["Location"]
    isi = klien(instansi_a, orang.kasi_lain).get(alamat).content.decode()
    assert samarkan(nik) not in isi
    assert "NIK 16 angka" in isi


@pytest.mark.parametrize("q", ["nik~", "nik~xyz", "nik~" + "g" * 64, "nik~9999"])
def test_token_karangan_hanyalah_teks(fo, q):
    assert not cari_nik.tertutup(q)
    assert fo.get("/permohonan/", {"q": q}).status_code == 200


def test_palet_menemukan_nik_lewat_post(fo, berkas):
    nik, milik, _ = berkas
    hasil = fo.post("/ui/palet", {"q": nik}).json()["hasil"]
    assert [h["url"] for h in hasil] == [f"/permohonan/{milik.uuid}/"]
    assert fo.get("/ui/palet", {"q": nik}).status_code == 405


def test_warga_yang_mengetik_nik_diberi_tahu(klien, instansi_a, berkas):
    nik, milik, _ = berkas
    warga = klien(instansi_a)
    jawaban = warga.post("/lacak/", {"kode": nik})
    assert jawaban.status_code == 404
    assert "tampaknya NIK" in jawaban.content.decode()
    assert (
        warga.post("/lacak/", {"kode": milik.kode_lacak_tampil})["Location"] == f"/lacak/{milik.kode_lacak}/"
    )
