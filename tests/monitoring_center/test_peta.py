"""The map: the twelve kecamatan of Tanah Bumbu and nobody else's."""

import json
from pathlib import Path

from django.contrib.staticfiles import finders

from monitoring_center.dasbor.tampilan import BATAS_KABUPATEN


def test_dua_belas_kecamatan_tanah_bumbu() -> None:
    berkas = finders.find(BATAS_KABUPATEN["63.10"])
    assert isinstance(berkas, str)
    isi = json.loads(Path(berkas).read_text())
    kode = [f["properties"]["kode"] for f in isi["features"]]
    assert kode == [f"63.10.{n:02d}" for n in range(1, 13)]


def test_pemberitahuan_lisensi_ikut() -> None:
    berkas = finders.find("dasbor/NOTICES.txt")
    assert isinstance(berkas, str)
    assert "Cahya DSN" in Path(berkas).read_text()
