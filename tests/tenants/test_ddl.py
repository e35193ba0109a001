"""The replayed schema is the migrated schema: no difference in pg_catalog, whoever builds it and however often."""

import re
import threading

import pytest
from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateDjango
from django.db import connection, transaction

from inti.db import hak, sebagai_pemilik
from tenants import ddl
from tenants.ddl import bangun, putar, sidik
from tenants.ddl.bersihkan import DumpTidakDikenal, bersihkan
from tenants.ddl.susun import susun
from tenants.models import DdlAcuan
from tests.tenants.katalog import baca, beda


def _perintah(sql: str) -> None:
    with connection.cursor() as k:
        k.execute(sql)


def _skema(pola: str) -> list[str]:
    with connection.cursor() as k:
        k.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE %s ORDER BY 1", [pola])
        return [baris[0] for baris in k.fetchall()]


def _tanpa_waktu(naskah: str) -> str:
    """Without the times at which the migrations were applied."""
    return re.sub(r"'\d{4}-\d\d-\d\d [^']+'", "'waktu'", naskah)


@pytest.fixture
def lupa_naskah():
    putar._naskah.cache_clear()
    yield
    putar._naskah.cache_clear()


def test_skema_putar_ulang_sama_dengan_skema_migrasi(basis_nyata):
    with sebagai_pemilik():
        ddl.putar_ulang("i_putar_ulang")
        _perintah("CREATE SCHEMA i_hasil_migrasi")
    with sebagai_pemilik("i_hasil_migrasi"):
        call_command(MigrateDjango(), verbosity=0, interactive=False)
    with sebagai_pemilik():
        putar_ulang, migrasi = baca("i_putar_ulang"), baca("i_hasil_migrasi")
    assert beda(migrasi, putar_ulang) == []
    assert len(migrasi["relasi"]) > 60
    assert len(migrasi["pemicu"]) >= 1
    assert any("django_migrations" in baris for baris in migrasi["isi"])
    assert any("auth_permission" in baris for baris in migrasi["isi"])


def test_hak_skema_putar_ulang_sama_dengan_hak_skema_migrasi(basis_nyata):
    """Also after the grants: the privileges depend on the models, not on how the tables came to be."""
    nama = ("i_putar_hak", "i_migrasi_hak")
    try:
        with sebagai_pemilik():
            ddl.putar_ulang(nama[0])
            _perintah(f"CREATE SCHEMA {nama[1]}")
        with sebagai_pemilik(nama[1]):
            call_command(MigrateDjango(), verbosity=0, interactive=False)
        with sebagai_pemilik():
            for skema in nama:
                hak.buat_login_instansi(skema)
                hak.terapkan_hak(skema, baru=skema == nama[0])
            assert beda(baca(nama[1]), baca(nama[0])) == []
    finally:
        with sebagai_pemilik():
            for skema in nama:
                _perintah(f"DROP SCHEMA IF EXISTS {skema} CASCADE")
                hak.hapus_login_instansi(skema)


def test_fungsi_dan_pemicu_menyebut_skema_sendiri(basis_nyata):
    with sebagai_pemilik():
        ddl.putar_ulang("i_putar_ulang")
        with connection.cursor() as k:
            k.execute(
                "SELECT f.oid::regprocedure::text, t.tgrelid::regclass::text FROM pg_trigger t"
                " JOIN pg_proc f ON f.oid = t.tgfoid JOIN pg_class c ON c.oid = t.tgrelid"
                " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'i_putar_ulang' AND NOT t.tgisinternal"
            )
            pemicu = k.fetchall()
            k.execute(
                "SELECT count(*) FROM pg_proc WHERE pg_get_functiondef(oid) LIKE '%%acuan\\_%%' AND prokind = 'f'"
                " AND pronamespace = 'i_putar_ulang'::regnamespace"
            )
            assert k.fetchone()[0] == 0
    assert pemicu
    for fungsi, tabel in pemicu:
        assert fungsi.startswith("i_putar_ulang."), fungsi
        assert tabel.startswith("i_putar_ulang."), tabel


def test_acuan_dibangun_sekali_dan_cetakannya_dibuang(basis_nyata, lupa_naskah):
    ddl.siapkan()
    with sebagai_pemilik():
        lama = DdlAcuan.objects.get()
        assert _skema("acuan%") == []
        DdlAcuan.objects.all().delete()
        _perintah("CREATE SCHEMA acuan_sisa_pembangun_mati")
    ddl.siapkan()
    with sebagai_pemilik():
        baru = DdlAcuan.objects.get()
        assert _skema("acuan%") == []
    ddl.siapkan()
    with sebagai_pemilik():
        assert DdlAcuan.objects.get().pk == baru.pk
    assert (baru.sidik, baru.tabel, baru.acuan) == (lama.sidik, lama.tabel, lama.acuan)
    assert _tanpa_waktu(baru.ddl) == _tanpa_waktu(lama.ddl)


