from django.apps import AppConfig


class SerahConfig(AppConfig):
    name = "layanan.serah"
    label = "serah"
    verbose_name = "Penyerahan"

    def ready(self) -> None:
        from layanan import penyerahan, peristiwa
        from layanan.pemohon import lacak

        from . import akses_berkas
        from .actions.kabar import kata_sendiri
        from .actions.serah import catat
        from .pelacakan import bagian_akses, bagian_unduh

        penyerahan.daftarkan_pencatat(catat)
        peristiwa.daftarkan_sumber(kata_sendiri)
        lacak.daftarkan_bagian(bagian_unduh)
        lacak.daftarkan_bagian(bagian_akses)
        akses_berkas.daftarkan()
