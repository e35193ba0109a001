"""What a desa submits belongs to the desa: a successor finds it, a predecessor and another desa do not (Ps 5)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from inti.akun.models import Penugasan
from inti.akun.waktu import hari_ini
from inti.errors import TidakBerhak
from inti.notifikasi.models import Notifikasi
from layanan import actions
from layanan.actions import Bawaan, DataPemohon
from layanan.enums import Kanal, Status, StatusSyarat
from layanan.models import Layanan, Permohonan
from tenants.wilayah import desa_di
from tests.layanan.bantu import ISIAN, ajukan, langkah, nik_baru, potret, unggahan


@pytest.fixture
def dua_desa(instansi_a):
    return [f"desa:{d.kode}" for d in desa_di(instansi_a.kode_wilayah)[:2]]


@pytest.fixture
def aparat(buat_orang, instansi_a, dua_desa):
    """(predecessor, successor, of another desa); the predecessor's term is still running."""
    seksi = (dua_desa[0], dua_desa[0], dua_desa[1])
    return [buat_orang("pengguna", seksi=s, di=instansi_a) for s in seksi]


def ajukan_desa(oleh, kanal=Kanal.DESA, desa="Batulicin"):
    layanan = Layanan.objects.terkini().get(kode="KEC-01")
    pemohon = DataPemohon(
        nama="Warga Desa", nik=nik_baru(), alamat="RT 01", desa=desa, bertindak_sebagai="aparat_desa"
    )
    return actions.ajukan(
        layanan=layanan, pemohon=pemohon, keperluan="x", isian=ISIAN["KEC-01"], kanal=kanal, oleh=oleh,
        bawaan={s.pk: Bawaan(dibawa=True) for s in layanan.persyaratan.all()},
    )  # fmt: skip


def akhiri(orang):
    kemarin = hari_ini() - dt.timedelta(days=1)
    mulai = kemarin - dt.timedelta(days=30)
    Penugasan.objects.filter(pengguna=orang).update(mulai=mulai, selesai=kemarin)
    orang.lupakan_hak()


def test_pengganti_meneruskan_pekerjaan_pendahulu(aparat, dua_desa, klien, orang, instansi_a, di):
    lama, baru, lain = aparat
    with di(instansi_a):
        p = langkah(ajukan_desa(lama), "tolak", orang)
        assert p.asal_desa == dua_desa[0]
        akhiri(lama)
        gagal = p.persyaratan.get(status=StatusSyarat.TIDAK_SESUAI)
    k = klien(instansi_a, baru)
    daftar = k.get("/desa/").content.decode()
    assert p.nomor_registrasi in daftar
    assert lama.nama in daftar, "who submitted it stays written"
    assert "1 perlu dilengkapi" in daftar
    assert k.get(f"/desa/{p.uuid}/").status_code == 200
    assert k.get(f"/desa/{p.uuid}/tanda-terima.pdf").status_code == 200
    for asing in (klien(instansi_a, lain), klien(instansi_a, lama)):
        with di(instansi_a):
            sebelum = potret(p)
        assert asing.get(f"/desa/{p.uuid}/").status_code in (403, 404)
        data = {f"syarat_{gagal.pk}_berkas": unggahan("baru.pdf")}
        assert asing.post(f"/desa/{p.uuid}/perbaiki/", data).status_code in (403, 404)
        with di(instansi_a):
            assert potret(p) == sebelum
    assert (
        k.post(f"/desa/{p.uuid}/perbaiki/", {f"syarat_{gagal.pk}_berkas": unggahan("baru.pdf")}).status_code
        == 302
    )
    with di(instansi_a):
        assert Permohonan.objects.get(pk=p.pk).status == Status.DIAJUKAN


def test_terlihat_menurut_desa_bukan_akun(aparat, orang, instansi_a, di):
    lama, baru, lain = aparat
    with di(instansi_a):
        p = ajukan_desa(lama)
        loket = ajukan(orang.fo)
        assert list(Permohonan.objects.untuk(baru)) == [p]
        assert list(Permohonan.objects.untuk(lama)) == [p]
        assert not Permohonan.objects.untuk(lain).exists()
        akhiri(lama)
        assert not Permohonan.objects.untuk(lama).exists(), "the desa's, not the person's"
        Penugasan.objects.filter(pengguna=lain).update(seksi=baru.penugasan.get().seksi)
        lain.lupakan_hak()
        assert list(Permohonan.objects.untuk(lain)) == [p]
        assert loket not in Permohonan.objects.untuk(baru)


def test_lonceng_pemegang_sekarang(aparat, orang, instansi_a, di):
    lama, baru, lain = aparat
    with di(instansi_a):
        p = ajukan_desa(lama)
        akhiri(lama)
        Notifikasi.objects.all().delete()
        langkah(p, "tolak", orang)
        penerima = set(Notifikasi.objects.values_list("pengguna", flat=True))
        assert baru.pk in penerima
        assert not penerima & {lama.pk, lain.pk}


@pytest.mark.parametrize("siapa", ["tanpa_desa", "kasi"])
def test_akun_tanpa_desa_tidak_mengajukan_lewat_desa(buat_orang, orang, instansi_a, di, siapa):
    with di(instansi_a):
        oleh = buat_orang("pengguna") if siapa == "tanpa_desa" else orang.kasi
        with pytest.raises(TidakBerhak):
            ajukan_desa(oleh)
        assert not Permohonan.objects.exists()


def test_petugas_yang_mencatat_bawaan_desa_tidak_menjadikannya_milik_desa(orang, aparat, instansi_a, di):
    with di(instansi_a):
        p = ajukan_desa(orang.fo)
        assert p.asal_desa == ""
        assert not Permohonan.objects.untuk(aparat[0]).exists()


def test_basis_data_menjaga_asal_desa(orang, dua_desa, instansi_a, di):
    with di(instansi_a):
        p = ajukan(orang.fo)
        for ubah in ({"asal_desa": dua_desa[0]}, {"asal_desa": "KMS", "kanal": "desa"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Permohonan.objects.filter(pk=p.pk).update(**ubah)
