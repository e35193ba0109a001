"""What the environment says."""

import os
from pathlib import Path
from urllib.parse import unquote, urlsplit

AKAR = Path(__file__).resolve().parents[3]


def teks(nama: str, baku: str = "") -> str:
    return os.environ.get(nama, baku)


def benar(nama: str, baku: bool = False) -> bool:
    nilai = os.environ.get(nama)
    return baku if nilai is None else nilai.strip().lower() in ("1", "ya", "true", "yes")


def basis_data(url: str) -> dict[str, str]:
    """HOST, PORT, NAME (and USER/PASSWORD if somebody wrote them: `manage.py check` refuses those)."""
    b = urlsplit(url)
    return {
        "HOST": b.hostname or "127.0.0.1",
        "PORT": str(b.port or 5432),
        "NAME": unquote(b.path.lstrip("/")) or "spbe",
        "USER": unquote(b.username or ""),
        "PASSWORD": unquote(b.password or ""),
    }


DATA = Path(teks("SPBE_DATA", str(AKAR / ".data"))).resolve()
