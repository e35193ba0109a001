"""What the seksi may decide beside validation: back to the applicant, refusal on substance; and who stands in for it."""

import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inti.akun.models import Penugasan
from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah
from layanan import actions
from layanan.actions import Uji
from layanan.alasan import batas_baku, sesudah_hari_kerja
from layanan.enums import CaraUji, HasilUji, Putusan, Status, StatusSyarat
from layanan.models import AlasanTolak, KeabsahanUji, Layanan, PengaturanAlur, Permohonan
from layanan.surat import data as surat
from layanan.surat import konsep
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import ajukan, langkah, potret, sampai, unggahan


def kini(p):
    return Permohonan.objects.select_related("layanan", "seksi").get(pk=p.pk)


# -- coded refusals


def test_penolakan_berkode(meja):
    p = ajukan(meja.fo)
    s = p.persyaratan.order_by("pk").first()
    nilai = {s.pk: actions.Nilai(StatusSyarat.TIDAK_SESUAI, "Bawa KK terbaru", asli=True)}
    actions.tolak(permohonan=p, oleh=meja.fo, kode="L02", alasan="Salinan KK buram.", nilai=nilai)
    p = kini(p)
    baku = AlasanTolak.objects.get(kode="L02")
    assert (p.status, p.tolak_kode, p.tolak_alasan) == (
        Status.DITOLAK,
        "L02",
        f"{baku.kalimat} Salinan KK buram.",
    )
    assert p.batas_perbaikan == batas_baku() == sesudah_hari_kerja(hari_ini(), 14)
    assert p.persyaratan.get(pk=s.pk).asli_ditunjukkan is True
    rinci = p.riwayat.last().rinci
    assert (rinci["alasan_kode"], rinci["gagal"][0]["catatan"]) == ("L02", "Bawa KK terbaru")


@pytest.mark.parametrize("kode, batas", [("S01", None), ("X99", None), ("L01", dt.date(2020, 1, 1))])
def test_kode_atau_batas_yang_salah_tidak_mengubah(meja, kode, batas):
    p = ajukan(meja.fo)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah):
        actions.tolak(permohonan=p, oleh=meja.fo, kode=kode, nilai={}, batas=batas)
    assert potret(p) == sebelum


def test_pemberitahuan_tercetak(klien, instansi_a, buat_orang, di):
    from tests.layanan.bantu import buat_meja

    orang = buat_meja(buat_orang, di=instansi_a)
    with di(instansi_a):
        p = sampai(Status.DITOLAK, orang)
        lain = ajukan(orang.fo)
        _, data = surat.susun_pemberitahuan(p, surat.instansi_kini())
    assert data["alasan"][0][2] == "Tidak terbaca"
    fo = klien(instansi_a, orang.fo)
    assert fo.get(f"/permohonan/{p.uuid}/pemberitahuan.pdf").content.startswith(b"%PDF")
    assert fo.get(f"/permohonan/{lain.uuid}/pemberitahuan.pdf").status_code == 404


# -- from the seksi back to the applicant


def test_seksi_mengembalikan_ke_pemohon_dan_waktu_berhenti(meja):
    p = langkah(sampai(Status.DIDISTRIBUSI, meja), "kembalikan_pemohon", meja)
    assert (p.status, p.tolak_kode, p.jumlah_penolakan) == (Status.DITOLAK, "L08", 1)
    assert (p.verifikasi_oleh, p.distribusi_oleh, p.seksi.kode) == (None, None, "KMS")
    assert p.tahap.order_by("-urutan").first().di_pemohon
    gagal = p.perlu_dibawa_lagi()
    assert [s.catatan for s in gagal] == ["Tidak cocok"]
    p = langkah(p, "ajukan_kembali", meja)
    assert (p.status, p.pengajuan_ke) == (Status.DIAJUKAN, 2)


# -- refusal on substance


def test_penolakan_substansi_sampai_diserahkan(meja):
    p = langkah(sampai(Status.DIDISTRIBUSI, meja), "usul_tolak", meja)
    assert (p.status, p.putusan, p.giliran_paraf) == (Status.DIVALIDASI, Putusan.TOLAK, "koordinator")
    templat, data = surat.konsep(p, surat.instansi_kini(), meja.camat)
    assert (templat, data["final"], data["dasar"]) == ("penolakan", True, ["Perbup Tanah Laut 126/2022 Ps 9"])
    p = langkah(langkah(p, "paraf", meja), "tandatangani", meja)
    assert p.dokumen.get().nomor
    p = langkah(p, "serahkan", meja)
    assert (p.status, p.putusan) == (Status.SELESAI, Putusan.TOLAK)


def test_penolakan_layanan_tanpa_ttd_tetap_ditandatangani(meja, buat_orang):
    meja.kasi = buat_orang("pelaksana", seksi="PEL")
    p = langkah(sampai(Status.DIDISTRIBUSI, meja, "KEC-10"), "usul_tolak", meja)
    assert (p.siap_pada, p.giliran_paraf) == (None, "")
    with pytest.raises(TransisiTidakSah):
        langkah(p, "serahkan", meja)
    p = langkah(p, "tandatangani", meja)
    assert (p.status, p.dokumen.count()) == (Status.DITANDATANGANI, 1)


