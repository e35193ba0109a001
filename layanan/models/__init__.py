from .jejak import Dokumen, Riwayat, SeriNomor
from .katalog import Layanan, Persyaratan, Seksi
from .masuk import BerkasDraf, Draf, Persetujuan
from .nomor import BlokNomor, FormatNomor, NomorSurat
from .permohonan import Permohonan, PersyaratanPermohonan, kode_lacak_baru

__all__ = [
    "BerkasDraf",
    "BlokNomor",
    "Dokumen",
    "Draf",
    "FormatNomor",
    "Layanan",
    "NomorSurat",
    "Permohonan",
    "Persetujuan",
    "Persyaratan",
    "PersyaratanPermohonan",
    "Riwayat",
    "Seksi",
    "SeriNomor",
    "kode_lacak_baru",
]
