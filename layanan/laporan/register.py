"""The registers: permohonan (buku register) and letters (agenda surat), as rows for pages and files."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from inti.ui.lembar_kerja import KolomLembar
from layanan.enums import TERBUKA, Status
from layanan.models import Dokumen, NomorSurat, Permohonan, Riwayat
from layanan.models.query import TERSANDI, berjalan
from layanan.waktu import tenggat

from .saringan import Acuan, Saringan, rentang
from .sebaran import jam_menit

SEKALI = 1000
ISI: dict[str, str] = {
    "masuk": "Masuk",
    "selesai": "Selesai",
    "tepat": "Selesai tepat waktu",
    "lewat": "Selesai lewat janji",
    "terbuka": "Belum selesai",
    "terlambat": "Terlambat",
    "belum_diambil": "Belum diambil",
    "dibatalkan": "Dibatalkan",
    "penolakan": "Pernah ditolak",
    "kembali": "Diajukan kembali",
}
"""What a list holds: the same words and the same rows as the figure that it opens."""

KOLOM = [
    KolomLembar("No.", 7), KolomLembar("Nomor registrasi", 20), KolomLembar("Masuk", 17), KolomLembar("Pemohon", 28),
    KolomLembar("Desa/kelurahan", 20), KolomLembar("Layanan", 38), KolomLembar("Seksi", 26), KolomLembar("Kanal", 12),
    KolomLembar("Pengajuan ke-", 11), KolomLembar("Janji selesai", 17), KolomLembar("Siap", 17), KolomLembar("Diserahkan", 17),
    KolomLembar("Diserahkan kepada", 24), KolomLembar("Lama (jam kerja)", 14), KolomLembar("Tepat waktu", 10),
    KolomLembar("Keadaan", 18), KolomLembar("Nomor surat", 30),
]  # fmt: skip
KOLOM_SURAT = [
    KolomLembar("No.", 7), KolomLembar("Buku", 16), KolomLembar("Urut", 8), KolomLembar("Nomor surat", 34),
    KolomLembar("Tanggal", 14), KolomLembar("Perihal", 40), KolomLembar("Pemohon", 28), KolomLembar("Nomor registrasi", 20),
    KolomLembar("Penanda tangan", 30), KolomLembar("Keadaan", 14), KolomLembar("Keterangan", 34),
]  # fmt: skip


def _riwayat(s: Saringan, **syarat: Any) -> Exists:
    mulai, habis = rentang(s.periode)
    return Exists(
        Riwayat.objects.filter(permohonan=OuterRef("pk"), pada__gte=mulai, pada__lt=habis).filter(**syarat)
    )


def permohonan(s: Saringan, acuan: Acuan, isi: str = "masuk", dasar: Any = None) -> QuerySet[Any]:
    """The rows behind a figure. Refusals are events: their list holds each permohonan once."""
    p = s.periode
    qs = (Permohonan.objects.all() if dasar is None else dasar).filter(s.q(acuan))
    cohort = qs.filter(tanggal_masuk__range=(p.awal, p.akhir))
    tamat = qs.filter(status=Status.SELESAI, tanggal_selesai__range=(p.awal, p.akhir))
    match isi:
        case "selesai":
            return tamat
        case "tepat":
            return tamat.filter(tepat_waktu=True)
        case "lewat":
            return tamat.filter(tepat_waktu=False)
        case "terbuka":
            return cohort.filter(status__in=sorted(TERBUKA))
        case "terlambat":
            return cohort.filter(berjalan(), janji_selesai__lt=tenggat.ambang_terlambat(timezone.now()))
        case "belum_diambil":
            return cohort.filter(status__in=sorted(TERBUKA), siap_pada__isnull=False)
        case "dibatalkan":
            return cohort.filter(status=Status.DIBATALKAN)
        case "penolakan":
            mulai, habis = rentang(p)
            tolak = Riwayat.objects.filter(permohonan=OuterRef("pk"), pada__gte=mulai, pada__lt=habis).filter(
                Q(ke=Status.DITOLAK) & ~Q(dari=Status.DITOLAK) | Q(transisi="usul_tolak")
            )
            return qs.filter(Exists(tolak))
        case "kembali":
            return qs.filter(_riwayat(s, transisi="ajukan_kembali"))
        case _:
            return cohort


def urut(qs: QuerySet[Any]) -> QuerySet[Any]:
    """In the order of the book, ready to be printed: nothing decrypted."""
    return qs.select_related("layanan", "seksi").defer(*TERSANDI).order_by("pk")


def nomor_surat(pk: list[int]) -> dict[int, str]:
    return dict(Dokumen.objects.filter(permohonan__in=pk).order_by("pk").values_list("permohonan", "nomor"))


def baris(daftar: list[Permohonan], mulai: int = 1) -> Iterator[list[Any]]:
    """Rows of the register; one query for the letters of all of them."""
    surat = nomor_surat([p.pk for p in daftar])
    for n, p in enumerate(daftar, mulai):
        yield [
            n, p.nomor_registrasi, p.masuk_pada, p.pemohon_nama, p.pemohon_desa, p.layanan.nama, p.seksi.nama if p.seksi else "",
            p.get_kanal_display(), p.pengajuan_ke, p.janji_selesai, p.siap_pada, p.serah_pada, p.serah_kepada,
            jam_menit(p.lama_menit) if p.lama_menit is not None else None, p.tepat_waktu, p.chip_status.label,
            surat.get(p.pk, ""),
        ]  # fmt: skip


def surat(s: Saringan, acuan: Acuan) -> QuerySet[Any]:
    """The ledger of numbers of a period: used, void, lost; reserved ones have no date yet and stand with their year."""
    p = s.periode
    qs = NomorSurat.objects.filter(
        Q(tanggal__range=(p.awal, p.akhir))
        | Q(tanggal__isnull=True, dibuat_pada__gte=rentang(p)[0], dibuat_pada__lt=rentang(p)[1])
    )
    if s.layanan or s.seksi:
        cocok = Permohonan.objects.filter(s.q(acuan))
        qs = qs.filter(permohonan__in=cocok.values("pk"))
    return qs.order_by("tahun", "buku", "urut")


def baris_surat(daftar: list[NomorSurat], mulai: int = 1) -> Iterator[list[Any]]:
    dokumen = {
        d.permohonan_id: d
        for d in Dokumen.objects.filter(nomor__in=[x.nomor for x in daftar if x.nomor]).only(
            "permohonan", "perihal", "penanda_jabatan"
        )
    }
    for n, x in enumerate(daftar, mulai):
        d = dokumen.get(x.permohonan_id) if x.permohonan_id else None
        yield [
            n, x.buku, x.urut, x.nomor, x.tanggal, d.perihal if d else "", x.permohonan.pemohon_nama if x.permohonan else "",
            x.permohonan.nomor_registrasi if x.permohonan else "", d.penanda_jabatan if d else "",
            x.get_keadaan_display(), x.alasan,
        ]  # fmt: skip
