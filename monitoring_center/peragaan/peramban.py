"""A small browser for the check: one person, one host, real HTTP, forms with their CSRF token."""

import re
from html import unescape
from typing import Any

import httpx
from django.conf import settings

from monitoring_center.peragaan.orang import SANDI


class LangkahGagal(AssertionError):
    """A step of the check did not go as promised."""


def pastikan(benar: Any, pesan: str) -> None:
    if not benar:
        raise LangkahGagal(pesan)


class Peramban:
    """Sends to 127.0.0.1 with the Host header of `situs` ("" is the portal)."""

    def __init__(self, port: int, situs: str) -> None:
        self.host = f"{situs}.{settings.SPBE_DOMAIN}" if situs else settings.SPBE_DOMAIN
        self.http = httpx.Client(
            base_url=f"http://127.0.0.1:{port}",
            headers={"Host": f"{self.host}:{port}"},
            timeout=30,
            trust_env=False,
        )

    def buka(self, jalur: str, *, harap: int = 200) -> httpx.Response:
        jawaban = self.http.get(_jalur(jalur))
        pastikan(
            jawaban.status_code == harap, f"GET {self.host}{jalur}: {jawaban.status_code}, seharusnya {harap}"
        )
        return jawaban

    def kirim(
        self, jalur: str, data: dict[str, Any], *, dari: str = "", harap: int = 302, **lain: Any
    ) -> httpx.Response:
        """POST with the CSRF token of page `dari` (default: the page itself)."""
        halaman = self.http.get(_jalur(dari or jalur))
        isian = data | {"csrfmiddlewaretoken": token_dari(halaman.text)}
        jawaban = self.http.post(_jalur(jalur), data=isian, **lain)
        pastikan(
            jawaban.status_code == harap,
            f"POST {self.host}{jalur}: {jawaban.status_code}, seharusnya {harap}. {galat_dari(jawaban.text)}",
        )
        return jawaban

    def masuk(self, surel: str) -> "Peramban":
        self.kirim("/akun/login/", {"login": surel, "password": SANDI})
        return self

    def tutup(self) -> None:
        self.http.close()


def _jalur(alamat: str) -> str:
    """Path and query of an address; redirects may be absolute."""
    return httpx.URL(alamat).raw_path.decode()


def token_dari(html: str) -> str:
    cocok = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    pastikan(cocok, "halaman tidak memuat formulir (token CSRF)")
    assert cocok is not None
    return cocok[1]


def galat_dari(html: str) -> str:
    """The first sentences that the page marks as errors."""
    temuan = re.findall(r'class="[^"]*(?:invalid-feedback|alert-danger|galat)[^"]*"[^>]*>(.*?)</', html, re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>|\s+", " ", t)).strip() for t in temuan[:5])
