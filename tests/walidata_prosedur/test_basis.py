"""The rules of the procedure as psql meets them: real logins, nothing of our Python in between, two at once."""

import threading
from contextlib import closing
from datetime import UTC, datetime

import psycopg
import pytest

from inti.db.login import LOGIN_AGREGATOR, LOGIN_DISKOMINFO, LOGIN_MONITORING, LOGIN_PORTAL
from tests.walidata.bantu import (
    LAMPIRKAN,
    PEMBACA,
    PEMILIK,
    SURAT,
    mohon,
    putuskan,
    rekomendasikan,
    sambung,
    satu,
    sebagai_superpengguna,
    terbitkan,
)

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]
DITOLAK = psycopg.errors.InsufficientPrivilege
PUTUSKAN = "SELECT gerbang.putuskan(%s, '1', current_date, 'Sekda')"
TOLAK = (
    "INSERT INTO gerbang.penolakan (permohonan_id, nomor, tanggal, alasan, oleh)"
    " SELECT id, '1', current_date, 'x', 'Sekda' FROM gerbang.permohonan WHERE uuid = %s"
)
KONSEP = (
    "INSERT INTO gerbang.konsep (pembaca, pemilik, dataset, dataset_nama, penanggung_jawab, unit_kerja, maksud, kegunaan, bentuk,"
    " frekuensi, kolom, mulai, selesai, dibuat_oleh) VALUES (%s, %s, 'd', 'd', 'x', 'x', 'x', 'x', 'x', 'x', '[]', current_date,"
    " current_date, 'x') RETURNING 1"
)


def siap() -> str:
    permohonan = mohon(["kode"])
    rekomendasikan(permohonan, [{"nama": "kode"}])
    return permohonan


def hitung(tabel: str) -> int:
    return int(satu(LOGIN_MONITORING, f"SELECT count(*) FROM gerbang.{tabel}"))


@pytest.mark.parametrize(
    ("pertama", "kedua"), [(PUTUSKAN, PUTUSKAN), (PUTUSKAN, TOLAK), (TOLAK, PUTUSKAN), (TOLAK, TOLAK)]
)
def test_dua_pemutus_serentak(pertama, kedua):
    """The second waits for the first to commit and is refused: exactly one decision."""
    permohonan = siap()
    galat: list[Exception] = []

    def menyusul() -> None:
        try:
            with closing(sambung(LOGIN_MONITORING)) as k:
                k.execute(kedua, [permohonan])
        except psycopg.Error as e:
            galat.append(e)

    with closing(sambung(LOGIN_MONITORING)) as k, k.transaction():
        k.execute(pertama, [permohonan])
        utas = threading.Thread(target=menyusul)
        utas.start()
        utas.join(0.5)
        assert utas.is_alive(), "yang kedua menunggu"
    utas.join(10)
    assert len(galat) == 1
    assert (hitung("izin"), hitung("penolakan")) == ((1, 0) if pertama == PUTUSKAN else (0, 1))


def test_tanpa_surat_tidak_ada_izin():
    permohonan = mohon(["kode"])
    sebagai_superpengguna("DELETE FROM gerbang.lampiran WHERE jenis = 'pernyataan'")
    rekomendasikan(permohonan, [{"nama": "kode"}])
    with pytest.raises(DITOLAK, match="surat pernyataan"):
        putuskan(permohonan)
    assert hitung("izin") == 0


def test_penolakan_perlu_rekomendasi():
    permohonan = mohon(["kode"])
    with pytest.raises(DITOLAK, match="rekomendasi"):
        satu(LOGIN_MONITORING, f"{TOLAK} RETURNING 1", permohonan)
    assert hitung("penolakan") == 0


