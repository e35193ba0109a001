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
