"""Every write to the registry of instansi."""

from tenants.actions.daftar import daftarkan_instansi
from tenants.actions.penyediaan import batalkan_penyediaan, minta_batal, minta_penyediaan, sediakan
from tenants.actions.status import aktifkan, aktifkan_yang_lewat, arsipkan, tangguhkan

__all__ = [
    "aktifkan",
    "aktifkan_yang_lewat",
    "arsipkan",
    "batalkan_penyediaan",
    "daftarkan_instansi",
    "minta_batal",
    "minta_penyediaan",
    "sediakan",
    "tangguhkan",
]
