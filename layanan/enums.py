"""The words of the service desk. Values are stored; labels are what staff read."""

from django.db.models import TextChoices


class Status(TextChoices):
    """Where a permohonan stands (Perbup Tanah Laut 126/2022 Ps 8-9, Ps 1 angka 12-16)."""

    DIAJUKAN = "diajukan", "Diajukan"
    DIVERIFIKASI = "diverifikasi", "Diverifikasi"
    DIDISTRIBUSI = "didistribusi", "Di seksi"
    DIVALIDASI = "divalidasi", "Divalidasi"
    DIPARAF = "diparaf", "Diparaf"
    DITANDATANGANI = "ditandatangani", "Siap diambil"
    SELESAI = "selesai", "Selesai"
    DITOLAK = "ditolak", "Perlu dilengkapi"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


TERTUTUP = frozenset({Status.SELESAI, Status.DIBATALKAN})
TERBUKA = frozenset(Status) - TERTUTUP
DIKERJAKAN = TERBUKA - {Status.DITOLAK, Status.DITANDATANGANI}
"""The clock of the instansi runs only here, until `siap_pada`: not while the applicant repairs, not while the letter
waits to be fetched."""


class Kanal(TextChoices):
    LOKET = "loket", "Loket"
    DESA = "desa", "Kantor desa"
    DARING = "daring", "Daring"


class Bertindak(TextChoices):
    """In whose name the applicant stands at the counter (Ps 1 angka 10, Ps 8 ayat 1)."""

    SENDIRI = "sendiri", "Untuk diri sendiri"
    KUASA = "kuasa", "Sebagai kuasa"
    APARAT_DESA = "aparat_desa", "Sebagai aparat desa"
    LEMBAGA = "lembaga", "Untuk lembaga/organisasi"


class StatusSyarat(TextChoices):
    BELUM = "belum", "Belum diperiksa"
    SESUAI = "sesuai", "Sesuai"
    TIDAK_SESUAI = "tidak_sesuai", "Tidak sesuai"
    TIDAK_ADA = "tidak_ada", "Tidak ada"


class StatusDokumen(TextChoices):
    BERLAKU = "berlaku", "Berlaku"
    DICABUT = "dicabut", "Dicabut"


class SatuanWaktu(TextChoices):
    MENIT = "menit", "menit"
    JAM = "jam", "jam"
    HARI_KERJA = "hari_kerja", "hari kerja"


class CaraSerah(TextChoices):
    DIAMBIL = "diambil", "Diambil di loket"
    DIKIRIM = "dikirim", "Dikirim"
    DIUNDUH = "diunduh", "Diunduh pemohon"


class CaraTandaTerima(TextChoices):
    """How the one who took the letter confirmed it."""

    LAYAR = "layar", "Tanda tangan di layar"
    KERTAS = "kertas", "Tanda tangan di bukti cetak"
    TANPA = "tanpa", "Tanpa tanda tangan"


class Hubungan(TextChoices):
    PEMOHON = "pemohon", "Pemohon sendiri"
    KELUARGA = "keluarga", "Keluarga"
    KUASA = "kuasa", "Penerima kuasa"
    APARAT_DESA = "aparat_desa", "Aparat desa"


class KeadaanVersi(TextChoices):
    """Of a version of a service."""

    KONSEP = "konsep", "Konsep"
    BERLAKU = "berlaku", "Berlaku"
    DIGANTIKAN = "digantikan", "Digantikan"


class BentukSyarat(TextChoices):
    ASLI = "asli", "Asli"
    SALINAN = "salinan", "Salinan"


class CakupanNomor(TextChoices):
    """Which letters share one number book; every book starts again at 1 each year."""

    SATU = "satu", "Satu buku untuk semua surat"
    KLASIFIKASI = "klasifikasi", "Satu buku setiap klasifikasi"
    LAYANAN = "layanan", "Satu buku setiap layanan"
    SEKSI = "seksi", "Satu buku setiap seksi"


class KeadaanNomor(TextChoices):
    TERPAKAI = "terpakai", "Terpakai"
    DIPESAN = "dipesan", "Dipesan"
    BATAL = "batal", "Batal"
    HILANG = "hilang", "Hilang"


