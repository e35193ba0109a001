"""The fingerprint that says whether a stored DDL script still is what `migrate` would build."""

import hashlib
from functools import lru_cache
from importlib import import_module
from pathlib import Path

import django
from django.apps import AppConfig, apps
from django.conf import settings
from django.db import connection
from django.db.migrations import RunSQL
from django.db.migrations.loader import MigrationLoader

VERSI_NASKAH = "7"  # raise when tenants.ddl writes its scripts differently


def aplikasi_instansi() -> list[AppConfig]:
    """The apps of TENANT_APPS, in that order."""
    per_nama: dict[str, AppConfig] = {}
    for c in apps.get_app_configs():
        per_nama[c.name] = per_nama[f"{type(c).__module__}.{type(c).__name__}"] = c
    return [per_nama[n] for n in settings.TENANT_APPS if n in per_nama]


def _berkas_migrasi(config: AppConfig) -> list[Path]:
    modul, _ = MigrationLoader.migrations_module(config.label)
    if modul is None:
        return []
    try:
        folder = import_module(modul).__path__
    except ModuleNotFoundError:
        return []
    return sorted(p for f in folder for p in Path(f).glob("*.py"))


def _berkas_acuan(config: AppConfig) -> list[Path]:
    """What an app's reference data is made from: its `acuan.py` and the files in its `data/`."""
    acuan = Path(config.path) / "acuan.py"
    if not acuan.is_file():
        return []
    return [acuan, *sorted(p for p in (Path(config.path) / "data").rglob("*") if p.is_file())]


def _sql_tersusun(label: set[str]) -> list[str]:
    """Text of the RunSQL operations. It may be generated when the migration is imported, so the file alone is not enough."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    teks = []
    for (app, nama), migrasi in sorted(loader.disk_migrations.items()):
        if app in label:
            teks += [f"{app}.{nama}:{op.sql!r}" for op in migrasi.operations if isinstance(op, RunSQL)]
    return teks


@lru_cache(maxsize=1)
def _sidik_migrasi() -> str:
    ramuan = hashlib.sha256()
    daftar = aplikasi_instansi()
    for config in daftar:
        for berkas in _berkas_migrasi(config) + _berkas_acuan(config):
            ramuan.update(f"\0{config.label}/{berkas.name}\0".encode())
            ramuan.update(berkas.read_bytes())
    for teks in _sql_tersusun({c.label for c in daftar}):
        ramuan.update(f"\0{teks}".encode())
    return ramuan.hexdigest()


def sidik_jari() -> str:
    """64 hex characters over the migrations of the instansi apps, Django, and PostgreSQL's major version."""
    versi_pg = connection.pg_version // 10000  # type: ignore[attr-defined]
    bagian = [VERSI_NASKAH, django.get_version(), str(versi_pg), _sidik_migrasi()]
    return hashlib.sha256("|".join(bagian).encode()).hexdigest()
