from django.apps import AppConfig


class SerahConfig(AppConfig):
    name = "layanan.serah"
    label = "serah"
    verbose_name = "Penyerahan"
