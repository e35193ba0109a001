from django.apps import AppConfig


class SkmConfig(AppConfig):
    name = "layanan.skm"
    label = "skm"
    verbose_name = "Survei kepuasan"

    def ready(self) -> None:
        from .pasang import pasang

        pasang()
