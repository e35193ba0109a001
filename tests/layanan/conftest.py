import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from tests.layanan.bantu import Meja, buat_meja


@pytest.fixture
def meja(di_a: Any, buat_orang: Any) -> Meja:
    """People at every desk of instansi A, which is also the present site."""
    return buat_meja(buat_orang)


class Jam:
    """The clock of a test: stands still until it is moved."""

    def __init__(self, kini: dt.datetime) -> None:
        self.kini = kini

    def maju(self, **lama: float) -> None:
        self.kini += dt.timedelta(**lama)


@pytest.fixture
def jam(monkeypatch: pytest.MonkeyPatch) -> Jam:
    satu = Jam(timezone.now())
    monkeypatch.setattr(timezone, "now", lambda: satu.kini)
    return satu
