from .jejak import Dokumen, Riwayat, SeriNomor
from .katalog import Layanan, Persyaratan, Seksi
from .nomor import BlokNomor, FormatNomor, NomorSurat
from .permohonan import Permohonan, PersyaratanPermohonan, kode_lacak_baru

__all__ = [
    "BlokNomor",
    "Dokumen",
    "FormatNomor",
    "Layanan",
    "NomorSurat",
    "Permohonan",
    "Persyaratan",
    "PersyaratanPermohonan",
    "Riwayat",
    "Seksi",
    "SeriNomor",
    "kode_lacak_baru",
]
