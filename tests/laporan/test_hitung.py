"""Every figure of a report equals a count by hand over the rows, for random data, periods and filters."""

import random
import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from layanan.demo import isi_riwayat
from layanan.enums import DIKERJAKAN, TERTUTUP, Status
from layanan.laporan import hitung, register
from layanan.laporan.hitung import ringkas
from layanan.laporan.saringan import Acuan, Saringan
from layanan.laporan.sebaran import jam_menit, persentil
from layanan.models import AlasanTolak, Permohonan, Riwayat, Tahap
from layanan.waktu import tenggat
from layanan.waktu.jam import hari_ini, tanggal_lokal
from layanan.waktu.periode import Periode
from tests.layanan.bantu import sampai

PERIODE = [lambda h: Periode.memuat(h, ""), lambda h: Periode.memuat(h, "S"), lambda h: Periode.memuat(h, "T").sebelum,
           lambda h: Periode.memuat(h, "B"), lambda h: Periode.memuat(h, "B").sebelum]  # fmt: skip
SARING = [("", ""), ("KEC-01", ""), ("", "KMS"), ("KEC-07", "TPM")]


@pytest.fixture
def terisi(meja, di_a):
    isi_riwayat(
        instansi=di_a, acak=random.Random(11), sampai=hari_ini(), jumlah=160, terbuka=40,
        orang={"operator": meja.fo, "administrator": meja.admin, "pelaksana": meja.kasi, "koordinator": meja.sekcam,
               "penanggung_jawab": meja.camat},
    )  # fmt: skip
    return di_a


