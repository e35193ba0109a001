"""Is a certain QR really on the page that the browser draws? Looks for its finder patterns and compares every module."""

import io
from typing import Any

import segno
from PIL import Image

from layanan.dokumen.qr import qr_svg

BESAR = {"width": 1200, "height": 1800}


def pastikan_terlihat(j: Any, alamat_pdf: str, isi: str) -> None:
    """Opens the PDF as the viewer does, in a tab large enough for the whole page."""
    halaman = j.page.context.new_page()
    try:
        halaman.set_viewport_size(BESAR)
        halaman.goto(j.alamat(alamat_pdf))
        for _ in range(40):
            halaman.wait_for_timeout(250)
            gambar = Image.open(io.BytesIO(halaman.screenshot())).convert("L")
            if _ada(gambar, _modul(isi)):
                return
        gambar.save(j.rumah.data / "tanpa-qr.png")
        raise AssertionError(f"QR tidak terlihat; lihat {j.rumah.data}/tanpa-qr.png")
    finally:
        halaman.close()
