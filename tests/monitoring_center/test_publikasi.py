"""Only the head of the instansi lets figures out or takes them back; history stays (Tanah Bumbu Ps 11(1))."""

from typing import Any

import pytest
from django.urls import reverse

from inti.audit.models import Jejak
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.situs import situs_instansi
from monitoring_center.agregasi.actions import cabut, setujui
from monitoring_center.agregasi.models import Dasar, Publikasi

KODE = "permohonan_masuk"
STAF = ("koordinator", "administrator", "pelaksana", "operator")


def url(nama: str, *args: str) -> str:
    return reverse(f"agregasi:{nama}", args=args, urlconf="inti.urls.instansi")


def test_pimpinan_menyetujui_lewat_halaman(di_a: Any, klien: Any, buat_orang: Any) -> None:
    kepala = buat_orang("penanggung_jawab")
    isian = {"dasar": Dasar.SOP, "alasan": "SOP 12/2026"}
    jawaban = klien(di_a, kepala).post(url("setujui", KODE), isian)
    assert jawaban.status_code == 302
    p = Publikasi.objects.get()
    assert (p.indikator, p.dasar, p.alasan, p.disetujui_oleh, p.berlaku) == (
        KODE,
        "sop",
        "SOP 12/2026",
        kepala,
        True,
    )
    assert Jejak.objects.filter(kode="publikasi.setujui", oleh_id=kepala.pk).count() == 1


def test_sesudah_menyetujui_indikator_berikutnya_terbuka(di_a: Any, klien: Any, buat_orang: Any) -> None:
    jawaban = klien(di_a, buat_orang("penanggung_jawab")).post(url("setujui", KODE), {"dasar": Dasar.SOP})
    assert jawaban["Location"] == url("indikator", "permohonan_selesai")


@pytest.mark.parametrize("peran", STAF)
def test_staf_lain_hanya_melihat(di_a: Any, klien: Any, buat_orang: Any, peran: str) -> None:
    k = klien(di_a, buat_orang(peran))
    halaman = k.get(url("indikator", KODE))
    assert halaman.status_code == k.get(url("publikasi")).status_code == 200
    assert url("setujui", KODE) not in halaman.content.decode()
    assert k.post(url("setujui", KODE), {"dasar": Dasar.SOP}).status_code == 403
    assert not Publikasi.objects.exists()
    assert not Jejak.objects.filter(kode="publikasi.setujui").exists()


def test_pemohon_tidak_melihat(di_a: Any, klien: Any, buat_orang: Any) -> None:
    assert klien(di_a, buat_orang("pengguna")).get(url("publikasi")).status_code == 403


def test_tanpa_masuk_dialihkan(di_a: Any, klien: Any) -> None:
    assert klien(di_a).get(url("publikasi")).status_code == 302


def test_pimpinan_instansi_lain_tidak_dikenal(
    instansi_a: Any, instansi_b: Any, klien: Any, buat_orang: Any
) -> None:
    kepala_b = buat_orang("penanggung_jawab", di=instansi_b)
    k = klien(instansi_b, kepala_b)
    k.defaults["HTTP_HOST"] = klien(instansi_a).defaults["HTTP_HOST"]
    assert k.post(url("setujui", KODE), {"dasar": Dasar.SOP}).status_code == 302
    from inti.db import di_instansi

    for i in (instansi_a, instansi_b):
        with di_instansi(i):
            assert not Publikasi.objects.exists()


def test_aksi_menolak_yang_bukan_pimpinan(di_a: Any, buat_orang: Any) -> None:
    with pytest.raises(TidakBerhak):
        setujui(indikator=KODE, oleh=buat_orang("koordinator"))
    assert not Publikasi.objects.exists()


def test_menyetujui_dua_kali_ditolak(di_a: Any, buat_orang: Any) -> None:
    kepala = buat_orang("penanggung_jawab")
    setujui(indikator=KODE, oleh=kepala)
    with pytest.raises(Bentrok):
        setujui(indikator=KODE, oleh=kepala)
    assert Publikasi.objects.count() == 1


def test_indikator_tidak_dikenal(di_a: Any, klien: Any, buat_orang: Any) -> None:
    kepala = buat_orang("penanggung_jawab")
    with pytest.raises(MasukanSalah):
        setujui(indikator="tidak_ada", oleh=kepala)
    assert klien(di_a, kepala).get(url("indikator", "tidak_ada")).status_code == 404


def test_cabut_wajib_beralasan(di_a: Any, klien: Any, buat_orang: Any) -> None:
    kepala = buat_orang("penanggung_jawab")
    p = setujui(indikator=KODE, oleh=kepala)
    k = klien(di_a, kepala)
    assert k.post(url("cabut", KODE), {"alasan": " "}).status_code == 422
    with pytest.raises(MasukanSalah):
        cabut(publikasi=p, oleh=kepala, alasan="  ")
    p.refresh_from_db()
    assert p.berlaku


def test_cabut_menyimpan_riwayat_dan_jejak(di_a: Any, klien: Any, buat_orang: Any) -> None:
    kepala = buat_orang("penanggung_jawab")
    setujui(indikator=KODE, oleh=kepala)
    k = klien(di_a, kepala)
    assert k.post(url("cabut", KODE), {"alasan": "Salah hitung"}).status_code == 302
    p = Publikasi.objects.get()
    assert (p.berlaku, p.alasan_cabut, p.dicabut_oleh) == (False, "Salah hitung", kepala)
    assert Jejak.objects.filter(kode="publikasi.cabut").count() == 1
    assert k.post(url("cabut", KODE), {"alasan": "Lagi"}).status_code == 409
    assert "Salah hitung" in k.get(url("indikator", KODE)).content.decode()


def test_halaman_menunjukkan_persis_yang_keluar(
    di_a: Any, klien: Any, buat_orang: Any, buat_permohonan: Any
) -> None:
    from monitoring_center.agregasi.actions import lipat

    p = buat_permohonan(pemohon_nama="Nama Yang Tidak Keluar", kanal="daring")
    lipat(instansi=di_a)
    isi = klien(di_a, buat_orang("penanggung_jawab")).get(url("indikator", KODE)).content.decode()
    assert p.kode_layanan in isi
    assert "daring" in isi
    assert "Nama Yang Tidak Keluar" not in isi


def test_jumlah_kueri_tetap(
    di_a: Any, klien: Any, buat_orang: Any, buat_permohonan: Any, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from monitoring_center.agregasi.actions import lipat

    k = klien(di_a, buat_orang("penanggung_jawab"))
    k.get(url("publikasi"))
    jumlah = []
    for banyak in (1, 20):
        for _ in range(banyak):
            buat_permohonan()
        lipat(instansi=di_a)
        with CaptureQueriesContext(connection) as kueri:
            k.get(url("publikasi"))
        jumlah.append(len(kueri))
    assert jumlah[0] == jumlah[1]


def test_menu_hanya_untuk_yang_berkepentingan(di_a: Any, klien: Any, buat_orang: Any) -> None:
    from monitoring_center.agregasi.menu import MENU

    assert situs_instansi(di_a).jenis == MENU[0].situs
    assert (
        url("publikasi") in klien(di_a, buat_orang("penanggung_jawab")).get(url("publikasi")).content.decode()
    )
