import base64
import io
from typing import Any

import pytest
from PIL import Image

from inti.notifikasi.gerbang import Memori
from tests.layanan.bantu import Meja, buat_meja


@pytest.fixture
def meja(di_a: Any, buat_orang: Any) -> Meja:
    return buat_meja(buat_orang)


@pytest.fixture
def orang(instansi_a: Any, buat_orang: Any) -> Meja:
    """As `meja`, for tests of pages: the thread stays nobody."""
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture(autouse=True)
def _kotak_pesan_kosong() -> None:
    Memori.kotak.clear()


def png() -> bytes:
    isi = io.BytesIO()
    Image.new("RGB", (64, 22), "white").save(isi, "PNG")
    return isi.getvalue()


def coretan() -> str:
    return "data:image/png;base64," + base64.b64encode(png()).decode()
