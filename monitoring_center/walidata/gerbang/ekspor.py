"""A whole grant as CSV, JSON or Parquet, while it is sent: the memory is that of one piece, however many rows there are.

Pages of the key, each a statement of its own, so that a revocation also ends a download that is under way. A ticket lives five
minutes; a longer download opens the next one (a record of its own) and goes on. What was read is reported also when the other
side hangs up. An error in the middle breaks the connection: a file that looks whole is whole.
"""

import csv
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from math import isfinite
from typing import Any
from uuid import UUID

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
from django.http import StreamingHttpResponse
from django.utils import timezone

from inti.db import koneksi
from inti.db.login import parameter
from inti.ui.lembar_kerja import teks_aman

from . import baca
from .models import Izin

POTONG = 5000
LAPOR_SETIAP = 1  # seconds
UMUR_TIKET = 240  # seconds: below the five minutes of the gate
BENTUK = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
Potong = list[tuple[Any, ...]]
BILANGAN = {
    "int2": pa.int16(),
    "int4": pa.int32(),
    "int8": pa.int64(),
    "float4": pa.float32(),
    "float8": pa.float64(),
}
JENIS: dict[str, pa.DataType] = BILANGAN | {
    "numeric": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "timestamptz": pa.timestamp("us", tz="UTC"),
    "timestamp": pa.timestamp("us"),
}


@dataclass
class Unduhan:
    """What is asked for. `tiket` is open already: a refusal comes before the first byte. `penanda`: the mark of each row as the
    last column, so that a download that broke off goes on after the last row that arrived (`sesudah`)."""

    izin: Izin
    kolom: Sequence[baca.KolomIzin]
    saringan: Sequence[baca.Saring]
    maksud: str
    oleh: str
    tiket: UUID
    sesudah: str | None = None
    penanda: bool = False

    @property
    def nama_kolom(self) -> list[str]:
        nama = [k.nama for k in self.kolom]
        return [*nama, self.izin.kolom_kunci] if self.penanda and self.izin.kolom_kunci not in nama else nama


def respons(u: Unduhan, bentuk: str) -> StreamingHttpResponse:
    """The file, streamed. Reads on a connection of its own: that of the request is gone when the body is sent."""
    sasaran = koneksi.sasaran
    assert sasaran is not None
    assert sasaran.login == u.izin.pembaca
    nama = f"{u.izin.dataset}-{timezone.localdate():%Y%m%d}.{bentuk}"
    aliran = PENULIS[bentuk](u, potongan(u))
    try:
        pertama = next(aliran, b"")  # what is wrong with the request is said before the file begins
    except psycopg.Error as galat:
        raise baca.terjemahkan(galat) from galat
    return StreamingHttpResponse(
        _sambung(pertama, aliran),
        content_type=BENTUK[bentuk],
        headers={
            "Content-Disposition": f'attachment; filename="{nama}"',
            "Cache-Control": "private, no-store",
            "X-Accel-Buffering": "no",
        },
    )


def _sambung(pertama: bytes, aliran: Iterator[bytes]) -> Iterator[bytes]:
    """A generator, so that closing the response closes the stream and reports its rows."""
    yield pertama
    yield from aliran


def potongan(u: Unduhan) -> Iterator[tuple[Any, Potong]]:
    """(description of the columns, rows) piece by piece. Ends the ticket with what was read, whatever happens."""
    buka = baca.Pembuka(u.izin, u.kolom)
    lebar = len(u.nama_kolom)
    k = psycopg.connect(**parameter(u.izin.pembaca), autocommit=True, application_name="spbe:ekspor")
    sesi = _Sesi(k, u)
    try:
        for deskripsi, baris in _halaman(sesi, u):
            sesi.tambah(len(baris))
            yield deskripsi[:lebar], buka([b[:lebar] for b in baris])
    except psycopg.errors.InsufficientPrivilege as galat:
        sesi.catat_tolak(str(galat.diag.message_primary))
        raise
    finally:
        sesi.tutup()
        k.close()