@given(st.lists(st.integers(0, 500), min_size=1, max_size=60), st.sampled_from([1, 50, 90, 100]))
def test_persentil_peringkat_terdekat(nilai, bagian):
    urut = sorted(nilai)
    tangan = urut[-(-len(urut) * bagian // 100) - 1]
    assert persentil(Counter(nilai), bagian) == tangan


def test_persentil_kosong():
    assert persentil({}, 50) is None
    assert [jam_menit(n) for n in (None, 0, 59, 60, 61, 6000)] == [
        "–",
        "0 menit",
        "59 menit",
        "1 jam",
        "1 jam 1 menit",
        "100 jam",
    ]


def tangan(s: Saringan, p: Periode, acuan: Acuan) -> dict[str, object]:
    """One row after the other, in Python."""
    kini = tenggat.ambang_terlambat(timezone.now())
    semua = [
        x
        for x in Permohonan.objects.select_related("layanan__seksi", "seksi")
        if s.layanan in ("", x.kode_layanan) and s.seksi in ("", (x.seksi or x.layanan.seksi).kode)
    ]
    pk = {x.pk for x in semua}
    masuk = [x for x in semua if p.awal <= x.tanggal_masuk <= p.akhir]
    selesai = [x for x in semua if x.status == "selesai" and p.awal <= x.tanggal_selesai <= p.akhir]
    terbuka = [x for x in masuk if x.status not in TERTUTUP]
    riwayat = [
        r
        for r in Riwayat.objects.all()
        if r.permohonan_id in pk and p.awal <= tanggal_lokal(r.pada) <= p.akhir
    ]
    lama = sorted(x.lama_menit for x in selesai)
    return {
        "masuk": len(masuk), "selesai": len(selesai), "tepat_waktu": sum(bool(x.tepat_waktu) for x in selesai),
        "terbuka": len(terbuka), "dibatalkan": sum(x.status == "dibatalkan" for x in masuk),
        "terlambat": sum(x.status in DIKERJAKAN and x.siap_pada is None and x.janji_selesai < kini for x in masuk),
        "belum_diambil": sum(x.siap_pada is not None for x in terbuka),
        "penolakan": sum((r.ke == "ditolak" and r.dari != "ditolak") or r.transisi == "usul_tolak" for r in riwayat),
        "kembali": sum(r.transisi == "ajukan_kembali" for r in riwayat),
        "median": lama[-(-len(lama) * 50 // 100) - 1] if lama else None,
        "p90": lama[-(-len(lama) * 90 // 100) - 1] if lama else None,
    }  # fmt: skip


def test_angka_sama_dengan_hitung_tangan(terisi):
    acuan = Acuan.baca()
    terlihat: Counter[str] = Counter()
    for buat in PERIODE:
        for layanan, seksi in SARING:
            s = Saringan(buat(hari_ini()), layanan, seksi)
            r = ringkas(s, acuan)
            for p, angka in ((s.periode, r.kini), (s.periode.sebelum, r.dulu)):
                harap = tangan(s, p, acuan)
                assert {k: getattr(angka, k) for k in harap} == harap, (s, p)
                terlihat.update({k: n for k, n in harap.items() if n})
            assert sum(a.masuk for _, _, a in r.per_layanan) == r.kini.masuk
            assert sum(n for _, n in r.per_desa) == sum(n for _, _, n in r.per_kanal) == r.kini.masuk
            assert sum(n for _, _, n in r.alasan) == r.kini.penolakan
            if s.periode.jenis != "B":
                assert sum(a.masuk for _, a in r.tren) == r.kini.masuk
                assert sum(a.penolakan for _, a in r.tren) == r.kini.penolakan
            else:
                assert r.tren[-1][1].masuk == r.kini.masuk
    assert all(
        terlihat[k] for k in ("masuk", "selesai", "terbuka", "belum_diambil", "penolakan", "kembali")
    ), terlihat


def test_daftar_di_balik_angka(terisi):
    """Clicking a figure opens exactly its rows."""
    acuan = Acuan.baca()
    for layanan, seksi in SARING:
        s = Saringan(Periode.memuat(hari_ini(), ""), layanan, seksi)
        a = ringkas(s, acuan).kini
        jumlah = {isi: register.permohonan(s, acuan, isi).count() for isi in register.ISI}
        for isi in ("masuk", "selesai", "terbuka", "terlambat", "belum_diambil", "dibatalkan"):
            assert jumlah[isi] == getattr(a, isi), isi
        assert jumlah["tepat"] == a.tepat_waktu
        assert jumlah["tepat"] + jumlah["lewat"] == a.selesai
        assert jumlah["penolakan"] <= a.penolakan


def test_tahap_dan_beban(terisi, meja):
    acuan = Acuan.baca()
    p = Periode.memuat(hari_ini(), "")
    r = ringkas(Saringan(p), acuan)
    akhir = [t for t in Tahap.objects.exclude(selesai=None) if p.awal <= tanggal_lokal(t.selesai) <= p.akhir]
    assert akhir, "the demonstration writes stages"
    for baris in r.tahap:
        menit = sorted(t.menit_kerja for t in akhir if t.tahap == baris.kode)
        assert (baris.banyak, baris.median, baris.p90) == (
            len(menit), menit[-(-len(menit) * 50 // 100) - 1], menit[-(-len(menit) * 90 // 100) - 1],
        )  # fmt: skip
    assert sum(b.banyak for b in r.tahap) == len(akhir)
    beban = Counter(t.petugas_id for t in akhir if t.petugas_id)
    assert {b.nama: b.jumlah for b in r.petugas} == {
        o.nama: beban[o.pk] for o in (meja.fo, meja.admin, meja.kasi, meja.sekcam, meja.camat) if beban[o.pk]
    }


@pytest.mark.parametrize("saring", SARING)
def test_jumlah_kueri_tetap(terisi, saring):
    with CaptureQueriesContext(connection) as q:
        acuan = Acuan.baca()
        r = ringkas(Saringan(Periode.memuat(hari_ini(), ""), *saring), acuan)
    nama = bool(r.petugas) + bool(r.alasan)
    assert len(q) == 6 + nama, [x["sql"][:80] for x in q]


BERINDEKS = {
    "permohonan_periode": "tanggal_masuk kode_layanan kanal pemohon_desa status siap_pada janji_selesai",
    "laporan_selesai": "tanggal_selesai kode_layanan lama_menit tepat_waktu",
    "tahap_periode": "selesai tahap menit_kerja petugas_id",
}


@pytest.mark.parametrize("nama", BERINDEKS)
def test_kueri_tahunan_cukup_membaca_indeks(di_a, nama):
    """A year of a busy office: the wide rows are not read, because all that is counted stands in an index."""
    with connection.cursor() as k:
        k.execute("SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0", [nama])
        assert {n for (n,) in k.fetchall()} >= set(BERINDEKS[nama].split())
    dipakai = {"permohonan_periode": hitung.SQL_MASUK, "laporan_selesai": hitung.SQL_SELESAI}
    sql = dipakai.get(nama, hitung.SQL_TAHAP)
    kolom = set(re.findall(r"\b[pt]\.([a-z_]+)", sql)) - {"id", "status"}
    assert kolom - set(BERINDEKS[nama].split()) == set()


def test_saringan_menolak_yang_tidak_dikenal(meja):
    acuan = Acuan.baca()
    s = Saringan.dari({"periode": "kapan", "layanan": "'; DROP TABLE", "seksi": "X"}, acuan)
    assert s == Saringan(Periode.memuat(hari_ini(), "B"))
    assert Saringan.dari({"periode": "2026-T2", "seksi": "KMS"}, acuan).parameter == {
        "periode": "2026-T2",
        "seksi": "KMS",
    }


@pytest.mark.parametrize(
    "kode,awal,akhir,sebelum",
    [
        ("2026", "2026-01-01", "2026-12-31", "2025"), ("2026-S1", "2026-01-01", "2026-06-30", "2025-S2"),
        ("2026-T4", "2026-10-01", "2026-12-31", "2026-T3"), ("2024-02", "2024-02-01", "2024-02-29", "2024-01"),
        ("2026-01", "2026-01-01", "2026-01-31", "2025-12"),
    ],
)  # fmt: skip
def test_periode(kode, awal, akhir, sebelum):
    p = Periode.baca(kode)
    assert (p.kode, p.awal.isoformat(), p.akhir.isoformat(), p.sebelum.kode) == (kode, awal, akhir, sebelum)
    assert p.bulan()[0].awal == p.awal
    assert p.bulan()[-1].akhir == p.akhir
    assert p.sebelum.akhir + timedelta(days=1) == p.awal


@pytest.mark.parametrize("kode", ["", "2026-13", "2026-T5", "2026-S3", "26", "2026-1", "x", "2026-T"])
def test_periode_tidak_dikenal(kode):
    assert Periode.baca(kode) is None


def test_penolakan_menurut_kode(meja):
    """A coded reason is counted under its name, one without under "Tanpa kode alasan"."""
    satu = sampai(Status.DIAJUKAN, meja)
    kode = AlasanTolak.objects.order_by("pk").first()
    for isi in ({"alasan_kode": kode.kode}, {"alasan_kode": kode.kode}, {}):
        Riwayat.objects.create(
            permohonan=satu, transisi="tolak", dari="diajukan", ke="ditolak", rinci=isi, pada=timezone.now()
        )
    r = ringkas(Saringan(Periode.memuat(hari_ini(), "B")), Acuan.baca())
    assert r.alasan == [(kode.kode, kode.nama, 2), ("", "Tanpa kode alasan", 1)]
    assert r.kini.penolakan == 3
