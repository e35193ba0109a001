from django.apps import AppConfig


class DatasetConfig(AppConfig):
    name = "monitoring_center.walidata.dataset"
    label = "walidata_dataset"
    verbose_name = "Data walidata"

    def ready(self) -> None:
        from layanan.api.tambahan import daftarkan

        from . import akses_berkas  # noqa: F401  (registers itself)

        daftarkan(
            "dataset/",
            f"{self.name}.urls.api",
            KeadaanVersi=f"{self.name}.models.Keadaan.choices",
            KeadaanDataset="monitoring_center.walidata.katalog.models.Keadaan.choices",
        )
