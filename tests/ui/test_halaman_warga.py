"""Residents' pages: light, and complete without JavaScript."""

import gzip
import re

import pytest
from django.contrib.staticfiles import finders

BATAS = 150_000
TERKOMPRESI = (".css", ".js", ".svg", ".json", ".html")


def bobot(isi: bytes, nama: str) -> int:
    return len(gzip.compress(isi, 6)) if nama.endswith(TERKOMPRESI) else len(isi)


def aset(html: str) -> set[str]:
    return set(re.findall(r'(?:href|src)="(/static/[^"]+|/ui/tema\.css[^"]*)"', html))


@pytest.mark.parametrize("bagian", ["publik", "lacak", "masuk"])
def test_kunjungan_pertama_di_bawah_150_kb(klien_ui, bagian: str):
    html = klien_ui.get(f"/ui/galeri/{bagian}/").content
    jumlah = bobot(html, "x.html")
    semua = aset(html.decode())
    assert any("publik.css" in a for a in semua)
    for alamat in semua | {"/static/ui/pola.svg"}:
        if alamat.startswith("/ui/"):
            jumlah += bobot(klien_ui.get(alamat).content, "x.css")
        else:
            jalur = finders.find(alamat.removeprefix("/static/"))
            assert jalur, alamat
            with open(jalur, "rb") as berkas:  # noqa: PTH123 (a path from the finders)
                jumlah += bobot(berkas.read(), alamat)
    assert jumlah < BATAS / 2, f"{jumlah} byte: still allowed up to {BATAS}, but half of it is our own aim"


def test_tanpa_htmx_tabler_dan_echarts(klien_ui):
    for bagian in ("publik", "lacak", "masuk", "cetak"):
        html = klien_ui.get(f"/ui/galeri/{bagian}/").content.decode()
        assert not any(n in html for n in ("htmx.min.js", "tabler.min.css", "echarts")), bagian


def test_galeri_hanya_untuk_petugas(klien_ui, monkeypatch):
    from tests.ui import lingkungan

    assert klien_ui.get("/ui/galeri/").status_code == 200
    monkeypatch.setattr(lingkungan.Orang, "hak", lambda self: frozenset())
    assert klien_ui.get("/ui/galeri/").status_code == 404
    assert klien_ui.get("/ui/galeri/tidak-ada/").status_code == 404
