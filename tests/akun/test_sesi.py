"""A session belongs to one site; its owner sees and ends the others."""

import datetime as dt

import pytest
from django.utils import timezone

from inti.akun.actions import bersihkan_sesi
from inti.akun.models import Sesi
from inti.akun.sesi import KUNCI_AKTIF, KUNCI_SITUS, SessionStore
from inti.audit.models import Jejak
from inti.db import TanpaInstansi
from tests.akun.conftest import SANDI


def _salin_kuki(dari, ke):
    ke.cookies["spbe_sesi"] = dari.cookies["spbe_sesi"].value
    return ke


def test_kuki_instansi_lain_bukan_siapa_siapa(instansi_a, instansi_b, klien, admin_a, alamat):
    a = klien(instansi_a, admin_a)
    assert a.get(alamat("akun:profil")).status_code == 200
    b = _salin_kuki(a, klien(instansi_b))
    jawaban = b.get(alamat("akun:profil"))
    assert (jawaban.status_code, jawaban["Location"].split("?")[0]) == (302, alamat("account_login"))
    assert a.get(alamat("akun:profil")).status_code == 200


def test_kuki_disalin_ke_basis_data_lain_pun_ditolak(
    instansi_a, instansi_b, di, klien, admin_a, buat_orang, alamat
):
    """Even when the very session row is copied into the other schema."""
    a = klien(instansi_a, admin_a)
    with di(instansi_a):
        baris = Sesi.objects.values().get(pengguna_id=admin_a.pk)
    with di(instansi_b):
        Sesi.objects.create(**baris)
        buat_orang("administrator")
    assert _salin_kuki(a, klien(instansi_b)).get(alamat("akun:profil")).status_code == 302


@pytest.mark.parametrize(("dari", "ke"), [("diskominfo", "monitoring"), ("monitoring", "diskominfo")])
def test_kuki_situs_publik_lain_bukan_siapa_siapa(db, di, klien, buat_orang, alamat, dari, ke):
    """Both live in schema public and share the table; the session still knows its site."""
    orang = buat_orang("diskominfo" if dari == "diskominfo" else "sekda", di=dari)
    a = klien(dari, orang)
    assert a.get(alamat("akun:profil", situs=dari)).status_code == 200
    b = _salin_kuki(a, klien(ke))
    assert b.get(alamat("akun:profil", situs=ke)).status_code == 302
    with di(dari):
        assert (
            Sesi.objects.filter(pengguna_id=orang.pk).values_list("situs", flat=True).get() == f"spbe_{dari}"
        )
    assert a.get(alamat("akun:profil", situs=dari)).status_code == 200


def test_sesi_asing_tidak_tertimpa(instansi_a, db, di, buat_orang):
    with di("diskominfo"):
        asli = SessionStore()
        asli["isi"] = "milik diskominfo"
        asli.save()
    with di("monitoring"):
        asing = SessionStore(asli.session_key)
        assert "isi" not in asing
        asing["isi"] = "milik monitoring"
        asing.save()
        assert asing.session_key != asli.session_key
    with di("diskominfo"):
        assert SessionStore(asli.session_key)["isi"] == "milik diskominfo"


def test_tanpa_situs_tidak_ada_sesi():
    with pytest.raises(TanpaInstansi):
        SessionStore("a" * 32).load()


def test_portal_tidak_menyimpan_sesi(db, di):
    with di("portal"):
        sesi = SessionStore("a" * 32)
        assert dict(sesi.items()) == {}
        sesi["isi"] = 1
        sesi.save()
        assert sesi.is_empty()


def test_sesi_mencatat_pemilik_dan_perangkat(instansi_a, di, klien, admin_a, alamat):
    k = klien(instansi_a, HTTP_USER_AGENT="Telepon Uji", REMOTE_ADDR="10.1.2.3")
    k.post(alamat("account_login"), {"login": admin_a.surel, "password": SANDI})
    with di(instansi_a):
        sesi = Sesi.objects.get(pengguna_id=admin_a.pk)
        assert (sesi.situs, sesi.perangkat, sesi.alamat_ip) == ("i_uji_a", "Telepon Uji", "10.1.2.3")
        assert sesi.get_decoded()[KUNCI_SITUS] == "i_uji_a"
    isi = k.get(alamat("akun:profil")).content.decode()
    assert "Telepon Uji" in isi
    assert "10.1.2.3" in isi
    assert k.cookies["spbe_sesi"]["domain"] == ""
    assert k.cookies["spbe_sesi"]["httponly"]


