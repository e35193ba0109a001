"""The rows of the demonstration are believable, and are not doubled when it runs again."""

import random

from django.utils import timezone

from layanan.arsip import demo as demo_arsip
from layanan.arsip.models import PermintaanData
from layanan.enums import KeadaanVersi as V
from layanan.enums import Status
from layanan.katalog import demo as demo_katalog
from layanan.katalog.models import Maklumat
from layanan.katalog.naskah import naskah, periksa
from layanan.models import Layanan
from layanan.surat.data import instansi_kini
from tests.layanan.bantu import sampai


def test_maklumat_konsep_dan_permintaan(meja):
    orang = {"administrator": meja.admin, "penanggung_jawab": meja.camat}
    for _ in range(2):
        sampai(Status.SELESAI, meja)
    for _ in range(2):
        for demo in (demo_katalog, demo_arsip):
            demo.isi_demo(
                instansi=instansi_kini(), acak=random.Random(1), sampai=timezone.localdate(), orang=orang
            )
    assert Maklumat.objects.berlaku().nama == meja.camat.nama
    konsep = Layanan.objects.get(keadaan=V.KONSEP)
    assert periksa(naskah(konsep)) == []
    assert sorted(PermintaanData.objects.values_list("jenis", "keadaan")) == [
        ("perbaikan", "menunggu"), ("salinan", "menunggu"),
    ]  # fmt: skip
