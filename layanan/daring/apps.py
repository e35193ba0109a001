from django.apps import AppConfig


class DaringConfig(AppConfig):
    name = "layanan.daring"
    label = "daring"
    verbose_name = "Pengajuan daring"
