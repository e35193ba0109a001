"""Giving and taking away a peran; every refusal leaves everything as it was."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from inti.akun.actions import buat_pengguna, cabut_penugasan, nonaktifkan, tugaskan
from inti.akun.models import Penugasan
from inti.akun.waktu import hari_ini
from inti.audit.models import Jejak
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.ui.format import tanggal


@pytest.fixture
def admin(di_a, buat_orang):
    return buat_orang("administrator")


@pytest.fixture
def orang(admin):
    return buat_pengguna(
        surel="Budi@Kab.go.id ", nama="  Budi   Santoso ", nip="199001012020011001", oleh=admin
    )


def _keadaan():
    return (
        list(Penugasan.objects.order_by("pk").values_list("pk", "peran", "dicabut_pada", "selesai")),
        Jejak.objects.count(),
    )


def test_tugaskan_mencatat_dasar_dan_pelaku(admin, orang):
    penugasan = tugaskan(
        pengguna=orang, peran="koordinator", sifat="plh", nomor_sk=" 800/12 ", oleh=admin, selesai=hari_ini()
    )
    assert (orang.surel, orang.nama) == ("budi@kab.go.id", "Budi Santoso")
    assert (penugasan.mulai, penugasan.nomor_sk, penugasan.dibuat_oleh) == (hari_ini(), "800/12", admin)
    jejak = Jejak.objects.get(kode="akun.penugasan_dibuat")
    assert (jejak.oleh_id, jejak.oleh_nama, jejak.objek_id) == (admin.pk, admin.nama, str(orang.uuid))
    assert (
        jejak.kalimat()
        == f"{admin.nama} menugaskan Budi Santoso sebagai Plh. Sekretaris Camat mulai {tanggal(hari_ini())}"
    )


@pytest.mark.parametrize(
    ("isian", "bidang"),
    [
        ({"peran": "raja"}, "peran"),
        ({"peran": "sekda"}, "peran"),
        ({"peran": "pelaksana"}, "seksi"),
        ({"peran": "operator", "sifat": "plt"}, "nomor_sk"),
        ({"peran": "operator", "sifat": "plx"}, "sifat"),
        ({"peran": "operator", "selesai": dt.date(2020, 1, 1)}, "selesai"),
    ],
)
def test_isian_salah_ditolak(admin, orang, isian, bidang):
    semula = _keadaan()
    with pytest.raises(MasukanSalah) as galat:
        tugaskan(pengguna=orang, oleh=admin, **isian)
    assert set(galat.value.bidang) == {bidang}
    assert _keadaan() == semula


def test_tidak_dapat_menugaskan_diri_sendiri(admin):
    semula = _keadaan()
    with pytest.raises(TidakBerhak, match="diri sendiri"):
        tugaskan(pengguna=admin, peran="penanggung_jawab", oleh=admin)
    assert _keadaan() == semula


@pytest.mark.parametrize(
    "salah",
    [
        {"dibuat_oleh": "diri"},
        {"selesai": dt.date(2000, 1, 1)},
        {"sifat": "plt"},
        {"dicabut_pada": timezone.now()},
    ],
)
def test_basis_data_menolak_yang_lolos_dari_kode(admin, orang, salah):
    isian = {"pengguna": orang, "peran": "operator", "mulai": hari_ini()} | salah
    if salah.get("dibuat_oleh"):
        isian["dibuat_oleh"] = orang
    semula = _keadaan()
    with pytest.raises(IntegrityError), transaction.atomic():
        Penugasan.objects.create(**isian)
    assert _keadaan() == semula


def test_penugasan_ganda_ditolak(admin, orang):
    hari = hari_ini()
    tugaskan(pengguna=orang, peran="operator", oleh=admin, selesai=hari + dt.timedelta(days=10))
    semula = _keadaan()
    for mulai, selesai in ((hari, None), (hari + dt.timedelta(days=10), None), (hari, hari)):
        with pytest.raises(Bentrok):
            tugaskan(pengguna=orang, peran="operator", oleh=admin, mulai=mulai, selesai=selesai)
    assert _keadaan() == semula
    tugaskan(pengguna=orang, peran="operator", oleh=admin, mulai=hari + dt.timedelta(days=11))


def test_pegawai_memakai_surel_resmi(admin):
    """Perbup Tanah Bumbu 25/2019 Ps 14(7)."""
    luar = buat_pengguna(surel="budi@gmail.com", nama="Budi", oleh=admin)
    semula = _keadaan()
    for palsu in ("operator", "penanggung_jawab"):
        with pytest.raises(MasukanSalah) as galat:
            tugaskan(pengguna=luar, peran=palsu, oleh=admin)
        assert set(galat.value.bidang) == {"surel"}
    assert _keadaan() == semula
    assert tugaskan(pengguna=luar, peran="pengguna", oleh=admin).pk


@pytest.mark.parametrize("surel", ["a@xkab.go.id", "a@kab.go.id.jahat.com", "a@jahat.com"])
def test_domain_mirip_bukan_domain_resmi(admin, surel):
    orang = buat_pengguna(surel=surel, nama="X", oleh=admin)
    with pytest.raises(MasukanSalah):
        tugaskan(pengguna=orang, peran="operator", oleh=admin)
    assert not orang.penugasan.exists()


@pytest.mark.parametrize("surel", ["a@uji-a.kab.go.id", "a@kab.go.id", "a@kecamatan.kab.go.id"])
def test_domain_instansi_dan_kabupaten_resmi(admin, surel):
    orang = buat_pengguna(surel=surel, nama="X", oleh=admin)
    assert tugaskan(pengguna=orang, peran="operator", oleh=admin).pk


def test_akun_nonaktif_tidak_dapat_ditugaskan(admin, orang):
    nonaktifkan(pengguna=orang, oleh=admin)
    semula = _keadaan()
    with pytest.raises(Bentrok, match="nonaktif"):
        tugaskan(pengguna=orang, peran="operator", oleh=admin)
    assert _keadaan() == semula


@pytest.mark.parametrize(
    ("isian", "bidang"),
    [
        ({"surel": "bukan surel"}, "surel"),
        ({"surel": "BUDI@kab.go.id"}, "surel"),
        ({"surel": "b@kab.go.id", "nama": "  "}, "nama"),
        ({"surel": "b@kab.go.id", "nip": "123"}, "nip"),
        ({"surel": "b@kab.go.id", "nip": "abcdefghijklmnopqr"}, "nip"),
    ],
)
def test_data_pengguna_salah_ditolak(admin, orang, isian, bidang):
    from inti.akun.models import Pengguna

    semula = Pengguna.objects.count(), Jejak.objects.count()
    with pytest.raises(MasukanSalah) as galat:
        buat_pengguna(**({"nama": "B"} | isian), oleh=admin)
    assert set(galat.value.bidang) == {bidang}
    assert (Pengguna.objects.count(), Jejak.objects.count()) == semula


def test_cabut_mencatat_dan_tidak_dapat_diulang(admin, orang):
    penugasan = tugaskan(pengguna=orang, peran="operator", oleh=admin)
    hasil = cabut_penugasan(penugasan=penugasan, oleh=admin, alasan="mutasi")
    assert (hasil.dicabut_oleh, hasil.alasan_cabut, hasil.keadaan()) == (admin, "mutasi", "dicabut")
    assert Jejak.objects.get(kode="akun.penugasan_dicabut").rinci["alasan"] == "mutasi"
    semula = _keadaan()
    with pytest.raises(Bentrok, match="sudah berakhir"):
        cabut_penugasan(penugasan=penugasan, oleh=admin)
    assert _keadaan() == semula
    assert tugaskan(pengguna=orang, peran="operator", oleh=admin).keadaan() == "berlaku"


def test_penugasan_yang_akan_datang_dapat_dicabut(admin, orang):
    esok = hari_ini() + dt.timedelta(days=1)
    penugasan = tugaskan(pengguna=orang, peran="operator", oleh=admin, mulai=esok)
    assert penugasan.keadaan() == "akan_datang"
    assert cabut_penugasan(penugasan=penugasan, oleh=admin).keadaan() == "dicabut"
