from typing import Any

import pytest

from layanan.antrian.models import Kelompok, Loket
from tests.layanan.bantu import Meja, buat_meja


@pytest.fixture
def meja(di_a: Any, buat_orang: Any) -> Meja:
    return buat_meja(buat_orang)


@pytest.fixture
def a(di_a: Any) -> Any:
    return Kelompok.objects.get(kode="A")


@pytest.fixture
def b(di_a: Any) -> Any:
    return Kelompok.objects.get(kode="B")


@pytest.fixture
def loket1(di_a: Any) -> Any:
    return Loket.objects.get(nomor=1)


@pytest.fixture
def loket2(di_a: Any) -> Any:
    return Loket.objects.get(nomor=2)
