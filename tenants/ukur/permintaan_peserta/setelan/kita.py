"""The platform: its own settings, ENGINE, middleware, registry and cache; of its apps only what those need."""

from inti.settings.utama import *  # noqa: F403
from tenants.ukur.permintaan_peserta.data import DOMAIN
from tenants.ukur.permintaan_peserta.setelan.bersama import *  # noqa: F403
from tenants.ukur.permintaan_peserta.setelan.bersama import APLIKASI_HALAMAN, middleware

SPBE_DOMAIN = DOMAIN
SHARED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", "inti.akun", "tenants"]
TENANT_APPS = APLIKASI_HALAMAN
INSTALLED_APPS = [
    "inti",
    "inti.db",
    "django_tenants",
    *SHARED_APPS,
    *[a for a in TENANT_APPS if a not in SHARED_APPS],
]
MIDDLEWARE = middleware("inti.middleware.SitusMiddleware")
