"""The gate (Perbup Tanah Bumbu 25/2019 Ps 11-12): with psql and the reader's own login, nothing of our Python in between."""

import hashlib
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from inti.db import sebagai_pemilik
from inti.db.isolasi import periksa_katalog
from inti.db.login import LOGIN_AGREGATOR, LOGIN_DISKOMINFO, LOGIN_MONITORING, LOGIN_PORTAL
from tests.walidata.bantu import (
    PEMBACA,
    PEMILIK,
    SUMBER,
    SURAT,
    baca,
    buka,
    jejak,
    mohon,
    putuskan,
    rekomendasikan,
    sambung,
    satu,
    sebagai_superpengguna,
    tampilan,
    terbitkan,
    terbitkan_dataset,
)

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]
DITOLAK = psycopg.errors.InsufficientPrivilege
PINDAIKAN = (
    "INSERT INTO gerbang.lampiran (perintah_id, jenis, nama, jenis_konten, isi, sha256, elektronik, oleh)"
    " SELECT id, 'perintah', 'x', 'application/pdf', %s, encode(sha256(%s), 'hex'), false, 'x'"
    " FROM gerbang.perintah WHERE uuid = %s RETURNING 1"
)
LAMPAU = datetime(2020, 1, 1, tzinfo=UTC)


def test_izin_tiket_baca_dan_jejak():
    izin = terbitkan()
    tiket, alasan = buka(izin, maksud="Laporan triwulan")
    assert tiket
    assert alasan is None
    baris = baca(izin)
    assert len(baris) == satu(PEMILIK, f"SELECT count(*) FROM {SUMBER}") > 0
    assert len(baris[0]) == 2, "tepat kolom yang diizinkan"
    assert satu(PEMBACA, "SELECT gerbang.tutup(%s, %s)", tiket, len(baris)) is True
    peristiwa = jejak()
    assert [p[:2] for p in peristiwa] == [
        ("terbit", LOGIN_MONITORING),
        ("buka", PEMBACA),
        ("tutup", PEMBACA),
    ]
    assert peristiwa[1][2]["maksud"] == "Laporan triwulan"
    assert peristiwa[2][2] == {"baris": len(baris)}
    assert jejak(PEMBACA) == peristiwa[1:], "pembaca melihat pembacaannya sendiri"


def test_tanpa_tiket_dan_setelah_ditutup_ditolak():
    izin = terbitkan()
    with pytest.raises(DITOLAK, match="Tidak ada tiket"):
        baca(izin)
    tiket, _ = buka(izin)
    assert baca(izin)
    satu(PEMBACA, "SELECT gerbang.tutup(%s, 1)", tiket)
    with pytest.raises(DITOLAK, match="Tidak ada tiket"):
        baca(izin)
    assert satu(PEMBACA, "SELECT gerbang.tutup(%s, 1)", tiket) is False, "sekali saja"
    assert len(jejak()) == 3


def test_tiket_dari_transaksi_yang_sama_tidak_berlaku():
    """A read that could be rolled back together with its record is no read."""
    izin = terbitkan()
    nama = tampilan(izin)
    for titik_simpan in (False, True):  # a savepoint is not another transaction
        with closing(sambung(PEMBACA)) as k, k.transaction(force_rollback=True):
            if titik_simpan:
                k.execute("SAVEPOINT s")
            assert k.execute("SELECT tiket FROM gerbang.buka(%s, 'x')", [izin]).fetchone()[0]
            if titik_simpan:
                k.execute("RELEASE s")
            with pytest.raises(DITOLAK, match="Tidak ada tiket"):
                k.execute(f"SELECT * FROM {nama}")
    assert [p[0] for p in jejak()] == ["terbit"]


def test_membatalkan_transaksi_setelah_membaca_meninggalkan_jejaknya():
    izin = terbitkan()
    buka(izin)
    nama = tampilan(izin)
    with closing(sambung(PEMBACA)) as k, k.transaction(force_rollback=True):
        assert k.execute(f"SELECT * FROM {nama}").fetchall()
    assert [p[0] for p in jejak()] == ["terbit", "buka"]


