"""Where a webhook may go: https to a public address, or to a host on the allow-list of this installation.

The name is resolved here and the connection is made to that very address, so that a second look-up cannot lead inside.
"""

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


class AlamatTerlarang(ValueError):
    """The sentence says why."""


@dataclass(frozen=True, slots=True)
class Tujuan:
    """`ip`: connect here. `host`: certificate, SNI and Host header."""

    skema: str
    host: str
    port: int
    ip: str
    jalur: str


def _publik(ip: str) -> bool:
    alamat = ipaddress.ip_address(ip)
    dalam = getattr(alamat, "ipv4_mapped", None) or alamat
    return dalam.is_global and not dalam.is_multicast


def periksa_bentuk(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and path with query. Raises AlamatTerlarang. No look-up."""
    try:
        bagian = urlsplit(url)
        port = bagian.port
    except ValueError as galat:
        raise AlamatTerlarang("Alamat tidak dapat dibaca.") from galat
    host = (bagian.hostname or "").rstrip(".").lower()
    diizinkan = f"{host}:{port}" if port else host
    if not host or bagian.username or bagian.password or bagian.fragment or not url.isascii():
        raise AlamatTerlarang(
            "Tulis alamat lengkap seperti https://aplikasi.example/kait, tanpa nama dan sandi."
        )
    bebas = diizinkan in settings.SPBE_WEBHOOK_HOST
    if bagian.scheme != "https" and not (bebas and bagian.scheme == "http"):
        raise AlamatTerlarang("Alamat webhook harus https.")
    jalur = (bagian.path or "/") + (f"?{bagian.query}" if bagian.query else "")
    return bagian.scheme, host, port or (443 if bagian.scheme == "https" else 80), jalur


def periksa(url: str) -> Tujuan:
    """The address to connect to. Raises AlamatTerlarang; every address of the name must be public."""
    skema, host, port, jalur = periksa_bentuk(url)
    try:
        semua = {str(i[4][0]) for i in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as galat:
        raise AlamatTerlarang("Nama host tidak ditemukan.") from galat
    bebas = host in settings.SPBE_WEBHOOK_HOST or f"{host}:{port}" in settings.SPBE_WEBHOOK_HOST
    if not semua or not (bebas or all(map(_publik, semua))):
        raise AlamatTerlarang("Alamat ini menuju jaringan dalam; webhook hanya ke alamat publik.")
    return Tujuan(skema, host, port, sorted(semua)[0], jalur)