@pytest.mark.parametrize(
    ("agen", "nama"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome di Linux"),
        (
            "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
            "Chrome di Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge di Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari di iPhone",
        ),
        ("curl/8.0", "curl/8.0"),
        ("", "Tidak diketahui"),
    ],
)
def test_nama_perangkat(agen, nama):
    assert Sesi(perangkat=agen).nama_perangkat == nama


def test_mengakhiri_satu_sesi_lain(instansi_a, di, klien, admin_a, alamat):
    from inti.akun.actions.sesi import nomor_sesi

    sini, sana, sono = (klien(instansi_a, admin_a) for _ in range(3))
    assert sini.get(alamat("akun:profil")).content.decode().count("Akhiri") == 3
    jawaban = sini.post(alamat("akun:akhiri_sesi"), {"nomor": nomor_sesi(sana.cookies["spbe_sesi"].value)})
    assert jawaban.status_code == 302
    assert [k.get(alamat("akun:profil")).status_code for k in (sini, sana, sono)] == [200, 302, 200]
    assert sini.post(alamat("akun:akhiri_sesi")).status_code == 302
    assert [k.get(alamat("akun:profil")).status_code for k in (sini, sono)] == [200, 302]
    with di(instansi_a):
        assert [
            j.rinci["jumlah"] for j in Jejak.objects.filter(kode="akun.sesi_diakhiri").order_by("pk")
        ] == [1, 1]


def test_sesi_orang_lain_tidak_dapat_diakhiri(instansi_a, di, klien, admin_a, buat_orang, alamat):
    from inti.akun.actions.sesi import nomor_sesi

    korban = klien(instansi_a, admin_a)
    jahat = klien(instansi_a, buat_orang("operator", di=instansi_a))
    for nomor in (nomor_sesi(korban.cookies["spbe_sesi"].value), korban.cookies["spbe_sesi"].value, "x"):
        assert jahat.post(alamat("akun:akhiri_sesi"), {"nomor": nomor}).status_code == 302
    assert korban.get(alamat("akun:profil")).status_code == 200
    with di(instansi_a):
        assert not Jejak.objects.filter(kode="akun.sesi_diakhiri").exists()


def test_sesi_yang_diam_terlalu_lama_berakhir(instansi_a, di, settings, klien, admin_a, alamat):
    settings.SPBE_SESI_DIAM = 600
    k = klien(instansi_a, admin_a)
    with di(instansi_a):
        sesi = SessionStore(k.cookies["spbe_sesi"].value)
        sesi[KUNCI_AKTIF] -= 601
        sesi.save()
    jawaban = k.get(alamat("akun:profil"))
    assert jawaban["Location"] == f"{alamat('account_login')}?next={alamat('akun:profil')}"
    with di(instansi_a):
        assert not Sesi.objects.filter(pengguna_id=admin_a.pk).exists()
        assert Jejak.objects.get(kode="akun.keluar").rinci == {"sebab": "diam"}


def test_kegiatan_dicatat_sesekali(instansi_a, di, klien, admin_a, alamat):
    k = klien(instansi_a, admin_a)
    with di(instansi_a):
        sesi = SessionStore(k.cookies["spbe_sesi"].value)
        sesi[KUNCI_AKTIF] -= 400
        sesi.save()
        semula = Sesi.objects.get(pengguna_id=admin_a.pk).terakhir_aktif
    k.get(alamat("akun:profil"))
    with di(instansi_a):
        kini = Sesi.objects.get(pengguna_id=admin_a.pk).terakhir_aktif
        assert kini - semula > dt.timedelta(seconds=390)
    k.get(alamat("akun:profil"))
    with di(instansi_a):
        assert Sesi.objects.get(pengguna_id=admin_a.pk).terakhir_aktif == kini


def test_masuk_sebelumnya_ditampilkan(instansi_a, di, klien, admin_a, alamat):
    """Ps 6: the owner guards the account; seeing the last log-in is how a stranger is noticed."""
    for harapan in ("Belum pernah", "WITA"):
        k = klien(instansi_a)
        k.post(alamat("account_login"), {"login": admin_a.surel, "password": SANDI})
        isi = k.get(alamat("akun:profil")).content.decode()
        baris = isi.split("Masuk sebelumnya")[1].split("</dd>")[0]
        assert harapan in baris


def test_sesi_kedaluwarsa_dibersihkan(instansi_a, di, klien, admin_a):
    klien(instansi_a, admin_a)
    klien(instansi_a, admin_a)
    with di(instansi_a):
        satu = Sesi.objects.first()
        Sesi.objects.filter(pk=satu.pk).update(expire_date=timezone.now() - dt.timedelta(seconds=1))
        assert bersihkan_sesi() == 1
        assert Sesi.objects.count() == 1
