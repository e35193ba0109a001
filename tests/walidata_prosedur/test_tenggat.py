"""Deadlines by the walidata's own calendar, and who hears of a recommendation that does not come."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from layanan.models import HariKhusus, JamKerja
from layanan.waktu.tenggat import lupakan_kalender
from monitoring_center.walidata.prosedur import kabar, tasks
from monitoring_center.walidata.prosedur.alur import giliran, linimasa
from monitoring_center.walidata.prosedur.models import Permohonan
from monitoring_center.walidata.prosedur.waktu import (
    eskalasi_rekomendasi,
    hari_terlambat,
    tenggat_keputusan,
    tenggat_rekomendasi,
)
from tests.conftest import di_situs
from tests.walidata_prosedur.bantu import Pihak, ajukan, rekomendasikan, tolak
from tests.walidata_prosedur.test_kabar import judul

ZONA = ZoneInfo("Asia/Makassar")
SENIN = dt.datetime(
    2026, 8, 3, 10, tzinfo=ZONA
)  # two weeks before the 17th, five working days to Monday the 10th
SITUS = ("a", "b", "monitoring")


def hari_khusus(p: Pihak, tanggal: str, jenis: str = "libur") -> None:
    with di_situs(p.a):
        HariKhusus.objects.create(tanggal=tanggal, jenis=jenis, nama="Hari jadi")
        lupakan_kalender()
    for nama in SITUS:
        with di_situs(getattr(p, nama, nama)):
            cache.clear()


def dari_semua_situs(p: Pihak) -> set[dt.datetime]:
    hasil = set()
    for nama in SITUS:
        with di_situs(getattr(p, nama, nama)):
            hasil.add(tenggat_rekomendasi(p.a.schema_name, SENIN))
    return hasil


def test_kalender_nasional_bila_walidata_tidak_menetapkan(p: Pihak) -> None:
    assert dari_semua_situs(p) == {SENIN + dt.timedelta(days=7)}
    with di_situs("monitoring"):
        lewat_17_agustus = tenggat_keputusan(SENIN + dt.timedelta(days=11))  # Friday; Monday is a holiday
    assert lewat_17_agustus == SENIN + dt.timedelta(days=21)


def test_hari_khusus_walidata_dihitung_di_semua_situs(p: Pihak) -> None:
    """Its holiday moves the deadline for itself, the requester and the deciders alike; the deciders' own deadline stays."""
    hari_khusus(p, "2026-08-05")
    assert dari_semua_situs(p) == {SENIN + dt.timedelta(days=8)}
    with di_situs("monitoring"):
        assert tenggat_keputusan(SENIN) == SENIN + dt.timedelta(days=7)
        assert tenggat_rekomendasi(p.b.schema_name, SENIN) == SENIN + dt.timedelta(days=7), (
            "milik instansi lain"
        )


def test_jam_kerja_walidata_dihitung(p: Pihak) -> None:
    """Six short days a week: five working days end on Saturday."""
    with di_situs(p.a):
        for hari in range(6):
            JamKerja.objects.create(
                berlaku_sejak="2026-01-01", hari=hari, buka="08:00", tutup="14:00",
                istirahat_mulai="12:00", istirahat_selesai="13:00",
            )  # fmt: skip
    hari_khusus(p, "2026-12-31", "masuk")
    assert dari_semua_situs(p) == {SENIN + dt.timedelta(days=5)}


def test_satu_kueri_berapa_pun_walidatanya(p: Pihak, django_assert_num_queries: Any) -> None:
    hari_khusus(p, "2026-08-05")
    with di_situs("monitoring"), django_assert_num_queries(1):
        for skema in (p.a.schema_name, p.b.schema_name, "i_tidak_ada", p.a.schema_name):
            tenggat_rekomendasi(skema, SENIN)


def pada(monkeypatch: Any, saat: dt.datetime) -> None:
    monkeypatch.setattr(timezone, "now", lambda: saat)


def ingatkan(p: Pihak) -> None:
    for nama in SITUS:
        with di_situs(getattr(p, nama, nama)):
            if tasks.ada_pengingat():
                tasks.ingatkan()
            assert not tasks.ada_pengingat(), "sekali saja"


def batas(p: Pihak, m: Permohonan) -> tuple[dt.datetime, dt.datetime]:
    with di_situs(p.a):
        skema = p.a.schema_name
        return tenggat_rekomendasi(skema, m.diajukan_pada), eskalasi_rekomendasi(skema, m.diajukan_pada)


