from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "inti.ui"
    label = "ui"
    verbose_name = "Antarmuka"

    def ready(self) -> None:
        from inti.ui import palet

        palet.temukan()
