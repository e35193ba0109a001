"""Number books. A number exists only together with the ledger row that says what became of it.

Every allocation locks the counter row of (book, year) until the caller's transaction ends: two signers get two numbers, and
a rollback gives the number back, so none is used twice and none is skipped silently (promise 4; triggers in migration
0005_nomor refuse what this module would not do).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inti.akun.akses import wajib
from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TransisiTidakSah

from ..dokumen.pola_nomor import BAWAAN, periksa_pola, susun_nomor
from ..enums import CakupanNomor, KeadaanNomor
from ..models import BlokNomor, Dokumen, FormatNomor, Layanan, NaskahTtd, NomorSurat, Permohonan, SeriNomor
from ..waktu.jam import hari_ini

SURAT = "surat-keluar"
REGISTRASI = "registrasi"
BLOK_MAKS = 500
PENGELOLA = (Hak.LAYANAN_KELOLA, Hak.GANGGUAN_KELOLA)
"""Who keeps the books: the Administrator, and whoever leads the desk while the system is down (Ps 12)."""


class NomorTerbit(NamedTuple):
    """`pk`: of the NomorSurat row."""

    nomor: str
    buku: str
    tahun: int
    urut: int
    pk: int


def ambil(buku: str, tahun: int, jumlah: int = 1) -> int:
    """The next number of the book (the last one of `jumlah`). Must run inside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "Nomor hanya diambil di dalam transaksi yang memakainya."
        )
    with connection.cursor() as kursor:
        kursor.execute(
            "INSERT INTO layanan_serinomor AS s (buku, tahun, terakhir) VALUES (%s, %s, %s) ON CONFLICT (buku, tahun)"
            " DO UPDATE SET terakhir = s.terakhir + EXCLUDED.terakhir RETURNING terakhir",
            [buku, tahun, jumlah],
        )
        return kursor.fetchone()[0]


def nomor_registrasi(urut: int, tahun: int) -> str:
    return f"REG-{tahun}-{urut:06d}"


def kode_unit(instansi: Any) -> str:
    """How the instansi signs its letters: `kop["kode_unit"]` when set, else made from its slug."""
    slug = instansi.slug.upper()
    return instansi.kop.get("kode_unit") or (f"KEC-{slug}" if instansi.jenis == "kecamatan" else slug)


def format_pada(hari: date) -> FormatNomor:
    """The pattern and scope in force on a day; the usual one of tata naskah dinas until the instansi chooses its own."""
    ada = FormatNomor.objects.filter(mulai__lte=hari).order_by("-mulai", "-pk").first()
    return ada or FormatNomor(pola=BAWAAN, cakupan=CakupanNomor.SATU, mulai=hari)


def kode_buku(cakupan: str, nilai: str = "") -> str:
    return SURAT if cakupan == CakupanNomor.SATU else f"{SURAT}:{nilai}"


def _nilai(p: Permohonan, f: FormatNomor, instansi: Any) -> dict[str, str]:
    seksi = p.seksi or p.layanan.seksi
    return {
        "klasifikasi": p.layanan.kode_klasifikasi,
        "unit": f.unit or kode_unit(instansi),
        "seksi": seksi.kode,
        "layanan": p.kode_layanan,
    }


def buku_surat(p: Permohonan, f: FormatNomor) -> str:
    seksi = p.seksi or p.layanan.seksi
    nilai = {"klasifikasi": p.layanan.kode_klasifikasi, "layanan": p.kode_layanan, "seksi": seksi.kode}
    return kode_buku(f.cakupan, nilai.get(f.cakupan, ""))


def buku_layanan(layanan: Layanan, hari: date) -> str:
    """The book that a letter of this service is numbered in on that day (by its own seksi)."""
    cakupan = format_pada(hari).cakupan
    nilai = {"klasifikasi": layanan.kode_klasifikasi, "layanan": layanan.kode, "seksi": layanan.seksi.kode}
    return kode_buku(cakupan, nilai.get(cakupan, ""))


