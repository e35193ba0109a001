"""What the pages of the gate show: grants as cards, cells of any type, lines of the ledger."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery

from inti.ui import format as f
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.pihak import semua_pihak
from monitoring_center.walidata.prosedur.cakupan import kalimat_saringan
from monitoring_center.walidata.prosedur.waktu import hari_terakhir

from .baca import KolomIzin
from .models import Izin, JejakAkses, KeadaanIzin, Peristiwa

PANJANG_SIDIK = 12  # characters of a masked value that a cell shows


@dataclass
class KartuIzin:
    """A grant in words."""

    izin: Izin
    pemilik: str
    nama: str = ""
    kolom: tuple[KolomIzin, ...] = ()
    keadaan: KeadaanIzin = field(init=False)

    def __post_init__(self) -> None:
        self.keadaan = self.izin.keadaan
        self.nama = self.nama or self.izin.dataset.replace("_", " ").capitalize()

    @cached_property
    def syarat(self) -> list[str]:
        judul = [{"name": k.nama, "title": k.judul} for k in self.kolom]
        return kalimat_saringan(self.izin.saringan, judul)

    @property
    def sampai(self) -> date:
        """The last day, as people say it."""
        return hari_terakhir(self.izin.selesai)

    @property
    def akan_datang(self) -> bool:
        return self.keadaan == KeadaanIzin.AKAN_DATANG

    @property
    def halangan(self) -> tuple[str, str]:
        """Why the data does not open, and since when: title and sentence."""
        i = self.izin
        match self.keadaan:
            case KeadaanIzin.DICABUT:
                return "Izin ini dicabut", f"{f.tanggal_jam(i.dicabut_pada)}, dengan alasan: {i.alasan_cabut}"
            case KeadaanIzin.BERAKHIR:
                return "Izin ini sudah berakhir", f"Masa berlakunya sampai {f.tanggal(self.sampai)}."
            case KeadaanIzin.AKAN_DATANG:
                return "Izin ini belum berlaku", f"Datanya dapat dibaca mulai {f.tanggal_jam(i.mulai)}."
        return "", ""

    @property
    def rincian(self) -> list[tuple[str, Any]]:
        i = self.izin
        dasar = (
            f"{'Perintah Bupati' if i.atas_perintah else 'Keputusan'} nomor {i.nomor}, {f.tanggal(i.tanggal)}"
        )
        butir = [
            ("Pemilik data", self.pemilik),
            ("Kegunaan", i.kegunaan),
            ("Dasar", dasar),
            ("Berlaku", f"{f.tanggal(i.mulai)} sampai {f.tanggal(self.sampai)}"),
            ("Baris", "; ".join(self.syarat) or "Semua baris"),
        ]
        if i.dicabut_pada:
            butir.append(("Dicabut", f"{f.tanggal_jam(i.dicabut_pada)}: {i.alasan_cabut}"))
        return butir


def kartu_izin(semua: Iterable[Izin]) -> list[KartuIzin]:
    """Cards with the names of owners and datasets, in one query for all."""
    daftar = list(semua)
    pihak = semua_pihak()
    terlihat = Dataset.objects.filter(
        pemilik__in={i.pemilik for i in daftar}, kode__in={i.dataset for i in daftar}
    )
    nama = {(d[0], d[1]): d[2] for d in terlihat.values_list("pemilik", "kode", "nama")} if daftar else {}
    return [
        KartuIzin(
            i,
            pihak[i.pemilik].nama if i.pemilik in pihak else i.pemilik,
            nama.get((i.pemilik, i.dataset), ""),
        )
        for i in daftar
    ]


@dataclass(frozen=True)
class Pemakaian:
    """Today's use of a grant against its limits. `baris` is None where rows are not counted."""

    tiket: int
    maks_harian: int | None
    baris: int | None
    maks_baris: int | None

    @classmethod
    def hari_ini(cls, izin: Izin) -> "Pemakaian":
        with connection.cursor() as k:
            k.execute("SELECT tiket, baris FROM gerbang.pemakaian(%s)", [izin.uuid])
            tiket, baris = k.fetchone()
        return cls(tiket or 0, izin.maks_harian, baris, izin.maks_baris)

    @property
    def kalimat(self) -> str:
        bagian = [f"{f.angka(self.tiket)} kali dibuka dalam 24 jam terakhir" + self._dari(self.maks_harian)]
        if self.maks_baris is not None:
            bagian.append(f"{f.angka(self.baris or 0)} baris dibaca" + self._dari(self.maks_baris))
        return ", ".join(bagian) + "."

    @staticmethod
    def _dari(batas: int | None) -> str:
        return f" (batas {f.angka(batas)})" if batas else ""


