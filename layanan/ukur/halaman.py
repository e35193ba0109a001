"""Lists as a browser asks for them, on few and on many permohonan."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from time import perf_counter
from typing import Any

from django.conf import settings
from django.test import Client
from django.utils import timezone

from inti.ui.daftar import Daftar
from layanan.api.autentikasi import LajuToken

from .alamat import Alamat, alamat_halaman

PANASKAN = 2
Klien = dict[str, Client]


def ukur_halaman(slug: list[str], n: int) -> dict[str, dict[str, dict[str, Any]]]:
    """Name of the page -> slug -> {"ms": time of each of `n` requests, "baris": rows on it}; they take turns.

    Where the last one shows more rows than the first, it is asked for as many; as it stands it is measured beside that,
    under its slug and "penuh".
    """
    LajuToken.rate = "1000000/min"
    klien = {s: _klien(s) for s in slug}
    tujuan = {s: alamat_halaman(s) for s in slug}
    return {nama: _satu({s: (klien[s], tujuan[s][nama]) for s in slug}, n) for nama in tujuan[slug[0]]}


def _satu(pihak: dict[str, tuple[Klien, Alamat]], n: int) -> dict[str, dict[str, Any]]:
    besar = list(pihak)[-1]
    peserta: dict[str, tuple[str, int]] = {
        s: (s, 0) for s in pihak
    }  # name -> (slug, rows at most; 0: as it stands)
    sedikit, banyak = (_minta(*pihak[s], 0)[1] for s in pihak)
    if banyak > sedikit:
        peserta[besar], peserta[f"{besar} penuh"] = (besar, max(sedikit, 1)), (besar, 0)
    hasil: dict[str, dict[str, Any]] = {p: {"ms": [], "baris": 0} for p in peserta}
    for ke in range(n + PANASKAN):
        for nama in peserta if ke % 2 else reversed(peserta):
            slug, paling = peserta[nama]
            ms, baris = _minta(*pihak[slug], paling)
            if ke >= PANASKAN:
                hasil[nama]["ms"].append(ms)
                hasil[nama]["baris"] = baris
    return hasil


def _minta(klien: Klien, a: Alamat, paling: int) -> tuple[float, int]:
    """Milliseconds of one request, and the rows that it shows."""
    isi = a.isi | ({"per": str(paling)} if paling and a.siapa == "api" else {})
    with _sebaris(paling, a):
        gc.disable()
        mulai = perf_counter()
        jawaban = klien[a.siapa].get(a.jalur, isi)
        ms = (perf_counter() - mulai) * 1000
        gc.enable()
    if jawaban.status_code != 200:
        raise RuntimeError(f"{a.jalur} {a.isi} ({a.siapa}) menjawab {jawaban.status_code}")
    return ms, jawaban.content.count(a.baris.encode()) if a.baris else 0


@contextmanager
def _sebaris(paling: int, a: Alamat) -> Iterator[None]:
    """Pages of at most so many rows, also where no address can ask for it; 0: as they are."""
    if not paling:
        yield
        return
    modul, nama = a.batas or ("inti.ui.daftar", "")
    tempat: Any = import_module(modul) if a.batas else Daftar
    nama = nama or "per"
    asli = tempat.__dict__[nama]
    setattr(tempat, nama, paling)
    try:
        yield
    finally:
        setattr(tempat, nama, asli)


def _klien(slug: str) -> Klien:
    from layanan.api import actions
    from layanan.api.cakupan import Cakupan

    from .anak import di, orang

    inang = f"{slug}.{settings.SPBE_DOMAIN}"
    hasil = {}
    with di(slug):
        semua = orang()
        for nama, satu in semua.items():
            hasil[nama] = Client(HTTP_HOST=inang)
            hasil[nama].force_login(satu)
        token = actions.buat_token(
            nama="Ukur", pengguna=semua["operator"], cakupan=[Cakupan.PERMOHONAN_BACA], oleh=semua["administrator"],
            sampai=timezone.localdate() + timedelta(days=30),
        )  # fmt: skip
        rahasia = actions.terima_token(token=token, oleh=semua["operator"])
    hasil["api"] = Client(HTTP_HOST=inang, HTTP_AUTHORIZATION=f"Bearer {rahasia}")
    return hasil
