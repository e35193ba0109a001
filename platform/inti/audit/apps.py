from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "inti.audit"
    label = "audit"
    verbose_name = "Jejak audit"

    def ready(self) -> None:
        autodiscover_modules("kalimat")