def nama_buku(buku: str) -> str:
    return buku.removeprefix(SURAT).lstrip(":") or "semua surat"


def pilihan_buku(hari: date) -> list[tuple[str, str]]:
    """Every book that the services use on that day: [(kode, name)]."""
    layanan = Layanan.objects.aktif().filter(perlu_ttd=True).select_related("seksi")
    return [(b, nama_buku(b)) for b in sorted({buku_layanan(x, hari) for x in layanan} | _buku_satu(hari))]


def _buku_satu(hari: date) -> set[str]:
    return {SURAT} if format_pada(hari).cakupan == CakupanNomor.SATU else set()


def terbitkan(p: Permohonan, *, tanggal: date, instansi: Any) -> NomorTerbit:
    """The next number of the letter's book, used at once by `p`. Inside the signing transaction, and never backdated."""
    f = format_pada(tanggal)
    buku = buku_surat(p, f)
    urut = ambil(buku, tanggal.year)
    sebelum = NomorSurat.objects.filter(buku=buku, tahun=tanggal.year, urut__lt=urut, blok__isnull=True)
    terakhir = sebelum.order_by("-urut").values_list("tanggal", flat=True).first()
    if terakhir and terakhir > tanggal:
        raise MasukanSalah(
            "Tanggal surat tidak boleh mendahului surat bernomor terakhir; nomor mundur hanya dari blok yang dipesan."
        )
    nomor = susun_nomor(f.pola, urut=urut, tanggal=tanggal, nilai=_nilai(p, f, instansi))
    baris = NomorSurat(buku=buku, tahun=tanggal.year, urut=urut, nomor=nomor, tanggal=tanggal, permohonan=p)
    with _teks_sekali(nomor, saran="Administrator perlu memeriksa format nomor surat."):
        baris.save(force_insert=True)
    return NomorTerbit(nomor, buku, tanggal.year, urut, baris.pk)


@contextmanager
def _teks_sekali(teks: str, *, saran: str) -> Iterator[None]:
    """Two letters never carry the same number, whichever book it came from. Raises Bentrok (409), and the caller's
    transaction is undone."""
    try:
        yield
    except IntegrityError as galat:
        if "nomor_surat_teks_sekali" not in str(galat):
            raise
        raise Bentrok(f"Nomor {teks} sudah dipakai surat lain.", saran=saran) from galat


@transaction.atomic
def pesan_blok(
    *, buku: str, tahun: int, jumlah: int, alasan: str, oleh: Pengguna, sudah: int | None = None
) -> BlokNomor:
    """Consecutive numbers for letters that are written by hand while the system is down (Ps 12).

    `sudah`: the newest block that the person saw; one of their own since then means the button was pressed twice (Bentrok).
    """
    wajib(oleh, *PENGELOLA)
    if not 1 <= jumlah <= BLOK_MAKS:
        raise MasukanSalah(
            f"Satu blok berisi 1 sampai {BLOK_MAKS} nomor.", bidang={"jumlah": f"Antara 1 dan {BLOK_MAKS}."}
        )
    if not alasan.strip():
        raise MasukanSalah("Tulis alasan pemesanan.", bidang={"alasan": "Tulis alasannya."})
    if buku != SURAT and not buku.startswith(f"{SURAT}:"):
        raise MasukanSalah("Buku nomor tidak dikenal.", bidang={"buku": "Pilih buku nomor surat."})
    if tahun not in (hari_ini().year, hari_ini().year + 1):
        raise MasukanSalah(
            "Blok dipesan untuk tahun ini atau tahun depan.", bidang={"tahun": "Tahun ini atau tahun depan."}
        )
    akhir = ambil(buku, tahun, jumlah)
    if sudah is not None and BlokNomor.objects.filter(pk__gt=sudah, dibuat_oleh=oleh).exists():
        raise Bentrok(
            "Anda baru saja memesan blok nomor.", saran="Lihat daftarnya; bila masih perlu, pesan lagi."
        )
    blok = BlokNomor.objects.create(
        buku=buku, tahun=tahun, awal=akhir - jumlah + 1, akhir=akhir, alasan=alasan.strip(), dibuat_oleh=oleh
    )
    NomorSurat.objects.bulk_create(
        NomorSurat(buku=buku, tahun=tahun, urut=urut, keadaan=KeadaanNomor.DIPESAN, blok=blok)
        for urut in range(blok.awal, blok.akhir + 1)
    )
    catat(
        "nomor.blok", blok, oleh=oleh, buku=buku, tahun=tahun, awal=blok.awal, akhir=akhir, alasan=blok.alasan
    )
    return blok