class Hitungan(TextChoices):
    """Whose clock runs in a stage."""

    SEBELUM = "sebelum", "Sebelum berkas lengkap"
    JANJI = "janji", "Dihitung"
    JEDA = "jeda", "Di pemohon"
    SERAH = "serah", "Menunggu diambil"


class JenisHari(TextChoices):
    LIBUR = "libur", "Libur setempat"
    MASUK = "masuk", "Masuk (pengganti)"
    SETENGAH = "setengah", "Jam khusus"


class CaraTtd(TextChoices):
    """How a letter is signed (Ps 1 angka 15)."""

    TTE = "tte", "Tanda tangan elektronik"
    BASAH = "basah", "Tanda tangan basah"


class PenyediaTtd(TextChoices):
    """Who makes the electronic signatures of this instansi."""

    LOKAL = "lokal", "Otoritas lokal"
    BSRE = "bsre", "BSrE eSign Client"


class VersiEsign(TextChoices):
    """Which calls the kabupaten's eSign Client speaks (layanan/dokumen/bsre.py)."""

    SATU = "1", "Versi 1 (/api/sign/pdf)"
    DUA = "2", "Versi 2 (/api/v2/sign/pdf, eSign Client 2.x)"


class KeadaanNaskah(TextChoices):
    MENUNGGU = "menunggu", "Menunggu tanda tangan"
    SELESAI = "selesai", "Ditandatangani"
    BATAL = "batal", "Dibatalkan"


class KeadaanPercobaan(TextChoices):
    DIMULAI = "dimulai", "Disiapkan"
    TERKIRIM = "terkirim", "Terkirim"
    BERHASIL = "berhasil", "Berhasil"
    GAGAL = "gagal", "Gagal"
    TAK_DIKETAHUI = "tak_diketahui", "Tidak terjawab"


class BentukPelimpahan(TextChoices):
    """On whose behalf a delegated signer signs: a.n. the head, or u.b. under the secretary's name."""

    AN = "an", "a.n. (atas nama)"
    UB = "ub", "u.b. (untuk beliau)"


class KeadaanButir(TextChoices):
    MENUNGGU = "menunggu", "Menunggu"
    BERHASIL = "berhasil", "Ditandatangani"
    GAGAL = "gagal", "Gagal"
    DILEWATI = "dilewati", "Dilewati"


class TingkatEskalasi(TextChoices):
    SEKCAM = "sekcam", "Sekretaris"
    CAMAT = "camat", "Pimpinan"


class Sifat(TextChoices):
    """How pressing a file is (lembar disposisi)."""

    BIASA = "biasa", "Biasa"
    SEGERA = "segera", "Segera"


class Putusan(TextChoices):
    """What the seksi proposes and the letter then says."""

    KABUL = "kabul", "Dikabulkan"
    TOLAK = "tolak", "Ditolak"


class JenisAlasan(TextChoices):
    LENGKAP = "lengkap", "Berkas perlu dilengkapi"
    SUBSTANSI = "substansi", "Penolakan karena isinya"


class CaraUji(TextChoices):
    """How the seksi made sure that the papers are genuine (Ps 1 angka 14)."""

    CEK_BERKAS = "cek_berkas", "Pencocokan berkas asli"
    KONFIRMASI_DESA = "konfirmasi_desa", "Konfirmasi ke desa/kelurahan"
    CEK_DUKCAPIL = "cek_dukcapil", "Pencocokan data kependudukan"
    TINJAU_LAPANGAN = "tinjau_lapangan", "Tinjau lapangan dengan berita acara"
    KERTAS = "kertas", "Menurut berkas kertas selama gangguan sistem"
    """Entered afterwards (Ps 12); never offered on a screen."""


class HasilUji(TextChoices):
    SAH = "sah", "Benar dan sah"
    TIDAK_SAH = "tidak_sah", "Tidak sah"


DIMUSNAHKAN = "Data telah dimusnahkan"
"""What stands in a destroyed file where a column may not be empty."""
