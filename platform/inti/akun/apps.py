from importlib import import_module

from django.apps import AppConfig


class AkunConfig(AppConfig):
    name = "inti.akun"
    label = "akun"
    verbose_name = "Akun dan hak akses"

    def ready(self) -> None:
        import_module("inti.akun.checks")
