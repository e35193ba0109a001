"""A file named to a person when it is distributed, and absence of any post: work and inbox fall to somebody else."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from inti.akun.hak import Hak
from inti.akun.models import Penugasan
from inti.errors import MasukanSalah, TidakBerhak
from inti.notifikasi.models import Notifikasi
from layanan import actions
from layanan.enums import Status
from layanan.meja.orang import pemegang
from layanan.meja.papan import jabatan_sekretaris, susun_papan
from layanan.models import Berhalangan, Permohonan, Seksi
from layanan.syarat import koordinator_kosong, seksi_kosong
from layanan.waktu.jam import hari_ini
from layanan.workflow import ALUR
from tests.layanan.bantu import potret, sampai

BESOK = dt.timedelta(days=1)


def segar(*orang):
    """As the next request sees them."""
    for o in orang:
        o.lupakan_hak()
        for kunci in ("_petugas_siap", "_seksi_kosong", "_menggantikan", "_pelimpahan_ttd"):
            o.__dict__.pop(kunci, None)


def absen(orang, oleh, hari=0, **lain):
    return actions.catat_berhalangan(
        pengguna=orang, mulai=hari_ini(), selesai=hari_ini() + dt.timedelta(days=hari), oleh=oleh, **lain
    )


# -- a person named on distribution


@pytest.fixture
def kedua(meja, buat_orang):
    return buat_orang("pelaksana", seksi="KMS")


@pytest.mark.parametrize("siapa", ["sekcam", "admin"])
def test_dibagikan_langsung_kepada_seorang(meja, kedua, siapa):
    p = sampai(Status.DIVERIFIKASI, meja)
    p = actions.distribusikan(permohonan=p, oleh=meja.yang(siapa), petugas=kedua)
    assert (p.status, p.petugas) == (Status.DIDISTRIBUSI, kedua)
    assert p in Permohonan.objects.menunggu(kedua)
    assert p not in Permohonan.objects.menunggu(meja.kasi)
    kabar = Notifikasi.objects.filter(isi__contains=p.layanan.nama, pengguna__in=[kedua, meja.kasi])
    assert [(n.pengguna, "untuk Anda" in n.judul) for n in kabar] == [(kedua, True)], (
        "one message, to that person"
    )


def test_dialihkan_langsung_kepada_seorang(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    tujuan = Seksi.objects.get(kode=next(iter(meja.kasi_lain.seksi())))
    p = actions.alihkan(
        permohonan=p, oleh=meja.sekcam, seksi=tujuan, alasan="Salah seksi", petugas=meja.kasi_lain
    )
    assert (p.seksi, p.petugas) == (tujuan, meja.kasi_lain)


def test_penunjukan_yang_ditolak_tidak_membagikan(meja, kedua):
    p = sampai(Status.DIVERIFIKASI, meja)
    sebelum = potret(p)
    with pytest.raises(TidakBerhak):
        actions.distribusikan(permohonan=p, oleh=meja.fo, petugas=kedua)
    with pytest.raises(MasukanSalah, match="tidak bertugas"):
        actions.distribusikan(permohonan=p, oleh=meja.sekcam, petugas=meja.kasi_lain)
    absen(kedua, meja.sekcam)
    segar(meja.sekcam)
    with pytest.raises(MasukanSalah, match="tidak bertugas"):
        actions.distribusikan(permohonan=p, oleh=meja.sekcam, petugas=kedua)
    assert potret(p) == sebelum


def test_layar_membagikan_kepada_seorang(klien, instansi_a, orang, buat_orang, di):
    kedua = buat_orang("pelaksana", seksi="KMS", di=instansi_a)
    with di(instansi_a):
        p, lain = (sampai(Status.DIVERIFIKASI, orang) for _ in range(2))
        isi = {"seksi": p.layanan.seksi.kode, "sifat": "biasa", "petugas": str(kedua.uuid)}
    sekcam, fo = klien(instansi_a, orang.sekcam), klien(instansi_a, orang.fo)
    assert f"{kedua.nama} (" in sekcam.get(f"/permohonan/{p.uuid}/").content.decode()
    assert "Tugaskan kepada" not in fo.get(f"/permohonan/{p.uuid}/").content.decode()
    assert sekcam.post(f"/permohonan/{p.uuid}/distribusikan/", isi).status_code == 302
    assert fo.post(f"/permohonan/{lain.uuid}/distribusikan/", isi).status_code == 302
    with di(instansi_a):
        assert Permohonan.objects.get(pk=p.pk).petugas == kedua
        assert Permohonan.objects.get(pk=lain.pk).petugas is None, (
            "the field of a person is not there for the FO"
        )


# -- absence of every post


def test_seluruh_seksi_berhalangan_jatuh_ke_sekretaris(meja):
    p = sampai(Status.DIDISTRIBUSI, meja)
    kode = p.seksi.kode
    assert p not in Permohonan.objects.menunggu(meja.sekcam)
    absen(meja.kasi, meja.sekcam)
    segar(meja.sekcam)
    assert kode in seksi_kosong()
    assert p in Permohonan.objects.menunggu(meja.sekcam)
    assert pemegang(Hak.PERMOHONAN_VALIDASI, p) == [meja.sekcam], "the message does not go to an empty chair"
    kolom = next(k for k in susun_papan(meja.sekcam) if k.seksi and k.seksi.kode == kode)
    assert (kolom.kosong, kolom.pejabat, kolom.absen) == (True, [], [meja.kasi.nama])
    assert actions.validasi(permohonan=p, oleh=meja.sekcam, cara="cek_berkas").status == Status.DIVALIDASI


def test_sekretaris_berhalangan_administrator_menggantikan(meja):
    absen(meja.sekcam, meja.sekcam)
    segar(meja.admin)
    assert koordinator_kosong()
    tahu = jabatan_sekretaris(meja.admin)
    assert (tahu.kosong, tahu.berhalangan) == (True, meja.sekcam.nama)
    p = sampai(Status.DIVALIDASI, meja)
    assert p in Permohonan.objects.menunggu(meja.admin)


PLH = [
    ("fo", Status.DIAJUKAN, "kasi_lain"),
    ("kasi", Status.DIDISTRIBUSI, "kasi_lain"),
    ("sekcam", Status.DIVALIDASI, "kasi_lain"),
    ("camat", Status.DIPARAF, "sekcam"),
]


@pytest.mark.parametrize("siapa, status, ganti", PLH)
def test_kotak_dan_hak_jatuh_ke_plh_selama_itu(meja, siapa, status, ganti):
    p, orang, plh = sampai(status, meja), meja.yang(siapa), meja.yang(ganti)
    if siapa == "camat":  # the secretary gave the paraf of this file: somebody else must sign it
        plh = meja.kasi_lain
    assert p not in Permohonan.objects.menunggu(plh)
    b = absen(orang, meja.admin, hari=2, pengganti=plh, nomor_sk="800/12/2026")
    segar(plh)
    assert p in Permohonan.objects.menunggu(plh)
    assert any(t.maju and t.boleh(Permohonan.objects.get(pk=p.pk), plh) for t in ALUR.values())
    milik = Penugasan.objects.filter(pengguna=plh, sifat="plh")
    assert {(t.nomor_sk, t.mulai, t.selesai) for t in milik} == {("800/12/2026", b.mulai, b.selesai)}
    assert Notifikasi.objects.filter(pengguna=plh, judul__contains="Plh. menggantikan").count() == 1
    actions.hapus_berhalangan(berhalangan=b, oleh=orang)
    segar(plh)
    assert p not in Permohonan.objects.menunggu(plh)
    assert {t.keadaan() for t in milik.all()} == {"dicabut"}


def test_plh_tidak_memutus_dua_langkah(meja):
    """The substitute of the FO who verified a file does not validate it as well (`sah` under any post)."""
    absen(meja.fo, meja.admin, pengganti=meja.kasi, nomor_sk="800/1")
    segar(meja.kasi)
    p = sampai(Status.DIAJUKAN, meja)
    actions.setujui(
        permohonan=p,
        oleh=meja.kasi,
        nilai={s.pk: actions.Nilai("sesuai", asli=True) for s in p.persyaratan.all()},
    )
    p = Permohonan.objects.get(pk=p.pk)
    assert p.verifikasi_oleh == meja.kasi
    if p.status == Status.DIVERIFIKASI:
        p = actions.distribusikan(permohonan=p, oleh=meja.sekcam)
    with pytest.raises(TidakBerhak, match="langkah lain"):
        actions.validasi(permohonan=p, oleh=meja.kasi, cara="cek_berkas")


def test_klaim_orang_yang_berhalangan_lepas(meja):
    p = sampai(Status.DIAJUKAN, meja)
    actions.ambil(permohonan=p, oleh=meja.fo)
    absen(meja.fo, meja.sekcam)
    assert Permohonan.objects.get(pk=p.pk).klaim_oleh is None


def test_penolakan_ketidakhadiran(meja):
    with pytest.raises(TidakBerhak):
        absen(meja.fo, meja.kasi)
    with pytest.raises(TidakBerhak, match="Ps 5"):
        absen(meja.fo, meja.sekcam, pengganti=meja.kasi, nomor_sk="800/1")
    with pytest.raises(MasukanSalah) as galat:
        absen(meja.fo, meja.admin, pengganti=meja.kasi)
    assert set(galat.value.bidang) == {"nomor_sk"}
    for pengganti in (meja.fo, None):
        kw = {"pengganti": pengganti, "nomor_sk": "1"} if pengganti else {"hari": -3}
        with pytest.raises(MasukanSalah):
            absen(meja.fo, meja.admin, **kw)
    assert not Berhalangan.objects.exists()
    assert not Penugasan.objects.filter(sifat="plh").exists()
    with pytest.raises(IntegrityError, match="berhalangan_pengganti_lain"), transaction.atomic():
        Berhalangan.objects.create(
            pengguna=meja.fo,
            mulai=hari_ini(),
            selesai=hari_ini(),
            dicatat_oleh=meja.admin,
            pengganti=meja.fo,
            nomor_sk="1",
        )


def test_besok_bukan_hari_ini(meja):
    nanti = hari_ini() + BESOK
    b = actions.catat_berhalangan(
        pengguna=meja.sekcam,
        mulai=nanti,
        selesai=nanti,
        oleh=meja.admin,
        pengganti=meja.kasi_lain,
        nomor_sk="800/2",
    )
    segar(meja.kasi_lain)
    assert not koordinator_kosong()
    assert not meja.kasi_lain.berperan("koordinator")
    assert Penugasan.objects.get(uuid=b.plh[0]).keadaan() == "akan_datang"


def test_halaman_papan(klien, instansi_a, orang, di):
    hari = hari_ini().strftime("%d-%m-%Y")
    fo, admin = klien(instansi_a, orang.fo), klien(instansi_a, orang.admin)
    assert "Nomor surat perintah" not in fo.get("/papan/").content.decode()
    sendiri = {"pengguna": str(orang.fo.uuid), "mulai": hari, "selesai": hari}
    assert fo.post("/papan/berhalangan/", sendiri).status_code == 302, "anybody for themselves"
    assert fo.post("/papan/berhalangan/", sendiri | {"pengguna": str(orang.kasi.uuid)}).status_code == 422
    isi = sendiri | {"pengguna": str(orang.sekcam.uuid), "pengganti": str(orang.kasi.uuid)}
    salah = admin.post("/papan/berhalangan/", isi)
    assert (salah.status_code, "nomor surat perintah" in salah.content.decode()) == (422, True)
    assert admin.post("/papan/berhalangan/", isi | {"nomor_sk": "800/9"}).status_code == 302
    assert f"Plh. {orang.kasi.nama}, surat 800/9" in admin.get("/papan/").content.decode()
    with di(instansi_a):
        b = Berhalangan.objects.get(pengguna=orang.sekcam)
    assert fo.post(f"/papan/berhalangan/{b.uuid}/hapus/").status_code == 403
    with di(instansi_a):
        assert Berhalangan.objects.count() == 2
