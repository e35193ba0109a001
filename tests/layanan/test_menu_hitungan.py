"""The numbers in the menu: true, and one query for all of them."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from inti.situs import situs_kini
from inti.ui.menu import _terlihat, hitung_sekaligus, hitungan
from layanan import actions
from layanan.enums import Status
from layanan.models import Permohonan
from tests.layanan.bantu import ajukan, sampai


@pytest.fixture
def ramai(meja):
    for status in (
        Status.DIAJUKAN,
        Status.DIVERIFIKASI,
        Status.DIDISTRIBUSI,
        Status.DIVALIDASI,
        Status.DIPARAF,
    ):
        sampai(status, meja)
    actions.ambil(permohonan=ajukan(meja.fo), oleh=meja.fo2)
    return meja


def permintaan(oleh):
    request = RequestFactory().get("/meja/")
    request.user, request.situs = oleh, situs_kini()
    return request


@pytest.mark.parametrize("peran, kueri", [("fo", 1), ("kasi", 2), ("sekcam", 3), ("camat", 1), ("admin", 2)])
def test_satu_kueri_untuk_semua_hitungan(ramai, peran, kueri):
    """And what the rules ask once: mandates to sign (kasi, secretary), vacant posts (secretary), the secretary's post
    (Administrator)."""
    oleh = ramai.yang(peran)
    oleh.hak()
    request = permintaan(oleh)
    with CaptureQueriesContext(
        connection,
    ) as terekam:
        jumlah = hitungan(request)
        hitungan(request)
    assert len(terekam) == kueri, [q["sql"][:80] for q in terekam]
    assert len(jumlah) >= 2


@pytest.mark.parametrize("peran", ["fo", "kasi", "sekcam", "camat", "admin"])
def test_sama_dengan_menghitung_sendiri(ramai, peran):
    request = permintaan(ramai.yang(peran))
    jumlah = hitungan(request)
    for butir in _terlihat(request):
        if butir.hitung:
            nilai = butir.hitung(request)
            assert jumlah[butir] == (nilai if isinstance(nilai, int) else nilai.count()), butir.label
    meja = next(n for b, n in jumlah.items() if b.label == "Meja saya")
    assert meja == Permohonan.objects.menunggu(ramai.yang(peran)).count() > 0


def test_yang_pasti_kosong_tidak_ditanyakan(meja, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert hitung_sekaligus([Permohonan.objects.none(), Permohonan.objects.filter(pk__in=[])]) == [0, 0]
    ajukan(meja.fo)
    with django_assert_num_queries(1):
        assert hitung_sekaligus([Permohonan.objects.none(), Permohonan.objects.all()]) == [0, 1]


def test_halaman_meja_menghitung_menu_sekali(klien, instansi_a, orang, di):
    with di(instansi_a):
        sampai(Status.DIDISTRIBUSI, orang)
    k = klien(instansi_a, orang.kasi)
    k.get("/meja/")
    with CaptureQueriesContext(connection) as terekam:
        k.get("/meja/")
    assert sum("(SELECT count(*) FROM" in q["sql"] for q in terekam) == 1
