"""The JSON form of a service, as a JSON Schema, and a checker that says what is wrong where, in the reader's words.

Only the keywords that SKEMA uses are understood: type, properties, required, additionalProperties, items, enum, pattern,
minLength, maxLength, minimum, maximum, minItems, maxItems. The document is served at /katalog/skema.json.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..dokumen.susun import KERTAS as KERTAS_TERSEDIA
from ..enums import BentukSyarat, Kanal, SatuanWaktu
from ..forms.isian import PEMBUAT
from ..standar import TEKS

FORMAT = "spbe.layanan/1"
TIPE_ISIAN = tuple(PEMBUAT)
JENIS = (
    "legalisasi", "registrasi", "keterangan", "pengantar", "rekomendasi", "dispensasi", "persetujuan",
    "kependudukan", "pendampingan", "evaluasi", "fasilitasi", "informasi", "verifikasi", "lainnya",
)  # fmt: skip
PEMOHON = ("warga", "aparat_desa")
PENANDA = ("penanggung_jawab", "koordinator", "pelaksana")
PEMARAF = ("koordinator", "penanggung_jawab")
SATUAN_MASA = ("hari", "hari_kerja", "minggu", "bulan", "tahun", "kegiatan", "tahap")
KERTAS = tuple(k for k in ("A4", "F4") if k in KERTAS_TERSEDIA)

_TEKS = {"type": "string", "maxLength": 300}


def _objek(**sifat: Any) -> dict[str, Any]:
    return {"type": "object", "properties": sifat, "required": list(sifat), "additionalProperties": False}


def _daftar(isi: dict[str, Any], **lain: Any) -> dict[str, Any]:
    return {"type": "array", "items": isi} | lain


def _bidang() -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {
            "nama": {"type": "string", "pattern": "^[a-z][a-z0-9_]{0,39}$"},
            "label": {"type": "string", "minLength": 2, "maxLength": 160},
            "tipe": {"type": "string", "enum": list(TIPE_ISIAN)},
            "wajib": {"type": "boolean"},
            "pilihan": _daftar({"type": "string", "minLength": 1, "maxLength": 120}, minItems=1, maxItems=60),
        },
        "required": ["nama", "label", "tipe", "wajib"],
        "additionalProperties": False,
    }


LAYANAN: dict[str, Any] = _objek(
    kode={"type": "string", "pattern": "^[A-Z][A-Z0-9]{1,7}(-[A-Z0-9]{1,7})?$"},
    nama={"type": "string", "minLength": 5, "maxLength": 160},
    jenis={"type": "string", "enum": list(JENIS)},
    seksi=_objek(kode={"type": "string", "maxLength": 12}, nama={"type": "string", "maxLength": 120}),
    pemohon=_daftar({"type": "string", "enum": list(PEMOHON)}, minItems=1),
    kanal=_daftar({"type": "string", "enum": list(Kanal.values)}, minItems=1),
    persyaratan=_daftar(
        _objek(
            kode={"type": "string", "minLength": 1, "maxLength": 24},
            nama={"type": "string", "minLength": 3, "maxLength": 200},
            wajib={"type": "boolean"},
            bentuk={"type": "string", "enum": list(BentukSyarat.values)},
            harus_diunggah={"type": "boolean"},
        ),
        minItems=1,
        maxItems=40,
    ),
    isian=_daftar(_bidang(), maxItems=60),
    isian_seksi=_daftar(_bidang(), maxItems=20),
    waktu=_objek(
        nilai={"type": "integer", "minimum": 1, "maximum": 999},
        satuan={"type": "string", "enum": list(SatuanWaktu.values)},
    ),
    biaya=_objek(
        nilai={"type": "integer", "minimum": 0, "maximum": 2_000_000_000},
        keterangan={"type": "string", "maxLength": 160},
    ),
    masa_berlaku=_objek(
        nilai={"type": "integer", "minimum": 1, "maximum": 999},
        satuan={"type": "string", "enum": list(SATUAN_MASA)},
    )
    | {"type": ["object", "null"]},
    dasar_hukum=_daftar(_TEKS | {"minLength": 3}, minItems=1, maxItems=30),
    pelimpahan=_TEKS,
    hasil=_objek(
        keluaran={"type": "string", "minLength": 3, "maxLength": 120},
        perlu_ttd={"type": "boolean"},
        penerbit_luar={"type": "string", "maxLength": 60},
    ),
    alur=_objek(
        penandatangan=_daftar({"type": "string", "enum": list(PENANDA)}, maxItems=3),
        rantai_paraf=_daftar({"type": "string", "enum": list(PEMARAF)}, maxItems=2),
        tinjau_lapangan={"type": "boolean"},
    ),
    luar_wilayah=_objek(terbuka={"type": "boolean"}, alasan={"type": "string", "maxLength": 200}),
    surat=_objek(
        templat={"type": "string", "minLength": 1, "maxLength": 16},
        klasifikasi={"type": "string", "pattern": r"^[0-9]{3}(\.[0-9]{1,3}){0,5}$"},
        kertas={"type": "string", "enum": list(KERTAS)},
        tembusan=_daftar(_TEKS, maxItems=15),
    ),
    komponen={
        "type": "object",
        "properties": {k: {"type": "string", "maxLength": 3000} for k in TEKS},
        "required": [],
        "additionalProperties": False,
    },
    catatan={"type": "string", "maxLength": 2000},
)
SKEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Standar pelayanan untuk dipertukarkan antarinstansi",
    **_objek(
        format={"type": "string", "enum": [FORMAT]},
        asal={"type": "object", "properties": {}, "required": []},
        layanan=_daftar(LAYANAN, minItems=1, maxItems=200),
    ),
}
JENIS_JSON: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "boolean": (bool,), "array": (list,), "object": (dict,), "null": (type(None),),
}  # fmt: skip
SEBUTAN = {
    "string": "teks", "integer": "bilangan bulat", "boolean": "true atau false", "array": "daftar", "object": "objek",
    "null": "null",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Salah:
    """One error: where (`layanan[2].isian[0].tipe`) and what."""

    jalur: str
    pesan: str


def periksa_bentuk(nilai: Any, skema: dict[str, Any], jalur: str = "") -> Iterator[Salah]:
    """Everything in which the value departs from the schema, in the order of the document."""
    jenis = skema["type"] if isinstance(skema["type"], list) else [skema["type"]]
    if not any(_sejenis(nilai, j) for j in jenis):
        yield Salah(jalur or "berkas", f"harus berupa {' atau '.join(SEBUTAN[j] for j in jenis)}.")
    elif isinstance(nilai, dict):
        yield from _periksa_objek(nilai, skema, jalur)
    elif isinstance(nilai, list):
        yield from _periksa_daftar(nilai, skema, jalur)
    elif isinstance(nilai, str):
        yield from _periksa_teks(nilai, skema, jalur)
    elif isinstance(nilai, int) and not skema.get("minimum", nilai) <= nilai <= skema.get("maximum", nilai):
        yield Salah(jalur, f"harus antara {skema.get('minimum')} dan {skema.get('maximum')}, bukan {nilai}.")


def _sejenis(nilai: Any, jenis: str) -> bool:
    if isinstance(nilai, bool):
        return jenis == "boolean"
    return isinstance(nilai, JENIS_JSON[jenis])


def _periksa_objek(nilai: dict[str, Any], skema: dict[str, Any], jalur: str) -> Iterator[Salah]:
    awalan = f"{jalur}." if jalur else ""
    for nama in skema["required"]:
        if nama not in nilai:
            yield Salah(awalan + nama, "wajib ada.")
    for nama, isi in nilai.items():
        sifat = skema["properties"].get(nama)
        if sifat is not None:
            yield from periksa_bentuk(isi, sifat, awalan + nama)
        elif skema.get("additionalProperties") is False:
            dikenal = ", ".join(skema["properties"])
            yield Salah(awalan + str(nama)[:60], f"tidak dikenal; yang ada: {dikenal}.")


def _periksa_daftar(nilai: list[Any], skema: dict[str, Any], jalur: str) -> Iterator[Salah]:
    if len(nilai) < skema.get("minItems", 0):
        yield Salah(jalur, f"paling sedikit {skema['minItems']} butir.")
    if len(nilai) > skema.get("maxItems", len(nilai)):
        yield Salah(jalur, f"paling banyak {skema['maxItems']} butir, bukan {len(nilai)}.")
        return
    for i, isi in enumerate(nilai):
        yield from periksa_bentuk(isi, skema["items"], f"{jalur}[{i}]")


def _periksa_teks(nilai: str, skema: dict[str, Any], jalur: str) -> Iterator[Salah]:
    if "\x00" in nilai:
        yield Salah(jalur, "memuat huruf yang tidak dapat disimpan.")
    elif "enum" in skema and nilai not in skema["enum"]:
        yield Salah(jalur, f"“{nilai[:40]}” bukan salah satu dari {', '.join(skema['enum'])}.")
    elif len(nilai.strip()) < skema.get("minLength", 0):
        yield Salah(jalur, f"paling sedikit {skema['minLength']} huruf.")
    elif len(nilai) > skema.get("maxLength", len(nilai)):
        yield Salah(jalur, f"paling panjang {skema['maxLength']} huruf, bukan {len(nilai)}.")
    elif "pattern" in skema and not re.fullmatch(skema["pattern"], nilai):
        yield Salah(jalur, f"“{nilai[:40]}” tidak sesuai pola {skema['pattern']}.")
