"""Anybody may check a letter; few may open it; who signed it or stands above may withdraw it."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from inti import laju
from inti.audit.models import Jejak
from inti.berkas.models import Berkas
from inti.db import sebagai_pemilik
from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.laju import Tunda
from layanan import actions
from layanan.dokumen.contoh import surat_contoh
from layanan.dokumen.otoritas import OtoritasLokal
from layanan.dokumen.susun import susun_pdf
from layanan.dokumen.tanda_tangan import Penanda
from layanan.enums import Status
from layanan.models import Dokumen
from layanan.pemohon.dibuka import bagian_dibuka
from layanan.views import verifikasi as lihat
from tests.layanan.bantu import PDF_KECIL, Meja, sampai
from tests.layanan.test_tandatangan import muatan


@pytest.fixture
def surat(meja: Meja) -> Dokumen:
    return sampai(Status.DITANDATANGANI, meja).dokumen.select_related("berkas", "permohonan").get()


@pytest.fixture
def warga(di_a, klien) -> Client:
    return klien(di_a)


def _unggah(warga: Client, isi: bytes, nama: str = "surat.pdf"):
    return warga.post("/v/pdf/", {"pdf": SimpleUploadedFile(nama, isi, "application/pdf")})


def _isi(jawaban) -> str:
    return jawaban.content.decode()


# -- the QR and the PDF


def test_qr_asli_menampilkan_sesedikit_mungkin(surat, warga):
    isi = _isi(warga.get(f"/v/{muatan(surat)}"))
    assert "Surat ini asli" in isi
    for rahasia in (surat.permohonan.pemohon_nama, surat.permohonan.pemohon_nik, surat.permohonan.kode_lacak):
        assert rahasia not in isi


def test_pdf_yang_sama_persis_asli(surat, warga):
    jumlah = Berkas.objects.count()
    isi = _isi(_unggah(warga, surat.berkas.bita()))
    assert "Surat ini asli" in isi
    assert surat.nomor in isi
    assert surat.permohonan.pemohon_nama not in isi
    assert Berkas.objects.count() == jumlah, "unggahan tidak boleh disimpan"


def test_pdf_yang_diubah_satu_bita_berubah(surat, warga):
    bita = bytearray(surat.berkas.bita())
    letak = bita.index(b"stream") + 60
    bita[letak] ^= 1
    assert "sudah berubah" in _isi(_unggah(warga, bytes(bita)))
    assert "sudah berubah" in _isi(_unggah(warga, surat.berkas.bita() + b"\n% tambahan"))


def test_pdf_tanpa_tanda_tangan_dan_bukan_pdf(warga):
    assert "Tidak ada tanda tangan elektronik" in _isi(_unggah(warga, susun_pdf(*surat_contoh())))
    assert "tidak dapat dibaca" in _isi(_unggah(warga, b"bukan pdf"))
    assert "tidak dapat dibaca" in _isi(_unggah(warga, b"%PDF-1.7\n\x00\xff rusak"))
    assert _unggah(warga, PDF_KECIL).status_code == 200


def test_pdf_dari_otoritas_lain_dijelaskan(warga, tmp_path):
    lain = OtoritasLokal(Path(tmp_path) / "o", b"x")
    pdf = lain.tandatangani(
        susun_pdf(*surat_contoh()), penanda=Penanda("A", "Camat", "Kecamatan Palsu"), alasan="", lokasi=""
    )
    isi = _isi(_unggah(warga, pdf))
    assert "Ditandatangani oleh pihak lain" in isi
    assert "Surat ini asli" not in isi


def test_pdf_sah_dari_instansi_lain_di_kabupaten(surat, klien, instansi_b):
    """The authority is the kabupaten's: the signature holds, but this office knows nothing of the letter."""
    isi = _isi(_unggah(klien(instansi_b), surat.berkas.bita()))
    assert "bukan dari arsip kantor ini" in isi
    assert "Surat ini asli" not in isi


def test_unggahan_terlalu_besar_atau_kosong(warga, monkeypatch):
    monkeypatch.setattr(lihat, "UNGGAH_MAKS", 1000)
    besar = _unggah(warga, b"%PDF-" + b"x" * 70_000)
    assert besar.status_code == 422
    assert "lebih besar dari" in _isi(besar)
    sedikit_lebih = _unggah(warga, b"%PDF-" + b"x" * 1500)
    assert sedikit_lebih.status_code == 422
    assert warga.post("/v/pdf/", {}).status_code == 422


def test_unggahan_menuntut_csrf_dan_dibatasi(di_a, klien):
    ketat = klien(di_a, enforce_csrf_checks=True)
    assert _unggah(ketat, b"%PDF-").status_code == 403
    warga = klien(di_a)
    kode = [_unggah(warga, b"x").status_code for _ in range(25)]
    assert kode[:19] == [200] * 19
    assert kode[21:] == [429] * 4


# -- opening the letter with the code of the receipt


def test_pdf_hanya_dengan_kode_tanda_terima(surat, warga):
    alamat = f"/v/{muatan(surat)}/buka/"
    salah = warga.post(alamat, {"kode": "AAAA-BBBB-CCCC"})
    assert salah.status_code == 422
    assert "tidak cocok" in _isi(salah)
    assert not Jejak.objects.filter(kode="dokumen.dibuka").exists()
    benar = warga.post(alamat, {"kode": surat.permohonan.kode_lacak_tampil.lower()})
    assert benar["Content-Type"] == "application/pdf"
    assert benar.content == surat.berkas.bita()
    assert "no-store" in benar["Cache-Control"]
    assert Jejak.objects.filter(kode="dokumen.dibuka").count() == 1
    assert warga.get(alamat).status_code == 405
    assert bagian_dibuka(surat.permohonan, terbukti=False) is None
    assert len(bagian_dibuka(surat.permohonan, terbukti=True).konteks["pada"]) == 1


