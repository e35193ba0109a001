"""A version of a service as data: what is exported, compared and checked; and back again to rows."""

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from ..dokumen.peta import PETA_TEMPLAT
from ..models import Layanan, Persyaratan, Seksi
from ..surat import klasifikasi
from .skema import LAYANAN, Salah, periksa_bentuk

KUNCI_BIDANG = ("nama", "label", "tipe", "wajib", "pilihan")


def _bidang(daftar: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{k: b[k] for k in KUNCI_BIDANG if k in b} for b in daftar]


def naskah(x: Layanan) -> dict[str, Any]:
    """Everything that makes the standard of this version; not its number, its state or who made it."""
    return {
        "kode": x.kode,
        "nama": x.nama,
        "jenis": x.jenis,
        "seksi": {"kode": x.seksi.kode, "nama": x.seksi.nama},
        "pemohon": list(x.pemohon),
        "kanal": list(x.kanal),
        "persyaratan": [
            {
                "kode": s.kode,
                "nama": s.nama,
                "wajib": s.wajib,
                "bentuk": s.bentuk,
                "harus_diunggah": s.harus_diunggah,
            }
            for s in x.persyaratan.all()
        ],
        "isian": _bidang(x.isian),
        "isian_seksi": _bidang(x.isian_seksi),
        "waktu": {"nilai": x.waktu_nilai, "satuan": x.waktu_satuan},
        "biaya": {"nilai": x.biaya, "keterangan": x.biaya_keterangan},
        "masa_berlaku": (
            {"nilai": x.masa_berlaku_nilai, "satuan": x.masa_berlaku_satuan} if x.masa_berlaku_nilai else None
        ),
        "dasar_hukum": list(x.dasar_hukum),
        "pelimpahan": x.pelimpahan,
        "hasil": {"keluaran": x.keluaran, "perlu_ttd": x.perlu_ttd, "penerbit_luar": x.penerbit_luar},
        "alur": {
            "penandatangan": list(x.penandatangan),
            "rantai_paraf": list(x.rantai_paraf),
            "tinjau_lapangan": x.tinjau_lapangan,
        },
        "luar_wilayah": {"terbuka": x.luar_wilayah, "alasan": x.alasan_luar_wilayah},
        "surat": {
            "templat": x.templat,
            "klasifikasi": x.kode_klasifikasi,
            "kertas": x.kertas,
            "tembusan": list(x.tembusan),
        },
        "komponen": dict(x.komponen),
        "catatan": x.catatan,
    }


