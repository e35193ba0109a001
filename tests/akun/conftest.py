from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

SANDI = "sandi-yang-panjang"


@pytest.fixture(autouse=True)
def _cache_sendiri(settings: Any) -> None:
    """Rate limits and used codes in this process: a busy Redis must not count as an attempt."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": "uji-akun",
            "KEY_FUNCTION": "inti.cache.kunci",
        }
    }
    cache.clear()


@pytest.fixture
def admin_a(instansi_a: Any, buat_orang: Any) -> Any:
    return buat_orang("administrator", di=instansi_a, nama="Admin Pertama")


@pytest.fixture
def alamat() -> Any:
    """alamat("akun:profil", situs="instansi") -> path of a view on a kind of site."""

    def cari(nama: str, *args: Any, situs: str = "instansi") -> str:
        return reverse(nama, urlconf=f"inti.urls.{situs}", args=args)

    return cari
