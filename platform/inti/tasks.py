"""Background work that is never lost and never runs for the wrong instansi (ADR 0008).

    @tugas
    def kirim_surel(pesan: str) -> None: ...

    kirim_surel.enqueue(pesan="…")     # inside the caller's transaction

`enqueue` writes a row in the outbox of the current schema, in the caller's transaction: a rollback leaves no task. After commit
Celery gets a hint (site and row id); beat sweeps up rows whose hint was lost. The worker opens the site's own database login
itself, before the function runs; an unknown or suspended instansi is refused there.

Functions take JSON values (ids, not rows) and are idempotent. With `atomik=True` (default) the function's writes
and the row's completion commit together, so a second delivery does nothing. With `atomik=False` (work that changes
its login or commits in steps) the row is leased and the function must tolerate being run again.
"""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from celery.exceptions import Reject
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from inti.db import Sasaran, TanpaInstansi, koneksi, sebagai, sebagai_sasaran
from inti.db.login import LOGIN_PORTAL, skema_sah
from inti.situs import (
    DISKOMINFO,
    MONITORING,
    Situs,
    info_instansi,
    pada_situs,
    situs_instansi,
    situs_kini,
    situs_publik,
)

log = logging.getLogger(__name__)
SEWA = timedelta(minutes=10)
MAKS_PERCOBAAN = 8
BERKALA = 5  # minutes between two looks at the periodic work
SITUS_PUBLIK = (DISKOMINFO, MONITORING)


class InstansiTidakTersedia(RuntimeError):
    """The task's site is unknown, suspended or archived: the task does not run."""


class TugasTerdaftar:
    """A function that can be enqueued. Calling it runs it at once, here."""

    semua: ClassVar[dict[str, "TugasTerdaftar"]] = {}

    def __init__(
        self,
        fungsi: Callable[..., Any],
        *,
        antrean: str,
        atomik: bool,
        setiap_hari: bool,
        setiap_menit: int = 0,
        bila: Callable[[], bool] | None = None,
    ) -> None:
        self.fungsi = fungsi
        self.nama = f"{fungsi.__module__}.{fungsi.__name__}"
        self.antrean = antrean
        self.atomik = atomik
        self.setiap_hari = setiap_hari
        self.setiap_menit = setiap_menit
        self.bila = bila
        self.semua[self.nama] = self

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.fungsi(*args, **kwargs)

    def enqueue(self, *, tunda: timedelta | None = None, **argumen: Any) -> Any:
        """Write the task in the current schema's outbox; hint Celery after commit. Returns the row."""
        from inti.tugas.models import Tugas

        situs = situs_kini()
        kunci = situs.kunci if situs else _kunci_dari_login()
        baris = Tugas.objects.create(
            nama=self.nama,
            argumen=argumen,
            antrean=self.antrean,
            mulai_pada=timezone.now() + (tunda or timedelta()),
        )
        if not tunda and _dapat_bekerja(situs):
            transaction.on_commit(lambda: isyaratkan(kunci, baris.pk, self.antrean))
        return baris


def _dapat_bekerja(situs: Situs | None) -> bool:
    """Whether a worker would take the task now. While an instansi is being built it waits for the sweep."""
    return situs is None or situs.instansi is None or situs.instansi.status == "aktif"


def _kunci_dari_login() -> str:
    sasaran = koneksi.sasaran
    if sasaran is not None and skema_sah(sasaran.login):
        return sasaran.login
    for jenis in SITUS_PUBLIK:
        if sasaran == situs_publik(jenis).sasaran:
            return jenis
    raise TanpaInstansi("Tugas hanya dapat dititipkan dari sebuah situs.")


def tugas(
    fungsi: Callable[..., Any] | None = None,
    *,
    antrean: str = "umum",
    atomik: bool = True,
    setiap_hari: bool = False,
    setiap_menit: int = 0,
    bila: Callable[[], bool] | None = None,
) -> Any:
    """Register a module-level function as background work on a queue (`umum`, `agregasi`, `penyediaan`).

    `setiap_hari`: beat enqueues it once a day on every active site, without arguments. `setiap_menit`: every so many
    minutes (a multiple of BERKALA), but only on sites where `bila()` says that there is work.
    """
    if setiap_menit % BERKALA:
        raise ValueError(f"setiap_menit harus kelipatan {BERKALA}")

    def daftarkan(f: Callable[..., Any]) -> TugasTerdaftar:
        return TugasTerdaftar(
            f, antrean=antrean, atomik=atomik, setiap_hari=setiap_hari,
            setiap_menit=setiap_menit, bila=bila,
        )  # fmt: skip

    return daftarkan if fungsi is None else daftarkan(fungsi)


