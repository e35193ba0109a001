from django.apps import AppConfig


class KatalogConfig(AppConfig):
    name = "layanan.katalog"
    label = "katalog"
    verbose_name = "Katalog layanan"
