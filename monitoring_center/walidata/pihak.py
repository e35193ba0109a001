"""The parties of the walidata: names of instansi for every login, from `gerbang.pihak()`."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection

from inti.situs import situs_kini

KUNCI = "walidata:pihak"
UMUR = 300  # seconds


@dataclass(frozen=True)
class Pihak:
    """An active instansi. `skema` is also the name of its login."""

    skema: str
    nama: str
    jenis: str
    slug: str


def semua_pihak() -> dict[str, Pihak]:
    """Every active instansi by schema; one query in five minutes."""
    baris = cache.get(KUNCI)
    if baris is None:
        with connection.cursor() as k:
            k.execute("SELECT skema, nama, jenis, slug FROM gerbang.pihak()")
            baris = [list(b) for b in k.fetchall()]
        cache.set(KUNCI, baris, UMUR)
    return {b[0]: Pihak(*b) for b in baris}


def nama_pihak(skema: str) -> str:
    """ "Kecamatan Batulicin" for "i_batulicin"; an instansi that is no longer active keeps its schema's words."""
    pihak = semua_pihak().get(skema)
    return pihak.nama if pihak else skema.removeprefix("i_").replace("_", " ").title()


def skema_kini() -> str:
    """The schema of the instansi of this request or task; "" on a public host."""
    situs = situs_kini()
    return situs.instansi.schema_name if situs and situs.instansi else ""
