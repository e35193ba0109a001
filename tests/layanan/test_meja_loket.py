"""The front office's list: channel, and a notice where the same person asked for the same service."""

from datetime import timedelta

import pytest
from django.utils import timezone

from layanan.models import Permohonan
from tests.layanan.bantu import ajukan, buat_meja, nik_baru


@pytest.fixture
def orang(buat_orang, instansi_a):
    return buat_meja(buat_orang, di=instansi_a)


def test_kanal_dan_tanda_ganda(klien, instansi_a, orang, di):
    nik = nik_baru()
    with di(instansi_a):
        satu, dua = ajukan(orang.fo2, nik=nik), ajukan(orang.fo2, nik=nik)
        lain_layanan, lain_orang = ajukan(orang.fo2, "KEC-10", nik=nik), ajukan(orang.fo2)
        Permohonan.objects.filter(pk=dua.pk).update(kanal="daring")
        tanda = dict(Permohonan.objects.bertanda_ganda().values_list("pk", "ganda"))
    assert tanda == {satu.pk: True, dua.pk: True, lain_layanan.pk: False, lain_orang.pk: False}
    isi = klien(instansi_a, orang.fo).get("/meja/").content.decode()
    assert isi.count("Mungkin ganda") == 2
    assert "Daring" in isi
    assert "Mungkin ganda" not in klien(instansi_a, orang.kasi).get("/meja/").content.decode()


@pytest.mark.parametrize(("hari", "harap"), [(29, True), (31, False)])
def test_yang_sudah_selesai_dihitung_tiga_puluh_hari(instansi_a, orang, di, hari, harap):
    nik = nik_baru()
    with di(instansi_a):
        lama, baru = ajukan(orang.fo, nik=nik), ajukan(orang.fo, nik=nik)
        Permohonan.objects.filter(pk=lama.pk).update(
            masuk_pada=timezone.now() - timedelta(days=hari), status="dibatalkan", batal_pada=timezone.now(), batal_oleh=None
        )  # fmt: skip
        assert Permohonan.objects.bertanda_ganda().get(pk=baru.pk).ganda is harap


def test_data_yang_dimusnahkan_bukan_orang_yang_sama(instansi_a, orang, di):
    with di(instansi_a):
        p = [ajukan(orang.fo), ajukan(orang.fo)]
        Permohonan.objects.update(pemohon_nik_indeks="")
        assert not Permohonan.objects.bertanda_ganda().filter(ganda=True).exists()
        assert len(p) == 2


def test_jumlah_kueri_meja_tidak_bertambah(klien, instansi_a, orang, di, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    k = klien(instansi_a, orang.fo)

    def hitung():
        with CaptureQueriesContext(connection) as q:
            assert k.get("/meja/").status_code == 200
        return len(q)

    with di(instansi_a):
        ajukan(orang.fo2)
    hitung()
    awal = hitung()
    with di(instansi_a):
        nik = nik_baru()
        for _ in range(4):
            ajukan(orang.fo2, nik=nik)
    assert hitung() == awal
