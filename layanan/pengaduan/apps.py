from django.apps import AppConfig


class PengaduanConfig(AppConfig):
    name = "layanan.pengaduan"
    label = "pengaduan"
    verbose_name = "Pengaduan"
