from typing import Any

import pytest

from tests.layanan.bantu import Meja, buat_meja


@pytest.fixture
def meja(di_a: Any, buat_orang: Any) -> Meja:
    """People at every desk of instansi A, which is also the present site."""
    return buat_meja(buat_orang)
