from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "layanan.api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        from layanan import kabar

        from . import skema_token  # noqa: F401  (drf-spectacular finds the extension by its import)
        from .actions import siarkan

        kabar.daftarkan_langkah(siarkan)
