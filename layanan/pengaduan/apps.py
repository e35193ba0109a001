from django.apps import AppConfig


class PengaduanConfig(AppConfig):
    name = "layanan.pengaduan"
    label = "pengaduan"
    verbose_name = "Pengaduan"

    def ready(self) -> None:
        from .pasang import pasang

        pasang()
