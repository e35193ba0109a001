from django.apps import AppConfig


class DatasetConfig(AppConfig):
    name = "monitoring_center.walidata.dataset"
    label = "walidata_dataset"
    verbose_name = "Data walidata"
