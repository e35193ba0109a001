"""Promise 1 and 2: session_user is the instansi's own login; without an instansi there is no database."""

import threading

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from inti.akun.models import Pengguna
from inti.db import BerpindahDalamTransaksi, TanpaInstansi, di_instansi, sebagai, sebagai_pemilik
from inti.db.login import LOGIN_PORTAL
from inti.db.simpanan import SIMPANAN, SimpananKoneksi


def siapa() -> tuple[str, str]:
    with connection.cursor() as k:
        k.execute("SELECT session_user::text, current_schema()::text")
        return k.fetchone()


def test_setiap_instansi_masuk_dengan_login_sendiri(basis_nyata):
    with di_instansi("i_uji_a"):
        assert siapa() == ("i_uji_a", "i_uji_a")
        with di_instansi("i_uji_b"):
            assert siapa() == ("i_uji_b", "i_uji_b")
        assert siapa() == ("i_uji_a", "i_uji_a")
    with sebagai(LOGIN_PORTAL):
        assert siapa() == (LOGIN_PORTAL, "public")


@pytest.mark.django_db
def test_tanpa_instansi_kueri_ditolak():
    assert connection.sasaran is None
    with pytest.raises(TanpaInstansi):
        Pengguna.objects.count()
    with pytest.raises(TanpaInstansi):
        connection.cursor()


@pytest.mark.parametrize("nama", ["", "public", "pg_catalog", "spbe_pemilik", "i_uji_a; DROP", None, 'i_"x'])
@pytest.mark.django_db
def test_bukan_instansi_ditolak(nama):
    with pytest.raises(TanpaInstansi), di_instansi(nama):
        pass
    assert connection.sasaran is None


def test_berpindah_di_tengah_transaksi_ditolak(basis_nyata):
    with di_instansi("i_uji_a"), transaction.atomic():
        with pytest.raises(BerpindahDalamTransaksi), di_instansi("i_uji_b"):
            pass
        assert siapa() == ("i_uji_a", "i_uji_a")


def test_login_gagal_tidak_jatuh_ke_tempat_lain(basis_nyata):
    with di_instansi("i_tidak_ada"):
        with pytest.raises(OperationalError):
            siapa()
        with pytest.raises(OperationalError):
            Pengguna.objects.count()


def test_thread_baru_bukan_siapa_siapa(basis_nyata):
    hasil = []

    def lihat() -> None:
        try:
            siapa()
        except TanpaInstansi:
            hasil.append("ditolak")

    with di_instansi("i_uji_a"):
        siapa()
        t = threading.Thread(target=lihat)
        t.start()
        t.join()
    assert hasil == ["ditolak"]


def test_tidak_ada_pernyataan_set_pada_koneksi_hangat(basis_nyata, monkeypatch):
    for skema in ("i_uji_a", "i_uji_b"):
        with di_instansi(skema):
            siapa()
    terkirim = []
    asli = psycopg.Cursor.execute

    def catat(self, query, *args, **kwargs):
        terkirim.append(str(query))
        return asli(self, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.Cursor, "execute", catat)
    for skema in ("i_uji_a", "i_uji_b") * 3:
        with di_instansi(skema):
            assert siapa() == (skema, skema)
    assert len(terkirim) == 6
    assert not [t for t in terkirim if "SET" in t.upper()]


def test_koneksi_hangat_dipakai_lagi_dan_yang_mati_diganti(basis_nyata):
    def pid() -> int:
        with di_instansi("i_uji_a"), connection.cursor() as k:
            k.execute("SELECT pg_backend_pid()")
            return k.fetchone()[0]

    pertama = pid()
    assert pid() == pertama
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute("SELECT 1")
    with psycopg.connect(**_admin(), autocommit=True) as k:
        k.execute("SELECT pg_terminate_backend(%s)", [pertama])
        for _ in range(200):
            if not k.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [pertama]).fetchone():
                break
    assert pid() != pertama


def _admin() -> dict:
    from tests.basis import _admin as admin

    return {**admin(), "dbname": "postgres"}


def test_koneksi_di_tengah_transaksi_tidak_disimpan(basis_nyata):
    with di_instansi("i_uji_a"):
        siapa()
        connection.set_autocommit(False)
        siapa()
        mentah = connection.connection
        connection.close()
        assert mentah.closed
    assert all(k is not mentah for _, k in SIMPANAN._diam.values())


def test_simpanan_terbatas_dan_membuang_yang_lama(basis_nyata):
    simpanan = SimpananKoneksi(maks=2)
    from inti.db.login import parameter

    koneksi = [psycopg.connect(**parameter("i_uji_a"), autocommit=True) for _ in range(3)]
    koneksi[0].info.dbname  # noqa: B018
    for i, k in enumerate(koneksi):
        simpanan.catat(k)
        simpanan.simpan((i,), k)
    assert simpanan.jumlah() == 2
    assert koneksi[0].closed
    assert simpanan.ambil((0,)) is None
    assert simpanan.ambil((2,)) is koneksi[2]
    simpanan.kosongkan()
    assert koneksi[1].closed
    koneksi[2].close()


def test_koneksi_terlalu_tua_tidak_dipakai(basis_nyata):
    from inti.db.login import parameter

    simpanan = SimpananKoneksi(maks=2, umur=0.0)
    k = psycopg.connect(**parameter("i_uji_a"), autocommit=True)
    simpanan.catat(k)
    simpanan.simpan(("x",), k)
    assert k.closed
    assert simpanan.ambil(("x",)) is None
