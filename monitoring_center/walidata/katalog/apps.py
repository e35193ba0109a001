from django.apps import AppConfig


class KatalogDataConfig(AppConfig):
    name = "monitoring_center.walidata.katalog"
    label = "walidata_katalog"
    verbose_name = "Katalog data"

    def ready(self) -> None:
        from inti.db.hak import SkemaBersama, daftarkan_skema

        # pg_trgm gives EXECUTE on its functions to PUBLIC; without USAGE of the schema nobody reaches them. `spbe isolasi` looks.
        daftarkan_skema(
            SkemaBersama("kemiripan", lambda login: [], lambda login, jenis, objek, hak: jenis == "fungsi")
        )
