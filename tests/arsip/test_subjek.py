"""The data subject's rights: identity first, a copy of everything, corrections that reach open files and later forms."""

import io
import json
import zipfile

import pytest
from django.db import IntegrityError, transaction

from inti.audit.models import Jejak
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from layanan.arsip import subjek
from layanan.arsip.models import PermintaanData
from layanan.enums import Status
from layanan.models import Konsep, Paraf, Permohonan
from layanan.pemohon import koreksi as koreksi_inti
from tests.layanan.bantu import ajukan, nik_baru, sampai

UMUM = {"nama": "Siti Contoh", "cara_periksa": "ktp", "kontak": "08001234567", "uraian": "Alamat salah"}


def potret():
    return (
        list(PermintaanData.objects.values()), list(Permohonan.objects.values()), list(Konsep.objects.values()),
        Jejak.objects.count(),
    )  # fmt: skip


def minta(meja, nik, jenis="perbaikan", **perubahan):
    return subjek.terima(jenis=jenis, nik=nik, perubahan=perubahan, oleh=meja.admin, **UMUM)


@pytest.mark.parametrize("sebab", ["identitas", "hak", "kosong"])
def test_penerimaan_yang_ditolak(meja, sebab):
    sebelum = potret()
    with pytest.raises((MasukanSalah, TidakBerhak)):
        subjek.terima(
            jenis="perbaikan", nik=nik_baru(), perubahan={} if sebab == "kosong" else {"alamat": "x"},
            oleh=meja.fo if sebab == "hak" else meja.admin,
            **UMUM | ({"cara_periksa": ""} if sebab == "identitas" else {}),
        )  # fmt: skip
    assert potret() == sebelum


def test_tenggat_tiga_hari_kerja(meja):
    m = minta(meja, nik_baru(), alamat="Jalan Baru 1")
    hari = (m.tenggat.date() - m.diterima_pada.date()).days
    assert 3 <= hari <= 9


def test_perbaikan_sampai_ke_permohonan_terbuka_dan_formulir_berikutnya(meja):
    nik = nik_baru()
    selesai = sampai(Status.SELESAI, meja, nik=nik)
    terbuka = ajukan(meja.fo, nik=nik)
    lain = ajukan(meja.fo)
    nama_lain = lain.pemohon_alamat
    m = minta(meja, nik, alamat="Jalan Baru 1", telepon="08009999999", pekerjaan="Guru")
    assert Permohonan.objects.get(pk=terbuka.pk).pemohon_alamat == "RT 01 RW 02", "only after the decision"
    assert koreksi_inti.terkini(nik) == {}
    subjek.perbaiki(permintaan=m, oleh=meja.sekcam)
    p = Permohonan.objects.get(pk=terbuka.pk)
    assert (p.pemohon_alamat, p.pemohon_telepon, p.rinci["pekerjaan"]) == (
        "Jalan Baru 1",
        "08009999999",
        "Guru",
    )
    assert p.rinci["tempat_lahir"] == "Batulicin"
    assert Permohonan.objects.get(pk=selesai.pk).pemohon_alamat == "RT 01 RW 02", "what is signed stays"
    assert Permohonan.objects.get(pk=lain.pk).pemohon_alamat == nama_lain
    assert koreksi_inti.terkini(nik) == {
        "alamat": "Jalan Baru 1",
        "telepon": "08009999999",
        "pekerjaan": "Guru",
    }
    m.refresh_from_db()
    assert (m.keadaan, m.diterapkan) == ("dipenuhi", 1)
    assert Jejak.objects.get(kode="permohonan.data_diperbaiki").rinci == {
        "bidang": ["alamat", "pekerjaan", "telepon"]
    }


def test_perbaikan_sesudah_paraf_membuat_konsep_baru(meja):
    nik = nik_baru()
    p = sampai(Status.DIPARAF, meja, nik=nik)
    versi = Konsep.objects.filter(permohonan=p).count()
    m = minta(meja, nik, nama="Siti Benar")
    subjek.perbaiki(permintaan=m, oleh=meja.sekcam)
    assert Konsep.objects.filter(permohonan=p).count() == versi + 1
    assert Konsep.objects.filter(permohonan=p).latest("versi").data["pemohon"]["nama"] == "Siti Benar"
    assert not Paraf.objects.filter(permohonan=p, batal_pada__isnull=True).exists()


@pytest.mark.parametrize("siapa", ["admin", "fo", "kasi"])
def test_perbaikan_hanya_diputus_pejabat_lain(meja, siapa):
    m = minta(meja, nik_baru(), alamat="x")
    sebelum = potret()
    with pytest.raises(TidakBerhak):
        subjek.perbaiki(permintaan=m, oleh=meja.yang(siapa))
    assert potret() == sebelum


def test_basis_data_menjaga_pemutus(meja):
    m = minta(meja, nik_baru(), alamat="x")
    for ubah in (
        {"keadaan": "dipenuhi", "diputus_oleh": meja.admin, "diputus_pada": m.diterima_pada},
        {"keadaan": "dipenuhi"},
        {"keadaan": "ditolak", "diputus_oleh": meja.sekcam, "diputus_pada": m.diterima_pada},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PermintaanData.objects.filter(pk=m.pk).update(**ubah)


def test_penolakan_beralasan_dan_sekali(meja):
    m = minta(meja, nik_baru(), alamat="x")
    with pytest.raises(MasukanSalah):
        subjek.tolak(permintaan=m, alasan="", oleh=meja.sekcam)
    subjek.tolak(permintaan=m, alasan="Tidak sesuai KK", oleh=meja.sekcam)
    sebelum = potret()
    for langkah in (
        lambda: subjek.perbaiki(permintaan=m, oleh=meja.camat),
        lambda: subjek.tolak(permintaan=m, alasan="x", oleh=meja.camat),
        lambda: subjek.siapkan_salinan(permintaan=m, oleh=meja.admin),
    ):
        with pytest.raises(Bentrok):
            langkah()
    assert potret() == sebelum


def test_salinan_memuat_semua_tentang_satu_orang_saja(meja):
    nik = nik_baru()
    p = sampai(Status.SELESAI, meja, nik=nik, dengan_berkas=True)
    lain = ajukan(meja.fo, nama="Orang Lain")
    m = minta(meja, nik, jenis="salinan")
    with pytest.raises(TidakBerhak):
        subjek.siapkan_salinan(permintaan=m, oleh=meja.fo)
    s = subjek.siapkan_salinan(permintaan=m, oleh=meja.admin)
    with zipfile.ZipFile(io.BytesIO(b"".join(s.potongan))) as z:
        nama = z.namelist()
        data = json.loads(z.read("data.json"))
        assert z.read("ringkasan.pdf").startswith(b"%PDF")
        berkas = [n for n in nama if n.startswith("berkas/")]
        assert any(z.read(n).startswith(b"%PDF") for n in berkas)
    teks = json.dumps(data)
    assert len(data["permohonan"]) == 1
    assert p.nomor_registrasi in teks
    assert nik in teks
    assert "RT 01 RW 02" in teks
    assert lain.nomor_registrasi not in teks
    assert "Orang Lain" not in teks
    assert data["yang_terjadi"]
    m.refresh_from_db()
    assert m.keadaan == "dipenuhi"
    subjek.siapkan_salinan(permintaan=m, oleh=meja.admin)
    assert Jejak.objects.filter(kode="arsip.salinan_diberikan").count() == 2
