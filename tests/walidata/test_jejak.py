"""The ledger cannot be changed unnoticed, not even by the owner of the database; and it is one chain under concurrency."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command

from inti.db import sebagai_pemilik
from inti.db.login import LOGIN_MONITORING
from monitoring_center.walidata.gerbang.jejak import periksa_jejak
from tests.walidata.bantu import buka, jejak, satu, sebagai_superpengguna, terbitkan

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]


def _rusak(segel: dict[int, str] | None = None) -> tuple[str, ...]:
    with sebagai_pemilik():
        return periksa_jejak(segel).rusak


@pytest.fixture
def sepuluh() -> None:
    izin = terbitkan()
    for n in range(9):
        buka(izin, maksud=f"Bacaan {n}")


@pytest.mark.parametrize(
    "ubah",
    [
        "UPDATE gerbang.jejak SET login = 'i_uji_c' WHERE urut = 4",
        "UPDATE gerbang.jejak SET rinci = rinci || '{\"maksud\": \"lain\"}' WHERE urut = 10",
        "UPDATE gerbang.jejak SET pada = pada + interval '1 microsecond' WHERE urut = 1",
        "UPDATE gerbang.jejak SET sidik = set_byte(sidik, 0, get_byte(sidik, 0) # 1) WHERE urut = 5",
        "DELETE FROM gerbang.jejak WHERE urut = 1",
        "DELETE FROM gerbang.jejak WHERE urut = 6",
        "DELETE FROM gerbang.jejak WHERE urut = 10",
        "DELETE FROM gerbang.jejak",
        "UPDATE gerbang.jejak SET urut = -urut;"
        " UPDATE gerbang.jejak SET urut = CASE urut WHEN -3 THEN 4 WHEN -4 THEN 3 ELSE -urut END",
        "INSERT INTO gerbang.jejak SELECT 11, pada, peristiwa, izin_id, pemilik, login, tiket, rinci, sidik"
        " FROM gerbang.jejak WHERE urut = 10",
    ],
)  # fmt: skip
def test_setiap_perubahan_ketahuan(sepuluh, ubah):
    assert _rusak() == ()
    sebagai_superpengguna(ubah)
    assert _rusak()


def test_perintah_melaporkan_dan_keluar_dengan_kode_satu(sepuluh, capsys):
    call_command("walidata", "periksa-jejak")
    assert "10 catatan diperiksa, 0 kerusakan" in capsys.readouterr().out
    sebagai_superpengguna("DELETE FROM gerbang.jejak WHERE urut = 6")
    with pytest.raises(SystemExit) as keluar:
        call_command("walidata", "periksa-jejak")
    assert keluar.value.code == 1
    assert "rantai putus pada catatan 7" in capsys.readouterr().out


def test_segel_menemukan_rantai_yang_ditulis_ulang(sepuluh):
    """Somebody with the owner's password rewrites the tail, the head and the seals; the published seal remains."""
    nomor = satu(LOGIN_MONITORING, "SELECT gerbang.segelkan()")
    assert nomor == 10
    segel = {10: satu(LOGIN_MONITORING, "SELECT encode(sidik, 'hex') FROM gerbang.segel WHERE urut = 10")}
    assert _rusak(segel) == ()
    sebagai_superpengguna("DELETE FROM gerbang.jejak WHERE urut > 8")
    sebagai_superpengguna(
        "UPDATE gerbang.kepala SET urut = 8, sidik = (SELECT sidik FROM gerbang.jejak WHERE urut = 8)"
    )
    assert any("segelnya" in kalimat for kalimat in _rusak())
    sebagai_superpengguna("DELETE FROM gerbang.segel")
    assert _rusak() == ()
    assert any("disimpan di luar" in kalimat for kalimat in _rusak(segel))


def test_pembuka_serentak_membuat_satu_rantai():
    izin = terbitkan()
    with ThreadPoolExecutor(8) as kolam:
        hasil = list(kolam.map(lambda n: buka(izin, maksud=str(n))[0], range(40)))
    assert all(hasil)
    assert len(jejak()) == 41
    assert _rusak() == ()
