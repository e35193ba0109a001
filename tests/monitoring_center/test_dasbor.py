"""The Sekda's pages: who may see them, what they say, and what they cost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inti.db import di_instansi, sebagai_pemilik
from monitoring_center.agregasi.actions import cabut, lipat
from monitoring_center.agregasi.models import Publikasi
from monitoring_center.dasbor.models import Fakta, StatusInstansi
from tenants.models import Instansi

HALAMAN = ("beranda", "data", "dinding", "ekspor")


def url(nama: str, *args: str) -> str:
    return reverse(f"dasbor:{nama}", args=args, urlconf="inti.urls.monitoring")


@pytest.fixture
def sekda(klien: Any, buat_orang: Any) -> Any:
    return klien("monitoring", buat_orang("sekda", di="monitoring"))


@pytest.fixture
def terisi(instansi_a: Any, buat_permohonan: Any, setujui_semua: Any) -> Any:
    """uji-a has 6 permohonan of today, 4 of them finished and 3 of those in time, and approved everything."""
    hari = timezone.localdate()
    with di_instansi(instansi_a):
        for n in range(6):
            buat_permohonan(masuk=hari, selesai=hari if n < 4 else None, tepat=n != 0, menit=480)
        instansi_a_kepala = setujui_semua()
    lipat(instansi=instansi_a)
    return instansi_a_kepala


@pytest.mark.parametrize("peran", ["sekda", "bupati", "evaluator"])
@pytest.mark.parametrize("nama", HALAMAN)
def test_yang_berhak_melihat(klien: Any, buat_orang: Any, terisi: Any, peran: str, nama: str) -> None:
    jawaban = klien("monitoring", buat_orang(peran, di="monitoring")).get(url(nama))
    assert jawaban.status_code == 200


@pytest.mark.parametrize("nama", HALAMAN)
def test_yang_lain_ditolak(klien: Any, buat_orang: Any, nama: str) -> None:
    assert klien("monitoring").get(url(nama)).status_code == 302
    tanpa_hak = buat_orang("pengguna", di="monitoring")
    assert klien("monitoring", tanpa_hak).get(url(nama)).status_code == 403


def test_sesi_instansi_bukan_siapa_siapa_di_monitoring(di_a: Any, klien: Any, buat_orang: Any) -> None:
    k = klien(di_a, buat_orang("penanggung_jawab"))
    k.defaults["HTTP_HOST"] = klien("monitoring").defaults["HTTP_HOST"]
    assert k.get(url("beranda")).status_code == 302


def test_kosong_menjelaskan_sebabnya(sekda: Any, instansi_a: Any) -> None:
    isi = sekda.get(url("beranda")).content.decode()
    assert "Belum ada angka yang boleh ditampilkan" in isi
    assert "Pasal 11 ayat (1)" in isi
    assert sekda.get(url("dinding")).status_code == 200


def test_ubin_menunjukkan_angka_yang_disetujui(sekda: Any, terisi: Any) -> None:
    d = sekda.get(url("beranda")).context["d"]
    nilai = {k: r.nilai for k, r in d.ringkas.items()}
    assert nilai == {"masuk": 6, "selesai": 4, "tepat_waktu": 75, "lama": 1, "terbuka": 2, "penolakan": 0}
    assert {r.dari for r in d.ringkas.values()} == {1}


def test_data_per_selalu_tampak(sekda: Any, terisi: Any) -> None:
    for nama in ("beranda", "data", "dinding"):
        assert "Data per" in sekda.get(url(nama)).content.decode()


def test_yang_belum_menyetujui_disebut_dengan_kontak(sekda: Any, terisi: Any, instansi_b: Any) -> None:
    with sebagai_pemilik():
        Instansi.objects.filter(pk=instansi_b.id).update(kop={"telepon": "0518-12345"})
    lipat(instansi=instansi_b)
    isi = sekda.get(url("data")).content.decode()
    assert "Belum disetujui" in isi
    assert "Camat Uji B" in isi
    assert "0518-12345" in isi


def test_yang_belum_pernah_dilipat_disebut(sekda: Any, terisi: Any, instansi_b: Any) -> None:
    assert "Belum terhubung" in sekda.get(url("beranda")).content.decode()


def test_pencabutan_terlihat_dengan_alasan(sekda: Any, terisi: Any, instansi_a: Any) -> None:
    with di_instansi(instansi_a):
        for p in Publikasi.objects.all():
            cabut(publikasi=p, oleh=terisi, alasan="Angka sedang diperbaiki")
    lipat(instansi=instansi_a)
    isi = sekda.get(url("data")).content.decode()
    assert "Persetujuan dicabut" in isi
    assert "Angka sedang diperbaiki" in isi
    assert "Belum ada angka yang boleh ditampilkan" in sekda.get(url("beranda")).content.decode()


def test_terlambat_disebut(sekda: Any, terisi: Any) -> None:
    with sebagai_pemilik():
        StatusInstansi.objects.update(per=timezone.now() - timedelta(hours=2))
    assert "Terlambat" in sekda.get(url("beranda")).content.decode()


def test_ditangguhkan_disebut_dengan_sebab(sekda: Any, terisi: Any, instansi_b: Any) -> None:
    with sebagai_pemilik():
        Instansi.objects.filter(pk=instansi_b.id).update(
            status="ditangguhkan", alasan_status="Kantor direnovasi", ditangguhkan_sampai=date(2030, 1, 2)
        )
    isi = sekda.get(url("data")).content.decode()
    assert "sampai 2 Januari 2030: Kantor direnovasi" in isi


def test_peta_memuat_kecamatan(sekda: Any, terisi: Any) -> None:
    peta = sekda.get(url("beranda"), {"ukuran": "tepat_waktu"}).context["peta"]
    assert [(w.nilai, w.nama) for w in peta.wilayah if w.nama == "Uji A"] == [(75.0, "Uji A")]
    assert [w.nilai for w in peta.wilayah if w.nama == "Uji B"] == [None]
    assert "peta-63.10" in peta.geojson_url


def test_rincian_instansi_berhenti_pada_jumlah(sekda: Any, terisi: Any, instansi_a: Any) -> None:
    isi = sekda.get(url("instansi", "uji-a")).content.decode()
    assert "Menurut layanan" in isi
    assert "Pemohon Uji" not in isi
    assert sekda.get(url("instansi", "tidak-ada")).status_code == 404


def test_rincian_instansi_tanpa_persetujuan(sekda: Any, instansi_b: Any) -> None:
    lipat(instansi=instansi_b)
    jawaban = sekda.get(url("instansi", "uji-b"))
    assert "belum menyetujui" in jawaban.content.decode()
    assert "rincian" not in jawaban.context


def test_periode_dan_ukuran_tak_dikenal_memakai_bawaan(sekda: Any, terisi: Any) -> None:
    jawaban = sekda.get(url("beranda"), {"periode": "99", "ukuran": "x'"})
    assert (jawaban.context["periode"].kode, jawaban.context["u"].kode) == ("1", "masuk")


@pytest.mark.parametrize("periode", ["1", "3", "12"])
def test_setiap_periode(sekda: Any, terisi: Any, periode: str) -> None:
    d = sekda.get(url("beranda"), {"periode": periode}).context["d"]
    assert d.ringkas["masuk"].nilai == 6


def test_ekspor_csv(sekda: Any, terisi: Any) -> None:
    jawaban = sekda.get(url("ekspor"))
    baris = jawaban.content.decode("utf-8-sig").splitlines()
    assert jawaban["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in jawaban["Content-Disposition"]
    assert len(baris) == 3
    kolom = dict(zip(baris[0].split(";"), baris[1].split(";"), strict=True))
    assert kolom["Tepat waktu (%)"] == "75,0"
    assert "Belum terhubung" in baris[2]


def test_ekspor_tidak_menjalankan_rumus(sekda: Any, terisi: Any, instansi_a: Any) -> None:
    with sebagai_pemilik():
        Instansi.objects.filter(pk=instansi_a.id).update(nama="=cmd|' /C calc'!A0")
    assert ";'=cmd" in sekda.get(url("ekspor")).content.decode()


def instansi_tiruan(banyak: int) -> None:
    """More instansi with facts in the centre; their schemas are not needed to read it."""
    hari = timezone.localdate()
    for n in range(banyak):
        i = Instansi.objects.create(
            nama=f"Kecamatan Tiruan {n}",
            jenis="kecamatan",
            kode=f"98.98.{n:02d}",
            kode_wilayah=f"98.98.{n:02d}",
            slug=f"tiruan-{n}",
            schema_name=f"i_tiruan_{n}",
            status="aktif",
        )
        putusan = {"uuid": "x", "keadaan": "disetujui", "pada": "2026-01-01", "alasan": ""}
        StatusInstansi.objects.create(instansi=i, per=timezone.now(), publikasi={"permohonan_masuk": putusan})
        for b in range(12):
            Fakta.objects.create(
                instansi=i,
                indikator="permohonan_masuk",
                tanggal=hari - timedelta(days=30 * b),
                dimensi={"kanal": "loket", "layanan": "KEC-01"},
                nilai=n + b,
            )


@pytest.mark.parametrize("nama", HALAMAN)
def test_jumlah_kueri_tidak_mengikuti_jumlah_instansi(sekda: Any, terisi: Any, nama: str) -> None:
    """Exactly as many queries with 3 instansi as with 18."""
    sekda.get(url(nama))
    jumlah = []
    with sebagai_pemilik():
        instansi_tiruan(1)
    for tambahan in (0, 15):
        if tambahan:
            with sebagai_pemilik():
                Instansi.objects.filter(slug__startswith="tiruan").delete()
                instansi_tiruan(16)
        with CaptureQueriesContext(connection) as kueri:
            d = sekda.get(url(nama))
        if nama != "ekspor":
            assert len(d.context["d"].baris) == 3 + tambahan
        jumlah.append(len([q for q in kueri if "SESSION AUTHORIZATION" not in q["sql"]]))
    assert jumlah[0] == jumlah[1]
    milik_dasbor = [q for q in kueri if "dasbor_" in q["sql"] or "tenants_instansi" in q["sql"]]
    assert len(milik_dasbor) == 4
