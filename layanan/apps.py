from django.apps import AppConfig


class LayananConfig(AppConfig):
    name = "layanan"
    label = "layanan"
    verbose_name = "Layanan"

    def ready(self) -> None:
        from . import akses_berkas, orang  # noqa: F401  (orang registers the list of seksi)

        akses_berkas.daftarkan()
