from django.apps import AppConfig


class DasborConfig(AppConfig):
    name = "monitoring_center.dasbor"
    label = "dasbor"
    verbose_name = "Dasbor Monitoring Center"
