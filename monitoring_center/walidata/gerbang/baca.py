"""Reading under a grant: open a ticket, take pages through the grant's view, report the rows.

    with bacaan(izin, maksud="Laporan triwulan", oleh="Budi (Pengelola data)") as b:
        halaman = b.halaman(batas=100)
        lanjut = b.halaman(batas=100, sesudah=halaman.berikut)

Everything that decides is in the database (ADR 0010). This asks, and puts refusals into words; columns that the grant gives in
plain and the owner keeps encrypted are opened here, after the logged read.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection
from psycopg import sql

from inti.errors import Galat, MasukanSalah
from inti.kripto import buka_sandi

from .models import Izin

MAKS_HALAMAN = 10_000
OPERATOR = {
    "sama": ("sama dengan", "="),
    "bukan": ("bukan", "<>"),
    "kurang": ("kurang dari", "<"),
    "paling_banyak": ("paling banyak", "<="),
    "lebih": ("lebih dari", ">"),
    "paling_sedikit": ("paling sedikit", ">="),
    "memuat": ("memuat", "ILIKE"),
}
DITOLAK, PENUH, WAKTU_HABIS, TIDAK_ADA = "42501", "54000", "57014", "42P01"


class DitolakGerbang(Galat):
    """The gate said no. The record of it stands in the owner's ledger."""

    status = 403
    judul = "Gerbang data menolak"


@dataclass(frozen=True)
class KolomIzin:
    """A column of the grant. `samar`: a keyed hash; `tersandi`: ciphertext of the owner until it is opened with `konteks`."""

    nama: str
    judul: str
    tipe: str
    keterangan: str
    pribadi: str
    samar: bool
    tersandi: bool
    konteks: str

    @property
    def operator(self) -> tuple[str, ...]:
        """What may be asked of it: nothing of a ciphertext, only equality of a hash."""
        if self.tersandi:
            return ()
        return ("sama",) if self.samar else tuple(OPERATOR)


@dataclass(frozen=True)
class Saring:
    kolom: str
    op: str
    nilai: str


@dataclass(frozen=True)
class Halaman:
    """`berikut`: where the next page starts; None at the end. The page after a full last one is empty."""

    baris: list[tuple[Any, ...]]
    berikut: str | None


def skema(izin: Izin) -> tuple[str, tuple[KolomIzin, ...]]:
    """Name of the dataset and the grant's columns in their order."""
    with connection.cursor() as k:
        k.execute("SELECT gerbang.skema_izin(%s)", [izin.uuid])
        isi = k.fetchone()[0]
    if isinstance(isi, str):  # Django hands jsonb over as text
        isi = json.loads(isi)
    return isi["dataset"], tuple(map(_kolom, isi["kolom"]))


def _kolom(k: dict[str, Any]) -> KolomIzin:
    samar = bool(k.get("samar"))
    return KolomIzin(
        nama=k["nama"],
        judul=k.get("title") or k["nama"].replace("_", " ").capitalize(),
        tipe="string" if samar else k.get("type", "string"),
        keterangan=k.get("description", ""),
        pribadi=k.get("pribadi", ""),
        samar=samar,
        tersandi=bool(k.get("tersandi")) and not samar,
        konteks=k.get("konteks", ""),
    )


def buka(izin: UUID, maksud: str, oleh: str) -> UUID:
    """A ticket for the grant, committed before this returns. Raises DitolakGerbang: then the refusal is committed."""
    if connection.in_atomic_block:
        raise RuntimeError(
            "Tiket gerbang dibuka di luar transaksi: pembacaan tidak boleh dibatalkan bersama catatannya."
        )
    with connection.cursor() as k:
        k.execute("SELECT tiket, alasan FROM gerbang.buka(%s, %s, %s)", [izin, maksud, oleh])
        tiket, alasan = k.fetchone()
    if tiket is None:
        raise DitolakGerbang(alasan, saran=SARAN)
    return tiket


SARAN = (
    "Penolakan ini tercatat dalam jejak akses. Pemilik data dan ketentuan izin tertulis pada halaman izin."
)


def tutup(tiket: UUID, baris: int | None = None) -> bool:
    """Report the rows (None: what `lapor` said so far) and end the ticket. False when it has ended already."""
    return bool(_panggil("SELECT gerbang.tutup(%s, %s)", tiket, baris))


