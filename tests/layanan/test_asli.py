"""Where the service asks for the original paper, the approval needs it handed in, shown, or a reason."""

import pytest

from inti.errors import MasukanSalah
from layanan import actions
from layanan.actions import Bawaan, DataPemohon, Nilai
from layanan.enums import BentukSyarat, Status, StatusSyarat
from layanan.models import Layanan, Permohonan
from tests.layanan.bantu import ISIAN, ajukan, nik_baru, potret, unggahan


def ajukan_pindaian(oleh):
    """KEC-01 with scans alone: nobody saw a paper."""
    layanan = Layanan.objects.terkini().get(kode="KEC-01")
    bawaan = {s.pk: Bawaan(unggahan=unggahan()) for s in layanan.persyaratan.all()}
    return actions.ajukan(
        layanan=layanan, pemohon=DataPemohon(nama="Siti", nik=nik_baru(), alamat="RT 1", desa="Batulicin"),
        keperluan="Uji", isian=ISIAN["KEC-01"], bawaan=bawaan, oleh=oleh,
    )  # fmt: skip


def asli(p):
    return list(p.persyaratan.filter(persyaratan__bentuk=BentukSyarat.ASLI))


def sesuai(p, **untuk_asli):
    pk = {s.pk for s in asli(p)}
    return {
        s.pk: Nilai(StatusSyarat.SESUAI, **(untuk_asli if s.pk in pk else {})) for s in p.persyaratan.all()
    }


@pytest.mark.parametrize("isi", [{}, {"asli": False}, {"tanpa_asli": "   "}])
def test_tanpa_asli_dan_tanpa_alasan_tidak_disetujui(meja, isi):
    p = ajukan_pindaian(meja.fo)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah, match="berkas asli") as galat:
        actions.setujui(permohonan=p, oleh=meja.fo, nilai=sesuai(p, **isi))
    assert set(galat.value.bidang) == {f"tanpa_asli_{s.pk}" for s in asli(p)}
    assert potret(p) == sebelum


@pytest.mark.parametrize("isi", [{"asli": True}, {"tanpa_asli": "Diperiksa lewat panggilan video."}])
def test_ditunjukkan_atau_beralasan_disetujui(meja, isi):
    p = ajukan_pindaian(meja.fo)
    actions.setujui(permohonan=p, oleh=meja.fo, nilai=sesuai(p, **isi))
    assert Permohonan.objects.get().status == Status.DIDISTRIBUSI
    for s in asli(p):
        assert (s.asli_ditunjukkan, s.tanpa_asli) == (isi.get("asli", False), isi.get("tanpa_asli", ""))


def test_yang_dibawa_adalah_aslinya(meja):
    p = ajukan(meja.fo)
    actions.setujui(permohonan=p, oleh=meja.fo, nilai=sesuai(p, tanpa_asli="tidak dipakai"))
    assert {s.tanpa_asli for s in asli(p)} == {""}


def test_menolak_tidak_menanyakannya(meja):
    p = ajukan_pindaian(meja.fo)
    nilai = sesuai(p) | {asli(p)[0].pk: Nilai(StatusSyarat.TIDAK_SESUAI, "Buram")}
    actions.tolak(permohonan=p, oleh=meja.fo, nilai=nilai, kode="L02")
    assert Permohonan.objects.get().status == Status.DITOLAK


def test_di_layar(fo, orang, di, instansi_a):
    with di(instansi_a):
        p = ajukan_pindaian(orang.fo)
        sebelum, kurang = potret(p), asli(p)
        data = {f"syarat_{s.pk}": "sesuai" for s in p.persyaratan.all()}
    halaman = fo.get(f"/permohonan/{p.uuid}/").content.decode()
    assert halaman.count("asli diminta") == len(kurang)
    assert "wajib bila menolak" in halaman
    ditolak = fo.post(f"/permohonan/{p.uuid}/setujui/", data)
    assert ditolak.status_code == 422
    assert ditolak.content.decode().count("Tandai bahwa aslinya ditunjukkan") >= len(kurang)
    with di(instansi_a):
        assert potret(p) == sebelum
    data |= {f"tanpa_asli_{s.pk}": "Asli menyusul saat diambil." for s in kurang}
    assert fo.post(f"/permohonan/{p.uuid}/setujui/", data).status_code == 302
    assert "tanpa asli: Asli menyusul saat diambil." in fo.get(f"/permohonan/{p.uuid}/").content.decode()
