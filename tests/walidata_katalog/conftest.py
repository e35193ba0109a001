from typing import Any

import pytest


@pytest.fixture
def petugas(di_a: Any, buat_orang: Any) -> Any:
    return buat_orang("pengelola_data")


@pytest.fixture
def kepala(di_a: Any, buat_orang: Any) -> Any:
    return buat_orang("penanggung_jawab")