def test_usul_tolak_yang_dikembalikan_dapat_dikabulkan(meja):
    p = langkah(langkah(sampai(Status.DIDISTRIBUSI, meja), "usul_tolak", meja), "kembalikan_paraf", meja)
    assert (p.status, p.putusan, p.putusan_alasan) == (Status.DIDISTRIBUSI, "", "")
    p = langkah(p, "validasi", meja)
    assert (p.putusan, konsep.PENOLAKAN in konsep.terkini(p).data, konsep.terkini(p).versi) == (
        Putusan.KABUL,
        False,
        2,
    )


@pytest.mark.parametrize("isi", [{"kode": "L01", "dasar": "x"}, {"kode": "S02", "dasar": "  "}])
def test_usul_tolak_tanpa_dasar_tidak_mengubah(meja, isi):
    p = sampai(Status.DIDISTRIBUSI, meja)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah):
        actions.usul_tolak(permohonan=p, oleh=meja.kasi, alasan="x", uji=Uji("cek_berkas"), **isi)
    assert potret(p) == sebelum


def test_shell_tidak_menolak_tanpa_dasar(meja):
    p = sampai(Status.DIVALIDASI, meja)
    with pytest.raises(IntegrityError, match="permohonan_putusan_beralasan"), transaction.atomic():
        Permohonan.objects.filter(pk=p.pk).update(putusan="tolak")


# -- how it was found genuine

TINJAU = {
    "cara": CaraUji.TINJAU_LAPANGAN,
    "nomor": "BA/1/2026",
    "petugas": "Andi, Budi",
    "titik": "-3.45, 115.99",
}


def test_berita_acara_tinjau_lapangan(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    uji = actions.catat_uji(permohonan=p, oleh=meja.kasi, uji=Uji(**TINJAU, berkas=[unggahan("ba.pdf")]))
    assert (uji.berkas.count(), uji.hasil, uji.tanggal) == (1, HasilUji.SAH, hari_ini())
    assert langkah(p, "validasi", meja).keabsahan.count() == 2


@pytest.mark.parametrize(
    "salah",
    [
        TINJAU | {"nomor": ""},
        TINJAU | {"petugas": " "},
        TINJAU | {"titik": "di sana"},
        TINJAU | {"titik": "-98.0, 115"},
        TINJAU | {"tanggal": dt.date(2999, 1, 1)},
        {"cara": CaraUji.KONFIRMASI_DESA},
    ],
)
def test_uji_yang_kurang_tidak_mengubah(meja, salah):
    p = sampai(Status.DIDISTRIBUSI, meja)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah):
        actions.validasi(permohonan=p, oleh=meja.kasi, uji=Uji(**salah))
    assert (potret(p), KeabsahanUji.objects.count()) == (sebelum, 0)


def test_layanan_tinjau_lapangan_memerlukannya(meja, buat_orang):
    layanan = Layanan.objects.aktif().filter(tinjau_lapangan=True).first()
    meja.kasi = buat_orang("pelaksana", seksi=layanan.seksi.kode)
    p = sampai(Status.DIDISTRIBUSI, meja, layanan.kode)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah, match="tinjau lapangan"):
        actions.validasi(permohonan=p, oleh=meja.kasi, cara="cek_berkas")
    assert potret(p) == sebelum
    actions.validasi(permohonan=p, oleh=meja.kasi, uji=Uji(**TINJAU))


@pytest.mark.parametrize("siapa", ["fo", "fo2"])
def test_shell_tidak_menguji_sendiri(meja, siapa):
    p = ajukan(meja.fo, pengguna=meja.fo2)
    perintah = (
        "INSERT INTO layanan_keabsahanuji (permohonan_id, cara, hasil, catatan, narasumber, nomor, tanggal, petugas, titik,"
        " oleh_id, oleh_nama, jabatan, pada) VALUES (%s, 'cek_berkas', 'sah', '', '', '', now(), '', '', %s, 'x', '', now())"
    )
    with (
        pytest.raises(IntegrityError, match="berbeda dari pemohon"),
        transaction.atomic(),
        connection.cursor() as kursor,
    ):
        kursor.execute(perintah, [p.pk, meja.yang(siapa).pk])


def test_tanpa_uji_tidak_divalidasi(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah, match="belum diuji"):
        actions.validasi(permohonan=p, oleh=meja.kasi)
    with pytest.raises(MasukanSalah, match="belum diuji"):
        actions.usul_tolak(permohonan=p, oleh=meja.kasi, kode="S02", dasar="Ps 9", alasan="x")
    actions.catat_uji(permohonan=p, oleh=meja.kasi, uji=Uji("cek_dukcapil", HasilUji.TIDAK_SAH))
    with pytest.raises(MasukanSalah, match="belum diuji"):
        actions.validasi(permohonan=p, oleh=meja.kasi)
    assert potret(p) == sebelum
    actions.catat_uji(permohonan=p, oleh=meja.kasi, uji=Uji("cek_berkas"))
    assert actions.validasi(permohonan=p, oleh=meja.kasi).status == Status.DIVALIDASI


