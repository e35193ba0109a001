"""The gate as psql sees it: plain connections with each login, nothing of our Python in between."""

import hashlib
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from inti.db import sebagai_pemilik
from inti.db.login import LOGIN_MONITORING, parameter

PEMILIK, PEMBACA = "i_uji_a", "i_uji_b"
SUMBER = "layanan_seksi"
SURAT = b"%PDF-1.4 surat"


LAMPIRKAN = (  # Ps 12(1): no grant without both letters
    "INSERT INTO gerbang.lampiran (permohonan_id, jenis, nama, jenis_konten, isi, sha256, elektronik, oleh)"
    " SELECT id, j, j, 'application/pdf', %s, encode(sha256(%s), 'hex'), false, 'x'"
    " FROM gerbang.permohonan, unnest(ARRAY['surat', 'pernyataan']) j WHERE uuid = %s RETURNING 1"
)


def sambung(login: str) -> psycopg.Connection[Any]:
    return psycopg.connect(**parameter(login), autocommit=True)


def satu(login: str, sql: str, *nilai: Any) -> Any:
    """First column of the first row of one statement in a connection of its own."""
    with closing(sambung(login)) as k:
        baris = k.execute(sql, nilai).fetchone()
        return baris[0] if baris else None


def sebagai_superpengguna(sql: str, *nilai: Any) -> None:
    """What only the owner of the database can do: for the tests that tamper."""
    from django.db import connection

    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(sql, nilai)


TERBITKAN = (
    "ALTER TABLE gerbang.dataset DISABLE TRIGGER USER; INSERT INTO gerbang.dataset (pemilik, kode, jenis, nama, kolom, sumber,"
    " kunci, dibuat_oleh, keadaan, disetujui_oleh, disetujui_pada, pengaju, penyetuju)"
    " SELECT %(pemilik)s, %(kode)s, 'sistem', %(kode)s, jsonb_agg("
    "jsonb_build_object('name', attname, 'title', attname, 'type', 'string')), %(sumber)s, %(kunci)s, 'x', 'terbit', 'Kepala',"
    " now(), gen_random_uuid(), gen_random_uuid()"
    " FROM pg_attribute WHERE attrelid = (%(pemilik)s || '.' || %(sumber)s)::regclass AND attnum > 0 ON CONFLICT (pemilik, kode)"
    " DO UPDATE SET keadaan = 'terbit', kunci = excluded.kunci, disetujui_oleh = 'Kepala', disetujui_pada = now(),"
    " pengaju = excluded.pengaju, penyetuju = excluded.penyetuju;"
    " ALTER TABLE gerbang.dataset ENABLE TRIGGER USER"
)


def terbitkan_dataset(kode: str = "seksi", *, sumber: str = SUMBER, kunci: str = "kode") -> None:
    """In the catalogue of PEMILIK, without the way there: all columns of the source, or those that are registered already."""
    from django.db import connection

    isi = {"pemilik": PEMILIK, "kode": kode, "sumber": sumber, "kunci": kunci}
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(TERBITKAN, isi)


def mohon(kolom: list[str], **lain: Any) -> str:
    """A request of PEMBACA for data of PEMILIK; its uuid."""
    kini = datetime.now(UTC)
    if lain.get("dataset", "seksi") == "seksi":
        terbitkan_dataset()
    isi = {
        "pemilik": PEMILIK,
        "dataset": "seksi",
        "penanggung_jawab": "Camat Uji B",
        "unit_kerja": "Kecamatan Uji B",
        "kegunaan": "Pencocokan struktur",
        "bentuk": "tabel",
        "kolom": json.dumps(kolom),
        "saringan": "[]",
        "mulai": kini - timedelta(days=1),
        "selesai": kini + timedelta(days=30),
        "diajukan_oleh": "Orang B",
        "surat_sha256": hashlib.sha256(SURAT).hexdigest(),
        "pernyataan_sha256": hashlib.sha256(SURAT).hexdigest(),
    } | lain
    nama, tempat = ", ".join(isi), ", ".join(["%s"] * len(isi))
    sql = f"INSERT INTO gerbang.permohonan ({nama}) VALUES ({tempat}) RETURNING uuid::text"
    permohonan = satu(PEMBACA, sql, *isi.values())
    satu(PEMBACA, LAMPIRKAN, SURAT, SURAT, permohonan)
    return permohonan


def rekomendasikan(permohonan: str, kolom: list[dict[str, Any]], **lain: Any) -> None:
    isi = {
        "setuju": True,
        "kolom": json.dumps(kolom),
        "sumber": SUMBER,
        "kunci": "kode",
        "alasan_polos": "Diperlukan untuk pencocokan",
        "oleh": "Walidata A",
    } | lain
    nama, tempat = ", ".join(isi), ", ".join(["%s"] * len(isi))
    satu(
        PEMILIK,
        f"INSERT INTO gerbang.rekomendasi (permohonan_id, {nama})"
        f" SELECT id, {tempat} FROM gerbang.permohonan WHERE uuid = %s RETURNING 1",
        *isi.values(),
        permohonan,
    )


def putuskan(permohonan: str) -> str:
    sql = "SELECT gerbang.putuskan(%s, '100.3/1', current_date, 'Sekretaris Daerah')::text"
    return satu(LOGIN_MONITORING, sql, permohonan)


def terbitkan(
    kolom: list[Any] | None = None, *, rekomendasi: dict[str, Any] | None = None, **lain: Any
) -> str:
    """A grant in force; its uuid. `kolom`: names, or dicts with "samar"."""
    daftar = [k if isinstance(k, dict) else {"nama": k} for k in kolom or ["kode", "nama"]]
    permohonan = mohon([k["nama"] for k in daftar], **lain)
    rekomendasikan(permohonan, daftar, **(rekomendasi or {}))
    return putuskan(permohonan)


SAMAR = {"nama": "nik", "samar": True, "dasar": "nik_indeks"}


def terbit_orang(*kolom: Any, **rekomendasi: Any) -> str:
    """A grant on the fixture `orang_tersandi`."""
    isi = {"sumber": "orang_uji", "kunci": "nomor"} | rekomendasi
    terbitkan_dataset("orang", sumber="orang_uji", kunci=isi["kunci"])
    return terbitkan(list(kolom), dataset="orang", rekomendasi=isi)


def tampilan(izin: str) -> str:
    return satu(PEMBACA, "SELECT 'gerbang.izin_' || id FROM gerbang.izin WHERE uuid = %s", izin)


def buka(izin: str, login: str = PEMBACA, maksud: str = "Uji") -> tuple[str | None, str | None]:
    with closing(sambung(login)) as k:
        return k.execute("SELECT tiket::text, alasan FROM gerbang.buka(%s, %s)", [izin, maksud]).fetchone()  # type: ignore[return-value]


def baca(izin: str, login: str = PEMBACA) -> list[Any]:
    with closing(sambung(login)) as k:
        return k.execute(f"SELECT * FROM {tampilan(izin)} ORDER BY 1").fetchall()


def jejak(login: str = PEMILIK) -> list[tuple[str, str, Any]]:
    """What a login sees of the ledger: (event, login, details), oldest first."""
    with closing(sambung(login)) as k:
        return k.execute("SELECT peristiwa, login, rinci FROM gerbang.jejak ORDER BY urut").fetchall()
