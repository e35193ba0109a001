"""Ways around the gate that need no privilege, only SQL: each is refused, and leaves no row behind."""

from contextlib import closing

import psycopg
import pytest

from inti.db.login import LOGIN_MONITORING
from tests.walidata.bantu import (
    PEMBACA,
    PEMILIK,
    jejak,
    sambung,
    satu,
    sebagai_superpengguna,
    tampilan,
    terbit_orang,
)

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]
DITOLAK = psycopg.errors.InsufficientPrivilege


@pytest.mark.parametrize(
    "perintah",
    [
        "EXPLAIN ANALYZE SELECT * FROM {v}",
        "SELECT count(*) FROM {v} WHERE false OR nomor > 0",
        "SELECT (SELECT nama FROM {v} LIMIT 1)",
        "DECLARE c CURSOR WITH HOLD FOR SELECT * FROM {v}",
        "CREATE TABLE salinan AS SELECT * FROM {v}",
        "SELECT * FROM {v} FOR UPDATE",
        "SET SESSION AUTHORIZATION spbe_monitoring",
    ],
)
def test_tanpa_tiket_dengan_jalan_apa_pun(orang_tersandi, perintah):
    nama = tampilan(terbit_orang("nomor", "nama"))
    with pytest.raises(DITOLAK), closing(sambung(PEMBACA)) as k, k.transaction():
        k.execute(perintah.format(v=nama))
    assert [p[0] for p in jejak()] == ["terbit"]


def test_salinan_tanpa_tiket(orang_tersandi):
    nama = tampilan(terbit_orang("nomor", "nama"))
    with closing(sambung(PEMBACA)) as k:
        for perintah in (f"COPY (SELECT * FROM {nama}) TO STDOUT", f"COPY {nama} TO STDOUT"):
            with pytest.raises(psycopg.Error), k.cursor().copy(perintah) as salinan:
                list(salinan)


def test_rencana_yang_disiapkan_tidak_mengingat_izinnya(orang_tersandi):
    izin = terbit_orang("nomor")
    nama = tampilan(izin)
    with closing(sambung(PEMBACA)) as k:
        k.execute("SELECT gerbang.buka(%s, 'x')", [izin])
        k.execute(f"PREPARE p AS SELECT * FROM {nama}")
        for _ in range(8):  # long enough for a generic plan
            assert len(k.execute("EXECUTE p").fetchall()) == 40
        assert satu(LOGIN_MONITORING, "SELECT gerbang.cabut(%s, 'x', 'Sekda')", izin)
        with pytest.raises(DITOLAK, match="dicabut"):
            k.execute("EXECUTE p")
        assert satu(LOGIN_MONITORING, "SELECT gerbang.bereskan()") >= 1
        with pytest.raises(psycopg.errors.UndefinedTable):
            k.execute("EXECUTE p")


def test_baris_di_luar_izin_tidak_bocor_lewat_galat(orang_tersandi):
    """A condition that fails on a hidden row would tell about it; a security barrier never shows it the row."""
    izin = terbit_orang("nomor", "umur", saringan='[{"kolom": "umur", "op": "<=", "nilai": 25}]')
    nama = tampilan(izin)
    with closing(sambung(PEMBACA)) as k:
        k.execute("SELECT gerbang.buka(%s, 'x')", [izin])
        assert len(k.execute(f"SELECT * FROM {nama} WHERE 1 / (umur - 40) > -100").fetchall()) == 5
        assert k.execute(f"SELECT * FROM {nama} WHERE umur > 25 OR true").fetchall()[-1][1] == 25


def test_jejak_tidak_dapat_ditulis_maka_halaman_dan_api_menolak(masuk, aplikasi, orang_tersandi):
    izin = terbit_orang("nomor", "nama")
    sebagai_superpengguna("ALTER TABLE gerbang.jejak ADD CONSTRAINT penuh CHECK (false) NOT VALID")
    k = masuk(PEMBACA, "pengelola_data")
    jawaban = k.post(f"/gerbang/{izin}/buka/", {"maksud": "x"})
    assert jawaban.status_code == 503
    assert "tidak dapat dicatat" in jawaban.content.decode()
    assert "Orang 1" not in k.get(f"/gerbang/{izin}/").content.decode()
    jawaban = aplikasi()(f"{izin}/baris/", maksud="x")
    assert (jawaban.status_code, jawaban["Content-Type"]) == (503, "application/problem+json")
    assert satu(LOGIN_MONITORING, "SELECT count(*) FROM gerbang.jejak") == 1


def test_maksud_berumus_dilumpuhkan_dalam_unduhan_jejak(masuk, orang_tersandi):
    izin = terbit_orang("nomor")
    satu(PEMBACA, "SELECT gerbang.buka(%s, '=HYPERLINK(\"http://x\")', '@SUM(1)')::text", izin)
    csv = masuk(PEMILIK, "pengelola_data").get("/gerbang/jejak/?ekspor=csv").content.decode("utf-8-sig")
    assert "'=HYPERLINK" in csv
    assert "'@SUM(1)" in csv
    assert not [s for b in csv.splitlines() for s in b.split(",") if s.strip('"').startswith(("=", "@"))]
