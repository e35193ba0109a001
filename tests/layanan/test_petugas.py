"""A file given to a person by name; who stands in for the secretary's vacant post; where the paper was."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from inti.akun.models import Penugasan
from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.notifikasi.models import Notifikasi
from layanan import actions
from layanan.enums import Status
from layanan.meja.papan import jabatan_sekretaris, susun_papan
from layanan.models import Berhalangan, Permohonan
from layanan.waktu.jam import hari_ini
from layanan.workflow import menunggu
from tests.layanan.bantu import langkah, potret, sampai

BESOK = dt.timedelta(days=1)


@pytest.fixture
def kedua(meja, buat_orang):
    return buat_orang("pelaksana", seksi="KMS")


@pytest.fixture
def p(meja):
    return sampai(Status.DIDISTRIBUSI, meja)


def kini(p):
    return Permohonan.objects.select_related("layanan", "seksi").get(pk=p.pk)


def akhiri(orang):
    Penugasan.objects.filter(pengguna=orang).update(selesai=hari_ini() - BESOK)


def lupa(*orang):
    for o in orang:
        o.lupakan_hak()
        for kunci in ("_petugas_siap", "_seksi_kosong", "_menggantikan"):
            o.__dict__.pop(kunci, None)


@pytest.mark.parametrize("siapa", ["sekcam", "admin", "kasi"])
def test_ditugaskan_kepada_seorang(meja, kedua, p, siapa):
    actions.tunjuk(permohonan=p, oleh=meja.yang(siapa), petugas=kedua)
    assert kini(p).petugas == kedua
    assert Notifikasi.objects.filter(pengguna=kedua, judul__contains="untuk Anda").count() == 1
    assert p in Permohonan.objects.menunggu(kedua)
    assert p not in Permohonan.objects.menunggu(meja.kasi)
    sebelum = potret(p)
    for langkah_lain in ("validasi", "kembalikan_fo", "kembalikan_distribusi"):
        with pytest.raises(TransisiTidakSah, match="orang lain di seksi ini"):
            langkah(p, langkah_lain, meja)
    assert potret(p) == sebelum
    assert actions.validasi(permohonan=p, oleh=kedua, cara="cek_berkas").status == Status.DIVALIDASI


@pytest.mark.parametrize("siapa", ["fo", "camat", "kasi_lain"])
def test_yang_tidak_berhak_tidak_menugaskan(meja, kedua, p, siapa):
    sebelum = potret(p)
    with pytest.raises(TidakBerhak):
        actions.tunjuk(permohonan=p, oleh=meja.yang(siapa), petugas=kedua)
    assert potret(p) == sebelum


def test_hanya_orang_seksi_itu_dan_selama_di_seksi(meja, kedua, p):
    sebelum = potret(p)
    for orang in (meja.kasi_lain, meja.fo):
        with pytest.raises(MasukanSalah, match="tidak bertugas"):
            actions.tunjuk(permohonan=p, oleh=meja.sekcam, petugas=orang)
    assert potret(p) == sebelum
    lain = sampai(Status.DIVALIDASI, meja)
    with pytest.raises(TransisiTidakSah):
        actions.tunjuk(permohonan=lain, oleh=meja.sekcam, petugas=kedua)
    with pytest.raises(IntegrityError, match="permohonan_petugas_di_seksi"), transaction.atomic():
        Permohonan.objects.filter(pk=sampai(Status.DIVERIFIKASI, meja).pk).update(petugas=kedua)


def test_penugasan_berakhir_kembali_ke_seksi(meja, kedua, p):
    actions.tunjuk(permohonan=p, oleh=meja.sekcam, petugas=kedua)
    akhiri(kedua)
    lupa(meja.kasi)
    assert p in Permohonan.objects.menunggu(meja.kasi)
    assert langkah(p, "validasi", meja).status == Status.DIVALIDASI


def test_berhalangan_kembali_ke_seksi(meja, kedua, p):
    actions.tunjuk(permohonan=p, oleh=meja.sekcam, petugas=kedua)
    with pytest.raises(TidakBerhak):
        actions.catat_berhalangan(pengguna=kedua, mulai=hari_ini(), selesai=hari_ini(), oleh=meja.kasi)
    with pytest.raises(MasukanSalah):
        actions.catat_berhalangan(
            pengguna=kedua, mulai=hari_ini() - BESOK, selesai=hari_ini() - BESOK, oleh=meja.sekcam
        )
    assert not Berhalangan.objects.exists()
    b = actions.catat_berhalangan(pengguna=kedua, mulai=hari_ini(), selesai=hari_ini(), oleh=meja.sekcam)
    lupa(meja.kasi)
    assert p in Permohonan.objects.menunggu(meja.kasi)
    with pytest.raises(MasukanSalah):
        actions.tunjuk(permohonan=p, oleh=meja.kasi, petugas=kedua)
    actions.hapus_berhalangan(berhalangan=b, oleh=kedua)
    lupa(meja.kasi)
    assert p not in Permohonan.objects.menunggu(meja.kasi)
    nanti = hari_ini() + BESOK
    actions.catat_berhalangan(pengguna=kedua, mulai=nanti, selesai=nanti, oleh=kedua)
    assert p not in Permohonan.objects.menunggu(meja.kasi), "tomorrow is not today"


def test_pindah_seksi_melepas_petugas(meja, kedua, p):
    actions.tunjuk(permohonan=p, oleh=meja.sekcam, petugas=kedua)
    assert langkah(p, "alihkan", meja).petugas is None


def test_kotak_sama_dengan_tombol(meja, kedua):
    semua = [sampai(Status.DIDISTRIBUSI, meja) for _ in range(3)]
    actions.tunjuk(permohonan=semua[0], oleh=meja.sekcam, petugas=kedua)
    actions.tunjuk(permohonan=semua[1], oleh=meja.sekcam, petugas=meja.kasi)
    for orang in (meja.kasi, kedua, meja.kasi_lain):
        q = set(Permohonan.objects.filter(menunggu(orang)))
        from layanan.workflow import ALUR

        boleh = {kini(x) for x in semua if any(t.maju and t.boleh(kini(x), orang) for t in ALUR.values())}
        assert q == boleh


def test_papan_dan_meja_untuk_saya(klien, instansi_a, orang, buat_orang, di):
    kedua = buat_orang("pelaksana", seksi="KMS", di=instansi_a)
    with di(instansi_a):
        milik, lain = (sampai(Status.DIDISTRIBUSI, orang) for _ in range(2))
        assert sum(k.jumlah for k in susun_papan(kedua, milik_saya=True)) == 0
    k = klien(instansi_a, orang.kasi)
    assert k.post(f"/permohonan/{milik.uuid}/tunjuk/", {"petugas": str(kedua.uuid)}).status_code == 302
    assert k.post(f"/permohonan/{lain.uuid}/tunjuk/", {"petugas": str(orang.fo.uuid)}).status_code == 422
    assert klien(instansi_a, orang.fo).post(f"/permohonan/{lain.uuid}/tunjuk/").status_code == 403
    dia = klien(instansi_a, kedua)
    papan = dia.get("/papan/?untuk=saya").content.decode()
    assert (milik.pemohon_nama in papan, f"/permohonan/{lain.uuid}/" in papan) == (True, False)
    meja = dia.get("/meja/?langkah=untuk_saya").content.decode()
    assert (milik.nomor_registrasi in meja, lain.nomor_registrasi in meja) == (True, False)
    assert f"Untuk {kedua.nama}" in k.get("/papan/").content.decode()
    assert f"Ditugaskan kepada <strong>{kedua.nama}" in k.get(f"/permohonan/{milik.uuid}/").content.decode()
    hari = hari_ini().strftime("%d-%m-%Y")
    salah = dia.post(
        "/papan/berhalangan/", {"pengguna": str(kedua.uuid), "mulai": hari, "selesai": "01-01-2020"}
    )
    assert salah.status_code == 422
    assert (
        dia.post(
            "/papan/berhalangan/", {"pengguna": str(kedua.uuid), "mulai": hari, "selesai": hari}
        ).status_code
        == 302
    )
    assert milik.nomor_registrasi in k.get("/meja/").content.decode()
    with di(instansi_a):
        b = Berhalangan.objects.get()
    assert dia.post(f"/papan/berhalangan/{b.uuid}/hapus/").status_code == 302


def test_perjalanan_berkas_fisik(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = sampai(Status.DIDISTRIBUSI, orang)
        for siapa in (orang.fo, orang.kasi):
            actions.terima_berkas(permohonan=p, oleh=siapa)
    isi = klien(instansi_a, orang.kasi).get(f"/permohonan/{p.uuid}/").content.decode()
    assert "Perjalanan berkas (2)" in isi
    assert isi.index(f"diterima {orang.fo.nama}") < isi.index(f"diterima {orang.kasi.nama}, ") or isi.index(
        f"diterima {orang.fo.nama}"
    ) < isi.rindex(f"diterima {orang.kasi.nama}")


# -- the secretary's post is vacant


def test_administrator_menggantikan_sekretaris(meja, p):
    akhiri(meja.sekcam)
    lupa(meja.admin)
    p = langkah(p, "validasi", meja)
    assert p.giliran_paraf == "koordinator"
    assert p in Permohonan.objects.menunggu(meja.admin)
    actions.paraf(permohonan=p, oleh=meja.admin)
    paraf = kini(p).paraf.order_by("urutan").last()
    assert (paraf.peran, paraf.oleh) == ("koordinator", meja.admin)
    assert langkah(p, "tandatangani", meja).status == Status.DITANDATANGANI


def test_administrator_memvalidasi_seksi_yang_kosong(meja, p):
    akhiri(meja.sekcam)
    akhiri(meja.kasi)
    lupa(meja.admin)
    assert p in Permohonan.objects.menunggu(meja.admin)
    p = kini(actions.validasi(permohonan=p, oleh=meja.admin, cara="cek_berkas"))
    assert (p.status, p.giliran_paraf) == (Status.DIVALIDASI, ""), "its paraf stands for the secretary's too"
    assert langkah(p, "tandatangani", meja).status == Status.DITANDATANGANI


def test_selama_ada_sekretaris_administrator_tidak_menggantikan(meja, p, buat_orang):
    p = langkah(p, "validasi", meja)
    sebelum = potret(p)
    with pytest.raises(TidakBerhak):
        actions.paraf(permohonan=p, oleh=meja.admin)
    akhiri(meja.sekcam)
    plh = buat_orang("koordinator")
    Penugasan.objects.filter(pengguna=plh).update(sifat="plh", nomor_sk="800/1")
    lupa(meja.admin)
    with pytest.raises(TidakBerhak):
        actions.paraf(permohonan=p, oleh=meja.admin)
    assert potret(p) == sebelum
    assert not jabatan_sekretaris(plh).kosong
    actions.paraf(permohonan=p, oleh=plh)


def test_peringatan_di_beranda_dan_papan(klien, instansi_a, orang, di):
    with di(instansi_a):
        sampai(Status.DIVALIDASI, orang)
    kata = "Jabatan Sekretaris Camat kosong."
    for siapa in ("admin", "camat", "kasi"):
        assert kata not in klien(instansi_a, orang.yang(siapa)).get("/meja/").content.decode()
    with di(instansi_a):
        akhiri(orang.sekcam)
    for siapa, jalur, ada in (
        ("admin", "/meja/", True), ("camat", "/meja/", True), ("kasi", "/meja/", False), ("kasi", "/papan/", True),
    ):  # fmt: skip
        isi = klien(instansi_a, orang.yang(siapa)).get(jalur).content.decode()
        assert (kata in isi) == ada, (siapa, jalur)
        assert not ada or "1 berkas menunggu jabatan ini" in isi
    with di(instansi_a):
        Penugasan.objects.filter(pengguna=orang.sekcam).update(
            sifat="plt", nomor_sk="800/2", selesai=hari_ini() + BESOK
        )
    isi = klien(instansi_a, orang.sekcam).get("/meja/").content.decode()
    assert "Sekretaris Camat dijabat Plt. Sekretaris Camat" in isi
