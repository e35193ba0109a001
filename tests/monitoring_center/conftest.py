"""Event rows for the aggregation, as small as the constraints of `layanan` allow."""

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from inti.akun.models import Pengguna
from layanan.models import KeabsahanUji, Layanan, Permohonan, Seksi
from monitoring_center.agregasi.daftar import daftar_indikator

URUT = itertools.count(1)
LANGKAH = ("verifikasi", "distribusi", "validasi", "serah")
"""Of a service whose product is not signed here: a signature needs its letter and its paraf."""


def dua_orang() -> list[Pengguna]:
    """FO and kasi of the present instansi; made on first use."""
    surel = [f"alur{n}@contoh.kab.go.id" for n in range(2)]
    ada = {p.surel: p for p in Pengguna.objects.filter(surel__in=surel)}
    for s in surel:
        if s not in ada:
            ada[s] = Pengguna(surel=s, nama=s)
            ada[s].save()
    return [ada[s] for s in surel]


def cap_selesai(tanggal: date, *, tepat: bool = True, menit: int = 600) -> dict[str, Any]:
    """The columns of a permohonan that was handed over on `tanggal`, decided by two people."""
    fo, kasi = dua_orang()
    oleh = dict(zip(LANGKAH, (fo, fo, kasi, fo), strict=True))
    kini = timezone.now()
    cap = {f"{langkah}_oleh": orang for langkah, orang in oleh.items()} | {f"{k}_pada": kini for k in LANGKAH}
    return cap | {
        "status": "selesai",
        "seksi": Seksi.objects.first(),
        "siap_pada": kini,
        "serah_kepada": "Pemohon",
        "tanggal_selesai": tanggal,
        "tepat_waktu": tepat,
        "lama_menit": menit,
    }


def selesaikan(pilih: QuerySet[Permohonan], tanggal: date, **isi: Any) -> None:
    """Finish these: checked for genuineness first, as the database demands."""
    kasi = dua_orang()[1]
    KeabsahanUji.objects.bulk_create(
        KeabsahanUji(
            permohonan=p,
            cara="cek_berkas",
            tanggal=tanggal,
            oleh=kasi,
            oleh_nama=kasi.nama,
            pada=timezone.now(),
        )
        for p in pilih
    )
    pilih.update(**cap_selesai(tanggal, **isi))


def kosongkan_cap() -> dict[str, Any]:
    """The columns that bring a finished permohonan back to its first status."""
    kosong = {f"{k}_{a}": None for k in LANGKAH for a in ("oleh", "pada")}
    return kosong | {
        "status": "diajukan",
        "siap_pada": None,
        "serah_kepada": "",
        "tanggal_selesai": None,
        "tepat_waktu": None,
        "lama_menit": None,
    }


def baris_permohonan(**isian: Any) -> Permohonan:
    """An unsaved permohonan; `selesai=date` makes it a finished one (with `tepat`, `menit`)."""
    nomor = next(URUT)
    layanan = isian.pop("layanan", None) or Layanan.objects.order_by("kode").first()
    kini = timezone.now()
    masuk = isian.pop("masuk", timezone.localdate())
    selesai, tepat, menit = isian.pop("selesai", None), isian.pop("tepat", True), isian.pop("menit", 600)
    dasar = {
        "nomor_registrasi": f"UJI-{nomor:06d}",
        "layanan": layanan,
        "kode_layanan": layanan.kode,
        "pemohon_nama": "Pemohon Uji",
        "pemohon_nik": "6310010101900001",
        "pemohon_nik_indeks": "0" * 64,
        "pemohon_alamat": "Jalan Uji",
        "keperluan": "Uji",
        "diajukan_pada": kini,
        "masuk_pada": kini,
        "tanggal_masuk": masuk,
        "janji_selesai": kini + timedelta(days=1),
    }
    if selesai:
        dasar |= cap_selesai(selesai, tepat=tepat, menit=menit)
    return Permohonan(**(dasar | isian))


@pytest.fixture
def buat_permohonan() -> Callable[..., Permohonan]:
    """buat_permohonan(masuk=date, selesai=date, tepat=True, menit=600, kanal="desa", …) in this instansi."""

    def buat(**isian: Any) -> Permohonan:
        permohonan = baris_permohonan(**isian)
        permohonan.save()
        return permohonan

    return buat


@pytest.fixture
def setujui_semua(buat_orang: Callable[..., Any]) -> Callable[..., Any]:
    """setujui_semua(*kode) approves these (default: all) indicators of this instansi; gives its head."""
    from monitoring_center.agregasi.actions import setujui

    def jalan(*kode: str, oleh: Any = None) -> Any:
        kepala = oleh or buat_orang("penanggung_jawab")
        for k in kode or daftar_indikator():
            setujui(indikator=k, oleh=kepala)
        return kepala

    return jalan
