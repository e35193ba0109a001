"""Messages over the channels that the applicant allowed, in the instansi's own words; reminders for what is not fetched."""

import datetime as dt

import pytest
from django.core import mail
from django.utils import timezone

from inti.errors import MasukanSalah
from inti.notifikasi.gerbang import Memori
from inti.notifikasi.models import Notifikasi, Pesan, Surat
from inti.tasks import jalankan_semua
from inti.ui.format import tanggal
from layanan import peristiwa
from layanan.enums import Status
from layanan.models import Permohonan
from layanan.serah.actions import ingatkan, kembalikan_kata, ubah_kata
from layanan.serah.models import Pengingat, TeksKabar
from tests.layanan.bantu import ajukan, langkah, sampai

HP = "081234567890"
IZIN = {"telepon": HP, "surel": "siti@contoh.id"}


def izinkan(p, **izin):
    Permohonan.objects.filter(pk=p.pk).update(**izin)
    return Permohonan.objects.get(pk=p.pk)


def ke_pemohon():
    return Surat.objects.filter(kepada="siti@contoh.id").count(), Pesan.objects.count()


@pytest.mark.parametrize(
    ("izin", "harap"),
    [
        ({"boleh_surel": True, "boleh_wa": True}, (1, 1)),
        ({"boleh_surel": False, "boleh_wa": True}, (0, 1)),
        ({"boleh_surel": True, "boleh_wa": False}, (1, 0)),
        ({"boleh_surel": False, "boleh_wa": False}, (0, 0)),
    ],
)
def test_hanya_saluran_yang_diizinkan(meja, izin, harap):
    p = izinkan(ajukan(meja.fo, **IZIN), **izin)
    Surat.objects.all().delete()
    Pesan.objects.all().delete()
    langkah(p, "tolak", meja)
    assert ke_pemohon() == harap


def test_setiap_langkah_sampai_ke_telepon(meja):
    p = izinkan(ajukan(meja.fo, **IZIN), boleh_wa=True)
    for nama in ("setujui", "distribusikan", "validasi", "paraf", "tandatangani", "serahkan"):
        p = langkah(p, nama, meja)
    jalankan_semua()
    semua = [teks for nomor, teks in Memori.kotak if nomor == HP]
    isi = [teks for teks in semua if "survei" not in teks]
    assert len(semua) == len(isi) + 1, "and one invitation to the survey"
    assert [i.split(".")[0] for i in isi] == [
        "Berkas Anda lengkap dan mulai diproses",
        "Dokumen Anda sudah jadi dan dapat diambil di loket",
        "Dokumen Anda sudah diserahkan",
    ]
    assert not any(rahasia in teks for teks in semua for rahasia in (p.pemohon_nik, p.pemohon_nama))
    for teks in isi:
        assert f"/lacak/{p.kode_lacak}/" in teks
    assert all(p.pemohon_nama not in m.subject and p.nomor_registrasi not in m.subject for m in mail.outbox)


def test_akun_pemohon_mendengar_di_lonceng(meja, buat_orang):
    warga = buat_orang("pengguna")
    ajukan(meja.fo, pengguna=warga)
    assert Notifikasi.objects.filter(pengguna=warga).count() == 1


def test_nomor_yang_bukan_nomor_tidak_menghentikan_langkah(meja):
    p = izinkan(ajukan(meja.fo, telepon="kantor desa"), boleh_wa=True)
    assert langkah(p, "tolak", meja).status == Status.DITOLAK
    assert not Pesan.objects.exists()


def test_kata_sendiri_dan_saluran_per_peristiwa(meja):
    p = izinkan(ajukan(meja.fo, **IZIN), boleh_wa=True)
    teks = "Mohon lengkapi {nomor} sebelum {batas}: {alasan}"
    ubah_kata(peristiwa="perlu_dilengkapi", teks=teks, lewat_surel=False, lewat_pesan=True, oleh=meja.admin)
    Surat.objects.all().delete()
    p = langkah(p, "tolak", meja)
    assert not Surat.objects.filter(kepada="siti@contoh.id").exists()
    harap = f"Mohon lengkapi {p.nomor_registrasi} sebelum {tanggal(p.batas_perbaikan)}: "
    assert Pesan.objects.last().isi.startswith(harap)
    kembalikan_kata(peristiwa="perlu_dilengkapi", oleh=meja.admin)
    assert peristiwa.kata("perlu_dilengkapi").teks == peristiwa.PERISTIWA["perlu_dilengkapi"].teks


