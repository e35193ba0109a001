from django.apps import AppConfig


class BerkasConfig(AppConfig):
    name = "inti.berkas"
    label = "berkas"
    verbose_name = "Berkas"
