from .jejak import Dokumen, Riwayat, SeriNomor
from .katalog import Layanan, Persyaratan, Seksi
from .konsep import Konsep, Paraf
from .masuk import BerkasDraf, Draf, Persetujuan
from .nomor import BlokNomor, FormatNomor, NomorSurat
from .permohonan import Permohonan, PersyaratanPermohonan, kode_lacak_baru
from .waktu import BagianTahap, HariKhusus, JamKerja, Tahap

__all__ = [
    "BagianTahap",
    "BerkasDraf",
    "BlokNomor",
    "Dokumen",
    "Draf",
    "FormatNomor",
    "HariKhusus",
    "JamKerja",
    "Konsep",
    "Layanan",
    "NomorSurat",
    "Paraf",
    "Permohonan",
    "Persetujuan",
    "Persyaratan",
    "PersyaratanPermohonan",
    "Riwayat",
    "Seksi",
    "SeriNomor",
    "Tahap",
    "kode_lacak_baru",
]
