"""What the survey says: index and elements by period, service and month. A fixed number of queries, whatever is asked."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from layanan.models import Layanan, Permohonan
from layanan.waktu.jam import zona_waktu
from layanan.waktu.periode import Periode, mundur

from .hitung import Indeks, gabung, indeks, krejcie_morgan, slovin
from .kuesioner import aturan, pilihan
from .models import Jawaban, Nilai, Undangan

FAKTA = {
    "kelamin": "Jenis kelamin",
    "umur": "Umur",
    "pendidikan": "Pendidikan",
    "pekerjaan": "Pekerjaan",
    "disabilitas": "Penyandang disabilitas",
}
TREN = 12
Sel = dict[str, tuple[int, int]]
Kunci = tuple[date, str]


@dataclass(frozen=True, slots=True)
class BarisLayanan:
    kode: str
    nama: str
    indeks: Indeks
    cukup: bool  # enough answers to be shown


@dataclass(frozen=True, slots=True)
class Tumpukan:
    """Sums of a span of months, by (month, service)."""

    nilai: dict[Kunci, Sel]
    responden: dict[Kunci, int]

    def indeks(self, awal: date, akhir: date, layanan: str = "") -> Indeks:
        kunci = [k for k in self.responden if awal <= k[0] <= akhir and layanan in ("", k[1])]
        return indeks(gabung(self.nilai.get(k, {}) for k in kunci), sum(self.responden[k] for k in kunci))


@dataclass(frozen=True)
class Rekap:
    periode: Periode
    layanan: str
    indeks: Indeks
    sebelum: Indeks
    tren: list[tuple[Periode, Indeks]]
    per_layanan: list[BarisLayanan]
    undangan: int
    populasi: int
    profil: list[tuple[str, list[tuple[str, int]]]] = field(default_factory=list)

    @property
    def cukup(self) -> bool:
        return self.indeks.responden >= terkecil()

    @property
    def anjuran(self) -> int:
        return krejcie_morgan(self.populasi)

    @property
    def anjuran_slovin(self) -> int:
        return slovin(self.populasi)

    @property
    def kurang(self) -> int:
        return max(self.anjuran - self.indeks.responden, 0)

    @property
    def selisih(self) -> Decimal | None:
        """Change of the index against the period before; None where one of the two is missing."""
        kini, dulu = self.indeks.ikm, self.sebelum.ikm
        return None if kini is None or dulu is None or self.sebelum.responden < terkecil() else kini - dulu


def terkecil() -> int:
    """Smallest group whose figures are shown: below it, somebody could guess who answered."""
    return int(aturan()["terkecil_tampil"])


def tumpuk(awal: date, akhir: date) -> Tumpukan:
    """Two queries: sums by month, service and element; respondents by month and service."""
    rentang = {"bulan__gte": awal, "bulan__lte": akhir}
    nilai: dict[Kunci, Sel] = defaultdict(dict)
    for bulan, kode, unsur, jumlah, banyak in (
        Nilai.objects.filter(**rentang)
        .order_by()
        .values_list("bulan", "kode_layanan", "unsur")
        .annotate(jumlah=Sum("nilai"), banyak=Count("pk"))
    ):
        nilai[bulan, kode][unsur] = (jumlah, banyak)
    return Tumpukan(dict(nilai), responden(awal, akhir))


def responden(awal: date, akhir: date) -> dict[Kunci, int]:
    """How many answered, by month and service."""
    baris = Jawaban.objects.filter(bulan__gte=awal, bulan__lte=akhir).order_by()
    return {
        (bulan, kode): n
        for bulan, kode, n in baris.values_list("bulan", "kode_layanan").annotate(n=Count("pk"))
    }


def rekap(periode: Periode, layanan: str = "") -> Rekap:
    """Six queries."""
    bulan_akhir = Periode.memuat(periode.akhir, "B")
    bulan = mundur(bulan_akhir, TREN)
    tumpukan = tumpuk(min(bulan[0].awal, periode.sebelum.awal), periode.akhir)
    nama = dict(Layanan.objects.terkini().order_by("urutan").values_list("kode", "nama"))
    kode_ada = {k for b, k in tumpukan.responden if periode.awal <= b <= periode.akhir}
    per_layanan = []
    for kode in sorted(kode_ada, key=lambda k: (list(nama).index(k) if k in nama else len(nama), k)):
        satu = tumpukan.indeks(periode.awal, periode.akhir, kode)
        per_layanan.append(BarisLayanan(kode, nama.get(kode, kode), satu, satu.responden >= terkecil()))
    return Rekap(
        periode=periode,
        layanan=layanan,
        indeks=tumpukan.indeks(periode.awal, periode.akhir, layanan),
        sebelum=tumpukan.indeks(periode.sebelum.awal, periode.sebelum.akhir, layanan),
        tren=[(b, tumpukan.indeks(b.awal, b.akhir, layanan)) for b in bulan],
        per_layanan=per_layanan,
        undangan=_undangan(periode, layanan),
        populasi=_populasi(periode, layanan),
        profil=_profil(periode, layanan),
    )


def _undangan(periode: Periode, layanan: str) -> int:
    zona = zona_waktu()
    rentang = (
        datetime.combine(periode.awal, time.min, zona),
        datetime.combine(periode.akhir, time.max, zona),
    )
    qs = Undangan.objects.filter(dibuat_pada__range=rentang)
    return (qs.filter(permohonan__kode_layanan=layanan) if layanan else qs).count()


def _populasi(periode: Periode, layanan: str) -> int:
    qs = Permohonan.objects.filter(tanggal_selesai__range=(periode.awal, periode.akhir))
    return (qs.filter(kode_layanan=layanan) if layanan else qs).count()


def _profil(periode: Periode, layanan: str) -> list[tuple[str, list[tuple[str, int]]]]:
    """Who answered, as far as they said: counts of one query."""
    qs = Jawaban.objects.filter(bulan__range=(periode.awal, periode.akhir))
    if layanan:
        qs = qs.filter(kode_layanan=layanan)
    hitung: dict[str, Any] = {}
    for fakta in FAKTA:
        for n, (kode, _) in enumerate([*pilihan(fakta), ("", "")]):
            hitung[f"{fakta}_{n}"] = Count("pk", filter=Q(**{fakta: kode}))
    hasil = qs.order_by().aggregate(**hitung)
    return [
        (
            judul,
            [
                (label, hasil[f"{fakta}_{n}"])
                for n, (_, label) in enumerate([*pilihan(fakta), ("", "Tidak menjawab")])
            ],
        )
        for fakta, judul in FAKTA.items()
    ]


def terbitan(hari: date) -> list[tuple[Periode, Indeks]]:
    """What residents read: this year so far and the last four complete quarters, where enough people answered."""
    triwulan = mundur(Periode.memuat(hari, "T").sebelum, 4)[::-1]
    periode = [Periode.memuat(hari, ""), *triwulan]
    tumpukan = tumpuk(min(p.awal for p in periode), max(p.akhir for p in periode))
    semua = [(p, tumpukan.indeks(p.awal, p.akhir)) for p in periode]
    return [(p, i) for p, i in semua if i.responden >= terkecil()]
