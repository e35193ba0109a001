from django.apps import AppConfig


class SpbeConfig(AppConfig):
    name = "spbe"
    label = "spbe"
    verbose_name = "SPBE"
