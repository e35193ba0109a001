from django.apps import AppConfig


class KatalogDataConfig(AppConfig):
    name = "monitoring_center.walidata.katalog"
    label = "walidata_katalog"
    verbose_name = "Katalog data"
