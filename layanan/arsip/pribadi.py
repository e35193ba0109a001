"""Where personal data about a permohonan is kept, found from the models themselves: nothing is forgotten when a room grows.

Every table with a foreign key to Permohonan belongs to it (an optional link only when the model says `ikut_musnah = True`),
and every table with a required key to one of those. Encrypted columns are personal; a model names others with
`kolom_pribadi = {"column": "what stays instead"}`. What is tied in no such way, its room names in `layanan.musnah`.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from inti.berkas.models import Berkas
from inti.kripto import TeksTersandi, sandikan

from .. import musnah
from ..enums import DIMUSNAHKAN
from ..models import Permohonan, PersyaratanPermohonan
from .models import ButirMusnah

PERMOHONAN = {
    "pemohon_nama": DIMUSNAHKAN, "mewakili": "", "pemohon_desa": "", "pemohon_nik_indeks": "",
    "pemohon_telepon_indeks": "", "tolak_alasan": DIMUSNAHKAN, "serah_kepada": DIMUSNAHKAN, "putusan_alasan": DIMUSNAHKAN,
    "posisi_berkas": "", "asal_desa": "",
}  # fmt: skip
BUKAN = (ButirMusnah,)


def penunjuk() -> Iterator[tuple[type[models.Model], Any]]:
    """(model, its foreign key to Permohonan) of everything that goes with a permohonan."""
    for model in apps.get_models():
        if not model._meta.managed or model in BUKAN:
            continue
        for kolom in model._meta.concrete_fields:
            menunjuk = kolom.remote_field is not None and kolom.remote_field.model is Permohonan
            if menunjuk and (not kolom.null or getattr(model, "ikut_musnah", False)):
                yield model, kolom


def cucu() -> Iterator[tuple[type[models.Model], Any, Any]]:
    """(model, its key to a table of `penunjuk`, that table's key to Permohonan)."""
    langsung = dict(penunjuk())
    for model in apps.get_models():
        if model in langsung or model in BUKAN or not model._meta.managed:
            continue
        for kolom in model._meta.concrete_fields:
            induk = kolom.remote_field.model if kolom.remote_field is not None else None
            if induk in langsung and not kolom.null:
                yield model, kolom, langsung[induk]
                break


def keturunan() -> Iterator[tuple[type[models.Model], str]]:
    """(model, lookup to Permohonan): the tables of `penunjuk`, and those of `cucu`."""
    for model, fk in penunjuk():
        yield model, str(fk.name)
    for model, fk, induk in cucu():
        yield model, f"{fk.name}__{induk.name}"


def kolom_pribadi(model: type[models.Model]) -> dict[str, str]:
    """Column -> what stays in it (encrypted where the column is)."""
    sandi = {str(f.column): f for f in model._meta.concrete_fields if isinstance(f, TeksTersandi)}
    isi = dict.fromkeys(sandi, "") | dict(getattr(model, "kolom_pribadi", {}))
    return {k: sandikan(v, konteks=sandi[k]._konteks()) if v and k in sandi else v for k, v in isi.items()}


def rencana() -> dict[str, list[Any]]:
    """For the trigger: table -> [column of the key, {column: replacement}], and for a table behind another one also
    [..., that table, its key to the permohonan]."""
    hasil: dict[str, list[Any]] = {}
    for model, fk in penunjuk():
        if isi := kolom_pribadi(model):
            hasil[model._meta.db_table] = [fk.column, isi]
    for model, fk, induk in cucu():
        if isi := kolom_pribadi(model):
            hasil[model._meta.db_table] = [fk.column, isi, induk.model._meta.db_table, induk.column]
    return hasil


def berkas_milik(p: Permohonan) -> list[Berkas]:
    """Every stored file that the permohonan or something of it points at."""
    nomor: set[int] = set()
    sumber: list[tuple[type[models.Model], str]] = [(Permohonan, "pk")]
    sumber += keturunan()
    for model, kunci in sumber:
        for kolom in model._meta.concrete_fields:
            if kolom.remote_field is not None and kolom.remote_field.model is Berkas:
                baris = model._base_manager.filter(**{kunci: p.pk}).exclude(**{kolom.name: None})
                nomor |= set(baris.values_list(kolom.attname, flat=True))
    return list(Berkas.objects.filter(pk__in=nomor).order_by("pk"))


def kosongkan(p: Permohonan) -> None:
    """The row of the permohonan itself, and what the rooms keep beside it: number, dates, service and status stay."""
    sandi = [f.name for f in Permohonan._meta.concrete_fields if isinstance(f, TeksTersandi)]
    for nama, isi in (dict.fromkeys(sandi, "") | PERMOHONAN).items():
        if getattr(p, nama):
            setattr(p, nama, isi)
    p.pemohon_pengguna = p.surat_wakil = None
    p.save(update_fields=[*sandi, *PERMOHONAN, "pemohon_pengguna", "surat_wakil", "diubah_pada"])
    PersyaratanPermohonan.objects.filter(permohonan=p).update(berkas=None)
    musnah.kosongkan(p)


def salinan(p: Permohonan) -> dict[str, Any]:
    """Everything that is kept about this permohonan, readable, table by table."""
    hasil: dict[str, Any] = {"permohonan": [_baris(p)]}
    for model, kunci in keturunan():
        baris = [_baris(b) for b in model._base_manager.filter(**{kunci: p.pk}).order_by("pk")]
        if baris:
            hasil[str(model._meta.verbose_name)] = baris
    return hasil


TERTUTUP_BAGI_PEMOHON = ("token", "indeks", "sidik", "sandi_")


def _baris(b: models.Model) -> dict[str, Any]:
    """A row without keys, secrets and internal numbers; people of the office appear by number only."""
    hasil = {}
    for f in b._meta.concrete_fields:
        if (
            f.primary_key
            or f.remote_field is not None
            or f.name.startswith(TERTUTUP_BAGI_PEMOHON)
            or f.name.endswith("_indeks")
        ):
            continue
        nilai = getattr(b, f.attname)
        if nilai not in (None, "", [], {}):
            hasil[str(f.verbose_name)] = (
                nilai if isinstance(nilai, int | float | bool | list | dict) else str(nilai)
            )
    return hasil
