"""Kasi, Sekcam and Camat: validated, initialled, signed on a telephone; the letter proves itself."""

import re
from typing import Any

import pytest

from tests.layanan.bantu import PDF_KECIL
from tests.perjalanan import baca_qr
from tests.perjalanan.juru import SANDI

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


def test_dari_kasi_sampai_surat_terbukti_asli(buka: Any, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="didistribusi", dengan_berkas=True)
    halaman = f"/permohonan/{p['uuid']}/"

    kasi = buka("kasi")
    kasi.ke("/meja/")
    kasi.periksa()
    kasi.page.get_by_role("link", name=p["nomor"]).click()
    kasi.page.wait_for_url(f"**{halaman}")
    assert kasi.page.locator("iframe[title='Konsep surat']").is_visible()
    kasi.periksa()
    kasi.periksa_lebar()
    _kasi_memvalidasi(kasi, rumah, p)

    sekcam = buka("sekcam", segar=True)
    sekcam.ke(halaman)
    sekcam.periksa()
    sekcam.page.get_by_role("button", name="Paraf", exact=True).click()
    sekcam.page.wait_for_url("**/autentikasi-ulang/**")
    sekcam.page.get_by_label("Kata sandi").fill(SANDI)
    sekcam.page.get_by_role("button", name="Lanjutkan").click()
    sekcam.page.wait_for_url(lambda url: p["uuid"] not in url)
    assert rumah.minta("keadaan", situs="uji-a", uuid=p["uuid"])["status"] == "diparaf"

    _camat_di_telepon(buka, rumah, p)
    _surat_terbukti(buka, rumah, p)


def _kasi_memvalidasi(kasi: Any, rumah: Any, p: dict[str, str]) -> None:
    """With a scan of the berita acara, which the question for the password must not lose; and asked once for two files."""
    page = kasi.page
    lain = rumah.minta("permohonan", situs="uji-a", status="didistribusi")
    page.get_by_label("Cara menguji keabsahan").select_option("konfirmasi_desa")
    page.get_by_label("Yang dihubungi").fill("Kaur Umum")
    page.get_by_label("Foto atau berita acara").set_input_files(
        {"name": "berita-acara.pdf", "mimeType": "application/pdf", "buffer": PDF_KECIL}
    )
    page.get_by_role("button", name="Validasi dan paraf").click()
    page.wait_for_url("**/autentikasi-ulang/**")
    kasi.periksa()
    page.get_by_label("Kata sandi").fill(SANDI)
    page.get_by_role("button", name="Lanjutkan").click()
    page.wait_for_url(lambda url: p["uuid"] not in url)
    assert f"{p['nomor']}: keabsahan diuji" in kasi.teks()
    kasi.ke(f"/permohonan/{p['uuid']}/")
    jenis, isi = kasi.ambil(page.get_by_role("link", name="berita-acara.pdf").get_attribute("href"))
    assert (jenis, isi) == ("application/pdf", PDF_KECIL)

    kasi.ke(f"/permohonan/{lain['uuid']}/")
    page.get_by_label("Cara menguji keabsahan").select_option("cek_berkas")
    page.get_by_role("button", name="Validasi dan paraf").click()
    page.get_by_text(f"{lain['nomor']}: keabsahan diuji").wait_for()


def _camat_di_telepon(buka: Any, rumah: Any, p: dict[str, str]) -> None:
    """Between two meetings: open, look, sign, prove who one is."""
    camat = buka("camat", ponsel=True, segar=True)
    page = camat.page
    camat.ke("/meja/")
    camat.periksa()
    page.get_by_role("link", name=p["nomor"]).tap()
    page.wait_for_url(f"**/permohonan/{p['uuid']}/")
    camat.periksa()
    tombol = page.get_by_role("button", name="Tanda tangani")
    kotak = tombol.bounding_box()
    assert kotak
    assert min(kotak["width"], kotak["height"]) >= 44, "too small for a thumb"
    tombol.tap()
    page.wait_for_url("**/autentikasi-ulang/**")
    assert page.get_by_role("heading", name="Pastikan ini Anda").is_visible()
    camat.periksa()

    camat.boleh_gagal.add(page.url)
    page.get_by_label("Kata sandi").fill("bukan-sandi-camat")
    page.get_by_role("button", name="Lanjutkan").tap()
    page.get_by_text("Kata sandi tidak cocok.").first.wait_for()
    assert rumah.minta("keadaan", situs="uji-a", uuid=p["uuid"])["status"] == "diparaf"
    camat.periksa()

    page.get_by_label("Kata sandi").fill(SANDI)
    page.get_by_role("button", name="Lanjutkan").tap()
    page.get_by_text(f"{p['nomor']}: ditandatangani").wait_for()
    assert rumah.minta("keadaan", situs="uji-a", uuid=p["uuid"])["status"] == "ditandatangani"


def _surat_terbukti(buka: Any, rumah: Any, p: dict[str, str]) -> None:
    """The letter on the work screen carries the QR, and the page behind the QR says so."""
    camat = buka("camat")
    page = camat.page
    camat.ke(f"/permohonan/{p['uuid']}/")
    bingkai = page.locator("iframe[title^='Surat 400.9.14/']")
    assert bingkai.is_visible(), "a signed letter stands first in the viewer"
    camat.periksa(1440, 360)
    alamat = rumah.minta("alamat_qr", situs="uji-a", uuid=p["uuid"])
    baca_qr.pastikan_terlihat(camat, bingkai.get_attribute("src"), alamat)

    jenis, isi = camat.ambil(page.get_by_role("link", name="Unduh surat").get_attribute("href"))
    assert (jenis, isi[:4]) == ("application/pdf", b"%PDF")

    warga = buka(ponsel=True, java_script_enabled=False)
    warga.ke(alamat)
    teks = warga.teks()
    assert "Surat ini asli" in teks
    assert re.search(r"400\.9\.14/\d{4}/", teks)
    assert p["nama"] not in teks
    rusak = alamat[:-1] + ("A" if alamat[-1] != "A" else "B")
    warga.ke(rusak, status=404)
    assert "Bukan QR surat kami" in warga.teks()
    warga = buka()
    for tuju, status in ((alamat, 200), (rusak, 404)):
        warga.ke(tuju, status=status)
        warga.periksa(1440, 360)


def test_camat_di_telepon_membaca_semua_halamannya(buka: Any, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="diparaf")
    camat = buka("camat", ponsel=True)
    for jalur in (
        "/meja/",
        "/permohonan/",
        f"/permohonan/{p['uuid']}/",
        "/publikasi/",
        "/publikasi/permohonan_masuk/",
        "/akun/profil/",
        "/notifikasi/",
    ):
        camat.ke(jalur)
        camat.periksa()
    camat.page.locator("[data-samping-buka]").tap()
    camat.page.get_by_role("link", name="Meja saya").wait_for()
    camat.periksa()


def test_kasi_seksi_lain_tidak_melihatnya(buka: Any, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="didistribusi")
    kasi = buka("kasi-lain")
    kasi.ke(f"/permohonan/{p['uuid']}/", status=404)
    assert "Halaman tidak ditemukan" in kasi.teks()
    assert p["nama"] not in kasi.teks()
