"""An instansi always keeps somebody who can hand out rights."""

import datetime as dt
import threading

import pytest
from django.db import connection

from inti.akun.actions import buat_pengguna, cabut_penugasan, nonaktifkan, tugaskan
from inti.akun.models import Pengguna, Penugasan
from inti.akun.waktu import hari_ini
from inti.audit.models import Jejak
from inti.errors import Bentrok


@pytest.fixture
def admin(di_a, buat_orang):
    Penugasan.objects.filter(peran="administrator").delete()
    return buat_orang("administrator")


def _admin_kedua(admin, **isian):
    orang = buat_pengguna(surel="kedua@kab.go.id", nama="Kedua", oleh=admin)
    return orang, tugaskan(pengguna=orang, peran="administrator", oleh=admin, **isian)


def _ditolak(fn):
    semula = list(Penugasan.objects.values_list("pk", "dicabut_pada")), Jejak.objects.count()
    aktif = list(Pengguna.objects.order_by("pk").values_list("pk", "aktif"))
    with pytest.raises(Bentrok, match="administrator terakhir"):
        fn()
    assert (list(Penugasan.objects.values_list("pk", "dicabut_pada")), Jejak.objects.count()) == semula
    assert list(Pengguna.objects.order_by("pk").values_list("pk", "aktif")) == aktif


def test_administrator_terakhir_tidak_dapat_dicabut(admin):
    _ditolak(lambda: cabut_penugasan(penugasan=admin.penugasan.get(), oleh=admin))


def test_dengan_administrator_lain_boleh(admin):
    _admin_kedua(admin)
    assert cabut_penugasan(penugasan=admin.penugasan.get(), oleh=admin).keadaan() == "dicabut"


def test_administrator_bertanggal_selesai_tidak_menggantikan_yang_tetap(admin):
    _admin_kedua(admin, selesai=hari_ini() + dt.timedelta(days=30), sifat="plt", nomor_sk="800/1")
    _ditolak(lambda: cabut_penugasan(penugasan=admin.penugasan.get(), oleh=admin))


def test_yang_bertanggal_selesai_boleh_pergi(admin):
    _, kedua = _admin_kedua(admin, selesai=hari_ini() + dt.timedelta(days=30))
    assert cabut_penugasan(penugasan=kedua, oleh=admin).keadaan() == "dicabut"


def test_yang_belum_mulai_tidak_dihitung(admin):
    _admin_kedua(admin, mulai=hari_ini() + dt.timedelta(days=1))
    _ditolak(lambda: cabut_penugasan(penugasan=admin.penugasan.get(), oleh=admin))


def test_yang_nonaktif_tidak_dihitung(admin):
    kedua, _ = _admin_kedua(admin)
    assert nonaktifkan(pengguna=kedua, oleh=admin).aktif is False
    _ditolak(lambda: cabut_penugasan(penugasan=admin.penugasan.get(), oleh=admin))


def test_administrator_terakhir_tidak_dapat_dinonaktifkan(admin, buat_orang):
    operator = buat_orang("operator")
    _ditolak(lambda: nonaktifkan(pengguna=admin, oleh=operator))


def test_tidak_dapat_menonaktifkan_diri_sendiri(admin):
    _admin_kedua(admin)
    with pytest.raises(Bentrok, match="akun sendiri"):
        nonaktifkan(pengguna=admin, oleh=admin)
    assert Pengguna.objects.get(pk=admin.pk).aktif


def test_pengelola_diskominfo_terakhir_juga_terjaga(db, di, buat_orang):
    with di("diskominfo"):
        Penugasan.objects.filter(peran="diskominfo").delete()
        satu = buat_orang("diskominfo")
        _ditolak(lambda: cabut_penugasan(penugasan=satu.penugasan.get(), oleh=satu))
        buat_orang("diskominfo")
        assert cabut_penugasan(penugasan=satu.penugasan.get(), oleh=satu).keadaan() == "dicabut"


def test_dua_administrator_saling_mencabut_bersamaan(basis_nyata, di):
    """Real connections: one of the two is refused, whoever comes second."""
    from inti.situs import info_instansi

    instansi = info_instansi("i_uji_a")
    with di(instansi):
        Penugasan.objects.filter(peran="administrator").delete()
        orang = [buat_pengguna(surel=f"a{n}@kab.go.id", nama=f"A{n}", oleh=None) for n in (1, 2)]
        for o in orang:
            tugaskan(pengguna=o, peran="administrator", oleh=None)
    hasil, pagar = [], threading.Barrier(2)

    def cabut(korban, pelaku):
        try:
            with di(instansi):
                penugasan = korban.penugasan.get()
                pagar.wait(10)
                cabut_penugasan(penugasan=penugasan, oleh=pelaku)
                hasil.append("dicabut")
        except Bentrok:
            hasil.append("ditolak")
        finally:
            connection.close()

    thread = [threading.Thread(target=cabut, args=pasangan) for pasangan in (orang, orang[::-1])]
    for t in thread:
        t.start()
    for t in thread:
        t.join(30)
    assert sorted(hasil) == ["dicabut", "ditolak"]
    with di(instansi):
        assert Penugasan.objects.berlaku().filter(peran="administrator").count() == 1
