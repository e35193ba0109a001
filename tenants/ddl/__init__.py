"""The schema of an instansi as one script (ADR 0003): built once per set of migrations, replayed for every instansi."""

from tenants.ddl.acuan import aplikasi_beracuan, isi_acuan
from tenants.ddl.bangun import AcuanTidakAda, CetakanGagal, siapkan
from tenants.ddl.putar import putar_ulang
from tenants.ddl.sidik import sidik_jari

__all__ = [
    "AcuanTidakAda",
    "CetakanGagal",
    "aplikasi_beracuan",
    "isi_acuan",
    "putar_ulang",
    "siapkan",
    "sidik_jari",
]
