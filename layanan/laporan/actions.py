"""A long export from the wish to the file. Written in steps: whatever stops it, the next attempt goes on behind the last row."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.actions import simpan_bita
from inti.berkas.simpanan import akar_skema
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.notifikasi.actions import beri_tahu
from inti.ui.lembar_kerja import KONTEN_CSV, KONTEN_XLSX
from layanan.surat.data import instansi_kini

from . import berkas, register
from .models import SIMPAN, EksporLaporan, JenisEkspor, StatusEkspor
from .saringan import Acuan, Saringan

LANGSUNG = 5_000
"""Rows up to which a file is made while the browser waits."""
POTONG = 1_000
SEKALI_JALAN = 40_000
"""Rows of one run of the task; then it puts itself at the end of the queue, so others have their turn."""
KONTEN = {"xlsx": KONTEN_XLSX, "csv": KONTEN_CSV, "pdf": "application/pdf"}
S = StatusEkspor


def sumber(jenis: str, isi: str, s: Saringan, acuan: Acuan) -> QuerySet[Any]:
    """The rows of an export by primary key: the order in which they are written."""
    if jenis == JenisEkspor.AGENDA:
        return register.surat(s, acuan).select_related("permohonan").order_by("pk")
    return register.urut(register.permohonan(s, acuan, isi))


def _baris(jenis: str, daftar: list[Any], mulai: int) -> list[list[Any]]:
    fn = register.baris_surat if jenis == JenisEkspor.AGENDA else register.baris
    return list(fn(daftar, mulai))


def judul(jenis: str, isi: str) -> str:
    if jenis == JenisEkspor.AGENDA:
        return "Agenda Surat Keluar"
    return "Buku Register" if isi == "masuk" else f"Register: {register.ISI[isi]}"


def susun(jenis: str, isi: str, bentuk: str, s: Saringan, acuan: Acuan, baris: Any) -> bytes:
    agenda = jenis == JenisEkspor.AGENDA
    kolom = register.KOLOM_SURAT if agenda else register.KOLOM
    pilih = berkas.LEBAR_SURAT if agenda else berkas.LEBAR_REGISTER
    return berkas.daftar(bentuk, instansi_kini(), judul(jenis, isi), s.judul(acuan), kolom, baris, pilih)


def langsung(jenis: str, isi: str, bentuk: str, s: Saringan, acuan: Acuan) -> bytes:
    """A short export, at once."""
    return susun(jenis, isi, bentuk, s, acuan, _baris(jenis, list(sumber(jenis, isi, s, acuan)), 1))


@transaction.atomic
def minta(
    *, jenis: str, isi: str, bentuk: str, saringan: Saringan, acuan: Acuan, oleh: Pengguna
) -> EksporLaporan:
    """Put a long export in the queue. Raises MasukanSalah where paper is the wrong medium."""
    from .tasks import kerjakan_ekspor

    if not oleh.punya(Hak.LAPORAN_LIHAT):
        raise TidakBerhak("Jabatan Anda tidak memiliki hak atas laporan.")
    total = sumber(jenis, isi, saringan, acuan).count()
    if bentuk == "pdf" and total > berkas.PDF_MAKS:
        raise MasukanSalah(
            f"Register ini lebih dari {berkas.PDF_MAKS:,} baris.".replace(",", "."),
            saran="Cetak per bulan, atau unduh XLSX.",
        )
    e = EksporLaporan.objects.create(
        jenis=jenis, isi=isi, bentuk=bentuk, parameter=saringan.parameter, total=total, dibuat_oleh=oleh
    )
    catat("laporan.ekspor", e, oleh=oleh, baris=total, **saringan.parameter)
    kerjakan_ekspor.enqueue(ekspor_id=e.pk)
    return e


@transaction.atomic
def batalkan(*, ekspor: EksporLaporan, oleh: Pengguna) -> EksporLaporan:
    """Stop it; the work file goes with the next step of the task, or now when none runs."""
    e = EksporLaporan.objects.select_for_update().get(pk=ekspor.pk)
    if e.dibuat_oleh_id != oleh.pk:
        raise TidakBerhak("Hanya yang meminta ekspor ini yang dapat membatalkannya.")
    if not e.hidup:
        raise Bentrok("Ekspor ini sudah berakhir.")
    e.status, e.berakhir_pada = S.DIBATALKAN, timezone.now()
    e.save(update_fields=["status", "berakhir_pada"])
    catat("laporan.batal_ekspor", e, oleh=oleh)
    transaction.on_commit(lambda: _letak(e).unlink(missing_ok=True))
    return e


def _letak(e: EksporLaporan) -> Path:
    """The work file, in the folder of unfinished files: private, and swept after a day."""
    return akar_skema() / "sementara" / f"ekspor-{e.uuid}.jsonl"


def lanjutkan(*, ekspor_id: int) -> bool:
    """One run of the task. True when rows are left. Safe to run again after any interruption."""
    e = EksporLaporan.objects.filter(pk=ekspor_id).first()
    if e is None or not e.hidup:
        return False
    acuan = Acuan.baca()
    s = Saringan.dari(e.parameter, acuan)
    letak = _letak(e)
    letak.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not letak.exists() or letak.stat().st_size < e.bita:
        e.selesai, e.posisi, e.bita = 0, 0, 0  # the work file is gone: from the beginning
    qs = sumber(e.jenis, e.isi, s, acuan)
    for _ in range(SEKALI_JALAN // POTONG):
        daftar = list(qs.filter(pk__gt=e.posisi)[:POTONG])
        if not daftar:
            return _tutup(e, s, acuan, letak)
        if not _catat_maju(e, daftar, letak):
            letak.unlink(missing_ok=True)
            return False
    return True


def _catat_maju(e: EksporLaporan, daftar: list[Any], letak: Path) -> bool:
    """Append one batch, then note how far it is. False when the export was cancelled meanwhile."""
    teks = "".join(
        json.dumps(b, default=_sandi, ensure_ascii=False) + "\n"
        for b in _baris(e.jenis, daftar, e.selesai + 1)
    )
    with letak.open("r+b" if letak.exists() else "wb") as keluar:
        keluar.truncate(e.bita)  # what a killed run wrote behind its last note
        keluar.seek(e.bita)
        keluar.write(teks.encode())
        e.bita = keluar.tell()
    letak.chmod(0o600)
    e.selesai, e.posisi, e.status = e.selesai + len(daftar), daftar[-1].pk, S.BERJALAN
    e.total = max(e.total, e.selesai)
    return bool(
        EksporLaporan.objects.hidup()
        .filter(pk=e.pk)
        .update(selesai=e.selesai, posisi=e.posisi, bita=e.bita, status=e.status, total=e.total)
    )


def _sandi(nilai: Any) -> dict[str, str]:
    return {"_": type(nilai).__name__, "n": nilai.isoformat()}


def _buka(isi: dict[str, Any]) -> Any:
    if "_" not in isi:
        return isi
    return datetime.fromisoformat(isi["n"]) if isi["_"] == "datetime" else date.fromisoformat(isi["n"])


def _tutup(e: EksporLaporan, s: Saringan, acuan: Acuan, letak: Path) -> bool:
    """Make the file from the rows, keep it, tell the person."""
    if not letak.exists():
        letak.touch(mode=0o600)
    with letak.open(encoding="utf-8") as masuk:
        baris = (json.loads(satu, object_hook=_buka) for satu in masuk)
        isi = susun(e.jenis, e.isi, e.bentuk, s, acuan, baris)
    with transaction.atomic():
        k = EksporLaporan.objects.hidup().select_for_update().filter(pk=e.pk).first()
        if k is not None:
            nama = f"{judul(e.jenis, e.isi)} {s.periode.nama}.{e.bentuk}"
            k.berkas = simpan_bita(isi=isi, nama=nama, jenis_konten=KONTEN[e.bentuk], oleh=k.dibuat_oleh)
            k.status, k.berakhir_pada, k.total, k.selesai = S.SELESAI, timezone.now(), e.selesai, e.selesai
            k.save()
            beri_tahu(
                judul="Unduhan laporan siap", isi=f"{nama}. Tersimpan tujuh hari.", kepada=k.dibuat_oleh,
                tautan="/laporan/unduhan/",
            )  # fmt: skip
    letak.unlink(missing_ok=True)
    return False


def gagalkan(*, ekspor_id: int, keterangan: str) -> None:
    EksporLaporan.objects.hidup().filter(pk=ekspor_id).update(
        status=S.GAGAL, keterangan=keterangan[:200], berakhir_pada=timezone.now()
    )


@transaction.atomic
def buang_lama() -> int:
    """Forget exports that ended seven days ago; their file has no owner then and the daily sweep deletes it."""
    jumlah, _ = EksporLaporan.objects.filter(berakhir_pada__lt=timezone.now() - SIMPAN).delete()
    return jumlah
