"""House rules that a machine can check."""

import platform
import re
import subprocess
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parents[1]
YANG_DILIHAT = {
    "platform", "tenants", "layanan", "spbe", "monitoring_center", "deploy", "tests", "pyproject.toml", "README.md", "LICENSE",
}  # fmt: skip


def _terlacak() -> list[str]:
    hasil = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=AKAR,
        capture_output=True,
        text=True,
        check=False,
    )
    if hasil.returncode:
        pytest.fail("git ls-files gagal: uji ini dijalankan di dalam checkout")
    return hasil.stdout.splitlines()


def test_platform_bukan_paket():
    """`platform/__init__.py` would shadow the standard library's module; a loose module there would be unimportable."""
    isi = {p.name for p in (AKAR / "platform").iterdir() if p.name != "__pycache__"}
    assert isi == {"manage.py", "inti"}
    assert platform.system()


def test_puncak_hanya_berisi_yang_ditetapkan():
    puncak = {b.split("/")[0] for b in _terlacak() if not b.startswith(".")}
    assert puncak <= YANG_DILIHAT


def test_tidak_ada_alamat_paket_atau_jalur_mesin():
    pola = re.compile(r"index-url|https?://[^ \"]+/(simple|packages|-)/")
    for berkas in _terlacak():
        if berkas.startswith("deploy/") and berkas.endswith((".lock", ".sh", "demo", "test")):
            assert not pola.search((AKAR / berkas).read_text()), berkas


@pytest.mark.parametrize("nama", ["index-url", "extra-index-url", "file://"])
def test_kunci_tanpa_alamat_registri(nama):
    for berkas in (AKAR / "deploy").glob("*.lock"):
        assert nama not in berkas.read_text()


def test_berkas_python_tidak_lebih_dari_empat_ratus_baris():
    panjang = {
        b: n
        for b in _terlacak()
        if b.endswith(".py")
        and "/migrations/" not in b
        and (AKAR / b).exists()
        and (n := (AKAR / b).read_text().count("\n")) > 400
    }
    assert panjang == {}


def test_tanpa_sinyal_django():
    """Rules are in actions and constraints, where a reader finds them; only post_migrate is allowed."""
    pola = re.compile(r"@receiver|(post|pre)_(save|delete|init)\b|m2m_changed")
    temuan = [
        b
        for b in _terlacak()
        if b.endswith(".py")
        and not b.startswith("tests/")
        and (AKAR / b).exists()
        and pola.search((AKAR / b).read_text())
    ]
    assert temuan == []
