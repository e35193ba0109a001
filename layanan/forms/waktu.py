"""Forms of the page "Jam dan hari kerja"."""

from datetime import time
from typing import Any

from django import forms

from inti.ui.bidang import BidangTanggal

from ..actions.waktu import JamHari
from ..enums import JenisHari
from ..waktu.kalender import NAMA_HARI
from ..waktu.tahapan import BAGIAN, nama_tahap

PERPRES = dict.fromkeys(range(4), ("07:30", "12:00", "13:00", "16:00")) | {
    4: ("07:30", "11:30", "13:00", "16:30")
}
"""37.5 hours a week without breaks, the break on Friday 90 minutes (Perpres 21/2023)."""


class InputJam(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


def _jam(label: str) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=InputJam())


class JamForm(forms.Form):
    """Seven rows of opening time, break and closing time. A row that is left empty is a closed day."""

    berlaku_sejak = BidangTanggal(
        label="Berlaku sejak", help_text="Janji yang sudah dibuat sebelum tanggal ini tidak berubah."
    )

    def __init__(self, *args: Any, **kw: Any) -> None:
        super().__init__(*args, **kw)
        for hari, nama in enumerate(NAMA_HARI):
            for kunci, label in (
                ("buka", "buka"),
                ("mulai", "istirahat mulai"),
                ("selesai", "istirahat selesai"),
                ("tutup", "tutup"),
            ):
                self.fields[f"{kunci}_{hari}"] = _jam(f"{nama}, {label}")

    def baris(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (nama, [self[f"{k}_{hari}"] for k in ("buka", "mulai", "selesai", "tutup")])
            for hari, nama in enumerate(NAMA_HARI)
        ]

    def clean(self) -> dict[str, Any]:
        d = super().clean() or {}
        for hari in range(7):
            buka, mulai, selesai, tutup = self._isi(d, hari)
            if (buka is None) != (tutup is None):
                self.add_error(f"buka_{hari}", "Isi jam buka dan tutup, atau kosongkan keduanya.")
            elif (mulai is None) != (selesai is None) or (mulai is not None and buka is None):
                self.add_error(f"mulai_{hari}", "Isi mulai dan selesai istirahat, atau kosongkan keduanya.")
        return d

    @staticmethod
    def _isi(d: dict[str, Any], hari: int) -> tuple[time | None, ...]:
        return tuple(d.get(f"{k}_{hari}") for k in ("buka", "mulai", "selesai", "tutup"))

    def jam(self) -> dict[int, JamHari]:
        hasil = {}
        for hari in range(7):
            buka, mulai, selesai, tutup = self._isi(self.cleaned_data, hari)
            if buka is not None and tutup is not None:
                hasil[hari] = JamHari(buka, tutup, mulai, selesai)
        return hasil


def jam_awal(ruas_mingguan: Any) -> dict[str, str]:
    """Initial values of JamForm from weekday -> opening times."""
    isi: dict[str, str] = {}
    for hari, ruas in ruas_mingguan.items():
        if not ruas:
            continue
        titik = [f"{m // 60:02d}:{m % 60:02d}" for satu in ruas for m in satu]
        isi |= {f"buka_{hari}": titik[0], f"tutup_{hari}": titik[-1]}
        if len(titik) == 4:
            isi |= {f"mulai_{hari}": titik[1], f"selesai_{hari}": titik[2]}
    return isi


def jam_perpres() -> dict[str, str]:
    kunci = ("buka", "mulai", "selesai", "tutup")
    return {f"{k}_{hari}": j for hari, jam in PERPRES.items() for k, j in zip(kunci, jam, strict=True)}


class HariForm(forms.Form):
    tanggal = BidangTanggal(label="Tanggal")
    jenis = forms.ChoiceField(label="Jenis", choices=JenisHari)
    nama = forms.CharField(label="Keterangan", max_length=120, help_text="Misalnya “Hari jadi kabupaten”.")
    dasar = forms.CharField(
        label="Dasar", max_length=160, required=False, help_text="Nomor surat edaran atau keputusan."
    )
    buka = _jam("Buka")
    tutup = _jam("Tutup")


class BagianForm(forms.Form):
    kode_layanan = forms.ChoiceField(label="Berlaku untuk", required=False)

    def __init__(self, *args: Any, layanan: list[tuple[str, str]], **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["kode_layanan"].choices = [("", "Semua layanan"), *layanan]  # type: ignore[attr-defined]
        for tahap, persen in BAGIAN.items():
            self.fields[tahap] = forms.IntegerField(
                label=nama_tahap(tahap), min_value=1, max_value=100, initial=persen
            )

    def persen(self) -> dict[str, int]:
        return {t: self.cleaned_data[t] for t in BAGIAN}
