"""What the database refuses, in the user's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error, transaction

from inti.errors import Bentrok, Galat, MasukanSalah, TidakBerhak

BATASAN = {
    "izin_permohonan_id_key": "Permohonan ini sudah diputus orang lain.",
    "rekomendasi_pkey": "Permohonan ini sudah diberi rekomendasi.",
    "penarikan_pkey": "Permohonan ini sudah ditarik.",
    "penolakan_pkey": "Permohonan ini sudah ditolak.",
    "permohonan_banding_atas_id_key": "Banding atas permohonan ini sudah diajukan.",
    "konsep_permohonan_id_key": "Konsep ini sudah diajukan.",
    "usul_cabut_terbuka": "Usul pencabutan izin ini masih menunggu jawaban.",
    "pembatalan_pkey": "Perintah ini sudah dibatalkan.",
    "perintah_izin_id_key": "Perintah ini sudah dikonfirmasi.",
    "lampiran_permohonan_id_jenis_key": "Lampiran itu sudah ada.",
    "lampiran_isi_check": "Berkas paling besar 5 MB dan tidak boleh kosong.",
}
KELAS = {
    "42501": TidakBerhak,
    "23505": Bentrok,
    "P0002": Bentrok,
    "42P01": Bentrok,
    "42703": MasukanSalah,
}
UMUM = {
    "22": "Nilai saringan tidak sesuai dengan jenis kolomnya.",
    "23": "Aturan permohonan data tidak mengizinkan isian ini; periksa kembali.",
    "42": "Kolom atau saringan tidak cocok dengan data walidata.",
    "55": "Baris ini sedang diproses orang lain. Coba lagi sebentar.",
    "57": "Basis data terlalu lama menunggu. Coba lagi sebentar.",
}
DITOLAK = "Basis data tidak mengizinkan langkah ini bagi login Anda."


@contextmanager
def kalimat_galat() -> Iterator[None]:
    """A savepoint; an error of the database inside it becomes one of ours, and nothing of the block stays."""
    try:
        with transaction.atomic():
            yield
    except Error as galat:
        raise terjemahkan(galat) from galat


def terjemahkan(galat: Error) -> Galat:
    asal = galat.__cause__
    diag = getattr(asal, "diag", None)
    kode = getattr(asal, "sqlstate", "") or ""
    if batasan := BATASAN.get(getattr(diag, "constraint_name", "") or ""):
        return Bentrok(batasan, saran="Muat ulang halaman.")
    kelas = KELAS.get(kode, MasukanSalah)
    if (
        getattr(diag, "source_function", "") == "exec_stmt_raise"
    ):  # RAISE in our functions: already a sentence
        return kelas(diag.message_primary)  # type: ignore[union-attr]
    if kode == "42501":
        return TidakBerhak(DITOLAK)
    if kode[:2] not in UMUM:
        raise galat
    return kelas(UMUM[kode[:2]])
