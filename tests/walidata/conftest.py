"""A dataset with personal data, and people of both instansi on real log-ins."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from inti.akun.waktu import hari_ini
from inti.db import sebagai_sasaran
from inti.db.konteks import Sasaran
from inti.kripto import indeks_buta, sandikan
from inti.situs import info_instansi, pada_situs, situs_instansi, situs_publik
from layanan.api.actions import buat_token, terima_token
from layanan.api.cakupan import Cakupan
from tests.conftest import KlienSitus
from tests.layanan.bantu import orang_langsung
from tests.walidata.bantu import PEMBACA, PEMILIK, satu, sebagai_superpengguna


@contextmanager
def di(skema: str) -> Iterator[None]:
    """On the site of an instansi (by schema) or on a public host."""
    situs = situs_instansi(info_instansi(skema)) if skema.startswith("i_") else situs_publik(skema)
    with pada_situs(situs), sebagai_sasaran(situs.sasaran):
        yield


@pytest.fixture
def masuk(basis_nyata: None) -> Callable[..., Any]:
    """masuk(schema or public host, peran="") -> client of that host with a person of that peran logged in."""

    def buat(skema: str, peran: str = "") -> Any:
        info = info_instansi(skema) if skema.startswith("i_") else None
        situs = situs_instansi(info) if info else situs_publik(skema)
        depan = f"{info.slug}." if info else "" if skema == "portal" else f"{skema}."
        k = KlienSitus(situs, f"{depan}{settings.SPBE_DOMAIN}")
        if peran:
            with di(skema):
                orang = orang_langsung(peran)
            k.masuk(orang)
            k.orang = orang
        return k

    return buat


@pytest.fixture
def orang_tersandi(basis_nyata: None) -> None:
    """Forty people of the owner with an encrypted NIK; person 1 and 21 share one, person 40 has none."""
    sebagai_superpengguna(
        f"CREATE TABLE {PEMILIK}.orang_uji (nomor bigint PRIMARY KEY, nama text, nik text, nik_indeks text, umur integer)"
    )
    sebagai_superpengguna(f"GRANT SELECT, INSERT, UPDATE ON {PEMILIK}.orang_uji TO {PEMILIK}")
    with sebagai_sasaran(Sasaran(PEMILIK, PEMILIK)), connection.cursor() as k:
        for n in range(1, 41):
            nik = "" if n == 40 else f"63100117088599{(n - 1) % 20:02d}"
            tersandi = nik and sandikan(nik, konteks="uji.orang.nik")
            k.execute(
                "INSERT INTO orang_uji VALUES (%s, %s, %s, %s, %s)",
                [n, f"Orang {n}", tersandi, indeks_buta(nik, "nik"), 20 + n],
            )
    kolom = [
        {"name": "nomor", "title": "Nomor", "type": "integer"},
        {"name": "nama", "title": "Nama", "type": "string", "pribadi": "umum"},
        {"name": "nik", "title": "NIK", "type": "string", "pribadi": "umum", "tersandi": True, "konteks": "uji.orang.nik",
         "indeks": "nik_indeks"},
        {"name": "umur", "title": "Umur", "type": "integer"},
    ]  # fmt: skip
    satu(
        PEMILIK,
        "INSERT INTO gerbang.dataset (kode, jenis, nama, kolom, sumber, dibuat_oleh) VALUES ('orang', 'sistem', 'Orang', %s,"
        " 'orang_uji', 'x') RETURNING 1",
        json.dumps(kolom),
    )


@pytest.fixture
def di_pembaca(basis_nyata: None) -> Iterator[None]:
    with di(PEMBACA):
        yield


@pytest.fixture
def aplikasi(masuk):
    """aplikasi(schema, peran, *scopes) -> get(path, **params) with a token of that person."""

    def buat(skema=PEMBACA, peran="pengelola_data", *cakupan):
        with di(skema):
            orang, admin = orang_langsung(peran), orang_langsung("administrator")
            token = buat_token(
                nama="SIAK", pengguna=orang, cakupan=list(cakupan or [Cakupan.DATA_BACA]),
                sampai=hari_ini() + dt.timedelta(days=30), oleh=admin,
            )  # fmt: skip
            rahasia = terima_token(token=token, oleh=orang)
        k = masuk(skema)

        def ambil(jalur="", **params):
            return k.get(f"/api/v1/data/{jalur}", params, headers={"Authorization": f"Bearer {rahasia}"})

        ambil.orang = orang
        return ambil

    return buat