def isyaratkan(kunci: str, pk: int, antrean: str) -> bool:
    """Hint Celery that a row waits. False when the broker is away: the sweep will find the row."""
    from inti.celery import jalankan_tugas

    try:
        jalankan_tugas.apply_async(args=[pk], headers={"situs": kunci}, queue=antrean, retry=False)
    except Exception as galat:  # any broker failure: the row is the truth, the hint is not
        log.warning("Isyarat tugas %s di %s tidak terkirim: %s", pk, kunci, type(galat).__name__)
        return False
    return True


def situs_dari_kunci(kunci: str | None) -> Situs:
    """The site that a task belongs to. Raises InstansiTidakTersedia unless it may work now."""
    if kunci in SITUS_PUBLIK:
        return situs_publik(kunci)
    if not kunci or not skema_sah(kunci):
        raise InstansiTidakTersedia(f"Tugas tanpa situs yang sah: {kunci!r}")
    info = info_instansi(kunci)
    if info is None or info.status != "aktif":
        raise InstansiTidakTersedia(f"Instansi {kunci} {'tidak ada' if info is None else info.status}.")
    return situs_instansi(info)


def kerjakan(kunci: str | None, pk: int) -> bool:
    """Run one row of a site's outbox on that site's login. False when there was nothing (left) to do."""
    situs = situs_dari_kunci(kunci)
    with pada_situs(situs), sebagai_sasaran(situs.sasaran):
        return _kerjakan_baris(pk)


def _kerjakan_baris(pk: int) -> bool:
    from inti.tugas.models import Tugas

    baris = Tugas.objects.siap().filter(pk=pk).first()
    if baris is None:
        return False
    terdaftar = TugasTerdaftar.semua.get(baris.nama)
    try:
        if terdaftar is None:
            raise LookupError(f"Tugas {baris.nama} tidak dikenal oleh versi ini.")
        if terdaftar.antrean == "penyediaan" and koneksi.sasaran != situs_publik(DISKOMINFO).sasaran:
            raise LookupError(f"Tugas {baris.nama} hanya dapat dititipkan oleh Diskominfo.")
        return _atomik(pk, terdaftar) if terdaftar.atomik else _bersewa(pk, terdaftar)
    except Exception as galat:
        _catat_gagal(pk, galat)
        raise


def _atomik(pk: int, terdaftar: TugasTerdaftar) -> bool:
    from inti.tugas.models import Tugas

    with transaction.atomic():
        baris = Tugas.objects.siap().select_for_update(skip_locked=True).filter(pk=pk).first()
        if baris is None:
            return False
        terdaftar.fungsi(**baris.argumen)
        _selesaikan(pk)
    return True


def _bersewa(pk: int, terdaftar: TugasTerdaftar) -> bool:
    from inti.tugas.models import Tugas

    if not Tugas.objects.siap().filter(pk=pk).update(dikunci_sampai=timezone.now() + SEWA):
        return False
    argumen = Tugas.objects.values_list("argumen", flat=True).get(pk=pk)
    terdaftar.fungsi(**argumen)
    _selesaikan(pk)
    return True


def _selesaikan(pk: int) -> None:
    from inti.tugas.models import Tugas

    Tugas.objects.filter(pk=pk).update(
        status=Tugas.Status.SELESAI, selesai_pada=timezone.now(), dikunci_sampai=None, galat=""
    )


