from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client, RequestFactory

from inti.situs import pada_situs
from inti.ui import menu, palet
from tests.peramban import halaman, peramban  # noqa: F401 (fixtures)
from tests.ui import lingkungan


@pytest.fixture
def situs_contoh(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages of inti.ui on a site without a database."""
    settings.MIDDLEWARE = lingkungan.MIDDLEWARE
    settings.ROOT_URLCONF = "tests.ui.lingkungan"
    settings.ALLOWED_HOSTS = ["*"]
    settings.SPBE_KABUPATEN = "Kabupaten Contoh"
    monkeypatch.setattr(menu, "semua_butir", lambda: lingkungan.MENU)
    monkeypatch.setattr(palet, "_pencari", [])
    with pada_situs(lingkungan.SITUS):
        yield


@pytest.fixture
def klien_ui(situs_contoh: None) -> Client:
    return Client()


@pytest.fixture
def minta() -> Callable[..., Any]:
    """minta("/alamat?q=1", "permohonan.lihat") -> request on the example site with these rights."""

    def buat(alamat: str = "/", *hak: str, **kepala: str) -> Any:
        request = RequestFactory().get(alamat, headers=kepala)
        request.situs, request.user = lingkungan.SITUS, lingkungan.Orang(*hak)  # type: ignore[attr-defined]
        return request

    return buat
