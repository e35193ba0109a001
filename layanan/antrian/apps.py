from django.apps import AppConfig


class AntrianConfig(AppConfig):
    name = "layanan.antrian"
    label = "antrian"
    verbose_name = "Antrian"

    def ready(self) -> None:
        from ..actions.ajukan import daftarkan_asal
        from .actions import kaitkan

        daftarkan_asal(kaitkan)
