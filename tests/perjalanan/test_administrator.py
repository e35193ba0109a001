"""The Administrator: a new version of a service, files that have outlived their retention, and who holds which post."""

import re
from typing import Any

import pytest

from tests.perjalanan.jendela import Jendela

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


def test_versi_baru_disusun_dibandingkan_dan_diterbitkan(buka: Any, rumah: Any) -> None:
    berjalan = rumah.minta("permohonan", situs="uji-b", status="diajukan", kode="KEC-05")
    admin = buka("admin", "uji-b")
    page = admin.page
    admin.ke("/katalog/")
    admin.periksa(1440, 360)
    page.locator("a[href$='/katalog/KEC-05/']").first.click()
    page.wait_for_url("**/katalog/KEC-05/")
    admin.periksa(1440, 360)
    page.get_by_role("button", name="Buat konsep perubahan").click()
    page.wait_for_url("**/katalog/KEC-05/konsep/")
    assert "masih sama dengan versi yang berlaku" in admin.teks()
    assert page.get_by_role("button", name="Terbitkan…").count() == 0, "nothing to publish yet"
    admin.periksa(1440, 360)

    page.get_by_role("link", name="Ubah Waktu, biaya, masa berlaku").click()
    page.wait_for_url("**/konsep/waktu/")
    admin.periksa(1440, 360)
    page.locator("[name=waktu_nilai]").fill("9")
    page.get_by_role("button", name="Simpan ke konsep").click()
    page.wait_for_url("**/katalog/KEC-05/konsep/")
    page.get_by_role("link", name=re.compile("Bandingkan")).click()
    page.wait_for_url("**/banding/")
    admin.periksa(1440, 360)
    admin.ke("/katalog/KEC-05/konsep/")
    page.get_by_role("button", name="Terbitkan…").click()
    dialog = page.locator("#terbit")
    dialog.get_by_role("textbox").fill("Waktu menurut kemampuan loket.")
    admin.periksa()
    dialog.get_by_role("button", name="Terbitkan").click()
    page.wait_for_url("**/katalog/KEC-05/")
    assert "Versi 2 berlaku sejak sekarang" in admin.teks()
    assert "1 permohonan berjalan memakai versi lama" in admin.teks()

    warga = buka(situs="uji-b", ponsel=True, java_script_enabled=False)
    warga.ke("/layanan/KEC-05/")
    assert re.search(r"\b9 ", warga.teks())
    assert rumah.minta("keadaan", situs="uji-b", uuid=berjalan["uuid"])["status"] == "diajukan"


def _setujui(buka: Any, akun: str, jalur: str) -> Jendela:
    pejabat = buka(akun, "uji-b")
    pejabat.ke(jalur)
    pejabat.periksa(1440, 360)
    pejabat.page.get_by_role("button", name="Setujui pemusnahan").click()
    pejabat.page.wait_for_load_state()
    return pejabat


def test_arsip_diusulkan_disetujui_dua_orang_dan_dimusnahkan(buka: Any, rumah: Any) -> None:
    uuid = rumah.minta("arsip_lama", situs="uji-b", banyak=2)
    admin = buka("admin", "uji-b")
    page = admin.page
    admin.ke("/arsip/")
    assert "2 berkas lewat masa simpannya" in admin.teks()
    admin.periksa(1440, 360)
    page.get_by_role("button", name="Usulkan musnah…").click()
    dialog = page.locator("#usulkan")
    dialog.get_by_role("textbox").fill("Perbup JRA 1/2026, masa simpan lewat")
    admin.periksa()
    dialog.get_by_role("button", name="Usulkan").click()
    page.wait_for_url(re.compile(r"/arsip/usul/[0-9a-f-]{36}/$"))
    jalur = re.sub(r"^https?://[^/]+", "", page.url)
    assert page.get_by_role("button", name="Setujui pemusnahan").count() == 0, "not by who proposed it"
    admin.periksa(1440, 360)

    sekcam = _setujui(buka, "sekcam", jalur)
    assert sekcam.page.get_by_role("button", name="Setujui pemusnahan").count() == 0, "one person agrees once"
    admin.ke(jalur)
    assert page.get_by_role("button", name="Musnahkan…").count() == 0, "one agreement is not enough"
    _setujui(buka, "camat", jalur)

    admin.ke(jalur)
    page.get_by_role("button", name="Musnahkan…").click()
    dialog = page.locator("#mulai")
    dialog.locator("[name=konfirmasi_nomor]").fill("2")
    admin.periksa()
    dialog.get_by_role("button", name="Musnahkan").click()
    page.wait_for_load_state()
    for _ in range(60):
        rumah.minta("sapu")
        admin.ke(jalur)
        if page.get_by_role("link", name="Berita acara").count():
            break
        page.wait_for_timeout(500)
    admin.periksa(1440, 360)
    jenis, isi = admin.ambil(page.get_by_role("link", name="Berita acara").get_attribute("href"))
    assert (jenis, isi[:4]) == ("application/pdf", b"%PDF")
    for satu in uuid:
        sisa = rumah.minta("keadaan", situs="uji-b", uuid=satu)
        assert (sisa["nama"], sisa["status"], sisa["berkas"]) == ("Data telah dimusnahkan", "selesai", 0)
        assert sisa["nomor"].startswith("REG-"), "the register stays"


def test_penugasan_diberikan_dan_dicabut(buka: Any) -> None:
    admin = buka("admin", "uji-b")
    page = admin.page
    admin.ke("/akun/pengguna/")
    admin.periksa(1440, 360)
    page.get_by_role("link", name="Fo2 Contoh").click()
    page.wait_for_url(re.compile(r"/akun/pengguna/[0-9a-f-]{36}/$"))
    page.get_by_role("link", name="Tambah penugasan").click()
    page.wait_for_url("**/tugaskan/")
    admin.periksa(1440, 360)
    page.get_by_label("Peran").select_option("pelaksana")
    page.locator("[name=seksi]").select_option("TPM")
    page.get_by_label("Nomor SK").fill("800/2026")
    page.get_by_role("button", name=re.compile("Tugaskan|Simpan")).click()
    page.wait_for_url(re.compile(r"/akun/pengguna/[0-9a-f-]{36}/$"))
    assert "800/2026" in admin.teks()
    admin.periksa(1440, 360)
    baris = page.get_by_role("row").filter(has_text="800/2026")
    baris.get_by_role("link", name="Cabut…").click()
    page.wait_for_url("**/cabut/")
    admin.periksa(1440, 360)
    page.get_by_role("textbox").last.fill("Salah orang")
    page.get_by_role("button", name="Cabut penugasan").click()
    page.wait_for_url(re.compile(r"/akun/pengguna/[0-9a-f-]{36}/$"))
    assert "Salah orang" in admin.teks()
