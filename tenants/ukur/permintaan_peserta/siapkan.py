"""Fills a contestant's scratch database (`python -m …`, with the settings of that contestant)."""

import django
from django.conf import settings
from django.db import connection

from tenants.ukur.permintaan_peserta import data


def _buat_tabel(aplikasi: list[str]) -> None:
    from django.apps import apps

    with connection.schema_editor() as editor:
        for config in apps.get_app_configs():
            if config.name in aplikasi:
                for model in config.get_models():
                    editor.create_model(model)


def _isi(tempat: str) -> None:
    from tenants.ukur.permintaan_peserta.models import Orang

    Orang.objects.bulk_create([Orang(**isian) for isian in data.orang(tempat)])


def _buat_skema(skema: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute(f'CREATE SCHEMA "{skema}"')


def _rapikan() -> None:
    with connection.cursor() as kursor:
        kursor.execute("VACUUM (FREEZE, ANALYZE)")


def kita() -> None:
    """Schemas, logins and privileges as `inti.db` makes them; the tables straight from the models."""
    from django.db.migrations.recorder import MigrationRecorder

    from inti.db import di_instansi, sebagai_pemilik
    from inti.db.hak import buat_login_instansi, buat_login_tetap, terapkan_hak
    from tenants.enums import StatusInstansi
    from tenants.models import Domain, Instansi

    with sebagai_pemilik():
        buat_login_tetap()
        MigrationRecorder(connection).ensure_schema()
        _buat_tabel(settings.SHARED_APPS)
        terapkan_hak("public")
    for urut in range(1, data.INSTANSI + 1):
        skema = data.skema(urut)
        with sebagai_pemilik():
            instansi = Instansi.objects.create(
                schema_name=skema,
                slug=data.slug(urut),
                nama=f"Kecamatan Ukur {urut}",
                jenis="kecamatan",
                kode=f"99.99.{urut:02d}",
                kode_wilayah=f"99.99.{urut:02d}",
                status=StatusInstansi.AKTIF,
            )
            Domain.objects.create(tenant=instansi, domain=data.host(urut), is_primary=True)
            _buat_skema(skema)
        with sebagai_pemilik(skema):
            MigrationRecorder(connection).ensure_schema()
            _buat_tabel(settings.TENANT_APPS)
        with sebagai_pemilik(skema):
            buat_login_instansi(skema)
            terapkan_hak(skema)
        with di_instansi(skema):
            _isi(skema)
    with sebagai_pemilik():
        _rapikan()


def tunggal() -> None:
    _buat_tabel(settings.INSTALLED_APPS)
    _isi("tunggal")
    _rapikan()


def django_tenants() -> None:
    from django_tenants.utils import schema_context

    from tenants.ukur.permintaan_peserta.penyewa.models import DomainPenyewa, Penyewa

    _buat_tabel(settings.SHARED_APPS)
    for urut in range(1, data.INSTANSI + 1):
        skema = data.skema(urut)
        penyewa = Penyewa.objects.create(schema_name=skema, nama=f"Kecamatan Ukur {urut}")
        DomainPenyewa.objects.create(tenant=penyewa, domain=data.host(urut), is_primary=True)
        _buat_skema(skema)
        with schema_context(skema):
            _buat_tabel(settings.TENANT_APPS)
            _isi(skema)
    _rapikan()


if __name__ == "__main__":
    django.setup()
    {"kita": kita, "tunggal": tunggal, "django_tenants": django_tenants}[
        settings.SETTINGS_MODULE.rpartition(".")[2]
    ]()
