from django.apps import AppConfig


class PesertaConfig(AppConfig):
    name = "tenants.ukur.permintaan_peserta"
    label = "ukur_permintaan"
    verbose_name = "Peserta ukur permintaan"
