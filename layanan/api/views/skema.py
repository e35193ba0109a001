"""The OpenAPI document, and a page that shows it without anybody else's script."""

import functools
import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings

from inti.akun.akses import publik
from inti.permintaan import Permintaan
from layanan.api.tambahan import ENUM

SETELAN = {
    "TITLE": "API layanan SPBE",
    "DESCRIPTION": "Katalog, permohonan, dokumen, pelacakan, webhook, dataset sendiri, dan data instansi lain yang diizinkan. "
    "Setiap permintaan memakai tajuk Authorization: Bearer dengan token dari administrator instansi. "
    "Penolakan dijawab sebagai application/problem+json.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.0.3",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
}
ENUM_SENDIRI = {
    "StatusPermohonan": "layanan.enums.Status.choices",
    "StatusSyarat": "layanan.enums.StatusSyarat.choices",
    "StatusDokumen": "layanan.enums.StatusDokumen.choices",
    "Kanal": "layanan.enums.Kanal.choices",
    "KanalMasuk": "layanan.api.bentuk.KANAL_MASUK",
}
METODE = ("get", "post", "delete")


@functools.cache
def skema() -> dict[str, Any]:
    """The same for every instansi; made once per process."""
    with patched_settings(SETELAN | {"ENUM_NAME_OVERRIDES": ENUM_SENDIRI | ENUM}):
        return SchemaGenerator(urlconf="layanan.api.urls.skema").get_schema(public=True)


@publik
@require_safe
def skema_json(request: Permintaan) -> HttpResponse:
    return HttpResponse(
        json.dumps(skema(), ensure_ascii=False), content_type="application/vnd.oai.openapi+json"
    )


@publik
@require_safe
def halaman(request: Permintaan) -> HttpResponse:
    s = skema()
    kelompok: dict[str, list[dict[str, Any]]] = {}
    for jalur, isi in s["paths"].items():
        for metode in METODE:
            if metode in isi:
                kelompok.setdefault(isi[metode]["tags"][0], []).append(_operasi(metode, jalur, isi[metode]))
    return render(request, "api/skema.html", {"info": s["info"], "kelompok": kelompok.items()})


def _operasi(metode: str, jalur: str, isi: dict[str, Any]) -> dict[str, Any]:
    return {
        "metode": metode.upper(),
        "jalur": jalur,
        "ringkas": isi["summary"],
        "keterangan": isi.get("description", ""),
        "parameter": isi.get("parameters", []),
        "contoh_kirim": _contoh(isi.get("requestBody", {}).get("content", {})),
        "contoh_jawab": next(
            (
                c
                for kode, j in isi["responses"].items()
                if kode < "300" and (c := _contoh(j.get("content", {})))
            ),
            "",
        ),
        "jawaban": [(kode, j.get("description", "")) for kode, j in isi["responses"].items()],
    }


def _contoh(isi: dict[str, Any]) -> str:
    for jenis in isi.values():
        for contoh in jenis.get("examples", {}).values():
            return json.dumps(contoh["value"], ensure_ascii=False, indent=2)
    return ""