def _kunci(nomor_surat: NomorSurat, *boleh: KeadaanNomor) -> NomorSurat:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("Nomor hanya diubah di dalam transaksi yang memakainya.")
    n = NomorSurat.objects.select_for_update(of=("self",)).get(pk=nomor_surat.pk)
    if n.keadaan not in boleh:
        raise TransisiTidakSah(f"Nomor {n} sudah {n.get_keadaan_display().lower()}.")
    return n


def pakai(
    *,
    nomor_surat: NomorSurat,
    permohonan: Permohonan,
    tanggal: date,
    instansi: Any,
    oleh: Pengguna | None = None,
    nomor: str = "",
) -> NomorTerbit:
    """A reserved number becomes the number of a letter, with the paper's own date. Inside the caller's transaction.

    `nomor`: as it stands on the paper when it differs from the pattern.
    """
    n = _kunci(nomor_surat, KeadaanNomor.DIPESAN, KeadaanNomor.HILANG)
    if tanggal.year != n.tahun or tanggal > hari_ini():
        raise MasukanSalah(
            f"Nomor ini milik buku tahun {n.tahun}; tanggal suratnya harus di tahun itu dan tidak di masa depan."
        )
    f = format_pada(tanggal)
    teks = nomor.strip() or susun_nomor(
        f.pola, urut=n.urut, tanggal=tanggal, nilai=_nilai(permohonan, f, instansi)
    )
    if NomorSurat.objects.filter(nomor=teks).exists():
        raise MasukanSalah(f"Nomor {teks} sudah tercatat.", bidang={"nomor": "Nomor ini sudah tercatat."})
    n.nomor, n.tanggal, n.permohonan, n.alasan = teks, tanggal, permohonan, ""
    with _teks_sekali(teks, saran="Periksa nomor pada suratnya."):
        _simpan(n, KeadaanNomor.TERPAKAI, oleh, "nomor.pakai")
    return NomorTerbit(n.nomor, n.buku, n.tahun, n.urut, n.pk)


@transaction.atomic
def batalkan(*, nomor_surat: NomorSurat, alasan: str, oleh: Pengguna) -> NomorSurat:
    """The number will carry no letter; it stays in the book with its reason."""
    wajib(oleh, *PENGELOLA)
    return lepas(nomor_surat=nomor_surat, alasan=alasan, oleh=oleh)


def lepas(*, nomor_surat: NomorSurat, alasan: str, oleh: Pengguna) -> NomorSurat:
    """As `batalkan`, inside an action that has checked its own right (a letter that is not signed after all)."""
    n = _kunci(nomor_surat, KeadaanNomor.DIPESAN, KeadaanNomor.HILANG, KeadaanNomor.TERPAKAI)
    if Dokumen.objects.filter(buku=n.buku, tahun=n.tahun, urut=n.urut).exists():
        raise TransisiTidakSah(f"Surat {n} sudah terbit. Cabut suratnya; nomornya tetap tercatat.")
    return _akhiri(n, KeadaanNomor.BATAL, alasan, oleh)


