"""Everything that changes people and their rights. Keyword-only, atomic, locked, audited."""

from inti.akun.actions.pengguna import aktifkan, buat_pengguna, nonaktifkan, setel_sandi, ubah_pengguna
from inti.akun.actions.penugasan import cabut_penugasan, tugaskan
from inti.akun.actions.sesi import akhiri_sesi, bersihkan_sesi
from inti.akun.actions.undangan import batalkan_undangan, cari_undangan, terima_undangan, undang

__all__ = [
    "akhiri_sesi",
    "aktifkan",
    "batalkan_undangan",
    "bersihkan_sesi",
    "buat_pengguna",
    "cabut_penugasan",
    "cari_undangan",
    "nonaktifkan",
    "setel_sandi",
    "terima_undangan",
    "tugaskan",
    "ubah_pengguna",
    "undang",
]
