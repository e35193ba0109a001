import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from layanan import actions
from layanan.models import Layanan
from tests.layanan.bantu import Meja, buat_meja, nik_baru


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


@pytest.fixture
def orang(instansi_a: Any, buat_orang: Any) -> Meja:
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def fo(klien, instansi_a, orang):
    return klien(instansi_a, orang.fo)


@pytest.fixture
def isian(di, instansi_a):
    from tests.layanan.test_perjalanan import isian_formulir

    def buat(**ubah):
        with di(instansi_a):
            return isian_formulir(Layanan.objects.get(kode="KEC-01"), **ubah)

    return buat


@pytest.fixture
def meja_langsung(orang):
    def buat(**ubah):
        pemohon = {"nama": "Siti", "nik": nik_baru(), "alamat": "RT 1"} | ubah
        return {"layanan": Layanan.objects.terkini().get(kode="KEC-01"), "pemohon": actions.DataPemohon(**pemohon),
                "keperluan": "Uji", "oleh": orang.fo}  # fmt: skip

    return buat