def pesan(p: Pihak) -> dict[str, set[str]]:
    """Bell of each person, the steps themselves left out."""
    return {
        orang: set(semua) for nama in SITUS for orang, semua in judul(getattr(p, nama, nama)).items()
    }  # fmt: skip


def test_rekomendasi_tidak_kunjung_datang(p: Pihak, monkeypatch: Any) -> None:
    """A day before: the walidata. Late: its head, and the requester. Two working days later: Sekda and Bupati."""
    m = ajukan(p)
    tenggat, naik = batas(p, m)
    assert tenggat < naik
    ingatkan(p)
    assert pesan(p) == {}
    dekat, lewat = {"Tenggat rekomendasi data tinggal sehari"}, {"Tenggat rekomendasi data sudah lewat"}
    pada(monkeypatch, tenggat - dt.timedelta(hours=3))
    ingatkan(p)
    assert pesan(p) == {p.walidata.nama: dekat}
    pada(monkeypatch, tenggat + dt.timedelta(hours=1))
    ingatkan(p)
    telat = {
        p.walidata.nama: dekat | lewat,
        p.kepala_a.nama: lewat,
        p.petugas.nama: {"Rekomendasi data terlambat"},
    }
    assert pesan(p) == telat
    pada(monkeypatch, naik + dt.timedelta(minutes=1))
    ingatkan(p)
    tertahan = {"Permohonan data tertahan di walidata"}
    assert pesan(p) == telat | {p.sekda.nama: tertahan, p.bupati.nama: tertahan}


def test_yang_dinilai_atau_ditarik_tidak_diingatkan(p: Pihak, monkeypatch: Any) -> None:
    m = ajukan(p)
    rekomendasikan(p, m)
    tolak(p, m)
    pada(monkeypatch, timezone.now() + dt.timedelta(days=40))
    for nama in SITUS:
        with di_situs(getattr(p, nama, nama)):
            assert kabar.pengingat() == []


def test_keputusan_yang_terlambat(p: Pihak, monkeypatch: Any) -> None:
    m = ajukan(p)
    rekomendasikan(p, m)
    pada(monkeypatch, timezone.now() + dt.timedelta(days=15))
    ingatkan(p)
    lewat = {"Tenggat keputusan data sudah lewat"}
    assert pesan(p) == {p.sekda.nama: lewat, p.bupati.nama: lewat}


def test_pemutus_dan_pimpinan_melihat_di_mana_tertahan(p: Pihak, klien: Any, monkeypatch: Any) -> None:
    m = ajukan(p)
    sekda, kepala = klien("monitoring", p.sekda), klien(p.a, p.kepala_a)

    def url(nama: str, situs: str, *args: Any) -> str:
        return reverse(f"prosedur:{nama}", args=args, urlconf=f"inti.urls.{situs}")

    assert "Tertahan di walidata" not in sekda.get(url("beranda", "monitoring")).content.decode()
    assert "yang terlambat" not in kepala.get(url("beranda", "instansi")).content.decode()
    tenggat, naik = batas(p, m)
    pada(monkeypatch, naik + dt.timedelta(hours=1))
    with di_situs("monitoring"):
        satu = Permohonan.objects.lengkap().get()
        g = giliran(satu)
        assert (g.terlambat, g.siapa) == (True, "Kecamatan Uji A")
        assert g.chip is not None
        assert g.chip.label == f"Terlambat {hari_terlambat(tenggat, p.a.schema_name)} hari kerja"
        assert "Sekda, dan Bupati diberi tahu" in linimasa(satu)[-1]["isi"]
    sekda, kepala = klien("monitoring", p.sekda), klien(p.a, p.kepala_a)
    html = sekda.get(url("beranda", "monitoring")).content.decode()
    assert "Tertahan di walidata (1)" in html
    assert "Kecamatan Uji A belum menilai" in html
    html = sekda.get(url("permohonan", "monitoring", m.uuid)).content.decode()
    assert "Hubungi Kecamatan Uji A: Seksi PMD" in html
    assert url("setujui", "monitoring", m.uuid) not in html
    html = kepala.get(url("beranda", "instansi")).content.decode()
    assert "yang terlambat (1)" in html
    assert url("permohonan", "instansi", m.uuid) in html


@pytest.mark.parametrize("situs", ["diskominfo", "portal"])
def test_host_lain_tidak_berurusan(p: Pihak, situs: str) -> None:
    ajukan(p)
    with di_situs(situs):
        assert kabar.pengingat() == []
