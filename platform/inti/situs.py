"""Which host a request is for: the portal, Diskominfo, the Monitoring Center, or an instansi.

The host -> instansi lookup runs as `spbe_portal` and is cached in the process. A version number in Redis tells all processes
within half a second that something changed; while Redis is away, entries live one second.
"""

import logging
import threading
import time
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django_tenants.utils import get_tenant_domain_model, get_tenant_model

from inti.db import Sasaran, sebagai
from inti.db.login import LOGIN_DISKOMINFO, LOGIN_MONITORING, LOGIN_PORTAL

log = logging.getLogger(__name__)

PORTAL, DISKOMINFO, MONITORING, INSTANSI = "portal", "diskominfo", "monitoring", "instansi"
LOGIN_SITUS = {PORTAL: LOGIN_PORTAL, DISKOMINFO: LOGIN_DISKOMINFO, MONITORING: LOGIN_MONITORING}
KUNCI_VERSI = "situs:versi"
JEDA_PERIKSA = 0.5  # seconds between two looks at the version
UMUR_TANPA_REDIS = 1.0
MAKS_ENTRI = 4096


@dataclass(frozen=True)
class InfoInstansi:
    """Snapshot of `tenants.Instansi`, safe to share between threads. Quacks like a tenant (`schema_name`)."""

    id: int
    schema_name: str
    slug: str
    nama: str
    jenis: str
    kode_wilayah: str
    domain_email: str
    zona_waktu: str
    status: str
    ditangguhkan_sampai: date | None = None
    alasan_status: str = ""
    kop: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)

    @cached_property
    def situs(self) -> "Situs":
        return Situs(INSTANSI, self.schema_name, self)


@dataclass(frozen=True)
class Situs:
    jenis: str
    login: str
    instansi: InfoInstansi | None = None

    @property
    def kunci(self) -> str:
        """Name of the site for caches, sessions and logs: `i_batulicin`, `portal`, `diskominfo`, `monitoring`."""
        return self.instansi.schema_name if self.instansi else self.jenis

    @cached_property
    def sasaran(self) -> Sasaran:
        return Sasaran(self.login, self.instansi.schema_name if self.instansi else "public")


_kini: ContextVar[Situs | None] = ContextVar("situs", default=None)
_ingatan: ContextVar[dict[str, Any] | None] = ContextVar("ingatan", default=None)


def situs_kini() -> Situs | None:
    """The site of the present request or task, or None."""
    return _kini.get()


def ingatan() -> dict[str, Any]:
    """What may be remembered as long as this visit to the site (one request, one task); nothing outside of any."""
    isi = _ingatan.get()
    return {} if isi is None else isi


class pada_situs:
    """Be on `situs` inside the block (the database login is `inti.db`'s business)."""

    __slots__ = ("_ingatan", "_situs", "_token")

    def __init__(self, situs: Situs | None) -> None:
        self._situs = situs

    def __enter__(self) -> None:
        self._token = _kini.set(self._situs)
        self._ingatan = _ingatan.set({})

    def __exit__(self, *galat: object) -> None:
        _kini.reset(self._token)
        _ingatan.reset(self._ingatan)


def situs_publik(jenis: str) -> Situs:
    return Situs(jenis, LOGIN_SITUS[jenis])


def situs_instansi(instansi: Any) -> Situs:
    """The site of an Instansi row or an InfoInstansi."""
    info = instansi if isinstance(instansi, InfoInstansi) else info_dari(instansi)
    return info.situs


def info_dari(baris: Any) -> InfoInstansi:
    return InfoInstansi(**{f: getattr(baris, f) for f in InfoInstansi.__dataclass_fields__})


def alamat(tujuan: str, jalur: str = "/") -> str:
    """Absolute URL of `jalur` on the portal, on `diskominfo`/`monitoring`, or on an instansi by its slug."""
    host = settings.SPBE_DOMAIN if tujuan == PORTAL else f"{tujuan}.{settings.SPBE_DOMAIN}"
    port = f":{settings.SPBE_PORT_LUAR}" if settings.SPBE_PORT_LUAR else ""
    return f"{settings.SPBE_SKEMA_URL}://{host}{port}{jalur}"


