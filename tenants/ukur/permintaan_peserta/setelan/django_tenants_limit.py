"""django-tenants with TENANT_LIMIT_SET_CALLS: one SET per change of tenant instead of one per query."""

from tenants.ukur.permintaan_peserta.setelan.django_tenants import *  # noqa: F403

TENANT_LIMIT_SET_CALLS = True
