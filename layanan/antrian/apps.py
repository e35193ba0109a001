from django.apps import AppConfig


class AntrianConfig(AppConfig):
    name = "layanan.antrian"
    label = "antrian"
    verbose_name = "Antrian"
