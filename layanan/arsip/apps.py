from django.apps import AppConfig


class ArsipConfig(AppConfig):
    name = "layanan.arsip"
    label = "arsip"
    verbose_name = "Arsip dan data pribadi"
