"""Single-tenant Django: one schema, one connection that stays open."""

from tenants.ukur.permintaan_peserta.setelan.bersama import *  # noqa: F403
from tenants.ukur.permintaan_peserta.setelan.bersama import APLIKASI_HALAMAN, BASIS_DATA, middleware

INSTALLED_APPS = APLIKASI_HALAMAN
MIDDLEWARE = middleware()
DATABASES = {
    "default": {"ENGINE": "django.db.backends.postgresql", **BASIS_DATA, "CONN_MAX_AGE": None},
}
