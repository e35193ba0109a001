"""Injected SQL on an instansi's own connection reads nothing of another instansi (PITFALLS promise 2)."""

import psycopg
import pytest
from django.db import DatabaseError, connection

from inti.akun.models import Pengguna
from inti.db import di_instansi

RAHASIA = "Kenari rahasia milik B"

SERANGAN = {
    "langsung": "SELECT nama FROM i_uji_b.akun_pengguna",
    "reset_role": "RESET ROLE; SELECT nama FROM i_uji_b.akun_pengguna",
    "set_role": "SET ROLE i_uji_b; SELECT nama FROM i_uji_b.akun_pengguna",
    "set_role_none": "SET ROLE NONE; SELECT nama FROM i_uji_b.akun_pengguna",
    "set_role_pemilik": "SET ROLE spbe_pemilik; SELECT nama FROM i_uji_b.akun_pengguna",
    "set_local_role": "BEGIN; SET LOCAL ROLE i_uji_b; SELECT nama FROM i_uji_b.akun_pengguna",
    "set_config_role": "SELECT set_config('role', 'i_uji_b', false); SELECT nama FROM i_uji_b.akun_pengguna",
    "set_config_path": "SELECT set_config('search_path', 'i_uji_b', false); SELECT nama FROM akun_pengguna",
    "set_path": "SET search_path = i_uji_b; SELECT nama FROM akun_pengguna",
    "session_authorization": "SET SESSION AUTHORIZATION i_uji_b; SELECT nama FROM i_uji_b.akun_pengguna",
    "session_authorization_pemilik": "SET SESSION AUTHORIZATION spbe_pemilik; SELECT nama FROM i_uji_b.akun_pengguna",
    "reset_session_authorization": "RESET SESSION AUTHORIZATION; SELECT nama FROM i_uji_b.akun_pengguna",
    "discard_all": "DISCARD ALL; SELECT nama FROM i_uji_b.akun_pengguna",
    "query_to_xml": "SELECT query_to_xml('SELECT nama FROM i_uji_b.akun_pengguna', true, true, '')::text",
    "table_to_xml": "SELECT table_to_xml('i_uji_b.akun_pengguna', true, true, '')::text",
    "cursor_to_xml": (
        "BEGIN; DECLARE c CURSOR FOR SELECT nama FROM i_uji_b.akun_pengguna;"
        " SELECT cursor_to_xml('c', 10, true, true, '')::text"
    ),
    "dblink": "CREATE EXTENSION dblink; SELECT * FROM dblink('dbname=postgres', 'SELECT 1') t(x int)",
    "copy_program": "COPY (SELECT 1) TO PROGRAM 'id'",
    "copy_berkas": "COPY (SELECT 1) TO '/tmp/spbe-serangan'",
    "baca_berkas": "SELECT pg_read_file('postgresql.conf')",
    "daftar_berkas": "SELECT pg_ls_dir('.')::text",
    "objek_besar": "SELECT lo_from_bytea(0, 'bekal')::text",
    "temp_bayangan": "CREATE TEMP TABLE akun_pengguna (nama text); SELECT nama FROM i_uji_b.akun_pengguna",
    "skema_sendiri": "CREATE TABLE i_uji_a.bekal (x int)",
    "fungsi_definer": (
        "CREATE FUNCTION i_uji_a.f() RETURNS text SECURITY DEFINER LANGUAGE sql AS"
        " 'SELECT nama FROM i_uji_b.akun_pengguna'"
    ),
    "do_plpgsql": "DO $$ BEGIN EXECUTE 'SELECT nama FROM i_uji_b.akun_pengguna'; END $$",
    "buat_role": "CREATE ROLE i_penyusup SUPERUSER LOGIN",
    "grant_diri": "GRANT i_uji_b TO i_uji_a",
    "ubah_sandi": "ALTER ROLE i_uji_b PASSWORD 'x'",
    "publik_instansi": "SELECT nama FROM public.tenants_instansi",
    "publik_pengguna": "SELECT nama FROM public.akun_pengguna",
    "publik_sesi": "SELECT session_data FROM public.django_session",
    "hapus_jejak": "DELETE FROM audit_jejak RETURNING 'terhapus'",
    "ubah_jejak": "UPDATE audit_jejak SET kode = 'x' RETURNING 'terubah'",
    "truncate_jejak": "TRUNCATE audit_jejak",
    "statistik": "SELECT most_common_vals::text FROM pg_stats WHERE schemaname = 'i_uji_b'",
    "sandi_cluster": "SELECT passwd FROM pg_shadow",
}


@pytest.fixture
def kenari(basis_nyata):
    with di_instansi("i_uji_b"):
        Pengguna.objects.create(surel="kenari@b.kab.go.id", nama=RAHASIA)
    with di_instansi("i_uji_a"):
        Pengguna.objects.create(surel="kenari@a.kab.go.id", nama="Kenari milik A")


def test_baterai_serangan_tidak_membaca_satu_baris_pun(kenari):
    terbaca = {}
    for nama, teks in SERANGAN.items():
        with di_instansi("i_uji_a"):
            try:
                connection.ensure_connection()
                for hasil in connection.connection.execute(teks).results():
                    if hasil.description:
                        terbaca.setdefault(nama, []).extend(hasil.fetchall())
            except psycopg.Error:
                pass
            connection.connection.close()
            connection.close()
    # set_config answers with the value that it was given: a row of nobody
    terbaca.pop("set_config_role", None), terbaca.pop("set_config_path", None)
    assert {n: b for n, b in terbaca.items() if b} == {}


def test_keracunan_sesi_hanya_mengenai_diri_sendiri(kenari):
    """A poisoned session stays with its own login: other instansi never get that connection."""
    with di_instansi("i_uji_a"), connection.cursor() as k:
        k.execute("SET search_path = i_uji_b; SET statement_timeout = 0")
    with di_instansi("i_uji_b"):
        assert Pengguna.objects.get().nama == RAHASIA
    with di_instansi("i_uji_a"):
        try:
            nama = list(Pengguna.objects.values_list("nama", flat=True))
        except DatabaseError:
            nama = []
        assert RAHASIA not in nama
