"""The front office: a whole intake with the keyboard alone, the palette, the search, the handing over."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.layanan.bantu import PDF_KECIL
from tests.perjalanan.jendela import Jendela

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]
UUID = re.compile(r"/permohonan/([0-9a-f-]{36})/")


def dengan_palet(j: Jendela, teks: str, harap: str) -> None:
    """Go there with Ctrl-K, as the keyboard help says."""
    j.page.keyboard.press("Control+k")
    j.page.wait_for_selector("#palet[open]")
    j.page.keyboard.type(teks)
    j.page.locator(".palet-butir[aria-selected=true]", has_text=harap).wait_for()
    with j.page.expect_navigation():
        j.page.keyboard.press("Enter")


def _masuk(j: Jendela) -> None:
    page = j.page
    j.ke("/akun/login/")
    j.periksa()
    j.ketik_di(page.get_by_label("Surel"), j.surel)
    page.keyboard.press("Tab")
    page.keyboard.type("sandi-perjalanan-uji")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/meja/")
    assert page.get_by_role("heading", name="Menunggu Anda", exact=True).is_visible()
    j.periksa()


def _isi_pemohon(j: Jendela, nik: str) -> None:
    """The NIK stands in focus; date of birth and sex come from it."""
    page = j.page
    assert page.evaluate("document.activeElement.name") == "nik"
    page.keyboard.type(nik)
    page.locator("#catatan-nik", has_text="Lahir 17 Agustus 1985").wait_for()
    assert page.input_value("[name=tanggal_lahir]") == "17-08-1985"
    assert page.input_value("[name=jenis_kelamin]") == "L"
    for nama, teks in {
        "nama": "Hasan Papan Ketik",
        "tempat_lahir": "Batulicin",
        "alamat": "RT 03 RW 01",
        "desa": "Batulicin",
        "telepon": "08001234567",
        "isian_tujuan": "pend",  # typing in a select chooses
        "isian_nomor_surat_desa": "145/02/2026",
        "isian_tanggal_surat_desa": "02-11-2026",
        "keperluan": "Beasiswa",
    }.items():
        j.ketik_di(page.locator(f"[name={nama}]"), teks)
    assert page.input_value("[name=telepon]") == "0800-1234-567"


def _isi_syarat(j: Jendela, pdf: Path) -> None:
    page = j.page
    syarat = page.locator(".ly-syarat-baris")
    berkas = syarat.nth(0).locator("input[type=file]")
    page.on("filechooser", lambda pemilih: pemilih.set_files(pdf))
    j.tekan(berkas, "Enter")
    expect(berkas).to_have_value(re.compile(pdf.name))
    for n in range(1, syarat.count()):
        j.tekan(syarat.nth(n).locator("input[name$=_dibawa]"), "Space")
    j.tekan(page.locator("[name=persetujuan]"), "Space")


def test_hanya_dengan_papan_ketik(buka: Any, rumah: Any, tmp_path: Path) -> None:
    fo = buka("fo", masuk=False)
    page = fo.page
    pdf = tmp_path / "surat-desa.pdf"
    pdf.write_bytes(PDF_KECIL)
    _masuk(fo)

    fo.tekan_lalu_pindah(page.get_by_role("link", name="Permohonan baru").last)
    fo.periksa()
    page.keyboard.type("sktm")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/permohonan/baru/KEC-01/")
    fo.periksa()
    _isi_pemohon(fo, rumah.minta("nik_baru"))
    _isi_syarat(fo, pdf)
    fo.tekan_lalu_pindah(page.get_by_role("button", name="Catat permohonan"))
    cocok = UUID.search(page.url)
    assert cocok, page.inner_text("main")
    uuid = cocok[1]
    awal = rumah.minta("keadaan", situs="uji-a", uuid=uuid)
    assert (awal["status"], awal["berkas"], awal["nama"]) == ("diajukan", 1, "Hasan Papan Ketik")
    assert page.get_by_text(f"{awal['nomor']} tercatat").is_visible()
    page.wait_for_load_state("networkidle")
    fo.periksa()

    # the receipt
    terima = page.get_by_role("link", name="Tanda terima")
    fo.tab_ke(terima)
    with page.context.expect_page():
        page.keyboard.press("Enter")
    jenis, isi = fo.ambil(terima.get_attribute("href"))
    assert (jenis, isi[:4]) == ("application/pdf", b"%PDF")
    page.bring_to_front()

    # refused with a reason, beside the requirement and in words
    nilai = page.locator(".ly-nilai").first
    fo.tekan(nilai.locator("input[type=radio]").first, "ArrowRight")
    assert nilai.locator("input[value=tidak_sesuai]").is_checked()
    fo.ketik_di(nilai.locator(".ly-catatan"), "Tidak terbaca")
    page.locator("#panel [name=kode]").select_option("L02")
    fo.ketik_di(page.locator("#panel [name=alasan]"), "Salinan tidak terbaca, bawa yang jelas.")
    fo.tekan_lalu_pindah(page.get_by_role("button", name="Tolak, minta dilengkapi"))
    assert rumah.minta("keadaan", situs="uji-a", uuid=uuid)["status"] == "ditolak"

    # brought again under the same number
    dengan_palet(fo, awal["nomor"], awal["nomor"])
    assert page.get_by_text("Menunggu perbaikan pemohon").is_visible()
    fo.periksa()
    dibawa = page.locator("#panel input[name$=_dibawa]")
    assert dibawa.count() == 1, "only what failed is asked again (Ps 9 ayat 3)"
    fo.tekan(dibawa, "Space")
    fo.tekan_lalu_pindah(page.get_by_role("button", name="Ajukan kembali"))
    kembali = rumah.minta("keadaan", situs="uji-a", uuid=uuid)
    assert (kembali["status"], kembali["pengajuan_ke"]) == ("diajukan", 2)

    # approved: "a" marks everything, Ctrl+Enter sends
    dengan_palet(fo, awal["nomor"], awal["nomor"])
    page.keyboard.press("a")
    assert page.locator(".ly-nilai input[value=sesuai]:checked").count() == page.locator(".ly-nilai").count()
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert rumah.minta("keadaan", situs="uji-a", uuid=uuid)["status"] == "didistribusi"


def test_ketikan_nama_tidak_hilang_saat_nik_diperiksa(buka: Any, rumah: Any) -> None:
    """Somebody who types on while the NIK is looked up over a slow line loses nothing."""
    fo = buka("fo")
    page = fo.page
    fo.ke("/permohonan/baru/KEC-01/")
    page.wait_for_load_state("networkidle")
    cdp = page.context.new_cdp_session(page)
    lambat = {"offline": False, "latency": 700, "downloadThroughput": -1, "uploadThroughput": -1}
    cdp.send("Network.enable")
    cdp.send("Network.emulateNetworkConditions", lambat)
    page.keyboard.type(rumah.minta("nik_baru"))
    page.keyboard.press("Tab")
    fo.ketik_di(page.locator("[name=nama]"), "Hasan Cepat")
    page.wait_for_timeout(250)  # the request is on its way
    page.keyboard.type(" Sekali")
    page.locator("#catatan-nik", has_text="Lahir 17 Agustus 1985").wait_for()
    page.keyboard.type(" Mengetik")
    assert page.input_value("[name=nama]") == "Hasan Cepat Sekali Mengetik"
    assert page.input_value("[name=tanggal_lahir]") == "17-08-1985"


def test_salah_isi_disebut_di_atas_dan_di_samping(buka: Any) -> None:
    fo = buka("fo")
    page = fo.page
    fo.ke("/permohonan/baru/KEC-01/")
    page.fill("[name=nik]", "6310011708859999")
    page.fill("[name=nama]", "Tetap Ada")
    fo.boleh_gagal.add(page.url)
    page.get_by_role("button", name="Catat permohonan").click()
    expect(page.locator(".ringkasan-galat")).to_be_focused()
    assert page.input_value("[name=nama]") == "Tetap Ada"
    fo.periksa(1440, 360)
    page.locator(".ringkasan-galat a", has_text="Alamat").first.click()
    assert page.evaluate("document.activeElement.name") == "alamat"


def test_palet_dan_pencarian(buka: Any, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="didistribusi")
    fo = buka("fo")
    page = fo.page
    fo.ke("/meja/")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#palet[open] .palet-butir")
    fo.periksa()
    page.keyboard.press("Escape")
    dengan_palet(fo, p["nomor"], p["nomor"])
    assert p["uuid"] in page.url

    fo.ke("/permohonan/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('[data-cari]')")
    page.keyboard.type(p["nomor"])
    page.wait_for_selector("#daftar-hasil .saringan-aktif, .daftar-hasil .saringan-aktif")
    assert page.locator("[data-baris]").count() == 1
    assert p["nomor"] in page.locator("[data-baris]").inner_text()
    fo.periksa()
    fo.periksa_lebar()
    fo.tab_ke(page.locator("[data-buka]"))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/permohonan/{p['uuid']}/")

    fo.ke("/permohonan/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    pertama = page.locator("[data-buka]").first
    assert pertama.evaluate("el => el === document.activeElement")
    tujuan = pertama.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{tujuan}")


def test_menyerahkan(buka: Any, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="ditandatangani")
    fo = buka("fo")
    page = fo.page
    fo.ke(f"/permohonan/{p['uuid']}/")
    fo.periksa()
    fo.periksa_lebar()
    assert page.input_value("[name=kepada]") == p["nama"]
    page.get_by_label("Hubungan dengan pemohon").select_option("pemohon")
    page.get_by_label("Identitas penerima sudah dicocokkan").check()
    for asli in page.locator("input[name^=asli_]").all():
        asli.check()
    page.get_by_role("button", name="Serahkan ke pemohon").click()
    page.wait_for_url(lambda url: p["uuid"] not in url)
    assert rumah.minta("keadaan", situs="uji-a", uuid=p["uuid"])["status"] == "selesai"
    fo.ke(f"/permohonan/{p['uuid']}/")
    assert f"Diterima {p['nama']}" in fo.teks()
    warga = buka(java_script_enabled=False)
    warga.ke(f"/lacak/{p['kode']}/")
    assert "Dokumen sudah diserahkan" in warga.teks()
