from typing import Any

import pytest
from django.urls import reverse

SANDI = "sandi-yang-panjang"


@pytest.fixture
def admin_a(instansi_a: Any, buat_orang: Any) -> Any:
    return buat_orang("administrator", di=instansi_a, nama="Admin Pertama")


@pytest.fixture
def alamat() -> Any:
    """alamat("akun:profil", situs="instansi") -> path of a view on a kind of site."""

    def cari(nama: str, *args: Any, situs: str = "instansi") -> str:
        return reverse(nama, urlconf=f"inti.urls.{situs}", args=args)

    return cari
