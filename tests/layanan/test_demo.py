"""The history of the demonstration: believable, allowed by every constraint, and the same for the same seed."""

import random
from collections import Counter
from itertools import pairwise

import pytest
from django.utils import timezone

from layanan.demo import isi_riwayat
from layanan.enums import Putusan, Status
from layanan.models import Dokumen, Permohonan, Seksi
from layanan.pemohon.nik import urai_nik
from layanan.surat import nomor
from layanan.waktu.jam import hari_ini
from layanan.workflow import ALUR
from tests.layanan.bantu import ajukan


def jalankan(meja, benih=7, jumlah=160, **lain):
    orang = {
        "operator": meja.fo,
        "administrator": meja.admin,
        "pelaksana": meja.kasi,
        "koordinator": meja.sekcam,
        "penanggung_jawab": meja.camat,
    }
    from inti.situs import situs_kini

    return isi_riwayat(
        instansi=situs_kini().instansi,
        orang=orang,
        acak=random.Random(benih),
        sampai=hari_ini(),
        jumlah=jumlah,
        **lain,
    )


@pytest.fixture
def riwayat(meja):
    langkah = []
    jumlah = jalankan(meja, lapor=lambda selesai, total: langkah.append((selesai, total)))
    assert langkah[-1] == (jumlah, jumlah)
    return meja


def test_isi_masuk_akal(riwayat):
    semua = list(Permohonan.objects.select_related("layanan"))
    status = Counter(p.status for p in semua)
    assert len(semua) == 160
    assert {
        Status.DIAJUKAN,
        Status.DIDISTRIBUSI,
        Status.DITOLAK,
        Status.SELESAI,
        Status.DITANDATANGANI,
    } <= set(status)
    selesai = [p for p in semua if p.status == Status.SELESAI]
    assert 0.8 <= sum(p.tepat_waktu for p in selesai) / len(selesai) <= 0.99
    assert 0.02 <= sum(p.jumlah_penolakan for p in semua) / len(semua) <= 0.2
    for p in semua:
        nik = urai_nik(p.pemohon_nik)
        assert 9901 <= int(nik.nomor[12:]) <= 9999
        assert nik.tanggal_lahir.isoformat() == p.rinci["tanggal_lahir"]
        assert p.kode_layanan == p.layanan.kode
    nomor_urut = [p.nomor_registrasi for p in sorted(semua, key=lambda p: (p.masuk_pada, p.nomor_registrasi))]
    assert nomor_urut == sorted(nomor_urut)


def test_riwayat_mengikuti_alur(riwayat):
    for p in Permohonan.objects.prefetch_related("riwayat"):
        jejak = list(p.riwayat.all())
        assert jejak[0].transisi == "ajukan"
        assert jejak[-1].ke == p.status
        for sebelum, r in pairwise(jejak):
            assert r.dari == sebelum.ke
            assert sebelum.ke in ALUR[r.transisi].dari
            assert r.ke == ALUR[r.transisi].ke
            assert r.pada >= sebelum.pada


def test_meja_terisi_dan_surat_siap_diambil_benar_ada(riwayat):
    for orang in (riwayat.fo, riwayat.kasi, riwayat.sekcam, riwayat.camat):
        if orang != riwayat.kasi:
            assert Permohonan.objects.menunggu(orang).exists(), orang
    siap = Permohonan.objects.filter(status=Status.DITANDATANGANI)
    assert Dokumen.objects.filter(permohonan__in=siap).count() == siap.count() > 0
    tahun = hari_ini().year
    assert nomor.periksa_buku(nomor.SURAT, tahun) == []


def test_nomor_berlanjut_sesudah_demo(riwayat):
    terakhir = Permohonan.objects.order_by("-nomor_registrasi").values_list("nomor_registrasi", flat=True)[0]
    assert ajukan(riwayat.fo).nomor_registrasi > terakhir


def test_benih_yang_sama_data_yang_sama(meja):
    from django.db import transaction

    def ringkas():
        titik = transaction.savepoint()
        jalankan(meja, jumlah=60)
        baris = list(
            Permohonan.objects.order_by("nomor_registrasi").values_list(
                "pemohon_nama", "kode_layanan", "status"
            )
        )
        transaction.savepoint_rollback(titik)
        return baris

    assert ringkas() == ringkas()


