"""The how-to page: its very statements work."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from tests.walidata.bantu import PEMBACA, jejak, sambung, terbitkan

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]
HALAMAN = Path(__file__).resolve().parents[2] / "deploy/docs/cara/membaca-lewat-gerbang.md"


def test_perintah_pada_halaman_berjalan():
    izin = terbitkan()
    lihat, buka, baca, tutup = re.findall(r"```sql\n(.*?)```", HALAMAN.read_text(encoding="utf-8"), re.S)
    with closing(sambung(PEMBACA)) as k:
        baris = k.execute(lihat).fetchone()
        assert str(baris[0]) == izin
        tiket, alasan = k.execute(buka.replace("IZIN", izin)).fetchone()
        assert alasan is None
        assert k.execute(baca.replace("TAMPILAN", baris[4])).fetchall()
        assert k.execute(tutup.replace("TIKET", str(tiket))).fetchone()[0] is True
    assert [p[0] for p in jejak()] == ["terbit", "buka", "tutup"]