def test_dua_pembangun_serentak_membangun_satu_kali(basis_nyata, lupa_naskah, monkeypatch):
    with sebagai_pemilik():
        DdlAcuan.objects.all().delete()
    dipanggil = []
    asli = bangun._bangun
    monkeypatch.setattr(bangun, "_bangun", lambda s: (dipanggil.append(s), asli(s))[1])
    hasil: list[object] = []

    def jalan() -> None:
        try:
            hasil.append(ddl.siapkan())
        except BaseException as galat:
            hasil.append(galat)
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert len(dipanggil) == 1
    assert hasil == [None, None]
    with sebagai_pemilik():
        assert DdlAcuan.objects.count() == 1


def test_acuan_tidak_dibangun_di_dalam_transaksi(basis_nyata, lupa_naskah):
    with sebagai_pemilik(), transaction.atomic():
        DdlAcuan.objects.all().delete()
        with pytest.raises(bangun.CetakanGagal):
            ddl.siapkan()
        with pytest.raises(ddl.AcuanTidakAda):
            ddl.putar_ulang("i_tanpa_acuan")
        transaction.set_rollback(True)


def test_pg_dump_yang_gagal_tidak_meninggalkan_apa_pun(basis_nyata, lupa_naskah, settings):
    with sebagai_pemilik():
        DdlAcuan.objects.all().delete()
    settings.SPBE_PG_DUMP = "/bin/false"
    with pytest.raises(bangun.CetakanGagal, match="pg_dump gagal"):
        ddl.siapkan()
    with sebagai_pemilik():
        assert _skema("acuan%") == []
        assert not DdlAcuan.objects.exists()


def test_putar_ulang_satu_bolak_balik(db, django_assert_num_queries):
    with sebagai_pemilik():
        ddl.putar_ulang("i_pemanasan")
        with django_assert_num_queries(1) as terekam:
            ddl.putar_ulang("i_satu_kali")
    assert "CREATE SCHEMA i_satu_kali" in terekam.captured_queries[0]["sql"]


def test_putar_ulang_tidak_mengubah_setelan_sesi(basis_nyata):
    def setelan() -> list[tuple[str, str]]:
        with connection.cursor() as k:
            k.execute("SELECT name, setting FROM pg_settings ORDER BY 1")
            return [b for b in k.fetchall() if not b[0].startswith(("plpgsql.", "transaction_"))]

    with sebagai_pemilik():
        sebelum = setelan()
        ddl.putar_ulang("i_setelan")
        assert setelan() == sebelum


@pytest.mark.parametrize("nama", ["public", "i_x; DROP SCHEMA public", 'i_"a', "pg_catalog", "", "I_ABC"])
def test_nama_skema_yang_tidak_sah_ditolak(db, nama):
    with sebagai_pemilik(), pytest.raises(ValueError, match="tidak sah"):
        ddl.putar_ulang(nama)


def test_sidik_berubah_bila_berkas_migrasi_berubah(db, tmp_path, monkeypatch):
    berkas = tmp_path / "0001_initial.py"
    berkas.write_text("a = 1")
    monkeypatch.setattr(sidik, "_berkas_migrasi", lambda config: [berkas])
    hitung = sidik._sidik_migrasi.__wrapped__
    semula = hitung()
    assert hitung() == semula
    berkas.write_text("a = 2")
    assert hitung() != semula


def test_sidik_berubah_bila_sql_migrasi_yang_disusun_berubah(db, monkeypatch):
    hitung = sidik._sidik_migrasi.__wrapped__
    semula = hitung()
    monkeypatch.setattr(sidik, "_sql_tersusun", lambda label: ["agregasi.0002: CREATE FUNCTION lain"])
    assert hitung() != semula


def test_dump_dibersihkan_tanpa_menyentuh_isi_fungsi():
    badan = (
        "CREATE FUNCTION acuan_x.f() RETURNS trigger AS $$\nBEGIN\n-- SET default_x\n--\nRETURN NEW;\nEND$$;"
    )
    dump = (
        "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\nSET row_security = off;\n\n"
        "--\n-- Name: acuan_x; Type: SCHEMA; Schema: -; Owner: -\n--\n\nCREATE SCHEMA acuan_x;\n\n\n"
        "SET default_tablespace = '';\n\nSET default_table_access_method = heap;\n\n"
        f"--\n-- Name: f(); Type: FUNCTION; Schema: acuan_x; Owner: -\n--\n\n{badan}\n\n\n"
        "--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict abc\n\n"
    )
    hasil = bersihkan(dump, "acuan_x")
    assert badan in hasil
    assert "restrict" not in hasil
    assert "row_security" not in hasil
    assert "default_tablespace" not in hasil
    assert hasil.count("--") == 2