@pytest.mark.parametrize(
    ("ubah", "sebab"),
    [
        ("mulai = now() + interval '1 hour', selesai = now() + interval '2 hours'", "belum berlaku"),
        ("mulai = now() - interval '2 hours', selesai = now() - interval '1 second'", "sudah berakhir"),
        ("dicabut_pada = now(), alasan_cabut = 'x', dicabut_oleh = 'y'", "sudah dicabut"),
    ],
)
def test_di_luar_masa_izin(ubah, sebab):
    """Also with a ticket that is open: it bites on the next statement, with no job running."""
    izin = terbitkan()
    buka(izin)
    assert baca(izin)
    sebagai_superpengguna(f"UPDATE gerbang.izin SET {ubah}")
    with pytest.raises(DITOLAK, match=sebab):
        baca(izin)
    tiket, alasan = buka(izin)
    assert tiket is None
    assert sebab in alasan
    assert jejak()[-1][0] == "tolak", "penolakan pun tercatat"


def test_pencabutan_berlaku_di_transaksi_yang_sedang_berjalan():
    izin = terbitkan()
    buka(izin)
    nama = tampilan(izin)
    with closing(sambung(PEMBACA)) as k, k.transaction():
        assert k.execute(f"SELECT * FROM {nama}").fetchall()
        assert satu(LOGIN_MONITORING, "SELECT gerbang.cabut(%s, 'Disalahgunakan', 'Sekda')", izin)
        with pytest.raises(DITOLAK, match="dicabut"), k.transaction():
            k.execute(f"SELECT * FROM {nama}")


@pytest.mark.parametrize("tingkat", ["REPEATABLE READ", "SERIALIZABLE"])
def test_potret_lama_tidak_menyembunyikan_pencabutan(tingkat):
    izin = terbitkan()
    buka(izin)
    nama = tampilan(izin)
    with closing(sambung(PEMBACA)) as k:
        k.execute(f"BEGIN ISOLATION LEVEL {tingkat}")
        with pytest.raises(DITOLAK, match="READ COMMITTED"):
            k.execute(f"SELECT * FROM {nama}")


@pytest.mark.parametrize(
    "login", [LOGIN_DISKOMINFO, LOGIN_MONITORING, LOGIN_PORTAL, LOGIN_AGREGATOR, PEMILIK]
)
def test_login_lain_ditolak(login):
    """Ps 11(6): nor Dinas, nor the centre itself. The owner reads its own table, not the reader's view."""
    izin = terbitkan()
    buka(izin)
    with pytest.raises(DITOLAK), closing(sambung(login)) as k:
        k.execute(f"SELECT * FROM {tampilan(izin)}")
    sebelum = jejak()
    try:
        assert buka(izin, login)[0] is None
    except DITOLAK:
        assert jejak() == sebelum


def test_tiket_login_lain_tidak_berlaku():
    """Two readers with a grant each: the ticket of one opens nothing for the other."""
    izin = terbitkan()
    buka(izin)
    sebagai_superpengguna("UPDATE gerbang.tiket SET login = 'i_uji_c'")
    with pytest.raises(DITOLAK, match="Tidak ada tiket"):
        baca(izin)


def test_tiket_berakhir_sendiri():
    izin = terbitkan()
    buka(izin)
    sebagai_superpengguna("UPDATE gerbang.tiket SET berakhir_pada = clock_timestamp()")
    with pytest.raises(DITOLAK, match="Tidak ada tiket"):
        baca(izin)


def test_batas_harian():
    izin = terbitkan(rekomendasi={"maks_harian": 2})
    assert buka(izin)[0]
    assert buka(izin)[0]
    tiket, alasan = buka(izin)
    assert tiket is None
    assert "Batas 2 pembacaan" in alasan


def test_maksud_wajib():
    assert buka(terbitkan(), maksud="  ") == (None, "Tuliskan maksud pembacaan ini.")


def test_saringan_baris_dan_kolom_asing():
    saringan = json.dumps([{"kolom": "urutan", "op": "<=", "nilai": 2}])
    izin = terbitkan(["kode"], rekomendasi={"saringan": saringan})
    buka(izin)
    assert len(baca(izin)) == 2
    for kolom in ("nama", "urutan"):
        with pytest.raises(psycopg.errors.UndefinedColumn), closing(sambung(PEMBACA)) as k:
            k.execute(f"SELECT {kolom} FROM {tampilan(izin)}")


