from django.apps import AppConfig


class ProsedurConfig(AppConfig):
    name = "monitoring_center.walidata.prosedur"
    label = "walidata_prosedur"
    verbose_name = "Permohonan pemanfaatan data"

    def ready(self) -> None:
        from . import buku  # noqa: F401  (its letters are found by the public check)
