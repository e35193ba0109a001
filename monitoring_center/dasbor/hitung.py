"""Everything that a page of the Monitoring Center shows, from a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property

from django.utils import timezone

from monitoring_center.agregasi.daftar import daftar_indikator
from tenants.models import Instansi

from .keadaan import KEPUTUSAN, Masalah, kontak, masalah_instansi, nama_pendek
from .models import Fakta, FaktaQuerySet, StatusInstansi
from .periode import Periode, dua_belas_bulan
from .ukuran import DAFTAR, SESAAT, USIA_TERBUKA, Ukuran

NOL = Decimal(0)
Angka = dict[str, Decimal]


@dataclass(frozen=True)
class BarisInstansi:
    """One instansi with its published sums per indicator."""

    instansi: Instansi
    status: StatusInstansi | None
    masalah: list[Masalah]
    kini: Angka = field(default_factory=dict)
    lalu: Angka = field(default_factory=dict)
    seluruhnya: Angka = field(default_factory=dict)
    usang: Angka = field(default_factory=dict)

    @property
    def nama(self) -> str:
        return nama_pendek(self.instansi)

    @property
    def kontak(self) -> dict[str, str]:
        return kontak(self.instansi)

    @property
    def keadaan(self) -> str:
        return self.masalah[0].label if self.masalah else "Lengkap"

    @property
    def penjelasan(self) -> str:
        return " ".join(m.penjelasan for m in self.masalah)

    @property
    def disetujui(self) -> frozenset[str]:
        return self.status.disetujui if self.status else frozenset()

    def boleh(self, u: Ukuran) -> bool:
        """Whether every indicator that the measure needs is published."""
        return u.dibutuhkan <= self.disetujui

    def nilai(self, u: Ukuran) -> Decimal | None:
        """None when not published, or when there is nothing to divide by."""
        return u.nilai(self.seluruhnya if u.sesaat else self.kini) if self.boleh(u) else None

    def nilai_lalu(self, u: Ukuran) -> Decimal | None:
        return u.nilai(self.lalu) if self.boleh(u) and not u.sesaat else None

    @property
    def semua_nilai(self) -> list[tuple[Ukuran, Decimal | None]]:
        return [(u, self.nilai(u)) for u in DAFTAR]


@dataclass(frozen=True)
class Ringkas:
    """A measure over many instansi, for a tile."""

    ukuran: Ukuran
    nilai: Decimal | None
    lalu: Decimal | None
    dari: int  # instansi that publish it
    usang: Decimal = NOL  # of a stock: how much is older than USIA_TERBUKA days

    @property
    def delta(self) -> Decimal | None:
        """Change in percent; for a percentage the change in points. None without a comparison."""
        if self.nilai is None or self.lalu is None or self.ukuran.sesaat:
            return None
        if self.ukuran.satuan == "%":
            return self.nilai - self.lalu
        return (self.nilai - self.lalu) / self.lalu * 100 if self.lalu else None


@dataclass(frozen=True)
class Dasbor:
    """The figures of one period. `data_per`: complete up to here, but for those named as late."""

    periode: Periode
    baris: list[BarisInstansi]
    per_bulan: dict[date, Angka]
    data_per: datetime | None

    @cached_property
    def ringkas(self) -> dict[str, Ringkas]:
        return {u.kode: ringkas(u, self.baris) for u in DAFTAR}

    @property
    def kosong(self) -> bool:
        """No head of an instansi has approved anything yet."""
        return not any(b.disetujui for b in self.baris)

    def nilai_bulan(self, u: Ukuran, bulan: date) -> Decimal | None:
        """A measure in one month, None where there is nothing to divide by."""
        kunci = f"hanya_{u.kode}" if u.penyebut else "jumlah"
        return u.nilai({k: self.per_bulan[bulan].get(f"{k}:{kunci}", NOL) for k in u.dibutuhkan})

    @property
    def bermasalah(self) -> list[BarisInstansi]:
        return [b for b in self.baris if b.masalah]

    @property
    def menunggu_keputusan(self) -> list[tuple[BarisInstansi, Masalah]]:
        """Where the head has to decide, each with the first such reason."""
        return [(b, m[0]) for b in self.baris if (m := [x for x in b.masalah if x.kode in KEPUTUSAN])]

    @property
    def terlambat(self) -> list[tuple[BarisInstansi, Masalah]]:
        """Where figures are late, lost or at rest, each with the first such reason."""
        return [(b, m[0]) for b in self.baris if (m := [x for x in b.masalah if x.kode not in KEPUTUSAN])]

    def sejenis(self, jenis: str) -> list[BarisInstansi]:
        return [b for b in self.baris if b.instansi.jenis == jenis]


def ringkas(u: Ukuran, baris: Iterable[BarisInstansi]) -> Ringkas:
    """Sum over the instansi that publish all the measure needs: both parts of a ratio cover the same ones."""
    ikut = [b for b in baris if b.boleh(u)]
    if not ikut:
        return Ringkas(u, None, None, 0)
    kini, lalu = jumlah(b.seluruhnya if u.sesaat else b.kini for b in ikut), jumlah(b.lalu for b in ikut)
    usang = jumlah(b.usang for b in ikut).get(u.pembilang, NOL) if u.sesaat else NOL
    return Ringkas(u, u.nilai(kini), None if u.sesaat else u.nilai(lalu), len(ikut), usang)


def jumlah(banyak: Iterable[Mapping[str, Decimal]]) -> Angka:
    hasil: Angka = defaultdict(lambda: NOL)
    for angka in banyak:
        for kode, nilai in angka.items():
            hasil[kode] += nilai
    return dict(hasil)


def dasbor(periode: Periode, *, kini: datetime | None = None, instansi: Instansi | None = None) -> Dasbor:
    """The dashboard of a period, of all instansi or of one. Four queries."""
    kini = kini or timezone.now()
    semua = (
        [instansi] if instansi else list(Instansi.objects.terbuka().order_by("jenis", "kode_wilayah", "nama"))
    )
    fakta = Fakta.objects.filter(instansi=instansi) if instansi else Fakta.objects.all()
    angka = _angka(fakta, periode)
    status = StatusInstansi.objects.in_bulk([i.pk for i in semua])
    baris = [_baris(i, status.get(i.pk), angka[i.pk], kini) for i in semua]
    return Dasbor(periode, baris, _per_bulan(fakta, baris, periode.selesai), _data_per(baris))


def _angka(fakta: FaktaQuerySet, periode: Periode) -> dict[int, dict[str, dict]]:
    angka: dict[int, dict[str, dict]] = defaultdict(lambda: defaultdict(dict))
    batas = periode.selesai - timedelta(days=USIA_TERBUKA)
    for f in fakta.jumlah_per_instansi(periode.kini, periode.lalu, sesaat=SESAAT, batas_usia=batas):
        for bagian in ("kini", "lalu", "seluruhnya", "usang", "terakhir"):
            angka[f["instansi_id"]][bagian][f["indikator"]] = f[bagian]
    return angka


def _baris(
    i: Instansi, status: StatusInstansi | None, angka: dict[str, dict], kini: datetime
) -> BarisInstansi:
    hari = [d for kode, d in angka["terakhir"].items() if kode not in SESAAT]
    masalah = masalah_instansi(i, status, max(hari, default=None), daftar_indikator(), kini)
    return BarisInstansi(
        i, status, masalah, angka["kini"], angka["lalu"], angka["seluruhnya"], angka["usang"]
    )


def _per_bulan(fakta: FaktaQuerySet, baris: list[BarisInstansi], selesai: date) -> dict[date, Angka]:
    """Per month and measure its value; a ratio covers only the instansi that publish both of its parts."""
    bulan = dua_belas_bulan(selesai)
    rasio = [u for u in DAFTAR if u.penyebut]
    hanya = {f"hanya_{u.kode}": [b.instansi.pk for b in baris if b.boleh(u)] for u in rasio}
    hasil: dict[date, Angka] = {b: {} for b in bulan}
    for f in fakta.jumlah_per_bulan(bulan[0], selesai, hanya=hanya):
        for kunci in ("jumlah", *hanya):
            hasil[f["bulan"]][f"{f['indikator']}:{kunci}"] = f[kunci]
    return hasil


def _data_per(baris: list[BarisInstansi]) -> datetime | None:
    tepat = [b.status.per for b in baris if b.status and not any(m.kode == "terlambat" for m in b.masalah)]
    semua = [b.status.per for b in baris if b.status]
    return min(tepat, default=None) or max(semua, default=None)
