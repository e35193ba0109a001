"""The rooms of the desk under attack and bad luck: pressed twice, died in the middle, full disk, hostile files, guessed
addresses."""

import errno
import os
import threading
from typing import Any

import pytest
from django.db import connection

from inti.berkas import simpanan
from inti.berkas.models import Berkas
from inti.db import di_instansi
from inti.errors import Bentrok, TransisiTidakSah
from inti.situs import info_instansi, pada_situs, situs_instansi
from layanan import actions
from layanan.actions import batch as laku_batch
from layanan.actions import tandatangan
from layanan.dokumen.rahasia import Rahasia
from layanan.enums import Hubungan, Status
from layanan.gangguan import actions as gangguan
from layanan.gangguan.models import NomorRegistrasi
from layanan.models import BlokNomor, Dokumen, NomorSurat, Permohonan, ProfilTtd, SeriNomor, SetelanTtd
from layanan.surat import nomor
from layanan.waktu.jam import hari_ini
from tests.gangguan.conftest import nyatakan
from tests.layanan.bantu import (
    PDF_KECIL,
    ajukan,
    buat_meja,
    nik_baru,
    orang_langsung,
    potret,
    sampai,
    unggahan,
)
from tests.layanan.esign_tiruan import NIK, PASSPHRASE, PENGGUNA, SANDI, EsignTiruan

# -- pressed twice


