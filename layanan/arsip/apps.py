from django.apps import AppConfig


class ArsipConfig(AppConfig):
    name = "layanan.arsip"
    label = "arsip"
    verbose_name = "Arsip dan data pribadi"

    def ready(self) -> None:
        from inti.berkas import akses

        from .. import musnah
        from ..pemohon import koreksi
        from .akses import boleh_baca
        from .models import ButirMusnah, PermintaanData
        from .subjek import koreksi as koreksi_subjek

        koreksi.daftarkan(koreksi_subjek)
        akses.daftarkan(boleh_baca)
        musnah.kecualikan(ButirMusnah, sebab="daftar pemusnahan itu sendiri: nomor, layanan, tanggal")
        musnah.kecualikan(PermintaanData, sebab="bukti bahwa hak subjek data dipenuhi; bukan bagian berkas")