@transaction.atomic
def nyatakan_hilang(*, nomor_surat: NomorSurat, alasan: str, oleh: Pengguna) -> NomorSurat:
    """Nobody can show what a reserved number was used for. It may still be found (`pakai`) or voided (`batalkan`)."""
    wajib(oleh, *PENGELOLA)
    return _akhiri(_kunci(nomor_surat, KeadaanNomor.DIPESAN), KeadaanNomor.HILANG, alasan, oleh)


def _akhiri(n: NomorSurat, ke: KeadaanNomor, alasan: str, oleh: Pengguna) -> NomorSurat:
    if not alasan.strip():
        raise MasukanSalah("Tulis alasannya.", bidang={"alasan": "Tulis alasannya."})
    n.alasan = alasan.strip()
    return _simpan(n, ke, oleh, f"nomor.{ke.value}")


def _simpan(n: NomorSurat, ke: KeadaanNomor, oleh: Pengguna | None, kode: str) -> NomorSurat:
    n.keadaan, n.diubah_oleh, n.diubah_pada = ke, oleh, timezone.now()
    n.save(
        update_fields=["keadaan", "alasan", "nomor", "tanggal", "permohonan", "diubah_oleh", "diubah_pada"]
    )
    catat(kode, n, oleh=oleh, buku=n.buku, tahun=n.tahun, urut=n.urut)
    return n


@transaction.atomic
def ubah_format(*, pola: str, cakupan: str, unit: str, mulai: date, oleh: Pengguna) -> FormatNomor:
    """A new version from `mulai` on. What starts or ends a book waits for a new year, else its numbers would begin twice."""
    wajib(oleh, Hak.LAYANAN_KELOLA)
    pola, unit = pola.strip(), unit.strip()
    periksa_pola(pola, CakupanNomor(cakupan))
    hari = hari_ini()
    terakhir = FormatNomor.objects.order_by("-mulai", "-pk").first()
    batas = max(hari, terakhir.mulai) if terakhir else hari
    if mulai < batas:
        pesan = f"Paling cepat {batas:%d-%m-%Y}: yang sudah berlaku tidak diubah."
        raise MasukanSalah(pesan, bidang={"mulai": pesan})
    kini = format_pada(mulai)
    awal_tahun = (mulai.month, mulai.day) == (1, 1)
    if kini.cakupan != cakupan and not awal_tahun and _ada_nomor(mulai.year, mulai > hari):
        pesan = "Cakupan buku hanya berganti pada 1 Januari, karena buku tahun ini sudah berjalan."
        raise MasukanSalah(pesan, bidang={"mulai": pesan})
    f = FormatNomor.objects.create(pola=pola, cakupan=cakupan, unit=unit, mulai=mulai, dibuat_oleh=oleh)
    catat("nomor.format", f, oleh=oleh, cakupan=cakupan, unit=unit, mulai=mulai)
    return f


def _ada_nomor(tahun: int, nanti: bool) -> bool:
    """Numbers of that year exist, or could come to exist before the change."""
    return nanti or SeriNomor.objects.filter(buku__startswith=SURAT, tahun=tahun).exists()


def periksa_buku(buku: str, tahun: int) -> list[int]:
    """Numbers of a book that nothing explains: not in the ledger, or used without a letter. Must be empty."""
    seri = SeriNomor.objects.filter(buku=buku, tahun=tahun).first()
    dokumen = set(Dokumen.objects.filter(buku=buku, tahun=tahun).values_list("urut", flat=True))
    naskah = NaskahTtd.objects.filter(keadaan="menunggu", nomor_surat__buku=buku, nomor_surat__tahun=tahun)
    dokumen |= set(
        naskah.values_list("nomor_surat__urut", flat=True)
    )  # numbered, and waiting for its signature
    catatan = dict(NomorSurat.objects.filter(buku=buku, tahun=tahun).values_list("urut", "keadaan"))
    return [
        n
        for n in range(1, (seri.terakhir if seri else 0) + 1)
        if n not in catatan or (catatan[n] == KeadaanNomor.TERPAKAI and n not in dokumen)
    ]