def lapor(tiket: UUID, baris: int) -> bool:
    """Note a page of a ticket that stays open. False when the ticket has ended."""
    return bool(_panggil("SELECT gerbang.lapor(%s, %s)", tiket, baris))


def catat_tolak(izin: UUID, alasan: str, oleh: str) -> None:
    """A refusal that was ours (a column or filter outside the grant), for the owner's ledger."""
    _panggil("SELECT gerbang.catat_tolak(%s, %s, %s)", izin, alasan, oleh)


def _panggil(perintah: str, *nilai: Any) -> Any:
    with connection.cursor() as k:
        k.execute(perintah, nilai)
        return k.fetchone()[0]


def susun(
    izin: Izin, kolom: Sequence[KolomIzin], saringan: Sequence[Saring], sesudah: str | None, batas: int | None
) -> tuple[str, list[Any]]:
    """The SELECT of a page. Names come from the grant, operators from a list, values are parameters."""
    per_nama = {k.nama: k for k in kolom}
    syarat: list[sql.Composable] = []
    nilai: list[Any] = []
    for s in saringan:
        k = per_nama.get(s.kolom)
        if k is None:
            raise MasukanSalah(
                f"Kolom {s.kolom[:60]!r} tidak termasuk izin ini.",
                bidang={"saring": "Kolom tidak termasuk izin."},
            )
        if s.op not in k.operator:
            raise MasukanSalah(
                f"Kolom {k.judul} tidak dapat disaring dengan cara itu.",
                bidang={"saring": "Cara menyaring tidak sah."},
            )
        memuat = s.op == "memuat"
        bentuk = "{}::text {} %s" if memuat else "{} {} %s"
        syarat.append(sql.SQL(bentuk).format(sql.Identifier(k.nama), sql.SQL(OPERATOR[s.op][1])))
        nilai.append(f"%{_tanpa_pola(s.nilai)}%" if memuat else s.nilai)
    berkunci = dapat_berkunci(izin, kolom)
    if sesudah is not None and berkunci:
        syarat.append(sql.SQL("{} > %s").format(sql.Identifier(izin.kunci)))
        nilai.append(sesudah)
    di = sql.SQL(" WHERE ") + sql.SQL(" AND ").join(syarat) if syarat else sql.SQL("")
    ekor: sql.Composable = sql.SQL("")
    if batas is not None:
        # In the text, not a parameter: the plan that PostgreSQL keeps would not know how small the page is.
        ekor = sql.SQL(" LIMIT {}").format(sql.Literal(batas))
    if sesudah is not None and not berkunci:
        ekor += sql.SQL(" OFFSET %s")
        nilai.append(_lompat(sesudah))
    # Where rows are counted, the order inside the view is enough: another sort would read, and count, more than the page.
    urut: sql.Composable = sql.SQL("")
    if berkunci and izin.maks_baris is None:
        urut = sql.SQL(" ORDER BY {}").format(sql.Identifier(izin.kunci))
    daftar = sql.SQL(", ").join(sql.Identifier(k.nama) for k in kolom)
    bentuk_akhir = sql.SQL("SELECT {} FROM gerbang.{}{}{}{}")
    return bentuk_akhir.format(daftar, sql.Identifier(izin.tampilan), di, urut, ekor).as_string(), nilai


def dapat_berkunci(izin: Izin, kolom: Sequence[KolomIzin]) -> bool:
    """Whether the grant shows the dataset's key, so that pages start after a value instead of after a number of rows."""
    return any(k.nama == izin.kunci and not k.samar and not k.tersandi for k in kolom)


def _tanpa_pola(teks: str) -> str:
    return teks.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _lompat(sesudah: str) -> int:
    if not sesudah.isdecimal() or len(sesudah) > 12:
        raise MasukanSalah(
            "Penanda halaman tidak dikenal.", bidang={"sesudah": "Penanda halaman tidak dikenal."}
        )
    return int(sesudah)


