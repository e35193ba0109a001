"""Small helpers of these tests."""

import os
from itertools import count
from typing import Any

from django.db import connection

from inti.audit.models import Jejak
from inti.db import sebagai_pemilik
from tenants.models import Domain, Instansi, Penyediaan

_nomor = count(1)


def isian(**lain: Any) -> dict[str, Any]:
    """Valid keyword arguments of `daftarkan_instansi`; names differ between processes, as logins belong to the server."""
    n = next(_nomor)
    tanda = f"{os.getpid() % 100_000}-{n}"
    return {
        "nama": f"Kecamatan Percobaan {n}",
        "jenis": "kecamatan",
        "kode": f"98.{n:02d}.{os.getpid() % 1000}",
        "kode_wilayah": "63.10.03",
        "slug": f"coba-{tanda}",
        "domain_email": "coba.kab.go.id",
    } | lain


def ada_skema(nama: str) -> bool:
    return _ada("SELECT 1 FROM pg_namespace WHERE nspname = %s", nama)


def ada_login(nama: str) -> bool:
    return _ada("SELECT 1 FROM pg_roles WHERE rolname = %s", nama)


def _ada(kueri: str, nama: str) -> bool:
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(kueri, [nama])
        return k.fetchone() is not None


def keadaan_semua() -> dict[str, Any]:
    """Everything in the registry, to show that a refusal changed nothing (the trail is looked at separately)."""
    with sebagai_pemilik():
        return {m.__name__: list(m.objects.order_by("pk").values()) for m in (Instansi, Domain, Penyediaan)}


def jejak(kode: str) -> list[Jejak]:
    """Lines of the trail in schema public, oldest first."""
    with sebagai_pemilik():
        return list(Jejak.objects.filter(kode=kode).order_by("pk"))
