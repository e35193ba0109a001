"""The demonstration's outages are what a desk would have: one closed, one with paper still to enter."""

import random

from django.utils import timezone

from layanan.enums import Status
from layanan.gangguan.demo import isi_demo
from layanan.gangguan.models import Gangguan, Susulan
from layanan.models import Permohonan
from layanan.surat.data import instansi_kini


def test_isi_demo(meja):
    orang = {
        "operator": meja.fo, "administrator": meja.admin, "pelaksana": meja.kasi, "koordinator": meja.sekcam,
        "penanggung_jawab": meja.camat,
    }  # fmt: skip
    for _ in range(2):
        isi_demo(
            instansi=instansi_kini(), acak=random.Random(7), sampai=timezone.localdate(), orang=orang,
            per_seksi={"KMS": meja.kasi, "TPM": meja.kasi_lain},
        )  # fmt: skip
    tertutup, terbuka = Gangguan.objects.order_by("mulai")
    assert tertutup.ditutup_pada is not None
    assert terbuka.ditutup_pada is None
    assert not Gangguan.objects.filter(berlangsung=True).exists()
    assert Susulan.objects.count() == 7
    assert Susulan.objects.exclude(sisa="").count() == 2
    assert Permohonan.objects.filter(status=Status.SELESAI).count() == 5
