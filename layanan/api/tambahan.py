"""Parts of /api/v1/ that apps above this one add: they mount their own addresses, and say so here for the OpenAPI document."""

TAMBAHAN: list[tuple[str, str]] = []


def daftarkan(awalan: str, modul: str) -> None:
    """`awalan`: prefix under /api/v1/, with a slash at its end; `modul`: its URLconf. Call it in `ready()`."""
    if (awalan, modul) not in TAMBAHAN:
        TAMBAHAN.append((awalan, modul))