def test_tebakan_kode_makin_lama_menunggu(surat, warga, monkeypatch):
    alamat = f"/v/{muatan(surat)}/buka/"
    lama: list[int] = []
    asli = lihat.Tunda.gagal

    def catat(self):
        asli(self)
        lama.append(1)

    monkeypatch.setattr(Tunda, "gagal", catat)
    for _ in range(3):
        assert warga.post(alamat, {"kode": "salah"}).status_code == 422
    ditolak = warga.post(alamat, {"kode": surat.permohonan.kode_lacak})
    assert ditolak.status_code == 429, "kode yang benar pun menunggu"
    assert len(lama) == 3
    assert not Jejak.objects.filter(kode="dokumen.dibuka").exists()


def test_penundaan_berlipat(db, monkeypatch):
    lama: list[int] = []
    asli = laju.cache.set
    monkeypatch.setattr(laju.cache, "set", lambda k, v, t: (lama.append(t), asli(k, v, t)))
    tunda = Tunda("uji", "x")
    for _ in range(12):
        tunda.gagal()
    assert lama == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    with pytest.raises(laju.TerlaluSering):
        tunda.periksa()
    tunda.berhasil()
    tunda.periksa()


# -- withdrawal


def test_pencabutan_terlihat_semua_orang(surat, meja, warga):
    actions.cabut(dokumen=surat, alasan="Data pemohon keliru", oleh=meja.camat)
    surat.refresh_from_db()
    assert (surat.status, surat.dicabut_oleh, surat.dicabut_alasan) == (
        "dicabut",
        meja.camat,
        "Data pemohon keliru",
    )
    for jawaban in (warga.get(f"/v/{muatan(surat)}"), _unggah(warga, surat.berkas.bita())):
        isi = _isi(jawaban)
        assert "sudah dicabut" in isi
        assert "Data pemohon keliru" not in isi, "alasan bukan untuk umum"
    assert Jejak.objects.filter(kode="dokumen.cabut").count() == 1


@pytest.mark.parametrize("siapa", ["fo", "admin", "kasi", "kasi_lain", "sekcam"])
def test_yang_tidak_berhak_mencabut(surat, meja, siapa):
    """The camat signed: nobody stands above."""
    sebelum = Dokumen.objects.values().get()
    with pytest.raises(TidakBerhak):
        actions.cabut(dokumen=surat, alasan="Iseng", oleh=getattr(meja, siapa))
    assert Dokumen.objects.values().get() == sebelum


def test_cabut_dua_kali_atau_tanpa_alasan(surat, meja):
    sebelum = Dokumen.objects.values().get()
    with pytest.raises(MasukanSalah):
        actions.cabut(dokumen=surat, alasan=" ", oleh=meja.camat)
    assert Dokumen.objects.values().get() == sebelum
    actions.cabut(dokumen=surat, alasan="Keliru", oleh=meja.camat)
    dicabut = Dokumen.objects.values().get()
    with pytest.raises(TransisiTidakSah):
        actions.cabut(dokumen=surat, alasan="Lagi", oleh=meja.camat)
    assert Dokumen.objects.values().get() == dicabut


@pytest.mark.parametrize(
    "ubah",
    ["nomor = 'x'", "sha256 = 'x'", "sidik = 'x'", "berkas_id = 0", "urut = 9", "tanggal = '2020-01-01'"],
)
def test_login_instansi_tidak_dapat_mengubah_isi_surat(surat, ubah):
    sebelum = Dokumen.objects.values().get()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as k:
        k.execute(f"UPDATE layanan_dokumen SET {ubah}")
    assert Dokumen.objects.values().get() == sebelum


def test_pemilik_basis_data_pun_tidak(surat, meja):
    actions.cabut(dokumen=surat, alasan="Keliru", oleh=meja.camat)
    with sebagai_pemilik("i_uji_a"):
        for ubah in ("status = 'berlaku', dicabut_pada = NULL, dicabut_oleh_id = NULL, dicabut_alasan = ''",):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as k:
                k.execute(f"UPDATE layanan_dokumen SET {ubah}")


def test_halaman_surat_dan_pencabutan(surat, meja, klien, di_a, monkeypatch):
    monkeypatch.setattr("inti.akun.akses.sudah_autentikasi_ulang", lambda request: True)
    camat, kasi, tamu = klien(di_a, meja.camat), klien(di_a, meja.kasi), klien(di_a)
    alamat = f"/surat/{surat.uuid}/"
    assert "Cabut surat" in _isi(camat.get(alamat))
    assert "Cabut surat" not in _isi(kasi.get(alamat))
    assert klien(di_a, meja.kasi_lain).get(alamat).status_code == 404
    assert tamu.get(alamat).status_code == 302
    keliru = camat.post(f"{alamat}cabut/", {"alasan": "Keliru", "nomor": "lain"})
    assert keliru.status_code == 422
    assert kasi.post(f"{alamat}cabut/", {"alasan": "Keliru", "nomor": surat.nomor}).status_code == 403
    assert Dokumen.objects.get().status == "berlaku"
    assert camat.post(f"{alamat}cabut/", {"alasan": "Keliru", "nomor": surat.nomor}).status_code == 302
    assert Dokumen.objects.get().status == "dicabut"
    assert "Dicabut" in _isi(camat.get(alamat))
