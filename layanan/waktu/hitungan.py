"""The arithmetic of time as rows that anybody can check: stage, from-to, hours that counted, days that did not."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from inti.ui import format

from ..enums import Hitungan
from ..meja.tampilan import lama_kerja_teks
from ..models import Permohonan
from . import tahap, tenggat
from .jam import zona_waktu
from .kalender import HitunganHari, jam_menit
from .tahapan import nama_tahap

ALASAN = {"akhir_pekan": "akhir pekan", "sementara": "libur (perkiraan)"}
MAKS_HARI = 45
"""A longer stage shows its sum alone: nobody reads a page of days."""


@dataclass(frozen=True, slots=True)
class BarisHari:
    hari: str
    keterangan: str
    menit: str = ""


@dataclass(slots=True)
class BarisTahap:
    nama: str
    mulai: datetime
    selesai: datetime | None
    menit: int
    lama: str
    keterangan: str
    dihitung: bool
    batas: str = ""
    lewat: bool = False
    hari: list[BarisHari] = field(default_factory=list)
    beda: str = ""


@dataclass(slots=True)
class HasilHitung:
    baris: list[BarisTahap]
    standar: str
    terpakai: str
    sisa: str
    terlambat: bool
    proses: str
    di_pemohon: str
    kalender: str
    lengkap: bool
    jalan: bool


def hitung(p: Permohonan, kini: datetime | None = None) -> HasilHitung | None:
    """None for a permohonan without stages. No query when `tahap` is prefetched and the calendar cached."""
    kini = kini or timezone.now()
    semua = list(p.tahap.all())
    if not semua:
        return None
    baris = [_baris(t, p.layanan, kini) for t in semua]
    jumlah = {h: sum(b.menit for t, b in zip(semua, baris, strict=True) if t.hitungan == h) for h in Hitungan}
    terpakai = jumlah[Hitungan.JANJI]
    mulai_janji = next((t.mulai for t in semua if t.hitungan == Hitungan.JANJI), semua[-1].mulai)
    standar = tahap.standar(p.layanan, mulai_janji)
    sampai = p.siap_pada or (
        semua[-1].mulai if semua[-1].di_pemohon else min(kini, semua[-1].selesai or kini)
    )
    lewat = tenggat.lama_kerja(p.janji_selesai, sampai)
    return HasilHitung(
        baris=baris,
        standar=lama_kerja_teks(standar),
        terpakai=lama_kerja_teks(terpakai),
        sisa=lama_kerja_teks(lewat or max(standar - terpakai, 0)),
        terlambat=lewat > 0,
        proses=lama_kerja_teks(terpakai + jumlah[Hitungan.SEBELUM]),
        di_pemohon=lama_kerja_teks(jumlah[Hitungan.JEDA]),
        kalender=_kalender(mulai_janji),
        lengkap=any(t.hitungan == Hitungan.JANJI for t in semua),
        jalan=semua[-1].selesai is None and semua[-1].dihitung,
    )


def _baris(t: Any, layanan: Any, kini: datetime) -> BarisTahap:
    akhir = t.selesai or max(kini, t.mulai)
    kalender = tenggat.lama_kerja(t.mulai, akhir)
    menit = kalender if t.menit_kerja is None else t.menit_kerja
    lewat = t.batas_pada is not None and not tenggat.tepat(akhir, t.batas_pada)
    b = BarisTahap(
        nama=nama_tahap(t.tahap, layanan, serah=t.hitungan == Hitungan.SERAH),
        mulai=t.mulai,
        selesai=t.selesai,
        menit=menit,
        lama=lama_kerja_teks(menit),
        keterangan=Hitungan(t.hitungan).label,
        dihitung=t.dihitung,
        batas=lama_kerja_teks(t.menit_standar) if t.menit_standar else "",
        lewat=lewat,
    )
    if t.dihitung and (akhir - t.mulai).days <= MAKS_HARI:
        b.hari = list(_hari(t.mulai, akhir))
    if kalender != menit:
        b.beda = f"Dihitung {lama_kerja_teks(menit)} menurut kalender saat tahap ini ditutup."
    return b


def _hari(mulai: datetime, akhir: datetime) -> Iterator[BarisHari]:
    """Working days one by one; days off that follow each other for the same reason as one line."""
    zona = zona_waktu()
    rinci = tenggat.kalender_kini().rinci(
        mulai.astimezone(zona).replace(tzinfo=None), akhir.astimezone(zona).replace(tzinfo=None)
    )
    libur: list[HitunganHari] = []
    for satu in rinci:
        if libur and (satu.hari.kerja or satu.hari.jenis != libur[0].hari.jenis):
            yield _lewat(libur)
            libur = []
        if not satu.hari.kerja:
            libur.append(satu)
            continue
        jam = ", ".join(f"{jam_menit(a)}–{jam_menit(b)}" for a, b in satu.ruas) or "di luar jam kerja"
        nama = f" ({satu.hari.nama})" if satu.hari.jenis in ("masuk", "setengah") else ""
        yield BarisHari(_nama_hari(satu.hari.tanggal), jam + nama, lama_kerja_teks(satu.menit))
    if libur:
        yield _lewat(libur)


def _lewat(libur: list[HitunganHari]) -> BarisHari:
    pertama, terakhir = libur[0].hari, libur[-1].hari
    hari = _nama_hari(pertama.tanggal)
    if terakhir.tanggal != pertama.tanggal:
        hari += f" – {_nama_hari(terakhir.tanggal)}"
    nama = "; ".join(dict.fromkeys(h.hari.nama for h in libur))
    return BarisHari(hari, f"tidak dihitung: {ALASAN.get(pertama.jenis, nama)}")


def _nama_hari(tanggal: date) -> str:
    return f"{format.HARI[tanggal.weekday()]}, {format.tanggal_pendek(tanggal)}"


def _kalender(pada: datetime) -> str:
    kal, hari = tenggat.kalender_kini(), pada.astimezone(zona_waktu()).date()
    sejak = max(s for s, _ in kal.berlaku if s <= hari)
    jam = "jam kerja bawaan" if sejak == date.min else f"jam kerja yang berlaku sejak {format.tanggal(sejak)}"
    return f"{jam}; 1 hari kerja = {format.lama(kal.menit_sehari(hari))}"
