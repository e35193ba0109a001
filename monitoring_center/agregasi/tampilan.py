"""What the publication pages show, gathered in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from inti.indikator import Indikator

from .daftar import daftar_indikator
from .models import AgregasiRekap, Publikasi

BULAN_CONTOH = 6
BARIS_CONTOH = 8
LABEL_DIMENSI = {"layanan": "Kode layanan", "kanal": "Kanal", "status": "Status"}


@dataclass(frozen=True)
class Keadaan:
    """The word, colour and icon of a decision; the same for head, staff and Sekda."""

    label: str
    nada: str
    ikon: str


DISETUJUI = Keadaan("Disetujui", "sukses", "circle-check")
DICABUT = Keadaan("Dicabut", "bahaya", "ban")
BELUM = Keadaan("Belum diputuskan", "peringatan", "hourglass")


@dataclass(frozen=True)
class BarisIndikator:
    indikator: Indikator
    publikasi: Publikasi | None
    per_bulan: dict[date, Decimal]

    @property
    def keadaan(self) -> Keadaan:
        if self.publikasi is None:
            return BELUM
        return DISETUJUI if self.publikasi.berlaku else DICABUT

    @property
    def dimensi(self) -> list[str]:
        return [LABEL_DIMENSI.get(d, d.capitalize()) for d in sorted(self.indikator.dimensi)]


def bulan_terakhir(hari_ini: date, banyak: int = BULAN_CONTOH) -> list[date]:
    """First days of the last months, oldest first, this month included."""
    nomor = hari_ini.year * 12 + hari_ini.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(nomor - banyak + 1, nomor + 1)]


def baris_indikator(bulan: list[date]) -> list[BarisIndikator]:
    """Every indicator with its latest decision and its figures per month. Two queries."""
    terakhir: dict[str, Publikasi] = {}
    for p in Publikasi.objects.riwayat():
        terakhir.setdefault(p.indikator, p)
    angka: dict[str, dict[date, Decimal]] = defaultdict(lambda: dict.fromkeys(bulan, Decimal(0)))
    for baris in AgregasiRekap.objects.jumlah_per_bulan(bulan[0]):
        if baris["bulan"] in angka[baris["indikator"]]:
            angka[baris["indikator"]][baris["bulan"]] = baris["jumlah"]
    return [BarisIndikator(i, terakhir.get(k), dict(angka[k])) for k, i in daftar_indikator().items()]


def berikutnya(baris: list[BarisIndikator]) -> str | None:
    """Code of the first indicator that waits for a decision."""
    return next((b.indikator.kode for b in baris if b.publikasi is None), None)


def linimasa(riwayat: Iterable[Publikasi]) -> list[dict[str, Any]]:
    """Decisions on one indicator, newest first, for the `linimasa` component."""
    hasil = []
    for p in riwayat:
        if not p.berlaku:
            hasil.append(_butir("Publikasi dicabut", p.dicabut_pada, p.dicabut_oleh, p.alasan_cabut, DICABUT))
        isi = f"{p.get_dasar_display()}. {p.alasan}".strip()
        hasil.append(_butir("Publikasi disetujui", p.disetujui_pada, p.disetujui_oleh, isi, DISETUJUI))
    return hasil


def _butir(judul: str, pada: Any, oleh: Any, isi: str, k: Keadaan) -> dict[str, Any]:
    return {"judul": judul, "pada": pada, "oleh": oleh.nama, "isi": isi, "nada": k.nada, "ikon": k.ikon}
