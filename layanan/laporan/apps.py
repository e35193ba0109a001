from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "layanan.laporan"
    label = "laporan"
    verbose_name = "Laporan"

    def ready(self) -> None:
        from .pasang import pasang

        pasang()
