"""What every figure counts, in words that stand beside it on the page and in the files."""

DEFINISI: dict[str, tuple[str, str]] = {
    "masuk": ("Masuk", "Permohonan yang pertama kali diajukan dalam periode ini."),
    "selesai": (
        "Selesai",
        "Permohonan yang diserahkan kepada pemohon dalam periode ini, kapan pun masuknya.",
    ),
    "tepat": ("Tepat waktu", "Dari yang selesai: bagian yang produknya siap tidak lewat janji selesai."),
    "median": (
        "Median lama proses",
        "Dari yang selesai: separuh siap dalam waktu ini atau lebih cepat. Jam kerja dari masuk sampai siap, "
        "tanpa waktu di pemohon.",
    ),
    "p90": ("Persentil 90", "Sembilan dari sepuluh selesai dalam waktu ini atau lebih cepat."),
    "penolakan": (
        "Penolakan",
        "Pengembalian kepada pemohon dan usul penolakan dalam periode ini; satu permohonan dapat lebih dari sekali.",
    ),
    "kembali": ("Diajukan kembali", "Perbaikan yang diterima dalam periode ini."),
    "dibatalkan": ("Dibatalkan", "Dari yang masuk dalam periode ini: yang sekarang dibatalkan."),
    "terbuka": (
        "Belum selesai",
        "Dari yang masuk dalam periode ini: yang sekarang belum diserahkan dan tidak dibatalkan.",
    ),
    "terlambat": (
        "Terlambat",
        "Dari yang belum selesai: yang janji selesainya lewat sedangkan jam pelayanan berjalan.",
    ),
    "belum_diambil": ("Belum diambil", "Dari yang belum selesai: produknya sudah siap, menunggu pemohon."),
    "tahap": (
        "Lama tahap",
        "Jam kerja dari mulai sampai selesainya tahap, untuk tahap yang berakhir dalam periode ini.",
    ),
    "beban": ("Beban petugas", "Banyaknya tahap yang diselesaikan seorang petugas dalam periode ini."),
}
"""key -> (label, definition)"""


def arti(kunci: str) -> str:
    return DEFINISI[kunci][1]
