"""What people read when something does not work: unknown, closed, forbidden, missing."""

from typing import Any

import pytest

from tests.perjalanan.juru import SANDI

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


def test_alamat_tidak_dikenal_menuntun_ke_portal(buka: Any, rumah: Any) -> None:
    warga = buka(situs="tidak-ada")
    page = warga.page
    warga.ke("/lacak/", status=404)
    assert "Alamat ini belum dipakai" in warga.teks()
    assert "tidak-ada.kab.localhost" in warga.teks()
    warga.periksa(1440, 360)
    page.get_by_role("link", name="Buka portal layanan").click()
    page.wait_for_url(rumah.alamat("", "/"))


def test_yang_ditangguhkan_menyebut_sampai_kapan(buka: Any) -> None:
    """Diskominfo closes an instansi by its page, a visitor reads why, Diskominfo opens it again."""
    d, warga = buka("admin", "diskominfo"), buka(situs="uji-b")
    page = d.page
    d.ke("/instansi/?q=uji-b")
    page.get_by_role("link", name="Kecamatan Uji B").click()
    page.wait_for_url("**/instansi/*-*/")
    rincian = page.url
    d.periksa()
    d.periksa_lebar()
    page.get_by_role("link", name="Tangguhkan").click()
    page.wait_for_url("**/tangguhkan/")
    d.periksa()
    d.boleh_gagal.add(page.url)
    page.get_by_label("Alasan").fill("Perbaikan jaringan di kantor kecamatan.")
    page.get_by_label("Ditangguhkan sampai").fill("31-12-2099")
    page.locator("[name=konfirmasi_nomor]").fill("salah")
    page.get_by_role("button", name="Tangguhkan").click()
    page.get_by_text("Belum sama. Ketik uji-b.").first.wait_for()
    page.locator("[name=konfirmasi_nomor]").fill("uji-b")
    page.get_by_role("button", name="Tangguhkan").click()
    page.wait_for_url(rincian)
    try:
        warga.page.wait_for_timeout(700)  # the other process looks at the version twice a second
        warga.ke("/", status=503)
        teks = warga.teks()
        assert "31 Desember 2099" in teks
        assert "Perbaikan jaringan di kantor kecamatan." in teks
        assert "diskominfo@" in teks
        warga.periksa(1440, 360)
        warga.page.get_by_role("link", name="Buka portal layanan").click()
        assert "sedang ditutup sementara" in warga.page.locator("li", has_text="Kecamatan Uji B").inner_text()
    finally:
        d.ke(rincian)
        page.get_by_role("link", name="Aktifkan").click()
        page.locator("[name=konfirmasi_nomor]").fill("uji-b")
        page.get_by_role("button", name="Aktifkan").click()
        page.wait_for_url(rincian)
    warga.page.wait_for_timeout(700)
    warga.ke("/")


def test_tidak_berhak_dan_tidak_ada(buka: Any, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="didistribusi")
    fo = buka("fo")
    fo.ke("/akun/pengguna/", status=403)
    assert "Yang berhak" in fo.teks()
    fo.periksa(1440, 360)
    for jalur in ("/tidak-ada/", "/permohonan/00000000-0000-4000-8000-000000000000/"):
        fo.ke(jalur, status=404)
        assert "Halaman tidak ditemukan" in fo.teks()
    fo.periksa(1440, 360)

    tetangga = buka("fo", "uji-b")
    tetangga.ke(f"/permohonan/{p['uuid']}/", status=404)
    assert p["nama"] not in tetangga.teks()

    warga = buka(ponsel=True, java_script_enabled=False)
    warga.ke("/tidak-ada/", status=404)
    warga.ke("/permohonan/")
    assert "/akun/login/" in warga.page.url


def test_formulir_basi_dijelaskan(buka: Any, rumah: Any) -> None:
    """Two people at once: the second reads that somebody else was faster, and nothing is lost."""
    p = rumah.minta("permohonan", situs="uji-a", status="divalidasi")
    satu = buka("sekcam", segar=True)
    dua = buka("sekcam", masuk=False)
    dua.page.context.add_cookies(satu.page.context.cookies())
    for j in (satu, dua):
        j.ke(f"/permohonan/{p['uuid']}/")
    satu.page.get_by_role("button", name="Paraf", exact=True).click()
    satu.page.wait_for_url("**/autentikasi-ulang/**")
    satu.page.get_by_label("Kata sandi").fill(SANDI)
    satu.page.get_by_role("button", name="Lanjutkan").click()
    satu.page.wait_for_url(lambda url: p["uuid"] not in url)
    dua.boleh_gagal.add(dua.alamat(f"/permohonan/{p['uuid']}/paraf/"))
    dua.page.get_by_role("button", name="Paraf", exact=True).click()
    dua.page.get_by_text("Mungkin sudah dikerjakan orang lain.").wait_for()
    dua.periksa(1440, 360)
    dua.page.get_by_role("link", name="Kembali").click()
    dua.page.wait_for_url(f"**/permohonan/{p['uuid']}/")