@pytest.mark.parametrize(
    "saringan",
    [
        [{"kolom": "kode", "op": "= '' OR true OR ''", "nilai": "x"}],
        [{"kolom": "kode", "op": "="}],
        [{"kolom": 'kode" = d."kode" OR "kode', "op": "=", "nilai": "x"}],
        [{"kolom": "tidak_ada", "op": "=", "nilai": "x"}],
    ],
)
def test_saringan_yang_menyusup_ditolak_seluruhnya(saringan):
    permohonan = mohon(["kode"])
    rekomendasikan(permohonan, [{"nama": "kode"}], saringan=json.dumps(saringan))
    with pytest.raises(psycopg.Error):
        putuskan(permohonan)
    assert satu(LOGIN_MONITORING, "SELECT count(*) FROM gerbang.izin") == 0
    assert jejak() == []


def test_nilai_saringan_hanyalah_nilai():
    saringan = json.dumps([{"kolom": "kode", "op": "=", "nilai": "x' OR 'a'='a"}])
    izin = terbitkan(["kode"], rekomendasi={"saringan": saringan})
    buka(izin)
    assert baca(izin) == []


@pytest.mark.parametrize("kolom", ['kode" FROM layanan_seksi; --', "kode, nama", "ctid", "tableoid"])
def test_nama_kolom_yang_menyusup_ditolak(kolom):
    permohonan = mohon([kolom])
    rekomendasikan(permohonan, [{"nama": kolom}])
    with pytest.raises(psycopg.Error):
        putuskan(permohonan)
    assert satu(LOGIN_MONITORING, "SELECT count(*) FROM gerbang.izin") == 0


def test_kolom_disamarkan_dengan_garam_per_izin():
    """Equal values stay equal within a grant; two grants cannot be joined; the salt is not readable."""
    satu_, dua = (terbitkan([{"nama": "kode", "samar": True}, "nama"]) for _ in range(2))
    buka(satu_)
    buka(dua)
    a, b = ({n: k for k, n, _ in baca(x)} for x in (satu_, dua))
    assert a.keys() == b.keys()
    assert not set(a.values()) & set(b.values())
    asli = satu(PEMILIK, "SELECT kode FROM layanan_seksi LIMIT 1")
    assert hashlib.sha256(asli.encode()).hexdigest() not in a.values()
    with pytest.raises(DITOLAK):
        satu(PEMBACA, "SELECT garam FROM gerbang.rahasia")


def test_keputusan_perlu_rekomendasi_pemilik():
    permohonan = mohon(["kode"])
    with pytest.raises(DITOLAK, match="belum merekomendasikan"):
        putuskan(permohonan)
    with (
        pytest.raises(DITOLAK),
        closing(sambung(PEMBACA)) as k,
    ):  # the reader cannot recommend its own request
        k.execute(
            "INSERT INTO gerbang.rekomendasi (permohonan_id, setuju, kolom, sumber, kunci, oleh)"
            " SELECT id, true, '[{\"nama\": \"kode\"}]', 'layanan_seksi', 'kode', 'x' FROM gerbang.permohonan"
        )
    rekomendasikan(permohonan, [{"nama": "kode"}, {"nama": "nama"}])
    with pytest.raises(psycopg.Error, match="tidak dimohon"):
        putuskan(permohonan)
    assert satu(LOGIN_MONITORING, "SELECT count(*) FROM gerbang.izin") == 0


def test_masa_izin_tidak_melampaui_rekomendasi():
    batas = datetime.now(UTC) + timedelta(days=3)
    terbitkan(rekomendasi={"selesai": batas})
    assert satu(LOGIN_MONITORING, "SELECT selesai FROM gerbang.izin") == batas


@pytest.mark.parametrize("login", [PEMBACA, PEMILIK, LOGIN_DISKOMINFO, LOGIN_PORTAL, LOGIN_AGREGATOR])
def test_hanya_monitoring_yang_memutuskan(login):
    permohonan = mohon(["kode"])
    rekomendasikan(permohonan, [{"nama": "kode"}])
    with pytest.raises(DITOLAK):
        satu(login, "SELECT gerbang.putuskan(%s, 'n', current_date, 'x')", permohonan)