@pytest.mark.parametrize(
    "teks",
    ["{p.nik}", "{nomor.__class__}", "{0}", "{}", "{nik} siap", "{nomor", "a } b", "{nomor!r} x", "{nomor:>9} x", "  "],
)  # fmt: skip
def test_pengisi_asing_ditolak(meja, teks):
    with pytest.raises(MasukanSalah):
        ubah_kata(peristiwa="siap", teks=teks, lewat_surel=True, lewat_pesan=True, oleh=meja.admin)
    assert not TeksKabar.objects.exists()


def test_nilai_tidak_dibaca_sebagai_pengisi():
    assert peristiwa.isi("{alasan}", {"alasan": "{nomor}", "nomor": "1"}) == "{nomor}"


def test_semua_kalimat_baku_sah():
    for kode, p in peristiwa.PERISTIWA.items():
        assert peristiwa.periksa_teks(p.teks) == "", kode
    assert set(peristiwa.DARI_STATUS.values()) <= set(peristiwa.PERISTIWA)


def test_halaman_kata(klien, instansi_a, orang, di):
    admin, fo = klien(instansi_a, orang.admin), klien(instansi_a, orang.fo)
    assert "Permohonan diterima" in admin.get("/kabar/").content.decode()
    assert admin.get("/kabar/entah/").status_code == 404
    for jalur in ("/kabar/", "/kabar/siap/"):
        assert fo.get(jalur).status_code == 403
    salah = admin.post("/kabar/siap/", {"teks": "Halo {nik}", "lewat_surel": "on"})
    assert salah.status_code == 422
    assert "Halo {nik}" in salah.content.decode()
    assert fo.post("/kabar/siap/", {"teks": "Halo"}).status_code == 403
    with di(instansi_a):
        assert not TeksKabar.objects.exists()
    assert (
        admin.post("/kabar/siap/", {"teks": "Silakan ambil {layanan}.", "lewat_pesan": "on"}).status_code
        == 302
    )
    with di(instansi_a):
        t = TeksKabar.objects.get()
        assert (t.teks, t.lewat_surel, t.lewat_pesan) == ("Silakan ambil {layanan}.", False, True)


def mundurkan(p, hari):
    Permohonan.objects.filter(pk=p.pk).update(siap_pada=timezone.now() - dt.timedelta(days=hari))


def test_pengingat_sekali_untuk_setiap_jarak(meja):
    p = izinkan(sampai(Status.DITANDATANGANI, meja, **IZIN), boleh_wa=True)
    Pesan.objects.all().delete()
    assert ingatkan() == 0, "ready today"
    mundurkan(p, 8)  # more than three working days, less than seven
    assert (ingatkan(), ingatkan()) == (1, 0)
    mundurkan(p, 60)
    assert (ingatkan(), ingatkan()) == (1, 0)
    assert sorted(Pengingat.objects.values_list("hari", flat=True)) == [3, 7, 14]
    assert Pesan.objects.count() == 2, "nobody gets three messages on one day"
    assert "masih menunggu diambil" in Pesan.objects.first().isi


def test_yang_sudah_diambil_tidak_diingatkan(meja):
    p = sampai(Status.SELESAI, meja, **IZIN)
    mundurkan(p, 60)
    mundurkan(sampai(Status.DIPARAF, meja), 60)
    assert ingatkan() == 0


def test_daftar_belum_diambil(klien, instansi_a, orang, di):
    with di(instansi_a):
        lama, baru = sampai(Status.DITANDATANGANI, orang), sampai(Status.DITANDATANGANI, orang)
        mundurkan(lama, 60)
        ingatkan()
    fo = klien(instansi_a, orang.fo)
    isi = fo.get("/penyerahan/belum-diambil/").content.decode()
    assert lama.nomor_registrasi in isi
    assert baru.nomor_registrasi in isi
    isi = fo.get("/penyerahan/belum-diambil/?lewat=14").content.decode()
    assert lama.nomor_registrasi in isi
    assert baru.nomor_registrasi not in isi
    assert klien(instansi_a, orang.kasi).get("/penyerahan/belum-diambil/").status_code == 403
