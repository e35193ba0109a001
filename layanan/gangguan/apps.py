from django.apps import AppConfig


class GangguanConfig(AppConfig):
    name = "layanan.gangguan"
    label = "gangguan"
    verbose_name = "Gangguan"

    def ready(self) -> None:
        from inti.ui.pengumuman import daftarkan

        from .. import musnah
        from . import akses_berkas
        from .models import NomorRegistrasi
        from .pengumuman import pengumuman

        daftarkan(pengumuman)
        akses_berkas.daftarkan()
        musnah.kecualikan(NomorRegistrasi, sebab="register nomor kertas: nomor dan keadaannya saja")
