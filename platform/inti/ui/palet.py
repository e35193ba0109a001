"""Ctrl-K: what the command palette finds. Apps register in `<app>/palet.py`; menu entries are built in."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest
from django.utils.module_loading import autodiscover_modules

from inti.ui.menu import menu_untuk

MAKS_HASIL = 24


@dataclass(frozen=True)
class Hasil:
    judul: str
    url: str
    keterangan: str = ""
    ikon: str = "file"
    kelompok: str = ""


Pencari = Callable[[HttpRequest, str], list[Hasil]]
_pencari: list[Pencari] = []


def daftarkan(fn: Pencari) -> Pencari:
    """Register `fn(request, q)`; it must return only what this person may see. Usable as a decorator."""
    if fn not in _pencari:
        _pencari.append(fn)
    return fn


def temukan() -> None:
    """Import `<app>.palet` of every installed app."""
    autodiscover_modules("palet")


def halaman(request: HttpRequest, q: str) -> list[Hasil]:
    """Menu entries whose words start with what was typed; all of them when nothing was."""
    kata = q.casefold().split()
    butir = chain.from_iterable(
        menu_untuk(request, t, hitung=False) for t in ("samping", "palet", "pengguna")
    )
    return [
        Hasil(b.label, b.url, b.kelompok, b.ikon, "Halaman")
        for b in butir
        if b.metode == "get" and _cocok(kata, f"{b.label} {b.kata_kunci} {b.kelompok}")
    ]


def _cocok(kata: list[str], teks: str) -> bool:
    isi = teks.casefold().split()
    return all(any(i.startswith(k) for i in isi) for k in kata)


def cari(request: HttpRequest, q: str) -> list[Hasil]:
    """Pages first, then what the apps find; app searches start at two characters."""
    q = q.strip()
    hasil = halaman(request, q)
    if len(q) >= 2:
        hasil += chain.from_iterable(fn(request, q) for fn in _pencari)
    return hasil[:MAKS_HASIL]
