"""Figures as tiles, charts, map and sentences for the templates."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.templatetags.static import static
from django.urls import reverse

from inti.ui.format import angka
from inti.ui.grafik import Grafik, Peta, Wilayah

from .hitung import BarisInstansi, Dasbor, Ringkas
from .periode import label_bulan
from .ukuran import BATAS_KECIL, UKURAN, USIA_TERBUKA, Ukuran

# Boundaries by code of the kabupaten; another kabupaten adds its file here.
BATAS_KABUPATEN = {"63.10": "dasbor/peta-63.10.json"}


@dataclass(frozen=True)
class Ubin:
    """Arguments of the `ubin` component."""

    label: str
    nilai: str
    satuan: str
    delta: float | None
    delta_label: str
    delta_satuan: str
    naik_baik: bool | None
    catatan: str
    ikon: str
    url: str
    garis: list[float]


def format_nilai(u: Ukuran, nilai: Decimal | None) -> str:
    return angka(nilai, u.desimal)


def bulat(u: Ukuran, nilai: Decimal | None) -> float | int | None:
    """For charts: a number with as many digits as on screen; None is a gap."""
    if nilai is None:
        return None
    return round(float(nilai), u.desimal) if u.desimal else int(nilai)


def ubin(d: Dasbor, kode: str, alamat: str = "") -> Ubin:
    r = d.ringkas[kode]
    u = r.ukuran
    return Ubin(
        label=u.nama,
        nilai=format_nilai(u, r.nilai) + ("%" if u.satuan == "%" and r.nilai is not None else ""),
        satuan=u.satuan if r.nilai is not None and u.satuan not in ("%", "permohonan") else "",
        delta=None if r.delta is None else round(float(r.delta), 1),
        delta_label=f"dari {d.periode.label_lalu}",
        delta_satuan="poin" if u.satuan == "%" else "%",
        naik_baik={"naik_baik": True, "turun_baik": False}.get(u.arah),
        catatan=catatan(d, r),
        ikon=u.ikon,
        url=f"{alamat}?{_kueri(d, kode)}" if alamat else "",
        garis=_garis(d, u),
    )


def _garis(d: Dasbor, u: Ukuran) -> list[float]:
    """Twelve months as a sparkline; a stock has no past, and beside a unit there is no room."""
    if u.sesaat or u.satuan == "hari kerja" or not d.ringkas[u.kode].dari:
        return []
    return [n for b in d.per_bulan if (n := bulat(u, d.nilai_bulan(u, b))) is not None]


def _kueri(d: Dasbor, kode: str) -> str:
    return f"periode={d.periode.kode}&ukuran={kode}"


def catatan(d: Dasbor, r: Ringkas) -> str:
    """One sentence that explains the figure."""
    u = r.ukuran
    if r.dari == 0:
        return "Belum ada instansi yang menyetujui publikasi angka ini."
    if u.sesaat:
        if not r.usang:
            return f"Tidak ada yang lebih dari {USIA_TERBUKA} hari."
        return f"{angka(r.usang, 0)} di antaranya sudah lebih dari {USIA_TERBUKA} hari."
    unggul = _unggul(u, d.baris)
    if unggul is None:
        return "Belum ada permohonan pada periode ini." if not r.nilai else u.penjelasan
    kata = "Terbanyak" if not u.penyebut else "Terendah" if u.arah == "naik_baik" else "Tertinggi"
    return f"{kata}: {unggul.nama} ({format_nilai(u, unggul.nilai(u))}{satuan_dekat(u)})."


def satuan_dekat(u: Ukuran) -> str:
    return {"%": "%", "hari kerja": " hari kerja"}.get(u.satuan, "")


def _unggul(u: Ukuran, baris: Iterable[BarisInstansi]) -> BarisInstansi | None:
    """The instansi that a Sekda would ask about: most, lowest or longest, with enough cases behind it."""
    calon = [b for b in baris if b.nilai(u) and (not u.penyebut or b.kini.get(u.penyebut, 0) >= BATAS_KECIL)]
    if len(calon) < 2:
        return None
    tanda = -1 if u.arah == "naik_baik" and u.penyebut else 1
    return max(calon, key=lambda b: tanda * (b.nilai(u) or 0))


def grafik_tren(d: Dasbor, *, tinggi: str = "sedang") -> Grafik:
    masuk, selesai = UKURAN["masuk"], UKURAN["selesai"]
    bulan = list(d.per_bulan)
    seri = {
        u.nama.removeprefix("Permohonan ").capitalize(): [bulat(u, d.nilai_bulan(u, b)) for b in bulan]
        for u in (masuk, selesai)
        if d.ringkas[u.kode].dari
    }
    return Grafik(
        id="tren",
        judul="Permohonan masuk dan selesai, 12 bulan",
        kategori=label_bulan(bulan),
        seri=seri,
        jenis="garis",
        satuan="permohonan",
        tinggi=tinggi,
        kepala_kategori="Bulan",
        catatan=f"Bulan terakhir baru sampai {d.periode.selesai.day} {label_bulan(bulan)[-1]}.",
    )


def grafik_tepat(d: Dasbor, *, tinggi: str = "sedang") -> Grafik:
    u = UKURAN["tepat_waktu"]
    bulan = list(d.per_bulan)
    nilai = [bulat(u, d.nilai_bulan(u, b)) for b in bulan]
    return Grafik(
        id="tepat",
        judul="Selesai tepat waktu per bulan",
        kategori=label_bulan(bulan),
        seri={"Tepat waktu": nilai},
        jenis="garis",
        satuan="%",
        tinggi=tinggi,
        kepala_kategori="Bulan",
        catatan="Dihitung dari jumlah seluruh permohonan selesai, bukan rata-rata persentase.",
    )


def peta(d: Dasbor, u: Ukuran, *, dinding: bool = False) -> Peta | None:
    """The kecamatan of the kabupaten; None when its boundaries are not in the project."""
    kecamatan = [b for b in d.sejenis("kecamatan") if b.instansi.kode_wilayah]
    kabupaten = {b.instansi.kode_wilayah[:5] for b in kecamatan} & BATAS_KABUPATEN.keys()
    if not kabupaten:
        return None
    batas = BATAS_KABUPATEN[min(kabupaten)]
    wilayah = [
        Wilayah(
            kode=b.instansi.kode_wilayah,
            nama=b.nama,
            nilai=bulat(u, b.nilai(u)),
            url=url_instansi(b, d),
            keterangan="" if dinding or not b.masalah else b.masalah[0].label,
        )
        for b in kecamatan
    ]
    return Peta(
        id="peta",
        judul=u.nama,
        geojson_url=static(batas),
        wilayah=wilayah,
        satuan=u.satuan,
        naik_baik=u.arah != "turun_baik",
        catatan="Tanda “–”: belum ada angka atau belum disetujui. Batas wilayah hanya untuk peta tematik.",
    )


def url_instansi(b: BarisInstansi, d: Dasbor) -> str:
    return f"{reverse('dasbor:instansi', args=[b.instansi.slug])}?periode={d.periode.kode}"
