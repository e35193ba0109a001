"""Parts of /api/v1/ that apps above this one add: they mount their own addresses, and say so here for the OpenAPI document."""

TAMBAHAN: list[tuple[str, str]] = []
ENUM: dict[str, str] = {}


def daftarkan(awalan: str, modul: str, **enum: str) -> None:
    """Call it in `ready()`.

    `awalan`: prefix under /api/v1/, with a slash at its end; `modul`: its URLconf; `enum`: names of choices in the document,
    with the import path of each, where two would be called the same.
    """
    if (awalan, modul) not in TAMBAHAN:
        TAMBAHAN.append((awalan, modul))
    ENUM.update(enum)
