"""The inbox counts what it lists, the board shows every seksi, and both ask a fixed number of questions."""

import datetime as dt

import pytest
from django.utils import timezone

from inti.akun.models import Penugasan
from layanan import actions
from layanan.enums import Sifat, Status
from layanan.meja.kotak import hitung_meja, tab_meja
from layanan.meja.papan import SEKALI, susun_papan
from layanan.models import Permohonan, Seksi
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import ajukan, buat_meja, langkah, sampai

PERAN = ["fo", "fo2", "admin", "kasi", "kasi_lain", "sekcam", "camat"]


@pytest.fixture
def ramai(meja, buat_orang):
    """Every status, a claim of each kind, and a seksi whose post is vacant."""
    for status in Status:
        sampai(status, meja)
    rekan = buat_orang("pelaksana", seksi="KMS")
    actions.ambil(permohonan=sampai(Status.DIDISTRIBUSI, meja), oleh=rekan)
    actions.ambil(permohonan=sampai(Status.DIDISTRIBUSI, meja), oleh=meja.kasi)
    langkah(sampai(Status.DIDISTRIBUSI, meja), "usul_tolak", meja)
    kosong = Seksi.objects.exclude(kode__in=["KMS", "TPM"]).first()
    actions.alihkan(permohonan=sampai(Status.DIDISTRIBUSI, meja), oleh=meja.sekcam, seksi=kosong, alasan="x")
    for p in PERAN:
        meja.yang(p).lupakan_hak()
    return meja


@pytest.mark.parametrize("peran", PERAN)
def test_hitungan_sama_dengan_daftar(ramai, peran):
    oleh = ramai.yang(peran)
    tab = tab_meja(oleh)
    hitung = hitung_meja(oleh, tab)
    menunggu = Permohonan.objects.menunggu(oleh)
    assert hitung["semua"] == menunggu.count()
    for satu in tab:
        asal = menunggu if satu.tugas else Permohonan.objects.untuk(oleh)
        assert hitung[satu.kunci] == asal.filter(satu.q).count(), satu.kunci


def test_tab_yang_dijanjikan(ramai):
    kasi, fo, sekcam = (hitung_meja(ramai.yang(p)) for p in ("kasi", "fo", "sekcam"))
    assert (kasi["saya"], kasi["rekan"]) == (1, 1)
    assert (fo["pemohon"], fo["serahkan"]) == (1, 1)
    assert sekcam["validasi"] == 1, "the vacant post"


@pytest.mark.parametrize("peran", ["fo", "kasi", "sekcam", "camat"])
def test_hitungan_tampil_di_layar(klien, instansi_a, buat_orang, di, peran):
    orang = buat_meja(buat_orang, di=instansi_a)
    with di(instansi_a):
        for status in (
            Status.DIAJUKAN,
            Status.DITOLAK,
            Status.DIDISTRIBUSI,
            Status.DIVALIDASI,
            Status.DIPARAF,
        ):
            sampai(status, orang)
        hitung = hitung_meja(orang.yang(peran))
    k = klien(instansi_a, orang.yang(peran))
    assert f"{hitung['semua']} permohonan" in k.get("/meja/").content.decode()
    for kunci in ("setujui", "validasi", "pemohon", "rekan", "saya"):
        if kunci in hitung:
            isi = k.get(f"/meja/?langkah={kunci}").content.decode()
            assert isi.count("REG-") >= hitung[kunci]


@pytest.mark.parametrize("peran, kueri", [("fo", 1), ("kasi", 1), ("sekcam", 2), ("camat", 1)])
def test_kueri_hitungan(ramai, django_assert_num_queries, peran, kueri):
    """One query; one more for the secretary, who must know which posts are vacant."""
    oleh = ramai.yang(peran)
    oleh.hak()
    hitung_meja(oleh)
    oleh.__dict__.pop("_seksi_kosong", None)
    with django_assert_num_queries(kueri):
        hitung_meja(oleh)


# -- the board


def test_papan_menurut_seksi(ramai, django_assert_num_queries):
    Permohonan.objects.filter(status=Status.DIDISTRIBUSI).update(
        distribusi_pada=timezone.now() - dt.timedelta(days=5),
        janji_selesai=timezone.now() - dt.timedelta(days=1),
    )
    ramai.sekcam.hak()
    with django_assert_num_queries(4):
        kolom = susun_papan(ramai.sekcam)
    dengan = {k.seksi.kode if k.seksi else "": k for k in kolom}
    assert dengan[""].jumlah == Permohonan.objects.filter(status=Status.DIVERIFIKASI).count() == 1
    kms = dengan["KMS"]
    n = Permohonan.objects.filter(status=Status.DIDISTRIBUSI, seksi__kode="KMS").count()
    assert (kms.jumlah, kms.terlambat, kms.dipegang, len(kms.kartu)) == (n, n, 2, n)
    assert [jumlah for _, jumlah in kms.umur] == [0, 0, n]
    assert len(kms.pejabat) == 2
    assert sum(k.jumlah for k in kolom if k.kosong) == 1
    assert dengan["TPM"].jumlah == 0


def test_papan_kartu_dibatasi_yang_segera_dulu(meja):
    for _ in range(SEKALI + 1):
        p = sampai(Status.DIDISTRIBUSI, meja)
    Permohonan.objects.filter(pk=p.pk).update(sifat=Sifat.SEGERA)
    kolom = next(k for k in susun_papan(meja.kasi) if k.seksi and k.seksi.kode == "KMS")
    assert (len(kolom.kartu), kolom.lebih, kolom.kartu[0]) == (SEKALI, 1, p)


def test_papan_hanya_yang_boleh_dilihat(klien, instansi_a, buat_orang, di):
    orang = buat_meja(buat_orang, di=instansi_a)
    with di(instansi_a):
        p = sampai(Status.DIDISTRIBUSI, orang)
        assert sum(k.jumlah for k in susun_papan(orang.kasi_lain)) == 0
        Penugasan.objects.filter(pengguna=orang.kasi).update(selesai=hari_ini() - dt.timedelta(days=1))
    isi = klien(instansi_a, orang.sekcam).get("/papan/").content.decode()
    assert p.pemohon_nama in isi
    assert "Jabatan kosong" in isi
    assert klien(instansi_a, buat_orang("pengguna", di=instansi_a)).get("/papan/").status_code == 403
    assert "Jabatan kosong" in klien(instansi_a, orang.sekcam).get(f"/permohonan/{p.uuid}/").content.decode()


def test_tanpa_berkas(meja):
    ajukan(meja.fo)
    assert all(k.jumlah == 0 for k in susun_papan(meja.sekcam))
