"""CKAN's Action API (v3), the reading part, so that its clients and harvesters work: only open data has rows."""

import json
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Count, F, Func, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.utils.http import urlencode

from inti.situs import PORTAL, alamat
from monitoring_center.walidata.pihak import nama_pihak, semua_pihak

from .cari import cari
from .dcat import bentuk_unduhan, nama_ckan, url_halaman, url_unduh
from .indikator_sektor import bidang
from .models import DITEKAN, Akses, BarisTerbuka, Dataset, Terbitan

MAKS_PAKET = 1000
MAKS_BARIS = 32_000  # as ckan.datastore.search.rows_max
TIPE = {
    "_id": "int",
    "integer": "int8",
    "number": "numeric",
    "boolean": "bool",
    "date": "date",
    "datetime": "timestamptz",
    "year": "int4",
}
Param = dict[str, Any]


KATA = Func(
    RawSQL("isi - %s", [DITEKAN]), template="jsonb_to_tsvector('simple', %(expressions)s, '[\"string\", \"numeric\"]')",
    output_field=SearchVectorField(),
)  # fmt: skip
"""Words of a row, never its column names."""


class TidakAda(Exception):
    """404, CKAN's NotFound."""


class SalahParameter(Exception):
    """409, CKAN's ValidationError: parameter -> what is wrong."""

    def __init__(self, **galat: str) -> None:
        super().__init__(str(galat))
        self.galat = {k: [v] for k, v in galat.items()}


def _bulat(p: Param, nama: str, baku: int, maks: int) -> int:
    isi = p.get(nama, baku)
    if isinstance(isi, bool) or not str(isi).isdecimal() or len(str(isi)) > 9:
        raise SalahParameter(**{nama: "Invalid integer"})
    return min(int(isi), maks)


def _teks(p: Param, nama: str) -> str:
    isi = p.get(nama, "")
    if not isinstance(isi, str):
        raise SalahParameter(**{nama: "Must be a string"})
    return isi.replace("\0", "")[:1000]


# -- packages ---------------------------------------------------------------------------------------------------


def package_list(qs: "QuerySet[Dataset]", p: Param) -> list[str]:
    """Names of all datasets; `limit`, `offset`."""
    awal, banyak = _bulat(p, "offset", 0, 10**8), _bulat(p, "limit", MAKS_PAKET, MAKS_PAKET)
    semua = qs.only("pemilik", "kode").order_by("pemilik", "kode")[awal : awal + banyak]
    return [nama_ckan(d) for d in semua]


def package_show(qs: "QuerySet[Dataset]", p: Param) -> dict[str, Any]:
    """Metadata of one dataset; `id`: its id or name."""
    if not (nama := _teks(p, "id") or _teks(p, "name_or_id")):
        raise SalahParameter(name_or_id="Missing value")
    return paket(_cari_satu(qs, nama))


def _cari_satu(qs: "QuerySet[Dataset]", nama: str) -> Dataset:
    try:
        d = qs.filter(uuid=UUID(nama)).first()
    except ValueError:
        slug, _, kode = nama.rpartition("-")
        skema = {p.slug: p.skema for p in semua_pihak().values()}.get(slug)
        d = qs.filter(pemilik=skema, kode=kode).first() if skema else None
    if d is None:
        raise TidakAda
    return d


URUT = {
    "name": ("pemilik", "kode"), "title": ("nama",), "title_string": ("nama",), "metadata_modified": ("diubah_pada",),
    "metadata_created": ("dibuat_pada",), "score": (), "relevance": (),
}  # fmt: skip
"""CKAN's field of `sort` -> ours. By score the search itself orders."""


def package_search(qs: "QuerySet[Dataset]", p: Param) -> dict[str, Any]:
    """Free text in `q`; `fq` knows organization:, groups:, tags: and name:, joined by spaces, "+" or AND; `rows` up to 1,000.

    `facet.field` (JSON list) of organization, groups, tags; `facet.limit`, `facet.mincount`; `sort` as "name asc, title desc".
    """
    awal, banyak = _bulat(p, "start", 0, 10**8), _bulat(p, "rows", 10, MAKS_PAKET)
    qs = _fq(qs, _teks(p, "fq"))
    q = _teks(p, "q").strip()
    bebas = q in ("", "*:*", "*")
    qs = qs if bebas else cari(qs, q)
    minta = _teks(p, "sort") or ("title_string asc" if bebas else "score desc")
    urut = _urut_paket(minta)
    qs = qs.order_by(*urut, "pk") if urut or bebas else qs
    segi = faset(qs, p)
    return {
        "count": qs.count(), "sort": minta, "search_facets": segi,
        "facets": {n: {i["name"]: i["count"] for i in isi["items"]} for n, isi in segi.items()},
        "results": [paket(d) for d in qs[awal : awal + banyak]],
    }  # fmt: skip


