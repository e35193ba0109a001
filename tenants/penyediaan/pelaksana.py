"""Running the steps of one provisioning: each once, whoever starts it and however often it is killed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from django.db import connection, transaction
from django.utils import timezone

from inti.audit import catat
from inti.db import di_instansi, sebagai_pemilik
from inti.errors import Galat
from inti.situs import pada_situs, situs_instansi
from tenants.enums import KeadaanPenyediaan
from tenants.models import Penyediaan
from tenants.penyediaan.langkah import LANGKAH, Langkah, instansi_dari, mulai_lagi_bila_usang

Lapor = Callable[[str, int], None]  # label of what comes next, percent done
TANPA_TUNGGU_CAKRAM = "SET LOCAL synchronous_commit = off"
_BOLEH_JALAN = (KeadaanPenyediaan.ANTRE, KeadaanPenyediaan.BERJALAN, KeadaanPenyediaan.GAGAL)


class Terhenti(Exception):
    """The job was cancelled meanwhile. Nothing more to do."""


class PenyediaanGagal(Galat):
    """A step failed. What was done stays; the job can be resumed or cancelled."""

    status = 500
    judul = "Penyediaan belum berhasil"

    def __init__(self, langkah: Langkah, galat: Exception) -> None:
        super().__init__(f"{langkah.label} gagal. {sebab(galat)}"[:2000], saran=getattr(galat, "saran", ""))
        self.langkah = langkah.nama
        self.sementara = not isinstance(galat, Galat)  # a technical fault may pass: trying again makes sense


def sebab(galat: Exception) -> str:
    return galat.pesan if isinstance(galat, Galat) else f"{type(galat).__name__}: {galat}".strip()


def jalankan(
    pk: int, *, lapor: Lapor = lambda label, persen: None, dimulai: Penyediaan | None = None
) -> Penyediaan:
    """Do all steps of job `pk` that are not done yet. Needs the owner's password; outside any transaction.

    Args:
        dimulai: the job's row, when the caller has already called `mulai` with it.

    Raises:
        PenyediaanGagal: a step failed; the job says which and why.
        Terhenti: the job was cancelled.
    """
    return _Pelaksana(pk, lapor).jalankan(dimulai)


def mulai(p: Penyediaan) -> None:
    """Note on a locked job that a run begins."""
    p.keadaan, p.galat = KeadaanPenyediaan.BERJALAN, ""
    p.percobaan += 1
    mulai_lagi_bila_usang(p)
    p.save(update_fields=["keadaan", "galat", "percobaan", "riwayat", "diperbarui_pada"])


@contextmanager
def terkunci(pk: int, *boleh: str, tahan: bool = True) -> Iterator[Penyediaan]:
    """The job, locked until the end of the transaction: runners and a cancellation take turns.

    Raises Terhenti unless its keadaan is one of `boleh`. With `tahan=False` the commit does not wait for the disk: after a crash
    of the server the job may be found a few steps earlier, with exactly what those steps had made.
    """
    with transaction.atomic():
        if not tahan:
            with connection.cursor() as kursor:
                kursor.execute(TANPA_TUNGGU_CAKRAM)
        p = Penyediaan.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=pk)
        if p.keadaan not in boleh:
            raise Terhenti(p.get_keadaan_display())
        yield p


class _Pelaksana:
    """One run over the steps of one job."""

    def __init__(self, pk: int, lapor: Lapor) -> None:
        self.pk = pk
        self.lapor = lapor
        self.kini = LANGKAH[0]  # the step that is being worked on, for the report when it fails
        self.p = Penyediaan()

    def jalankan(self, dimulai: Penyediaan | None) -> Penyediaan:
        tempat = {"pemilik": self._pemilik, "instansi": self._instansi, "luar": self._luar}
        with sebagai_pemilik():  # stay the owner between the steps instead of changing login for each
            self.p = dimulai or self._mulai()
            try:
                for nama, daftar in groupby(LANGKAH, key=lambda langkah: langkah.tempat):
                    belum = [langkah for langkah in daftar if not self.p.sudah(langkah.nama)]
                    if belum:
                        tempat[nama](belum)
            except Terhenti:
                raise
            except Exception as galat:
                self._catat_gagal(galat)
                raise PenyediaanGagal(self.kini, galat) from galat
        self.lapor("Selesai", 100)
        return self.p

    def _mulai(self) -> Penyediaan:
        with terkunci(self.pk, *_BOLEH_JALAN, KeadaanPenyediaan.SELESAI, tahan=False) as p:
            if p.keadaan != KeadaanPenyediaan.SELESAI:
                mulai(p)
        return p

    # -- the three places of a step ------------------------------------------------------------------------------

    def _luar(self, daftar: list[Langkah]) -> None:
        for langkah in daftar:
            self._kerjakan(langkah)

    def _pemilik(self, daftar: list[Langkah]) -> None:
        """One transaction for the steps and for their lines, also those of the steps before it in other places."""
        terakhir = LANGKAH[-1] in daftar
        with terkunci(self.pk, KeadaanPenyediaan.BERJALAN, KeadaanPenyediaan.SELESAI, tahan=terakhir) as p:
            if p.keadaan == KeadaanPenyediaan.SELESAI:  # another runner was faster
                self.p = p
                return
            p.riwayat = self.p.riwayat | p.riwayat
            if self.p.progres > p.progres:
                p.langkah, p.progres = self.p.langkah, self.p.progres
            self.p = p
            for langkah in daftar:
                if not p.sudah(langkah.nama):
                    self._kerjakan(langkah)
            if terakhir:
                p.keadaan, p.selesai_pada = KeadaanPenyediaan.SELESAI, timezone.now()
            p.save(
                update_fields=["riwayat", "langkah", "progres", "keadaan", "selesai_pada", "diperbarui_pada"]
            )

    def _instansi(self, daftar: list[Langkah]) -> None:
        instansi = instansi_dari(self.p)
        with pada_situs(situs_instansi(instansi)), di_instansi(instansi), transaction.atomic():
            with connection.cursor() as kursor:
                kursor.execute(
                    f"{TANPA_TUNGGU_CAKRAM}; SELECT pg_advisory_xact_lock(hashtext('penyediaan'), %s)",
                    [instansi.pk],
                )
            for langkah in daftar:
                self._kerjakan(langkah)

    def _kerjakan(self, langkah: Langkah) -> None:
        """Do one step and note it on the job (the row is written by `_pemilik`)."""
        self.kini = langkah
        self.lapor(langkah.label, self.p.progres)
        mulai = time.perf_counter()
        rinci = langkah.kerjakan(self.p)
        self.p.riwayat[langkah.nama] = {
            "selesai": timezone.now().isoformat(timespec="milliseconds"),
            "ms": round((time.perf_counter() - mulai) * 1000),
            "percobaan": self.p.percobaan,
            **(rinci or {}),
        }
        self.p.langkah, self.p.progres = langkah.nama, langkah.sesudah

    def _catat_gagal(self, galat: Exception) -> None:
        """Show on the job why it stopped; if it was cancelled meanwhile, the fault is only a consequence."""
        with terkunci(self.pk, KeadaanPenyediaan.BERJALAN) as p:
            p.keadaan = KeadaanPenyediaan.GAGAL
            p.galat = f"{self.kini.label}: {sebab(galat)}"[:2000]
            p.save(update_fields=["keadaan", "galat", "diperbarui_pada"])
            catat(
                "penyediaan.gagal",
                p.instansi,
                oleh=None,
                slug=p.slug,
                nama=p.nama,
                langkah=self.kini.label,
                sebab=sebab(galat)[:300],
            )