@dataclass(frozen=True)
class SelData:
    teks: str
    kanan: bool = False
    samar: bool = False


def isi_sel(nilai: Any, kolom: KolomIzin) -> SelData:
    """A value of any type in words; a hash is cut short."""
    if nilai is None or nilai == "":
        return SelData(f.KOSONG)
    if kolom.samar:
        return SelData(f"{str(nilai)[:PANJANG_SIDIK]}…", samar=True)
    if isinstance(nilai, bool):
        return SelData("Ya" if nilai else "Tidak")
    if isinstance(nilai, int | float | Decimal):
        bulat = kolom.tipe in ("year", "string") or (isinstance(nilai, int) and kolom.nama in ("nomor", "id"))
        return SelData(str(nilai) if bulat else f.angka(nilai), kanan=True)
    if isinstance(nilai, datetime):
        return SelData(f.tanggal_jam(nilai))
    if isinstance(nilai, date):
        return SelData(f.tanggal_pendek(nilai))
    return SelData(json.dumps(nilai, ensure_ascii=False) if isinstance(nilai, dict | list) else str(nilai))


# -- the ledger --------------------------------------------------------------------------------------------------------------


def baris_jejak(sumber: QuerySet[JejakAkses]) -> QuerySet[JejakAkses]:
    """One line a use: the end of a ticket is told on the line of its opening."""
    akhir = JejakAkses.objects.filter(peristiwa=Peristiwa.TUTUP, tiket=OuterRef("tiket")).values("rinci")[:1]
    return sumber.exclude(peristiwa=Peristiwa.TUTUP).annotate(akhir=Subquery(akhir))


class PembacaJejak:
    """Names for the lines of one page: of instansi and of grants."""

    @cached_property
    def pihak(self) -> dict[str, str]:
        tetap = {"spbe_monitoring": "Monitoring Center"}
        return tetap | {p.skema: p.nama for p in semua_pihak().values()}

    @cached_property
    def izin(self) -> dict[int, Izin]:
        return Izin.objects.lengkap().in_bulk()

    def siapa(self, skema: str) -> str:
        return self.pihak.get(skema, skema)

    def dasar(self, j: JejakAkses) -> str:
        i = self.izin.get(j.izin_id)
        if i is None:
            return "Tidak ada izin"
        return f"{'Perintah Bupati' if i.atas_perintah else 'Izin'} {i.nomor}"

    def dataset(self, j: JejakAkses) -> str:
        i = self.izin.get(j.izin_id)
        return i.judul if i else f.KOSONG

    @staticmethod
    def uraian(j: JejakAkses) -> str:
        r = j.rinci
        match j.peristiwa:
            case Peristiwa.TERBIT:
                return str(r.get("kegunaan", ""))
            case Peristiwa.CABUT:
                return str(r.get("alasan", ""))
            case Peristiwa.TOLAK:
                maksud = f" Maksud: {r['maksud']}" if r.get("maksud") else ""
                return f"{r.get('alasan', '')}{maksud}"
        return str(r.get("maksud", ""))

    @staticmethod
    def kolom(j: JejakAkses) -> str:
        return ", ".join(
            k["nama"] + (" (disamarkan)" if k.get("samar") else "") for k in j.rinci.get("kolom", [])
        )

    @staticmethod
    def jumlah(j: JejakAkses) -> int | None:
        """Rows: counted by the database where the grant has a limit, else as the reader reported them."""
        akhir = getattr(j, "akhir", None) or {}
        akhir = json.loads(akhir) if isinstance(akhir, str) else akhir
        return akhir.get("terhitung", akhir.get("baris"))
