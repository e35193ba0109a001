from django.apps import AppConfig


class LaporanConfig(AppConfig):
    name = "layanan.laporan"
    label = "laporan"
    verbose_name = "Laporan"
