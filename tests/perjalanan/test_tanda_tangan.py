"""The camat between two meetings, on a telephone; and the sekcam on a day without electricity."""

import pytest

from tests.perjalanan.juru import SANDI

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


def test_camat_menandatangani_di_ponsel(rumah, buka):
    satu = [rumah.minta("permohonan", situs="uji-a", status="diparaf") for _ in range(3)]
    camat = buka("camat", "uji-a", ponsel=True, segar=True)
    camat.ke("/tandatangan/")
    camat.periksa()
    assert "surat, janji terdekat lebih dulu" in camat.teks()
    camat.page.locator(f".ttd-judul[href*='{satu[0]['uuid']}']").click()
    camat.page.wait_for_url("**/tandatangan/*/")
    camat.page.wait_for_function("document.querySelector('.ttd-surat img').naturalWidth > 500")
    with camat.page.expect_response("**/dibaca/"):
        pass
    camat.periksa()
    camat.page.get_by_role("button", name="Tanda tangani", exact=True).click()
    camat.page.wait_for_url("**/akun/autentikasi-ulang/**")
    camat.page.get_by_label("Kata sandi").fill(SANDI)
    camat.page.keyboard.press("Enter")
    camat.page.wait_for_url("**/tandatangan/*/")
    assert "ditandatangani" in camat.teks()
    camat.ke("/tandatangan/")
    for p in satu[1:]:  # other journeys may have left letters here too
        camat.page.get_by_label(f"Pilih {p['nomor']}").check()
    camat.page.get_by_label("Isi surat pilihan").check()
    camat.page.get_by_role("button", name="Tanda tangani 2 surat").click()
    camat.page.wait_for_url("**/tandatangan/batch/*/")
    camat.page.get_by_role("link", name="Kembali ke daftar").last.wait_for()
    camat.periksa()
    hasil = camat.teks()
    for p in satu:
        assert rumah.minta("keadaan", situs="uji-a", uuid=p["uuid"])["status"] == "ditandatangani", (p, hasil)
    camat.ke("/tandatangan/")
    assert not any(p["nomor"] in camat.teks() for p in satu)


def test_layanan_manual(rumah, buka):
    sekcam = buka("sekcam", "uji-b")
    sekcam.ke("/gangguan/")
    sekcam.periksa(1440, 360)
    sekcam.page.get_by_role("link", name="Nyatakan layanan manual").click()
    sekcam.page.get_by_label("Apa yang terjadi").fill("Gardu padam")
    sekcam.page.get_by_label("Nomor berita acara").fill("BA/9/2026")
    sekcam.periksa(1440, 360)
    sekcam.page.get_by_role("button", name="Nyatakan layanan manual").click()
    sekcam.page.wait_for_url("**/gangguan/*/")
    sekcam.page.get_by_role("button", name="Pesan nomor").click()
    sekcam.page.get_by_text("REG-", exact=False).first.wait_for()
    sekcam.periksa(1440, 360)
    jenis, isi = sekcam.ambil(sekcam.page.url + "cetak/nomor.pdf")
    assert jenis == "application/pdf"
    assert isi.startswith(b"%PDF-")
    warga = buka("", "uji-b", ponsel=True)
    warga.ke("/")
    assert "Layanan daring sedang terganggu" in warga.teks()
    warga.periksa()
    sekcam.page.get_by_label("Tindakan pemulihan").fill("Genset")
    sekcam.page.get_by_role("button", name="Nyatakan pulih").click()
    sekcam.page.get_by_text("Sistem dinyatakan pulih").wait_for()
    sekcam.page.get_by_role("link", name="Catat kasus").click()
    sekcam.page.get_by_role("link", name="KEC-01").click()
    sekcam.periksa(1440, 360)