def _validasi_paksa(p, oleh, **lain):
    with transaction.atomic():
        Permohonan.objects.filter(pk=p.pk).update(
            status=Status.DIVALIDASI, validasi_oleh=oleh, validasi_pada=timezone.now(), **lain
        )


def test_shell_tidak_memvalidasi_tanpa_uji(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    sebelum = potret(p)
    with pytest.raises(IntegrityError, match="belum diuji"):
        _validasi_paksa(p, meja.kasi)
    actions.catat_uji(permohonan=p, oleh=meja.kasi, uji=Uji("cek_dukcapil", HasilUji.TIDAK_SAH))
    with pytest.raises(IntegrityError, match="belum diuji"):
        _validasi_paksa(p, meja.kasi)
    assert potret(p) == sebelum
    _validasi_paksa(p, meja.kasi, putusan="tolak", putusan_alasan="x", putusan_dasar="y")


def test_uji_pengajuan_lama_tidak_dipakai_lagi(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    actions.catat_uji(permohonan=p, oleh=meja.kasi, uji=Uji("cek_berkas"))
    p = langkah(langkah(p, "kembalikan_pemohon", meja), "ajukan_kembali", meja)
    p = langkah(langkah(p, "setujui", meja), "distribusikan", meja)
    with pytest.raises(MasukanSalah, match="belum diuji"):
        actions.validasi(permohonan=p, oleh=meja.kasi)
    with pytest.raises(IntegrityError, match="belum diuji"):
        _validasi_paksa(p, meja.kasi)


def _sisipkan(p, **ubah):
    isi = Permohonan.objects.filter(pk=p.pk).values().get()
    with transaction.atomic(), connection.cursor() as kursor:
        Permohonan.objects.create(**isi | {"id": None, "uuid": uuid.uuid4()} | ubah)
        kursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_shell_tidak_menyisipkan_yang_tervalidasi(meja):
    p = sampai(Status.DIPARAF, meja)
    with pytest.raises(IntegrityError, match="belum diuji"):
        _sisipkan(p, nomor_registrasi="PALSU-1", kode_lacak="PALSUPALSU22")
    assert not Permohonan.objects.filter(nomor_registrasi="PALSU-1").exists()


# -- a vacant post


def test_jabatan_kosong_jatuh_ke_sekcam(meja):
    Penugasan.objects.filter(pengguna=meja.kasi).update(selesai=hari_ini() - dt.timedelta(days=1))
    meja.sekcam.lupakan_hak()
    p = sampai(Status.DIDISTRIBUSI, meja)
    assert p in Permohonan.objects.menunggu(meja.sekcam)
    p = kini(actions.validasi(permohonan=p, oleh=meja.sekcam, cara="cek_berkas"))
    assert (p.status, p.giliran_paraf, p.paraf.get().peran) == (Status.DIVALIDASI, "", "koordinator")
    with pytest.raises(TransisiTidakSah):
        actions.paraf(permohonan=p, oleh=meja.sekcam)
    with pytest.raises(TidakBerhak):
        actions.tandatangani(permohonan=p, oleh=meja.sekcam)
    assert langkah(p, "tandatangani", meja).status == Status.DITANDATANGANI


def test_jabatan_terisi_bukan_urusan_sekcam(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    sebelum = potret(p)
    assert p not in Permohonan.objects.menunggu(meja.sekcam)
    with pytest.raises(TidakBerhak):
        actions.validasi(permohonan=p, oleh=meja.sekcam, cara="cek_berkas")
    assert potret(p) == sebelum


# -- distribution


def test_distribusi_otomatis_menurut_pengaturan(meja):
    from tests.layanan.bantu import semua_sesuai

    p = ajukan(meja.fo)
    assert kini(actions.setujui(permohonan=p, oleh=meja.fo, nilai=semua_sesuai(p))).seksi.kode == "KMS"
    PengaturanAlur.objects.create(distribusi_otomatis=False)
    p = ajukan(meja.fo)
    assert actions.setujui(permohonan=p, oleh=meja.fo, nilai=semua_sesuai(p)).status == Status.DIVERIFIKASI
    with pytest.raises(IntegrityError), transaction.atomic():
        PengaturanAlur.objects.create()


def test_alihkan_dengan_alasan(meja):
    p = langkah(sampai(Status.DIDISTRIBUSI, meja), "alihkan", meja)
    assert (p.status, p.seksi.kode, p.riwayat.last().rinci["dari_seksi"]) == (
        Status.DIDISTRIBUSI,
        "TPM",
        "KMS",
    )
    sebelum = potret(p)
    with pytest.raises(MasukanSalah):
        actions.alihkan(permohonan=p, oleh=meja.sekcam, seksi=p.seksi, alasan="lagi")
    with pytest.raises(TidakBerhak):
        actions.alihkan(permohonan=p, oleh=meja.kasi_lain, seksi=p.layanan.seksi, alasan="x")
    assert potret(p) == sebelum
