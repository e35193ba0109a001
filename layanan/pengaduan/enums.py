"""Words of the complaints: classes of SP4N-LAPOR, channels, states."""

from django.db.models import TextChoices

from layanan.meja.tampilan import Chip


class Kategori(TextChoices):
    """The classes in which SP4N-LAPOR sorts a report."""

    PENGADUAN = "pengaduan", "Pengaduan"
    ASPIRASI = "aspirasi", "Aspirasi"
    PERMINTAAN = "permintaan", "Permintaan informasi"


class Saluran(TextChoices):
    DARING = "daring", "Halaman ini"
    LOKET = "loket", "Loket"
    TELEPON = "telepon", "Telepon"
    SURAT = "surat", "Surat"
    LAPOR = "lapor", "SP4N-LAPOR"


class Kerahasiaan(TextChoices):
    TERBUKA = "terbuka", "Petugas boleh tahu nama saya"
    RAHASIA = "rahasia", "Rahasiakan nama saya, kecuali dari pengelola pengaduan"
    ANONIM = "anonim", "Tanpa nama"


class StatusAduan(TextChoices):
    DITERIMA = "diterima", "Menunggu verifikasi"
    DIPROSES = "diproses", "Ditindaklanjuti"
    DITUNDA = "ditunda", "Menunggu keterangan pelapor"
    SELESAI = "selesai", "Selesai"
    BUKAN_WEWENANG = "bukan_wewenang", "Bukan wewenang kami"
    DIARSIPKAN = "diarsipkan", "Diarsipkan"


TERBUKA = frozenset({StatusAduan.DITERIMA, StatusAduan.DIPROSES, StatusAduan.DITUNDA})

CHIP_ADUAN = {
    StatusAduan.DITERIMA: Chip("Menunggu verifikasi", "info", "inbox"),
    StatusAduan.DIPROSES: Chip("Ditindaklanjuti", "info", "progress"),
    StatusAduan.DITUNDA: Chip("Menunggu pelapor", "peringatan", "player-pause"),
    StatusAduan.SELESAI: Chip("Selesai", "sukses", "circle-check"),
    StatusAduan.BUKAN_WEWENANG: Chip("Bukan wewenang", "netral", "arrow-forward-up"),
    StatusAduan.DIARSIPKAN: Chip("Diarsipkan", "netral", "archive"),
}


class Jenis(TextChoices):
    """Of a line in the history of a complaint."""

    TERIMA = "terima", "Laporan diterima"
    VERIFIKASI = "verifikasi", "Diverifikasi"
    DISPOSISI = "disposisi", "Diteruskan ke seksi"
    TINDAK = "tindak", "Tindak lanjut"
    TUNDA = "tunda", "Keterangan diminta"
    KETERANGAN = "keterangan", "Keterangan pelapor"
    TUTUP = "tutup", "Dijawab dan ditutup"
    BUKAN_WEWENANG = "bukan_wewenang", "Bukan wewenang"
    ARSIP = "arsip", "Diarsipkan"
    LAPOR = "lapor", "Dicatat pada SP4N-LAPOR"


MENANGANI = (
    Jenis.VERIFIKASI,
    Jenis.DISPOSISI,
    Jenis.TINDAK,
    Jenis.TUNDA,
    Jenis.TUTUP,
    Jenis.BUKAN_WEWENANG,
    Jenis.ARSIP,
)
"""What an officer of the complained case may not do. Handing it to SP4N-LAPOR stays open to them: it takes it away."""
