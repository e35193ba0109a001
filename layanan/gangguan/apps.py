from django.apps import AppConfig


class GangguanConfig(AppConfig):
    name = "layanan.gangguan"
    label = "gangguan"
    verbose_name = "Gangguan"

    def ready(self) -> None:
        from inti.ui.pengumuman import daftarkan

        from . import akses_berkas
        from .pengumuman import pengumuman

        daftarkan(pengumuman)
        akses_berkas.daftarkan()
