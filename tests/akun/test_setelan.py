"""`manage.py check` refuses settings with which log-in would not be what this app promises."""

import pytest

from inti.akun.checks import kunci_data, mfa_wajib, setelan_masuk


def _nomor(*galat):
    return [g.id for daftar in galat for g in daftar]


def test_setelan_kita_diterima():
    assert _nomor(setelan_masuk(None), kunci_data(None), mfa_wajib(None)) == []


@pytest.mark.parametrize(
    ("nama", "nilai", "nomor"),
    [
        ("ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS", True, "akun.E004"),
        ("ACCOUNT_ADAPTER", "allauth.account.adapter.DefaultAccountAdapter", "akun.E004"),
        ("INSTALLED_APPS", ["allauth", "inti.akun"], "akun.E005"),
        ("MIDDLEWARE", ["inti.audit.konteks.AsalMiddleware"], "akun.E006"),
    ],
)
def test_setelan_salah_ditolak(monkeypatch, nama, nilai, nomor):
    monkeypatch.setattr(f"inti.akun.checks.settings.{nama}", nilai)
    assert nomor in _nomor(setelan_masuk(None))


@pytest.mark.parametrize(
    ("kunci", "nomor"),
    [
        ("", ["akun.E001"]),
        ("pendek", ["akun.E002"]),
        ({"1": "k" * 32, "2": "x"}, ["akun.E002"]),
        ("k" * 32, []),
    ],
)
def test_kunci_data_produksi(settings, kunci, nomor):
    settings.SPBE_UJI = False
    settings.SPBE_KUNCI_DATA = kunci
    assert _nomor(kunci_data(None)) == nomor


@pytest.mark.parametrize(
    ("demo", "wajib", "nomor"), [(False, False, ["akun.E003"]), (False, True, []), (True, False, [])]
)
def test_mfa_hanya_dapat_dimatikan_pada_demo(settings, demo, wajib, nomor):
    settings.SPBE_UJI, settings.SPBE_DEMO, settings.SPBE_MFA_WAJIB = False, demo, wajib
    assert _nomor(mfa_wajib(None)) == nomor
