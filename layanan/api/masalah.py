"""Refusals as problem+json (RFC 9457), in Indonesian sentences."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from inti.errors import Galat, TidakBerhak
from inti.middleware import basis_data_hilang

JENIS = "application/problem+json"
JUDUL: dict[int, tuple[str, str]] = {
    400: ("Permintaan tidak dapat dibaca", "Isi permintaan bukan JSON yang sah."),
    401: ("Token diperlukan", "Kirim tajuk Authorization: Bearer dengan token yang berlaku."),
    403: ("Tidak berhak", "Token atau jabatan ini tidak mempunyai hak untuk itu."),
    404: ("Tidak ditemukan", "Yang diminta tidak ada, atau tidak terlihat oleh token ini."),
    405: ("Metode tidak tersedia", "Alamat ini tidak menerima metode tersebut."),
    406: ("Bentuk jawaban tidak tersedia", "Jawaban tersedia sebagai application/json."),
    415: ("Jenis isi tidak diterima", "Kirim isi sebagai application/json."),
    422: ("Isian perlu diperbaiki", "Ada isian yang salah; lihat bidang."),
    429: ("Terlalu banyak permintaan", "Batas permintaan token ini tercapai. Tunggu sebentar."),
    503: ("Layanan sedang tidak tersedia", "Basis data tidak terjangkau. Coba beberapa saat lagi."),
}


class LangkahPribadi(TidakBerhak):
    """A step that a person takes under their own name and password, asked for with a token.

    Validation, paraf and signature are acts of the official (Perbup Tanah Laut 126/2022 Ps 1 angka 14-15, Ps 9 ayat (4)-(6)),
    access is personal and not passed on (Ps 6), and a signature counts only under the sole control of who signs
    (UU 11/2008 Ps 11 ayat (1)): an application's token never takes them, whatever the rights of its person.
    """

    judul = "Langkah ini dilakukan orangnya sendiri"
    jenis = "urn:spbe:masalah:langkah-pribadi"

    def __init__(self, label: str, *, lanjut_di: str) -> None:
        """`lanjut_di`: path of the page where the person does it."""
        super().__init__(
            f"“{label}” hanya dapat dilakukan orangnya sendiri di layar, dengan kata sandinya.",
            saran="Arahkan orang itu ke alamat pada lanjut_di; sesudahnya statusnya terbaca di sini dan terkirim lewat webhook.",
        )
        self.lanjut_di = lanjut_di


def masalah(
    status: int, *, judul: str = "", rinci: str = "", bidang: dict[str, str] | None = None, jalur: str = "",
    jenis: str = "about:blank", **tambahan: str,
) -> Response:  # fmt: skip
    """`tambahan`: further members of the document."""
    baku = JUDUL.get(status, ("Permintaan ditolak", "Permintaan tidak dapat diproses."))
    isi: dict[str, Any] = {
        "type": jenis,
        "title": judul or baku[0],
        "status": status,
        "detail": rinci or baku[1],
        "instance": jalur,
    } | tambahan
    if bidang:
        isi["bidang"] = bidang
    return Response(isi, status=status, content_type=JENIS)


def tangani(galat: Exception, konteks: dict[str, Any]) -> Response | None:
    """For DRF: every refusal that the view did not foresee as an answer; None lets a real error be one."""
    jalur = konteks["request"].path
    if isinstance(galat, Galat):
        rinci = f"{galat.pesan} {galat.saran}".strip()
        bidang = getattr(galat, "bidang", None)
        if isinstance(galat, LangkahPribadi):
            lanjut = konteks["request"].build_absolute_uri(galat.lanjut_di)
            return masalah(
                galat.status, judul=galat.judul, rinci=rinci, jalur=jalur, jenis=galat.jenis, lanjut_di=lanjut
            )
        return masalah(galat.status, judul=galat.judul, rinci=rinci, bidang=bidang, jalur=jalur)
    if isinstance(galat, Http404):
        return masalah(404, jalur=jalur)
    if isinstance(galat, PermissionDenied):
        return masalah(403, rinci=str(galat), jalur=jalur)
    if isinstance(galat, exceptions.ValidationError):
        return masalah(422, bidang=dict(_datar(galat.detail)), jalur=jalur)
    if isinstance(galat, exceptions.APIException):
        return _api(galat, jalur)
    if basis_data_hilang(galat):
        return masalah(503, jalur=jalur)
    return None


def _api(galat: exceptions.APIException, jalur: str) -> Response:
    sendiri = isinstance(galat, exceptions.AuthenticationFailed | exceptions.PermissionDenied)
    jawaban = masalah(galat.status_code, rinci=str(galat.detail) if sendiri else "", jalur=jalur)
    if tajuk := getattr(galat, "auth_header", None):
        jawaban["WWW-Authenticate"] = tajuk
    if tunggu := getattr(galat, "wait", None):
        jawaban["Retry-After"] = str(int(tunggu) + 1)
    return jawaban


def _datar(rinci: Any, awal: str = "") -> list[tuple[str, str]]:
    """{"pemohon": {"nik": ["…"]}} -> [("pemohon.nik", "…")]"""
    if isinstance(rinci, dict):
        return [x for k, v in rinci.items() for x in _datar(v, f"{awal}.{k}".strip("."))]
    if isinstance(rinci, list) and any(isinstance(r, dict | list) for r in rinci):
        return [x for n, v in enumerate(rinci) for x in _datar(v, f"{awal}.{n}".strip("."))]
    return [(awal or "isi", " ".join(map(str, rinci)) if isinstance(rinci, list) else str(rinci))]
