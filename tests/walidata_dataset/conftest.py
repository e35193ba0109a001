from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from layanan.models import Layanan
from tests.monitoring_center.conftest import baris_permohonan


@pytest.fixture
def buat_permohonan_selesai(di_a: Any) -> Callable[[str], Any]:
    def buat(kode: str) -> Any:
        p = baris_permohonan(layanan=Layanan.objects.get(kode=kode), selesai=timezone.localdate())
        p.save()
        return p

    return buat
