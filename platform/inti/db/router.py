from typing import Any

from django.db import connections
from django_tenants.routers import TenantSyncRouter


class RuteSkema(TenantSyncRouter):
    """django-tenants' router; and where nobody is logged in, nothing is migrated (so `makemigrations` needs no database)."""

    def allow_migrate(
        self, db: str, app_label: str, model_name: str | None = None, **hints: Any
    ) -> bool | None:
        if getattr(connections[db], "schema_name", None) is None:
            return False
        return super().allow_migrate(db, app_label, model_name, **hints)
