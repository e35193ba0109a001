"""Context processor: what every page needs. Menus are lazy, so a page without one asks no database."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from inti.ui.menu import menu_untuk
from inti.ui.pengumuman import semua as semua_pengumuman
from inti.ui.tema import Tema, tema_kini

NAMA_SITUS = {
    "portal": "Portal Layanan",
    "diskominfo": "Diskominfo",
    "monitoring": "Monitoring Center",
}


@dataclass(frozen=True)
class Identitas:
    nama: str
    induk: str
    kontak: Any  # dict of the letterhead (alamat, telepon, surel, …) or a sentence


def identitas(situs: Any, tema: Tema) -> Identitas:
    """Who speaks on this page: the instansi and its government, or the site and the kabupaten."""
    instansi = situs.instansi if situs else None
    if instansi is None:
        nama = NAMA_SITUS.get(situs.jenis if situs else "", tema.nama)
        return Identitas(nama, tema.nama, settings.SPBE_KONTAK)
    kop = {k: v for k, v in (instansi.kop or {}).items() if v and isinstance(v, str)}
    return Identitas(instansi.nama, kop.get("pemerintah", tema.nama), kop)


def peran_saya(request: HttpRequest) -> list[str]:
    """Labels of the posts held today, e.g. "Plt. Camat"."""
    pengguna: Any = getattr(request, "user", None)
    if pengguna is None or not pengguna.is_authenticated:
        return []
    return list(dict.fromkeys(p.label() for p in pengguna.penugasan_berlaku()))


def ui(request: HttpRequest) -> dict[str, Any]:
    situs = getattr(request, "situs", None)
    tema = tema_kini()

    def butir(tempat: str) -> SimpleLazyObject:
        return SimpleLazyObject(lambda: menu_untuk(request, tempat))

    return {
        "situs": situs,
        "instansi": situs.instansi if situs else None,
        "tema": tema,
        "identitas": identitas(situs, tema),
        "menu": butir("samping"),
        "menu_publik": butir("publik"),
        "lonceng": butir("lonceng"),
        "menu_pengguna": butir("pengguna"),
        "pekerjaan": butir("pekerjaan"),
        "pengumuman": SimpleLazyObject(lambda: semua_pengumuman(request)),
        "peran_saya": SimpleLazyObject(lambda: peran_saya(request)),
    }
