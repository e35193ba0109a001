from django.apps import AppConfig


class AntrianConfig(AppConfig):
    name = "layanan.antrian"
    label = "antrian"
    verbose_name = "Antrian"

    def ready(self) -> None:
        from .. import musnah
        from ..actions.ajukan import daftarkan_asal
        from .actions import kaitkan, lepaskan
        from .models import Antrian, Perangkat

        daftarkan_asal(kaitkan)
        musnah.daftarkan(Antrian, kosongkan=lepaskan)
        musnah.kecualikan(Perangkat, sebab="alamat rahasia kios dan layar, bukan data orang")
