from .jejak import Dokumen, Riwayat, SeriNomor
from .katalog import Layanan, Persyaratan, Seksi
from .permohonan import Permohonan, PersyaratanPermohonan, kode_lacak_baru

__all__ = [
    "Dokumen",
    "Layanan",
    "Permohonan",
    "Persyaratan",
    "PersyaratanPermohonan",
    "Riwayat",
    "Seksi",
    "SeriNomor",
    "kode_lacak_baru",
]
