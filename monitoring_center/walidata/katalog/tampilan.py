"""How a dataset looks: state, access, freshness, completeness, and what to do next. One word, one icon, one colour everywhere."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from inti.akun.hak import Hak
from layanan.meja.tampilan import Chip

from .indikator_sektor import bidang
from .isian import TIPE
from .models import Akses, Dataset, Jenis, Keadaan, Periode, Putusan, meta_bidang

CHIP_KEADAAN = {
    Keadaan.KONSEP: Chip("Konsep", "netral", "pencil"),
    Keadaan.TERTAHAN: Chip("Tertahan: diduga ganda", "bahaya", "hand-stop"),
    Keadaan.DIAJUKAN: Chip("Menunggu pimpinan", "peringatan", "hourglass"),
    Keadaan.TERBIT: Chip("Terbit", "sukses", "circle-check"),
    Keadaan.DITARIK: Chip("Ditarik", "netral", "archive"),
}
CHIP_AKSES = {
    Akses.TERBUKA: Chip("Terbuka", "sukses", "lock-open"),
    Akses.TERBATAS: Chip("Terbatas", "peringatan", "lock"),
    Akses.RAHASIA: Chip("Rahasia", "bahaya", "shield-lock"),
}
CHIP_PUTUSAN = {
    "": Chip("Menunggu putusan", "peringatan", "hourglass"),
    Putusan.BERBEDA: Chip("Berbeda", "sukses", "circle-check"),
    Putusan.GANDA: Chip("Ganda", "bahaya", "ban"),
    Putusan.SELESAI: Chip("Selesai sendiri", "netral", "archive"),
}
# How old the newest rows may be: the period itself and some weeks to collect them
UMUR: dict[str, timedelta] = {
    Periode.HARIAN: timedelta(days=3), Periode.BULANAN: timedelta(days=45), Periode.TRIWULANAN: timedelta(days=120),
    Periode.SEMESTERAN: timedelta(days=215), Periode.TAHUNAN: timedelta(days=400),
}  # fmt: skip
LENGKAP_BAIK, LENGKAP_CUKUP = 95, 80
LABEL_ISI = {"required": "wajib", "unique": "tidak berulang"}


def chip_mutakhir(d: Dataset, kini: datetime | None = None) -> Chip:
    """Whether the rows are as new as the period promises."""
    if d.jenis == Jenis.SISTEM:
        return Chip("Langsung dari aplikasi", "sukses", "refresh")
    if d.data_pada is None:
        return Chip("Belum ada data", "peringatan", "file-upload")
    batas = UMUR.get(d.periode)
    lewat = (kini or timezone.now()) - d.data_pada - batas if batas else timedelta()
    if lewat > timedelta():
        return Chip(f"Terlambat {max(lewat.days, 1)} hari", "bahaya", "clock")
    return Chip("Mutakhir", "sukses", "clock")


def chip_lengkap(d: Dataset) -> Chip | None:
    """Share of cells that are filled; None where there is nothing to fill."""
    if d.jenis == Jenis.SISTEM or d.data_pada is None:
        return None
    nada = "sukses" if d.lengkap >= LENGKAP_BAIK else "peringatan" if d.lengkap >= LENGKAP_CUKUP else "bahaya"
    return Chip(f"{d.lengkap:.0f}% terisi", nada, "checklist")


def langkah_berikut(d: Dataset, pengguna: Any) -> str:
    """The next action, as a sentence for this person; "" when there is none."""
    kelola, setuju = pengguna.punya(Hak.DATA_KELOLA), pengguna.punya(Hak.DATA_SETUJUI)
    if d.menunggu:
        apa = "perubahannya" if d.usulan else "penerbitannya"
        return f"Putuskan {apa}" if setuju else "Menunggu pimpinan"
    if not kelola:
        return ""
    match d.keadaan:
        case Keadaan.KONSEP:
            return "Ajukan kepada pimpinan" if d.kolom else "Lengkapi kolomnya"
        case Keadaan.TERTAHAN:
            return "Lihat dataset yang serupa"
        case Keadaan.TERBIT if chip_mutakhir(d).nada != "sukses":
            return "Unggah data terbaru"
    return ""


def rincian_metadata(d: Dataset, isi: dict[str, Any], pemilik: str) -> list[tuple[Any, ...]]:
    """Metadata of Satu Data Indonesia (Perpres 39/2019), for `{% rincian %}`."""
    pilihan = {n: dict(meta_bidang(n).choices or []) for n in ("periode", "sumber_data", "akses", "cakupan")}
    return [
        ("Konsep", isi["konsep"], "penuh"),
        ("Definisi", isi["definisi"], "penuh"),
        ("Walidata", pemilik),
        ("Bidang", bidang().get(isi["bidang"], "")),
        ("Klasifikasi", ", ".join(isi["klasifikasi"])),
        ("Ukuran", isi["ukuran"]),
        ("Satuan", isi["satuan"]),
        ("Kode referensi", isi["kode_referensi"]),
        ("Kode indikator", isi["indikator"]),
        ("Periode", pilihan["periode"].get(isi["periode"], "")),
        ("Sumber data", pilihan["sumber_data"].get(isi["sumber_data"], "")),
        ("Cakupan", pilihan["cakupan"].get(isi["cakupan"], "")),
        ("Narahubung", d.kontak),
    ]


@dataclass(frozen=True)
class Beda:
    label: str
    lama: str
    baru: str


def beda_usulan(d: Dataset) -> list[Beda]:
    """What the proposal of a published dataset would change, in words."""
    return [
        Beda(
            str(meta_bidang(n).verbose_name).capitalize(),
            _sebut(n, getattr(d, n)),
            _sebut(n, nilai),
        )
        for n, nilai in (d.usulan or {"isi": {}})["isi"].items()
    ]


def _sebut(nama: str, nilai: Any) -> str:
    if nama == "kolom":
        return "\n".join(
            f"{k['title']} ({k['name']}, {TIPE[k['type']].lower()}{', data pribadi' if k.get('pribadi') else ''}"
            f"{', kunci' if k.get('kunci') else ''})"
            for k in nilai
        )
    if nama == "klasifikasi":
        return ", ".join(nilai)
    pilihan = dict(meta_bidang(nama).choices or [])
    return str(pilihan.get(nilai, nilai)) or "–"


def batasan_teks(kolom: dict[str, Any]) -> str:
    """Constraints of a column in words."""
    b = kolom.get("constraints", {})
    teks = ["kunci"] * bool(kolom.get("kunci")) + [LABEL_ISI[k] for k in LABEL_ISI if b.get(k)]
    if "minimum" in b and "maximum" in b:
        teks.append(f"{b['minimum']} sampai {b['maximum']}")
    else:
        teks += [
            f"{kata} {b[k]}"
            for k, kata in (("minimum", "paling kecil"), ("maximum", "paling besar"))
            if k in b
        ]
    if "enum" in b:
        teks.append("pilihan: " + ", ".join(map(str, b["enum"])))
    if "pattern" in b:
        teks.append("berpola")
    return "; ".join(teks)


def kolom_tampil(kolom: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Columns with type and constraints in words."""
    return [k | {"tipe": TIPE.get(k["type"], k["type"]), "batasan": batasan_teks(k)} for k in kolom]


def url_kelola(d: Dataset) -> str:
    return reverse("data:rincian", args=[d.uuid])
