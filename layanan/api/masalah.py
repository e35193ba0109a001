"""Refusals as problem+json (RFC 9457), in Indonesian sentences."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response

from inti.errors import Galat
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


def masalah(
    status: int, *, judul: str = "", rinci: str = "", bidang: dict[str, str] | None = None, jalur: str = ""
) -> Response:
    baku = JUDUL.get(status, ("Permintaan ditolak", "Permintaan tidak dapat diproses."))
    isi: dict[str, Any] = {
        "type": "about:blank",
        "title": judul or baku[0],
        "status": status,
        "detail": rinci or baku[1],
        "instance": jalur,
    }
    if bidang:
        isi["bidang"] = bidang
    return Response(isi, status=status, content_type=JENIS)


def tangani(galat: Exception, konteks: dict[str, Any]) -> Response | None:
    """For DRF: every refusal that the view did not foresee as an answer; None lets a real error be one."""
    jalur = konteks["request"].path
    if isinstance(galat, Galat):
        rinci = f"{galat.pesan} {galat.saran}".strip()
        bidang = getattr(galat, "bidang", None)
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
