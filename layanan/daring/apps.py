from django.apps import AppConfig


class DaringConfig(AppConfig):
    name = "layanan.daring"
    label = "daring"
    verbose_name = "Pengajuan daring"

    def ready(self) -> None:
        from .. import musnah
        from ..pemohon import tautan_warga
        from . import desa, kode  # noqa: F401  (registers the list of desa, and the daily clean-up)
        from .models import KodeKontak
        from .pautan import tautan_perbaikan

        tautan_warga.daftarkan(tautan_perbaikan)
        musnah.daftarkan(KodeKontak, kosongkan=lambda p: KodeKontak.objects.filter(permohonan=p).delete())
