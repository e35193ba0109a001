"""From host to site: unknown, suspended, cached, invalidated, and without Redis or PostgreSQL."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client

from inti import situs as s
from inti.db import sebagai_pemilik


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("host", "jenis", "login"),
    [
        ("kab.localhost", "portal", "spbe_portal"),
        ("www.kab.localhost", "portal", "spbe_portal"),
        ("diskominfo.kab.localhost", "diskominfo", "spbe_diskominfo"),
        ("monitoring.kab.localhost", "monitoring", "spbe_monitoring"),
        ("uji-a.kab.localhost", "instansi", "i_uji_a"),
        ("UJI-B.kab.localhost.", "instansi", "i_uji_b"),
    ],
)
def test_setiap_host_punya_login_sendiri(host, jenis, login):
    hasil = s.cari_situs(host)
    assert (hasil.jenis, hasil.login) == (jenis, login)
    assert connection.sasaran is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "host", ["entah.kab.localhost", "diskominfo.uji-a.kab.localhost", "uji-a.lain.localhost", ""]
)
def test_host_tidak_dikenal(host):
    assert s.cari_situs(host) is None


@pytest.mark.django_db
def test_subdomain_tidak_dikenal_menunjukkan_jalan_ke_portal():
    jawaban = Client(HTTP_HOST="entah.kab.localhost").get("/")
    assert jawaban.status_code == 404
    assert s.alamat("portal") in jawaban.content.decode()


def _ubah(**kolom: object) -> None:
    with sebagai_pemilik(), connection.cursor() as k:
        isi = ", ".join(f"{n} = %s" for n in kolom)
        k.execute(f"UPDATE tenants_instansi SET {isi} WHERE schema_name = 'i_uji_a'", list(kolom.values()))


@pytest.mark.django_db
def test_instansi_ditangguhkan_mengatakan_sampai_kapan_dan_kepada_siapa():
    _ubah(status="ditangguhkan", ditangguhkan_sampai="2027-01-31", alasan_status="Pemeliharaan jaringan")
    s.batalkan_cache()
    jawaban = Client(HTTP_HOST="uji-a.kab.localhost").get("/")
    isi = jawaban.content.decode()
    assert jawaban.status_code == 503
    assert "31 Januari 2027" in isi
    assert "Pemeliharaan jaringan" in isi
    assert settings.SPBE_KONTAK.split(",")[0] in isi


@pytest.mark.django_db
def test_pencarian_disimpan_dan_dibatalkan(django_assert_num_queries):
    s.cari_situs("uji-a.kab.localhost")
    with django_assert_num_queries(0):
        assert s.cari_situs("uji-a.kab.localhost").instansi.nama == "Kecamatan Uji A"
    _ubah(nama="Kecamatan Baru")
    assert s.cari_situs("uji-a.kab.localhost").instansi.nama == "Kecamatan Uji A"
    s.batalkan_cache()
    assert s.cari_situs("uji-a.kab.localhost").instansi.nama == "Kecamatan Baru"


@pytest.mark.django_db
def test_proses_lain_tahu_dalam_satu_detik(monkeypatch):
    s.cari_situs("uji-a.kab.localhost")
    _ubah(nama="Kecamatan Baru")
    cache.set(s.KUNCI_VERSI, 12345, None)  # what another process does
    monkeypatch.setattr(s._simpanan, "diperiksa", s._simpanan.diperiksa - s.JEDA_PERIKSA)
    assert s.JEDA_PERIKSA <= 1
    assert s.cari_situs("uji-a.kab.localhost").instansi.nama == "Kecamatan Baru"


@pytest.mark.django_db
def test_tanpa_redis_umur_simpanan_pendek(monkeypatch):
    monkeypatch.setattr(s, "baca_versi", lambda: (None, False))
    monkeypatch.setattr(s._simpanan, "diperiksa", 0.0)
    s.cari_situs("uji-a.kab.localhost")
    _ubah(nama="Kecamatan Baru")
    info, lahir = s._simpanan.entri["host:uji-a.kab.localhost"]
    s._simpanan.entri["host:uji-a.kab.localhost"] = (info, lahir - s.UMUR_TANPA_REDIS - 0.1)
    assert s.cari_situs("uji-a.kab.localhost").instansi.nama == "Kecamatan Baru"


@pytest.mark.django_db
def test_host_acak_tidak_memenuhi_memori(monkeypatch):
    monkeypatch.setattr(s, "MAKS_ENTRI", 5)
    for i in range(20):
        s.cari_situs(f"acak{i}.kab.localhost")
    assert len(s._simpanan.entri) <= 5


def test_basis_data_hilang_503_lalu_pulih(basis_nyata, monkeypatch):
    k = Client(HTTP_HOST="uji-a.kab.localhost")
    assert k.get("/").status_code == 200
    asli = settings.DATABASES["default"]["PORT"]
    from inti.db.simpanan import SIMPANAN

    SIMPANAN.kosongkan()
    monkeypatch.setitem(settings.DATABASES["default"], "PORT", "1")
    s._simpanan.entri.clear()
    jawaban = k.get("/")
    assert jawaban.status_code == 503
    assert jawaban["Retry-After"] == "10"
    monkeypatch.setitem(settings.DATABASES["default"], "PORT", asli)
    assert k.get("/").status_code == 200


def test_basis_data_hilang_di_tengah_permintaan_juga_503(basis_nyata, monkeypatch):
    from inti.akun.models import Pengguna

    k = Client(HTTP_HOST="uji-a.kab.localhost")
    monkeypatch.setattr(Pengguna.objects.__class__, "get_queryset", _putus)
    jawaban = k.post("/akun/login/", {"login": "x@y.go.id", "password": "sandi-yang-panjang"})
    assert jawaban.status_code == 503


def _putus(*args: object, **kwargs: object) -> None:
    raise OperationalError("server closed the connection unexpectedly")


@pytest.mark.django_db
def test_halaman_penolakan_punya_warnanya():
    jawaban = Client(HTTP_HOST="entah.kab.localhost").get("/ui/tema.css")
    assert jawaban.status_code == 200
    assert jawaban["Content-Type"].startswith("text/css")
