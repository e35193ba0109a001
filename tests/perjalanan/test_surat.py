"""The wording of letters, the book of numbers and the check of a letter, in a browser at two widths."""

from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


def test_templat_digambar_sambil_diketik(buka: Any) -> None:
    admin = buka("admin")
    admin.ke("/templat/")
    admin.periksa(1440, 360)
    admin.ke("/templat/KEC-03/")
    gambar = admin.page.locator("#pratinjau img").first
    semula = gambar.get_attribute("src")
    admin.page.get_by_label("Judul surat").fill("Surat Keterangan Usaha Uji")
    admin.page.wait_for_function("(src) => document.querySelector('#pratinjau img').src !== src", arg=semula)
    admin.page.get_by_label("Isi surat").fill("Halo {siapa}")
    admin.page.get_by_text("“{siapa}” tidak dikenal").wait_for()
    admin.periksa(1440, 360)


def test_buku_nomor_dan_formatnya(buka: Any, rumah: Any) -> None:
    rumah.minta("permohonan", situs="uji-a", status="ditandatangani")
    admin = buka("admin")
    admin.ke("/nomor/")
    admin.periksa(1440, 360)
    admin.ke("/nomor/format/")
    admin.page.get_by_label("Format nomor").fill("{urut:3}/{unit}/{tahun}")
    admin.page.locator("#contoh-nomor").get_by_text("042/").wait_for()
    admin.periksa(1440, 360)
    admin.ke("/nomor/blok/")
    admin.periksa(1440, 360)


def test_naskah_satu_surat(buka: Any, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="didistribusi")
    kasi = buka("kasi")
    kasi.ke(f"/permohonan/{p['uuid']}/surat/")
    gambar = kasi.page.locator("#pratinjau img").first
    semula = gambar.get_attribute("src")
    kasi.page.get_by_label("Judul surat").fill("Judul surat ini saja")
    kasi.page.wait_for_function("(src) => document.querySelector('#pratinjau img').src !== src", arg=semula)
    kasi.periksa(1440, 360)
    kasi.page.get_by_role("button", name="Simpan sebagai versi baru").click()
    kasi.page.get_by_text("Konsep surat disimpan sebagai versi").wait_for()


def test_warga_memeriksa_pdf_tanpa_javascript(buka: Any, tmp_path: Path) -> None:
    warga = buka(ponsel=True, java_script_enabled=False)
    warga.ke("/v/")
    warga.page.locator("#pdf").set_input_files(
        {"name": "surat.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 bukan surat"}
    )
    warga.page.get_by_role("button", name="Periksa PDF").click()
    warga.page.get_by_role("heading", level=1).wait_for()
    assert "tidak dapat dibaca" in warga.teks()
    layar = buka()
    layar.ke("/v/")
    layar.periksa(1440, 360)
