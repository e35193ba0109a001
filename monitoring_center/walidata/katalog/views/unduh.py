"""Open data as files, and the metadata as DCAT (JSON-LD). Public: whoever fetches these needs no account."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from inti.akun.akses import publik
from inti.laju import dibatasi
from inti.ui.lembar_kerja import KolomLembar, Lembar, berkas_csv, buku_kerja, respons_unduh

from .. import dcat
from ..models import Akses, BarisTerbuka, Dataset, Terbitan
from ..skema_tabel import skema_tabel
from .katalog import terlihat_publik

JSON_LD = "application/ld+json"


def terbuka_bagi_semua(respons: HttpResponse) -> HttpResponse:
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
def unduh(request: HttpRequest, uuid: UUID, bentuk: str) -> HttpResponse:
    """`bentuk`: csv, xlsx, json (rows), jsonld (metadata) or skema.json (Table Schema)."""
    d = _satu(uuid)
    if bentuk == "jsonld":
        return terbuka_bagi_semua(JsonResponse(dcat.dokumen(d), content_type=JSON_LD))
    if bentuk == "skema.json":
        return terbuka_bagi_semua(JsonResponse(skema_tabel(d.kolom)))
    terbitan = Terbitan.objects.filter(pk=d.pk, catatan="").first() if d.akses == Akses.TERBUKA else None
    if terbitan is None:
        raise Http404("Dataset ini tidak mempunyai data terbuka.")
    baris = BarisTerbuka.objects.filter(terbitan_id=d.pk).values_list("isi", flat=True)
    if bentuk == "json":
        isi = {
            "nama": d.nama,
            "diperbarui": terbitan.pada,
            "schema": skema_tabel(terbitan.kolom),
            "data": list(baris),
        }
        respons: HttpResponse = JsonResponse(isi)
        respons["Content-Disposition"] = f'attachment; filename="{d.kode}.json"'
        return terbuka_bagi_semua(respons)
    nama = [k["name"] for k in terbitan.kolom]
    kolom = [KolomLembar(k.get("title") or k["name"], 18) for k in terbitan.kolom]
    sel: Any = ([_nilai(isi.get(n)) for n in nama] for isi in baris.iterator(chunk_size=2000))
    if bentuk == "xlsx":
        return terbuka_bagi_semua(
            respons_unduh(buku_kerja([Lembar(d.nama, kolom, sel)]), nama=d.kode, akhiran="xlsx")
        )
    return terbuka_bagi_semua(respons_unduh(berkas_csv(kolom, sel), nama=d.kode, akhiran="csv"))


def _nilai(nilai: Any) -> Any:
    return str(nilai) if isinstance(nilai, (list, dict)) else nilai


@publik
@dibatasi("unduh", maks=60, detik=60)
@require_safe
def katalog_jsonld(request: HttpRequest) -> HttpResponse:
    return terbuka_bagi_semua(
        JsonResponse(dcat.katalog(terlihat_publik().order_by("nama", "pk")), content_type=JSON_LD)
    )
