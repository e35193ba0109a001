"""Demonstration data is made by the same actions as real data, so it obeys the same rules."""

import random
from dataclasses import replace

import pytest
from django.utils import timezone

from monitoring_center.walidata.dataset.models import Versi
from monitoring_center.walidata.katalog import demo
from monitoring_center.walidata.katalog.models import BarisTerbuka, Dataset, Terbitan


@pytest.mark.parametrize("slug", [*demo.RENCANA])
def test_isi_demo(slug, instansi_a, petugas, kepala):
    bahan = {
        "orang": {"pengelola_data": petugas, "penanggung_jawab": kepala},
        "acak": random.Random(1),
        "sampai": timezone.localdate(),
    }
    for _ in range(2):
        demo.isi_demo(instansi=replace(instansi_a, slug=slug), **bahan)
    rencana = demo.RENCANA[slug]
    assert Dataset.objects.count() == len(rencana)
    for r in rencana:
        kode = r.kode.lower().replace("-", "_")
        d = Dataset.objects.get(kode=kode)
        harap = {"usulan": "terbit", "temuan": "konsep"}.get(r.sampai, r.sampai)
        assert d.keadaan == harap, "temuan baru ada bila walidata lain sudah memilikinya"
        if harap == "terbit" and d.akses == "terbuka":
            assert Terbitan.objects.filter(dataset=d).exists()
    harap_kiriman = [("ditolak", "konsep")[k == "siap"] for r in rencana for k in r.kiriman]
    kiriman = Versi.objects.exclude(berkas_nama="")
    assert list(kiriman.order_by("pk").values_list("keadaan", flat=True)) == harap_kiriman
    for v in kiriman.filter(keadaan="ditolak"):
        assert {"tipe", "minimum", "required", "kunci"} <= set(v.ringkasan)
    assert not BarisTerbuka.objects.filter(isi__has_key="nik").exists()


def test_sekitar_tiga_puluh_dataset():
    assert 23 <= sum(map(len, demo.RENCANA.values())) <= 32


def test_putusan_tanpa_temuan_tidak_apa_apa(db):
    demo.putuskan_temuan_demo()
