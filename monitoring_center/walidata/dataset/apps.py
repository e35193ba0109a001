from django.apps import AppConfig


class DatasetConfig(AppConfig):
    name = "monitoring_center.walidata.dataset"
    label = "walidata_dataset"
    verbose_name = "Data walidata"

    def ready(self) -> None:
        from . import akses_berkas  # noqa: F401  (registers itself)
