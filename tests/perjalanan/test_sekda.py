"""The Sekda's dashboard, and the head of an instansi who lets a figure out."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from monitoring_center.agregasi.daftar import daftar_indikator

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


@pytest.fixture(scope="session")
def angka(rumah: Any) -> None:
    """Figures of both instansi; only the first publishes, all but one indicator."""
    rumah.minta("riwayat_angka", situs="uji-a", jumlah=40, setujui=True)
    rumah.minta("riwayat_angka", situs="uji-b", jumlah=20, setujui=False)


@pytest.mark.usefixtures("angka")
def test_dasbor_sekda(buka: Any) -> None:
    sekda = buka("sekda", "monitoring")
    page = sekda.page
    sekda.ke("/?periode=12")
    page.locator("#peta canvas, #peta svg").first.wait_for()
    ubin = page.locator(".ubin")
    assert ubin.count() == 5
    assert re.search(r"\d", ubin.first.inner_text())
    assert page.locator(".grafik canvas, .grafik svg").count() >= 3, "map, trend and timeliness are drawn"
    perhatian = page.locator(".perhatian li", has_text="Uji B")
    assert "belum" in perhatian.inner_text().lower()
    assert page.locator("[data-grafik] table, .grafik-tabel table").count() >= 2, "charts have tables"
    sekda.periksa()
    sekda.periksa_lebar()

    page.locator(".pilih-ukuran a", has_text="Tepat waktu").click()
    page.wait_for_url("**ukuran=tepat_waktu**")
    page.locator("#peta canvas, #peta svg").first.wait_for()
    page.locator(".peta-daftar a", has_text="Uji A").click()
    page.wait_for_url("**/instansi/uji-a/**")
    sekda.periksa()
    sekda.ke("/data/")
    assert "Uji B" in sekda.teks()
    sekda.periksa()


@pytest.mark.usefixtures("angka")
def test_bupati_melihat_di_telepon_dan_dinding_di_layar_besar(buka: Any) -> None:
    bupati = buka("bupati", "monitoring", ponsel=True)
    for jalur in ("/?periode=12", "/data/", "/instansi/uji-a/?periode=12"):
        bupati.ke(jalur)
        bupati.page.wait_for_load_state("networkidle")
        bupati.periksa()
    sekda = buka("sekda", "monitoring", viewport={"width": 1920, "height": 1080})
    sekda.ke("/dinding/")
    sekda.page.locator("canvas, .grafik svg").first.wait_for()
    assert sekda.page.evaluate("document.documentElement.scrollHeight") <= 1080
    sekda.periksa()


@pytest.mark.usefixtures("angka")
def test_camat_menyetujui_lalu_angkanya_muncul(buka: Any) -> None:
    """The indicator "lama proses": the Sekda sees a dash until the head approves."""
    sekda = buka("sekda", "monitoring")
    sekda.ke("/instansi/uji-a/?periode=12")
    lama = sekda.page.locator(".ubin", has_text=re.compile("rata-rata|lama", re.I)).first
    assert "–" in lama.inner_text()

    camat = buka("camat")
    page = camat.page
    camat.ke("/publikasi/")
    semua = len(daftar_indikator())
    assert f"{semua - 1} dari {semua}" in camat.teks()
    camat.periksa()
    page.get_by_role("link", name="Putuskan berikutnya").click()
    page.wait_for_url("**/publikasi/lama_proses_menit/")
    camat.periksa()
    camat.periksa_lebar()
    page.get_by_role("button", name="Setujui publikasi").click()
    page.get_by_text("disetujui dan sedang dikirim ke Monitoring Center").wait_for()
    assert f"{semua} dari {semua}" in camat.teks()

    for _ in range(40):  # the worker folds within seconds
        sekda.ke("/instansi/uji-a/?periode=12")
        if "–" not in lama.inner_text():
            break
        sekda.page.wait_for_timeout(500)
    expect(lama).not_to_contain_text("–")
    expect(lama).to_contain_text(re.compile(r"\d"))
