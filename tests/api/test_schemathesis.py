"""Everything that the OpenAPI document allows, thrown at the API in this process: no 5xx, and refusals are problem+json.

Bounded and derandomised: the same cases on every machine. Each case runs in the test's own transaction.
"""

import json
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings

from layanan.api.autentikasi import LajuToken
from layanan.api.views.skema import skema
from layanan.enums import Status
from tests.layanan.bantu import sampai
from tests.walidata_dataset.bantu import berkas_csv, buat_dataset
from tests.walidata_dataset.bantu import kirim as kirim_data

CONTOH = 12
OPERASI = sorted((j, m.upper()) for j, isi in skema()["paths"].items() for m in isi)


@pytest.fixture
def sasaran(aplikasi: Any, orang: Any, instansi_a: Any, di: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(LajuToken, "rate", "100000/min")
    with di(instansi_a):
        p = sampai(Status.DITANDATANGANI, orang)
        d = p.dokumen.get()
    nyata = {"permohonan": str(p.uuid), "dokumen": str(d.uuid), "kode": p.kode_lacak}
    return aplikasi(orang.fo), nyata


@pytest.fixture
def sasaran_data(
    aplikasi: Any, buat_orang: Any, instansi_a: Any, di: Any, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """The walidata officer, with a dataset that has a refused version."""
    monkeypatch.setattr(LajuToken, "rate", "100000/min")
    petugas = buat_orang("pengelola_data", di=instansi_a)
    with di(instansi_a):
        d = buat_dataset()
        v = kirim_data(d, petugas, berkas_csv([("", "x", "kapan")]))
    return aplikasi(petugas), {"dataset": d.kode, "versi": str(v.uuid)}


@pytest.mark.parametrize(("jalur", "metode"), OPERASI, ids=lambda n: n.replace("/api/v1/", ""))
def test_tidak_ada_galat_peladen(request: pytest.FixtureRequest, jalur: str, metode: str) -> None:
    app, nyata = request.getfixturevalue("sasaran_data" if "/dataset/" in jalur else "sasaran")
    operasi = schemathesis.openapi.from_dict(skema())[jalur][metode]
    dicoba = []

    @settings(
        max_examples=CONTOH,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(kasus=operasi.as_strategy())
    def coba(kasus: Any) -> None:
        for asli in (False, True):  # with invented identifiers, then with real ones
            jawaban = kirim(app, kasus, nyata if asli else {})
            dicoba.append(jawaban.status_code)
            if jawaban.streaming:
                assert jawaban.getvalue().startswith(b"%PDF")
            assert jawaban.status_code < 500, (metode, jalur, kasus.path_parameters, kasus.query, kasus.body)
            if jawaban.status_code >= 400 and jawaban.headers["Content-Type"] != "text/plain; charset=utf-8":
                masalah = json.loads(jawaban.content)
                assert jawaban["Content-Type"] == "application/problem+json"
                assert masalah["status"] == jawaban.status_code

    coba()
    assert dicoba


def kirim(app: Any, kasus: Any, nyata: dict[str, str]) -> Any:
    """The case as a request; path parameters replaced by real ones where there are such."""
    from urllib.parse import quote

    parameter = dict(kasus.path_parameters or {})
    for awal, nama in (("lacak", "kode"), ("/dataset/", "dataset")):
        if nama in nyata and awal in kasus.path:
            parameter["kode"] = nyata[nama]
    if "versi" in nyata and "/versi/{uuid}" in kasus.path:
        parameter["uuid"] = nyata["versi"]
    for nama in ("permohonan", "dokumen"):
        if nama in nyata and f"/{nama}/{{uuid}}" in kasus.path:
            parameter["uuid"] = nyata[nama]
    jalur = kasus.path
    for nama, nilai in parameter.items():
        jalur = jalur.replace(f"{{{nama}}}", quote(str(nilai), safe=""))
    tajuk = {k: v for k, v in (kasus.headers or {}).items() if k.lower() != "authorization"}
    isi = json.dumps(kasus.body) if isinstance(kasus.body, dict | list | str | int | float | bool) else "{"
    jenis = kasus.media_type or "application/json"
    if jenis != "application/json":
        isi = kasus.body if isinstance(kasus.body, bytes) else str(kasus.body or "")
    return app.klien.generic(
        kasus.method.upper(),
        jalur,
        isi if kasus.method.upper() == "POST" else "",
        jenis,
        query_params=kasus.query or {},
        headers=app.tajuk
        | {k: str(v).encode("latin-1", "replace").decode("latin-1") for k, v in tajuk.items()},
    )


@pytest.mark.parametrize(
    "isi",
    [
        "", "{", "[]", "null", "1", '"a"', '{"a":' * 2000, '{"isi": "\\u0000"}', '{"isi": "\\ud800"}', '{"isi": NaN}',
        '{"isi": 1e999}', "\x00",
    ],
)  # fmt: skip
@pytest.mark.parametrize("jalur", ["permohonan/", "dokumen/periksa/", "webhook/"])
def test_isi_yang_bukan_json_sah(sasaran: Any, jalur: str, isi: str) -> None:
    app, _ = sasaran
    jawaban = app.klien.post(f"/api/v1/{jalur}", isi, "application/json", headers=app.tajuk)
    assert jawaban.status_code in (400, 422)
    assert jawaban["Content-Type"] == "application/problem+json"
