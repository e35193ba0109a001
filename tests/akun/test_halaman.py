"""The administrator's pages, over HTTP, as each role."""

import datetime as dt

import pytest
from django.utils import timezone

from inti.akun.actions import buat_pengguna, tugaskan, undang
from inti.akun.hak import PERAN, SITUS_PERAN
from inti.akun.models import Pengguna, Penugasan, Undangan
from inti.akun.seksi import daftarkan
from inti.audit.models import Jejak


@pytest.fixture
def k(instansi_a, klien, admin_a):
    return klien(instansi_a, admin_a)


@pytest.fixture
def budi(instansi_a, di, admin_a):
    with di(instansi_a):
        return buat_pengguna(surel="budi@kab.go.id", nama="Budi Santoso", oleh=admin_a)


def _keadaan():
    return (
        list(Pengguna.objects.order_by("pk").values_list("pk", "nama", "aktif", "nip")),
        list(Penugasan.objects.order_by("pk").values_list("pk", "peran", "dicabut_pada")),
        list(Undangan.objects.order_by("pk").values_list("pk", "dibatalkan_pada")),
    )


def test_daftar_mencari_menyaring_dan_mengekspor(instansi_a, di, k, admin_a, budi, buat_orang, alamat):
    buat_orang("operator", di=instansi_a, nama="Citra Operator")
    buat_orang("operator", di=instansi_a, nama="Dewi Nonaktif", aktif=False)
    url = alamat("akun:daftar")

    def nama(**saring):
        isi = k.get(url, saring).content.decode()
        return {
            n
            for n in ("Admin Pertama", "Budi Santoso", "Citra Operator", "Dewi Nonaktif")
            if n in _tubuh(isi)
        }

    assert nama() == {"Admin Pertama", "Budi Santoso", "Citra Operator", "Dewi Nonaktif"}
    assert nama(q="citra") == {"Citra Operator"}
    assert nama(q="budi@kab") == {"Budi Santoso"}
    assert nama(peran="operator") == {"Citra Operator"}
    assert nama(status="nonaktif") == {"Dewi Nonaktif"}
    assert "Budi Santoso" in nama(status="tanpa")
    assert nama(peran="raja") == nama()
    ekspor = b"".join(k.get(url, {"ekspor": "csv", "q": "citra"})).decode("utf-8-sig")
    assert ekspor.splitlines()[1].startswith("Citra Operator;")


def _tubuh(isi):
    return isi.split("<main")[1].split("</main>")[0]


def test_jumlah_kueri_daftar_tetap(instansi_a, di, k, admin_a, buat_orang, alamat):
    url = alamat("akun:daftar")
    with di(instansi_a):
        Pengguna.objects.exclude(pk=admin_a.pk).update(aktif=True)
        undang(surel="satu@kab.go.id", nama="Satu", peran="operator", oleh=admin_a)

    def hitung():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        k.get(url)
        with CaptureQueriesContext(connection) as kueri:
            assert k.get(url, {"per": "100"}).status_code == 200
        return [q["sql"][:60] for q in kueri if not q["sql"].startswith(("SET", "SAVEPOINT", "RELEASE"))]

    satu = hitung()
    with di(instansi_a):
        for n in range(50):
            orang = buat_orang("operator", nama=f"Orang {n:02d}")
            tugaskan(pengguna=orang, peran="pelaksana", seksi="pem", oleh=admin_a)
            undang(surel=f"u{n}@kab.go.id", nama=f"U{n}", peran="operator", oleh=admin_a)
    assert len(hitung()) == len(satu) <= 14, satu


