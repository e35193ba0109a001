"""In a real browser: an indicator filled in, a column added, one taken away, sent; axe finds nothing on the pages."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings

from inti.situs import info_instansi
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.katalog.terbuka import terbitkan_terbuka
from tests.conftest import KlienSitus, di_situs
from tests.layanan.bantu import orang_langsung
from tests.peramban import buka_halaman, layani, peramban, periksa_axe, periksa_bersih  # noqa: F401
from tests.walidata_katalog.bantu import isi_baris, terbit

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


@pytest.fixture
def buka(basis_nyata: None, peramban: Any) -> Iterator[Callable[..., Any]]:  # noqa: F811
    """buka("uji-a" | "", "/path") -> page: of the walidata's officer, or of anybody on the portal."""
    a = info_instansi("i_uji_a")
    with di_situs(a) as situs:
        petugas, kepala = orang_langsung("pengelola_data"), orang_langsung("penanggung_jawab")
        d = terbit(petugas, kepala)
        isi_baris(d, [{"tahun": 2025, "desa": "Batulicin", "jumlah": 12}])
        terbitkan_terbuka(d)
        host_a = f"uji-a.{settings.SPBE_DOMAIN}"
        sesi = KlienSitus(situs, host_a).masuk(petugas).cookies[settings.SESSION_COOKIE_NAME].value
    with layani() as porta, ExitStack() as tumpukan:

        def jalan(situs: str, jalur: str, **opsi: Any) -> Any:
            page = tumpukan.enter_context(buka_halaman(peramban, **opsi))
            host = host_a if situs else settings.SPBE_DOMAIN
            if situs:
                page.context.add_cookies(
                    [{"name": settings.SESSION_COOKIE_NAME, "value": sesi, "domain": host, "path": "/"}]
                )
            assert page.goto(f"http://{host}:{porta}{jalur}").status == 200
            page.wait_for_load_state("networkidle")
            return page

        yield jalan


def test_indikator_kolom_tambah_hapus_lalu_daftar(buka):
    page = buka("uji-a", "/data/baru/formulir/?indikator=KES-06")
    page.fill("#id_kontak", "Seksi PMD")
    semula = page.locator("[data-baris]:visible").count()
    page.get_by_role("button", name="Tambah kolom").click()
    page.locator("[data-baris]:visible").last.locator("input[name$=-name]").fill("catatan")
    page.locator("[data-baris]:visible").last.locator("input[name$=-title]").fill("Catatan")
    page.locator("[data-baris]:visible").nth(1).get_by_role("button", name="Hapus baris").click()
    assert page.locator("[data-baris]:visible").count() == semula
    page.get_by_role("button", name="Daftarkan sebagai konsep").click()
    page.wait_for_url("**/data/*-*/")
    periksa_bersih(page)
    with di_situs(info_instansi("i_uji_a")):
        nama = [k["name"] for k in Dataset.objects.get(kode="kes_06").kolom]
    assert nama[-1] == "catatan"
    assert "semester" not in nama
    assert nama[0] == "tahun"


def test_serupa_muncul_selagi_mengetik(buka):
    page = buka("uji-a", "/data/baru/formulir/")
    with page.expect_response("**/data/serupa/"):
        page.locator("#id_nama").press_sequentially("Jembatan gantung", delay=20)
    page.wait_for_load_state("networkidle")
    assert "Tidak ada data serupa" in page.locator("#serupa").inner_text()
    periksa_bersih(page)


@pytest.mark.parametrize("lebar", [1440, 360])
def test_halaman_tanpa_cacat(lebar, buka):
    for situs, jalur in (("uji-a", "/data/"), ("uji-a", "/data/baru/"), ("uji-a", "/data/baru/formulir/?indikator=KES-01"),
                         ("uji-a", "/data/katalog/"), ("", "/katalog/"), ("", "/katalog/?akses=terbuka")):  # fmt: skip
        page = buka(situs, jalur, viewport={"width": lebar, "height": 800})
        periksa_axe(page)
        periksa_bersih(page)
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), jalur
    page.locator(".dt-katalog a").first.click()
    page.wait_for_load_state("networkidle")
    assert "Batulicin" in page.inner_text("main")
    periksa_axe(page)
