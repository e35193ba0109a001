"""`manage.py check`: secrets and settings that this app cannot work safely without."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from inti.kripto import MASTER_TERPENDEK, kunci_induk


@checks.register(checks.Tags.security, deploy=True)
def kunci_data(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if settings.SPBE_UJI:
        return []
    try:
        pendek = [nomor for nomor, kunci in kunci_induk().items() if len(kunci) < MASTER_TERPENDEK]
    except ImproperlyConfigured as galat:
        return [checks.Error(str(galat), id="akun.E001")]
    return [
        checks.Error(f"Kunci data nomor {nomor} lebih pendek dari {MASTER_TERPENDEK} huruf.", id="akun.E002")
        for nomor in pendek
    ]


@checks.register(checks.Tags.security, deploy=True)
def mfa_wajib(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    if settings.SPBE_UJI or settings.SPBE_DEMO or settings.SPBE_MFA_WAJIB:
        return []
    return [checks.Error("SPBE_MFA_WAJIB hanya boleh dimatikan pada demo.", id="akun.E003")]


HARUS = {
    "ACCOUNT_ADAPTER": "inti.akun.adaptor.AdaptorAkun",
    "ACCOUNT_EMAIL_VERIFICATION": "none",
    "ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS": False,
    "ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR": "django.contrib.auth.tokens.PasswordResetTokenGenerator",
    "MFA_ADAPTER": "inti.akun.adaptor.AdaptorMFA",
    "SESSION_ENGINE": "inti.akun.sesi",
}
"""allauth's defaults for these would keep a second list of addresses, or tell who has an account."""


@checks.register
def setelan_masuk(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    galat: list[checks.CheckMessage] = [
        checks.Error(f"{nama} harus {nilai!r}.", id="akun.E004")
        for nama, nilai in HARUS.items()
        if getattr(settings, nama, None) != nilai
    ]
    aplikasi = settings.INSTALLED_APPS
    if aplikasi.index("inti.akun") > aplikasi.index("allauth"):
        galat.append(
            checks.Error("inti.akun harus mendahului allauth: halamannya menggantikan.", id="akun.E005")
        )
    for nama in ("inti.audit.konteks.AsalMiddleware", "inti.akun.middleware.PenjagaAkunMiddleware"):
        if nama not in settings.MIDDLEWARE:
            galat.append(checks.Error(f"MIDDLEWARE tanpa {nama}.", id="akun.E006"))
    return galat
