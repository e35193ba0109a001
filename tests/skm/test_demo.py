"""The demonstration's rows obey the rules and add up."""

import random
from datetime import timedelta

from django.utils import timezone

from layanan.enums import Status
from layanan.pengaduan.demo import isi_demo as isi_pengaduan
from layanan.pengaduan.models import Pengaduan
from layanan.skm.demo import isi_demo
from layanan.skm.models import Jawaban, Nilai, RencanaTindakLanjut, Undangan
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import sampai


def test_demo_survei_dan_pengaduan(meja, di_a):
    for _ in range(4):
        sampai(Status.SELESAI, meja)
    Undangan.objects.update(kedaluwarsa_pada=timezone.now() + timedelta(days=1))
    bahan = {
        "instansi": di_a, "sampai": hari_ini(), "per_seksi": {"KMS": meja.kasi},
        "orang": {"operator": meja.fo, "administrator": meja.admin, "koordinator": meja.sekcam, "penanggung_jawab": meja.camat},
    }  # fmt: skip
    isi_demo(acak=random.Random(3), **bahan)
    assert Undangan.objects.count() == 4, "the hand-overs had invited already"
    assert RencanaTindakLanjut.objects.count() == 3
    for a in range(6):
        isi_pengaduan(acak=random.Random(a), **bahan)
    assert {"diterima", "diproses", "ditunda", "selesai"} <= set(
        Pengaduan.objects.values_list("status", flat=True)
    )
    assert 15 < Pengaduan.objects.count() < 35, "a second run adds nothing"


def test_demo_menjawab(meja, di_a, monkeypatch):
    monkeypatch.setattr("layanan.skm.pasang.undang", lambda p: None)
    monkeypatch.setattr("layanan.kabar._selesai", [])
    semua = [sampai(Status.SELESAI, meja) for _ in range(6)]
    monkeypatch.setattr("layanan.skm.demo.MENJAWAB", 1.0)
    isi_demo(
        instansi=di_a,
        acak=random.Random(1),
        sampai=hari_ini(),
        orang={"administrator": meja.admin},
        per_seksi={},
    )
    assert Jawaban.objects.count() == len(semua) == Undangan.objects.filter(dipakai=True).count()
    assert Nilai.objects.count() == 9 * len(semua)
