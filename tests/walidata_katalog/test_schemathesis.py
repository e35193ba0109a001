"""Everything that the portal's OpenAPI document allows, thrown at the catalogue: no 5xx, and answers have the written shape."""

import json
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from monitoring_center.walidata.katalog.openapi import skema
from monitoring_center.walidata.katalog.terbuka import terbitkan_terbuka
from tests.walidata_katalog.bantu import isi_baris, terbit

CONTOH = 15
JALUR = sorted(skema()["paths"])


@pytest.fixture
def sasaran(petugas: Any, kepala: Any, klien: Any) -> Any:
    d = terbit(petugas, kepala)
    isi_baris(d, [{"tahun": 2025, "desa": "Batulicin", "jumlah": n} for n in (3, 12, 20)])
    terbitkan_terbuka(d)
    return klien("portal"), d


def sah(jawaban: Any, jalur: str) -> None:
    """The body against the schema of its status."""
    isi = jawaban.getvalue()  # also ends a streamed one
    bentuk = skema()["paths"][jalur]["get"]["responses"].get(str(jawaban.status_code), {}).get("content", {})
    for jenis, satu in bentuk.items():
        if "json" in jenis:
            utuh = satu["schema"] | {"components": skema()["components"]}
            Draft202012Validator(utuh).validate(json.loads(isi))


@pytest.mark.parametrize("jalur", JALUR)
def test_tidak_ada_galat_peladen(sasaran: Any, jalur: str) -> None:
    portal, d = sasaran
    operasi = schemathesis.openapi.from_dict(skema())[jalur]["GET"]
    asli = {"id": f"uji-a-{d.kode}", "resource_id": str(d.uuid), "name": "package_list"}

    @settings(
        max_examples=CONTOH, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(kasus=operasi.as_strategy())
    def coba(kasus: Any) -> None:
        for nyata in ({}, asli):
            uuid = str(d.uuid) if nyata else str((kasus.path_parameters or {}).get("uuid", ""))
            tanya = {k: str(v) for k, v in (kasus.query or {}).items()}
            tanya |= {k: v for k, v in nyata.items() if k in tanya}
            jawaban = portal.get(jalur.replace("{uuid}", quote(uuid, safe="")), tanya)
            assert jawaban.status_code < 500, (jalur, tanya)
            sah(jawaban, jalur)

    coba()


@pytest.mark.parametrize("jalur", JALUR)
def test_contoh_dalam_dokumen_dijawab(sasaran: Any, jalur: str) -> None:
    portal, d = sasaran
    operasi = skema()["paths"][jalur]["get"]
    assert operasi["summary"]
    contoh = {
        p["name"]: p["example"]
        for p in operasi.get("parameters", [])
        if p["in"] == "query" and "example" in p
    }
    nyata = {
        "id": f"uji-a-{d.kode}",
        "resource_id": str(d.uuid),
        "filters": '{"desa": "Batulicin"}',
        "sort": "jumlah desc",
    }
    contoh |= {k: v for k, v in nyata.items() if k in contoh}
    jawaban = portal.get(jalur.replace("{uuid}", str(d.uuid)), contoh)
    assert jawaban.status_code == 200, contoh
    sah(jawaban, jalur)


def test_dokumen_tersedia(klien: Any) -> None:
    portal = klien("portal")
    jawaban = portal.get("/api/3/skema/")
    assert jawaban["Content-Type"] == "application/vnd.oai.openapi+json"
    assert set(jawaban.json()["paths"]) == set(JALUR)
    assert "/api/3/skema/" in portal.get("/katalog/").content.decode()