@pytest.mark.parametrize(
    ("dari", "ke"),
    [
        (
            "CHECK (((status)::text = ANY ((ARRAY['a'::character varying, 'b''c'::character varying])::text[])))",
            "CHECK ((status IN ('a', 'b''c')))",
        ),
        (
            "WHERE ((\"type\")::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]));",
            "WHERE (\"type\" IN ('a', 'b'));",
        ),
        ("CHECK ((n = ANY (ARRAY[1, 2])))", "CHECK ((n = ANY (ARRAY[1, 2])))"),
    ],
)
def test_daftar_nilai_ditulis_seperti_migrasi_menulisnya(dari, ke):
    assert bersihkan(f"CREATE SCHEMA acuan_x;\n{dari}\n", "acuan_x").endswith(f"{ke}\n")


@pytest.mark.parametrize("dump", ["", "CREATE SCHEMA lain;", "CREATE SCHEMA acuan_x;\n\\connect lain\n"])
def test_dump_yang_tidak_dikenal_ditolak(dump):
    with pytest.raises(DumpTidakDikenal):
        bersihkan(dump, "acuan_x")


S = "acuan_x"
DUA_TABEL = f"""CREATE SCHEMA {S};

CREATE TABLE {S}.anak (
    id bigint NOT NULL,
    "order" integer NOT NULL,
    induk_id bigint NOT NULL,
    CONSTRAINT anak_positif CHECK (("order" > 0))
);

ALTER TABLE {S}.anak ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME {S}.anak_id_seq
    START WITH 1
);

CREATE TABLE {S}.induk (
    id bigint NOT NULL
);

ALTER TABLE ONLY {S}.anak
    ADD CONSTRAINT anak_pkey PRIMARY KEY (id);

ALTER TABLE ONLY {S}.induk
    ADD CONSTRAINT induk_pkey PRIMARY KEY (id);

CREATE INDEX anak_induk ON {S}.anak USING btree (induk_id);

ALTER TABLE ONLY {S}.anak
    ADD CONSTRAINT anak_induk_fk FOREIGN KEY (induk_id) REFERENCES {S}.induk(id) DEFERRABLE INITIALLY DEFERRED;
"""


def test_kunci_masuk_ke_tabel_dan_induk_mendahului_anak():
    assert (
        susun(DUA_TABEL, S)
        == f"""CREATE SCHEMA {S};

CREATE TABLE {S}.induk (
    id bigint NOT NULL,
    CONSTRAINT induk_pkey PRIMARY KEY (id)
);

CREATE TABLE {S}.anak (
    id bigint NOT NULL GENERATED BY DEFAULT AS IDENTITY (SEQUENCE NAME {S}.anak_id_seq START WITH 1),
    "order" integer NOT NULL,
    induk_id bigint NOT NULL,
    CONSTRAINT anak_positif CHECK (("order" > 0)),
    CONSTRAINT anak_pkey PRIMARY KEY (id),
    CONSTRAINT anak_induk_fk FOREIGN KEY (induk_id) REFERENCES {S}.induk(id) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX anak_induk ON {S}.anak USING btree (induk_id);

"""
    )


def test_kunci_asing_yang_melingkar_tetap_di_akhir():
    lingkar = DUA_TABEL.replace("id bigint NOT NULL\n", "id bigint NOT NULL,\n    anak_id bigint\n")
    lingkar += (
        f"\nALTER TABLE ONLY {S}.induk\n    ADD CONSTRAINT k FOREIGN KEY (anak_id) REFERENCES {S}.anak(id);\n"
    )
    hasil = susun(lingkar, S)
    assert hasil.count("ALTER TABLE") == 1
    assert hasil.rstrip().endswith("FOREIGN KEY (anak_id) REFERENCES acuan_x.anak(id);")


def test_kunci_asing_tabel_yang_berisi_tetap_sesudah_isinya():
    berisi = DUA_TABEL.replace(
        "ALTER TABLE ONLY", f"INSERT INTO {S}.anak VALUES (1, 1, 1);\n\nALTER TABLE ONLY", 1
    )
    hasil = susun(berisi, S)
    assert hasil.index("INSERT INTO") < hasil.index("anak_induk_fk")


def test_urutan_dibiarkan_bila_ada_yang_lain_di_antara_tabel():
    lain = DUA_TABEL.replace(
        f"CREATE TABLE {S}.induk", f"CREATE VIEW {S}.v AS SELECT 1;\n\nCREATE TABLE {S}.induk"
    )
    assert susun(lain, S) == lain
    assert susun(f"CREATE SCHEMA {S};\n", S) == f"CREATE SCHEMA {S};\n"
