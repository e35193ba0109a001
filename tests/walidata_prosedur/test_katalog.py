"""From the catalogue to a request: the way on for who may draft one, the names of those who may for the others."""

from typing import Any

import pytest
from django.urls import reverse

from tests.conftest import di_situs
from tests.walidata_katalog.bantu import terbit
from tests.walidata_prosedur.bantu import Pihak


def halaman(k: Any, dataset: Any) -> str:
    situs = "instansi" if k.situs.instansi else k.situs.jenis
    jawaban = k.get(reverse("data:katalog_satu", args=[dataset.uuid], urlconf=f"inti.urls.{situs}"))
    assert jawaban.status_code == 200
    return str(jawaban.content.decode())


def test_tombol_untuk_yang_boleh(p: Pihak, klien: Any) -> None:
    html = halaman(klien(p.b, p.petugas), p.dataset)
    assert "Ajukan permohonan" in html
    assert reverse("prosedur:baru", args=[p.dataset.uuid], urlconf="inti.urls.instansi") in html
    assert "disusun oleh" not in html


@pytest.mark.parametrize("peran", ["penanggung_jawab", "koordinator"])
def test_yang_lain_membaca_siapa_yang_boleh(p: Pihak, klien: Any, buat_orang: Any, peran: str) -> None:
    html = halaman(klien(p.b, buat_orang(peran, di=p.b)), p.dataset)
    assert "Ajukan permohonan" not in html
    assert f"disusun oleh {p.petugas.nama}." in html


def test_tanpa_pengelola_data(p: Pihak, klien: Any) -> None:
    with di_situs(p.b):
        p.petugas.penugasan.update(
            selesai=p.petugas.penugasan.get().mulai.replace(year=2020), mulai="2019-01-01"
        )
    html = halaman(klien(p.b, p.kepala_b), p.dataset)
    assert "belum mempunyai pengelola data" in html


def test_data_sendiri_data_terbuka_dan_host_lain(p: Pihak, klien: Any) -> None:
    with di_situs(p.a):
        terbuka = terbit(p.walidata, p.kepala_a)
    for k, dataset in (
        (klien(p.a, p.walidata), p.dataset),
        (klien(p.b, p.petugas), terbuka),
        (klien("monitoring", p.sekda), p.dataset),
    ):
        html = halaman(k, dataset)
        assert "Ajukan permohonan" not in html
        assert "disusun oleh" not in html
