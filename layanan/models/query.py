"""Named reads of permohonan. Every page, API and export starts at `untuk`."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from inti.akun.hak import Hak
from inti.db.larik import salah_satu
from inti.kripto import indeks_buta

from ..enums import DIKERJAKAN, TERBUKA
from ..meja import pencarian
from ..pemohon import nik as angka
from ..pemohon.asal_desa import desa_tugas
from ..waktu import tenggat
from .katalog import Seksi

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

TUJUAN_NIK = "permohonan.nik"
TUJUAN_TELEPON = "permohonan.telepon"
GANDA = timedelta(days=30)
HAK_SEMUA = (  # rights of the desks that serve every seksi
    Hak.PERMOHONAN_VERIFIKASI,
    Hak.PERMOHONAN_DISTRIBUSI,
    Hak.PERMOHONAN_PARAF,
    Hak.LAPORAN_LIHAT,
    Hak.PERMOHONAN_SERAHKAN,
)
TERSANDI = (
    "pemohon_nik", "pemohon_nkk", "pemohon_alamat", "pemohon_telepon", "pemohon_surel",
    "pemohon_rinci", "keperluan", "isian_sandi",
)  # fmt: skip


def indeks_nik(nomor: str) -> str:
    return indeks_buta(nomor, TUJUAN_NIK)


def indeks_telepon(nomor: str) -> str:
    return indeks_buta(nomor, TUJUAN_TELEPON)


def berjalan() -> Q:
    """The clock of the instansi runs: somebody here has it, and it is not ready yet."""
    return Q(status__in=sorted(DIKERJAKAN), siap_pada__isnull=True)


def di_seksi(kode: Iterable[str]) -> Q:
    """With one of these seksi."""
    return salah_satu("seksi_id", Seksi.objects.filter(kode__in=sorted(kode)))


class PermohonanQuerySet(QuerySet[Any]):
    def untuk(self, pengguna: "Pengguna") -> Self:
        """Only what this person may see: desks and heads everything, a seksi its own, applicants their own."""
        if not getattr(pengguna, "is_authenticated", False):
            return self.none()
        milik = Q(pemohon_pengguna=pengguna)
        if not pengguna.punya(
            Hak.PERMOHONAN_LIHAT
        ):  # an aparat desa: also what their desa submitted for residents
            milik |= Q(petugas_input=pengguna, asal_desa="")
            desa = desa_tugas(pengguna)
            return self.filter(milik | Q(asal_desa__in=desa) if desa else milik)
        if any(pengguna.punya(hak) for hak in HAK_SEMUA):
            return self
        return self.filter(milik | Q(petugas_input=pengguna) | di_seksi(pengguna.seksi()))

    def menunggu(self, pengguna: "Pengguna") -> Self:
        """The inbox: what the workflow expects this person to do, oldest promise first."""
        from ..workflow import menunggu

        return self.untuk(pengguna).terbuka().filter(menunggu(pengguna)).order_by("janji_selesai", "pk")

    def terbuka(self) -> Self:
        return self.filter(status__in=sorted(TERBUKA))

    def terlambat(self, kini: datetime | None = None) -> Self:
        """Past the promise, by at least one working minute, while the clock of the instansi runs."""
        return self.filter(berjalan(), janji_selesai__lt=tenggat.ambang_terlambat(kini or timezone.now()))

    def mendekati(self, kini: datetime | None = None) -> Self:
        """Not late yet, but with little working time left."""
        kini = kini or timezone.now()
        return self.filter(
            berjalan(),
            janji_selesai__gte=tenggat.ambang_terlambat(kini),
            janji_selesai__lt=tenggat.ambang_segera(kini),
        )

    def tahap_lewat(self, kini: datetime | None = None) -> Self:
        """The present stage has taken more than its share."""
        return self.filter(berjalan(), batas_tahap__lt=tenggat.ambang_terlambat(kini or timezone.now()))

    def cari(self, teks: str) -> Self:
        """By registration number, tracking code, full NIK (blind index) or the beginnings of words of the name."""
        return self.cari_banyak(teks)[0]

    def cari_banyak(self, teks: str) -> tuple[Self, bool]:
        """`cari`, and whether so many are found that nobody need count them."""
        teks = teks.strip()
        rapat = angka.bersihkan(teks)
        if len(rapat) == 16 and rapat.isdigit():
            return self.filter(pemohon_nik_indeks=indeks_nik(rapat)), False
        dokumen = self.model._meta.get_field("dokumen").related_model.objects
        syarat, banyak = pencarian.syarat(teks, rapat, self, dokumen)
        return self.filter(syarat), banyak

    def bertanda_ganda(self) -> Self:
        """`ganda`: the same person has another permohonan of this service, open or of the 30 days before."""
        lain = self.model._default_manager.filter(
            Q(status__in=sorted(TERBUKA)) | Q(masuk_pada__gt=OuterRef("masuk_pada") - GANDA),
            pemohon_nik_indeks=OuterRef("pemohon_nik_indeks"),
            kode_layanan=OuterRef("kode_layanan"),
        )
        return self.annotate(ganda=Exists(lain.exclude(pemohon_nik_indeks="").exclude(pk=OuterRef("pk"))))

    def ringkas(self) -> Self:
        """For lists: one query, and nothing decrypted."""
        return self.select_related("layanan", "seksi").defer(*TERSANDI)

    def lengkap(self) -> Self:
        """For the work screen: everything that it shows, in a fixed number of queries."""
        from .permohonan import PersyaratanPermohonan

        syarat = PersyaratanPermohonan.objects.select_related("persyaratan", "berkas")
        return self.select_related(
            "layanan__seksi", "seksi", "petugas_input", "surat_wakil", "klaim_oleh", "posisi_oleh", "petugas"
        ).prefetch_related(
            Prefetch("persyaratan", syarat.order_by("persyaratan__urutan")),
            "riwayat",
            "dokumen__berkas",
            "tahap",
            "eskalasi",
        )

    def pemohon_sama(self, nomor_nik: str) -> Self:
        """Earlier permohonan of the same person, newest first."""
        return self.filter(pemohon_nik_indeks=indeks_nik(nomor_nik)).order_by("-masuk_pada")
