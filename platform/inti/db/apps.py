from django.apps import AppConfig


class DbConfig(AppConfig):
    name = "inti.db"
    label = "db"
    verbose_name = "Basis data"

    def ready(self) -> None:
        from inti.db import checks, jenis_isi

        checks.daftarkan()
        jenis_isi.pasang()
