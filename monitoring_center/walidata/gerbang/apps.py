from django.apps import AppConfig


class GerbangConfig(AppConfig):
    name = "monitoring_center.walidata.gerbang"
    label = "gerbang"
    verbose_name = "Gerbang walidata"

    def ready(self) -> None:
        from inti.db.hak import daftarkan_skema
        from layanan.api.tambahan import daftarkan

        from .hak import HAK_GERBANG

        daftarkan_skema(HAK_GERBANG)
        daftarkan("data/", f"{self.name}.urls.api", KeadaanIzin=f"{self.name}.models.KeadaanIzin.choices")
