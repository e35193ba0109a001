"""`manage.py check` refuses settings with which isolation would not hold."""

import pytest
from django.test import override_settings

from inti.db.checks import periksa_setelan


def _nomor() -> set[str]:
    return {g.id for g in periksa_setelan()}


def test_setelan_kita_diterima():
    assert _nomor() <= {"inti.E003"}  # the tests log in as superuser on purpose


@pytest.mark.parametrize(
    ("setelan", "nomor"),
    [
        ({"SPBE_PROSES": "web", "SPBE_SANDI_PEMILIK": "x"}, "inti.E004"),
        ({"SPBE_PROSES": "worker", "SPBE_SANDI_PEMILIK": "x"}, "inti.E004"),
        ({"ASGI_APPLICATION": "inti.asgi.application"}, "inti.E005"),
        ({"SESSION_ENGINE": "django.contrib.sessions.backends.cache"}, "inti.E006"),
        ({"SESSION_COOKIE_DOMAIN": ".kab.localhost"}, "inti.E007"),
        ({"CSRF_COOKIE_DOMAIN": ".kab.localhost"}, "inti.E007"),
        ({"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}, "inti.E008"),
    ],
)
def test_setelan_berbahaya_ditolak(setelan, nomor):
    with override_settings(**setelan):
        assert nomor in _nomor()


@pytest.mark.parametrize(
    ("kolom", "nilai", "nomor"),
    [
        ("ENGINE", "django_tenants.postgresql_backend", "inti.E001"),
        ("USER", "postgres", "inti.E003"),
        ("USER", "spbe_pemilik", "inti.E003"),
        ("CONN_MAX_AGE", 60, "inti.E009"),
        ("OPTIONS", {"pool": True}, "inti.E009"),
        ("ATOMIC_REQUESTS", True, "inti.E010"),
    ],
)
def test_basis_data_berbahaya_ditolak(settings, monkeypatch, kolom, nilai, nomor):
    monkeypatch.setitem(settings.DATABASES["default"], kolom, nilai)
    assert nomor in _nomor()


def test_login_istimewa_ditolak(basis_nyata, monkeypatch, settings):
    import psycopg

    from inti.db.checks import periksa_login
    from tests.basis import _admin

    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "inti.db.backend")
    assert periksa_login(databases=["default"]) == []
    admin = _admin()
    with psycopg.connect(**admin, dbname="postgres", autocommit=True) as k:
        k.execute("CREATE ROLE i_istimewa_uji BYPASSRLS")
        try:
            assert "inti.E012" in {g.id for g in periksa_login(databases=["default"])}
        finally:
            k.execute("DROP ROLE i_istimewa_uji")
