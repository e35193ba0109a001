"""Settings of the peers of `spbe ukur penyediaan`: the same apps on stock django-tenants, as the owner of all tables.

SPBE_UKUR_DASAR names the schema that `clone` copies (TENANT_BASE_SCHEMA); without it, schemas are made by `migrate`.
"""

from inti.db.login import LOGIN_PEMILIK
from inti.settings.lingkungan import teks
from inti.settings.utama import *  # noqa: F403
from inti.settings.utama import DATABASES, SPBE_SANDI_PEMILIK

DATABASES["default"] |= {
    "ENGINE": "django_tenants.postgresql_backend",
    "USER": LOGIN_PEMILIK,
    "PASSWORD": SPBE_SANDI_PEMILIK,
}
SILENCED_SYSTEM_CHECKS = ["inti.E001", "inti.E003"]
TENANT_BASE_SCHEMA = teks("SPBE_UKUR_DASAR") or None
TENANT_CREATION_FAKES_MIGRATIONS = bool(TENANT_BASE_SCHEMA)