def _urut_paket(sort: str) -> list[str]:
    urut: list[str] = []
    for bagian in filter(None, (b.strip() for b in sort.split(","))):
        nama, _, arah = bagian.partition(" ")
        if nama not in URUT or arah.strip().lower() not in ("", "asc", "desc"):
            raise SalahParameter(sort=f"Cannot sort by field `{nama[:60]}`")
        tanda = "-" if arah.strip().lower() == "desc" else ""
        urut += [f"{tanda}{kolom}" for kolom in URUT[nama]]
    return urut


def _fq(qs: "QuerySet[Dataset]", fq: str) -> "QuerySet[Dataset]":
    for bagian in fq.replace(" AND ", " ").replace("+", " ").split():
        nama, _, isi = bagian.partition(":")
        isi = isi.strip('"')
        match nama:
            case "organization":
                skema = {p.slug: p.skema for p in semua_pihak().values()}.get(isi)
                qs = qs.filter(pemilik=skema or "-")
            case "groups":
                qs = qs.filter(bidang=isi[-1:] if isi.startswith("bidang-") else "-")
            case "tags":
                qs = qs.filter(klasifikasi__contains=[isi])
            case "name":
                qs = qs.filter(kode=isi.rpartition("-")[2])
            case _:
                raise SalahParameter(fq=f"Unknown field: {nama[:40]}")
    return qs


def paket(d: Dataset) -> dict[str, Any]:
    lain = [
        ("konsep", d.konsep), ("ukuran", d.ukuran), ("satuan", d.satuan), ("periode", d.periode), ("akses", d.akses),
        ("kode_referensi", d.kode_referensi), ("indikator", d.indikator), ("sumber_data", d.sumber_data),
    ]  # fmt: skip
    sumber = _sumber(d)
    return {
        "id": str(d.uuid), "name": nama_ckan(d), "title": d.nama, "notes": d.definisi, "type": "dataset", "state": "active",
        "private": False, "isopen": d.akses == Akses.TERBUKA, "license_id": "notspecified",
        "license_title": "License not specified", "url": url_halaman(d), "author": nama_pihak(d.pemilik),
        "author_email": None, "maintainer": d.kontak,
        "maintainer_email": None,
        "version": str(d.versi), "creator_user_id": None, "owner_org": d.pemilik, "organization": _organisasi(d.pemilik),
        "metadata_created": _saat(d.dibuat_pada), "metadata_modified": _saat(d.data_pada or d.diubah_pada),
        "groups": [_kelompok(d.bidang)] if d.bidang else [], "tags": [_tag(k) for k in d.klasifikasi],
        "num_tags": len(d.klasifikasi),
        "extras": [{"key": k, "value": v} for k, v in lain if v], "resources": sumber, "num_resources": len(sumber),
        "relationships_as_subject": [], "relationships_as_object": [],
    }  # fmt: skip


def _organisasi(skema: str) -> dict[str, Any]:
    pihak = semua_pihak().get(skema)
    return {
        "id": skema, "name": pihak.slug if pihak else "", "title": nama_pihak(skema), "type": "organization", "description": "",
        "image_url": "", "is_organization": True, "approval_status": "approved", "state": "active",
    }  # fmt: skip


def _kelompok(huruf: str) -> dict[str, Any]:
    judul = bidang()[huruf]
    return {
        "id": f"bidang-{huruf}",
        "name": f"bidang-{huruf}",
        "title": judul,
        "display_name": judul,
        "description": "",
    }


def _tag(nama: str) -> dict[str, Any]:
    return {"id": nama, "name": nama, "display_name": nama, "state": "active", "vocabulary_id": None}


