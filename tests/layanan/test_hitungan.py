"""The page with the arithmetic: its rows add up to what is promised and what is said, in a fixed number of queries."""

import datetime as dt

from layanan.enums import Status
from layanan.meja.tampilan import lama_kerja_teks
from layanan.models import Permohonan
from layanan.waktu import tenggat
from layanan.waktu.hitungan import hitung
from tests.layanan.bantu import ajukan, langkah, sampai


def ambil(p):
    return Permohonan.objects.lengkap().get(pk=p.pk)


def test_sisa_dan_terpakai_berjumlah_standar(meja, jam):
    p = sampai(Status.DIDISTRIBUSI, meja, "KEC-02")
    jam.kini = tenggat.tambah(jam.kini, 90)
    h = hitung(ambil(p))
    assert h.terpakai == lama_kerja_teks(90)
    assert not h.terlambat
    assert [b.nama for b in h.baris] == ["Pemeriksaan berkas", "Pembagian ke seksi", "Validasi di seksi"]
    standar = tenggat.lama_kerja(h.baris[1].mulai, p.janji_selesai)
    assert h.standar == lama_kerja_teks(standar)
    assert h.sisa == lama_kerja_teks(standar - 90)
    jam.kini = tenggat.tambah(p.janji_selesai, 35)
    h = hitung(ambil(p))
    assert (h.terlambat, h.sisa) == (True, "35 menit")
    assert h.baris[-1].lewat


def test_waktu_di_pemohon_terpisah(meja, jam):
    p = sampai(Status.DITOLAK, meja)
    mulai = jam.kini
    jam.maju(days=4)
    p = langkah(p, "ajukan_kembali", meja)
    h = hitung(ambil(p))
    assert h.di_pemohon == lama_kerja_teks(tenggat.lama_kerja(mulai, jam.kini))
    assert h.terpakai == "0 menit"
    assert not h.lengkap
    assert [b.dihitung for b in h.baris] == [True, False, True]


def test_hari_yang_dilewati_disebut_dengan_sebabnya(meja, jam):
    p = ajukan(meja.fo)
    jam.maju(days=8)
    h = hitung(ambil(p))
    baris = h.baris[0].hari
    assert any("akhir pekan" in b.keterangan for b in baris)
    jumlah = sum(
        r.menit
        for r in tenggat.kalender_kini().rinci(
            *(s.astimezone(tenggat.zona_waktu()).replace(tzinfo=None) for s in (p.masuk_pada, jam.kini))
        )
    )
    assert h.baris[0].menit == jumlah
    assert h.baris[0].mulai == p.masuk_pada


def test_kalender_berubah_hitungan_lama_tetap(meja, jam):
    p = ajukan(meja.fo)
    jam.maju(days=3)
    p = langkah(p, "setujui", meja)
    lama = hitung(ambil(p)).baris[0].menit
    from layanan.models import HariKhusus

    HariKhusus.objects.create(tanggal=(p.masuk_pada + dt.timedelta(days=1)).date(), jenis="libur", nama="X")
    HariKhusus.objects.create(tanggal=(p.masuk_pada + dt.timedelta(days=2)).date(), jenis="libur", nama="Y")
    tenggat.lupakan_kalender()
    baris = hitung(ambil(p)).baris[0]
    assert baris.menit == lama
    assert bool(baris.beda) == (tenggat.lama_kerja(baris.mulai, baris.selesai) != lama)


def test_nama_tahap_menurut_layanan():
    from layanan.models import Layanan
    from layanan.waktu.tahapan import nama_tahap

    assert nama_tahap("divalidasi", Layanan(perlu_paraf=True)) == "Paraf"
    assert nama_tahap("divalidasi", Layanan(perlu_paraf=False)) == "Tanda tangan"
    assert nama_tahap("divalidasi", Layanan(perlu_paraf=False), serah=True) == "Menunggu diambil"


def test_tanpa_tahap_tanpa_panel(meja, django_assert_num_queries):
    p = ambil(sampai(Status.DIVALIDASI, meja))
    tenggat.kalender_kini()
    with django_assert_num_queries(0):
        assert hitung(p)