def test_perintah_bupati_dimasukkan_dan_dikonfirmasi_dua_orang():
    terbitkan_dataset()
    sidik = hashlib.sha256(SURAT).hexdigest()
    isi = (PEMILIK, PEMBACA, "seksi", SUMBER, '[{"nama": "kode"}]', "Perintah", "1/2026", sidik, "Sekda")
    perintah = satu(
        LOGIN_MONITORING,
        "INSERT INTO gerbang.perintah (pemilik, pembaca, dataset, sumber, kunci, kolom, kegunaan, nomor, tanggal, mulai, selesai,"
        " pindaian_sha256, oleh) VALUES (%s, %s, %s, %s, 'kode', %s, %s, %s, current_date, now(), now() + interval '1 day', %s,"
        " %s) RETURNING uuid",
        *isi,
    )
    satu(LOGIN_MONITORING, PINDAIKAN, SURAT, SURAT, perintah)
    with pytest.raises(psycopg.errors.CheckViolation):
        satu(LOGIN_MONITORING, "SELECT gerbang.konfirmasi_perintah(%s, 'Sekda')", perintah)
    assert jejak() == []
    izin = satu(LOGIN_MONITORING, "SELECT gerbang.konfirmasi_perintah(%s, 'Bupati')::text", perintah)
    buka(izin)
    assert baca(izin)
    assert jejak()[0][2]["jenis"] == "perintah", "pemilik melihat bahwa ini perintah Bupati"
    with pytest.raises(psycopg.Error, match="sudah dikonfirmasi"):
        satu(LOGIN_MONITORING, "SELECT gerbang.konfirmasi_perintah(%s, 'Bupati')", perintah)


@pytest.mark.parametrize("login", [PEMBACA, PEMILIK, LOGIN_MONITORING])
@pytest.mark.parametrize(
    "perintah",
    [
        "INSERT INTO gerbang.izin (jenis) VALUES ('keputusan')",
        "UPDATE gerbang.izin SET selesai = selesai + interval '1 year'",
        "DELETE FROM gerbang.jejak",
        "UPDATE gerbang.jejak SET login = 'siapa'",
        "TRUNCATE gerbang.jejak",
        "UPDATE gerbang.kepala SET urut = 0",
        "INSERT INTO gerbang.tiket (izin_id, login, xid, dibuka_pada, berakhir_pada)"
        " VALUES (1, session_user, '1', now(), now() + interval '1 day')",
        "SELECT gerbang.catat('buka', NULL, NULL, '{}')",
        "SELECT gerbang.pasang(i) FROM gerbang.izin i",
        "SET ROLE spbe_gerbang",
        "CREATE VIEW gerbang.intip AS SELECT 1",
        "UPDATE gerbang.rekomendasi SET setuju = true",
    ],
)
def test_tidak_ada_jalan_lain(login, perintah):
    terbitkan()
    sebelum = jejak()
    with pytest.raises(psycopg.Error) as galat:
        satu(login, perintah)
    assert galat.value.sqlstate == "42501", galat.value
    assert jejak() == sebelum


def test_jejak_tidak_dapat_ditulis_maka_tidak_ada_tiket():
    izin = terbitkan()
    sebagai_superpengguna("ALTER TABLE gerbang.jejak ADD CONSTRAINT penuh CHECK (false) NOT VALID")
    with pytest.raises(psycopg.errors.CheckViolation):
        buka(izin)
    with pytest.raises(DITOLAK, match="Tidak ada tiket"):
        baca(izin)


def test_isolasi_juga_melewati_gerbang():
    terbitkan()
    with sebagai_pemilik():
        assert periksa_katalog().bocor == []
    sebagai_superpengguna("GRANT SELECT ON gerbang.izin_1 TO spbe_diskominfo")
    with sebagai_pemilik():
        assert "spbe_diskominfo memiliki SELECT pada tabel gerbang.izin_1" in periksa_katalog().bocor
