"""The OpenAPI document of the catalogue on the portal: CKAN's reading actions, downloads, DCAT. Public, without a token.

Written by hand: these answers have the shape that CKAN and DCAT gave them, not that of our models.
"""

import functools
from typing import Any

from django.conf import settings

from .ckan import FASET, MAKS_BARIS, MAKS_PAKET, URUT

TEKS, BULAT, OBJEK = {"type": "string"}, {"type": "integer"}, {"type": "object"}
UUID = {"type": "string", "format": "uuid"}
CONTOH_ID = "9a7eae1b-f609-4998-b7b2-5a9d7edd097c"


def _larik(isi: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": isi}


def _rujuk(nama: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{nama}"}


def _objek(wajib: str = "", **sifat: Any) -> dict[str, Any]:
    return OBJEK | {"properties": sifat} | ({"required": wajib.split()} if wajib else {})


KOMPONEN: dict[str, Any] = {
    "Galat": _objek("help success error", help=TEKS, success={"type": "boolean", "enum": [False]},
                    error=OBJEK | {"required": ["__type"], "properties": {"__type": TEKS}}),
    "Sumber": _objek("id package_id name format url datastore_active", id=TEKS, package_id=UUID, name=TEKS, format=TEKS,
                     mimetype=TEKS, url=TEKS, position=BULAT, datastore_active={"type": "boolean"}),
    "Paket": _objek("id name title notes organization resources tags groups extras num_resources", id=UUID, name=TEKS, title=TEKS,
                    notes=TEKS, organization=OBJEK, resources=_larik(_rujuk("Sumber")), tags=_larik(OBJEK), groups=_larik(OBJEK),
                    extras=_larik(OBJEK), num_resources=BULAT, num_tags=BULAT, isopen={"type": "boolean"}),
    "HasilCari": _objek("count sort facets search_facets results", count=BULAT, sort=TEKS, facets=OBJEK, search_facets=OBJEK,
                        results=_larik(_rujuk("Paket"))),
    "Baris": _objek("resource_id records fields limit offset records_format _links", resource_id=TEKS, records=_larik({}),
                    fields=_larik(_objek("id type", id=TEKS, type=TEKS)), total=BULAT, limit=BULAT, offset=BULAT,
                    records_format={"type": "string", "enum": ["objects", "lists"]},
                    _links=_objek("start next", start=TEKS, next=TEKS)),
}  # fmt: skip
HALAMAN = {"limit": BULAT, "offset": BULAT}
# Action -> (sentence, parameters, schema of the result, example of the parameters)
TINDAKAN: dict[str, tuple[str, dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "package_list": ("Nama semua dataset", HALAMAN, _larik(TEKS), {"limit": 100}),
    "package_show": ("Keterangan satu dataset", {"id": TEKS}, _rujuk("Paket"), {"id": "batulicin-layanan_bulanan"}),
    "package_search": (
        f"Mencari dataset. sort: {', '.join(URUT)}; facet.field: {', '.join(FASET)} sebagai larik JSON;"
        f" rows paling banyak {MAKS_PAKET}.",
        {"q": TEKS, "fq": TEKS, "sort": TEKS, "start": BULAT, "rows": BULAT, "facet": TEKS, "facet.field": TEKS,
         "facet.limit": BULAT, "facet.mincount": BULAT},
        _rujuk("HasilCari"), {"q": "stunting", "fq": "organization:dinkes", "rows": 5},
    ),
    "datastore_search": (
        f"Baris data terbuka. filters: objek JSON; fields: dipisah koma; limit paling banyak {MAKS_BARIS}.",
        {"resource_id": TEKS, "q": TEKS, "filters": TEKS, "fields": TEKS, "sort": TEKS, "include_total": TEKS,
         "records_format": {"type": "string", "enum": ["objects", "lists"]}} | HALAMAN,
        _rujuk("Baris"), {"resource_id": CONTOH_ID, "filters": '{"seksi": "Seksi Pelayanan"}', "sort": "bulan desc"},
    ),
    "help_show": ("Penjelasan satu tindakan", {"name": TEKS}, TEKS, {"name": "package_search"}),
}  # fmt: skip
WAJIB = {"package_show": "id", "datastore_search": "resource_id", "help_show": "name"}
UNDUHAN = {
    "csv": ("Baris sebagai CSV (titik koma, koma desimal)", "text/csv"),
    "xlsx": ("Baris sebagai Excel, sampai 100.000 baris", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("Baris dan Table Schema sebagai JSON", "application/json"),
    "jsonld": ("Keterangan sebagai DCAT-AP (JSON-LD)", "application/ld+json"),
    "skema.json": ("Kolom sebagai Table Schema", "application/json"),
}  # fmt: skip


def _jawaban(arti: str, jenis: str, skema: dict[str, Any]) -> dict[str, Any]:
    return {"description": arti, "content": {jenis: {"schema": skema}}}


def _tindakan(nama: str) -> dict[str, Any]:
    kalimat, parameter, hasil, contoh = TINDAKAN[nama]
    isi = _objek("help success result", help=TEKS, success={"type": "boolean", "enum": [True]}, result=hasil)
    galat = {
        kode: _jawaban(arti, "application/json", _rujuk("Galat"))
        for kode, arti in (
            ("404", "Tidak ada, atau tidak terbuka."),
            ("409", "Parameter salah."),
            ("429", "Terlalu sering."),
        )
    }
    return {
        "get": {
            "operationId": nama, "summary": kalimat, "tags": ["CKAN"], "security": [],
            "parameters": [
                {"name": n, "in": "query", "schema": s, "required": WAJIB.get(nama) == n}
                | ({"example": contoh[n]} if n in contoh else {})
                for n, s in parameter.items()
            ],
            "responses": {"200": _jawaban("Berhasil.", "application/json", isi)} | galat,
        }
    }  # fmt: skip


def _unduhan(bentuk: str) -> dict[str, Any]:
    kalimat, jenis = UNDUHAN[bentuk]
    biner = {"type": "string", "format": "binary"}
    return {
        "get": {
            "operationId": f"unduh_{bentuk.replace('.', '_')}", "summary": kalimat, "tags": ["Unduhan"], "security": [],
            "parameters": [{"name": "uuid", "in": "path", "required": True, "schema": UUID, "example": CONTOH_ID}],
            "responses": {
                "200": _jawaban("Berkasnya.", jenis, OBJEK if "json" in jenis else biner),
                "404": {"description": "Tidak ada, atau tidak terbuka."},
                "429": {"description": "Terlalu sering."},
            },
        }
    }  # fmt: skip


@functools.cache
def skema() -> dict[str, Any]:
    katalog = {
        "operationId": "katalog_dcat", "summary": "Seluruh katalog sebagai DCAT-AP (JSON-LD)", "tags": ["Unduhan"],
        "security": [], "responses": {"200": _jawaban("Katalognya.", "application/ld+json", OBJEK),
                                      "429": {"description": "Terlalu sering."}},
    }  # fmt: skip
    return {
        "openapi": "3.0.3",
        "info": {
            "title": f"Katalog data {settings.SPBE_KABUPATEN}",
            "version": "1.0.0",
            "description": "Membaca katalog dan data terbuka tanpa akun: API tindakan CKAN versi 3, unduhan, dan DCAT-AP 3.",
        },
        "paths": {f"/api/3/action/{n}": _tindakan(n) for n in TINDAKAN}
        | {f"/katalog/{{uuid}}.{b}": _unduhan(b) for b in UNDUHAN}
        | {"/katalog/catalog.jsonld": {"get": katalog}},
        "components": {"schemas": KOMPONEN},
    }
