import re
import uuid
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, models, transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.jenis import JENIS_DOKUMEN, Jenis
from inti.berkas.models import Berkas
from inti.berkas.periksa import MAKS_ISI_ZIP, BerkasDitolak, akhiran, periksa_jenis
from inti.berkas.simpanan import TerlaluBesar, Tertulis, akar_skema, tetapkan, tulis_sementara

__all__ = ["BerkasDitolak", "bersihkan_yatim", "buang_berkas", "sapu_yatim", "simpan_berkas", "simpan_bita"]

UMUR_YATIM = timedelta(hours=24)
_TERLARANG = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069<>:\"|?*;%]")


def rapikan_nama(nama: str) -> str:
    """A display name: the last part of a path, without control or direction characters, at most 150
    characters."""
    polos = _TERLARANG.sub("", nama.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    if len(polos) > 150:
        ujung = f".{akhiran(polos)}"
        polos = polos[: 150 - len(ujung)] + ujung
    return polos or "berkas"


def simpan_berkas(
    *,
    unggahan: UploadedFile,
    oleh: Pengguna | None,
    diizinkan: frozenset[Jenis] = JENIS_DOKUMEN,
    maks_bita: int | None = None,
    pribadi: bool = True,
    maks_isi_zip: int = MAKS_ISI_ZIP,
) -> Berkas:
    """Check and store an upload. Raises BerkasDitolak with the reason, or PenyimpananPenuh; then nothing is
    stored.

    `pribadi`: reading it leaves a line in the trail. `maks_isi_zip`: bytes to which an XLSX or DOCX may unpack.
    """
    maks = settings.SPBE_UNGGAH_MAKS if maks_bita is None else maks_bita
    if unggahan.size is not None and unggahan.size > maks:
        raise _terlalu_besar(maks)
    nama = rapikan_nama(unggahan.name or "")
    sementara, tertulis = _tulis(unggahan.chunks(), maks)
    try:
        jenis = periksa_jenis(sementara, nama, diizinkan, maks_isi_zip=maks_isi_zip)
        return _simpan(sementara, tertulis, nama=nama, konten=jenis.konten, oleh=oleh, pribadi=pribadi)
    finally:
        sementara.unlink(missing_ok=True)


def simpan_bita(
    *, isi: bytes, nama: str, jenis_konten: str, oleh: Pengguna | None, pribadi: bool = True
) -> Berkas:
    """Store what the platform itself made (a letter, an export); trusted, so not sniffed."""
    sementara, tertulis = _tulis([isi], max(len(isi), 1))
    try:
        return _simpan(
            sementara, tertulis, nama=rapikan_nama(nama), konten=jenis_konten, oleh=oleh, pribadi=pribadi
        )
    finally:
        sementara.unlink(missing_ok=True)


def _tulis(potongan: Iterable[bytes], maks: int) -> tuple[Path, Tertulis]:
    try:
        return tulis_sementara(potongan, maks_bita=maks)
    except TerlaluBesar as galat:
        raise _terlalu_besar(maks) from galat


def _terlalu_besar(maks: int) -> BerkasDitolak:
    from inti.ui.format import ukuran

    return BerkasDitolak(f"Berkas ini terlalu besar. Ukuran paling besar {ukuran(maks)}.")


@transaction.atomic
def _simpan(
    sementara: Path, tertulis: Tertulis, *, nama: str, konten: str, oleh: Pengguna | None, pribadi: bool
) -> Berkas:
    berkas = Berkas(
        uuid=uuid.uuid4(),
        nama=nama,
        jenis_konten=konten,
        ukuran=tertulis.ukuran,
        sha256=tertulis.sha256,
        pribadi=pribadi,
        diunggah_oleh=oleh,
    )
    tetapkan(sementara, berkas.uuid)
    berkas.save(force_insert=True)
    catat("berkas.disimpan", berkas, oleh=oleh, ukuran=tertulis.ukuran, sha256=tertulis.sha256)
    return berkas


def bersihkan_yatim(*, umur: timedelta = UMUR_YATIM) -> int:
    """Delete stored files that no row of any table refers to and that are older than `umur` (abandoned
    uploads)."""
    batas = timezone.now() - umur
    jumlah = 0
    for berkas in list(yatim().filter(dibuat_pada__lt=batas)):
        with transaction.atomic():
            if not yatim().select_for_update(of=("self",)).filter(pk=berkas.pk).exists():
                continue
            buang_berkas(berkas)
        jumlah += 1
    return jumlah


@transaction.atomic
def buang_berkas(berkas: Berkas) -> None:
    """Delete one file to which nothing points: its row now, its content after the commit."""
    berkas.delete()
    catat("berkas.dihapus", berkas, oleh=None, sha256=berkas.sha256)
    transaction.on_commit(partial(berkas.letak().unlink, missing_ok=True))


def yatim() -> "models.QuerySet[Berkas]":
    """Files to which no foreign key or many-to-many of any table in this schema points."""
    semua = Berkas.objects.all()
    for kolom in _kolom_perujuk():
        semua = semua.exclude(
            pk__in=kolom.model._base_manager.exclude(**{kolom.name: None}).values(kolom.name)
        )
    return semua


def _kolom_perujuk() -> list[Any]:
    with connection.cursor() as kursor:
        ada = set(connection.introspection.table_names(kursor))
    perujuk = []
    for model in apps.get_models(include_auto_created=True):
        if model._meta.db_table not in ada or not model._meta.managed:
            continue
        perujuk += [
            k for k in model._meta.concrete_fields if k.remote_field and k.remote_field.model is Berkas
        ]
    return perujuk


def sapu_yatim(*, umur: timedelta = UMUR_YATIM) -> int:
    """Delete files on disk that have no row: what a process left that was killed between write and commit."""
    akar, jumlah = akar_skema(), 0
    batas = (timezone.now() - umur).timestamp()
    for jalur in akar.glob("*/*"):
        if not jalur.is_file() or jalur.stat().st_mtime >= batas:
            continue
        if jalur.parent.name != "sementara" and Berkas.objects.filter(uuid=jalur.name).exists():
            continue
        jalur.unlink(missing_ok=True)
        jumlah += 1
    return jumlah
