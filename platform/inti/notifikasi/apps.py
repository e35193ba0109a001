from django.apps import AppConfig


class NotifikasiConfig(AppConfig):
    name = "inti.notifikasi"
    label = "notifikasi"
    verbose_name = "Notifikasi"
