"""Reading under a grant: open a ticket, take pages through the grant's view, report the rows.

    with bacaan(izin, maksud="Laporan triwulan", oleh="Budi (Pengelola data)") as b:
        halaman = b.halaman(batas=100)
        lanjut = b.halaman(batas=100, sesudah=halaman.berikut)

Everything that decides is in the database (ADR 0010). This asks, and puts refusals into words; columns that the grant gives in
plain and the owner keeps encrypted are opened here, after the logged read.
"""

import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from django.db import DatabaseError, connection, transaction
from psycopg import sql

from inti.errors import Galat, MasukanSalah
from inti.kripto import buka_sandi

from .models import Izin

log = logging.getLogger(__name__)
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
TANPA_TIKET = "tiket"  # as gerbang.periksa says it
DITOLAK, PENUH, WAKTU_HABIS, TIDAK_ADA = "42501", "54000", "57014", "42P01"


class DitolakGerbang(Galat):
    """The gate said no. The record of it stands in the owner's ledger."""

    status = 403
    judul = "Gerbang data menolak"


class TidakTercatat(Galat):
    """The ledger could not be written: no read without its record."""

    status = 503
    judul = "Data tidak dibuka"


class TiketHabis(DitolakGerbang):
    """Five minutes are over. The end of the ticket stands in the ledger; asking again is all that is needed."""

    judul = "Tiket baca berakhir"


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
    try:
        with connection.cursor() as k:
            k.execute("SELECT tiket, alasan FROM gerbang.buka(%s, %s, %s)", [izin, maksud, oleh])
            tiket, alasan = k.fetchone()
    except DatabaseError as galat:
        log.exception("gerbang.buka")
        raise TidakTercatat(
            "Pembacaan ini tidak dapat dicatat, jadi datanya tidak dibuka.",
            saran="Coba lagi sebentar lagi. Bila berulang, hubungi Dinas Komunikasi dan Informatika.",
        ) from galat
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
    izin: Izin, kolom: Sequence[KolomIzin], saringan: Sequence[Saring], sesudah: str | None, batas: int
) -> tuple[str, list[Any]]:
    """The SELECT of a page; its last column is the mark of the row. Names come from the grant, operators from a list, values are
    parameters."""
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
    if sesudah is not None and izin.kunci_tampak:
        syarat.append(sql.SQL("{} > %s").format(sql.Identifier(izin.kunci)))
        nilai.append(sesudah)
    di = sql.SQL(" WHERE ") + sql.SQL(" AND ").join(syarat) if syarat else sql.SQL("")
    # Where rows are counted, the order inside the view is enough: another sort would read, and count, more than the page.
    urut: sql.Composable = sql.SQL("")
    if izin.kunci_tampak and izin.maks_baris is None:
        urut = sql.SQL(" ORDER BY {}").format(sql.Identifier(izin.kunci))
    daftar = sql.SQL(", ").join(sql.Identifier(n) for n in [*(k.nama for k in kolom), izin.kolom_kunci])
    # The limit in the text, not a parameter: the plan that PostgreSQL keeps would not know how small the page is.
    bentuk_akhir = sql.SQL("SELECT {} FROM gerbang.{}{}{} LIMIT {}").format(
        daftar, sql.Identifier(izin.tampilan), di, urut, sql.Literal(batas)
    )
    return bentuk_akhir.as_string(), nilai


def mulai_dari(izin: Izin, sesudah: str | None) -> tuple[str, list[str]] | None:
    """What is to be said in the same transaction before the page, where the grant does not show its key."""
    if sesudah is None or izin.kunci_tampak:
        return None
    return "SELECT set_config('gerbang.sesudah', %s, true)", [sesudah]


def _tanpa_pola(teks: str) -> str:
    return teks.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def terjemahkan(galat: Exception) -> Galat:
    """The refusal of the database in words. What is no refusal is raised again."""
    asal = galat if isinstance(galat, psycopg.Error) else galat.__cause__
    kode = getattr(asal, "sqlstate", "") or ""
    if kode == DITOLAK and asal.diag.message_detail == TANPA_TIKET:  # type: ignore[union-attr]
        return TiketHabis("Tiket baca sudah berakhir.", saran="Satu tiket berlaku lima menit.")
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

    def __init__(self, izin: Izin, tiket: UUID, kolom: Sequence[KolomIzin], oleh: str) -> None:
        self.izin, self.tiket, self.kolom, self.oleh = izin, tiket, tuple(kolom), oleh
        self.jumlah = 0

    def halaman(
        self, *, batas: int = 1000, sesudah: str | None = None, saringan: Sequence[Saring] = ()
    ) -> Halaman:
        """One page in the order of the key, after the row with the mark `sesudah`. Raises DitolakGerbang, MasukanSalah."""
        batas = max(1, min(batas, MAKS_HALAMAN))
        perintah, nilai = susun(self.izin, self.kolom, saringan, sesudah, batas)
        awal = mulai_dari(self.izin, sesudah)
        try:
            with transaction.atomic(), connection.cursor() as k:
                if awal:
                    k.execute(*awal)
                k.execute(perintah, nilai)
                baris = k.fetchall()
        except DatabaseError as galat:
            raise self._ditolak(galat) from galat
        self.jumlah += len(baris)
        # A full page may be the last one: to look further would read a row that counts against the limit.
        berikut = str(baris[-1][-1]) if len(baris) == batas else None
        return Halaman(Pembuka(self.izin, self.kolom)([b[:-1] for b in baris]), berikut)

    def _ditolak(self, galat: DatabaseError) -> Galat:
        """In words; and what the gate refused in the middle of a reading stands in the owner's ledger at once."""
        kata = terjemahkan(galat)
        if isinstance(kata, DitolakGerbang) and not isinstance(kata, TiketHabis):
            catat_tolak(self.izin.uuid, kata.pesan, self.oleh)
        return kata


def pilih(semua: Sequence[KolomIzin], nama: Sequence[str]) -> list[KolomIzin]:
    """The columns with these names; none: all."""
    return [k for k in semua if not nama or k.nama in nama]


@contextmanager
def bacaan(izin: Izin, *, maksud: str, oleh: str, kolom: Sequence[str] = ()) -> Iterator[Bacaan]:
    """Open, read, report: the rows are reported whatever ends the block. `kolom`: fewer than the grant has."""
    semua = skema(izin)[1]
    asing = set(kolom) - {k.nama for k in semua}
    if asing:
        catat_tolak(izin.uuid, f"Kolom di luar izin: {', '.join(sorted(asing))}", oleh)
        raise DitolakGerbang("Kolom yang diminta tidak termasuk izin ini.", saran=SARAN)
    b = Bacaan(izin, buka(izin.uuid, maksud, oleh), pilih(semua, kolom), oleh)
    try:
        yield b
    finally:
        tutup(b.tiket, b.jumlah)
