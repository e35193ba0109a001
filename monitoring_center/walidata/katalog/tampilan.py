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


LANGKAH = {
    "putuskan": "Putuskan penerbitannya", "putuskan_usulan": "Putuskan perubahannya", "menunggu": "Menunggu pimpinan",
    "kolom": "Lengkapi kolomnya", "isi": "Isi datanya", "ajukan": "Ajukan kepada pimpinan", "serupa": "Lihat dataset yang serupa",
    "perbarui": "Unggah data terbaru", "berlakukan": "Berlakukan data yang sudah diperiksa",
    "kembali": "Jadikan konsep lagi bila masih perlu", "": "",
}  # fmt: skip
"""The next action -> its sentence. The page of a dataset makes this one its first button."""
ALUR = ("Daftarkan", "Isi data", "Persetujuan pimpinan", "Terbit", "Perbarui setiap periode")


def langkah_berikut(d: Dataset, pengguna: Any, *, siap: bool = False) -> str:
    """Key of LANGKAH: what this person does next with the dataset; "" when it is nobody's turn, or not this person's.

    `siap`: a checked version waits to be put in force.
    """
    if d.menunggu:
        putus = "putuskan_usulan" if d.usulan else "putuskan"
        return putus if pengguna.punya(Hak.DATA_SETUJUI) else "menunggu"
    if not pengguna.punya(Hak.DATA_KELOLA):
        return ""
    if siap and dapat_diisi(d):
        return "berlakukan"
    match d.keadaan:
        case Keadaan.KONSEP if not d.kolom:
            return "kolom"
        case Keadaan.KONSEP:
            return "isi" if dapat_diisi(d) and d.data_pada is None else "ajukan"
        case Keadaan.TERTAHAN:
            return "serupa"
        case Keadaan.TERBIT if dapat_diisi(d) and d.data_pada is None:
            return "isi"
        case Keadaan.TERBIT if chip_mutakhir(d).nada != "sukses":
            return "perbarui"
        case Keadaan.DITARIK:
            return "kembali"
    return ""


def dapat_diisi(d: Dataset) -> bool:
    """Whether rows may be sent: also of a draft, so that the head approves what is there to see."""
    return d.jenis == Jenis.SEKTORAL and bool(d.kolom) and d.keadaan != Keadaan.DITARIK


def alur(d: Dataset) -> tuple[list[str], int]:
    """The way of a dataset, and where it is (from 1). What an app fills has neither the second step nor the last."""
    if d.keadaan == Keadaan.TERBIT:
        kini = 4 if d.data_pada or d.jenis == Jenis.SISTEM else 2
        kini = 5 if chip_mutakhir(d).nada == "bahaya" else kini
    elif d.keadaan == Keadaan.DIAJUKAN:
        kini = 3
    else:
        kini = 1 if not d.kolom or d.keadaan != Keadaan.KONSEP else 2 if d.data_pada is None else 3
    if d.jenis == Jenis.SEKTORAL:
        return list(ALUR), kini
    return [ALUR[0], *ALUR[2:4]], {1: 1, 2: 2, 3: 2}.get(kini, 3)


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
    teks = [LABEL_ISI[k] for k in LABEL_ISI if b.get(k)]
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
