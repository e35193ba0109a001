"""The fold: deltas become the rekap; what is approved, and only that, becomes the centre's facts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from inti.db import di_instansi, sebagai
from inti.db.login import LOGIN_AGREGATOR, LOGIN_MONITORING
from layanan.models import Permohonan
from monitoring_center.agregasi.actions import cabut, lipat
from monitoring_center.agregasi.models import AgregasiDelta, AgregasiRekap, Publikasi
from monitoring_center.agregasi.periksa import periksa
from monitoring_center.dasbor.models import Fakta, StatusInstansi
from tests.monitoring_center.conftest import selesaikan

HARI, BESOK = date(2026, 3, 2), date(2026, 3, 3)


def fakta(instansi: Any) -> dict[tuple[str, date], Decimal]:
    with sebagai(LOGIN_MONITORING):
        baris = Fakta.objects.filter(instansi_id=instansi.id).exclude(nilai=0)
        return {(f.indikator, f.tanggal): f.nilai for f in baris}


def status(instansi: Any) -> StatusInstansi:
    with sebagai(LOGIN_MONITORING):
        return StatusInstansi.objects.get(instansi_id=instansi.id)


def test_delta_habis_dan_rekap_terisi(di_a: Any, buat_permohonan: Any) -> None:
    for _ in range(3):
        buat_permohonan(masuk=HARI)
    hasil = lipat(instansi=di_a)
    assert hasil.rekap == 2
    assert not AgregasiDelta.objects.exists()
    assert AgregasiRekap.objects.get(indikator="permohonan_masuk").nilai == 3
    assert periksa(di_a) == []


def test_lipatan_kedua_tidak_mengubah_apa_pun(di_a: Any, buat_permohonan: Any) -> None:
    buat_permohonan(masuk=HARI)
    lipat(instansi=di_a)
    hasil = lipat(instansi=di_a)
    assert not hasil.ada_perubahan
    assert AgregasiRekap.objects.get(indikator="permohonan_masuk").nilai == 1


def test_tanpa_persetujuan_tidak_ada_yang_keluar(di_a: Any, buat_permohonan: Any) -> None:
    buat_permohonan()
    assert lipat(instansi=di_a).terbit == 0
    assert fakta(di_a) == {}
    assert status(di_a).publikasi == {}


def test_persetujuan_mengisi_riwayat(di_a: Any, buat_permohonan: Any, setujui_semua: Any) -> None:
    buat_permohonan(masuk=HARI)
    lipat(instansi=di_a)
    setujui_semua("permohonan_masuk")
    assert lipat(instansi=di_a).diisi == ("permohonan_masuk",)
    assert fakta(di_a) == {("permohonan_masuk", HARI): 1}
    assert status(di_a).disetujui == {"permohonan_masuk"}


def test_perubahan_sesudah_persetujuan_ikut_terbit(
    di_a: Any, buat_permohonan: Any, setujui_semua: Any
) -> None:
    p = buat_permohonan(masuk=HARI)
    setujui_semua()
    lipat(instansi=di_a)
    selesaikan(Permohonan.objects.filter(pk=p.pk), BESOK, menit=90)
    lipat(instansi=di_a)
    assert fakta(di_a) == {
        ("permohonan_masuk", HARI): 1,
        ("permohonan_selesai", BESOK): 1,
        ("permohonan_tepat_waktu", BESOK): 1,
        ("lama_proses_menit", BESOK): 90,
    }
    assert periksa(di_a) == []


def test_pencabutan_menghapus_dari_pusat(di_a: Any, buat_permohonan: Any, setujui_semua: Any) -> None:
    buat_permohonan(masuk=HARI)
    kepala = setujui_semua()
    lipat(instansi=di_a)
    cabut(
        publikasi=Publikasi.objects.get(indikator="permohonan_masuk"), oleh=kepala, alasan="Angka diperbaiki"
    )
    assert lipat(instansi=di_a).dicabut == 1
    assert fakta(di_a) == {("permohonan_terbuka", HARI): 1}
    keadaan = status(di_a).publikasi["permohonan_masuk"]
    assert (keadaan["keadaan"], keadaan["alasan"]) == ("dicabut", "Angka diperbaiki")
    assert AgregasiRekap.objects.get(indikator="permohonan_masuk").nilai == 1


def test_disetujui_kembali_setelah_dicabut(di_a: Any, buat_permohonan: Any, setujui_semua: Any) -> None:
    buat_permohonan(masuk=HARI)
    kepala = setujui_semua("permohonan_masuk")
    lipat(instansi=di_a)
    cabut(publikasi=Publikasi.objects.get(), oleh=kepala, alasan="Keliru")
    setujui_semua("permohonan_masuk", oleh=kepala)
    buat_permohonan(masuk=HARI)
    lipat(instansi=di_a)
    assert fakta(di_a) == {("permohonan_masuk", HARI): 2}
    assert Publikasi.objects.count() == 2


def test_instansi_lain_tidak_tersentuh(
    instansi_a: Any, instansi_b: Any, buat_permohonan: Any, setujui_semua: Any
) -> None:
    for i in (instansi_a, instansi_b):
        with di_instansi(i):
            buat_permohonan(masuk=HARI)
            setujui_semua("permohonan_masuk")
        lipat(instansi=i)
    with di_instansi(instansi_a):
        buat_permohonan(masuk=HARI)
    lipat(instansi=instansi_a)
    assert (fakta(instansi_a), fakta(instansi_b)) == (
        {("permohonan_masuk", HARI): 2},
        {("permohonan_masuk", HARI): 1},
    )


def test_ulang_menerbitkan_dari_rekap(di_a: Any, buat_permohonan: Any, setujui_semua: Any) -> None:
    buat_permohonan(masuk=HARI)
    setujui_semua("permohonan_masuk")
    lipat(instansi=di_a)
    with sebagai(LOGIN_AGREGATOR):
        Fakta.objects.update(nilai=99)
    assert [(s.tempat, s.seharusnya, s.tercatat) for s in periksa(di_a)] == [("pusat", 1, 99)]
    lipat(instansi=di_a, ulang=True)
    assert fakta(di_a) == {("permohonan_masuk", HARI): 1}


def test_biaya_mengikuti_perubahan(di_a: Any, buat_permohonan: Any) -> None:
    """The number of statements of a fold does not depend on how much changed or how much there is."""
    from django.test.utils import CaptureQueriesContext

    jumlah = []
    for banyak in (1, 30):
        for _ in range(banyak):
            buat_permohonan()
        with CaptureQueriesContext(connection) as kueri:
            lipat(instansi=di_a)
        jumlah.append(len(kueri))
    assert jumlah[0] == jumlah[1]


@pytest.mark.parametrize("nama", ['i_x"; DROP SCHEMA public; --', "public"])
def test_nama_skema_dikutip(db: None, nama: str) -> None:
    """A schema name is an identifier, never SQL: the worst that can happen is a table that is not there."""
    from types import SimpleNamespace

    from django.db import ProgrammingError

    with pytest.raises(ProgrammingError, match="does not exist"):
        lipat(instansi=SimpleNamespace(id=1, schema_name=nama))