def test_uraian_dan_waktu_tidak_dapat_dipalsukan():
    """What the deciders read comes from the catalogue and the clock, whatever the requester's psql says."""
    permohonan = mohon(
        ["kode"], dataset_nama="Data yang sama sekali tidak pribadi", rinci_kolom='[{"name": "kode", "title": "Bukan pribadi"}]',
        diajukan_pada=datetime(2020, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    rekomendasikan(permohonan, [{"nama": "kode"}], pada=datetime(2020, 1, 1, tzinfo=UTC))
    with closing(sambung(LOGIN_MONITORING)) as k:
        nama, rinci, diajukan = k.execute(
            "SELECT dataset_nama, rinci_kolom, diajukan_pada > now() - interval '1 minute' FROM gerbang.permohonan"
        ).fetchone()
        pada = k.execute("SELECT pada > now() - interval '1 minute' FROM gerbang.rekomendasi").fetchone()[0]
    assert (nama, [k["title"] for k in rinci], diajukan, pada) == ("seksi", ["kode"], True, True)


def test_konsep_hanya_terlihat_sendiri():
    satu(PEMBACA, KONSEP, PEMBACA, PEMILIK)
    assert satu(PEMBACA, "SELECT count(*) FROM gerbang.konsep") == 1
    assert satu(PEMILIK, "SELECT count(*) FROM gerbang.konsep") == 0
    with pytest.raises(DITOLAK):
        satu(PEMILIK, KONSEP, PEMBACA, PEMILIK)
    with pytest.raises(DITOLAK):
        satu(LOGIN_MONITORING, "SELECT count(*) FROM gerbang.konsep")


@pytest.mark.parametrize("login", [LOGIN_DISKOMINFO, LOGIN_PORTAL, LOGIN_AGREGATOR])
@pytest.mark.parametrize(
    "tabel", ["permohonan", "rekomendasi", "lampiran", "konsep", "perintah", "usul_cabut", "kabar", "izin"]
)
def test_login_lain_tidak_melihat_prosedur(login, tabel):
    with pytest.raises(DITOLAK):
        satu(login, f"SELECT 1 FROM gerbang.{tabel}")


@pytest.mark.parametrize(
    ("login", "perintah"),
    [
        (PEMILIK, LAMPIRKAN),  # letters are the requester's
        (LOGIN_MONITORING, LAMPIRKAN),
    ],
)
def test_surat_hanya_dari_pemohon(login, perintah):
    permohonan = mohon(["kode"])
    with pytest.raises((DITOLAK, psycopg.errors.UniqueViolation)):
        satu(login, perintah, SURAT, SURAT, permohonan)
    assert hitung("lampiran") == 2


@pytest.mark.parametrize(
    "perintah",
    [
        "UPDATE gerbang.lampiran SET nama = 'x'",
        "DELETE FROM gerbang.lampiran",
        "UPDATE gerbang.permohonan SET kegunaan = 'lain'",
        "DELETE FROM gerbang.permohonan",
        "UPDATE gerbang.perintah SET izin_id = 1",
        "SELECT gerbang.cabut((SELECT uuid FROM gerbang.izin), 'x', 'y')",
        "SELECT gerbang.jawab_usul((SELECT uuid FROM gerbang.izin), 'x', 'y')",
        "INSERT INTO gerbang.kabar (penerima, kunci) VALUES ('i_uji_x', 'k')",
    ],
)
@pytest.mark.parametrize("login", [PEMBACA, PEMILIK])
def test_tidak_ada_yang_berubah(login, perintah):
    terbitkan()
    with pytest.raises(DITOLAK):
        satu(login, f"{perintah} RETURNING 1" if perintah.startswith("INSERT") else perintah)


def test_sidik_lampiran_harus_benar():
    permohonan = mohon(["kode"])
    sebagai_superpengguna("DELETE FROM gerbang.lampiran")
    with pytest.raises(psycopg.errors.CheckViolation):
        satu(
            PEMBACA,
            "INSERT INTO gerbang.lampiran (permohonan_id, jenis, nama, jenis_konten, isi, sha256, elektronik, oleh)"
            " SELECT id, 'surat', 'x', 'application/pdf', 'a', repeat('0', 64), false, 'x'"
            " FROM gerbang.permohonan WHERE uuid = %s"
            " RETURNING 1",
            permohonan,
        )


def test_usul_cabut_hanya_oleh_pemilik():
    terbitkan()
    usul = "INSERT INTO gerbang.usul_cabut (izin_id, pemilik, alasan, oleh) SELECT id, %s, 'x', 'y' FROM gerbang.izin RETURNING 1"
    for nama in (PEMBACA, PEMILIK):
        with pytest.raises(DITOLAK):
            satu(PEMBACA, usul, nama)
    assert satu(PEMILIK, usul, PEMILIK) == 1
    with pytest.raises(psycopg.errors.UniqueViolation):
        satu(PEMILIK, usul, PEMILIK)
    assert satu(PEMBACA, "SELECT count(*) FROM gerbang.usul_cabut") == 0


def test_nama_pihak_untuk_setiap_login():
    for login in (PEMBACA, LOGIN_MONITORING, LOGIN_DISKOMINFO, LOGIN_PORTAL):
        assert satu(login, "SELECT count(*) FROM gerbang.pihak()") == 2
    with pytest.raises(DITOLAK):
        satu(LOGIN_AGREGATOR, "SELECT count(*) FROM gerbang.pihak()")
