"""The kasi's paraf asks for the password again; what was typed and uploaded waits for it."""

import time

import pytest

from inti.akun.models import Sesi
from inti.berkas.models import Berkas
from layanan.enums import Status
from layanan.models import BerkasUji, KeabsahanUji, Permohonan
from tests.layanan.bantu import PDF_KECIL, potret, sampai, unggahan

SANDI = "sandi-yang-panjang"
ULANG = "/akun/autentikasi-ulang/"
URL_UJI = {
    "cara": "tinjau_lapangan",
    "nomor": "BA/7/2026",
    "petugas": "Andi, Budi",
    "temuan": "Pagar berdiri di tanah pemohon.",
}


@pytest.fixture
def kasi(klien, instansi_a, orang):
    return klien(instansi_a, orang.kasi)


@pytest.fixture
def berkas(di, instansi_a, orang):
    with di(instansi_a):
        return sampai(Status.DIDISTRIBUSI, orang)


def kirim(k, p, nama="validasi", **data):
    return k.post(f"/permohonan/{p.uuid}/{nama}/", data)


def test_isian_dan_unggahan_tidak_hilang(kasi, berkas, di, instansi_a):
    with di(instansi_a):
        sebelum = potret(berkas)
    minta = kirim(
        kasi, berkas, **URL_UJI, berkas=[unggahan("ba.pdf"), unggahan("foto.pdf", PDF_KECIL + b"\n")]
    )
    assert minta["Location"] == f"{ULANG}?next=%2Fpermohonan%2F{berkas.uuid}%2Fvalidasi%2F"
    salah = kasi.post(minta["Location"], {"password": "bukan", "next": minta["Location"].split("next=")[1]})
    assert salah.status_code == 422
    with di(instansi_a):
        assert (potret(berkas), KeabsahanUji.objects.count()) == (sebelum, 0)
        assert Berkas.objects.count() == 2, "the scans wait"
    assert kasi.post(minta["Location"], {"password": SANDI}).status_code == 302
    with di(instansi_a):
        uji = KeabsahanUji.objects.get()
        assert (uji.cara, uji.nomor, uji.petugas, uji.catatan) == tuple(URL_UJI.values())
        semua = [(b.berkas.nama, b.berkas.bita()) for b in uji.berkas.order_by("pk")]
        assert semua == [("ba.pdf", PDF_KECIL), ("foto.pdf", PDF_KECIL + b"\n")]
        assert Berkas.objects.count() == 2, "nothing is stored twice"
        assert Permohonan.objects.get().status == Status.DIVALIDASI


def test_berita_acara_dibaca_meja_yang_melihatnya(kasi, berkas, klien, di, instansi_a, orang):
    minta = kirim(kasi, berkas, cara="cek_berkas", berkas=[unggahan("ba.pdf")])
    kasi.post(minta["Location"], {"password": SANDI})
    with di(instansi_a):
        url = f"/berkas/{Berkas.objects.get().uuid}/"
    for siapa, status in (("kasi", 200), ("camat", 200), ("kasi_lain", 404)):
        jawaban = klien(instansi_a, orang.yang(siapa)).get(url)
        assert jawaban.status_code == status, siapa
        assert status == 404 or jawaban.getvalue() == PDF_KECIL


def test_sesi_tidak_memuat_isian_terbuka(kasi, berkas, di, instansi_a):
    kirim(kasi, berkas, **URL_UJI)
    with di(instansi_a):
        teks = repr([s.get_decoded() for s in Sesi.objects.all()])
    assert "titipan.lanjutkan" in teks
    assert "Pagar berdiri" not in teks


def test_satu_kata_sandi_untuk_semua_berkas_selama_lima_menit(kasi, orang, di, instansi_a, monkeypatch):
    with di(instansi_a):
        semua = [sampai(Status.DIDISTRIBUSI, orang) for _ in range(3)]
    ditanya = 0
    for p in semua:
        jawaban = kirim(kasi, p, cara="cek_berkas")
        if jawaban["Location"].startswith(ULANG):
            ditanya += 1
            jawaban = kasi.post(jawaban["Location"], {"password": SANDI})
        assert jawaban.status_code == 302
    assert ditanya == 1
    with di(instansi_a):
        assert set(Permohonan.objects.values_list("status", flat=True)) == {Status.DIVALIDASI}
        akhir = sampai(Status.DIDISTRIBUSI, orang)
    nanti = time.time() + 301
    monkeypatch.setattr("allauth.account.internal.flows.reauthentication.time.time", lambda: nanti)
    assert kirim(kasi, akhir, cara="cek_berkas")["Location"].startswith(ULANG)


@pytest.mark.parametrize(
    "data",
    [
        {"cara": ""},
        {"cara": "tinjau_lapangan", "petugas": "Andi"},
        {"cara": "konfirmasi_desa"},
        {"cara": "cek_berkas", "berkas": unggahan("program.pdf", b"MZ\x90\x00 bukan pdf")},
    ],
)
def test_yang_salah_ditolak_sebelum_kata_sandi(kasi, berkas, di, instansi_a, data):
    with di(instansi_a):
        sebelum = potret(berkas)
    jawaban = kirim(kasi, berkas, **data)
    assert jawaban.status_code == 422
    with di(instansi_a):
        assert (potret(berkas), KeabsahanUji.objects.count(), Berkas.objects.count()) == (sebelum, 0, 0)


def test_usul_tolak_juga_meminta_kata_sandi(kasi, berkas, di, instansi_a):
    isi = {"kode": "S02", "alasan": "Tidak memenuhi.", "dasar": "Perbup 126/2022 Ps 9", "cara": "cek_berkas"}
    minta = kirim(kasi, berkas, "usul_tolak", **isi)
    assert minta["Location"].startswith(ULANG)
    assert kasi.post(minta["Location"], {"password": SANDI}).status_code == 302
    with di(instansi_a):
        assert Permohonan.objects.get().putusan == "tolak"


def test_halaman_lain_yang_meminta_sandi_tidak_mengirim_titipan(kasi, berkas, di, instansi_a):
    kirim(kasi, berkas, cara="cek_berkas")
    assert kasi.post(ULANG, {"password": SANDI, "next": "/meja/"})["Location"] == "/meja/"
    with di(instansi_a):
        assert Permohonan.objects.get().status == Status.DIDISTRIBUSI
    assert (
        kasi.post(ULANG, {"password": SANDI, "next": f"/permohonan/{berkas.uuid}/validasi/"}).status_code
        == 302
    )
    with di(instansi_a):
        assert Permohonan.objects.get().status == Status.DIDISTRIBUSI, "what was let go is not sent later"


def test_titipan_orang_lain_tidak_terbuka(kasi, berkas, klien, di, instansi_a, orang):
    """The files of a suspended request come back only to whoever uploaded them."""
    minta = kirim(kasi, berkas, cara="cek_berkas", berkas=[unggahan("ba.pdf")])
    lain = klien(instansi_a, orang.kasi_lain)
    with di(instansi_a):
        titipan = kasi.session["account_reauthentication_state"]
        sesi = lain.session
        sesi["account_reauthentication_state"] = titipan
        sesi.save()
    assert lain.post(minta["Location"], {"password": SANDI}).status_code == 404
    with di(instansi_a):
        assert (BerkasUji.objects.count(), Berkas.objects.count()) == (0, 1)