@pytest.mark.nyata
def test_serah_ditekan_dua_kali_sekaligus(basis_nyata):
    """Two windows hand the same letter over at the same moment, on real connections: one hand-over."""
    situs = situs_instansi(info_instansi("i_uji_a"))
    with pada_situs(situs), di_instansi("i_uji_a"):
        meja = buat_meja(orang_langsung)
        p = sampai(Status.DITANDATANGANI, meja)
    gerbang, hasil = threading.Barrier(2), []

    def tekan() -> None:
        try:
            with pada_situs(situs), di_instansi("i_uji_a"):
                gerbang.wait()
                try:
                    actions.serahkan(
                        permohonan=p,
                        oleh=meja.fo,
                        kepada="Siti",
                        hubungan=Hubungan.PEMOHON,
                        identitas_cocok=True,
                    )
                    hasil.append("diserahkan")
                except TransisiTidakSah:
                    hasil.append("ditolak")
        finally:
            connection.close()

    utas = [threading.Thread(target=tekan) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(hasil) == ["diserahkan", "ditolak"]
    with pada_situs(situs), di_instansi("i_uji_a"):
        assert Permohonan.objects.get(pk=p.pk).riwayat.filter(transisi="serahkan").count() == 1


def test_blok_nomor_ditekan_dua_kali(meja, klien, instansi_a, di):
    isi = {"buku": nomor.SURAT, "tahun": hari_ini().year, "jumlah": 5, "alasan": "uji"}
    nomor.pesan_blok(**isi, oleh=meja.admin, sudah=0)
    sebelum = list(SeriNomor.objects.values()), NomorSurat.objects.count()
    with pytest.raises(Bentrok, match="baru saja"):
        nomor.pesan_blok(**isi, oleh=meja.admin, sudah=0)
    assert (list(SeriNomor.objects.values()), NomorSurat.objects.count()) == sebelum, "no number is taken"
    terakhir = BlokNomor.objects.get().pk
    assert nomor.pesan_blok(**isi, oleh=meja.admin, sudah=terakhir).awal == 6, "on purpose it may be more"


def test_nomor_gangguan_ditekan_dua_kali(meja):
    g = nyatakan(meja)
    isi = {"surat": 3, "registrasi": 2, "oleh": meja.sekcam, "gangguan": g}
    gangguan.pesan(**isi, sudah=0)
    with pytest.raises(Bentrok, match="baru saja"):
        gangguan.pesan(**isi, sudah=0)
    assert (NomorRegistrasi.objects.count(), NomorSurat.objects.count()) == (2, 3)
    gangguan.pesan(**isi, sudah=gangguan.banyak_dipesan(g))
    assert NomorRegistrasi.objects.count() == 4


# -- died in the middle


class Mati(BaseException):
    """The worker was killed: nothing after this line runs."""


@pytest.mark.parametrize("kapan", ["sebelum", "sesudah"])
def test_pekerja_mati_di_tengah_batch(meja, monkeypatch, kapan):
    """Killed before or after a letter of the batch was signed: going on signs each exactly once, with no gap."""
    semua = [sampai(Status.DIPARAF, meja) for _ in range(3)]
    batch = laku_batch.buat_batch(pilihan=[p.uuid for p in semua], konfirmasi=True, oleh=meja.camat)
    laku_batch.lanjutkan(batch=batch, oleh=meja.camat)
    asli = laku_batch.tandatangani

    def mati(**kw: Any) -> Dokumen:
        if kapan == "sesudah":
            asli(**kw)
        raise Mati

    monkeypatch.setattr(laku_batch, "tandatangani", mati)
    with pytest.raises(Mati):
        laku_batch.lanjutkan(batch=batch, oleh=meja.camat)
    assert Dokumen.objects.count() == (2 if kapan == "sesudah" else 1)
    monkeypatch.setattr(laku_batch, "tandatangani", asli)
    while laku_batch.lanjutkan(batch=batch, oleh=meja.camat) is not None:
        pass
    assert {b.keadaan for b in batch.butir.all()} == {"berhasil"}
    assert sorted(d.urut for d in Dokumen.objects.all()) == [1, 2, 3]
    assert len({d.permohonan_id for d in Dokumen.objects.all()}) == 3
    assert nomor.periksa_buku(nomor.SURAT, hari_ini().year) == []


# -- a full disk


def penuh(monkeypatch: pytest.MonkeyPatch) -> None:
    class Os:
        def __getattr__(self, nama: str) -> Any:
            return getattr(os, nama)

        def fsync(self, _: int) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(simpanan, "os", Os())


def test_disk_penuh_saat_menyimpan_surat(meja, monkeypatch):
    p = sampai(Status.DIPARAF, meja)
    sebelum, banyak = potret(p), Berkas.objects.count()
    with monkeypatch.context() as m:
        penuh(m)
        with pytest.raises(simpanan.PenyimpananPenuh):
            actions.tandatangani(permohonan=p, oleh=meja.camat)
    assert potret(p) == sebelum
    assert (Dokumen.objects.count(), Berkas.objects.count()) == (0, banyak)
    assert actions.tandatangani(permohonan=p, oleh=meja.camat).urut == 1, "the number was not lost"


def test_disk_penuh_terbaca_di_layar(klien, instansi_a, orang, di, monkeypatch):
    with di(instansi_a):
        p = sampai(Status.DIPARAF, orang)
    camat = klien(instansi_a, orang.camat)
    monkeypatch.setattr("layanan.views.kerja.sudah_autentikasi_ulang", lambda request: True)
    penuh(monkeypatch)
    jawaban = camat.post(f"/permohonan/{p.uuid}/tandatangani/")
    assert jawaban.status_code == 507
    assert "penuh" in jawaban.content.decode()
    with di(instansi_a):
        assert Permohonan.objects.get(pk=p.pk).status == Status.DIPARAF


@pytest.mark.parametrize("versi", ["1", "2"])
def test_disk_penuh_sesudah_bsre_menandatangani(meja, monkeypatch, tmp_path, versi):
    """It is signed there and cannot be stored here: nothing is claimed, and the same letter can be sent or fetched again."""
    esign = EsignTiruan(tmp_path / "bsre")
    SetelanTtd.objects.create(
        pk=1, penyedia="bsre", batas_waktu=3, alamat=esign.alamat, nama_pengguna=PENGGUNA, sandi=SANDI,
        akar_pem=esign.akar_pem(), versi=versi,
    )  # fmt: skip
    ProfilTtd.objects.create(pengguna=meja.camat, nik=NIK)
    p = sampai(Status.DIPARAF, meja)
    sebelum, asli = potret(p), tandatangan._simpan_lalu_periksa
    with monkeypatch.context() as m:
        m.setattr(tandatangan, "_simpan_lalu_periksa", lambda *a: (penuh(m), asli(*a))[1])
        with pytest.raises(simpanan.PenyimpananPenuh):
            actions.tandatangani(permohonan=p, oleh=meja.camat, rahasia=Rahasia(PASSPHRASE))
    assert potret(p) == sebelum
    with pytest.raises(Bentrok, match="tidak terjawab"):
        actions.tandatangani(permohonan=p, oleh=meja.camat, rahasia=Rahasia(PASSPHRASE))
    d = actions.tandatangani(permohonan=p, oleh=meja.camat, rahasia=Rahasia(PASSPHRASE), ulangi=True)
    assert (d.urut, Dokumen.objects.count(), esign.dibuat) == (1, 1, 1 if versi == "1" else 2)
    esign.peladen.shutdown()
    esign.peladen.server_close()


# -- hostile files


JAHAT = {
    "20 MB": (PDF_KECIL + b"%" + b"0" * 20_000_000, "terlalu besar"),
    "JavaScript": (
        PDF_KECIL.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"),
        "JavaScript",
    ),
    "Launch": (
        PDF_KECIL.replace(b"/Catalog", b"/Catalog/OpenAction<</S/Launch/F(cmd.exe)>>"),
        "berisi program",
    ),
    "HTML bernama PDF": (b"<html><script>alert(1)</script></html>", "PDF"),
}


@pytest.mark.parametrize("jenis", JAHAT)
def test_berkas_jahat_ditolak_di_loket(fo, isian, instansi_a, di, jenis):
    isi, kata = JAHAT[jenis]
    with di(instansi_a):
        from layanan.models import Layanan

        pk = Layanan.objects.aktif().get(kode="KEC-01").persyaratan.first().pk
    kirim = {k: v for k, v in isian().items() if k != f"syarat_{pk}_dibawa"}
    jawaban = fo.post("/permohonan/baru/KEC-01/", kirim | {f"syarat_{pk}_berkas": unggahan("ktp.pdf", isi)})
    assert jawaban.status_code in (413, 422)
    assert kata in jawaban.content.decode()
    with di(instansi_a):
        assert not Permohonan.objects.exists()
        assert not Berkas.objects.exists()


# -- another instansi


HALAMAN = (
    "/permohonan/{p}/", "/permohonan/{p}/tanda-terima.pdf", "/permohonan/{p}/konsep.pdf", "/permohonan/{p}/konsep.png",
    "/permohonan/{p}/surat/", "/permohonan/{p}/pemberitahuan.pdf", "/tandatangan/{p}/", "/tandatangan/{p}/basah/", "/surat/{d}/",
    "/berkas/{b}/", "/api/v1/permohonan/{p}/", "/api/v1/dokumen/{d}/", "/api/v1/dokumen/{d}/pdf/",
)  # fmt: skip


def test_uuid_dan_sesi_instansi_lain_tidak_membuka_apa_pun(klien, instansi_a, instansi_b, buat_orang, di):
    """Everything of kecamatan A by its true address on the host of B: as B's own people, and with A's session."""
    with di(instansi_a):
        meja_a = buat_meja(buat_orang)
        p = sampai(Status.DITANDATANGANI, meja_a, dengan_berkas=True)
        d = p.dokumen.get()
        b = p.persyaratan.exclude(berkas=None).first().berkas
    with di(instansi_b):
        meja_b = buat_meja(buat_orang)
    alamat = [h.format(p=p.uuid, d=d.uuid, b=b.uuid) for h in HALAMAN]
    for siapa in ("fo", "admin", "camat"):
        orang_b = klien(instansi_b, meja_b.yang(siapa))
        for jalur in alamat:
            assert orang_b.get(jalur).status_code in (401, 403, 404), jalur
        for langkah in ("serahkan", "batalkan"):
            assert orang_b.post(f"/permohonan/{p.uuid}/{langkah}/", {"alasan": "x"}).status_code == 404
    orang_a = klien(instansi_a, meja_a.admin)
    assert orang_a.get(alamat[0]).status_code == 200
    pencuri = klien(instansi_b)
    pencuri.cookies = orang_a.cookies
    for jalur in alamat:
        jawaban = pencuri.get(jalur)
        assert jawaban.status_code in (302, 401, 403, 404), jalur
        assert "Siti" not in jawaban.content.decode(errors="ignore")
    assert "/akun/login" in pencuri.get("/meja/").headers["location"]
    with di(instansi_a):
        assert Permohonan.objects.get(pk=p.pk).status == Status.DITANDATANGANI


def test_konsep_dan_petugas_instansi_lain_tidak_dikenal(meja, instansi_b, buat_orang, di):
    """A uuid of a person of B in a form of A names nobody."""
    from layanan.forms.tindakan import DistribusiForm

    p = ajukan(meja.fo, nik=nik_baru())
    with di(instansi_b):
        asing = buat_orang("pelaksana", seksi="KMS")
    form = DistribusiForm({"seksi": "KMS", "petugas": str(asing.uuid)}, permohonan=p, oleh=meja.sekcam)
    assert "petugas" in form.errors