def test_undang_dari_halaman(instansi_a, di, k, alamat):
    isian = {"nama": "Eka", "surel": "eka@kab.go.id", "peran": "operator"}
    assert k.get(alamat("akun:undang")).status_code == 200
    salah = k.post(alamat("akun:undang"), isian | {"surel": "eka@gmail.com"})
    assert salah.status_code == 422
    assert "@uji-a.kab.go.id" in salah.content.decode()
    with di(instansi_a):
        assert not Undangan.objects.filter(nama="Eka").exists()
    assert k.post(alamat("akun:undang"), isian)["Location"] == alamat("akun:daftar")
    with di(instansi_a):
        undangan = Undangan.objects.get(nama="Eka")
    isi = k.get(alamat("akun:daftar")).content.decode()
    assert "Undangan yang menunggu" in isi
    assert "eka@kab.go.id" in isi
    assert k.post(alamat("akun:kirim_lagi", undangan.uuid)).status_code == 302
    assert k.post(alamat("akun:kirim_lagi", undangan.uuid)).status_code == 404
    with di(instansi_a):
        baru = Undangan.objects.menunggu().get(nama="Eka")
    assert k.post(alamat("akun:batalkan_undangan", baru.uuid)).status_code == 302
    assert k.post(alamat("akun:batalkan_undangan", baru.uuid)).status_code == 409
    with di(instansi_a):
        assert not Undangan.objects.menunggu().filter(nama="Eka").exists()


def test_tugaskan_dan_cabut_dari_halaman(instansi_a, di, k, budi, alamat):
    url = alamat("akun:tugaskan", budi.uuid)
    assert "Definitif" in k.get(url).content.decode()
    isian = {
        "peran": "koordinator",
        "sifat": "plt",
        "nomor_sk": "",
        "mulai": f"{timezone.localdate():%d-%m-%Y}",
    }
    salah = k.post(url, isian)
    assert (salah.status_code, "surat perintah" in salah.content.decode()) == (422, True)
    with di(instansi_a):
        assert not budi.penugasan.exists()
    assert k.post(url, isian | {"nomor_sk": "800/9"})["Location"] == alamat("akun:rincian", budi.uuid)
    assert k.post(url, isian | {"nomor_sk": "800/9"}).status_code == 409
    with di(instansi_a):
        penugasan = budi.penugasan.get()
    rincian = k.get(alamat("akun:rincian", budi.uuid)).content.decode()
    for isi in ("Plt. Sekretaris Camat", "800/9", "Berlaku", "Admin Pertama"):
        assert isi in rincian
    cabut = alamat("akun:cabut", penugasan.uuid)
    assert "tidak lagi menjadi" in k.get(cabut).content.decode()
    assert k.post(cabut, {"alasan": ""}).status_code == 422
    with di(instansi_a):
        assert budi.penugasan.get().dicabut_pada is None
    assert k.post(cabut, {"alasan": "masa tugas habis"}).status_code == 302
    assert k.post(cabut, {"alasan": "lagi"}).status_code == 409
    assert "masa tugas habis" in k.get(alamat("akun:rincian", budi.uuid)).content.decode()


def test_tidak_dapat_menugaskan_diri_lewat_halaman(instansi_a, di, k, admin_a, alamat):
    with di(instansi_a):
        semula = _keadaan()
    isian = {"peran": "penanggung_jawab", "sifat": "definitif", "mulai": "1-1-2026"}
    jawaban = k.post(alamat("akun:tugaskan", admin_a.uuid), isian)
    assert (jawaban.status_code, "diri sendiri" in jawaban.content.decode()) == (403, True)
    with di(instansi_a):
        assert _keadaan() == semula
        assert Jejak.objects.filter(kode="akses.ditolak", oleh_id=admin_a.pk).exists()


def test_ubah_dan_nonaktifkan(instansi_a, di, klien, k, budi, alamat):
    budi_masuk = klien(instansi_a, budi)
    assert k.post(alamat("akun:ubah", budi.uuid), {"nama": "Budi S.", "nip": "12"}).status_code == 422
    isian = {"nama": "Budi S., S.Sos.", "nip": "19900101 202001 1 001"}
    assert k.post(alamat("akun:ubah", budi.uuid), isian).status_code == 302
    with di(instansi_a):
        jejak = Jejak.objects.get(kode="akun.pengguna_diubah")
        assert jejak.rinci["dari"]["nama"] == "Budi Santoso"
        assert jejak.rinci["ke"] == {"nama": "Budi S., S.Sos.", "nip": "199001012020011001"}
    assert k.post(alamat("akun:nonaktifkan", budi.uuid), {"alasan": "pensiun"}).status_code == 302
    assert budi_masuk.get(alamat("akun:profil")).status_code == 302
    assert k.post(alamat("akun:nonaktifkan", budi.uuid), {"alasan": "pensiun"}).status_code == 409
    assert "Aktifkan kembali" in k.get(alamat("akun:rincian", budi.uuid)).content.decode()
    assert k.post(alamat("akun:aktifkan", budi.uuid)).status_code == 302
    assert k.post(alamat("akun:aktifkan", budi.uuid)).status_code == 409


