"""Logging in, out, and getting a new password."""

import re

import pytest
from django.core import mail
from django.urls import NoReverseMatch

from inti.akun.actions import buat_pengguna
from inti.akun.models import Pengguna, Sesi
from inti.akun.sandi import CukupPanjang, TidakMiripDiri, TidakUmum
from inti.audit.models import Jejak
from inti.tasks import jalankan_semua
from tests.akun.conftest import SANDI

BARU = "kopi pahit di pelabuhan"


def _masuk(k, alamat, surel, sandi=SANDI, **lain):
    return k.post(alamat("account_login"), {"login": surel, "password": sandi, **lain})


def test_halaman_masuk_menyebut_instansi(instansi_a, klien, alamat):
    isi = klien(instansi_a).get(alamat("account_login")).content.decode()
    assert "Masuk ke Kecamatan Uji A" in isi
    for label in ("Surel", "Kata sandi", "Lupa kata sandi?"):
        assert label in isi
    assert "style=" not in isi
    assert "placeholder" not in isi


def test_masuk_lalu_keluar_tercatat(instansi_a, di, klien, admin_a, alamat):
    k = klien(instansi_a, HTTP_USER_AGENT="Peramban Uji")
    jawaban = _masuk(k, alamat, admin_a.surel.upper())
    assert (jawaban.status_code, jawaban["Location"]) == (302, "/")
    assert k.get(alamat("akun:profil")).status_code == 200
    assert k.post(alamat("account_logout")).status_code == 302
    assert k.get(alamat("akun:profil")).status_code == 302
    with di(instansi_a):
        masuk, keluar = Jejak.objects.filter(kode__in=["akun.masuk", "akun.keluar"]).order_by("pk")
        assert (masuk.oleh_id, masuk.agen, masuk.alamat_ip) == (admin_a.pk, "Peramban Uji", "127.0.0.1")
        assert masuk.rinci == {"cara": ["password"]}
        assert (masuk.situs, len(masuk.nomor_permintaan)) == ("instansi", 32)
        assert keluar.kalimat() == f"{admin_a.nama} keluar"
        assert not Sesi.objects.filter(pengguna_id=admin_a.pk).exists()


@pytest.mark.parametrize(("surel", "sandi"), [("", "salah-salah-salah"), ("tidak-ada@kab.go.id", SANDI)])
def test_gagal_masuk_tidak_menyebut_mana_yang_salah(instansi_a, di, klien, admin_a, alamat, surel, sandi):
    k = klien(instansi_a)
    jawaban = _masuk(k, alamat, surel or admin_a.surel, sandi)
    assert jawaban.status_code == 422
    assert "Surel atau kata sandi tidak cocok." in jawaban.content.decode()
    assert k.get(alamat("akun:profil")).status_code == 302
    with di(instansi_a):
        assert Jejak.objects.get(kode="akun.gagal_masuk").rinci["surel"] == surel or admin_a.surel
        assert Pengguna.objects.get(pk=admin_a.pk).last_login is None
        assert not Sesi.objects.exclude(pengguna_id=None).exists()


def test_percobaan_dibatasi(instansi_a, klien, admin_a, alamat):
    k = klien(instansi_a)
    for _ in range(5):
        assert _masuk(k, alamat, admin_a.surel, "salah-salah-salah").status_code == 422
    jawaban = _masuk(k, alamat, admin_a.surel)
    assert jawaban.status_code == 422
    assert "Terlalu banyak percobaan" in jawaban.content.decode()
    assert k.get(alamat("akun:profil")).status_code == 302


def test_akun_instansi_lain_tidak_dapat_masuk(instansi_a, instansi_b, klien, admin_a, alamat):
    assert _masuk(klien(instansi_b), alamat, admin_a.surel).status_code == 422
    assert _masuk(klien(instansi_a), alamat, admin_a.surel).status_code == 302


def test_akun_nonaktif_tidak_dapat_masuk(instansi_a, di, klien, buat_orang, alamat):
    orang = buat_orang("operator", di=instansi_a, aktif=False)
    k = klien(instansi_a)
    assert _masuk(k, alamat, orang.surel)["Location"] == alamat("account_inactive")
    assert "nonaktif" in k.get(alamat("account_inactive")).content.decode()
    assert k.get(alamat("akun:profil")).status_code == 302
    with di(instansi_a):
        assert Pengguna.objects.get(pk=orang.pk).last_login is None


