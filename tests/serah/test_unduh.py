"""The letter as a download: link, date of birth, one-time code; tries and requests are limited."""

import datetime as dt
import re
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.core import mail

from inti.errors import Bentrok, MasukanSalah
from inti.notifikasi.gerbang import Memori
from inti.notifikasi.models import Pesan, Surat
from inti.tasks import jalankan_semua
from layanan.enums import Status
from layanan.models import Permohonan
from layanan.serah.actions import beri_kode_loket, minta_kode, unduh
from layanan.serah.actions.unduh import MAKS_KODE_SEJAM, MAKS_PERCOBAAN, TerlaluBanyakKode
from layanan.serah.models import KodeUnduh
from tests.layanan.bantu import potret, sampai

LAHIR = "17-08-1985"
HP = "081234567890"


def kode_terkirim():
    jalankan_semua()
    return re.search(r"\b(\d{6})\b", Memori.kotak[-1][1])[1]


def siap(meja, **lain):
    return sampai(Status.DITANDATANGANI, meja, **({"telepon": HP, "surel": "siti@contoh.id"} | lain))


def test_kode_menutup_permohonan_sebagai_diunduh(meja):
    p = siap(meja)
    minta_kode(permohonan=p, saluran="wa")
    kode = kode_terkirim()
    baris = KodeUnduh.objects.get()
    assert kode not in baris.sidik
    hasil = unduh(permohonan=p, kode=kode)
    assert hasil.berkas.bita() == p.dokumen.get().berkas.bita()
    p.refresh_from_db()
    assert (p.status, p.serah_cara, p.serah_oleh, p.serah_kepada) == (
        Status.SELESAI, "diunduh", None, p.pemohon_nama,
    )  # fmt: skip
    assert (p.penyerahan.cara, p.penyerahan.oleh, p.riwayat.last().oleh) == ("diunduh", None, None)
    assert unduh(permohonan=p, kode=kode).berkas is None, "once"
    minta_kode(permohonan=p, saluran="surel")
    jalankan_semua()
    lagi = re.search(r"\b(\d{6})\b", mail.outbox[-1].body)[1]
    assert unduh(permohonan=p, kode=lagi).berkas is not None, "a closed one can be fetched again"
    assert p.riwayat.filter(transisi="serahkan").count() == 1


def test_isi_kode_tidak_tersisa_setelah_terkirim(meja):
    p = siap(meja)
    minta_kode(permohonan=p, saluran="wa")
    minta_kode(permohonan=p, saluran="surel")
    kode = kode_terkirim()
    assert not Pesan.objects.filter(rahasia=True).exclude(isi="").exists()
    rahasia = Surat.objects.filter(rahasia=True).get()
    assert (rahasia.isi_teks, rahasia.isi_html) == ("", "")
    assert kode not in mail.outbox[-1].subject


def test_salah_terlalu_sering_mematikan_kode(meja):
    p = siap(meja)
    minta_kode(permohonan=p, saluran="wa")
    kode = kode_terkirim()
    sebelum = potret(p)
    salah = "000000" if kode != "000000" else "111111"
    pesan = [unduh(permohonan=p, kode=salah).pesan for _ in range(MAKS_PERCOBAAN)]
    assert pesan[0] == "Kode salah. Sisa 4 kali."
    assert pesan[-1] == "Kode salah terlalu sering. Mintalah kode baru."
    assert unduh(permohonan=p, kode=kode).berkas is None
    assert potret(p) == sebelum


def test_kode_mati_karena_umur_dan_karena_kode_baru(meja, monkeypatch):
    p = siap(meja)
    minta_kode(permohonan=p, saluran="wa")
    lama = kode_terkirim()
    minta_kode(permohonan=p, saluran="wa")
    baru = kode_terkirim()
    if lama != baru:
        assert unduh(permohonan=p, kode=lama).berkas is None
    monkeypatch.setattr(import_module("layanan.serah.actions.unduh"), "UMUR_KODE", dt.timedelta(seconds=-1))
    minta_kode(permohonan=p, saluran="wa")
    assert "tidak berlaku" in unduh(permohonan=p, kode=kode_terkirim()).pesan
    assert "tidak berlaku" in unduh(permohonan=p, kode=baru).pesan
    assert Permohonan.objects.get(pk=p.pk).status == Status.DITANDATANGANI


