from django.apps import AppConfig


class AgregasiConfig(AppConfig):
    name = "monitoring_center.agregasi"
    label = "agregasi"
    verbose_name = "Agregasi"
