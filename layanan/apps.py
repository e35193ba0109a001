from django.apps import AppConfig


class LayananConfig(AppConfig):
    name = "layanan"
    label = "layanan"
    verbose_name = "Layanan"

    def ready(self) -> None:
        from inti.notifikasi.actions import lupakan
        from inti.notifikasi.models import Pesan, Surat

        from . import akses_berkas, musnah
        from .meja import orang  # noqa: F401  (orang registers the list of seksi)
        from .models import Draf, ProfilTtd, SetelanTtd
        from .pemohon import lacak
        from .pemohon.dibuka import bagian_dibuka

        akses_berkas.daftarkan()
        lacak.daftarkan_bagian(bagian_dibuka)
        musnah.daftarkan(Surat, Pesan, kosongkan=lambda p: lupakan(p.uuid))
        musnah.kecualikan(Draf, sebab="belum menjadi permohonan; dibuang sesudah 14 hari")
        musnah.kecualikan(ProfilTtd, SetelanTtd, sebab="tentang pejabat penanda tangan, bukan pemohon")
