"""`spbe isolasi`: 0 leaks, and a stray GRANT turns it red."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from inti.db import sebagai_pemilik
from inti.db.isolasi import coba_nyata, periksa_katalog

MUTASI = {
    "tabel": "GRANT SELECT ON i_uji_b.layanan_permohonan TO i_uji_a",
    "kolom": "GRANT SELECT (nama) ON i_uji_b.akun_pengguna TO i_uji_a",
    "kolom nomor": "GRANT UPDATE (urut) ON i_uji_b.layanan_nomorsurat TO i_uji_b",
    "tabel berbatas kolom": "GRANT UPDATE ON i_uji_b.layanan_nomorsurat TO i_uji_b",
    "skema": "GRANT USAGE ON SCHEMA i_uji_b TO i_uji_a",
    "public": "GRANT SELECT ON i_uji_b.layanan_permohonan TO PUBLIC",
    "situs": "GRANT USAGE ON SCHEMA i_uji_b TO spbe_diskominfo",
    "agregator": "GRANT SELECT ON i_uji_b.layanan_permohonan TO spbe_agregator",
    "jejak": "GRANT DELETE ON i_uji_b.audit_jejak TO i_uji_b",
    "publik": "GRANT SELECT ON public.akun_pengguna TO spbe_portal",
    "fungsi": "CREATE FUNCTION i_uji_b.bocor() RETURNS int LANGUAGE sql AS 'SELECT 1';"
    " GRANT EXECUTE ON FUNCTION i_uji_b.bocor() TO i_uji_a",
}


@pytest.mark.django_db
def test_tidak_ada_kebocoran():
    with sebagai_pemilik():
        hasil = periksa_katalog()
    assert hasil.bocor == []
    assert hasil.instansi == 2
    assert hasil.pasangan > 500
    assert hasil.aman


@pytest.mark.parametrize("nama", MUTASI)
@pytest.mark.django_db
def test_grant_liar_membuatnya_merah(nama):
    with sebagai_pemilik():
        with connection.cursor() as k:
            k.execute(MUTASI[nama])
        hasil = periksa_katalog()
    assert len(hasil.bocor) >= 1
    assert not hasil.aman


def test_masuk_sungguhan_ditolak_di_setiap_tabel(basis_nyata):
    with sebagai_pemilik():
        hasil = coba_nyata(periksa_katalog())
    assert hasil.bocor == []
    assert hasil.dicoba > 200


def test_masuk_sungguhan_menemukan_grant_liar(basis_nyata):
    with sebagai_pemilik():
        with connection.cursor() as k:
            k.execute(
                "GRANT USAGE ON SCHEMA i_uji_b TO i_uji_a; GRANT SELECT ON i_uji_b.akun_pengguna TO i_uji_a"
            )
        hasil = coba_nyata(periksa_katalog())
        with connection.cursor() as k:  # roles are shared by the databases of the cluster: leave no trace
            k.execute(
                "REVOKE ALL ON SCHEMA i_uji_b FROM i_uji_a; REVOKE ALL ON i_uji_b.akun_pengguna FROM i_uji_a"
            )
    assert "i_uji_a dapat membaca i_uji_b.akun_pengguna" in hasil.bocor


@pytest.mark.django_db
def test_perintah_keluar_dengan_kode_satu_bila_bocor(capsys):
    call_command("isolasi", json=True)
    assert '"aman": true' in capsys.readouterr().out
    tersimpan = json.loads((Path(settings.SPBE_DATA) / "isolasi.json").read_text())
    assert tersimpan["bocor"] == 0
    assert tersimpan["percobaan"] > 500
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(MUTASI["kolom"])
    with pytest.raises(SystemExit) as keluar:
        call_command("isolasi")
    assert keluar.value.code == 1
    assert "BOCOR i_uji_a memiliki SELECT" in capsys.readouterr().out
    assert json.loads((Path(settings.SPBE_DATA) / "isolasi.json").read_text())["bocor"] >= 1


def test_login_yang_mengubah_setelannya_sendiri_ketahuan_dan_dipulihkan(basis_nyata):
    import psycopg

    from inti.db.hak import segarkan_semua_login
    from inti.db.login import parameter

    with psycopg.connect(**parameter("i_uji_a"), autocommit=True) as k:
        k.execute("ALTER ROLE i_uji_a SET default_transaction_read_only = on")
        k.execute("ALTER ROLE i_uji_a SET search_path = 'pg_catalog'")
    try:
        with sebagai_pemilik():
            bocor = periksa_katalog().bocor
        assert [b for b in bocor if "setelan asing default_transaction_read_only" in b]
        assert [b for b in bocor if "setelan asing search_path" in b]
    finally:
        segarkan_semua_login()
    with sebagai_pemilik():
        assert periksa_katalog().bocor == []
