"""The letter leaves: signed for on the screen at the counter, or downloaded by the applicant without JavaScript."""

import re
from typing import Any

import pytest

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


def test_tanda_tangan_di_layar(rumah: Any, buka: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="ditandatangani")
    fo = buka("fo")
    page = fo.page
    fo.ke(f"/permohonan/{p['uuid']}/")
    page.get_by_label("Hubungan dengan pemohon").select_option("pemohon")
    page.get_by_label("Identitas penerima sudah dicocokkan").check()
    for asli in page.locator("input[name^=asli_]").all():
        asli.check()
    page.get_by_label("Tanda tangan di layar").check()
    kanvas = page.locator(".serah-layar canvas")
    kanvas.scroll_into_view_if_needed()
    kotak = kanvas.bounding_box()
    page.mouse.move(kotak["x"] + 30, kotak["y"] + 30)
    page.mouse.down()
    for n in range(1, 8):
        page.mouse.move(kotak["x"] + 30 + 20 * n, kotak["y"] + (60 if n % 2 else 25))
    page.mouse.up()
    page.get_by_text("Tanda tangan tersimpan.").wait_for()
    fo.periksa()
    fo.periksa_lebar()
    page.get_by_role("button", name="Serahkan ke pemohon").click()
    page.wait_for_url(lambda url: p["uuid"] not in url)
    fo.ke(f"/penyerahan/{p['uuid']}/")
    assert "Tanda tangan di layar" in fo.teks()
    fo.periksa()
    jenis, isi = fo.ambil(f"/penyerahan/{p['uuid']}/bukti.pdf")
    assert (jenis, isi[:4]) == ("application/pdf", b"%PDF")


def test_warga_mengunduh_dengan_kode_dari_loket(rumah: Any, buka: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="ditandatangani")
    fo = buka("fo")
    fo.ke(f"/permohonan/{p['uuid']}/")
    fo.page.get_by_role("button", name="Beri kode unduh").click()
    kode = re.search(r"\b\d{6}\b", fo.page.locator(".serah-kode").inner_text())[0]
    fo.periksa()
    tamu = buka(ponsel=True)  # axe needs scripts, the applicant does not
    tamu.ke(f"/lacak/{p['kode']}/")
    tamu.periksa()
    warga = buka(ponsel=True, java_script_enabled=False)
    warga.ke(f"/lacak/{p['kode']}/")
    assert p["nama"] not in warga.teks()
    warga.page.get_by_label("Tanggal lahir pemohon").fill("17-08-1985")
    warga.page.get_by_role("button", name="Buka data saya").click()
    assert p["nama"] in warga.teks()
    assert "Siapa yang membuka berkas Anda" in warga.teks()
    warga.page.get_by_role("link", name="Saya sudah punya kode").click()
    warga.page.get_by_label("Kode unduh").fill(kode)
    with warga.page.expect_download() as unduhan:
        warga.page.get_by_role("button", name="Unduh PDF").click()
    assert unduhan.value.suggested_filename.endswith(".pdf")
    assert rumah.minta("keadaan", situs="uji-a", uuid=p["uuid"])["status"] == "selesai"
