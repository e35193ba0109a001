"""The steps of a provisioning, in order.

`tempat` says where a step runs, and so what a kill leaves behind. Neighbours of the same kind run in one transaction.

* "pemilik": as the owner, in one transaction with its line in `Penyediaan.riwayat`: both are there or neither.
* "instansi": in one transaction on the instansi's own login, before `riwayat` says so. A run after a kill does it
  again, so these steps look first whether their work is there.
* "luar": outside a transaction; may be repeated.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from inti.audit import catat
from inti.db import hak
from inti.errors import Bentrok
from inti.situs import batalkan_cache
from tenants import ddl
from tenants.enums import StatusInstansi
from tenants.models import Domain, Instansi, Penyediaan


@dataclass(frozen=True)
class Langkah:
    nama: str
    label: str
    sesudah: int  # progress in percent when the step is done
    tempat: Literal["pemilik", "instansi", "luar"]
    kerjakan: Callable[[Penyediaan], dict[str, Any] | None]  # what it returns is kept in `riwayat`


def instansi_dari(p: Penyediaan) -> Instansi:
    if p.instansi is None:
        raise Bentrok(f"Penyediaan {p.nama} sudah tidak mempunyai instansi.")
    return p.instansi


def periksa(p: Penyediaan) -> None:
    """Nothing of another origin stands where this instansi is to be built."""
    instansi = instansi_dari(p)
    if instansi.status != StatusInstansi.DRAF:
        raise Bentrok(f"{instansi.nama} sudah berstatus {instansi.get_status_display().lower()}.")
    skema = instansi.schema_name
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT to_regnamespace(%s) IS NOT NULL, EXISTS (SELECT 1 FROM pg_roles WHERE rolname = %s"
            " AND has_database_privilege(oid, current_database(), 'CONNECT'))",
            [skema, skema],
        )
        ada_skema, ada_login = kursor.fetchone()
    if ada_skema or ada_login:
        apa = "Skema" if ada_skema else "Login basis data"
        raise Bentrok(
            f"{apa} {skema} sudah ada dan bukan hasil penyediaan ini.",
            saran="Batalkan penyediaan ini, lalu pilih alamat singkat lain atau hubungi pengelola basis data.",
        )


def cetakan(p: Penyediaan) -> None:
    """The DDL script for the present migrations; built now if this is the first instansi since an upgrade."""
    ddl.siapkan()


def skema(p: Penyediaan) -> dict[str, Any]:
    instansi = instansi_dari(p)
    return {"acuan": ddl.putar_ulang(instansi.schema_name, instansi.jenis), "sidik": ddl.sidik_jari()}


def hapus_skema(nama: str) -> None:
    with connection.cursor() as kursor:
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        kursor.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(nama)))


def mulai_lagi_bila_usang(p: Penyediaan) -> None:
    """Forget a schema that the code before an upgrade made: nobody has worked in it yet, and `migrate` skips a draf."""
    if p.sudah("skema") and p.riwayat["skema"].get("sidik") != ddl.sidik_jari():
        hapus_skema(instansi_dari(p).schema_name)
        for nama in ("cetakan", "skema", "hak", "acuan", "undangan"):
            p.riwayat.pop(nama, None)


def login(p: Penyediaan) -> None:
    """The LOGIN role. Its password is 256 derived bits, which no number of hash rounds makes safer; one round makes every
    new connection of the instansi about 3 ms shorter."""
    with connection.cursor() as kursor:
        kursor.execute("SET LOCAL scram_iterations = 1")
    hak.buat_login_instansi(instansi_dari(p).schema_name)


def hak_akses(p: Penyediaan) -> None:
    """In the transaction that made the schema (the steps "periksa" to "domain" are one)."""
    hak.terapkan_hak(instansi_dari(p).schema_name, baru=True)


def acuan(p: Penyediaan) -> None:
    """Reference data of the apps, unless it came with the schema. `isi_acuan` never doubles what is there."""
    if not p.riwayat["skema"].get("acuan"):
        ddl.isi_acuan(instansi_dari(p))


def domain(p: Penyediaan) -> None:
    """The addresses reserved at registration are there, and one of them is the primary one."""
    instansi = instansi_dari(p)
    baku = f"{instansi.slug}.{settings.SPBE_DOMAIN}"
    milik = {d.domain: d for d in Domain.objects.filter(tenant=instansi)}
    if baku not in milik:
        if Domain.objects.filter(domain=baku).exists():
            raise Bentrok(f"Domain {baku} dipakai instansi lain.")
        milik[baku] = Domain.objects.create(domain=baku, tenant=instansi, is_primary=False)
    if not any(d.is_primary for d in milik.values()):
        Domain.objects.filter(pk=milik[baku].pk).update(is_primary=True)


def undangan(p: Penyediaan) -> None:
    """Invite the first administrator (Perbup Tanah Laut 126/2022 Ps 5: the administrator gives the others access)."""
    from inti.akun.actions import undang
    from inti.akun.models import Undangan

    if p.undangan_surel and not Undangan.objects.filter(surel=p.undangan_surel).exists():
        undang(surel=p.undangan_surel, nama=p.undangan_nama, peran="administrator", oleh=None)


def aktif(p: Penyediaan) -> None:
    """Open the instansi. Until this commits, nobody can reach any part of it."""
    instansi = instansi_dari(p)
    if not Instansi.objects.filter(pk=instansi.pk, status=StatusInstansi.DRAF).update(
        status=StatusInstansi.AKTIF
    ):
        raise Bentrok(f"{instansi.nama} tidak lagi berstatus draf.")
    instansi.status = StatusInstansi.AKTIF
    catat("instansi.tersedia", instansi, oleh=p.dibuat_oleh, slug=instansi.slug, nama=instansi.nama)
    transaction.on_commit(batalkan_cache)


def _langkah(*baris: tuple[Any, ...]) -> tuple[Langkah, ...]:
    return tuple(Langkah(*b) for b in baris)


LANGKAH = _langkah(
    ("cetakan", "Menyiapkan cetakan skema", 25, "luar", cetakan),
    ("periksa", "Memeriksa alamat dan nama", 30, "pemilik", periksa),
    ("skema", "Membuat skema dan tabel", 55, "pemilik", skema),
    ("login", "Membuat login basis data", 60, "pemilik", login),
    ("hak", "Memasang hak akses", 70, "pemilik", hak_akses),
    ("domain", "Memasang domain", 75, "pemilik", domain),
    ("acuan", "Mengisi data acuan", 90, "instansi", acuan),
    ("undangan", "Mengundang administrator pertama", 95, "instansi", undangan),
    ("aktif", "Membuka situs instansi", 100, "pemilik", aktif),
)
