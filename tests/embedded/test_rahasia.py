"""Secrets of a data folder."""

import json
import stat
from pathlib import Path

import pytest

from inti import embedded
from inti.embedded import GalatEmbedded
from tests.embedded.conftest import Skrip


def test_sekali_dibuat_lalu_tetap(data: Path) -> None:
    satu = embedded.rahasia(data, "kunci_data")
    assert len(satu) == 43
    assert embedded.rahasia(data, "kunci_data") == satu
    assert embedded.rahasia(data, "kunci_login") != satu
    assert stat.S_IMODE((data / "rahasia.json").stat().st_mode) == 0o600


def test_banyak_proses_mendapat_nilai_yang_sama(data: Path, skrip: Skrip) -> None:
    kode = "print(*(embedded.rahasia(data, f'kunci{n}') for n in range(20)))"
    keluaran = {p.communicate(timeout=30)[0] for p in [skrip(data, kode) for _ in range(4)]}
    assert len(keluaran) == 1
    assert len(set(keluaran.pop().split())) == 20


@pytest.mark.parametrize("isi", ["", "{", "[]", '{"a": 1}'])
def test_berkas_rusak_ditolak(data: Path, isi: str) -> None:
    data.mkdir()
    (data / "rahasia.json").write_text(isi)
    with pytest.raises(GalatEmbedded, match=r"rusak\. Kembalikan"):
        embedded.rahasia(data, "kunci")
    assert (data / "rahasia.json").read_text() == isi


def test_berkas_hilang_tidak_diganti_diam_diam(data: Path) -> None:
    """New keys would make the encrypted data of the existing database unreadable for ever."""
    embedded.pastikan(data)
    embedded.hentikan(data)
    (data / "rahasia.json").unlink()
    for pakai in (lambda: embedded.rahasia(data, "kunci_data"), lambda: embedded.pastikan(data)):
        with pytest.raises(GalatEmbedded, match="hilang, padahal basis datanya masih ada"):
            pakai()
    assert not (data / "rahasia.json").exists()


def test_berkas_dari_folder_lain(data: Path) -> None:
    embedded.pastikan(data)
    embedded.hentikan(data)
    isi = json.loads((data / "rahasia.json").read_text())
    (data / "rahasia.json").write_text(json.dumps(isi | {"postgres": "lain"}))
    with pytest.raises(GalatEmbedded, match=r"tidak cocok dengan berkas rahasia\.json"):
        embedded.pastikan(data)