def _sumber(d: Dataset) -> list[dict[str, Any]]:
    """The CSV resource carries the dataset's own id: with it `datastore_search` is asked."""
    if d.akses != Akses.TERBUKA:
        return []
    return [
        {
            "id": str(d.uuid) if bentuk == "csv" else f"{d.uuid}-{bentuk}",
            "package_id": str(d.uuid),
            "name": f"{d.nama} ({bentuk.upper()})",
            "description": "",
            "format": bentuk.upper(),
            "mimetype": jenis,
            "url": url_unduh(d, bentuk),
            "url_type": None,
            "resource_type": None,
            "hash": "",
            "size": None,
            "state": "active",
            "position": n,
            "datastore_active": bentuk == "csv",
            "created": _saat(d.dibuat_pada),
            "last_modified": _saat(d.data_pada),
            "metadata_modified": _saat(d.data_pada or d.diubah_pada),
        }
        for n, (bentuk, jenis) in enumerate(bentuk_unduhan(d).items())
    ]


def _saat(nilai: Any) -> str | None:
    return nilai.isoformat() if nilai else None


# -- facets -----------------------------------------------------------------------------------------------------


FASET = {"organization": "Organizations", "groups": "Groups", "tags": "Tags"}


def faset(qs: "QuerySet[Dataset]", p: Param) -> dict[str, Any]:
    """CKAN's `search_facets` of what was found, the most frequent first."""
    minta = p.get("facet.field") or []
    if isinstance(minta, str):
        try:
            minta = json.loads(minta)
        except (ValueError, RecursionError):
            raise SalahParameter(**{"facet.field": "Cannot parse JSON"}) from None
    if not isinstance(minta, list) or not all(n in FASET for n in map(str, minta)):
        raise SalahParameter(**{"facet.field": f"Known fields: {', '.join(FASET)}"})
    batas, sedikit = _bulat(p, "facet.limit", 50, 1000), _bulat(p, "facet.mincount", 1, 10**6)
    if str(p.get("facet", "true")).lower() == "false":
        return {}
    return {
        n: {"title": n, "items": [i for i in _hitung(qs, n) if i["count"] >= sedikit][:batas]}
        for n in map(str, minta)
    }


def _hitung(qs: "QuerySet[Dataset]", nama: str) -> list[dict[str, Any]]:
    kolom: Any = {"organization": F("pemilik"), "groups": F("bidang")}.get(nama) or Func(
        F("klasifikasi"), function="jsonb_array_elements_text", output_field=TextField()
    )
    hitung = qs.order_by().annotate(segi=kolom).values("segi").annotate(n=Count("pk")).order_by("-n", "segi")
    return [_butir(nama, b["segi"], b["n"]) for b in hitung if b["segi"]]


def _butir(nama: str, isi: str, banyak: int) -> dict[str, Any]:
    satu = {"organization": _organisasi, "groups": _kelompok, "tags": _tag}[nama](isi)
    return {"name": satu["name"], "display_name": satu.get("title") or satu["display_name"], "count": banyak}


# -- rows -------------------------------------------------------------------------------------------------------


def datastore_search(qs: "QuerySet[Dataset]", p: Param) -> dict[str, Any]:
    """Rows of open data with `filters` (JSON), `q`, `fields`, `sort`, `limit` (up to 32,000), `offset`, `include_total`."""
    sumber = _teks(p, "resource_id") or _teks(p, "id")
    terbitan = _terbitan(qs, sumber)
    kolom = {"_id": {"name": "_id", "type": "_id"}} | {k["name"]: k for k in terbitan.kolom}
    awal, banyak = _bulat(p, "offset", 0, 10**8), _bulat(p, "limit", 100, MAKS_BARIS)
    bentuk = _teks(p, "records_format") or "objects"
    if bentuk not in ("objects", "lists"):
        raise SalahParameter(records_format="Value must be one of objects, lists")
    pilih = _daftar_kolom(p, "fields", kolom) or [*kolom]
    baris = _urut(
        _saring(BarisTerbuka.objects.filter(terbitan_id=terbitan.pk), p, kolom), _teks(p, "sort"), kolom
    )
    isi = [{n: b.nomor if n == "_id" else b.isi.get(n) for n in pilih} for b in baris[awal : awal + banyak]]
    hasil = {
        "resource_id": sumber, "records": isi if bentuk == "objects" else [[*b.values()] for b in isi],
        "limit": banyak, "offset": awal,
        "include_total": _ya(p, "include_total", True), "records_format": bentuk,
        "fields": [{"id": n, "type": TIPE.get(kolom[n]["type"], "text")} for n in pilih], "_links": _tautan(p, awal, banyak),
    }  # fmt: skip
    return hasil | ({"total": baris.count(), "total_was_estimated": False} if hasil["include_total"] else {})


