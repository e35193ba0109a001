"""The benchmarks of the service desk: exact statements per step, honest arithmetic, and they run."""

import pytest

from layanan.models import Permohonan
from layanan.ukur import daftar, permohonan, siklus
from layanan.waktu import tenggat

KUERI = {
    "ajukan": 14,
    "setujui": 26,
    "validasi": 28,
    "paraf": 19,
    "tandatangani": 28,
    "serahkan": 11,
}
"""Exactly: the statements of each step with warm caches, as `spbe ukur permohonan` reports them."""


def test_kueri_setiap_langkah(meja):
    orang = {
        "operator": meja.fo,
        "pelaksana": meja.kasi,
        "koordinator": meja.sekcam,
        "penanggung_jawab": meja.camat,
    }
    tenggat.kalender_kini()
    siklus.jalani(0, orang, lambda _, satu: satu())
    pertama, kedua = (siklus.hitung_kueri(n, orang) for n in (1, 2))
    assert pertama == kedua, "the number of statements does not depend on what is there already"
    assert pertama == KUERI
    assert list(pertama) == list(siklus.LANGKAH)
    assert Permohonan.objects.filter(status="selesai", lama_menit__isnull=False).count() == 3


def test_ringkasan_permohonan():
    ms = {nama: [10.0, 20.0] for nama in siklus.LANGKAH}
    hasil = permohonan.simpulkan(ms, dict.fromkeys(siklus.LANGKAH, 3))
    assert hasil["ukuran"]["utuh"]["median"] == 90
    assert hasil["ukuran"]["utuh"]["kueri"] == 18
    assert hasil["rasio"]["permohonan_per_detik"] == 11.11


def test_ringkasan_daftar():
    def satu(baris, *ms):
        return {"ms": list(ms), "baris": baris}

    hasil = daftar.simpulkan(
        {
            "a": {"kecil": satu(25, *[10.0] * 20), "besar": satu(25, *[10.0] * 19, 90.0)},
            "b": {"kecil": satu(25, 10.0), "besar": satu(25, 30.0)},
            "c": {"kecil": satu(1, 10.0), "besar": satu(1, 12.0), "besar penuh": satu(25, 40.0)},
        }
    )
    assert hasil["rasio"]["p95 a"] == 1.0
    assert hasil["rasio"]["p95 b"] == hasil["rasio"]["terburuk"] == 3.0
    assert hasil["rasio"]["memenuhi"] == "2 dari 3"
    assert hasil["rasio"]["p95 c"] == 1.2
    assert hasil["rasio"]["p95 c (1 lawan 25 baris)"] == 4.0
    assert hasil["rasio"]["penuh_memenuhi"] == "0 dari 1"
    assert hasil["rasio"]["penuh_terburuk"] == 4.0
    assert hasil["ukuran"]["b [besar]"]["p95"] == 30.0


@pytest.mark.nyata
def test_daftar_berjalan_dengan_sedikit_baris():
    hasil = daftar.ukur(n=1, lapor=lambda _: None, jumlah={"kecil": 60, "besar": 900})
    assert hasil["rasio"]["terburuk"] > 0
    assert "urut -pemohon_nama [besar]" in hasil["ukuran"]
    baris = {nama: satu["baris"] for nama, satu in hasil["ukuran"].items()}
    for nama, banyak in baris.items():
        if nama.endswith("[besar]") and not nama.startswith("papan"):
            assert banyak <= max(baris[nama.replace("[besar]", "[kecil]")], 1), nama