def test_tahap_dan_eskalasi_ada(riwayat):
    """Every permohonan has its stages, minutes add up, and what is late has been brought before the secretary."""
    from layanan.models import EskalasiTerkirim, Tahap
    from layanan.waktu.eskalasi import ada

    assert not Permohonan.objects.filter(tahap=None).exists()
    assert not ada()
    assert EskalasiTerkirim.objects.exists()
    for p in Permohonan.objects.filter(status=Status.SELESAI).prefetch_related("tahap"):
        assert p.lama_menit == sum(t.menit_kerja for t in p.tahap.all() if t.dihitung)
    terbuka = Permohonan.objects.terbuka()
    assert Tahap.objects.filter(selesai=None).count() == terbuka.count()


def test_meja_peragaan_lengkap(meja, buat_orang):
    """Beside every status: a claim, a refusal proposed and one signed, a return from the seksi, coded reasons."""
    per_seksi = {
        kode: buat_orang("pelaksana", seksi=kode) for kode in Seksi.objects.values_list("kode", flat=True)
    }
    jalankan(meja, per_seksi=per_seksi)
    semua = Permohonan.objects.all()
    assert set(semua.values_list("status", flat=True)) == set(Status)
    tolak = semua.filter(putusan=Putusan.TOLAK)
    assert {Status.DIVALIDASI, Status.DITANDATANGANI} <= set(tolak.values_list("status", flat=True))
    assert semua.filter(klaim_sampai__gt=timezone.now()).exists()
    assert semua.filter(riwayat__transisi="kembalikan_pemohon", status=Status.DITOLAK).exists()
    assert semua.exclude(posisi_berkas="").count() >= 2
    assert not semua.filter(status=Status.DITOLAK, tolak_kode="").exists()
    assert not semua.filter(status=Status.DIVALIDASI, putusan="").exists()


def test_surat_peragaan_lengkap(meja, buat_orang, instansi_a):
    """A chain of two paraf, a mandate, a Plh., ink, a withdrawn letter, an adapted template, and a vacant post."""
    from inti.akun.models import Penugasan
    from layanan.demo.contoh import siapkan_bahan
    from layanan.demo.surat import isi_jabatan_kosong
    from layanan.meja.papan import susun_papan
    from layanan.models import NaskahTtd, Paraf, PelimpahanTtd, TemplatSurat
    from layanan.syarat import seksi_kosong

    per_seksi = {
        kode: buat_orang("pelaksana", seksi=kode) for kode in Seksi.objects.values_list("kode", flat=True)
    }
    jalankan(meja, jumlah=60, per_seksi=per_seksi)
    mandat = PelimpahanTtd.objects.get()
    surat = Dokumen.objects.get(ditandatangani_oleh=mandat.penerima)
    assert surat.penanda_jabatan
    assert surat.permohonan.kode_layanan in mandat.layanan
    rantai = Paraf.objects.filter(permohonan=surat.permohonan, batal_pada__isnull=True)
    assert set(rantai.values_list("peran", flat=True)) == {"seksi", "koordinator"} or rantai.count() == 2
    assert Penugasan.objects.filter(sifat="plh", peran="penanggung_jawab", selesai__lt=hari_ini()).exists()
    assert Dokumen.objects.filter(cara="basah", distempel_pada__isnull=False).count() == 1
    assert NaskahTtd.objects.filter(cara="basah", keadaan="menunggu", cetakan__isnull=False).count() == 1
    assert Dokumen.objects.get(status="dicabut").permohonan.status == Status.SELESAI
    assert set(TemplatSurat.objects.values_list("keadaan", flat=True)) == {"berlaku", "konsep"}
    orang = {
        "operator": meja.fo, "administrator": meja.admin, "pelaksana": meja.kasi, "koordinator": meja.sekcam,
        "penanggung_jawab": meja.camat,
    }  # fmt: skip
    isi_jabatan_kosong(siapkan_bahan(instansi_a, orang, per_seksi, random.Random(1)))
    (kosong,) = seksi_kosong()
    meja.sekcam.lupakan_hak()
    assert (
        Permohonan.objects.menunggu(meja.sekcam)
        .filter(seksi__kode=kosong, status=Status.DIDISTRIBUSI)
        .exists()
    )
    assert susun_papan(meja.sekcam)
    assert nomor.periksa_buku(nomor.SURAT, hari_ini().year) == []