def sidik(x: Layanan) -> str:
    """Equal for equal standards: what an editor saw is still what is stored."""
    return sha256(json.dumps(naskah(x), sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:24]


def kolom(d: dict[str, Any]) -> dict[str, Any]:
    """Columns of Layanan from a checked declaration (without `seksi`, state and requirements)."""
    masa = d["masa_berlaku"] or {}
    rantai = list(d["alur"]["rantai_paraf"]) if d["hasil"]["perlu_ttd"] else []
    return {
        **{k: d[k] for k in ("kode", "nama", "jenis", "pemohon", "kanal", "isian", "isian_seksi")},
        "waktu_nilai": d["waktu"]["nilai"],
        "waktu_satuan": d["waktu"]["satuan"],
        "biaya": d["biaya"]["nilai"],
        "biaya_keterangan": d["biaya"]["keterangan"],
        "masa_berlaku_nilai": masa.get("nilai"),
        "masa_berlaku_satuan": masa.get("satuan", ""),
        "dasar_hukum": d["dasar_hukum"],
        "pelimpahan": d["pelimpahan"],
        "keluaran": d["hasil"]["keluaran"],
        "perlu_ttd": d["hasil"]["perlu_ttd"],
        "penerbit_luar": d["hasil"]["penerbit_luar"],
        "penandatangan": d["alur"]["penandatangan"] if d["hasil"]["perlu_ttd"] else [],
        "rantai_paraf": rantai,
        "perlu_paraf": bool(rantai),
        "tinjau_lapangan": d["alur"]["tinjau_lapangan"],
        "luar_wilayah": d["luar_wilayah"]["terbuka"],
        "alasan_luar_wilayah": d["luar_wilayah"]["alasan"],
        "templat": d["surat"]["templat"],
        "kode_klasifikasi": d["surat"]["klasifikasi"],
        "kertas": d["surat"]["kertas"],
        "tembusan": d["surat"]["tembusan"],
        "komponen": {k: v for k, v in d["komponen"].items() if v.strip()},
        "catatan": d["catatan"],
    }


def baris_syarat(layanan: Layanan, daftar: Iterable[dict[str, Any]]) -> list[Persyaratan]:
    return [Persyaratan(layanan=layanan, urutan=i, **s) for i, s in enumerate(daftar, 1)]


def periksa(d: Any, *, jalur: str = "", seksi: set[str] | None = None) -> list[Salah]:
    """What keeps this declaration from being a standard: its form first, then what the parts say about each other.

    `seksi`: the codes that exist here; None leaves that to whoever maps them.
    """
    salah = list(periksa_bentuk(d, LAYANAN, jalur))
    if salah:
        return salah
    awalan = f"{jalur}." if jalur else ""
    return [Salah(awalan + s.jalur, s.pesan) for s in _isi(d, seksi)]


def _isi(d: dict[str, Any], seksi: set[str] | None) -> Iterator[Salah]:
    if seksi is not None and d["seksi"]["kode"] not in seksi:
        yield Salah("seksi.kode", f"seksi “{d['seksi']['kode']}” tidak ada di instansi ini.")
    yield from _sekali("persyaratan", "kode", d["persyaratan"])
    yield from _sekali("isian", "nama", [*d["isian"], *d["isian_seksi"]])
    for bagian in ("isian", "isian_seksi"):
        for i, b in enumerate(d[bagian]):
            if b["tipe"] == "pilihan" and not b.get("pilihan"):
                yield Salah(f"{bagian}[{i}].pilihan", "tipe pilihan memerlukan paling sedikit satu pilihan.")
            if b["tipe"] != "pilihan" and "pilihan" in b:
                yield Salah(f"{bagian}[{i}].pilihan", f"tipe {b['tipe']} tidak memakai pilihan.")
            if len(set(b.get("pilihan", []))) < len(b.get("pilihan", [])):
                yield Salah(f"{bagian}[{i}].pilihan", "ada pilihan yang sama dua kali.")
    yield from _alur(d)
    if not d["luar_wilayah"]["terbuka"] and not d["luar_wilayah"]["alasan"].strip():
        yield Salah("luar_wilayah.alasan", "sebutkan mengapa hanya warga wilayah ini yang dilayani (Ps 7).")
    if d["surat"]["templat"] not in PETA_TEMPLAT:
        yield Salah("surat.templat", f"templat surat “{d['surat']['templat']}” tidak ada.")
    if d["surat"]["klasifikasi"] not in klasifikasi.semua():
        yield Salah(
            "surat.klasifikasi", f"kode klasifikasi “{d['surat']['klasifikasi']}” tidak ada dalam daftar."
        )


def _alur(d: dict[str, Any]) -> Iterator[Salah]:
    ttd, rantai = d["alur"]["penandatangan"], d["alur"]["rantai_paraf"]
    if not d["hasil"]["perlu_ttd"]:
        if not d["hasil"]["penerbit_luar"].strip():
            yield Salah("hasil.penerbit_luar", "sebutkan siapa yang menerbitkan hasil layanan ini.")
        if ttd or rantai:
            yield Salah(
                "alur", "hasil yang diterbitkan pihak lain tidak diparaf dan tidak ditandatangani di sini."
            )
        return
    if not ttd:
        yield Salah("alur.penandatangan", "pilih paling sedikit satu penanda tangan.")
    if len(set(ttd)) < len(ttd) or len(set(rantai)) < len(rantai):
        yield Salah("alur", "jabatan yang sama tidak disebut dua kali.")
    if ttd and ttd[0] in rantai:
        yield Salah(
            "alur.rantai_paraf", "penanda tangan utama tidak memaraf surat yang akan ditandatanganinya."
        )
    if set(ttd) and set(ttd) <= set(rantai):
        yield Salah("alur.penandatangan", "harus ada penanda tangan yang tidak ikut memaraf.")


def _sekali(bagian: str, kunci: str, daftar: list[dict[str, Any]]) -> Iterator[Salah]:
    tampak: set[str] = set()
    for i, b in enumerate(daftar):
        if b[kunci] in tampak:
            yield Salah(f"{bagian}[{i}].{kunci}", f"“{b[kunci]}” dipakai dua kali.")
        tampak.add(b[kunci])


def kode_seksi() -> set[str]:
    return set(Seksi.objects.values_list("kode", flat=True))
