"""After the end of a grant its view and its column privileges go; `spbe isolasi` sees what should not be there."""

from contextlib import closing

import pytest

from inti.db import sebagai_pemilik
from inti.db.isolasi import periksa_katalog
from inti.db.login import LOGIN_MONITORING
from tests.walidata.bantu import (
    PEMBACA,
    PEMILIK,
    SUMBER,
    baca,
    buka,
    sambung,
    satu,
    sebagai_superpengguna,
    terbitkan,
)

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]
PUNYA = (
    "SELECT coalesce(array_agg(attname::text ORDER BY attname), '{}') FROM pg_attribute WHERE attrelid = %s::regclass"
    " AND attnum > 0 AND has_column_privilege('spbe_gerbang', attrelid, attnum, 'SELECT')"
)


def punya():
    return satu(PEMILIK, PUNYA, SUMBER)


def bocor():
    with sebagai_pemilik():
        return periksa_katalog().bocor


def test_hak_kolom_diambil_kembali_tanpa_mengganggu_izin_lain():
    satu_, dua = terbitkan(["kode", "nama"]), terbitkan(["kode"])
    assert punya() == ["kode", "nama"]
    satu(LOGIN_MONITORING, "SELECT gerbang.cabut(%s, 'x', 'y')", satu_)
    assert punya() == ["kode", "nama"], "pencabutan tidak menunggu pembaca mana pun"
    assert satu(LOGIN_MONITORING, "SELECT gerbang.bereskan()") == 1
    assert punya() == ["kode"]
    assert bocor() == []
    buka(dua)
    assert baca(dua)
    assert "dicabut" in buka(satu_)[1]
    sebagai_superpengguna(
        "UPDATE gerbang.izin SET mulai = now() - interval '2 days', selesai = now() - interval '1 hour'"
    )
    assert satu(LOGIN_MONITORING, "SELECT gerbang.bereskan()") == 1
    assert punya() == []
    assert satu(LOGIN_MONITORING, "SELECT gerbang.bereskan()") == 0


def test_pembaca_yang_menahan_transaksi_tidak_menahan_yang_lain():
    izin = terbitkan()
    buka(izin)
    with closing(sambung(PEMBACA)) as k, k.transaction():
        assert k.execute("SELECT * FROM gerbang.izin_1").fetchall()
        satu(LOGIN_MONITORING, "SELECT gerbang.cabut(%s, 'x', 'y')", izin)
        assert satu(LOGIN_MONITORING, "SELECT gerbang.bereskan()") == 0, "dilewati, dicoba lagi kemudian"
    assert satu(LOGIN_MONITORING, "SELECT gerbang.bereskan()") == 1


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        (f"GRANT SELECT (urutan) ON {PEMILIK}.{SUMBER} TO spbe_gerbang", f"{PEMILIK}.{SUMBER}.urutan (SELECT)"),
        (f"GRANT UPDATE (kode) ON {PEMILIK}.{SUMBER} TO spbe_gerbang", f"{PEMILIK}.{SUMBER}.kode (UPDATE)"),
        ("UPDATE gerbang.izin SET mulai = now() - interval '9 days', selesai = now() - interval '2 days'", "belum dibereskan"),
    ],
)  # fmt: skip
def test_isolasi_menemukan_hak_gerbang_yang_asing(ubah, kalimat):
    terbitkan(["kode"])
    assert bocor() == []
    sebagai_superpengguna(ubah)
    assert any(kalimat in b for b in bocor())