@pytest.mark.parametrize("peran", sorted(set(PERAN) - {"administrator", "diskominfo"}))
def test_peran_lain_ditolak_dan_tidak_ada_yang_berubah(
    instansi_a, di, klien, buat_orang, admin_a, budi, alamat, peran
):
    if SITUS_PERAN[peran] != "instansi":
        k = klien(SITUS_PERAN[peran], buat_orang(peran, di=SITUS_PERAN[peran]))
        assert k.get("/akun/pengguna/").status_code == 404
        return
    k = klien(instansi_a, buat_orang(peran, di=instansi_a))
    with di(instansi_a):
        semula = _keadaan()
        milik_admin = admin_a.penugasan.get()
    for nama, args, isian in [
        ("akun:undang", [], {"nama": "X", "surel": "x@kab.go.id", "peran": "administrator"}),
        ("akun:tugaskan", [budi.uuid], {"peran": "administrator", "sifat": "definitif", "mulai": "1-1-2026"}),
        ("akun:cabut", [milik_admin.uuid], {"alasan": "x"}),
        ("akun:nonaktifkan", [admin_a.uuid], {"alasan": "x"}),
        ("akun:aktifkan", [budi.uuid], {}),
        ("akun:ubah", [budi.uuid], {"nama": "Y", "nip": ""}),
    ]:
        assert k.post(alamat(nama, *args), isian).status_code == 403, nama
    assert k.get(alamat("akun:daftar")).status_code == 403
    assert k.get(alamat("akun:profil")).status_code == 200
    with di(instansi_a):
        assert _keadaan() == semula
        assert Jejak.objects.filter(kode="akses.ditolak").count() == 7


def test_orang_instansi_lain_tidak_ditemukan(instansi_b, klien, buat_orang, budi, di, alamat):
    k = klien(instansi_b, buat_orang("administrator", di=instansi_b))
    for nama in ("akun:rincian", "akun:ubah", "akun:tugaskan", "akun:nonaktifkan"):
        assert k.get(alamat(nama, budi.uuid)).status_code == 404
    with di(instansi_b):
        assert Jejak.objects.filter(kode="akses.ditolak", rinci__status=404).count() == 4


def test_diskominfo_mengelola_orang_situs_publik(db, di, klien, buat_orang, alamat):
    k = klien("diskominfo", buat_orang("diskominfo", di="diskominfo"))
    sekda = buat_orang("evaluator", di="monitoring", nama="Evaluator Kabupaten")
    isi = k.get(alamat("akun:daftar", situs="diskominfo")).content.decode()
    assert "Evaluator Kabupaten" in isi
    url = alamat("akun:tugaskan", sekda.uuid, situs="diskominfo")
    halaman = k.get(url).content.decode()
    assert "Sekretaris Daerah" in halaman
    assert "Front office" not in halaman
    isian = {"peran": "sekda", "sifat": "plh", "nomor_sk": "1", "mulai": f"{timezone.localdate():%d-%m-%Y}"}
    assert k.post(url, isian).status_code == 302


def test_pilihan_seksi_dari_aplikasi_bidang(k, alamat, monkeypatch):
    monkeypatch.setattr("inti.akun.seksi._pembaca", [])
    daftarkan(lambda: [("pem", "Seksi Pemerintahan")])
    assert "Seksi Pemerintahan" in k.get(alamat("akun:undang")).content.decode()


def test_masa_tugas_lewat_tampil_sebagai_riwayat(instansi_a, di, k, admin_a, budi, alamat):
    with di(instansi_a):
        hari = timezone.localdate()
        tugaskan(
            pengguna=budi,
            peran="operator",
            oleh=admin_a,
            mulai=hari - dt.timedelta(days=90),
            selesai=hari - dt.timedelta(days=2),
        )
    isi = k.get(alamat("akun:rincian", budi.uuid)).content.decode()
    assert "Berakhir" in isi
    assert "Cabut…" not in isi