class _Sesi:
    """The connection and the ticket that is open on it."""

    def __init__(self, k: psycopg.Connection[Any], u: Unduhan) -> None:
        self.k, self.u, self.tiket, self.jumlah = k, u, u.tiket, 0
        self.sejak = self.lapor_pada = time.monotonic()
        self.dilaporkan = 0

    def tambah(self, baris: int) -> None:
        """Once a second the gate hears how far it is: then the count is known even when this process is killed."""
        self.jumlah += baris
        if (kini := time.monotonic()) - self.lapor_pada >= LAPOR_SETIAP:
            self.k.execute("SELECT gerbang.lapor(%s, %s)", [self.tiket, self.jumlah - self.dilaporkan])
            self.lapor_pada, self.dilaporkan = kini, self.jumlah

    def perbarui(self) -> None:
        """The next ticket before the present one ends. Raises DitolakGerbang."""
        if time.monotonic() - self.sejak < UMUR_TIKET:
            return
        self.tutup()
        self.jumlah, self.dilaporkan, self.sejak = 0, 0, time.monotonic()
        baris = self.k.execute(
            "SELECT tiket, alasan FROM gerbang.buka(%s, %s, %s)",
            [self.u.izin.uuid, f"{self.u.maksud} (lanjutan)", self.u.oleh],
        ).fetchone()
        assert baris is not None
        if baris[0] is None:
            raise baca.DitolakGerbang(baris[1])
        self.tiket = baris[0]

    def catat_tolak(self, alasan: str) -> None:
        self.k.execute("SELECT gerbang.catat_tolak(%s, %s, %s)", [self.u.izin.uuid, alasan, self.u.oleh])

    def tutup(self) -> None:
        if not self.k.closed:
            self.k.execute("SELECT gerbang.tutup(%s, %s)", [self.tiket, self.jumlah])


def _halaman(sesi: _Sesi, u: Unduhan) -> Iterator[tuple[Any, Potong]]:
    sesudah = u.sesudah
    while True:
        sesi.perbarui()
        with sesi.k.transaction():
            if awal := baca.mulai_dari(u.izin, sesudah):
                sesi.k.execute(*awal)
            k = sesi.k.execute(*baca.susun(u.izin, u.kolom, u.saringan, sesudah, POTONG))
            baris = k.fetchall()
        yield k.description, baris
        if len(baris) < POTONG:
            return
        sesudah = str(baris[-1][-1])


# -- formats -----------------------------------------------------------------------------------------------------------------
# A piece is turned column by column: the type of a column says once what each of its cells needs.

TEKS = frozenset({"text", "varchar", "bpchar", "name"})
Ubah = Callable[[Any], Any]


def _per_kolom(baris: Potong, deskripsi: Any, cara: Callable[[str], Ubah | None]) -> list[Sequence[Any]]:
    """The columns of a piece. `cara`: type name -> what to do with a value that is not NULL, or None to leave it."""
    kolom: list[Sequence[Any]] = list(zip(*baris, strict=True)) if baris else [()] * len(deskripsi)
    for n, d in enumerate(deskripsi):
        if ubah := cara(_nama_jenis(d)):
            kolom[n] = [None if x is None else ubah(x) for x in kolom[n]]
    return kolom


def _nama_jenis(d: Any) -> str:
    tipe = psycopg.adapters.types.get(d.type_code)
    return tipe.name if tipe else ""


def _teks(nilai: Any) -> str:
    if isinstance(nilai, dict | list):
        return json.dumps(nilai, ensure_ascii=False)
    return nilai.isoformat() if isinstance(nilai, date) else str(nilai)


def _aman(teks: str) -> str:
    """A cell that no spreadsheet runs. Letters, digits and plain signs need no closer look."""
    return teks if teks[:1].isalnum() and teks.isprintable() else teks_aman(teks)


