"""The drill-down of one instansi: it stops at the aggregate, and small counts are hidden (FIELD 3.13)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from layanan.enums import Kanal
from tenants.models import Instansi

from .hitung import NOL, Angka, Dasbor
from .layanan_acuan import nama_layanan
from .models import Fakta
from .ukuran import BATAS_KECIL, UKURAN, Ukuran

KOLOM = ("masuk", "selesai", "tepat_waktu", "lama")


@dataclass(frozen=True)
class Sel:
    """A figure, or a hidden one (`teks` then says so)."""

    nilai: Decimal | None
    tersamar: bool = False


@dataclass(frozen=True)
class BarisRinci:
    nama: str
    sel: list[tuple[Ukuran, Sel]]


@dataclass(frozen=True)
class Rincian:
    """Per layanan and per kanal; `tersamar` when at least one figure was hidden."""

    ukuran: list[Ukuran]
    layanan: list[BarisRinci]
    kanal: list[BarisRinci]

    @property
    def tersamar(self) -> bool:
        return any(s.tersamar for b in (*self.layanan, *self.kanal) for _, s in b.sel)


def rincian(d: Dasbor, instansi: Instansi) -> Rincian:
    """Two queries."""
    boleh = [UKURAN[k] for k in KOLOM if d.baris[0].boleh(UKURAN[k])]
    fakta = Fakta.objects.filter(instansi=instansi)
    layanan = _pecah(fakta.jumlah_per_dimensi("layanan", *d.periode.kini), boleh)
    kanal = _pecah(fakta.jumlah_per_dimensi("kanal", *d.periode.kini), boleh)
    nama_kanal = dict(Kanal.choices)
    return Rincian(
        boleh,
        [BarisRinci(nama_layanan(kode), sel) for kode, sel in layanan],
        [BarisRinci(nama_kanal.get(kode, kode), sel) for kode, sel in kanal],
    )


def _pecah(
    jumlah: Iterable[Mapping[str, Any]], boleh: list[Ukuran]
) -> list[tuple[str, list[tuple[Ukuran, Sel]]]]:
    angka: dict[str, Angka] = defaultdict(dict)
    for f in jumlah:
        angka[f["isi"]][f["indikator"]] = f["jumlah"]
    samar = {u.pembilang: samarkan({k: a.get(u.pembilang, NOL) for k, a in angka.items()}) for u in boleh}
    ada = {kode: a for kode, a in angka.items() if any(a.values())}
    baris = [(kode, [(u, _sel(u, kode, a, samar)) for u in boleh]) for kode, a in ada.items()]
    return sorted(baris, key=lambda b: (-(b[1][0][1].nilai or 0) if b[1] else 0, b[0]))


def _sel(u: Ukuran, kode: str, angka: Angka, samar: dict[str, frozenset[str]]) -> Sel:
    """A ratio of few cases would give the cases away, so it is hidden with its denominator."""
    if kode in samar[u.penyebut or u.pembilang]:
        return Sel(None, tersamar=True)
    return Sel(u.nilai(angka))


def samarkan(jumlah: dict[str, Decimal]) -> frozenset[str]:
    """Keys to hide: counts of 1 to 4, and the next smallest when one alone could be subtracted out."""
    kecil = {k for k, n in jumlah.items() if 0 < n < BATAS_KECIL}
    if len(kecil) == 1:
        lain = sorted((n, k) for k, n in jumlah.items() if n >= BATAS_KECIL)
        kecil |= {lain[0][1]} if lain else set()
    return frozenset(kecil)
