from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from layanan.models import Layanan
from monitoring_center.walidata.katalog.models import Dataset
from tests.monitoring_center.conftest import baris_permohonan
from tests.walidata_dataset.bantu import buat_dataset


@pytest.fixture
def buat_permohonan_selesai(di_a: Any) -> Callable[[str], Any]:
    def buat(kode: str) -> Any:
        p = baris_permohonan(layanan=Layanan.objects.get(kode=kode), selesai=timezone.localdate())
        p.save()
        return p

    return buat


@pytest.fixture
def pengelola(di_a: Any, buat_orang: Any) -> Any:
    return buat_orang("pengelola_data")


@pytest.fixture
def dataset(pengelola: Any) -> Dataset:
    return buat_dataset()
