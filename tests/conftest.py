"""Fixtures that every test may use. Two instansi (`uji-a`, `uji-b`) are provisioned once, in a template database.

Each pytest process works in its own copy of that template. An ordinary test runs in a transaction that is rolled back; a test
with `basis_nyata` gets a database of its own, real log-ins and committed data.
"""

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client

from inti import situs as modul_situs
from inti.db import sebagai_sasaran
from inti.db.backend_uji.base import pakai_login_nyata
from inti.situs import InfoInstansi, Situs, info_instansi, pada_situs, situs_instansi, situs_publik
from tests import basis


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        induk = basis.pastikan_induk()
        nama = basis.salin(induk)
    settings.DATABASES["default"]["NAME"] = nama
    yield
    with django_db_blocker.unblock():
        connection.close()
        basis.hapus(nama)
    shutil.rmtree(settings.SPBE_DATA, ignore_errors=True)


@pytest.fixture(autouse=True)
def _bersih() -> Iterator[None]:
    """Every test starts with empty caches: under a prefix of its own, since Redis is shared with other workers."""
    awalan = f"uji-{uuid.uuid4().hex}"
    settings.CACHES["default"]["KEY_PREFIX"] = awalan  # for threads that start in the test
    caches["default"].key_prefix = awalan
    modul_situs._simpanan.entri.clear()
    yield
    modul_situs._simpanan.entri.clear()


@pytest.fixture
def basis_nyata(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database of its own, with real log-ins and committed data (slower: use where it matters)."""
    semula = settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        nama = basis.salin(basis.pastikan_induk())
        settings.DATABASES["default"]["NAME"] = nama
        try:
            with pakai_login_nyata():
                yield
                connection.set_sasaran(None)
        finally:
            settings.DATABASES["default"]["NAME"] = semula
            basis.hapus(nama)


def _info(skema: str) -> InfoInstansi:
    info = info_instansi(skema)
    assert info is not None
    return info


@pytest.fixture
def instansi_a(db: None) -> InfoInstansi:
    return _info("i_uji_a")


@pytest.fixture
def instansi_b(db: None) -> InfoInstansi:
    return _info("i_uji_b")


@contextmanager
def di_situs(tujuan: Any) -> Iterator[Situs]:
    """Be on a site with its database login. `tujuan`: "diskominfo", "monitoring", an InfoInstansi or an Instansi."""
    situs = situs_publik(tujuan) if isinstance(tujuan, str) else situs_instansi(tujuan)
    with pada_situs(situs), sebagai_sasaran(situs.sasaran):
        yield situs


@pytest.fixture
def di() -> Callable[[Any], AbstractContextManager[Situs]]:
    return di_situs


@pytest.fixture
def di_a(instansi_a: InfoInstansi) -> Iterator[InfoInstansi]:
    with di_situs(instansi_a):
        yield instansi_a


class KlienSitus(Client):
    """A test client of one site. After each request this thread is again who it was."""

    def __init__(self, situs: Situs, host: str, **kwargs: Any) -> None:
        super().__init__(HTTP_HOST=host, **kwargs)
        self.situs = situs

    def masuk(self, pengguna: Any) -> "KlienSitus":
        with pada_situs(self.situs), sebagai_sasaran(self.situs.sasaran):
            self.force_login(pengguna)
        return self

    def request(self, **request: Any) -> Any:
        semula = connection.sasaran
        try:
            return super().request(**request)
        finally:
            connection.set_sasaran(semula)


@pytest.fixture
def klien(db: None) -> Callable[..., KlienSitus]:
    """klien("diskominfo" | "monitoring" | "portal" | instansi, pengguna=None) -> test client of that host."""

    def buat(tujuan: Any, pengguna: Any = None, **kwargs: Any) -> KlienSitus:
        if isinstance(tujuan, str):
            situs = situs_publik(tujuan)
            host = settings.SPBE_DOMAIN if tujuan == "portal" else f"{tujuan}.{settings.SPBE_DOMAIN}"
        else:
            situs = situs_instansi(tujuan)
            host = f"{tujuan.slug}.{settings.SPBE_DOMAIN}"
        k = KlienSitus(situs, host, **kwargs)
        return k.masuk(pengguna) if pengguna else k

    return buat


@pytest.fixture
def buat_orang(db: None) -> Callable[..., Any]:
    """buat_orang("operator", seksi="", di=None) -> Pengguna with that peran, in the present site (or `di`)."""
    from django.utils import timezone

    from inti.akun.models import Pengguna, Penugasan

    urut = iter(range(1, 10_000))

    def _buat(peran: str, seksi: str, lain: dict[str, Any]) -> Any:
        nomor = next(urut)
        isian = {
            "surel": f"{peran}{nomor}@contoh.{settings.SPBE_DOMAIN_SUREL}",
            "nama": f"{peran.title()} {nomor}",
        }
        orang = Pengguna(**(isian | lain))
        orang.set_password("sandi-yang-panjang")
        orang.save()
        Penugasan.objects.create(
            pengguna=orang,
            peran=peran,
            seksi=seksi,
            nomor_sk="SK/1",
            mulai=timezone.localdate().replace(day=1),
        )
        return orang

    def buat(peran: str, seksi: str = "", di: Any = None, **lain: Any) -> Any:
        if di is None:
            return _buat(peran, seksi, lain)
        with di_situs(di):
            return _buat(peran, seksi, lain)

    return buat
