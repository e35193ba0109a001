"""An account begins with an invitation, and only with one (Perbup Tanah Laut 126/2022 Ps 5(1))."""

import datetime as dt
import re

import pytest
from django.core import mail
from django.utils import timezone

from inti.akun.actions import batalkan_undangan, buat_pengguna, terima_undangan, undang
from inti.akun.models import Pengguna, Penugasan, Undangan
from inti.audit.models import Jejak
from inti.errors import Bentrok, MasukanSalah
from inti.notifikasi.models import Surat
from inti.tasks import jalankan_semua

SANDI = "kopi pahit di pelabuhan"


def _undang(admin, **isian):
    return undang(**({"surel": "budi@kab.go.id", "nama": "Budi", "peran": "operator"} | isian), oleh=admin)


def _jalur(undangan):
    return f"/akun/undangan/{undangan.token}/"


def _keadaan():
    return (
        Pengguna.objects.count(),
        Penugasan.objects.count(),
        Undangan.objects.filter(dipakai_pada=None).count(),
    )


def test_undang_mengirim_tautan_sekali_pakai(di_a, buat_orang):
    undangan = _undang(buat_orang("administrator"))
    assert undangan.tautan == f"http://uji-a.kab.localhost/akun/undangan/{undangan.token}/"
    assert undangan.token not in str(Undangan.objects.filter(pk=undangan.pk).values().get())
    jalankan_semua()
    surel = mail.outbox[-1]
    assert surel.to == ["budi@kab.go.id"]
    assert surel.subject == "Undangan akun Kecamatan Uji A"
    assert undangan.tautan in surel.body
    assert undangan.tautan in surel.alternatives[0][0]
    assert Surat.objects.get(kepada="budi@kab.go.id").isi_teks == ""


def test_menerima_membuat_akun_lalu_langsung_masuk(instansi_a, di, klien, admin_a):
    with di(instansi_a):
        undangan = _undang(admin_a, peran="pelaksana", seksi="pem")
        semula = _keadaan()
    k = klien(instansi_a)
    halaman = k.get(_jalur(undangan))
    assert "Kecamatan Uji A" in halaman.content.decode()
    assert "budi@kab.go.id" in halaman.content.decode()
    with di(instansi_a):
        assert _keadaan() == semula
    jawaban = k.post(_jalur(undangan), {"password1": SANDI, "password2": SANDI})
    assert (jawaban.status_code, jawaban["Location"]) == (302, "/")
    with di(instansi_a):
        budi = Pengguna.objects.get(surel="budi@kab.go.id")
        penugasan = budi.penugasan.get()
        assert (penugasan.peran, penugasan.seksi, penugasan.dibuat_oleh) == ("pelaksana", "pem", admin_a)
        assert budi.check_password(SANDI)
        assert set(Jejak.objects.filter(objek_label="Budi").values_list("kode", flat=True)) == {
            "akun.diundang",
            "akun.pengguna_dibuat",
            "akun.sandi_diubah",
            "akun.penugasan_dibuat",
            "akun.undangan_diterima",
            "akun.masuk",
        }
    assert k.get("/akun/profil/").status_code == 200
    assert klien(instansi_a).get(_jalur(undangan)).status_code == 410


@pytest.mark.parametrize(
    ("satu", "dua", "pesan"),
    [
        ("pendek", "pendek", "sedikitnya 12"),
        (SANDI, SANDI + "x", "tidak sama"),
        ("123456789012345", "123456789012345", "mudah ditebak"),
        ("budi@kab.go.id", "budi@kab.go.id", "terlalu mirip"),
        ("", "", ""),
    ],
)
def test_sandi_lemah_ditolak_dan_tidak_ada_yang_berubah(instansi_a, di, klien, admin_a, satu, dua, pesan):
    with di(instansi_a):
        undangan = _undang(admin_a)
        semula = _keadaan()
    jawaban = klien(instansi_a).post(_jalur(undangan), {"password1": satu, "password2": dua})
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    with di(instansi_a):
        assert _keadaan() == semula


