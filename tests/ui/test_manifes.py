import json
import shutil
from pathlib import Path

from inti.ui.vendor import FOLDER, MANIFES, selisih

PAKET = json.loads(MANIFES.read_text())["paket"]


def test_berkas_sama_dengan_manifes():
    assert selisih() == []


def test_setiap_paket_menyebut_asal_versi_dan_lisensi():
    for paket in PAKET:
        assert all(paket[k] for k in ("nama", "versi", "lisensi", "sumber", "berkas")), paket["folder"]
        assert (FOLDER / paket["folder"] / "LICENSE").exists()


def test_perubahan_berkas_asing_dan_berkas_hilang_ketahuan(tmp_path: Path):
    salinan = tmp_path / "vendor"
    shutil.copytree(FOLDER, salinan)
    (salinan / "htmx" / "htmx.min.js").write_text("alert(1)")
    (salinan / "htmx" / "LICENSE").unlink()
    (salinan / "asing.js").write_text("")
    assert sorted(selisih(salinan)) == [
        "berubah: htmx/htmx.min.js",
        "hilang: htmx/LICENSE",
        "tidak terdaftar: asing.js",
    ]