def terjemahkan(galat: Exception) -> Galat:
    """The refusal of the database in words. What is no refusal is raised again."""
    asal = galat if isinstance(galat, psycopg.Error) else galat.__cause__
    kode = getattr(asal, "sqlstate", "") or ""
    if kode == DITOLAK:
        return DitolakGerbang(asal.diag.message_primary or "Ditolak.", saran=SARAN)  # type: ignore[union-attr]
    if kode == TIDAK_ADA:
        return DitolakGerbang("Izin sudah berakhir atau dicabut.", saran=SARAN)
    if kode == PENUH:
        return DitolakGerbang(
            "Batas baris sehari untuk izin ini tercapai.", saran="Baca lagi besok, atau saring lebih sempit."
        )
    if kode == WAKTU_HABIS:
        return Galat("Pembacaan ini terlalu lama.", saran="Persempit saringannya, atau baca menurut kunci.")
    if kode[:2] in ("22", "42"):
        return MasukanSalah(
            "Nilai saringan tidak cocok dengan jenis kolomnya.", bidang={"saring": "Nilai tidak cocok."}
        )
    raise galat


class Pembuka:
    """Opens what a grant gives in plain and the owner keeps encrypted, with the owner's key."""

    def __init__(self, izin: Izin, kolom: Sequence[KolomIzin]) -> None:
        self.pemilik = izin.pemilik
        self.tersandi = [(n, k.konteks) for n, k in enumerate(kolom) if k.tersandi]

    def __call__(self, baris: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [self._satu(b) for b in baris] if self.tersandi else baris

    def _satu(self, baris: tuple[Any, ...]) -> tuple[Any, ...]:
        isi = list(baris)
        for n, konteks in self.tersandi:
            if isi[n]:
                isi[n] = buka_sandi(isi[n], konteks=konteks, skema=self.pemilik)
        return tuple(isi)


class Bacaan:
    """An open ticket and what is read under it."""

    def __init__(self, izin: Izin, tiket: UUID, kolom: Sequence[KolomIzin]) -> None:
        self.izin, self.tiket, self.kolom = izin, tiket, tuple(kolom)
        self.jumlah = 0

    def halaman(
        self, *, batas: int = 1000, sesudah: str | None = None, saringan: Sequence[Saring] = ()
    ) -> Halaman:
        """One page in the order of the key. Raises DitolakGerbang, MasukanSalah."""
        batas = max(1, min(batas, MAKS_HALAMAN))
        perintah, nilai = susun(self.izin, self.kolom, saringan, sesudah, batas)
        try:
            with connection.cursor() as k:
                k.execute(perintah, nilai)
                baris = k.fetchall()
        except DatabaseError as galat:
            raise terjemahkan(galat) from galat
        self.jumlah += len(baris)
        # A full page may be the last one: to look further would read a row that counts against the limit.
        berikut = self._penanda(baris[-1], sesudah, batas) if len(baris) == batas else None
        return Halaman(Pembuka(self.izin, self.kolom)(baris), berikut)

    def _penanda(self, akhir: tuple[Any, ...], sesudah: str | None, banyak: int) -> str:
        if dapat_berkunci(self.izin, self.kolom):
            nama = [k.nama for k in self.kolom]
            return str(akhir[nama.index(self.izin.kunci)])
        return str((_lompat(sesudah) if sesudah else 0) + banyak)


def pilih(izin: Izin, semua: Sequence[KolomIzin], nama: Sequence[str]) -> list[KolomIzin]:
    """The columns with these names (none: all), and the key, since pages follow it."""
    return [k for k in semua if not nama or k.nama in nama or k.nama == izin.kunci]


@contextmanager
def bacaan(izin: Izin, *, maksud: str, oleh: str, kolom: Sequence[str] = ()) -> Iterator[Bacaan]:
    """Open, read, report: the rows are reported whatever ends the block. `kolom`: fewer than the grant has."""
    semua = skema(izin)[1]
    asing = set(kolom) - {k.nama for k in semua}
    if asing:
        catat_tolak(izin.uuid, f"Kolom di luar izin: {', '.join(sorted(asing))}", oleh)
        raise DitolakGerbang("Kolom yang diminta tidak termasuk izin ini.", saran=SARAN)
    dipilih = [
        k for k in semua if not kolom or k.nama in kolom or k.nama == izin.kunci
    ]  # pages follow the key
    b = Bacaan(izin, buka(izin.uuid, maksud, oleh), dipilih)
    try:
        yield b
    finally:
        tutup(b.tiket, b.jumlah)
