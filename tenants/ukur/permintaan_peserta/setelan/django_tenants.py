"""django-tenants as it comes: its ENGINE, its middleware, one connection that stays open."""

from tenants.ukur.permintaan_peserta.setelan.bersama import *  # noqa: F403
from tenants.ukur.permintaan_peserta.setelan.bersama import APLIKASI_HALAMAN, BASIS_DATA, middleware

SHARED_APPS = ["django_tenants", "django.contrib.contenttypes", "tenants.ukur.permintaan_peserta.penyewa"]
TENANT_APPS = APLIKASI_HALAMAN
INSTALLED_APPS = [*SHARED_APPS, *[a for a in TENANT_APPS if a not in SHARED_APPS]]
MIDDLEWARE = middleware("django_tenants.middleware.main.TenantMainMiddleware")
DATABASES = {
    "default": {"ENGINE": "django_tenants.postgresql_backend", **BASIS_DATA, "CONN_MAX_AGE": None},
}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
TENANT_MODEL = "ukur_penyewa.Penyewa"
TENANT_DOMAIN_MODEL = "ukur_penyewa.DomainPenyewa"
