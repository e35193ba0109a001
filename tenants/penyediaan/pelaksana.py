"""Running the steps of one provisioning: each once, whoever starts it and however often it is killed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from django.db import connection, transaction
from django.utils import timezone

from inti.audit import catat
from inti.audit.models import Jejak
from inti.db import di_instansi, sebagai_pemilik
from inti.errors import Galat
from inti.situs import pada_situs, situs_instansi
from tenants.enums import KeadaanPenyediaan
from tenants.models import Penyediaan
from tenants.penyediaan.langkah import LANGKAH, Langkah, instansi_dari

Lapor = Callable[[str, int], None]  # label of what comes next, percent done
AWALAN_KODE = "penyediaan."  # of the audit lines that mark a step as done in the instansi's schema
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


def jalankan(pk: int, *, lapor: Lapor = lambda label, persen: None) -> Penyediaan:
    """Do all steps of job `pk` that are not done yet. Needs the owner's password; outside any transaction.

    Raises:
        PenyediaanGagal: a step failed; the job says which and why.
        Terhenti: the job was cancelled.
    """
    return _Pelaksana(pk, lapor).jalankan()


@contextmanager
def terkunci(pk: int, *boleh: str, tahan: bool = True) -> Iterator[Penyediaan]:
    """The job, locked until the end of the transaction: runners and a cancellation take turns.

    Raises Terhenti unless its keadaan is one of `boleh`. With `tahan=False` the commit does not wait for the disk: after a crash
    of the server the job may be found a few steps earlier, with exactly what those steps had made.
    """
    with transaction.atomic():
        if not tahan:
            _jangan_tunggu_cakram()
        p = Penyediaan.objects.select_for_update(of=("self",)).select_related("instansi").get(pk=pk)
        if p.keadaan not in boleh:
            raise Terhenti(p.get_keadaan_display())
        yield p


def _jangan_tunggu_cakram() -> None:
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL synchronous_commit = off")


class _Pelaksana:
    """One run over the steps of one job."""

    def __init__(self, pk: int, lapor: Lapor) -> None:
        self.pk = pk
        self.lapor = lapor
        self.kini = LANGKAH[0]  # the step that is being worked on, for the report when it fails

    def jalankan(self) -> Penyediaan:
        tempat = {"pemilik": self._pemilik, "instansi": self._instansi, "luar": self._luar}
        with sebagai_pemilik():  # stay the owner between the steps instead of changing login for each
            p = self._mulai()
            try:
                for nama, daftar in groupby(LANGKAH, key=lambda langkah: langkah.tempat):
                    belum = [langkah for langkah in daftar if not p.sudah(langkah.nama)]
                    if belum:
                        p = tempat[nama](belum)
            except Terhenti:
                raise
            except Exception as galat:
                self._catat_gagal(galat)
                raise PenyediaanGagal(self.kini, galat) from galat
        self.lapor("Selesai", 100)
        return p

    def _mulai(self) -> Penyediaan:
        with terkunci(self.pk, *_BOLEH_JALAN, KeadaanPenyediaan.SELESAI, tahan=False) as p:
            if p.keadaan != KeadaanPenyediaan.SELESAI:
                p.keadaan, p.galat, p.percobaan = KeadaanPenyediaan.BERJALAN, "", p.percobaan + 1
                p.save(update_fields=["keadaan", "galat", "percobaan", "diperbarui_pada"])
        return p

    # -- the three places of a step ------------------------------------------------------------------------------

    def _pemilik(self, daftar: list[Langkah]) -> Penyediaan:
        with terkunci(self.pk, KeadaanPenyediaan.BERJALAN, tahan=LANGKAH[-1] in daftar) as p:
            for langkah in self._satu_satu(p, daftar):
                langkah.kerjakan(p)
            _simpan(p)
        return p

    def _luar(self, daftar: list[Langkah]) -> Penyediaan:
        p = self._baca()
        for langkah in self._satu_satu(p, daftar):
            langkah.kerjakan(p)
        return self._susulkan(p)

    def _instansi(self, daftar: list[Langkah]) -> Penyediaan:
        p = self._baca()
        instansi = instansi_dari(p)
        with pada_situs(situs_instansi(instansi)), di_instansi(instansi), transaction.atomic():
            _jangan_tunggu_cakram()
            with connection.cursor() as kursor:
                kursor.execute("SELECT pg_advisory_xact_lock(hashtext('penyediaan'), %s)", [instansi.pk])
            selesai = set(Jejak.objects.filter(kode__startswith=AWALAN_KODE).values_list("kode", flat=True))
            for langkah in self._satu_satu(p, daftar):
                if AWALAN_KODE + langkah.nama not in selesai:
                    langkah.kerjakan(p)
                    catat(AWALAN_KODE + langkah.nama, None, oleh=None, label=langkah.label)
        return self._susulkan(p)

    def _satu_satu(self, p: Penyediaan, daftar: list[Langkah]) -> Iterator[Langkah]:
        """The steps one after the other, each noted in `p.riwayat` after its work."""
        for langkah in daftar:
            if p.sudah(langkah.nama):
                continue
            self.kini = langkah
            self.lapor(langkah.label, p.progres)
            mulai = time.perf_counter()
            yield langkah
            p.riwayat[langkah.nama] = {
                "selesai": timezone.now().isoformat(timespec="milliseconds"),
                "ms": round((time.perf_counter() - mulai) * 1000),
                "percobaan": p.percobaan,
            }
            p.langkah, p.progres = langkah.nama, langkah.sesudah

    # -- the job's row -------------------------------------------------------------------------------------------

    def _baca(self) -> Penyediaan:
        p = Penyediaan.objects.select_related("instansi").get(pk=self.pk)
        if p.keadaan != KeadaanPenyediaan.BERJALAN:
            raise Terhenti(p.get_keadaan_display())
        return p

    def _susulkan(self, p: Penyediaan) -> Penyediaan:
        """Note on the job what was done outside the owner's transactions."""
        with terkunci(self.pk, KeadaanPenyediaan.BERJALAN, tahan=False) as kini:
            kini.riwayat = p.riwayat | kini.riwayat
            kini.langkah, kini.progres = p.langkah, max(p.progres, kini.progres)
            _simpan(kini)
        return kini

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


def _simpan(p: Penyediaan) -> None:
    if p.sudah(LANGKAH[-1].nama):
        p.keadaan, p.selesai_pada = KeadaanPenyediaan.SELESAI, timezone.now()
    p.save(update_fields=["riwayat", "langkah", "progres", "keadaan", "selesai_pada", "diperbarui_pada"])
