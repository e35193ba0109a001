"""Diskominfo's pages: overview, registry, registration, change of status, running jobs."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inti.db import sebagai_pemilik
from inti.tugas.models import Tugas
from tenants import actions
from tenants.models import Instansi, Penyediaan
from tests.tenants.bantu import isian, jejak, keadaan_semua
from tests.tenants.test_halaman_portal import _tambah


@pytest.fixture
def halaman(klien, pengelola):
    return klien("diskominfo", pengelola)


@pytest.fixture
def baris_a(instansi_a):
    with sebagai_pemilik():
        return Instansi.objects.get(slug="uji-a")


def _formulir(**lain):
    data = isian()
    return {
        **data,
        "zona_waktu": "Asia/Makassar",
        "domain": "",
        "nama_admin": "Budi Santoso",
        "surel_admin": f"budi@{data['domain_email']}",
    } | lain


def _ubah(baris, **lain):
    with sebagai_pemilik():
        Instansi.objects.filter(pk=baris.pk).update(**lain)


# -- overview -----------------------------------------------------------------------------------------------------


def test_ringkasan_menampilkan_keadaan(halaman, draf, di, pengelola, settings):
    with di("diskominfo"):
        actions.minta_penyediaan(instansi=draf, oleh=pengelola)
        Tugas.objects.update(mulai_pada=timezone.now() - timedelta(hours=2))
    berkas = Path(settings.SPBE_DATA) / "isolasi.json"
    berkas.parent.mkdir(parents=True, exist_ok=True)
    berkas.write_text(json.dumps({"pada": timezone.now().isoformat(), "percobaan": 1234, "bocor": 0}))
    isi = halaman.get("/").content.decode()
    berkas.unlink()
    assert re.search(r"Aktif.*?2", isi, re.DOTALL)
    assert draf.nama in isi
    assert "1.234 pasangan diperiksa" in isi
    assert "1 menunggu, tertua 2 jam" in isi
    assert f"memulai penyediaan {draf.nama}" in isi


@pytest.mark.parametrize("isi", ["", "{", "[]", '{"percobaan": "x"}'])
def test_ringkasan_tahan_berkas_isolasi_yang_rusak(halaman, settings, isi):
    berkas = Path(settings.SPBE_DATA) / "isolasi.json"
    berkas.parent.mkdir(parents=True, exist_ok=True)
    berkas.write_text(isi)
    jawaban = halaman.get("/")
    berkas.unlink()
    assert jawaban.status_code == 200
    assert "Belum pernah diperiksa" in jawaban.content.decode()


# -- registry -----------------------------------------------------------------------------------------------------


def test_daftar_dicari_disaring_diurutkan_dan_diekspor(halaman, baris_a):
    _tambah(30)
    isi = halaman.get("/instansi/", {"q": "uji-a"}).content.decode()
    assert "Kecamatan Uji A" in isi
    assert "Kecamatan Uji B" not in isi
    _ubah(baris_a, status="arsip", alasan_status="x")
    isi = halaman.get("/instansi/", {"status": "arsip"}).content.decode()
    assert "Kecamatan Uji A" in isi
    assert "Tambahan" not in isi
    assert "Tambahan 29" in halaman.get("/instansi/", {"urut": "-nama", "q": "Tambahan"}).content.decode()
    assert "Tambahan 29" not in halaman.get("/instansi/", {"urut": "nama", "q": "Tambahan"}).content.decode()
    csv = halaman.get("/instansi/", {"ekspor": "csv"}).getvalue().decode("utf-8-sig")
    assert len(csv.strip().splitlines()) == 33
    assert "Kecamatan Uji B;Kecamatan;99.99.02;uji-b.kab.localhost;Aktif" in csv


@pytest.mark.parametrize("alamat", ["/instansi/", "/instansi/?hal=1&per=50", "/"])
def test_jumlah_kueri_tetap(halaman, instansi_a, alamat):
    halaman.get(alamat)
    with CaptureQueriesContext(connection) as sedikit:
        halaman.get(alamat)
    _tambah(30)
    with CaptureQueriesContext(connection) as banyak:
        assert halaman.get(alamat).status_code == 200
    assert len(banyak) == len(sedikit)


def test_rincian_memuat_fakta_jejak_dan_tombol_dari_tabel(halaman, baris_a):
    isi = halaman.get(f"/instansi/{baris_a.uuid}/").content.decode()
    assert "i_uji_a" in isi
    assert "uji-a.kab.localhost" in isi
    assert "siap dipakai" in isi
    assert "Tangguhkan…" in isi
    assert "Arsipkan…" in isi
    assert "Aktifkan…" not in isi


def test_instansi_yang_tidak_ada(halaman):
    assert halaman.get("/instansi/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert halaman.get("/pekerjaan/00000000-0000-0000-0000-000000000000/").status_code == 404


# -- registration -------------------------------------------------------------------------------------------------


def test_pendaftaran_memulai_penyediaan(halaman, di, pengelola):
    data = _formulir(kop_alamat="Jalan Raya 1")
    assert halaman.get("/instansi/baru/").status_code == 200
    jawaban = halaman.post("/instansi/baru/", data)
    with di("diskominfo"):
        i = Instansi.objects.get(slug=data["slug"])
        p = Penyediaan.objects.get(instansi=i)
    assert (jawaban.status_code, jawaban["Location"]) == (302, f"/pekerjaan/{p.uuid}/")
    assert (i.status, i.kop["alamat"], p.dibuat_oleh_id) == ("draf", "Jalan Raya 1", pengelola.pk)
    assert p.undangan_surel == data["surel_admin"]
    assert jejak("instansi.daftarkan")[-1].oleh_nama == pengelola.nama


@pytest.mark.parametrize(
    ("lain", "bidang", "kalimat"),
    [
        ({"slug": "uji-a"}, "slug", "sudah dipakai Kecamatan Uji A"),
        ({"kode": "99.99.01"}, "kode", "sudah dipakai Kecamatan Uji A"),
        ({"domain": "uji-a.kab.localhost"}, "domain", "sudah dipakai Kecamatan Uji A"),
        ({"slug": "www"}, "slug", "dipakai oleh sistem"),
        ({"domain": "lain.id"}, "domain", "harus berada di bawah"),
        ({"surel_admin": "a@gmail.com"}, "surel_admin", "Pakai alamat berakhiran"),
        ({"nama": ""}, "nama", ""),
    ],
)
def test_isian_salah_ditandai_pada_bidangnya(halaman, instansi_a, lain, bidang, kalimat):
    sebelum = keadaan_semua()
    jawaban = halaman.post("/instansi/baru/", _formulir(**lain))
    assert jawaban.status_code == 422
    galat = jawaban.context["form"].errors
    assert set(galat) == {bidang}
    assert kalimat in galat[bidang][0]
    assert keadaan_semua() == sebelum


# -- change of status ---------------------------------------------------------------------------------------------


def test_penangguhan_lewat_halaman(halaman, baris_a, segarkan):
    alamat = f"/instansi/{baris_a.uuid}/tangguhkan/"
    assert "Situs instansi ditutup sementara" in halaman.get(alamat).content.decode()
    data = {"sampai": "31-01-2099", "alasan": "Pemeliharaan", "konfirmasi_nomor": "uji-a"}
    assert halaman.post(alamat, data).status_code == 302
    baris = segarkan(baris_a)
    assert (baris.status, baris.ditangguhkan_sampai.isoformat()) == ("ditangguhkan", "2099-01-31")
    assert (
        halaman.post(f"/instansi/{baris_a.uuid}/aktifkan/", {"konfirmasi_nomor": "uji-a"}).status_code == 302
    )
    assert segarkan(baris_a).status == "aktif"


@pytest.mark.parametrize("konfirmasi", ["", "uji-b", "UJI-A"])
@pytest.mark.parametrize("transisi", ["tangguhkan", "arsipkan"])
def test_tanpa_ketikan_yang_sama_tidak_ada_yang_berubah(halaman, baris_a, transisi, konfirmasi):
    sebelum = keadaan_semua()
    data = {"alasan": "Sebab", "konfirmasi_nomor": konfirmasi}
    jawaban = halaman.post(f"/instansi/{baris_a.uuid}/{transisi}/", data)
    assert jawaban.status_code == 422
    assert set(jawaban.context["form"].errors) == {"konfirmasi_nomor"}
    assert keadaan_semua() == sebelum


def test_langkah_yang_tidak_sah_menjawab_409(halaman, baris_a):
    sebelum = keadaan_semua()
    jawaban = halaman.post(f"/instansi/{baris_a.uuid}/aktifkan/", {"konfirmasi_nomor": "uji-a"})
    assert jawaban.status_code == 409
    assert keadaan_semua() == sebelum
    assert halaman.get(f"/instansi/{baris_a.uuid}/hancurkan/").status_code == 404


# -- jobs ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def pekerjaan(draf, di, pengelola):
    with di("diskominfo"):
        return actions.minta_penyediaan(instansi=draf, oleh=pengelola)


def test_kemajuan_dapat_ditengok_dari_halaman_yang_sama(halaman, pekerjaan):
    alamat = f"/pekerjaan/{pekerjaan.uuid}/"
    isi = halaman.get(alamat).content.decode()
    assert f'hx-get="{alamat}?bilah"' in isi
    assert f'hx-get="{alamat}?langkah"' in isi
    htmx = {"HX-Request": "true"}
    bilah = halaman.get(f"{alamat}?bilah", headers=htmx)
    assert "Menunggu giliran" in bilah.content.decode()
    assert "<html" not in bilah.content.decode()
    langkah = halaman.get(f"{alamat}?langkah", headers=htmx).content.decode()
    assert "Membuat skema dan tabel" in langkah
    assert "<html" not in langkah
    ulang = halaman.get(f"{alamat}?bilah", headers=htmx | {"If-None-Match": bilah["ETag"]})
    assert ulang.status_code == 304
    with sebagai_pemilik():
        Penyediaan.objects.update(keadaan="gagal", galat="Memasang hak akses: cakram penuh")
    assert "cakram penuh" in halaman.get(f"{alamat}?bilah", headers=htmx).content.decode()
    assert halaman.get(f"{alamat}?langkah", headers=htmx)["HX-Refresh"] == "true"
    assert "hx-trigger" not in halaman.get(alamat).content.decode().split("Langkah", 1)[1]


def test_pekerjaan_selesai_menunjukkan_situsnya(halaman, draf, pekerjaan):
    from tenants.penyediaan import jalankan

    jalankan(pekerjaan.pk)
    isi = halaman.get(f"/pekerjaan/{pekerjaan.uuid}/").content.decode()
    assert f"http://{draf.slug}.kab.localhost/" in isi
    assert "Batalkan…" not in isi


def test_pekerjaan_gagal_dilanjutkan(halaman, pekerjaan, segarkan):
    with sebagai_pemilik():
        Penyediaan.objects.update(keadaan="gagal", galat="x")
    assert "Lanjutkan" in halaman.get(f"/pekerjaan/{pekerjaan.uuid}/").content.decode()
    assert halaman.post(f"/pekerjaan/{pekerjaan.uuid}/lanjutkan/").status_code == 302
    assert (segarkan(pekerjaan).keadaan, segarkan(pekerjaan).galat) == ("antre", "")


def test_pembatalan_diminta_setelah_alamat_diketik(halaman, draf, pekerjaan, segarkan):
    alamat = f"/pekerjaan/{pekerjaan.uuid}/batalkan/"
    assert halaman.post(alamat, {"konfirmasi_nomor": "salah"}).status_code == 422
    assert segarkan(pekerjaan).keadaan == "antre"
    assert halaman.post(alamat, {"konfirmasi_nomor": draf.slug}).status_code == 302
    assert segarkan(pekerjaan).keadaan == "membatalkan"


def test_draf_tanpa_pekerjaan_dapat_disediakan(halaman, draf, di):
    assert "Sediakan" in halaman.get(f"/instansi/{draf.uuid}/").content.decode()
    assert halaman.post(f"/instansi/{draf.uuid}/sediakan/").status_code == 302
    with di("diskominfo"):
        assert Penyediaan.objects.get(instansi=draf).keadaan == "antre"


def test_daftar_pekerjaan(halaman, pekerjaan):
    isi = halaman.get("/pekerjaan/?tampilan=berjalan").content.decode()
    assert pekerjaan.nama in isi
    with sebagai_pemilik():
        Penyediaan.objects.filter(pk=pekerjaan.pk).update(keadaan="dibatalkan")
    assert pekerjaan.nama not in halaman.get("/pekerjaan/?tampilan=berjalan").content.decode()
    assert pekerjaan.nama in halaman.get("/pekerjaan/?tampilan=berakhir").content.decode()


# -- other people -------------------------------------------------------------------------------------------------

TULIS = [
    "/instansi/baru/",
    "/instansi/{i}/sediakan/",
    "/instansi/{i}/tangguhkan/",
    "/instansi/{i}/arsipkan/",
    "/pekerjaan/{p}/lanjutkan/",
    "/pekerjaan/{p}/batalkan/",
]
BACA = ["/", "/instansi/", "/instansi/{i}/", "/pekerjaan/", "/pekerjaan/{p}/", "/instansi/baru/"]


@pytest.mark.parametrize("peran", ["sekda", "bupati", "evaluator"])
@pytest.mark.parametrize(("metode", "alamat"), [("post", a) for a in TULIS] + [("get", a) for a in BACA])
def test_peran_lain_ditolak_tanpa_perubahan_dan_tercatat(
    klien, buat_orang, draf, pekerjaan, metode, alamat, peran
):
    """A role of the Monitoring Center gives nothing on Diskominfo's host."""
    tamu = klien("diskominfo", buat_orang(peran, di="diskominfo"))
    sebelum, jumlah = keadaan_semua(), len(jejak("akses.ditolak"))
    alamat = alamat.format(i=draf.uuid, p=pekerjaan.uuid)
    jawaban = getattr(tamu, metode)(alamat, _formulir(konfirmasi_nomor=draf.slug, alasan="x"))
    assert jawaban.status_code == 403
    assert keadaan_semua() == sebelum
    baris = jejak("akses.ditolak")
    assert len(baris) == jumlah + 1
    assert (baris[-1].rinci["jalur"], baris[-1].rinci["status"]) == (alamat, 403)


@pytest.mark.parametrize(("metode", "alamat"), [("post", a) for a in TULIS] + [("get", a) for a in BACA])
def test_tanpa_masuk_dibawa_ke_halaman_masuk(klien, draf, pekerjaan, metode, alamat):
    sebelum = keadaan_semua()
    jawaban = getattr(klien("diskominfo"), metode)(alamat.format(i=draf.uuid, p=pekerjaan.uuid))
    assert jawaban.status_code == 302
    assert jawaban["Location"].startswith("/akun/")
    assert keadaan_semua() == sebelum


def test_halaman_diskominfo_tidak_ada_di_situs_lain(klien, buat_orang, instansi_a, draf):
    orang = buat_orang("administrator", di=instansi_a)
    for alamat in ("/instansi/", f"/instansi/{draf.uuid}/", "/pekerjaan/"):
        assert klien(instansi_a, orang).get(alamat).status_code == 404
        assert klien("portal").get(alamat).status_code == 404
