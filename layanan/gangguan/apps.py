from django.apps import AppConfig


class GangguanConfig(AppConfig):
    name = "layanan.gangguan"
    label = "gangguan"
    verbose_name = "Gangguan"