def test_undangan_mati_tidak_membuat_apa_pun(instansi_a, di, klien, admin_a):
    with di(instansi_a):
        dibatalkan = _undang(admin_a)
        batalkan_undangan(undangan=dibatalkan, oleh=admin_a)
        kedaluwarsa = _undang(admin_a, surel="dua@kab.go.id")
        Undangan.objects.filter(pk=kedaluwarsa.pk).update(
            berlaku_sampai=timezone.now() - dt.timedelta(seconds=1)
        )
        semula = _keadaan()
    for jalur in (_jalur(dibatalkan), _jalur(kedaluwarsa), "/akun/undangan/tidak-ada/"):
        jawaban = klien(instansi_a).post(jalur, {"password1": SANDI, "password2": SANDI})
        assert jawaban.status_code == 410
        assert "tidak berlaku lagi" in jawaban.content.decode()
    with di(instansi_a):
        with pytest.raises(Bentrok):
            terima_undangan(token=dibatalkan.token, sandi=SANDI)
        with pytest.raises(Bentrok):
            batalkan_undangan(undangan=dibatalkan, oleh=admin_a)
        assert _keadaan() == semula


def test_tautan_instansi_lain_tidak_berlaku(instansi_a, instansi_b, di, klien, admin_a):
    with di(instansi_a):
        undangan = _undang(admin_a)
    assert (
        klien(instansi_b).post(_jalur(undangan), {"password1": SANDI, "password2": SANDI}).status_code == 410
    )
    with di(instansi_b):
        assert not Pengguna.objects.filter(surel="budi@kab.go.id").exists()


def test_undangan_baru_mematikan_yang_lama(di_a, buat_orang):
    admin = buat_orang("administrator")
    lama, baru = _undang(admin), _undang(admin)
    assert list(Undangan.objects.menunggu().filter(surel="budi@kab.go.id")) == [baru]
    with pytest.raises(Bentrok):
        terima_undangan(token=lama.token, sandi=SANDI)
    assert terima_undangan(token=baru.token, sandi=SANDI).surel == "budi@kab.go.id"


@pytest.mark.parametrize(
    ("isian", "bidang"),
    [
        ({"surel": "budi@gmail.com"}, "surel"),
        ({"surel": "bukan"}, "surel"),
        ({"surel": "sudah@kab.go.id"}, "surel"),
        ({"nama": " "}, "nama"),
        ({"peran": "bupati"}, "peran"),
        ({"peran": "pelaksana"}, "seksi"),
    ],
)
def test_undangan_salah_ditolak(di_a, buat_orang, isian, bidang):
    admin = buat_orang("administrator")
    buat_pengguna(surel="sudah@kab.go.id", nama="Sudah", oleh=admin)
    semula = _keadaan(), Surat.objects.count(), Jejak.objects.count()
    with pytest.raises(MasukanSalah) as galat:
        _undang(admin, **isian)
    assert set(galat.value.bidang) == {bidang}
    assert (_keadaan(), Surat.objects.count(), Jejak.objects.count()) == semula


def test_diskominfo_mengundang_sekda_ke_monitoring(db, di, klien, buat_orang):
    with di("diskominfo"):
        undangan = _undang(buat_orang("diskominfo"), peran="sekda", nama="Sekda")
    assert undangan.tautan.startswith("http://monitoring.kab.localhost/akun/undangan/")
    k = klien("monitoring")
    assert k.post(_jalur(undangan), {"password1": SANDI, "password2": SANDI}).status_code == 302
    assert "Sekretaris Daerah" in k.get("/akun/profil/").content.decode()


def test_penyediaan_mengundang_administrator_pertama(instansi_a, di):
    with di(instansi_a):
        undangan = undang(surel="admin@uji-a.kab.go.id", nama="Admin", peran="administrator", oleh=None)
        assert re.match(r"http://uji-a\.kab\.localhost/akun/undangan/[\w-]{43}/$", undangan.tautan)
        assert terima_undangan(token=undangan.token, sandi=SANDI).penugasan.get().dibuat_oleh is None