class _Simpanan:
    """Process-wide cache of host and schema lookups, dropped as a whole when the version changes."""

    def __init__(self) -> None:
        self.kunci = threading.Lock()
        self.entri: dict[str, tuple[InfoInstansi | None, float]] = {}
        self.versi: Any = None
        self.diperiksa = 0.0
        self.redis_hidup = True

    def segarkan(self) -> None:
        kini = time.monotonic()
        if kini - self.diperiksa < JEDA_PERIKSA:
            return
        self.diperiksa = kini
        versi, hidup = baca_versi()
        with self.kunci:
            if hidup != self.redis_hidup or versi != self.versi:
                self.entri.clear()
            self.versi, self.redis_hidup = versi, hidup

    def ambil(self, nama: str) -> tuple[bool, InfoInstansi | None]:
        self.segarkan()
        entri = self.entri.get(nama)
        if entri is None or (not self.redis_hidup and time.monotonic() - entri[1] > UMUR_TANPA_REDIS):
            return False, None
        return True, entri[0]

    def taruh(self, nama: str, info: InfoInstansi | None) -> None:
        with self.kunci:
            if len(self.entri) >= MAKS_ENTRI:
                self.entri.clear()
            self.entri[nama] = (info, time.monotonic())


_simpanan = _Simpanan()


def baca_versi() -> tuple[Any, bool]:
    """The version number in the shared cache and whether Redis answered."""
    versi = cache.get(KUNCI_VERSI)
    return versi, bool(getattr(cache, "redis_hidup", True))


def batalkan_cache() -> None:
    """Tell every process that an instansi or a domain changed."""
    cache.set(KUNCI_VERSI, time.time_ns(), None)
    with _simpanan.kunci:
        _simpanan.entri.clear()
        _simpanan.diperiksa = 0.0


def _muat(nama: str, cari: Any) -> InfoInstansi | None:
    ada, info = _simpanan.ambil(nama)
    if ada:
        return info
    with sebagai(LOGIN_PORTAL):
        baris = cari()
    info = info_dari(baris) if baris else None
    _simpanan.taruh(nama, info)
    return info


def info_instansi(skema: str) -> InfoInstansi | None:
    """The instansi of a schema name, whatever its status; None when there is none."""
    return _muat(f"skema:{skema}", lambda: get_tenant_model().objects.filter(schema_name=skema).first())


def situs_permintaan(request: HttpRequest) -> Situs | None:
    """The site that a request is for; None for an unknown host. Raises DisallowedHost.

    A Host header that has been checked and found before is not parsed again.
    """
    tajuk = request.META.get("HTTP_HOST", "")
    _, info = _simpanan.ambil(f"tajuk:{tajuk}")
    if tajuk and info:
        return info.situs
    situs = cari_situs(request.get_host().rsplit(":", 1)[0])
    if tajuk and situs and situs.instansi and _simpanan.redis_hidup:
        _simpanan.taruh(f"tajuk:{tajuk}", situs.instansi)
    return situs


def cari_situs(host: str) -> Situs | None:
    """The site of a host name without port; None for an unknown one."""
    host = host.lower().rstrip(".").removeprefix("www.")
    induk = settings.SPBE_DOMAIN
    if host == induk:
        return situs_publik(PORTAL)
    depan = host.removesuffix(f".{induk}")
    if depan in (DISKOMINFO, MONITORING) and host != depan:
        return situs_publik(depan)

    def cari() -> Any:
        domain = get_tenant_domain_model().objects.select_related("tenant").filter(domain=host).first()
        return domain and domain.tenant

    info = _muat(f"host:{host}", cari)
    return situs_instansi(info) if info else None
