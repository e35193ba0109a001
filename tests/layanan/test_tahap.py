"""Stages: one row per stay in a status, minutes that add up, a promise that pauses with the applicant."""

import datetime as dt
import random
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from layanan.enums import Hitungan, Status
from layanan.models import Layanan, Permohonan, Riwayat, Tahap
from layanan.waktu import tahap, tenggat
from layanan.workflow import ALUR
from tests.layanan.bantu import ajukan, langkah, sampai

JALAN = ("setujui", "distribusikan", "validasi", "paraf", "tandatangani", "serahkan")


def semua(p):
    return list(Tahap.objects.filter(permohonan=p).order_by("urutan"))


def periksa(p, daftar):
    """What must hold for every permohonan at any time."""
    assert [t.urutan for t in daftar] == list(range(1, len(daftar) + 1))
    for t, sesudah in pairwise(daftar):
        assert t.selesai == sesudah.mulai
        assert t.menit_kerja == tenggat.lama_kerja(t.mulai, t.selesai)
    if p.status in (Status.SELESAI, Status.DIBATALKAN):
        assert daftar[-1].selesai is not None
        assert p.batas_tahap is None
    else:
        assert daftar[-1].selesai is None
        assert daftar[-1].tahap == p.status
        assert daftar[-1].batas_pada == p.batas_tahap


def test_jalan_biasa_menit_berjumlah(meja, jam):
    p = ajukan(meja.fo)
    for nama in JALAN:
        jam.maju(hours=3)
        p = langkah(p, nama, meja)
    daftar = semua(p)
    periksa(p, daftar)
    assert [t.tahap for t in daftar] == [
        "diajukan",
        "diverifikasi",
        "didistribusi",
        "divalidasi",
        "diparaf",
        "ditandatangani",
    ]
    assert [t.transisi for t in daftar] == list(JALAN)
    assert [t.petugas for t in daftar] == [
        meja.fo,
        meja.fo,
        meja.kasi,
        meja.sekcam,
        meja.camat,
        meja.fo,
    ]
    assert [t.hitungan for t in daftar] == ["sebelum", *["janji"] * 4, "serah"]
    assert p.lama_menit == sum(t.menit_kerja for t in daftar[:5])
    assert p.lama_menit == tenggat.lama_kerja(p.masuk_pada, p.siap_pada)
    assert p.tepat_waktu == tenggat.tepat(p.siap_pada, p.janji_selesai)


def test_janji_mulai_saat_berkas_lengkap(meja, jam):
    p = ajukan(meja.fo)
    jam.maju(days=2)
    p = langkah(p, "setujui", meja)
    lay = p.layanan
    assert p.janji_selesai == tenggat.janji(jam.kini, lay.waktu_nilai, lay.waktu_satuan)


def test_dikembalikan_ke_fo_tidak_memberi_janji_baru(meja, jam):
    p = sampai(Status.DIDISTRIBUSI, meja)
    janji = p.janji_selesai
    jam.maju(hours=5)
    p = langkah(p, "kembalikan_fo", meja)
    jam.maju(hours=5)
    p = langkah(p, "setujui", meja)
    assert p.janji_selesai == janji
    assert {t.hitungan for t in semua(p)[1:]} == {Hitungan.JANJI}


def test_di_pemohon_menjeda(meja, jam):
    p = langkah(sampai(Status.DIAJUKAN, meja), "tolak", meja)
    assert p.batas_tahap is None
    jam.maju(days=3)
    p = langkah(p, "ajukan_kembali", meja)
    daftar = semua(p)
    assert [(t.tahap, t.di_pemohon) for t in daftar] == [
        ("diajukan", False),
        ("ditolak", True),
        ("diajukan", False),
    ]
    for nama in JALAN:
        jam.maju(minutes=7)
        p = langkah(p, nama, meja)
    daftar = semua(p)
    periksa(p, daftar)
    assert p.lama_menit == sum(t.menit_kerja for t in daftar if t.dihitung)
    assert p.lama_menit <= 7 * 6 < daftar[1].menit_kerja


@pytest.mark.parametrize("jeda", [1, 4, 30])
def test_sisa_waktu_tetap_sesudah_jeda(meja, jam, jeda):
    """A seksi that sends a file to the applicant keeps the time that it had left, no more."""
    sebelum = tenggat.tambah(jam.kini, 300)
    kembali = jam.kini + dt.timedelta(days=jeda)
    sesudah = tahap.lanjut(sebelum, jam.kini, kembali)
    assert tenggat.lama_kerja(kembali, sesudah) == 300
    lewat = jam.kini - dt.timedelta(days=1)
    assert tahap.lanjut(lewat, jam.kini, kembali) == lewat


