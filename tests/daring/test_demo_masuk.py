"""The demonstration rows of the queue and of the online intake."""

import random
from datetime import timedelta

import pytest

from layanan.antrian import demo as demo_antrian
from layanan.antrian.models import Antrian, Keadaan, Perangkat
from layanan.daring import demo as demo_daring
from layanan.daring.desa import desa_akun
from layanan.daring.models import PengajuanDaring
from layanan.demo import isi_riwayat
from layanan.enums import Kanal
from layanan.models import Permohonan, Persetujuan
from layanan.waktu.jam import hari_ini


@pytest.fixture
def bahan(di_a, buat_orang):
    orang = {
        p: buat_orang(p)
        for p in ("operator", "administrator", "pelaksana", "koordinator", "penanggung_jawab")
    }
    return {"instansi": di_a, "acak": random.Random(7), "sampai": hari_ini(), "orang": orang}


def test_baris_peragaan(bahan):
    from inti.akun.models import Pengguna

    isi_riwayat(**bahan, jumlah=40, terbuka=16, bulan=2)
    demo_antrian.isi_demo(**bahan, per_seksi={})
    demo_daring.isi_demo(**bahan, per_seksi={})
    assert Perangkat.objects.count() == 2
    hari = Antrian.objects.filter(tanggal=bahan["sampai"])
    assert {Keadaan.MENUNGGU, Keadaan.DIPANGGIL, Keadaan.DILAYANI} == set(
        hari.values_list("keadaan", flat=True)
    )
    assert Antrian.objects.filter(tanggal__lt=bahan["sampai"] - timedelta(days=7)).exists()
    assert Persetujuan.objects.count() == Permohonan.objects.count()
    daring = Permohonan.objects.filter(kanal=Kanal.DARING)
    assert daring.exists()
    assert not daring.filter(petugas_input__isnull=False).exists()
    assert PengajuanDaring.objects.count() == daring.count()
    assert desa_akun(Pengguna.objects.get(surel__startswith="desa@")).nama
