from typing import Any

import pytest

from tests.layanan.bantu import Meja, buat_meja


@pytest.fixture
def meja(di_a: Any, buat_orang: Any) -> Meja:
    """People at every desk of instansi A, which is also the present site."""
    return buat_meja(buat_orang)


@pytest.fixture
def admin(klien: Any, instansi_a: Any, buat_orang: Any) -> Any:
    """A browser of the Administrator of instansi A."""
    return klien(instansi_a, buat_orang("administrator", di=instansi_a))
