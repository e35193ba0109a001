"""All figures of a report in a fixed number of queries: sums by cell in SQL, the rest by adding cells.

Every figure is defined in `definisi.py`; the tests count each of them again from the rows, one by one. Three covering
indexes hold all that is counted, so the wide rows are not read: a year of 94,000 permohonan and 564,000 stages takes about
0.25 s on two busy cores, 0.15 s of it the stages.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from inti.akun.models import Pengguna
from layanan.enums import DIKERJAKAN, TERTUTUP, Kanal, Status
from layanan.models import AlasanTolak
from layanan.waktu import tenggat
from layanan.waktu.jam import zona_waktu
from layanan.waktu.periode import Periode, mundur
from layanan.waktu.tahapan import nama_tahap

from .saringan import Acuan, Saringan, rentang
from .sebaran import persentil

TREN_BULAN = 12
MASUK = ("masuk", "terbuka", "terlambat", "belum_diambil", "dibatalkan")
URUT_TAHAP = (
    Status.DIAJUKAN, Status.DIVERIFIKASI, Status.DIDISTRIBUSI, Status.DIVALIDASI, Status.DIPARAF, Status.DITANDATANGANI,
    Status.DITOLAK,
)  # fmt: skip

SQL_MASUK = """
SELECT date_trunc('month', p.tanggal_masuk::timestamp)::date, p.kode_layanan, p.kanal, p.pemohon_desa, count(*),
  count(*) FILTER (WHERE p.status <> ALL(%(tertutup)s)),
  count(*) FILTER (WHERE p.status = ANY(%(dikerjakan)s) AND p.siap_pada IS NULL AND p.janji_selesai < %(kini)s),
  count(*) FILTER (WHERE p.status <> ALL(%(tertutup)s) AND p.siap_pada IS NOT NULL),
  count(*) FILTER (WHERE p.status = 'dibatalkan')
FROM layanan_permohonan p
WHERE p.tanggal_masuk BETWEEN %(awal)s AND %(akhir)s {syarat}
GROUP BY 1, 2, 3, 4
"""
SQL_SELESAI = """
SELECT GROUPING(s.lama_menit), s.bulan, s.kode_layanan, s.masa, s.lama_menit, count(*),
  count(*) FILTER (WHERE s.tepat_waktu)
FROM (
  SELECT date_trunc('month', p.tanggal_selesai::timestamp)::date AS bulan, p.kode_layanan, p.lama_menit, p.tepat_waktu,
    CASE WHEN p.tanggal_selesai BETWEEN %(kini_awal)s AND %(kini_akhir)s THEN 1
         WHEN p.tanggal_selesai BETWEEN %(dulu_awal)s AND %(dulu_akhir)s THEN 2 ELSE 0 END AS masa
  FROM layanan_permohonan p
  WHERE p.status = 'selesai' AND p.tanggal_selesai BETWEEN %(awal)s AND %(akhir)s {syarat}
) s
GROUP BY GROUPING SETS ((s.bulan, s.kode_layanan), (s.masa, s.lama_menit))
"""
SQL_RIWAYAT = """
SELECT date_trunc('month', r.pada AT TIME ZONE %(zona)s)::date, r.transisi, coalesce(r.rinci->>'alasan_kode', ''), count(*)
FROM layanan_riwayat r {gabung}
WHERE (r.ke = 'ditolak' AND r.dari <> r.ke OR r.transisi IN ('ajukan_kembali', 'usul_tolak'))
  AND r.pada >= %(mulai)s AND r.pada < %(habis)s {syarat}
