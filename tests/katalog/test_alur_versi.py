"""From the version in force through a draft to the next version; what runs keeps what it started with."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inti.audit.models import Jejak
from inti.errors import Bentrok, MasukanSalah
from layanan import actions as meja_actions
from layanan.enums import KeadaanVersi as V
from layanan.enums import Status
from layanan.katalog import actions
from layanan.katalog.banding import bandingkan
from layanan.katalog.models import Maklumat
from layanan.katalog.naskah import kolom, naskah, periksa, sidik
from layanan.models import Layanan, Permohonan, Persyaratan, Seksi
from tests.layanan.bantu import ajukan, langkah


def potret():
    return [
        *Layanan.objects.order_by("pk").values(),
        *Persyaratan.objects.order_by("pk").values(),
        Jejak.objects.count(),
    ]


def konsep_berubah(meja, kode="KEC-01", **nilai):
    actions.buat_konsep(kode=kode, oleh=meja.admin)
    return actions.ubah_konsep(
        kode=kode,
        nilai=nilai or {"nama": "Legalisasi SKTM yang baru", "waktu_nilai": 3},
        oleh=meja.admin,
    )


def test_konsep_adalah_salinan_dan_belum_terlihat(meja):
    asal = Layanan.objects.get(kode="KEC-01")
    konsep = actions.buat_konsep(kode="KEC-01", oleh=meja.admin)
    assert (konsep.versi, konsep.keadaan) == (2, V.KONSEP)
    assert naskah(konsep) == naskah(asal)
    assert bandingkan(asal, konsep, "kecamatan") == []
    assert Layanan.objects.aktif().get(kode="KEC-01").pk == asal.pk


def test_terbit_menggantikan_seketika(meja):
    konsep_berubah(meja)
    baru = actions.terbitkan(kode="KEC-01", perubahan="Waktu menurut kemampuan loket.", oleh=meja.admin)
    assert list(Layanan.objects.filter(kode="KEC-01").order_by("versi").values_list("versi", "keadaan")) == [
        (1, V.DIGANTIKAN),
        (2, V.BERLAKU),
    ]
    assert baru.berlaku_pada
    assert Jejak.objects.filter(kode="layanan.diterbitkan").get().rinci["versi"] == 2
    assert "Waktu menurut" in Jejak.objects.get(kode="layanan.diterbitkan").kalimat()


@pytest.mark.parametrize("sebab", ["tanpa_alasan", "tidak_lengkap", "sama", "sidik", "tanpa_konsep"])
def test_terbit_ditolak_tanpa_perubahan_apa_pun(meja, sebab):
    if sebab != "tanpa_konsep":
        actions.buat_konsep(kode="KEC-01", oleh=meja.admin)
    if sebab in ("tanpa_alasan", "sidik"):
        actions.ubah_konsep(kode="KEC-01", nilai={"waktu_nilai": 9}, oleh=meja.admin)
    if sebab == "tidak_lengkap":
        actions.ubah_konsep(kode="KEC-01", nilai={"dasar_hukum": []}, syarat=[], oleh=meja.admin)
    sebelum = potret()
    with pytest.raises((MasukanSalah, Bentrok)):
        actions.terbitkan(
            kode="KEC-01",
            perubahan="" if sebab == "tanpa_alasan" else "x",
            dari="lain" if sebab == "sidik" else "",
            oleh=meja.admin,
        )
    assert potret() == sebelum


def test_dua_konsep_ditolak(meja):
    actions.buat_konsep(kode="KEC-01", oleh=meja.admin)
    sebelum = potret()
    with pytest.raises(Bentrok):
        actions.buat_konsep(kode="KEC-01", oleh=meja.admin)
    assert potret() == sebelum


def test_ubah_dari_yang_sudah_lain_ditolak(meja):
    konsep = actions.buat_konsep(kode="KEC-01", oleh=meja.admin)
    dari = sidik(konsep)
    actions.ubah_konsep(kode="KEC-01", nilai={"waktu_nilai": 2}, dari=dari, oleh=meja.admin)
    sebelum = potret()
    with pytest.raises(Bentrok, match="orang lain"):
        actions.ubah_konsep(kode="KEC-01", nilai={"waktu_nilai": 4}, dari=dari, oleh=meja.admin)
    assert potret() == sebelum


def test_buang_konsep(meja):
    sebelum = potret()[:-1]
    konsep_berubah(meja)
    actions.buang_konsep(kode="KEC-01", oleh=meja.admin)
    assert potret()[:-1] == sebelum
    with pytest.raises(Bentrok):
        actions.buang_konsep(kode="KEC-01", oleh=meja.admin)


def test_kode_syarat_tidak_dipakai_lagi(meja):
    actions.buat_konsep(kode="KEC-01", oleh=meja.admin)
    syarat = [{"kode": "", "nama": "Surat baru", "wajib": True, "bentuk": "asli", "harus_diunggah": True}]
    x = actions.ubah_konsep(kode="KEC-01", nilai={}, syarat=syarat, oleh=meja.admin)
    assert [s.kode for s in x.persyaratan.all()] == ["KEC-01-S5"], "S1 to S4 belong to version 1"


def test_permohonan_berjalan_memakai_versinya_sampai_selesai(meja):
    """Submitted under version 1, refused and resubmitted, validated, signed and handed over under version 2."""
    p = ajukan(meja.fo)
    lama = p.layanan
    actions.buat_konsep(kode="KEC-01", oleh=meja.admin)
    syarat = [
        {"kode": "", "nama": "Syarat versi dua", "wajib": True, "bentuk": "asli", "harus_diunggah": False}
    ]
    actions.ubah_konsep(
        kode="KEC-01",
        nilai={"nama": "SKTM versi dua", "penandatangan": ["koordinator"], "rantai_paraf": [], "perlu_paraf": False,
               "isian": [], "waktu_nilai": 30, "waktu_satuan": "hari_kerja"},
        syarat=syarat,
        oleh=meja.admin,
    )  # fmt: skip
    actions.terbitkan(kode="KEC-01", perubahan="Sekretaris menandatangani.", oleh=meja.admin)

    p = langkah(p, "tolak", meja)
    gagal = p.perlu_dibawa_lagi()
    assert [s.persyaratan.layanan_id for s in gagal] == [lama.pk]
    p = meja_actions.ajukan_kembali(
        permohonan=p, oleh=meja.fo, bawaan={s.pk: meja_actions.Bawaan(dibawa=True) for s in gagal}
    )
    assert p.janji_selesai < timezone.now() + timedelta(days=7), "one working hour, not thirty days"
    for nama in ("setujui", "distribusikan", "validasi", "paraf", "tandatangani", "serahkan"):
        p = langkah(p, nama, meja)
    p = Permohonan.objects.select_related("layanan").get(pk=p.pk)
    assert (p.status, p.layanan_id, p.layanan.versi) == (Status.SELESAI, lama.pk, 1)
    assert p.paraf_oleh == meja.sekcam, "the chain of version 1"
    assert {s.persyaratan.layanan_id for s in p.persyaratan.all()} == {lama.pk}

    baru = ajukan(meja.fo)
    assert (baru.layanan.versi, baru.persyaratan.get().persyaratan.nama) == (2, "Syarat versi dua")


@pytest.mark.parametrize("keadaan", [V.KONSEP, V.DIGANTIKAN])
def test_hanya_versi_berlaku_yang_dapat_diajukan(meja, keadaan):
    konsep_berubah(meja)
    lama = Layanan.objects.get(kode="KEC-01", keadaan=V.BERLAKU)
    if keadaan == V.DIGANTIKAN:
        actions.terbitkan(kode="KEC-01", perubahan="x", oleh=meja.admin)
    layanan = Layanan.objects.get(kode="KEC-01", keadaan=keadaan)
    assert keadaan == V.KONSEP or layanan.pk == lama.pk
    with pytest.raises(MasukanSalah):
        meja_actions.ajukan(
            layanan=layanan,
            pemohon=meja_actions.DataPemohon(nama="A", nik="6310011708859901", alamat="x"),
            keperluan="x",
            oleh=meja.fo,
        )
    assert not Permohonan.objects.exists()


def test_tutup_buka(meja):
    jalan = ajukan(meja.fo)
    with pytest.raises(MasukanSalah):
        actions.buka_tutup(kode="KEC-01", aktif=False, alasan=" ", oleh=meja.admin)
    with pytest.raises(Bentrok):
        actions.buka_tutup(kode="KEC-01", aktif=True, alasan="", oleh=meja.admin)
    actions.buka_tutup(kode="KEC-01", aktif=False, alasan="Blangko habis", oleh=meja.admin)
    with pytest.raises(MasukanSalah):
        ajukan(meja.fo)
    assert langkah(jalan, "setujui", meja).status == Status.DIVERIFIKASI
    konsep_berubah(meja)
    actions.terbitkan(kode="KEC-01", perubahan="x", oleh=meja.admin)
    assert not Layanan.objects.terkini().get(kode="KEC-01").aktif, (
        "a new version does not open what is closed"
    )
    actions.buka_tutup(kode="KEC-01", aktif=True, alasan="", oleh=meja.admin)
    assert ajukan(meja.fo).layanan.versi == 2


@pytest.mark.parametrize("kode", ["KEC-01", "kec-99", "K", "KEC 99", "KEC-26-X-Y"])
def test_layanan_baru_dengan_kode_salah_ditolak(meja, kode):
    sebelum = potret()
    with pytest.raises(MasukanSalah):
        actions.layanan_baru(
            kode=kode, nama="Layanan baru", seksi=Seksi.objects.first(), jenis="lainnya", oleh=meja.admin
        )
    assert potret() == sebelum


def test_layanan_baru_dari_kosong_sampai_terbit(meja):
    actions.layanan_baru(
        kode="KEC-26", nama="Rekomendasi posko", seksi=Seksi.objects.get(kode="TRT"), jenis="rekomendasi",
        oleh=meja.admin,
    )  # fmt: skip
    with pytest.raises(MasukanSalah):
        actions.terbitkan(kode="KEC-26", perubahan="Baru", oleh=meja.admin)
    contoh = naskah(Layanan.objects.get(kode="KEC-06")) | {"kode": "KEC-26", "nama": "Rekomendasi posko"}
    nilai = {k: v for k, v in kolom(contoh).items() if k != "kode"}
    syarat = [s | {"kode": ""} for s in contoh["persyaratan"]]
    actions.ubah_konsep(kode="KEC-26", nilai=nilai, syarat=syarat, oleh=meja.admin)
    actions.terbitkan(kode="KEC-26", perubahan="Layanan baru", oleh=meja.admin)
    p = ajukan(meja.fo, "KEC-26")
    assert p.layanan.seksi.kode == "TRT"


def test_semua_layanan_bawaan_sah(di_a):
    seksi = set(Seksi.objects.values_list("kode", flat=True))
    for x in Layanan.objects.select_related("seksi").prefetch_related("persyaratan"):
        assert periksa(naskah(x), seksi=seksi) == [], x.kode


def test_keraguan_tidak_tercetak(di_a):
    for x in Layanan.objects.all():
        teks = " ".join(x.dasar_hukum).casefold()
        for kata in ("periksa", "k1 ", "menyebut", "dahulu:", "bukan syarat", "tahun berjalan"):
            assert kata not in teks, x.kode
    assert "menyebut" in Layanan.objects.get(kode="KEC-05").catatan


def test_maklumat_menurut_tanggal(meja):
    hari = timezone.localdate()
    isi = {"isi": "Kami sanggup.", "tempat": "Uji", "jabatan": "Camat Uji"}
    assert Maklumat.objects.berlaku() is None
    actions.tetapkan_maklumat(mulai=hari, nama="Kepala Lama", oleh=meja.admin, **isi)
    actions.tetapkan_maklumat(mulai=hari + timedelta(days=9), nama="Kepala Baru", oleh=meja.admin, **isi)
    assert Maklumat.objects.berlaku().nama == "Kepala Lama"
    with pytest.raises(MasukanSalah):
        actions.tetapkan_maklumat(mulai=hari - timedelta(days=1), nama="Surut", oleh=meja.admin, **isi)
    assert Maklumat.objects.count() == 2
