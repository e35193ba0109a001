"""Menu entries of every app: `MENU` in `<app>/menu.py`, filtered by host, kind of instansi and rights."""

import importlib
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

log = logging.getLogger(__name__)

Hitungan = QuerySet[Any] | int
TEMPAT = ("samping", "publik", "lonceng", "pengguna", "pekerjaan", "palet")
SEMUA_SITUS = "*"


@dataclass(frozen=True, kw_only=True)
class Butir:
    """One entry. `hak`: one right, a tuple (any of them is enough), or None for any logged-in person. `hitung`: the rows to
    count beside the label (all counters of a page become one query), or the number itself."""

    situs: str | tuple[str, ...]
    label: str
    ikon: str
    url_name: str
    hak: str | tuple[str, ...] | None = None
    urutan: int = 50
    jenis: tuple[str, ...] = ("kecamatan", "skpd")
    hitung: Callable[[HttpRequest], "Hitungan"] | None = None
    kelompok: str = ""
    kata_kunci: str = ""
    tempat: str = "samping"
    metode: str = "get"

    def __post_init__(self) -> None:
        if self.tempat not in TEMPAT:
            raise ValueError(f"Butir {self.label!r}: tempat must be one of {TEMPAT}")

    def di_situs(self, jenis_situs: str, jenis_instansi: str | None) -> bool:
        situs = (self.situs,) if isinstance(self.situs, str) else self.situs
        if SEMUA_SITUS not in situs and jenis_situs not in situs:
            return False
        return jenis_instansi is None or jenis_instansi in self.jenis

    def boleh(self, hak: Iterable[str] | None) -> bool:
        """Whether somebody with these rights sees it; None means not logged in."""
        if self.tempat == "publik":
            return True
        if hak is None:
            return False
        perlu = (self.hak,) if isinstance(self.hak, str) else self.hak
        return perlu is None or not set(perlu).isdisjoint(hak)


@dataclass(frozen=True)
class ButirTampil:
    """A menu entry ready to be drawn."""

    label: str
    ikon: str
    url: str
    kelompok: str
    metode: str
    kata_kunci: str
    hitungan: int | None
    aktif: bool


@lru_cache(maxsize=1)
def semua_butir() -> tuple[Butir, ...]:
    """Every entry of every installed app, in display order."""
    butir: list[Butir] = []
    for konfigurasi in apps.get_app_configs():
        nama = f"{konfigurasi.name}.menu"
        if konfigurasi.name == "inti.ui" or find_spec(nama) is None:
            continue
        butir += importlib.import_module(nama).MENU
    return tuple(sorted(butir, key=lambda b: (b.urutan, b.label)))


def menu_untuk(request: HttpRequest, tempat: str = "samping", *, hitung: bool = True) -> list[ButirTampil]:
    """What this request's person sees at `tempat`; the entry of the present page is marked active."""
    pilihan = [(b, url) for b in _terlihat(request) if b.tempat == tempat and (url := _alamat(b)) is not None]
    kelompok = list(
        dict.fromkeys(b.kelompok for b, _ in pilihan)
    )  # a group stands where its first entry stands, whole
    pilihan.sort(key=lambda p: kelompok.index(p[0].kelompok))
    aktif = _paling_cocok(request.path, [url for _, url in pilihan])
    jumlah = hitungan(request) if hitung and any(b.hitung for b, _ in pilihan) else {}
    return [_tampilkan(b, url, url == aktif, jumlah.get(b)) for b, url in pilihan]


def _terlihat(request: HttpRequest) -> list[Butir]:
    situs = getattr(request, "situs", None)
    if situs is None:
        return []
    jenis_instansi = situs.instansi.jenis if situs.instansi else None
    hak = hak_pengguna(request)
    return [b for b in semua_butir() if b.di_situs(situs.jenis, jenis_instansi) and b.boleh(hak)]


def hitungan(request: HttpRequest) -> dict[Butir, int]:
    """The numbers beside every entry that this person sees, wherever it stands: counted once a request, in one query."""
    tersimpan: dict[Butir, int] | None = getattr(request, "_hitungan_menu", None)
    if tersimpan is None:
        nilai = {b: b.hitung(request) for b in _terlihat(request) if b.hitung and b.tempat != "publik"}
        baris = {b: n for b, n in nilai.items() if isinstance(n, QuerySet)}
        tersimpan = {b: n for b, n in nilai.items() if isinstance(n, int)}
        tersimpan |= dict(zip(baris, hitung_sekaligus(list(baris.values())), strict=True))
        request._hitungan_menu = tersimpan  # type: ignore[attr-defined]
    return tersimpan


def hitung_sekaligus(semua: list[QuerySet[Any]]) -> list[int]:
    """The number of rows of each, in one statement."""
    bagian: list[str] = []
    isi: list[Any] = []
    kosong: set[int] = set()
    for n, qs in enumerate(semua):
        polos = qs.order_by() if qs.query.combinator else qs.order_by().values("pk")
        try:
            sql, params = polos.query.sql_with_params()
        except EmptyResultSet:
            kosong.add(n)
            continue
        bagian.append(f"(SELECT count(*) FROM ({sql}) AS h{n})")  # noqa: S608 (Django wrote it, values apart)
        isi += params
    hasil: list[int] = []
    if bagian:
        with connection.cursor() as kursor:
            kursor.execute(f"SELECT {', '.join(bagian)}", isi)
            hasil = list(kursor.fetchone())
    return [0 if n in kosong else hasil.pop(0) for n in range(len(semua))]


def hak_pengguna(request: HttpRequest) -> frozenset[str] | None:
    """Rights of the logged-in person, or None for a visitor."""
    pengguna: Any = getattr(request, "user", None)
    return frozenset(pengguna.hak()) if pengguna is not None and pengguna.is_authenticated else None


def _alamat(butir: Butir) -> str | None:
    try:
        return reverse(butir.url_name)
    except NoReverseMatch:
        # An entry for every host may lack a page on some; for a named host it is a mistake (and a test).
        if butir.situs != SEMUA_SITUS:
            log.exception("menu entry %r leads nowhere", butir.label)
        return None


def _paling_cocok(jalur: str, semua: list[str]) -> str | None:
    cocok = [u for u in semua if jalur == u or (u != "/" and jalur.startswith(u))]
    return max(cocok, key=len, default=None)


def _tampilkan(butir: Butir, url: str, aktif: bool, hitungan: int | None) -> ButirTampil:
    return ButirTampil(
        label=butir.label,
        ikon=butir.ikon,
        url=url,
        kelompok=butir.kelompok,
        metode=butir.metode,
        kata_kunci=butir.kata_kunci,
        hitungan=hitungan,
        aktif=aktif,
    )
