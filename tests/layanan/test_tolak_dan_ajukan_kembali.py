"""Perbup Tanah Laut 126/2022 Ps 9 ayat (2)-(3): refusal with reasons, and the same file again."""

import pytest

from inti.errors import MasukanSalah
from layanan import actions
from layanan.actions import Bawaan, Nilai
from layanan.enums import Status, StatusSyarat
from layanan.models import Permohonan
from tests.layanan.bantu import ajukan, langkah, potret, sampai, semua_sesuai, unggahan


def tolak(p, oleh, alasan="Salinan KK tidak terbaca.", urut=(0,)):
    daftar = list(p.persyaratan.order_by("pk"))
    nilai = {s.pk: Nilai(StatusSyarat.SESUAI) for s in daftar}
    nilai |= {daftar[i].pk: Nilai(StatusSyarat.TIDAK_SESUAI, "buram") for i in urut}
    return actions.tolak(permohonan=p, oleh=oleh, alasan=alasan, nilai=nilai)


def test_penolakan_menyimpan_alasan_dan_syarat_yang_gagal(meja):
    p = tolak(ajukan(meja.fo), meja.fo)
    assert (p.status, p.jumlah_penolakan, p.pengajuan_ke) == (Status.DITOLAK, 1, 1)
    assert p.tolak_alasan == "Salinan KK tidak terbaca."
    riwayat = p.riwayat.get(transisi="tolak")
    assert [g["kode"] for g in riwayat.rinci["gagal"]] == ["KEC-01-S1"]
    assert [s.status for s in p.persyaratan.order_by("pk")] == ["tidak_sesuai", "sesuai", "sesuai", "sesuai"]


def test_pengajuan_kembali_memakai_nomor_yang_sama(meja):
    p = tolak(ajukan(meja.fo), meja.fo)
    nomor, kode = p.nomor_registrasi, p.kode_lacak
    gagal = p.persyaratan.get(status=StatusSyarat.TIDAK_SESUAI)
    p = actions.ajukan_kembali(permohonan=p, oleh=meja.fo2, bawaan={gagal.pk: Bawaan(unggahan=unggahan())})
    assert (p.nomor_registrasi, p.kode_lacak) == (nomor, kode)
    assert (p.status, p.pengajuan_ke, p.jumlah_penolakan) == (Status.DIAJUKAN, 2, 1)
    gagal.refresh_from_db()
    assert (gagal.status, gagal.berkas is not None, gagal.diperiksa_pada) == (StatusSyarat.BELUM, True, None)
    assert p.persyaratan.filter(status=StatusSyarat.SESUAI).count() == 3, "yang sudah benar tidak dibuka lagi"
    assert Permohonan.objects.count() == 1


def test_syarat_yang_gagal_harus_diperbaiki_semua(meja):
    p = tolak(ajukan(meja.fo), meja.fo, urut=(0, 2))
    gagal = list(p.persyaratan.filter(status=StatusSyarat.TIDAK_SESUAI).order_by("pk"))
    sebelum = potret(p)
    with pytest.raises(MasukanSalah) as galat:
        actions.ajukan_kembali(permohonan=p, oleh=meja.fo, bawaan={gagal[0].pk: Bawaan(dibawa=True)})
    assert set(galat.value.bidang) == {f"syarat_{gagal[1].pk}"}
    assert potret(p) == sebelum


def test_waktu_di_pemohon_tidak_dihitung(meja, jam):
    p = tolak(ajukan(meja.fo), meja.fo)
    jam.maju(hours=48)
    p = langkah(p, "ajukan_kembali", meja)
    assert p.menit_di_pemohon == 2880
    jam.maju(minutes=2)
    for nama in ("setujui", "distribusikan", "validasi", "paraf", "tandatangani", "serahkan"):
        p = langkah(p, nama, meja)
    assert p.lama_menit in (0, 2)  # 0 when the test runs outside working hours
    assert p.tepat_waktu is True


def test_belum_lengkap_tidak_dapat_disetujui(meja):
    p = ajukan(meja.fo)
    nilai = semua_sesuai(p)
    nilai[min(nilai)] = Nilai(StatusSyarat.TIDAK_ADA)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah):
        actions.setujui(permohonan=p, oleh=meja.fo, nilai=nilai)
    assert potret(p) == sebelum


def test_janji_dihitung_sejak_berkas_lengkap(meja):
    p = ajukan(meja.fo)
    Permohonan.objects.filter(pk=p.pk).update(janji_selesai="2020-01-01T00:00:00Z")
    p = langkah(p, "setujui", meja)
    assert p.janji_selesai > p.verifikasi_pada


def test_kembali_ke_fo_menghapus_cap_tetapi_bukan_riwayat(meja):
    p = langkah(sampai(Status.DIDISTRIBUSI, meja), "kembalikan_fo", meja)
    assert (p.status, p.verifikasi_oleh, p.distribusi_pada, p.seksi) == (Status.DIAJUKAN, None, None, None)
    assert [r.transisi for r in p.riwayat.order_by("pk")] == [
        "ajukan",
        "setujui",
        "distribusikan",
        "kembalikan_fo",
    ]
    assert langkah(p, "setujui", meja).status == Status.DIVERIFIKASI


def test_seksi_lain_hanya_dengan_alasan(meja):
    from layanan.models import Seksi

    p = sampai(Status.DIVERIFIKASI, meja)
    lain = Seksi.objects.get(kode="TPM")
    with pytest.raises(MasukanSalah):
        actions.distribusikan(permohonan=p, oleh=meja.fo, seksi=lain)
    p = actions.distribusikan(permohonan=p, oleh=meja.fo, seksi=lain, alasan="Menyangkut ahli waris.")
    assert p.seksi == lain


def test_penerima_lain_harus_dicocokkan(meja):
    p = sampai(Status.DITANDATANGANI, meja)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah) as galat:
        actions.serahkan(
            permohonan=p, oleh=meja.fo, kepada="Budi", hubungan="keluarga", identitas_cocok=False
        )
    assert "identitas_cocok" in galat.value.bidang
    assert potret(p) == sebelum
