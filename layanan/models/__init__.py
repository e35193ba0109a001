from .alur import AlasanTolak, Berhalangan, BerkasUji, KeabsahanUji, PengaturanAlur
from .jejak import Dokumen, Riwayat, SeriNomor
from .katalog import Layanan, Persyaratan, Seksi
from .konsep import Konsep, Paraf
from .masuk import BerkasDraf, Draf, Persetujuan
from .nomor import BlokNomor, FormatNomor, NomorSurat
from .permohonan import Permohonan, PersyaratanPermohonan, kode_lacak_baru
from .templat import TemplatSurat
from .ttd import (
    BacaKonsep,
    BatchTtd,
    ButirBatch,
    CetakanTtd,
    NaskahTtd,
    PelimpahanTtd,
    PercobaanTtd,
    ProfilTtd,
    SetelanTtd,
)
from .waktu import BagianTahap, EskalasiTerkirim, HariKhusus, JamKerja, Tahap

__all__ = [
    "AlasanTolak",
    "BacaKonsep",
    "BagianTahap",
    "BatchTtd",
    "Berhalangan",
    "BerkasDraf",
    "BerkasUji",
    "BlokNomor",
    "ButirBatch",
    "CetakanTtd",
    "Dokumen",
    "Draf",
    "EskalasiTerkirim",
    "FormatNomor",
    "HariKhusus",
    "JamKerja",
    "KeabsahanUji",
    "Konsep",
    "Layanan",
    "NaskahTtd",
    "NomorSurat",
    "Paraf",
    "PelimpahanTtd",
    "PengaturanAlur",
    "PercobaanTtd",
    "Permohonan",
    "Persetujuan",
    "Persyaratan",
    "PersyaratanPermohonan",
    "ProfilTtd",
    "Riwayat",
    "Seksi",
    "SeriNomor",
    "SetelanTtd",
    "Tahap",
    "TemplatSurat",
    "kode_lacak_baru",
]