def _catat_gagal(pk: int, galat: Exception) -> None:
    """Count the attempt; try again later with growing pauses, or give up visibly after MAKS_PERCOBAAN."""
    from inti.tugas.models import Tugas

    with transaction.atomic():
        baris = Tugas.objects.select_for_update().filter(pk=pk).first()
        if baris is None:
            return
        baris.percobaan += 1
        baris.dikunci_sampai = None
        baris.galat = "".join(traceback.format_exception_only(galat))[-2000:]
        baris.mulai_pada = timezone.now() + timedelta(seconds=min(2**baris.percobaan * 5, 3600))
        if baris.percobaan >= MAKS_PERCOBAAN:
            baris.status = Tugas.Status.GAGAL
        baris.save()


def jalankan_semua(*, maks: int = 1000) -> int:
    """Run what is ready in the current schema's outbox, here. For tests and for the demo."""
    from inti.tugas.models import Tugas

    jumlah = 0
    for _ in range(maks):
        pk = Tugas.objects.siap().values_list("pk", flat=True).first()
        if pk is None:
            break
        _kerjakan_baris(pk)
        jumlah += 1
    return jumlah


def situs_aktif() -> list[tuple[str, Sasaran]]:
    """Key and database target of every site that has an outbox and may work now."""
    from django_tenants.utils import get_tenant_model

    with sebagai(LOGIN_PORTAL):
        skema = list(get_tenant_model().objects.filter(status="aktif").values_list("schema_name", flat=True))
    publik = [(kunci, situs_publik(kunci).sasaran) for kunci in SITUS_PUBLIK]
    return publik + [(nama, Sasaran(nama, nama)) for nama in skema]


def sapu(*, umur: timedelta = timedelta(seconds=10), maks: int = 200) -> int:
    """Hint again every row of every active site that has waited longer than `umur`. Returns how many."""
    from inti.tugas.models import Tugas

    jumlah = 0
    for kunci, sasaran in situs_aktif():
        with sebagai_sasaran(sasaran):
            tertinggal = list(Tugas.objects.tertinggal(umur=umur).values_list("pk", "antrean")[:maks])
        for pk, antrean in tertinggal:
            if not isyaratkan(kunci, pk, antrean):
                return jumlah
            jumlah += 1
    return jumlah


def titipkan_harian() -> int:
    """Enqueue the daily work of every active site: of each app where its tables are. Returns how many tasks."""
    harian = [t for t in TugasTerdaftar.semua.values() if t.setiap_hari]
    bersama = [t for t in harian if _bertabel_publik(t)]
    jumlah = 0
    for kunci, sasaran in situs_aktif():
        daftar = bersama if kunci in SITUS_PUBLIK else harian
        with sebagai_sasaran(sasaran):
            for t in daftar:
                t.enqueue()
        jumlah += len(daftar)
    return jumlah


def _bertabel_publik(t: TugasTerdaftar) -> bool:
    """Whether the tables of the task's app exist on the public sites; those of the service desk do not."""
    config = apps.get_containing_app_config(t.nama)
    return config is None or config.name in settings.SHARED_APPS or config.name not in settings.TENANT_APPS


def titipkan_berkala(saat: datetime | None = None) -> int:
    """Enqueue the periodic work that is due, where it has something to do and does not wait already."""
    saat = saat or timezone.now()
    menit = (saat.hour * 60 + saat.minute) // BERKALA * BERKALA
    tiba = [t for t in TugasTerdaftar.semua.values() if t.setiap_menit and menit % t.setiap_menit == 0]
    return sum(_titipkan_berkala(kunci, tiba) for kunci, _ in (situs_aktif() if tiba else []))


def _titipkan_berkala(kunci: str, tiba: list[TugasTerdaftar]) -> int:
    from inti.tugas.models import Tugas

    try:
        situs = situs_dari_kunci(kunci)
    except InstansiTidakTersedia:
        return 0  # suspended since the list was made
    jumlah = 0
    with pada_situs(situs), sebagai_sasaran(situs.sasaran):
        for t in tiba:
            if Tugas.objects.filter(nama=t.nama, status=Tugas.Status.MENUNGGU).exists():
                continue
            if t.bila is None or t.bila():
                t.enqueue()
                jumlah += 1
    return jumlah


def tolak(galat: Exception) -> Reject:
    """The Celery refusal for a task that must not run here, and must not come back."""
    log.error("Tugas ditolak: %s", galat)
    return Reject(str(galat), requeue=False)
