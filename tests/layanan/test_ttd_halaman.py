"""The signer's pages: list, reading, one signature, many signatures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inti.akun.models import Sesi
from inti.akun.titipan import KONTEKS
from inti.kripto import buka_sandi
from layanan import actions
from layanan.actions import batch
from layanan.dokumen.galat import GalatTandaTangan
from layanan.enums import KeadaanButir, Status
from layanan.models import BacaKonsep, BatchTtd, Dokumen, Layanan, Permohonan, ProfilTtd, SetelanTtd
from layanan.surat import konsep
from layanan.surat.beda import beda_isi
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import buat_meja, langkah, sampai, unggahan
from tests.layanan.esign_tiruan import NIK, PASSPHRASE, PENGGUNA, SANDI, EsignTiruan

SANDI_ORANG = "sandi-yang-panjang"


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def camat(klien, instansi_a, orang):
    """Logged in with a password just now, so re-authentication is fresh."""
    k = klien(instansi_a)
    k.post("/akun/login/", {"login": orang.camat.surel, "password": SANDI_ORANG})
    k.post("/akun/autentikasi-ulang/", {"password": SANDI_ORANG})
    return k


@pytest.fixture
def surat(di, instansi_a, orang):
    with di(instansi_a):
        return [sampai(Status.DIPARAF, orang) for _ in range(3)]


def test_daftar_menampilkan_paraf_dan_janji(camat, surat):
    isi = camat.get("/tandatangan/").content.decode()
    assert isi.count('name="pilih"') == 3
    assert "Belum dibuka" in isi
    assert "Koordinator" in isi
    assert "versi 1" in isi
    assert all(p.nomor_registrasi in isi for p in surat)


def test_kueri_daftar_tidak_tumbuh(camat, surat, di, instansi_a, orang):
    def hitung():
        camat.get("/tandatangan/")
        with CaptureQueriesContext(connection) as c:
            assert camat.get("/tandatangan/").status_code == 200
        return len([q for q in c.captured_queries if "AUTHORIZATION" not in q["sql"]])

    tiga = hitung()
    with di(instansi_a):
        for _ in range(3):
            sampai(Status.DIPARAF, orang)
    assert hitung() == tiga


def test_baca_tanda_lalu_berikutnya_terbuka(camat, surat, di, instansi_a, orang):
    p = surat[0]
    isi = camat.get(f"/tandatangan/{p.uuid}/").content.decode()
    assert "1 dari 3" in isi
    gambar = camat.get(f"/tandatangan/{p.uuid}/halaman.png?h=1")
    assert gambar["Content-Type"] == "image/png"
    assert camat.get(f"/tandatangan/{p.uuid}/halaman.png?h=99").status_code == 404
    assert camat.post(f"/tandatangan/{p.uuid}/dibaca/").status_code == 204
    assert "Sudah dibaca" in camat.get("/tandatangan/").content.decode()
    jawaban = camat.post(f"/tandatangan/{p.uuid}/tanda/")
    assert jawaban["Location"] == f"/tandatangan/{surat[1].uuid}/"
    with di(instansi_a):
        assert Permohonan.objects.get(pk=p.pk).status == Status.DITANDATANGANI
    assert camat.get(f"/tandatangan/{p.uuid}/").status_code == 404
    assert camat.post(f"/tandatangan/{p.uuid}/tanda/").status_code == 404
    kembali = camat.post(f"/tandatangan/{surat[1].uuid}/kembalikan/", {"alasan": ""})
    assert kembali.status_code == 422
    assert (
        camat.post(f"/tandatangan/{surat[1].uuid}/kembalikan/", {"alasan": "Nama keliru"}).status_code == 302
    )
    with di(instansi_a):
        assert Permohonan.objects.get(pk=surat[1].pk).status == Status.DIDISTRIBUSI


def test_berubah_sejak_paraf_terlihat(camat, surat, di, instansi_a, orang):
    p = surat[0]
    with di(instansi_a):
        isi = konsep.terkini(p).data
        actions.ubah_konsep(permohonan=p, isi=isi | {"keperluan": "Beasiswa"}, oleh=orang.kasi)
        for nama in ("validasi", "paraf"):
            langkah(p, nama, orang)
    assert "Berubah sejak paraf" in camat.get("/tandatangan/").content.decode()
    halaman = camat.get(f"/tandatangan/{p.uuid}/").content.decode()
    assert "<del>Persyaratan sekolah</del>" in halaman
    assert "<ins>Beasiswa</ins>" in halaman


def test_beda_isi_memakai_label_layanan(di_a):
    layanan = Layanan.objects.get(kode="KEC-01")
    lama = {"pemohon": {"nama": "A"}, "isian": {"tanggal_surat_desa": "2026-11-02"}}
    baru = {"pemohon": {"nama": "B"}, "isian": {"tanggal_surat_desa": "2026-11-03"}}
    nama, tanggal = beda_isi(lama, baru, layanan)
    assert nama == ("Nama", "A", "B")
    assert (tanggal.lama, tanggal.baru) == ("2 November 2026", "3 November 2026")


def test_batch_satu_per_satu(camat, surat, di, instansi_a, orang, monkeypatch):
    pilih = [str(p.uuid) for p in surat]
    tolak = camat.post("/tandatangan/batch/", {"pilih": pilih}, follow=True).content.decode()
    assert "belum Anda buka" in tolak
    with di(instansi_a):
        assert not BatchTtd.objects.exists()
    alamat = camat.post("/tandatangan/batch/", {"pilih": pilih, "konfirmasi": "on"})["Location"]
    assert "0 dari 3" in camat.get(alamat).content.decode()
    asli = actions.tandatangan._simpan_lalu_periksa

    def rusak(bita, nomor, oleh):
        if nomor.endswith("x") or "0002" in nomor:
            raise GalatTandaTangan("Rusak uji.")
        return asli(bita, nomor, oleh)

    monkeypatch.setattr(actions.tandatangan, "_simpan_lalu_periksa", rusak)
    for n in (1, 2, 3):
        isi = camat.post(f"{alamat}lanjut/", headers={"X-Batch": "1"}).content.decode()
        assert f"{n} dari 3" in isi
        assert "<html" not in isi
    with di(instansi_a):
        hasil = list(BatchTtd.objects.get().butir.values_list("keadaan", "dibaca"))
        assert hasil == [("berhasil", False), ("gagal", False), ("gagal", False)], (
            "0002 is tried again by the third"
        )
        assert Dokumen.objects.count() == 1
    assert "Rusak uji." in isi
    camat.post(f"{alamat}lanjut/")
    with di(instansi_a):
        assert Dokumen.objects.count() == 1, "nothing is left, nothing is signed twice"


def test_batch_diteruskan_dan_dihentikan(surat, di, instansi_a, orang, camat):
    with di(instansi_a):
        b = batch.buat_batch(pilihan=[p.uuid for p in surat], konfirmasi=True, oleh=orang.camat)
        actions.tandatangani(permohonan=surat[0], oleh=orang.camat)  # signed, then the process died
        satu = batch.lanjutkan(batch=b, oleh=orang.camat)
        assert (satu.keadaan, Dokumen.objects.count()) == (KeadaanButir.BERHASIL, 1)
        actions.ubah_konsep(
            permohonan=surat[1], isi=konsep.terkini(surat[1]).data | {"keperluan": "x"}, oleh=orang.kasi
        )
        assert batch.lanjutkan(batch=b, oleh=orang.camat).keadaan == KeadaanButir.DILEWATI
    camat.post(f"/tandatangan/batch/{b.uuid}/berhenti/")
    with di(instansi_a):
        b.refresh_from_db()
        assert batch.lanjutkan(batch=b, oleh=orang.camat) is None
        assert Dokumen.objects.count() == 1


def test_batch_orang_lain_tidak_ada(klien, instansi_a, surat, di, orang, buat_orang):
    with di(instansi_a):
        b = batch.buat_batch(pilihan=[p.uuid for p in surat], konfirmasi=True, oleh=orang.camat)
    lain = klien(instansi_a, buat_orang("penanggung_jawab", di=instansi_a))
    assert lain.get(f"/tandatangan/batch/{b.uuid}/").status_code == 404
    assert klien(instansi_a, orang.fo).get("/tandatangan/").status_code == 403


def test_passphrase_tidak_masuk_sesi_saat_diminta_sandi(klien, instansi_a, surat, di, orang, tmp_path):
    """An old log-in is asked for the password first; what was sent is kept without its passphrase."""
    k = klien(instansi_a, orang.camat)
    jawaban = k.post(f"/tandatangan/{surat[0].uuid}/tanda/", {"passphrase": PASSPHRASE})
    assert jawaban.status_code == 302
    assert "/akun/autentikasi-ulang/" in jawaban["Location"]
    with di(instansi_a):
        titipan = k.session["account_reauthentication_state"]["state"]
        assert "tanda/" in (terbuka := buka_sandi(titipan, konteks=KONTEKS))
        assert PASSPHRASE not in terbuka + repr([s.get_decoded() for s in Sesi.objects.all()])
        assert not Dokumen.objects.exists()


def test_batch_bsre_salah_passphrase_berhenti_tanpa_menyentuh_sisanya(
    camat, surat, di, instansi_a, orang, tmp_path
):
    tiruan = EsignTiruan(tmp_path / "bsre")
    with di(instansi_a):
        SetelanTtd.objects.create(
            pk=1, penyedia="bsre", batas_waktu=3, alamat=tiruan.alamat, nama_pengguna=PENGGUNA, sandi=SANDI,
            akar_pem=tiruan.akar_pem(),
        )  # fmt: skip
        ProfilTtd.objects.create(pengguna=orang.camat, nik=NIK)
    alamat = camat.post("/tandatangan/batch/", {"pilih": [str(p.uuid) for p in surat], "konfirmasi": "on"})[
        "Location"
    ]
    salah = camat.post(f"{alamat}lanjut/", {"passphrase": "salah"}, headers={"X-Batch": "1"})
    assert salah.status_code == 422
    assert "Passphrase salah" in salah.content.decode()
    assert "0 dari 3" in salah.content.decode()
    for _ in surat:
        benar = camat.post(f"{alamat}lanjut/", {"passphrase": PASSPHRASE}, headers={"X-Batch": "1"})
        assert benar.status_code == 200
        assert PASSPHRASE not in benar.content.decode()
    tiruan.peladen.shutdown()
    tiruan.peladen.server_close()
    with di(instansi_a):
        assert Dokumen.objects.count() == 3
        assert tiruan.dibuat == 3
        profil = ProfilTtd.objects.get()
        profil.sertifikat_sampai = hari_ini()
        profil.save()
    halaman = camat.get("/tandatangan/").content.decode()
    assert "Sertifikat berakhir 0 hari lagi" in halaman


def test_basah_lewat_halaman(klien, instansi_a, orang, di, surat):
    with di(instansi_a):
        SetelanTtd.objects.create(pk=1, cara_bawaan="basah")
    fo = klien(instansi_a, orang.fo)
    p = surat[0]
    assert "Cetak dan pindai" in fo.get(f"/permohonan/{p.uuid}/").content.decode()
    assert "Cetak dengan nomor" in fo.get(f"/tandatangan/{p.uuid}/basah/").content.decode()
    cetak = fo.post(f"/tandatangan/{p.uuid}/basah/cetak/", {"penanda": str(orang.camat.uuid)})
    assert cetak["Content-Type"] == "application/pdf"
    assert (
        fo.post(f"/tandatangan/{p.uuid}/basah/cetak/", {"penanda": str(orang.camat.uuid)}).status_code == 422
    )
    assert fo.post(f"/tandatangan/{p.uuid}/basah/rekam/", {}).status_code == 422
    from django.utils import timezone

    kini = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    data = {
        "pindaian": unggahan("a.pdf"),
        "ditandatangani_pada": kini,
        "distempel_oleh": "FO",
        "distempel_pada": kini,
    }
    jawaban = fo.post(f"/tandatangan/{p.uuid}/basah/rekam/", data)
    assert jawaban.status_code == 302, jawaban.content.decode()[:3000]
    with di(instansi_a):
        assert Permohonan.objects.get(pk=p.pk).status == Status.DITANDATANGANI
    batal = fo.post(f"/tandatangan/{surat[1].uuid}/basah/batal/", {"alasan": "x"})
    assert batal.status_code == 409
    kasi = klien(instansi_a, orang.camat)
    alih = kasi.post(f"/permohonan/{surat[1].uuid}/tandatangani/")
    assert alih["Location"] == f"/tandatangan/{surat[1].uuid}/"


def test_setelan_dan_pelimpahan(klien, instansi_a, orang, di):
    admin = klien(instansi_a, orang.admin)
    assert admin.get("/tandatangan/setelan/").status_code == 200
    kurang = admin.post(
        "/tandatangan/setelan/atur/", {"cara_bawaan": "tte", "penyedia": "bsre", "batas_waktu": "30"}
    )
    assert kurang.status_code == 422
    assert "Wajib diisi untuk BSrE" in kurang.content.decode()
    baik = admin.post(
        "/tandatangan/setelan/atur/",
        {
            "cara_bawaan": "tte",
            "penyedia": "lokal",
            "batas_waktu": "30",
            "layanan_basah": ["KEC-02"],
            "sandi": "rahasia-layanan",
        },
    )
    assert baik.status_code == 302
    with di(instansi_a):
        s = SetelanTtd.objects.get()
        assert (s.layanan_basah, s.sandi) == (["KEC-02"], "rahasia-layanan")
    assert "rahasia-layanan" not in admin.get("/tandatangan/setelan/").content.decode()
    nik = admin.post("/tandatangan/setelan/nik/", {"pengguna": str(orang.camat.uuid), "nik": NIK})
    assert nik.status_code == 302
    assert NIK not in admin.get("/tandatangan/setelan/").content.decode()
    limpah = admin.post(
        "/tandatangan/setelan/limpahkan/",
        {
            "penerima": str(orang.kasi.uuid),
            "bentuk": "an",
            "nomor_sk": "SK/9",
            "mulai": "2026-11-01",
            "selesai": "2027-01-31",
        },
    )
    assert limpah.status_code == 302, limpah.content.decode()[:2000]
    assert "SK/9" in admin.get("/tandatangan/setelan/").content.decode()
    assert klien(instansi_a, orang.camat).get("/tandatangan/setelan/").status_code == 403
    with di(instansi_a):
        assert BacaKonsep.objects.count() == 0
