"""Nobody decides twice, nor on their own file: the action says it in words, PostgreSQL refuses it even from a shell."""

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from inti.akun.models import Penugasan
from inti.errors import TidakBerhak
from layanan import actions
from layanan.enums import Status
from layanan.models import Permohonan, Riwayat
from tests.layanan.bantu import ajukan, potret, sampai, semua_sesuai


def rangkap(orang, peran, seksi=""):
    Penugasan.objects.create(pengguna=orang, peran=peran, seksi=seksi, mulai=timezone.localdate())
    orang.lupakan_hak()
    return orang


@pytest.mark.parametrize(
    "status, peran, langkah",
    [
        (Status.DIDISTRIBUSI, "pelaksana", "validasi"),
        (Status.DIVALIDASI, "koordinator", "paraf"),
        (Status.DIPARAF, "penanggung_jawab", "tandatangani"),
    ],
)
def test_fo_yang_memverifikasi_tidak_memutus_lagi(meja, status, peran, langkah):
    p = sampai(status, meja)
    rangkap(meja.fo, peran, "KMS" if peran == "pelaksana" else "")
    sebelum = potret(p)
    with pytest.raises(TidakBerhak):
        actions.pindahkan(permohonan=p, transisi=langkah, oleh=meja.fo)
    assert potret(p) == sebelum


def test_pemohon_tidak_memverifikasi_permohonannya(meja):
    p = ajukan(meja.fo, pengguna=meja.fo2)
    with pytest.raises(TidakBerhak):
        actions.setujui(permohonan=p, oleh=meja.fo2, nilai=semua_sesuai(p))


def langgar(p, **kolom):
    with pytest.raises(IntegrityError), transaction.atomic():
        Permohonan.objects.filter(pk=p.pk).update(**kolom)


PASANGAN = [
    ("verifikasi", "validasi"),
    ("verifikasi", "paraf"),
    ("verifikasi", "ttd"),
    ("validasi", "paraf"),
    ("validasi", "ttd"),
    ("paraf", "ttd"),
]


@pytest.mark.parametrize("a, b", PASANGAN)
def test_basis_data_menolak_orang_yang_sama(meja, a, b):
    p = sampai(Status.SELESAI, meja)
    langgar(p, **{f"{b}_oleh": getattr(p, f"{a}_oleh")})


@pytest.mark.parametrize("cap", ["verifikasi", "validasi", "paraf", "ttd"])
def test_basis_data_menolak_permohonan_sendiri(meja, cap):
    p = sampai(Status.SELESAI, meja)
    langgar(p, pemohon_pengguna=getattr(p, f"{cap}_oleh"))


@pytest.mark.parametrize(
    "kolom",
    [
        {"verifikasi_oleh": None},
        {"ttd_pada": None},
        {"status": Status.DIAJUKAN},
        {"status": Status.DITOLAK},
        {"status": "entah"},
        {"tanggal_selesai": None},
        {"serah_kepada": ""},
        {"pengajuan_ke": 3},
        {"siap_pada": None},
    ],
)
def test_basis_data_menolak_baris_yang_tidak_masuk_akal(meja, kolom):
    langgar(sampai(Status.SELESAI, meja), **kolom)


def test_riwayat_dan_permohonan_tidak_dapat_dihapus(meja):
    """Append-only by privilege of the instansi's own login, not by good will."""
    p = ajukan(meja.fo)
    for perintah in (
        lambda: Riwayat.objects.filter(permohonan=p).update(alasan="lain"),
        lambda: Riwayat.objects.filter(permohonan=p)._raw_delete("default"),
        lambda: Permohonan.objects.filter(pk=p.pk)._raw_delete("default"),
    ):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            perintah()
