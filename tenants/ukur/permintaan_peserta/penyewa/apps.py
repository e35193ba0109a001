from django.apps import AppConfig


class PenyewaConfig(AppConfig):
    name = "tenants.ukur.permintaan_peserta.penyewa"
    label = "ukur_penyewa"
    verbose_name = "Penyewa ukur permintaan"