def _cara_csv(jenis: str) -> Ubah | None:
    """Numbers stay numbers, also negative ones."""
    if jenis in TEKS:
        return _aman
    return None if jenis in BILANGAN or jenis in ("numeric", "bool") else lambda n: teks_aman(_teks(n))


def _csv(u: Unduhan, isi: Iterator[tuple[Any, Potong]]) -> Iterator[bytes]:
    teks = StringIO(newline="")
    tulis = csv.writer(teks)
    tulis.writerow(u.nama_kolom)
    for deskripsi, baris in isi:
        tulis.writerows(zip(*_per_kolom(baris, deskripsi, _cara_csv), strict=True))
        yield teks.getvalue().encode()
        teks.seek(0)
        teks.truncate()


def nilai_json(nilai: Any) -> Any:
    """A value as JSON has it. NaN and infinity are no numbers there."""
    if isinstance(nilai, float | Decimal):
        if not isfinite(nilai):
            return None
        return nilai if isinstance(nilai, float) else int(nilai) if nilai == int(nilai) else float(nilai)
    return nilai if isinstance(nilai, str | int | dict | list | None) else _teks(nilai)


def _cara_json(jenis: str) -> Ubah | None:
    tetap = jenis in TEKS or jenis in ("int2", "int4", "int8", "bool", "json", "jsonb")
    return None if tetap else nilai_json


def _json(u: Unduhan, isi: Iterator[tuple[Any, Potong]]) -> Iterator[bytes]:
    nama = u.nama_kolom
    depan = "["
    for deskripsi, baris in isi:
        if baris:
            kolom = _per_kolom(baris, deskripsi, _cara_json)
            objek = [dict(zip(nama, b, strict=True)) for b in zip(*kolom, strict=True)]
            yield f"{depan}{json.dumps(objek, default=str, ensure_ascii=False)[1:-1]}".encode()
            depan = ",\n"
    yield b"[]" if depan == "[" else b"]"


def _cara_parquet(jenis: str) -> Ubah | None:
    if jenis == "numeric":
        return float
    return None if jenis in TEKS or jenis in JENIS else _teks


def _parquet(u: Unduhan, isi: Iterator[tuple[Any, Potong]]) -> Iterator[bytes]:
    """One row group a piece; what is written is handed on at once."""
    tampung = _Tampung()
    penulis: pq.ParquetWriter | None = None
    skema: pa.Schema | None = None
    for deskripsi, baris in isi:
        if penulis is None:
            jenis = [JENIS.get(_nama_jenis(d), pa.string()) for d in deskripsi]
            skema = pa.schema(list(zip(u.nama_kolom, jenis, strict=True)))
            penulis = pq.ParquetWriter(tampung, skema, compression="zstd")
        assert skema is not None
        kolom = _per_kolom(baris, deskripsi, _cara_parquet)
        larik = [pa.array(k, j.type) for k, j in zip(kolom, skema, strict=True)]
        penulis.write_batch(pa.record_batch(larik, schema=skema))
        yield tampung.ambil()
    assert penulis is not None
    penulis.close()
    yield tampung.ambil()


class _Tampung(BytesIO):
    """A file that forgets what was taken from it, and still knows how far it has come."""

    def __init__(self) -> None:
        super().__init__()
        self.lewat = 0

    def tell(self) -> int:
        return self.lewat + super().tell()

    def ambil(self) -> bytes:
        isi = self.getvalue()
        self.lewat += len(isi)
        self.seek(0)
        self.truncate()
        return isi

    def close(self) -> None:
        """The writer closes what it wrote to; the last piece is still to be taken."""


PENULIS: dict[str, Callable[[Unduhan, Iterator[tuple[Any, Potong]]], Iterator[bytes]]] = {
    "csv": _csv,
    "json": _json,
    "parquet": _parquet,
}