def test_permintaan_kode_dibatasi(meja):
    p = siap(meja)
    for _ in range(MAKS_KODE_SEJAM):
        minta_kode(permohonan=p, saluran="wa")
    with pytest.raises(TerlaluBanyakKode):
        minta_kode(permohonan=p, saluran="wa")
    assert KodeUnduh.objects.count() == MAKS_KODE_SEJAM
    assert beri_kode_loket(permohonan=p, oleh=meja.fo), "the counter is not a stranger"


def test_kode_tidak_ke_alamat_lain(meja):
    p = siap(meja, telepon="", surel="")
    for saluran in ("wa", "surel", "loket", "entah"):
        with pytest.raises(MasukanSalah):
            minta_kode(permohonan=p, saluran=saluran)
    assert not KodeUnduh.objects.exists()


@pytest.mark.parametrize("status", [Status.DIAJUKAN, Status.DIPARAF, Status.DIBATALKAN])
def test_yang_belum_jadi_tidak_dapat_diunduh(meja, status):
    p = sampai(status, meja, telepon=HP)
    with pytest.raises(Bentrok):
        minta_kode(permohonan=p, saluran="wa")
    with pytest.raises(Bentrok):
        beri_kode_loket(permohonan=p, oleh=meja.fo)
    assert not KodeUnduh.objects.exists()


def test_surat_yang_tidak_berlaku_tidak_terunduh(meja, monkeypatch):
    p = siap(meja)
    minta_kode(permohonan=p, saluran="wa")
    kode = kode_terkirim()
    monkeypatch.setattr("layanan.serah.baca.StatusDokumen", SimpleNamespace(BERLAKU="lain"))
    assert unduh(permohonan=p, kode=kode).berkas is None
    assert Permohonan.objects.get(pk=p.pk).status == Status.DITANDATANGANI


def test_jalan_warga_dari_tautan_sampai_pdf(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = siap(orang)
        bita = p.dokumen.get().berkas.bita()
    warga, alamat = klien(instansi_a), f"/lacak/{p.kode_lacak}/"
    assert warga.post(f"{alamat}kode-unduh/", {"saluran": "wa"})["Location"] == alamat, "birth date first"
    assert warga.get(f"{alamat}unduh/")["Location"] == alamat
    warga.post(alamat, {"lahir": LAHIR})
    assert f"•••{HP[-3:]}" in warga.get(alamat).content.decode()
    minta = warga.post(f"{alamat}kode-unduh/", {"saluran": "wa"}, follow=True)
    assert "Kode dikirim" in minta.content.decode()
    with di(instansi_a):
        kode = kode_terkirim()
    for salah in ("", "12345", "abcdef"):
        assert warga.post(f"{alamat}unduh/", {"kode": salah}).status_code == 422
    with di(instansi_a):
        assert Permohonan.objects.get(pk=p.pk).status == Status.DITANDATANGANI
    jawaban = warga.post(f"{alamat}unduh/", {"kode": f" {kode[:3]} {kode[3:]} "})
    assert (jawaban.status_code, jawaban.getvalue()) == (200, bita)
    assert jawaban["Cache-Control"] == "private, no-store"
    assert "Selesai" in warga.get(alamat).content.decode()
    asing = klien(instansi_a)
    assert asing.post(f"{alamat}unduh/", {"kode": kode})["Location"] == alamat


def test_kode_di_loket(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = siap(orang, telepon="", surel="")
    url = f"/penyerahan/{p.uuid}/kode/"
    assert klien(instansi_a, orang.kasi).post(url).status_code == 403
    assert klien(instansi_a, orang.kasi_lain).post(url).status_code == 403
    with di(instansi_a):
        assert not KodeUnduh.objects.exists()
    isi = klien(instansi_a, orang.fo).post(url).content.decode()
    kode = re.search(r'serah-kode">(\d{6})<', isi)[1]
    with di(instansi_a):
        assert unduh(permohonan=p, kode=kode).berkas is not None


def test_permohonan_instansi_lain_tidak_ada(klien, instansi_a, instansi_b, orang, di, buat_orang):
    with di(instansi_a):
        p = siap(orang)
    fo_b = klien(instansi_b, buat_orang("operator", di=instansi_b))
    assert fo_b.post(f"/penyerahan/{p.uuid}/kode/").status_code == 404
    assert klien(instansi_b).get(f"/lacak/{p.kode_lacak}/unduh/").status_code == 404
    with di(instansi_a):
        assert not KodeUnduh.objects.exists()
