"""Diskominfo registers an instansi and watches it being provisioned, live."""

import secrets
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


def isi(page: Any, **ubah: str) -> None:
    for nama, teks in {
        "nama": "Kecamatan Baru Sekali",
        "kode": "99.99.77",
        "kode_wilayah": "63.10.02",
        "slug": "baru-sekali",
        "domain_email": "baru.kab.go.id",
        "kop_pemerintah": "PEMERINTAH KABUPATEN UJI",
        "kop_nama": "KECAMATAN BARU SEKALI",
        "nama_admin": "Administrator Pertama",
        "surel_admin": "pertama@baru.kab.go.id",
        **ubah,
    }.items():
        page.fill(f"[name={nama}]", teks)
    page.get_by_label("Kecamatan", exact=True).check()


def test_alamat_singkat_yang_salah_disebut_di_isiannya(buka: Any) -> None:
    d = buka("admin", "diskominfo")
    page = d.page
    d.ke("/instansi/baru/")
    d.boleh_gagal.add(page.url)
    d.periksa()
    for slug, sebab in (("Uji_A!", "huruf kecil"), ("uji-a", "dipakai")):
        isi(page, slug=slug)
        with page.expect_navigation():
            page.get_by_role("button", name="Daftarkan dan sediakan").click()
        expect(page.locator(".ringkasan-galat")).to_be_focused()
        isian = page.locator("[name=slug]")
        assert isian.get_attribute("aria-invalid") == "true"
        assert isian.input_value() == slug
        keterangan = [
            page.locator(f"#{k}").inner_text() for k in isian.get_attribute("aria-describedby").split()
        ]
        assert sebab in " ".join(keterangan), keterangan
        assert page.locator("[name=nama]").input_value() == "Kecamatan Baru Sekali"
        page.locator(".ringkasan-galat a[href='#id_slug']").click()
        assert page.evaluate("document.activeElement.name") == "slug"
    d.periksa()
    d.periksa_lebar()


def test_mendaftarkan_dan_menyaksikan_penyediaan(buka: Any, rumah: Any) -> None:
    ekor = secrets.token_hex(3)
    slug = f"baru-{ekor}"
    rumah.peran_baru.add(f"i_baru_{ekor}")
    d = buka("admin", "diskominfo")
    page = d.page
    d.ke("/")
    d.periksa()
    page.get_by_role("link", name="Daftarkan instansi").first.click()
    page.wait_for_url("**/instansi/baru/")
    isi(
        page,
        slug=slug,
        kode=f"99.{ekor}",
        nama=f"Kecamatan Baru {ekor}",
        surel_admin=f"pertama@{slug}.kab.go.id",
        domain_email=f"{slug}.kab.go.id",
    )
    page.get_by_role("button", name="Daftarkan dan sediakan").click()
    page.wait_for_url("**/pekerjaan/**")
    pekerjaan = page.url
    assert "Menunggu giliran" in d.teks()
    d.periksa()
    d.periksa_lebar()

    # nobody touches the page: it follows the worker by itself
    tanya: list[str] = []
    page.on("response", lambda r: tanya.append(r.url) if "bilah" in r.url else None)
    rumah.mulai("penyediaan")
    page.locator(".kemajuan-selesai", has_text="Instansi siap dipakai").wait_for(timeout=60_000)
    page.locator("h1 .chip", has_text="Selesai").wait_for()  # the buttons above the bar follow too
    d.periksa()
    jumlah = len(tanya)
    assert jumlah >= 2, "the bar asks while the work goes on"
    page.wait_for_timeout(1500)
    assert len(tanya) == jumlah, "and no more when it is done"
    d.ke("/pekerjaan/")
    d.periksa()

    d.ke(pekerjaan)
    page.get_by_role("link", name="Buka situs instansi").click()
    page.wait_for_url(rumah.alamat(slug, "/"))
    assert f"Layanan Kecamatan Baru {ekor}" in page.inner_text("h1")
    rumah.minta("sapu")
    (surat,) = rumah.surel(f"pertama@{slug}.kab.go.id")
    assert rumah.alamat(slug, "/akun/undangan/") in surat


def test_halaman_pengelola_untuk_semua_orang(buka: Any) -> None:
    d = buka("admin", "diskominfo")
    for jalur in ("/", "/instansi/", "/pekerjaan/", "/akun/pengguna/", "/jejak-audit/", "/akun/profil/"):
        d.ke(jalur)
        d.periksa()
        d.periksa_lebar()
