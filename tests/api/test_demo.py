"""The demonstration shows every state of the API room, and its tokens open nothing."""

import random

from django.utils import timezone

from inti.akun.models import Pengguna
from inti.tugas.models import Tugas
from layanan.api.demo import isi_demo
from layanan.api.models import Kiriman, Langganan, TokenApi
from tests.layanan.bantu import ajukan


def test_isi_demo(orang, di, instansi_a, buat_orang):
    with di(instansi_a):
        for _ in range(5):
            ajukan(orang.fo)
        Pengguna.objects.filter(pk=buat_orang("pengguna").pk).update(surel=f"desa@{instansi_a.domain_email}")
        pemain = {"administrator": orang.admin, "operator": orang.fo, "koordinator": orang.sekcam}
        antrean = Tugas.objects.filter(nama__contains="webhook").count()
        for _ in range(2):
            isi_demo(instansi=instansi_a, acak=random.Random(1), sampai=timezone.localdate(), orang=pemain)
        assert {t.keadaan for t in TokenApi.objects.all()} == {"Berlaku", "Menunggu diterima"}
        assert TokenApi.objects.count() == 3
        assert Langganan.objects.count() == 1
        assert set(Kiriman.objects.values_list("keadaan", flat=True)) == {"menunggu", "terkirim", "gagal"}
        assert Tugas.objects.filter(nama__contains="webhook").count() == antrean, "nothing is sent anywhere"
