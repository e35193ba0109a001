from django.apps import AppConfig


class LayananConfig(AppConfig):
    name = "layanan"
    label = "layanan"
    verbose_name = "Layanan"

    def ready(self) -> None:
        from . import akses_berkas, lacak, orang  # noqa: F401  (orang registers the list of seksi)
        from .dibuka import bagian_dibuka

        akses_berkas.daftarkan()
        lacak.daftarkan_bagian(bagian_dibuka)
