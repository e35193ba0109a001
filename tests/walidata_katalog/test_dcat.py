"""The catalogue as RDF against DCAT-AP 3.0 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/, sections 4.1-4.4 and 7).

Checked here: mandatory properties and how often a property may stand (from the tables of Catalogue, Dataset, Distribution, Agent,
Kind), and that values are nodes or literals as their range demands. The official SHACL shapes say the same; they are not shipped.
With SPBE_TANGKAP=<folder> the document is left there, for a SHACL processor.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitoring_center.walidata.katalog.terbuka import terbitkan_terbuka
from tests.walidata_katalog.bantu import isi_baris, terbit

# Class -> property -> (at least, at most or None, "teks" | "simpul" | "saat")
ATURAN: dict[str, dict[str, tuple[int, int | None, str]]] = {
    "dcat:Catalog": {
        "dct:title": (1, None, "teks"), "dct:description": (1, None, "teks"), "dct:publisher": (1, 1, "simpul"),
        "dcat:dataset": (1, None, "simpul"), "dct:language": (0, None, "simpul"), "foaf:homepage": (0, 1, "simpul"),
        "dcat:themeTaxonomy": (0, None, "simpul"),
    },
    "dcat:Dataset": {
        "dct:title": (1, None, "teks"), "dct:description": (1, None, "teks"), "dct:publisher": (0, 1, "simpul"),
        "dcat:contactPoint": (0, None, "simpul"), "dcat:keyword": (0, None, "teks"), "dcat:theme": (0, None, "simpul"),
        "dct:accessRights": (0, 1, "simpul"), "dct:accrualPeriodicity": (0, 1, "simpul"), "dct:conformsTo": (0, None, "simpul"),
        "dcat:landingPage": (0, None, "simpul"), "dct:issued": (0, 1, "saat"), "dct:modified": (0, 1, "saat"),
        "dcat:version": (0, 1, "teks"), "dct:identifier": (0, None, "teks"), "dcat:distribution": (0, None, "simpul"),
    },
    "dcat:Distribution": {
        "dcat:accessURL": (1, None, "simpul"), "dcat:downloadURL": (0, None, "simpul"), "dcat:mediaType": (0, 1, "simpul"),
        "dct:format": (0, 1, "simpul"), "dct:title": (0, None, "teks"), "dct:modified": (0, 1, "saat"),
    },
    "foaf:Agent": {"foaf:name": (1, None, "teks")},
    "vcard:Kind": {"vcard:fn": (1, 1, "teks")},
    "skos:Concept": {"skos:prefLabel": (1, None, "teks"), "skos:inScheme": (0, None, "simpul")},
    "skos:ConceptScheme": {"dct:title": (1, None, "teks")},
}  # fmt: skip


@pytest.fixture
def katalog(petugas: Any, kepala: Any, klien: Any) -> dict[str, Any]:
    d = terbit(petugas, kepala)
    isi_baris(d, [{"tahun": 2025, "desa": "Batulicin", "jumlah": 12}])
    terbitkan_terbuka(d)
    terbit(
        petugas,
        kepala,
        "kursus",
        nama="Peserta kursus",
        definisi="Yang lulus.",
        akses="terbatas",
        bidang="",
        klasifikasi=[],
    )
    isi: dict[str, Any] = klien("portal").get("/katalog/catalog.jsonld").json()
    if folder := os.environ.get("SPBE_TANGKAP"):
        (Path(folder) / "katalog.jsonld").write_text(json.dumps(isi))
    return isi


def simpul(isi: Any) -> Iterator[dict[str, Any]]:
    """Every typed node of the document."""
    if isinstance(isi, dict):
        if "@type" in isi and "@value" not in isi:
            yield isi
        for nama, nilai in isi.items():
            if nama != "@context":
                yield from simpul(nilai)
    elif isinstance(isi, list):
        for satu in isi:
            yield from simpul(satu)


def bentuk(nilai: Any, konteks: dict[str, str]) -> str:
    if isinstance(nilai, str):
        return "teks"
    if "@value" not in nilai:
        assert nilai.get("@id", "http").startswith("http"), nilai
        return "simpul"
    if (jenis := nilai.get("@type")) is None:
        return "teks"
    assert jenis.partition(":")[0] in konteks
    return "saat" if jenis == "xsd:dateTime" else jenis


def test_setiap_simpul_menurut_dcat_ap(katalog: dict[str, Any]) -> None:
    konteks = katalog["@context"]
    jenis = set()
    for s in simpul(katalog):
        aturan = ATURAN.get(s["@type"], {})
        jenis.add(s["@type"])
        for nama in set(s) - {"@type", "@id", "@context"}:
            assert nama.partition(":")[0] in konteks, nama
            assert nama in aturan, f"{s['@type']} tidak mempunyai {nama}"
        for nama, (paling_sedikit, paling_banyak, harap) in aturan.items():
            semua = s.get(nama, [])
            semua = [n for n in (semua if isinstance(semua, list) else [semua]) if n is not None]
            assert len(semua) >= paling_sedikit, (s["@type"], nama)
            assert paling_banyak is None or len(semua) <= paling_banyak, (s["@type"], nama)
            assert all(bentuk(n, konteks) == harap for n in semua), (s["@type"], nama, semua)
    assert {*ATURAN} <= jenis


def test_istilah_dari_kosakata_terkendali(katalog: dict[str, Any]) -> None:
    """DCAT-AP 3.0, section 9: access rights, frequency, file types and languages come from the EU's vocabularies."""
    awalan = "http://publications.europa.eu/resource/authority/"
    for d in katalog["dcat:dataset"]:
        assert d["dct:accessRights"]["@id"] in (
            f"{awalan}access-right/PUBLIC",
            f"{awalan}access-right/RESTRICTED",
        )
        assert d["dct:accrualPeriodicity"]["@id"] == f"{awalan}frequency/ANNUAL"
        assert {x["dct:format"]["@id"].removeprefix(awalan) for x in d.get("dcat:distribution", [])} <= {
            "file-type/CSV",
            "file-type/XLSX",
            "file-type/JSON",
        }