def _tautan(p: Param, awal: int, banyak: int) -> dict[str, str]:
    """The same question from its start, and for the following rows."""
    tetap = {
        k: v if isinstance(v, str) else json.dumps(v) for k, v in p.items() if k not in ("offset", "limit")
    }
    jalur = f"/api/3/action/datastore_search?{urlencode(tetap | {'limit': str(banyak)})}"
    return {"start": alamat(PORTAL, jalur), "next": alamat(PORTAL, f"{jalur}&offset={awal + banyak}")}


def _ya(p: Param, nama: str, baku: bool) -> bool:
    return str(p.get(nama, baku)).lower() not in ("false", "0", "no", "off", "")


def _terbitan(qs: "QuerySet[Dataset]", sumber: str) -> Terbitan:
    if not sumber:
        raise SalahParameter(resource_id="Missing value")
    try:
        uuid = UUID(sumber)
    except ValueError:
        raise TidakAda from None
    terbitan = Terbitan.objects.filter(dataset__in=qs.filter(uuid=uuid, akses=Akses.TERBUKA)).first()
    if terbitan is None:
        raise TidakAda
    return terbitan


def _daftar_kolom(p: Param, nama: str, kolom: dict[str, Any]) -> list[str]:
    isi = p.get(nama) or []
    daftar = [str(n).strip() for n in (isi.split(",") if isinstance(isi, str) else isi)]
    if asing := [n for n in daftar if n not in kolom]:
        raise SalahParameter(**{nama: f"field {asing[0][:60]!r} not in table"})
    return daftar


def _saring(baris: "QuerySet[BarisTerbuka]", p: Param, kolom: dict[str, Any]) -> "QuerySet[BarisTerbuka]":
    filters = p.get("filters") or {}
    if isinstance(filters, str):
        try:
            filters = json.loads(filters)
        except ValueError:
            raise SalahParameter(filters="Cannot parse JSON") from None
    if not isinstance(filters, dict):
        raise SalahParameter(filters="Must be a JSON object")
    for nama, nilai in filters.items():
        if nama not in kolom:
            raise SalahParameter(filters=f"field {nama[:60]!r} not in table")
        salah_satu = [_kunci(n) for n in (nilai if isinstance(nilai, list) else [nilai])]
        if nama == "_id":
            baris = baris.filter(nomor__in=[int(n) for n in salah_satu if n.isdecimal() and len(n) < 16])
            continue
        baris = baris.alias(**{f"_{nama}": KeyTextTransform(nama, "isi")}).filter(
            **{f"_{nama}__in": salah_satu}
        )
    if q := _teks(p, "q").strip():
        baris = baris.annotate(_kata=KATA, _cari=SearchQuery(q, config="simple")).filter(_kata=F("_cari"))
    return baris


def _kunci(nilai: Any) -> str:
    return str(nilai).lower() if isinstance(nilai, bool) else str(nilai).replace("\0", "")


def _urut(baris: "QuerySet[BarisTerbuka]", sort: str, kolom: dict[str, Any]) -> "QuerySet[BarisTerbuka]":
    urutan: list[Any] = []
    for bagian in filter(None, (b.strip() for b in sort.split(","))):
        nama, _, arah = bagian.partition(" ")
        if nama not in kolom or arah.strip().lower() not in ("", "asc", "desc"):
            raise SalahParameter(sort=f"field {nama[:60]!r} not in table")
        baris = baris.annotate(**{f"_u_{nama}": F("nomor") if nama == "_id" else KeyTransform(nama, "isi")})
        urutan.append(
            F(f"_u_{nama}").desc(nulls_last=True)
            if arah.strip().lower() == "desc"
            else F(f"_u_{nama}").asc(nulls_last=True)
        )
    return baris.order_by(*urutan, "nomor")


def help_show(qs: "QuerySet[Dataset]", p: Param) -> str:
    """What an action does; every answer links here."""
    if (nama := _teks(p, "name")) not in TINDAKAN:
        raise TidakAda
    return TINDAKAN[nama].__doc__ or nama


TINDAKAN = {f.__name__: f for f in (package_list, package_show, package_search, datastore_search, help_show)}
