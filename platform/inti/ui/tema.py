"""Theme of the kabupaten: two colours and a crest from `settings.SPBE_TEMA`, turned into CSS variables.

Whatever colours are configured, text stays readable: the primary colour is darkened until white text on it
has enough contrast (WCAG 2.2, 1.4.3), and lightened for the dark theme in the same way.
"""

import hashlib
import re
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

HEKSA = re.compile(r"#[0-9a-fA-F]{6}")
LAMBANG_BAKU = "ui/lambang.svg"
PUTIH, HITAM = (255, 255, 255), (0, 0, 0)
LATAR_GELAP = (23, 33, 35)  # --w-muka of the dark theme in token.css
RGB = tuple[int, int, int]


@dataclass(frozen=True)
class Tema:
    nama: str = "Kabupaten"
    utama: str = "#0f5c63"
    aksen: str = "#c98a1b"
    lambang: str = LAMBANG_BAKU  # static path of the crest

    @property
    def singkat(self) -> str:
        """Tanah Bumbu"""
        return self.nama.removeprefix("Kabupaten ").removeprefix("Kota ")

    def __post_init__(self) -> None:
        for nama in ("utama", "aksen"):
            if not HEKSA.fullmatch(getattr(self, nama)):
                raise ImproperlyConfigured(f"SPBE_TEMA[{nama!r}] must be a colour like #0f5c63")


def tema_kini() -> Tema:
    """From SPBE_TEMA and SPBE_KABUPATEN; empty values are defaults, unknown keys a configuration error."""
    isi: dict[str, Any] = {"nama": getattr(settings, "SPBE_KABUPATEN", "")}
    isi |= getattr(settings, "SPBE_TEMA", {})
    asing = isi.keys() - {f.name for f in fields(Tema)}
    if asing:
        raise ImproperlyConfigured(f"SPBE_TEMA: unknown keys {sorted(asing)}")
    return Tema(**{k: v for k, v in isi.items() if v})


def rgb(heksa: str) -> RGB:
    return int(heksa[1:3], 16), int(heksa[3:5], 16), int(heksa[5:7], 16)


def heksa(warna: RGB) -> str:
    return "#{:02x}{:02x}{:02x}".format(*warna)


def campur(a: RGB, b: RGB, bagian_b: float) -> RGB:
    r, g, bl = (round(x + (y - x) * bagian_b) for x, y in zip(a, b, strict=True))
    return r, g, bl


def luminans(warna: RGB) -> float:
    def linear(k: int) -> float:
        s = k / 255
        return s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4

    r, g, b = map(linear, warna)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def kontras(a: RGB, b: RGB) -> float:
    """Contrast ratio of WCAG, 1 to 21."""
    terang, gelap = sorted((luminans(a), luminans(b)), reverse=True)
    return (terang + 0.05) / (gelap + 0.05)


def sampai_terbaca(warna: RGB, di_atas: RGB, menuju: RGB, rasio: float = 4.5) -> RGB:
    """The colour moved towards `menuju` in small steps until its contrast with `di_atas` is enough."""
    for langkah in range(21):
        calon = campur(warna, menuju, langkah / 20)
        if kontras(calon, di_atas) >= rasio:
            return calon
    return menuju


def variabel(tema: Tema) -> tuple[dict[str, str], dict[str, str]]:
    """CSS variables of the light and of the dark theme."""
    utama, aksen = rgb(tema.utama), rgb(tema.aksen)
    isi = sampai_terbaca(utama, PUTIH, HITAM, 5.5)
    aksen_teks = sampai_terbaca(aksen, campur(aksen, PUTIH, 0.88), HITAM, 5)
    bersama = {
        "w-utama": heksa(isi),
        "w-utama-tua": heksa(campur(isi, HITAM, 0.22)),
        "w-utama-rgb": "{}, {}, {}".format(*isi),
        "w-aksen": heksa(aksen),
        "w-atas-aksen": heksa(sampai_terbaca(campur(aksen, HITAM, 0.75), aksen, HITAM)),
    }
    terang = bersama | {
        "w-utama-teks": heksa(isi),
        "w-utama-muda": heksa(campur(isi, PUTIH, 0.91)),
        "w-utama-garis": heksa(campur(isi, PUTIH, 0.7)),
        "w-aksen-teks": heksa(aksen_teks),
        "w-aksen-muda": heksa(campur(aksen, PUTIH, 0.86)),
        "w-hero": heksa(campur(isi, HITAM, 0.12)),
        "w-peta-1": heksa(campur(isi, PUTIH, 0.86)),
        "w-peta-2": heksa(sampai_terbaca(campur(isi, PUTIH, 0.3), (20, 38, 42), PUTIH)),
    }
    gelap = {
        "w-utama-teks": heksa(sampai_terbaca(campur(utama, PUTIH, 0.35), LATAR_GELAP, PUTIH, 7)),
        "w-utama-muda": heksa(campur(LATAR_GELAP, isi, 0.45)),
        "w-utama-garis": heksa(campur(LATAR_GELAP, isi, 0.85)),
        "w-aksen-teks": heksa(sampai_terbaca(aksen, LATAR_GELAP, PUTIH, 7)),
        "w-aksen-muda": heksa(campur(LATAR_GELAP, aksen, 0.2)),
        "w-hero": heksa(campur(isi, HITAM, 0.45)),
        "w-peta-1": heksa(campur(LATAR_GELAP, isi, 0.3)),
        "w-peta-2": heksa(sampai_terbaca(campur(isi, PUTIH, 0.2), PUTIH, HITAM)),
    }
    return terang, gelap


@lru_cache(maxsize=8)
def css(tema: Tema) -> str:
    terang, gelap = ("".join(f"--{nama}:{nilai};" for nama, nilai in isi.items()) for isi in variabel(tema))
    return (
        f":root{{{terang}}}\n"
        f":root[data-bs-theme=dark]{{{gelap}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-bs-theme]){{{gelap}}}}}\n"
        f"@media print{{:root,:root[data-bs-theme=dark]{{{terang}}}}}\n"
    )


def versi(tema: Tema) -> str:
    """Short fingerprint for the URL, so that the stylesheet can be cached for ever."""
    return hashlib.sha256(css(tema).encode()).hexdigest()[:12]
