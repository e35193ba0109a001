from django.apps import AppConfig


class TugasConfig(AppConfig):
    name = "inti.tugas"
    label = "tugas"
    verbose_name = "Tugas latar"

    def ready(self) -> None:
        from django.utils.module_loading import autodiscover_modules

        autodiscover_modules("tasks")
