"""From receipt to answer: terms, impartiality, secrecy, and refusals that change nothing."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.notifikasi.models import Notifikasi, Surat
from layanan.enums import Status
from layanan.models import Seksi
from layanan.pengaduan import actions
from layanan.pengaduan.actions import Pelapor
from layanan.pengaduan.aturan import tenggat_selesai, tenggat_verifikasi
from layanan.pengaduan.enums import StatusAduan
from layanan.pengaduan.models import Pengaduan, TindakLanjut, boleh_tahu_pelapor
from layanan.pengaduan.tasks import ingatkan_tenggat
from tests.layanan.bantu import sampai
from tests.pengaduan.bantu import potret, terima


@pytest.fixture
def kms(meja):
    return Seksi.objects.get(kode="KMS")


def diproses(meja, **lain):
    a = terima(**lain)
    return actions.verifikasi(pengaduan=a, kategori="pengaduan", oleh=meja.admin)


def test_terima(meja):
    a = terima()
    assert a.nomor == f"ADU-{a.diterima_pada.year}-00001"
    assert len(a.kode) == 12
    assert a.tenggat == tenggat_verifikasi(a.diterima_pada)
    assert terima().nomor.endswith("00002")
    assert Notifikasi.objects.filter(pengguna=meja.sekcam, judul=f"Pengaduan baru {a.nomor}").exists()
    assert not Notifikasi.objects.filter(pengguna=meja.fo).exists()


def test_tersandi(meja):
    a = terima()
    with connection.cursor() as k:
        k.execute("SELECT judul || isi || nama || surel FROM pengaduan_pengaduan WHERE id = %s", [a.pk])
        mentah = k.fetchone()[0]
    assert not any(kata in mentah for kata in ("Antrean", "tiga jam", "Budi", "contoh.test"))


def test_anonim_tidak_menyimpan_nama(meja):
    a = terima(kerahasiaan="anonim")
    assert (a.nama, a.telepon, a.surel) == ("", "", "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Pengaduan.objects.filter(pk=a.pk).update(nama="Budi")
    assert a.pelapor_untuk(meja.admin) == "Tanpa nama"


@pytest.mark.parametrize(
    "ubah,bidang",
    [
        ({"judul": " "}, "judul"), ({"isi": "pendek"}, "isi"), ({"kategori": "x"}, "kategori"),
        ({"kerahasiaan": "x"}, "kerahasiaan"), ({"pelapor": Pelapor()}, "nama"), ({"kode_layanan": "KEC-99"}, "kode_layanan"),
        ({"tanggal_kejadian": date(2999, 1, 1)}, "tanggal_kejadian"),
    ],
)  # fmt: skip
def test_laporan_cacat(meja, ubah, bidang):
    with pytest.raises(MasukanSalah) as galat:
        terima(**ubah)
    assert bidang in galat.value.bidang
    assert not Pengaduan.objects.exists()


@pytest.mark.parametrize(
    "kategori,pengawasan,hari", [("pengaduan", False, 14), ("pengaduan", True, 60), ("permintaan", False, 5)]
)
def test_tenggat_dari_penerimaan(meja, kategori, pengawasan, hari):
    a = terima()
    a = actions.verifikasi(pengaduan=a, kategori=kategori, pengawasan=pengawasan, oleh=meja.admin)
    assert a.tenggat == tenggat_selesai(a.diterima_pada, kategori, pengawasan=pengawasan)
    assert (a.tenggat - a.diterima_pada).days >= hari


def test_alur_lengkap(meja, kms):
    a = terima()
    a = actions.verifikasi(pengaduan=a, kategori="pengaduan", seksi=kms, oleh=meja.sekcam)
    assert Notifikasi.objects.filter(pengguna=meja.kasi, judul__contains=a.nomor).exists()
    assert not Notifikasi.objects.filter(pengguna=meja.kasi_lain).exists()
    actions.tindak(pengaduan=a, isi="Petugas loket ditambah.", oleh=meja.kasi)
    with pytest.raises(TidakBerhak):
        actions.tutup(pengaduan=a, jawaban="x", oleh=meja.kasi)
    a = actions.tutup(pengaduan=a, jawaban="Kami menambah satu petugas.", oleh=meja.sekcam)
    assert (a.status, a.tepat_waktu) == (StatusAduan.SELESAI, True)
    assert list(a.tindak_lanjut.values_list("jenis", flat=True)) == [
        "terima", "verifikasi", "disposisi", "tindak", "tutup",
    ]  # fmt: skip
    assert Surat.objects.filter(kepada="budi@contoh.test").count() == 3
    with pytest.raises(TransisiTidakSah):
        actions.tunda(pengaduan=a, isi="x", oleh=meja.sekcam)


def test_minta_keterangan_lalu_lanjut(meja):
    a = actions.tunda(pengaduan=diproses(meja), isi="Loket yang mana?", oleh=meja.admin)
    assert a.status == StatusAduan.DITUNDA
    a = actions.beri_keterangan(kode=a.kode, isi="Loket dua.")
    assert a.status == StatusAduan.DIPROSES
    awal = terima()
    actions.tunda(pengaduan=awal, isi="Kapan?", oleh=meja.admin)
    assert actions.beri_keterangan(kode=awal.kode, isi="Kemarin.").status == StatusAduan.DITERIMA
    with pytest.raises(MasukanSalah):
        actions.beri_keterangan(kode="SALAH", isi="x")


LANGKAH = {
    "verifikasi": {"kategori": "pengaduan"},
    "tunda": {"isi": "x"},
    "arsipkan": {"jawaban": "x"},
    "bukan_wewenang": {"jawaban": "x"},
}


@pytest.mark.parametrize("nama", LANGKAH)
def test_petugas_perkara_tidak_menangani(meja, nama):
    """The secretary gave the paraf on the complained case, so the secretary is out; the administrator handles it."""
    p = sampai(Status.DIPARAF, meja)
    a = terima(permohonan=p)
    sebelum = potret(a)
    with pytest.raises(TidakBerhak, match="mengerjakan permohonan"):
        getattr(actions, nama)(pengaduan=a, oleh=meja.sekcam, **LANGKAH[nama])
    assert potret(a) == sebelum
    getattr(actions, nama)(pengaduan=a, oleh=meja.admin, **LANGKAH[nama])


def test_seksi_yang_memvalidasi_juga_tidak(meja, kms):
    a = terima(permohonan=sampai(Status.DIVALIDASI, meja), kerahasiaan="terbuka")
    a = actions.verifikasi(pengaduan=a, kategori="pengaduan", seksi=kms, oleh=meja.admin)
    with pytest.raises(TidakBerhak):
        actions.tindak(pengaduan=a, isi="Sudah benar.", oleh=meja.kasi)
    assert not Notifikasi.objects.filter(pengguna=meja.kasi, judul__contains=a.nomor).exists()


def test_basis_data_menolak_petugas_perkara(meja):
    """Also from a shell."""
    a = terima(permohonan=sampai(Status.DIPARAF, meja))
    for oleh in (meja.fo, meja.kasi, meja.sekcam):
        with pytest.raises(IntegrityError, match="Petugas perkara"), transaction.atomic():
            TindakLanjut.objects.create(pengaduan=a, jenis="tutup", oleh=oleh)
    TindakLanjut.objects.create(pengaduan=a, jenis="lapor", oleh=meja.sekcam)
    TindakLanjut.objects.create(pengaduan=a, jenis="tutup", oleh=meja.admin)


@pytest.mark.parametrize("peran", ["fo", "kasi", "camat"])
def test_bukan_pengelola_ditolak(meja, peran):
    a = terima()
    sebelum = potret(a)
    for nama, isian in LANGKAH.items():
        with pytest.raises(TidakBerhak):
            getattr(actions, nama)(pengaduan=a, oleh=meja.yang(peran), **isian)
    assert potret(a) == sebelum


def test_tiket_lapor(meja):
    p = sampai(Status.DIPARAF, meja)
    a = actions.catat_lapor(pengaduan=terima(permohonan=p), nomor=" 7788990 ", oleh=meja.sekcam)
    assert (a.lapor_nomor, a.lapor_pada is not None) == ("7788990", True)
    with pytest.raises(Bentrok):
        actions.catat_lapor(pengaduan=a, nomor="1", oleh=meja.admin)
    lain = terima()
    with pytest.raises(MasukanSalah, match="sudah dipakai"):
        actions.catat_lapor(pengaduan=lain, nomor="7788990", oleh=meja.admin)
    assert not Pengaduan.objects.get(pk=lain.pk).lapor_nomor


def test_siapa_melihat_apa(meja, kms):
    p = sampai(Status.DIPARAF, meja)
    rahasia, terbuka, lepas = terima(permohonan=p), terima(permohonan=p, kerahasiaan="terbuka"), terima()
    peran = ("admin", "sekcam", "camat", "kasi", "fo")
    dilihat = {n: set(Pengaduan.objects.untuk(meja.yang(n)).values_list("pk", flat=True)) for n in peran}
    assert dilihat["admin"] == dilihat["camat"] == {rahasia.pk, terbuka.pk, lepas.pk}
    assert dilihat["sekcam"] == {terbuka.pk, lepas.pk}, "confidential ones about one's own work are invisible"
    assert dilihat["kasi"] == dilihat["fo"] == set()
    Pengaduan.objects.filter(pk=lepas.pk).update(seksi=kms)
    assert set(Pengaduan.objects.untuk(meja.kasi)) == {lepas}
    lepas.refresh_from_db()
    assert lepas.pelapor_untuk(meja.kasi) == "Nama dirahasiakan"
    assert lepas.pelapor_untuk(meja.admin) == "Budi Pelapor"
    assert not boleh_tahu_pelapor(terbuka, meja.sekcam)


def test_ingatkan_sekali(meja):
    a = terima()
    ingatkan_tenggat()
    judul = f"Tenggat pengaduan {a.nomor} segera tiba atau lewat"
    assert not Notifikasi.objects.filter(judul=judul).exists()
    Pengaduan.objects.update(tenggat=timezone.now() - timedelta(hours=1))
    ingatkan_tenggat()
    ingatkan_tenggat()
    assert Notifikasi.objects.filter(judul=judul).count() == 2, "Sekcam and administrator, once each"
