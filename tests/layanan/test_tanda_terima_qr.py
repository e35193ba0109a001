"""The QR on the printed receipt says the tracking address: read back from the rendered page, module by module.

No decoder is installed, so the picture is read with our own minimal one (`tests/perjalanan/baca_qr.py`): it finds the three
corner marks, samples every module, and compares them with the matrix that segno makes for the expected text. One other
character changes its own modules and those of the error correction.
"""

import io

import pytest
from PIL import Image

from layanan.dokumen.susun import susun_png
from layanan.kabar import tautan_lacak
from layanan.surat.data import instansi_kini, susun_tanda_terima
from tests.layanan.bantu import ajukan
from tests.perjalanan.baca_qr import kecocokan, modul

PPI = 200


@pytest.fixture
def gambar(meja):
    p = ajukan(meja.fo)
    templat, data = susun_tanda_terima(p, instansi_kini())
    (png, *_) = susun_png(templat, data, kertas="A5", ppi=PPI)
    return p, Image.open(io.BytesIO(png)).convert("L")


def test_qr_tanda_terima_menyebut_alamat_lacak(gambar):
    p, halaman = gambar
    assert kecocokan(halaman, modul(tautan_lacak(p))) == 1.0


def test_qr_lain_tidak_terbaca_sebagai_alamat_ini(gambar):
    """The reader is no rubber stamp: one other character, and the modules no longer fit."""
    p, halaman = gambar
    alamat = tautan_lacak(p)
    palsu = alamat[:-2] + ("Z" if alamat[-2] != "Z" else "Y") + alamat[-1]
    assert kecocokan(halaman, modul(palsu)) < 0.99
