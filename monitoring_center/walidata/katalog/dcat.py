"""The catalogue as DCAT-AP 3 (JSON-LD), so that the catalogues of the province and of Satu Data Indonesia can harvest it."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from inti.situs import PORTAL, alamat
from monitoring_center.walidata.pihak import nama_pihak, semua_pihak

from .indikator_sektor import bidang
from .models import Akses, Dataset, Periode

KONTEKS = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
PUBLIKASI = "http://publications.europa.eu/resource/authority/"
HAK = {Akses.TERBUKA: "PUBLIC", Akses.TERBATAS: "RESTRICTED", Akses.RAHASIA: "NON_PUBLIC"}
FREKUENSI = {
    Periode.HARIAN: "DAILY", Periode.BULANAN: "MONTHLY", Periode.TRIWULANAN: "QUARTERLY", Periode.SEMESTERAN: "ANNUAL_2",
    Periode.TAHUNAN: "ANNUAL", Periode.SEWAKTU: "IRREG",
}  # fmt: skip
BENTUK = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
MAKS_XLSX = 100_000  # rows; larger data is offered as CSV and JSON


def bentuk_unduhan(d: Dataset) -> dict[str, str]:
    """Forms in which the open data of `d` is offered -> media type."""
    return {b: jenis for b, jenis in BENTUK.items() if b != "xlsx" or d.baris <= MAKS_XLSX}


def url_halaman(d: Dataset) -> str:
    """The page of a dataset on the portal, whichever host asks."""
    return alamat(PORTAL, reverse("data:publik_satu", args=[d.uuid], urlconf="inti.urls.portal"))


def url_unduh(d: Dataset, bentuk: str) -> str:
    return alamat(PORTAL, reverse("data:unduh", args=[d.uuid, bentuk], urlconf="inti.urls.portal"))


def _url_katalog() -> str:
    return alamat(PORTAL, reverse("data:publik", urlconf="inti.urls.portal"))


def katalog(semua: Iterable[Dataset]) -> dict[str, Any]:
    """One dcat:Catalog with all datasets."""
    return {
        "@context": KONTEKS,
        "@id": _url_katalog(),
        "@type": "dcat:Catalog",
        "dct:title": _teks(f"Katalog data {settings.SPBE_KABUPATEN}"),
        "dct:description": _teks("Metadata seluruh walidata, dan data terbuka."),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": settings.SPBE_KABUPATEN},
        "dct:language": _istilah("language", "IND"),
        "foaf:homepage": _laman(_url_katalog()),
        "dcat:themeTaxonomy": _taksonomi(),
        "dcat:dataset": [dataset(d) for d in semua],
    }


def dokumen(d: Dataset) -> dict[str, Any]:
    """One dataset as a document of its own."""
    return {"@context": KONTEKS} | dataset(d)


def dataset(d: Dataset) -> dict[str, Any]:
    isi = {
        "@id": url_halaman(d),
        "@type": "dcat:Dataset",
        "dct:identifier": str(d.uuid),
        "dct:title": _teks(d.nama),
        "dct:description": _teks(d.definisi),
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": nama_pihak(d.pemilik)},
        "dcat:contactPoint": {"@type": "vcard:Kind", "vcard:fn": d.kontak or nama_pihak(d.pemilik)},
        "dcat:keyword": [_teks(k) for k in d.klasifikasi],
        "dct:accessRights": _istilah("access-right", HAK[Akses(d.akses)]),
        "dct:accrualPeriodicity": _istilah("frequency", FREKUENSI[Periode(d.periode)]),
        "dct:issued": _saat(d.disetujui_pada),
        "dct:modified": _saat(d.data_pada or d.diubah_pada),
        "dcat:landingPage": _laman(url_halaman(d)),
        "dcat:version": str(d.versi),
        "dct:conformsTo": {"@id": url_unduh(d, "skema.json"), "@type": "dct:Standard"},
    }
    if d.bidang:
        isi["dcat:theme"] = _tema(d.bidang)
    if d.akses == Akses.TERBUKA:
        isi["dcat:distribution"] = [
            _distribusi(d, bentuk, jenis) for bentuk, jenis in bentuk_unduhan(d).items()
        ]
    return isi


def _distribusi(d: Dataset, bentuk: str, jenis: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": _teks(f"{d.nama} ({bentuk.upper()})"),
        "dcat:accessURL": {"@id": url_halaman(d)},
        "dcat:downloadURL": {"@id": url_unduh(d, bentuk)},
        "dcat:mediaType": {
            "@id": f"https://www.iana.org/assignments/media-types/{jenis}",
            "@type": "dct:MediaType",
        },
        "dct:format": _istilah("file-type", bentuk.upper()),
        "dct:modified": _saat(d.data_pada or d.diubah_pada),
    }


JENIS_ISTILAH = {
    "language": "dct:LinguisticSystem", "access-right": "dct:RightsStatement", "frequency": "dct:Frequency",
    "file-type": "dct:MediaTypeOrExtent",
}  # fmt: skip


def _istilah(daftar: str, kode: str) -> dict[str, str]:
    """A term of the vocabularies that DCAT-AP asks for."""
    return {"@id": f"{PUBLIKASI}{daftar}/{kode}", "@type": JENIS_ISTILAH[daftar]}


def _laman(url: str) -> dict[str, str]:
    return {"@id": f"{url}#laman", "@type": "foaf:Document"}


def _taksonomi() -> dict[str, Any]:
    return {
        "@id": f"{_url_katalog()}#bidang",
        "@type": "skos:ConceptScheme",
        "dct:title": _teks("Sembilan bidang data sektoral"),
    }


def _tema(huruf: str) -> dict[str, Any]:
    """One of the nine fields of sectoral data."""
    return {
        "@id": f"{_url_katalog()}#bidang-{huruf}",
        "@type": "skos:Concept",
        "skos:prefLabel": _teks(bidang()[huruf]),
        "skos:inScheme": {"@id": f"{_url_katalog()}#bidang"},
    }


def _teks(nilai: str) -> dict[str, str]:
    return {"@value": nilai, "@language": "id"}


def _saat(nilai: Any) -> dict[str, str] | None:
    return {"@value": nilai.isoformat(), "@type": "xsd:dateTime"} if nilai else None


def nama_ckan(d: Dataset) -> str:
    """CKAN's `name` of a dataset: slug of the instansi and code; neither a slug nor a code can be mistaken for the other."""
    pihak = semua_pihak().get(d.pemilik)
    return f"{pihak.slug if pihak else d.pemilik.removeprefix('i_')}-{d.kode}"