@pytest.mark.parametrize(
    ("berikut", "tujuan"),
    [
        ("/akun/profil/", "/akun/profil/"),
        ("http://uji-b.kab.localhost/", "/"),
        ("//jahat.com/", "/"),
        ("https://jahat.com/", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_setelah_masuk_hanya_ke_halaman_sendiri(instansi_a, klien, admin_a, alamat, berikut, tujuan):
    assert _masuk(klien(instansi_a), alamat, admin_a.surel, next=berikut)["Location"] == tujuan


def test_tidak_ada_pendaftaran_terbuka(instansi_a, klien, alamat):
    for nama in ("account_signup", "account_email", "socialaccount_signup"):
        with pytest.raises(NoReverseMatch):
            alamat(nama)
    assert klien(instansi_a).get("/akun/signup/").status_code == 404


def test_portal_tidak_punya_halaman_masuk(klien, alamat):
    with pytest.raises(NoReverseMatch):
        alamat("account_login", situs="portal")
    assert klien("portal").get("/akun/login/").status_code == 404


def _tautan_reset(instansi, di):
    with di(instansi):
        jalankan_semua()
    return re.search(r"http://uji-a\.kab\.localhost(/\S+)", mail.outbox[-1].body)[1]


def test_atur_ulang_sandi(instansi_a, di, klien, admin_a, alamat):
    lama = klien(instansi_a, admin_a)
    k = klien(instansi_a)
    assert k.post(alamat("account_reset_password"), {"email": admin_a.surel}).status_code == 302
    tautan = _tautan_reset(instansi_a, di)
    assert mail.outbox[-1].subject == "Atur ulang kata sandi Kecamatan Uji A"
    k.get(tautan)
    uid = re.search(r"/baru/(\w+)-", tautan)[1]
    jalur = f"/akun/sandi/baru/{uid}-set-password/"
    assert k.post(jalur, {"password1": "pendek", "password2": "pendek"}).status_code == 422
    assert k.post(jalur, {"password1": BARU, "password2": BARU}).status_code == 302
    with di(instansi_a):
        assert Pengguna.objects.get(pk=admin_a.pk).check_password(BARU)
        assert Jejak.objects.filter(kode="akun.sandi_diubah", oleh_id=admin_a.pk).count() == 1
        jalankan_semua()
    assert "baru saja diatur ulang" in mail.outbox[-1].body
    assert lama.get(alamat("akun:profil")).status_code == 302
    assert "tidak berlaku lagi" in klien(instansi_a).get(tautan).content.decode()


def test_atur_ulang_untuk_alamat_asing_tampak_sama(instansi_a, di, klien, admin_a, alamat):
    ada = klien(instansi_a).post(alamat("account_reset_password"), {"email": admin_a.surel})
    asing = klien(instansi_a).post(alamat("account_reset_password"), {"email": "asing@kab.go.id"})
    assert (ada.status_code, ada["Location"]) == (asing.status_code, asing["Location"])
    with di(instansi_a):
        jalankan_semua()
    assert [m.to for m in mail.outbox] == [[admin_a.surel]]


def test_tautan_reset_instansi_lain_tidak_berlaku(
    instansi_a, instansi_b, di, klien, admin_a, buat_orang, alamat
):
    """Serial ids repeat in every schema: the same number there is another person, and the token does not
    fit."""
    with di(instansi_b):
        while Pengguna.objects.order_by("-pk").values_list("pk", flat=True).first() != admin_a.pk:
            orang = buat_orang("operator")
            if orang.pk > admin_a.pk:
                pytest.fail("nomor urut berbeda")
    klien(instansi_a).post(alamat("account_reset_password"), {"email": admin_a.surel})
    tautan = _tautan_reset(instansi_a, di)
    assert "tidak berlaku lagi" in klien(instansi_b).get(tautan).content.decode()


def test_ganti_sandi_mengakhiri_sesi_lain(instansi_a, di, klien, admin_a, alamat):
    sini, sana = klien(instansi_a, admin_a), klien(instansi_a, admin_a)
    isian = {"oldpassword": SANDI, "password1": BARU, "password2": BARU}
    assert sini.post(alamat("account_change_password"), isian | {"oldpassword": "salah"}).status_code == 422
    with di(instansi_a):
        assert Pengguna.objects.get(pk=admin_a.pk).check_password(SANDI)
    assert sini.post(alamat("account_change_password"), isian).status_code == 302
    assert sini.get(alamat("akun:profil")).status_code == 200
    assert sana.get(alamat("akun:profil")).status_code == 302
    with di(instansi_a):
        assert Sesi.objects.filter(pengguna_id=admin_a.pk).count() == 1


@pytest.mark.parametrize(
    ("sandi", "boleh"),
    [
        ("kopi pahit di pelabuhan", True),
        ("sebelas-hur", False),
        ("passwordpassword", True),
        ("qwertyuiop123", False),
        ("847261039485", False),
        ("aaaaaaaaaaaaaa", False),
        ("siti.aminah99", False),
        ("SitiAminah-99", False),
        ("199001012020011001", False),
    ],
)
def test_aturan_kata_sandi(di_a, sandi, boleh):
    from django.core.exceptions import ValidationError

    siti = buat_pengguna(
        surel="siti.aminah@kab.go.id", nama="Siti Aminah", nip="199001012020011001", oleh=None
    )
    galat = []
    for aturan in (CukupPanjang(12), TidakUmum(), TidakMiripDiri()):
        try:
            aturan.validate(sandi, siti)
        except ValidationError as g:
            galat += g.messages
        assert aturan.get_help_text()
    assert (galat == []) is boleh
