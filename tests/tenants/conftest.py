from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection

from inti.db import hak, sebagai_pemilik
from tenants.actions import daftarkan_instansi
from tenants.models import Instansi, Penyediaan
from tests.tenants.bantu import isian


@pytest.fixture
def pengelola(buat_orang: Any) -> Any:
    """Somebody at Diskominfo who may manage instansi."""
    return buat_orang("diskominfo", di="diskominfo")


@pytest.fixture
def draf(db: None) -> Instansi:
    """A registered instansi without schema."""
    with sebagai_pemilik():
        return daftarkan_instansi(oleh=None, **isian())


@pytest.fixture
def bersihkan_login(basis_nyata: None) -> Iterator[Callable[[str], None]]:
    """Real logins belong to the whole server: what a test made there goes again."""
    nama: list[str] = []
    yield nama.append
    with sebagai_pemilik():
        for skema in nama:
            with connection.cursor() as k:
                k.execute(f'DROP SCHEMA IF EXISTS "{skema}" CASCADE')
            hak.hapus_login_instansi(skema)


@pytest.fixture
def draf_nyata(basis_nyata: None, bersihkan_login: Callable[[str], None]) -> Instansi:
    """The same in a database of its own, with committed data."""
    with sebagai_pemilik():
        instansi = daftarkan_instansi(oleh=None, **isian())
    bersihkan_login(instansi.schema_name)
    return instansi


@pytest.fixture
def segarkan() -> Callable[[Any], Any]:
    """The row as it is now, read as the owner."""

    def baca(objek: Instansi | Penyediaan) -> Any:
        with sebagai_pemilik():
            return type(objek).objects.get(pk=objek.pk)

    return baca
