"""CKAN's Action API (v3), the reading part, so that its clients and harvesters work: only open data has rows."""

import json
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.fields.json import KeyTextTransform, KeyTransform

from inti.situs import PORTAL, alamat
from monitoring_center.walidata.pihak import nama_pihak, semua_pihak

from .cari import cari
from .dcat import bentuk_unduhan, nama_ckan, url_halaman, url_unduh
from .indikator_sektor import bidang
from .models import Akses, BarisTerbuka, Dataset, Terbitan

MAKS_PAKET = 1000
MAKS_BARIS = 10_000
TIPE = {
    "integer": "int8",
    "number": "numeric",
    "boolean": "bool",
    "date": "date",
    "datetime": "timestamptz",
    "year": "int4",
}
Param = dict[str, Any]


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


def package_search(qs: "QuerySet[Dataset]", p: Param) -> dict[str, Any]:
    """`q` is free text; `fq` knows organization:, groups:, tags: and name:, joined by spaces, "+" or AND."""
    awal, banyak = _bulat(p, "start", 0, 10**8), _bulat(p, "rows", 10, MAKS_PAKET)
    qs = _fq(qs, _teks(p, "fq"))
    q = _teks(p, "q").strip()
    urut = {
        "name asc": ("kode", "pk"),
        "metadata_modified desc": ("-diubah_pada", "-pk"),
        "title_string asc": ("nama", "pk"),
    }
    minta = _teks(p, "sort") or ("score desc" if q not in ("", "*:*", "*") else "title_string asc")
    qs = cari(qs, q) if q not in ("", "*:*", "*") else qs
    qs = qs.order_by(*urut[minta]) if minta in urut else qs if q else qs.order_by("nama", "pk")
    return {
        "count": qs.count(), "sort": minta, "facets": {}, "search_facets": {},
        "results": [paket(d) for d in qs[awal : awal + banyak]],
    }  # fmt: skip


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
    pihak = semua_pihak().get(d.pemilik)
    lain = [
        ("konsep", d.konsep), ("ukuran", d.ukuran), ("satuan", d.satuan), ("periode", d.periode), ("akses", d.akses),
        ("kode_referensi", d.kode_referensi), ("indikator", d.indikator), ("sumber_data", d.sumber_data),
    ]  # fmt: skip
    return {
        "id": str(d.uuid), "name": nama_ckan(d), "title": d.nama, "notes": d.definisi, "type": "dataset", "state": "active",
        "private": False, "isopen": d.akses == Akses.TERBUKA, "license_id": "notspecified", "url": url_halaman(d),
        "author": nama_pihak(d.pemilik), "maintainer": d.kontak, "version": str(d.versi),
        "metadata_created": _saat(d.dibuat_pada), "metadata_modified": _saat(d.data_pada or d.diubah_pada),
        "organization": {"id": d.pemilik, "name": pihak.slug if pihak else "", "title": nama_pihak(d.pemilik)},
        "groups": [{"name": f"bidang-{d.bidang}", "title": bidang()[d.bidang]}] if d.bidang else [],
        "tags": [{"name": k, "display_name": k} for k in d.klasifikasi],
        "extras": [{"key": k, "value": v} for k, v in lain if v],
        "resources": _sumber(d), "num_resources": len(bentuk_unduhan(d)) if d.akses == Akses.TERBUKA else 0,
    }  # fmt: skip


def _sumber(d: Dataset) -> list[dict[str, Any]]:
    """The CSV resource carries the dataset's own id: with it `datastore_search` is asked."""
    if d.akses != Akses.TERBUKA:
        return []
    return [
        {
            "id": str(d.uuid) if bentuk == "csv" else f"{d.uuid}-{bentuk}",
            "package_id": str(d.uuid),
            "name": f"{d.nama} ({bentuk.upper()})",
            "format": bentuk.upper(),
            "mimetype": jenis,
            "url": url_unduh(d, bentuk),
            "state": "active",
            "position": n,
            "datastore_active": bentuk == "csv",
            "last_modified": _saat(d.data_pada),
        }
        for n, (bentuk, jenis) in enumerate(bentuk_unduhan(d).items())
    ]


def _saat(nilai: Any) -> str | None:
    return nilai.isoformat() if nilai else None


# -- rows -------------------------------------------------------------------------------------------------------


def datastore_search(qs: "QuerySet[Dataset]", p: Param) -> dict[str, Any]:
    """Rows of open data with `filters` (JSON), `q`, `fields`, `sort`, `limit`, `offset`."""
    terbitan = _terbitan(qs, _teks(p, "resource_id"))
    kolom = {k["name"]: k for k in terbitan.kolom}
    awal, banyak = _bulat(p, "offset", 0, 10**8), _bulat(p, "limit", 100, MAKS_BARIS)
    pilih = _daftar_kolom(p, "fields", kolom) or [*kolom]
    baris = _urut(
        _saring(BarisTerbuka.objects.filter(terbitan_id=terbitan.pk), p, kolom), _teks(p, "sort"), kolom
    )
    total = baris.count()
    isi = [{"_id": b.nomor} | {n: b.isi.get(n) for n in pilih} for b in baris[awal : awal + banyak]]
    jalur = f"/api/3/action/datastore_search?resource_id={_teks(p, 'resource_id')}&limit={banyak}"
    return {
        "resource_id": _teks(p, "resource_id"), "records": isi, "total": total, "limit": banyak, "offset": awal,
        "include_total": True, "records_format": "objects",
        "fields": [{"id": "_id", "type": "int"}] + [{"id": n, "type": TIPE.get(kolom[n]["type"], "text")} for n in pilih],
        "_links": {"start": alamat(PORTAL, jalur), "next": alamat(PORTAL, f"{jalur}&offset={awal + banyak}")},
    }  # fmt: skip


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
        baris = baris.alias(**{f"_{nama}": KeyTextTransform(nama, "isi")}).filter(
            **{f"_{nama}__in": salah_satu}
        )
    if q := _teks(p, "q").strip():
        baris = baris.filter(isi__icontains=q)
    return baris


def _kunci(nilai: Any) -> str:
    return str(nilai).lower() if isinstance(nilai, bool) else str(nilai).replace("\0", "")


def _urut(baris: "QuerySet[BarisTerbuka]", sort: str, kolom: dict[str, Any]) -> "QuerySet[BarisTerbuka]":
    urutan: list[Any] = []
    for bagian in filter(None, (b.strip() for b in sort.split(","))):
        nama, _, arah = bagian.partition(" ")
        if nama not in kolom or arah.strip().lower() not in ("", "asc", "desc"):
            raise SalahParameter(sort=f"field {nama[:60]!r} not in table")
        baris = baris.annotate(**{f"_u_{nama}": KeyTransform(nama, "isi")})
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
