"""Intake: what is stored, how it is protected, and what is refused without a trace."""

import pytest
from django.db import connection

from inti.berkas.models import Berkas
from inti.berkas.simpanan import akar_skema
from inti.errors import MasukanSalah
from layanan import actions
from layanan.actions import Bawaan, DataPemohon
from layanan.enums import Status, StatusSyarat
from layanan.models import Layanan, Permohonan, Riwayat, SeriNomor
from tests.layanan.bantu import ajukan, nik_baru, sampai, unggahan

TERSANDI = ("pemohon_nik", "pemohon_alamat", "pemohon_telepon", "pemohon_rinci", "keperluan", "isian_sandi")


def test_permohonan_baru(meja):
    p = ajukan(meja.fo, dengan_berkas=True)
    assert p.status == Status.DIAJUKAN
    assert p.nomor_registrasi == f"REG-{p.tanggal_masuk.year}-000001"
    assert len(p.kode_lacak) == 12
    assert p.janji_selesai > p.masuk_pada
    assert p.persyaratan.filter(berkas__isnull=False).count() == 1
    assert p.persyaratan.filter(dibawa=True, status=StatusSyarat.BELUM).count() == 3
    assert p.riwayat.get().transisi == "ajukan"
    assert ajukan(meja.fo).nomor_registrasi.endswith("000002")


def test_data_pribadi_tersandi_di_basis_data(meja):
    nik = nik_baru()
    p = ajukan(meja.fo, nik=nik, alamat="Jalan Rahasia 7")
    with connection.cursor() as k:
        k.execute(f"SELECT {', '.join(TERSANDI)} FROM layanan_permohonan WHERE id = %s", [p.pk])
        baris = " ".join(k.fetchone())
        k.execute("SELECT row_to_json(p)::text FROM layanan_permohonan p WHERE id = %s", [p.pk])
        semua = k.fetchone()[0]
    assert nik not in semua
    assert "Rahasia" not in semua
    assert "145/01/2026" not in semua
    assert baris.count("s1.") == len(TERSANDI)
    kembali = Permohonan.objects.get(pk=p.pk)
    assert (kembali.pemohon_nik, kembali.isian["tujuan"]) == (nik, "pendidikan")


def test_ditemukan_menurut_nik_nama_dan_nomor(meja):
    nik = nik_baru()
    p = ajukan(meja.fo, nik=nik, nama="Noor Halimah")
    ajukan(meja.fo, nama="Orang Lain")
    spasi = f"{nik[:6]} {nik[6:12]} {nik[12:]}"
    for q in (nik, spasi, "halimah", p.nomor_registrasi, p.kode_lacak_tampil):
        assert list(Permohonan.objects.cari(q)) == [p], q
    assert not Permohonan.objects.cari(nik[:10]).exists(), "sebagian NIK tidak dapat dicari"


def test_berkas_menyamar_ditolak_tanpa_sisa(meja):
    layanan = Layanan.objects.get(kode="KEC-01")
    s1, s2, *_ = layanan.persyaratan.all()
    bawaan = {
        s1.pk: Bawaan(unggahan=unggahan("benar.pdf")),
        s2.pk: Bawaan(unggahan=unggahan("ktp.pdf", b"MZ\x90\x00 ini program, bukan PDF")),
    }
    sebelum = {x for x in akar_skema().rglob("*") if x.is_file()}
    with pytest.raises(MasukanSalah):
        actions.ajukan(
            layanan=layanan,
            pemohon=DataPemohon(nama="A", nik=nik_baru(), alamat="B"),
            keperluan="C",
            bawaan=bawaan,
            oleh=meja.fo,
        )
    assert not Permohonan.objects.exists()
    assert not Berkas.objects.exists()
    assert not Riwayat.objects.exists()
    assert not SeriNomor.objects.exists(), "nomor registrasi tidak boleh terpakai"
    assert {x for x in akar_skema().rglob("*") if x.is_file()} == sebelum


def test_luar_wilayah_hanya_bila_layanannya_terbuka(meja):
    """Ps 7 ayat (2)."""
    with pytest.raises(MasukanSalah) as galat:
        ajukan(meja.fo, "KEC-01", luar_wilayah=True)
    assert "luar_wilayah" in galat.value.bidang
    assert ajukan(meja.fo, "KEC-03", luar_wilayah=True).luar_wilayah


def test_layanan_tertutup_ditolak(meja):
    Layanan.objects.filter(kode="KEC-01").update(aktif=False)
    with pytest.raises(MasukanSalah):
        ajukan(meja.fo)


def test_siapa_melihat_apa(meja, buat_orang):
    pemohon = buat_orang("pengguna")
    milik = ajukan(meja.fo, pengguna=pemohon)
    di_kms = sampai(Status.DIDISTRIBUSI, meja)
    semua = {milik.pk, di_kms.pk}
    lihat = {
        orang: set(Permohonan.objects.untuk(orang).values_list("pk", flat=True))
        for orang in (meja.fo2, meja.admin, meja.sekcam, meja.camat, meja.kasi, meja.kasi_lain, pemohon)
    }
    for orang in (meja.fo2, meja.admin, meja.sekcam, meja.camat):
        assert lihat[orang] == semua
    assert lihat[meja.kasi] == {di_kms.pk}
    assert lihat[meja.kasi_lain] == set()
    assert lihat[pemohon] == {milik.pk}