GROUP BY 1, 2, 3
"""
SQL_TAHAP = """
SELECT GROUPING(t.menit_kerja), t.tahap, t.menit_kerja, t.petugas_id, count(*)
FROM layanan_tahap t {gabung}
WHERE t.selesai >= %(mulai)s AND t.selesai < %(habis)s {syarat}
GROUP BY GROUPING SETS ((t.tahap, t.menit_kerja), (t.petugas_id, t.tahap))
"""
GABUNG = {alias: f"JOIN layanan_permohonan p ON p.id = {alias}.permohonan_id" for alias in "rt"}


@dataclass(frozen=True, slots=True)
class Angka:
    """The figures of one group: a period, a month, a service."""

    masuk: int = 0
    selesai: int = 0
    tepat_waktu: int = 0
    terbuka: int = 0
    terlambat: int = 0
    belum_diambil: int = 0
    dibatalkan: int = 0
    penolakan: int = 0
    kembali: int = 0
    median: int | None = None
    p90: int | None = None

    @property
    def tepat(self) -> float | None:
        """Per cent."""
        return 100 * self.tepat_waktu / self.selesai if self.selesai else None


@dataclass(frozen=True, slots=True)
class BarisTahap:
    kode: str
    nama: str
    banyak: int
    median: int | None
    p90: int | None


@dataclass(frozen=True, slots=True)
class BarisPetugas:
    nama: str
    jumlah: int
    per_tahap: dict[str, int]


@dataclass(frozen=True)
class Ringkasan:
    saringan: Saringan
    kini: Angka
    dulu: Angka
    tren: list[tuple[Periode, Angka]]
    per_layanan: list[tuple[str, str, Angka]]
    per_desa: list[tuple[str, int]]
    per_kanal: list[tuple[str, str, int]]
    alasan: list[tuple[str, str, int]]
    tahap: list[BarisTahap]
    petugas: list[BarisPetugas]
    acuan: Acuan = field(repr=False)


def _baris(sql: str, isi: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as kursor:
        kursor.execute(sql, isi)
        return kursor.fetchall()


def _bulan_tren(p: Periode) -> list[Periode]:
    """The months of the period; of a single month, the year that ends with it."""
    return mundur(p, TREN_BULAN) if p.jenis == "B" else p.bulan()


def ringkas(s: Saringan, acuan: Acuan) -> Ringkasan:
    """Five queries, whatever is asked."""
    p, bulan = s.periode, _bulan_tren(s.periode)
    awal, akhir = min(p.sebelum.awal, bulan[0].awal), p.akhir
    syarat, isi = s.sql(acuan)
    masuk = _masuk(awal, akhir, syarat, isi)
    selesai, lama = _selesai(p, awal, akhir, syarat, isi)
    riwayat = _riwayat(awal, p, syarat, isi)
    sebaran, beban = _tahap(p, syarat, isi)
    sel_bulan = _per_bulan(masuk, selesai)
    bulan_ada = {bln for bln, _ in sel_bulan}

    def angka(a: date, b: date, layanan: str = "", masa: int = 0) -> Angka:
        jumlah: Counter[str] = Counter()
        for bln, kode in sel_bulan if not layanan else [(x, layanan) for x in bulan_ada]:
            if a <= bln <= b:
                jumlah.update(sel_bulan.get((bln, kode), {}))
        if not layanan:
            for (bln, transisi, _), n in riwayat.items():
                if a <= bln <= b:
                    jumlah["kembali" if transisi == "ajukan_kembali" else "penolakan"] += n
        rata: dict[str, Any] = (
            {"median": persentil(lama[masa], 50), "p90": persentil(lama[masa], 90)} if masa else {}
        )
        return Angka(**jumlah, **rata)

    kode_ada = {k for bln, k, _, _ in masuk if bln >= p.awal} | {k for bln, k in selesai if bln >= p.awal}
    urut = [k for k in acuan.layanan if k in kode_ada] + sorted(kode_ada - set(acuan.layanan))
    return Ringkasan(
        saringan=s,
        kini=angka(p.awal, p.akhir, masa=1),
        dulu=angka(p.sebelum.awal, p.sebelum.akhir, masa=2),
        tren=[(b, angka(b.awal, b.akhir)) for b in bulan],
        per_layanan=[(k, acuan.layanan.get(k, k), angka(p.awal, p.akhir, k)) for k in urut],
        per_desa=_desa(masuk, p),
        per_kanal=_kanal(masuk, p),
        alasan=_alasan(riwayat, p),
        tahap=_baris_tahap(sebaran),
        petugas=_petugas(beban),
        acuan=acuan,
    )


def _per_bulan(
    masuk: dict[tuple[date, str, str, str], dict[str, int]], selesai: dict[tuple[date, str], tuple[int, int]]
) -> dict[tuple[date, str], Counter[str]]:
    """The cells by month and service, added once: every figure of the page is a sum of a few of them."""
    hasil: dict[tuple[date, str], Counter[str]] = defaultdict(Counter)
    for (bulan, kode, _, _), sel in masuk.items():
        satu = hasil[bulan, kode]
        for nama, n in sel.items():
            satu[nama] += n
    for (bulan, kode), (n, tepat) in selesai.items():
        hasil[bulan, kode] += Counter(selesai=n, tepat_waktu=tepat)
    return dict(hasil)


def _masuk(
    awal: date, akhir: date, syarat: str, isi: dict[str, Any]
) -> dict[tuple[date, str, str, str], dict[str, int]]:
    nilai = isi | {
        "awal": awal, "akhir": akhir, "kini": tenggat.ambang_terlambat(timezone.now()),
        "tertutup": sorted(TERTUTUP), "dikerjakan": sorted(DIKERJAKAN),
    }  # fmt: skip
    return {
        (b[0], b[1], b[2], b[3]): dict(zip(MASUK, b[4:], strict=True))
        for b in _baris(SQL_MASUK.format(syarat=syarat), nilai)
    }


def _selesai(
    p: Periode, awal: date, akhir: date, syarat: str, isi: dict[str, Any]
) -> tuple[dict[tuple[date, str], tuple[int, int]], dict[int, dict[int, int]]]:
    """Counts by (month, service), and how often each duration occurred in this period (1) and the one before (2)."""
    nilai = isi | {
        "awal": awal, "akhir": akhir, "kini_awal": p.awal, "kini_akhir": p.akhir,
        "dulu_awal": p.sebelum.awal, "dulu_akhir": p.sebelum.akhir,
    }  # fmt: skip
    jumlah: dict[tuple[date, str], tuple[int, int]] = {}
    lama: dict[int, dict[int, int]] = {0: {}, 1: {}, 2: {}}
    for tanpa_lama, bulan, kode, masa, menit, n, tepat in _baris(SQL_SELESAI.format(syarat=syarat), nilai):
        if tanpa_lama:
            jumlah[bulan, kode] = (n, tepat)
        else:
            lama[masa][menit] = n
    return jumlah, lama


def _riwayat(awal: date, p: Periode, syarat: str, isi: dict[str, Any]) -> dict[tuple[date, str, str], int]:
    mulai, _ = rentang(Periode.memuat(awal, "B"))
    nilai = isi | {"mulai": mulai, "habis": rentang(p)[1], "zona": str(zona_waktu())}
    sql = SQL_RIWAYAT.format(syarat=syarat, gabung=GABUNG["r"] if syarat else "")
    return {(b, t, a): n for b, t, a, n in _baris(sql, nilai)}


def _tahap(
    p: Periode, syarat: str, isi: dict[str, Any]
) -> tuple[dict[str, dict[int, int]], dict[int, dict[str, int]]]:
    """How often each duration occurred by stage, and how many stages of each kind a person ended."""
    mulai, habis = rentang(p)
    sql = SQL_TAHAP.format(syarat=syarat, gabung=GABUNG["t"] if syarat else "")
    sebaran: dict[str, dict[int, int]] = defaultdict(dict)
    beban: dict[int, dict[str, int]] = defaultdict(dict)
    for tanpa_menit, tahap, menit, petugas, n in _baris(sql, isi | {"mulai": mulai, "habis": habis}):
        if not tanpa_menit:
            sebaran[tahap][menit] = n
        elif petugas is not None:
            beban[petugas][tahap] = n
    return dict(sebaran), dict(beban)


def _baris_tahap(sebaran: dict[str, dict[int, int]]) -> list[BarisTahap]:
    urut = sorted(sebaran, key=lambda t: (URUT_TAHAP.index(t) if t in URUT_TAHAP else 99, t))
    return [
        BarisTahap(
            t, nama_tahap(t), sum(sebaran[t].values()), persentil(sebaran[t], 50), persentil(sebaran[t], 90)
        )
        for t in urut
    ]


def _petugas(beban: dict[int, dict[str, int]]) -> list[BarisPetugas]:
    nama = dict(Pengguna.objects.filter(pk__in=beban).values_list("pk", "nama"))
    baris = [BarisPetugas(nama.get(pk, "–"), sum(b.values()), b) for pk, b in beban.items()]
    return sorted(baris, key=lambda b: (-b.jumlah, b.nama))


def _desa(masuk: dict[tuple[date, str, str, str], dict[str, int]], p: Periode) -> list[tuple[str, int]]:
    jumlah: Counter[str] = Counter()
    for (bulan, _, _, desa), sel in masuk.items():
        if p.awal <= bulan <= p.akhir:
            jumlah[desa] += sel["masuk"]
    return sorted(((d, n) for d, n in jumlah.items()), key=lambda x: (-x[1], x[0]))


def _kanal(masuk: dict[tuple[date, str, str, str], dict[str, int]], p: Periode) -> list[tuple[str, str, int]]:
    jumlah: Counter[str] = Counter()
    for (bulan, _, kanal, _), sel in masuk.items():
        if p.awal <= bulan <= p.akhir:
            jumlah[kanal] += sel["masuk"]
    label = dict(Kanal.choices)
    return [(k, label.get(k, k), jumlah[k]) for k in sorted(jumlah, key=lambda k: (-jumlah[k], k))]


def _alasan(riwayat: dict[tuple[date, str, str], int], p: Periode) -> list[tuple[str, str, int]]:
    jumlah: Counter[str] = Counter()
    for (bulan, transisi, kode), n in riwayat.items():
        if transisi != "ajukan_kembali" and p.awal <= bulan <= p.akhir:
            jumlah[kode] += n
    nama = dict(AlasanTolak.objects.values_list("kode", "nama")) if jumlah else {}
    return [
        (k, nama.get(k, k) if k else "Tanpa kode alasan", jumlah[k])
        for k in sorted(jumlah, key=lambda k: (-jumlah[k], k))
    ]
