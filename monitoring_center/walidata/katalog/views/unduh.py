"""Open data as files, and the metadata as DCAT (JSON-LD). Public: whoever fetches these needs no account."""

import json
from collections.abc import Iterator
from io import TextIOWrapper
from tempfile import SpooledTemporaryFile
from typing import Any, TextIO, cast
from uuid import UUID

from django.db import transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from inti.akun.akses import publik
from inti.laju import dibatasi
from inti.ui.lembar_kerja import KONTEN_CSV, KolomLembar, Lembar, buku_kerja, respons_unduh, tulis_csv

from .. import dcat
from ..models import Akses, BarisTerbuka, Dataset, Terbitan
from ..skema_tabel import skema_tabel
from .katalog import terlihat_publik

JSON_LD = "application/ld+json"
KONTEN = {"csv": KONTEN_CSV, "json": "application/json"}
DI_MEMORI = 1 << 20  # bytes of a file that are not written to disk


def terbuka_bagi_semua(respons: HttpResponseBase) -> HttpResponseBase:
    """Open data may be fetched from any site."""
    respons["Access-Control-Allow-Origin"] = "*"
    return respons


def _satu(uuid: UUID) -> Dataset:
    d = terlihat_publik().filter(uuid=uuid).first()
    if d is None:
        raise Http404("Dataset tidak ditemukan.")
    return d


@publik
@dibatasi("unduh", maks=60, detik=60)
@require_safe
def unduh(request: HttpRequest, uuid: UUID, bentuk: str) -> HttpResponseBase:
    """`bentuk`: csv, xlsx, json (rows), jsonld (metadata) or skema.json (Table Schema)."""
    d = _satu(uuid)
    if bentuk == "jsonld":
        return terbuka_bagi_semua(JsonResponse(dcat.dokumen(d), content_type=JSON_LD))
    if bentuk == "skema.json":
        return terbuka_bagi_semua(JsonResponse(skema_tabel(d.kolom)))
    terbitan = Terbitan.objects.filter(pk=d.pk).first() if d.akses == Akses.TERBUKA else None
    if terbitan is None:
        raise Http404("Dataset ini tidak mempunyai data terbuka.")
    if bentuk == "xlsx":
        return terbuka_bagi_semua(_xlsx(d, terbitan))
    berkas = SpooledTemporaryFile(DI_MEMORI)  # noqa: SIM115  (closed by the response)
    enkode = "utf-8-sig" if bentuk == "csv" else "utf-8"
    teks = TextIOWrapper(cast(Any, berkas), encoding=enkode, newline="", write_through=True)
    with transaction.atomic():  # one cursor: the file is one copy, also when a new one is written meanwhile
        (_csv if bentuk == "csv" else _json)(teks, d, terbitan)
    teks.detach()
    berkas.seek(0)
    nama = f"{slugify(d.kode)}.{bentuk}"
    return terbuka_bagi_semua(
        FileResponse(berkas, as_attachment=True, filename=nama, content_type=KONTEN[bentuk])
    )


def _baris(terbitan: Terbitan) -> Iterator[dict[str, Any]]:
    """Only the columns, row by row."""
    nama = [k["name"] for k in terbitan.kolom]
    semua = BarisTerbuka.objects.filter(terbitan_id=terbitan.pk).values_list("isi", flat=True)
    return ({n: isi.get(n) for n in nama} for isi in semua.iterator(chunk_size=5_000))


def _kolom(terbitan: Terbitan) -> list[KolomLembar]:
    return [KolomLembar(k.get("title") or k["name"], 18) for k in terbitan.kolom]


def _sel(terbitan: Terbitan) -> Iterator[list[Any]]:
    return ([_nilai(n) for n in b.values()] for b in _baris(terbitan))


def _xlsx(d: Dataset, terbitan: Terbitan) -> HttpResponse:
    if terbitan.baris > dcat.MAKS_XLSX:
        raise Http404("Data ini terlalu besar untuk Excel. Unduh CSV atau JSON.")
    isi = buku_kerja([Lembar(d.nama, _kolom(terbitan), _sel(terbitan))])
    return respons_unduh(isi, nama=d.kode, akhiran="xlsx")


def _csv(teks: TextIO, d: Dataset, terbitan: Terbitan) -> None:
    tulis_csv(teks, _kolom(terbitan), _sel(terbitan))


def _json(teks: TextIO, d: Dataset, terbitan: Terbitan) -> None:
    kepala = {"nama": d.nama, "diperbarui": terbitan.pada.isoformat(), "schema": skema_tabel(terbitan.kolom)}
    teks.write(json.dumps(kepala, ensure_ascii=False)[:-1] + ', "data": [')
    for n, b in enumerate(_baris(terbitan)):
        teks.write((",\n" if n else "\n") + json.dumps(b, ensure_ascii=False))
    teks.write("\n]}\n")


def _nilai(nilai: Any) -> Any:
    return str(nilai) if isinstance(nilai, (list, dict)) else nilai


@publik
@dibatasi("unduh", maks=60, detik=60)
@require_safe
def katalog_jsonld(request: HttpRequest) -> HttpResponseBase:
    return terbuka_bagi_semua(
        JsonResponse(dcat.katalog(terlihat_publik().order_by("nama", "pk")), content_type=JSON_LD)
    )
