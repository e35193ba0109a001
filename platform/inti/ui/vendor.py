"""Vendored third-party files: `python -m inti.ui.vendor` rewrites the checksums after a deliberate update.

static/ui/vendor/manifest.json names, for each package, its version, licence, source package and the sha256 of
every file. `selisih()` is what the test calls: a changed, missing or unlisted file is an error.
"""

import hashlib
import json
import sys
from pathlib import Path

FOLDER = Path(__file__).parent / "static" / "ui" / "vendor"
MANIFES = FOLDER / "manifest.json"


def sidik(berkas: Path) -> str:
    return hashlib.sha256(berkas.read_bytes()).hexdigest()


def berkas_ada(folder: Path = FOLDER) -> dict[str, str]:
    """Relative path -> sha256 of every file under the folder except the manifest itself."""
    return {
        b.relative_to(folder).as_posix(): sidik(b)
        for b in sorted(folder.rglob("*"))
        if b.is_file() and b.name != "manifest.json"
    }


def selisih(folder: Path = FOLDER) -> list[str]:
    """Sentences about every difference between the folder and its manifest; empty when they agree."""
    manifes = json.loads((folder / "manifest.json").read_text())
    terdaftar = {nama: jumlah for paket in manifes["paket"] for nama, jumlah in paket["berkas"].items()}
    ada = berkas_ada(folder)
    return (
        [f"tidak terdaftar: {n}" for n in ada.keys() - terdaftar.keys()]
        + [f"hilang: {n}" for n in terdaftar.keys() - ada.keys()]
        + [f"berubah: {n}" for n in ada.keys() & terdaftar.keys() if ada[n] != terdaftar[n]]
    )


def tulis_ulang(folder: Path = FOLDER) -> None:
    """Recompute the file list of each package; a package owns the files under its `folder`."""
    manifes = json.loads((folder / "manifest.json").read_text())
    ada = berkas_ada(folder)
    for paket in manifes["paket"]:
        paket["berkas"] = {n: j for n, j in ada.items() if n.startswith(paket["folder"] + "/")}
    (folder / "manifest.json").write_text(json.dumps(manifes, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    tulis_ulang()
    sys.stdout.write(("\n".join(selisih()) or "manifest.json sesuai dengan berkas.") + "\n")