@pytest.mark.parametrize("benih", range(6))
def test_jalan_acak_selalu_berjumlah(meja, jam, benih):
    acak = random.Random(benih)
    p = ajukan(meja.fo)
    for _ in range(14):
        boleh = [
            t.nama
            for t in ALUR.values()
            if p.status in t.dari and all(s.uji(p, None) for s in t.syarat if s.rute) and t.nama in LANGKAH
        ]
        if not boleh:
            break
        jam.maju(minutes=acak.randint(0, 3000), seconds=acak.randint(0, 59))
        nama = acak.choice(boleh)
        p = langkah(p, nama, meja)
        daftar = semua(p)
        periksa(p, daftar)
        assert sum(t.menit_kerja or 0 for t in daftar) == tenggat.lama_kerja(
            p.masuk_pada, daftar[-1].selesai or daftar[-1].mulai
        )
        kini = daftar[-1]
        if kini.hitungan == Hitungan.JANJI and kini.mulai < p.janji_selesai:
            terpakai = sum(t.menit_kerja or 0 for t in daftar if t.hitungan == Hitungan.JANJI)
            sisa = tenggat.lama_kerja(kini.mulai, p.janji_selesai)
            assert terpakai + sisa == tahap.standar(p.layanan, kini.mulai)
    if p.status == Status.SELESAI:
        assert p.lama_menit == tahap.lama_proses(p)


LANGKAH = {*JALAN, "tolak", "ajukan_kembali", "kembalikan_fo", "kembalikan_distribusi", "kembalikan_paraf"}


def test_bagian_tahap_berjumlah_janji():
    from layanan.waktu.tahapan import bagian_menit, rute

    for perlu_ttd, perlu_paraf in ((True, True), (True, False), (False, False)):
        lay = Layanan(kode="X", perlu_ttd=perlu_ttd, perlu_paraf=perlu_paraf)
        bagian = [bagian_menit(lay, t, 4800, []) for t in rute(lay)]
        assert 4790 <= sum(bagian) <= 4800
        assert bagian_menit(lay, "didistribusi", 4800, [("X", "didistribusi", 90)]) > bagian[1]
        assert bagian_menit(lay, "status_baru", 4800, []) == 960


def test_basis_data_menolak_dua_tahap_terbuka(meja):
    p = ajukan(meja.fo)
    satu = semua(p)[0]
    with pytest.raises(IntegrityError, match="tahap_satu_terbuka"), transaction.atomic():
        Tahap.objects.create(
            permohonan=p, urutan=2, tahap="diajukan", hitungan=Hitungan.SEBELUM, mulai=satu.mulai
        )
    for salah in (
        {"selesai": satu.mulai},
        {"menit_kerja": 3},
        {"selesai": satu.mulai - dt.timedelta(minutes=1), "menit_kerja": 0},
        {"di_pemohon": True},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Tahap.objects.filter(pk=satu.pk).update(**salah)
    assert semua(p) == [satu]


def test_langkah_yang_ditolak_tidak_mengubah_tahap(meja):
    from inti.errors import Galat

    p = sampai(Status.DIDISTRIBUSI, meja)
    sebelum = list(Tahap.objects.filter(permohonan=p).values())
    with pytest.raises(Galat):
        langkah(p, "tandatangani", meja)
    assert list(Tahap.objects.filter(permohonan=p).values()) == sebelum


def test_dari_riwayat_sama_dengan_yang_dicatat(meja, jam):
    """Rows that were written in bulk get the stages that the actions would have written."""
    p = langkah(sampai(Status.DIAJUKAN, meja), "tolak", meja)
    for nama in ("ajukan_kembali", "setujui", "distribusikan", "validasi", "kembalikan_paraf", *JALAN[2:]):
        jam.maju(hours=2)
        p = langkah(p, nama, meja)
    asli = semua(p)
    ulang = tahap.dari_riwayat(p, Riwayat.objects.filter(permohonan=p).order_by("pada", "pk"))
    bidang = ("urutan", "tahap", "hitungan", "di_pemohon", "transisi", "petugas_id", "menit_kerja")
    assert [[getattr(t, b) for b in bidang] for t in ulang] == [[getattr(t, b) for b in bidang] for t in asli]


def test_migrasi_mengisi_yang_lama(meja, jam):
    from importlib import import_module

    from django.apps import apps

    from inti.db import sebagai_pemilik

    p = sampai(Status.SELESAI, meja)
    jam.maju(hours=1)
    q = sampai(Status.DIVALIDASI, meja)
    asli = {x.pk: [(t.tahap, t.menit_kerja) for t in semua(x)] for x in (p, q)}
    with sebagai_pemilik("i_uji_a"):
        Tahap.objects.all().delete()
        import_module("layanan.migrations.0007_tahap_lama").lengkapi(apps, None)
    assert {x.pk: [(t.tahap, t.menit_kerja) for t in semua(x)] for x in (p, q)} == asli
    assert Permohonan.objects.get(pk=q.pk).batas_tahap == semua(q)[-1].batas_pada


def test_kueri_satu_langkah(meja, django_assert_num_queries):
    p = Permohonan.objects.select_related("layanan", "seksi").get(pk=sampai(Status.DIDISTRIBUSI, meja).pk)
    tenggat.kalender_kini()
    p.status = Status.DIVALIDASI
    with django_assert_num_queries(3):
        tahap.pindah(p, "validasi", oleh=meja.kasi, pada=p.distribusi_pada)
