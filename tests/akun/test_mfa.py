"""A second factor, mandatory for those who sign, decide or hand out rights."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail

from inti.akun.hak import PERAN_WAJIB_MFA
from inti.audit.models import Jejak
from inti.tasks import jalankan_semua
from tests.akun.conftest import SANDI


@pytest.fixture(autouse=True)
def _wajib(settings):
    settings.SPBE_MFA_WAJIB = True


@pytest.fixture
def camat(instansi_a, buat_orang):
    return buat_orang("penanggung_jawab", di=instansi_a)


def _kode(rahasia):
    return totp.format_hotp_value(totp.hotp_value(rahasia, next(totp.yield_hotp_counters_from_time())))


def _masuk(k, alamat, orang):
    return k.post(alamat("account_login"), {"login": orang.surel, "password": SANDI})


def _pasang(k, alamat, django_capture_on_commit_callbacks):
    """Log in again, read the secret, send the first code. Returns the secret."""
    k.post(alamat("account_reauthenticate"), {"password": SANDI})
    k.get(alamat("mfa_activate_totp"))
    rahasia = k.session["mfa.totp.secret"]
    with django_capture_on_commit_callbacks(execute=True):
        jawaban = k.post(alamat("mfa_activate_totp"), {"code": _kode(rahasia)})
    assert (jawaban.status_code, jawaban["Location"]) == (302, alamat("mfa_view_recovery_codes"))
    return rahasia


@pytest.fixture
def terpasang(instansi_a, di, klien, camat, alamat, django_capture_on_commit_callbacks):
    k = klien(instansi_a)
    _masuk(k, alamat, camat)
    with di(instansi_a):
        rahasia = _pasang(k, alamat, django_capture_on_commit_callbacks)
    return k, rahasia


def test_yang_wajib_dibawa_ke_halaman_pemasangan(instansi_a, klien, camat, alamat):
    k = klien(instansi_a)
    _masuk(k, alamat, camat)
    jawaban = k.get(alamat("akun:profil"))
    assert (jawaban.status_code, jawaban["Location"]) == (302, alamat("mfa_activate_totp"))
    htmx = k.get(alamat("akun:profil"), headers={"HX-Request": "true"})
    assert htmx["HX-Redirect"] == alamat("mfa_activate_totp")
    api = k.get(alamat("akun:profil"), headers={"Accept": "application/json"})
    assert api.status_code == 403
    assert k.post(alamat("notifikasi:dibaca"), {"semua": "1"})["Location"] == alamat("mfa_activate_totp")
    assert k.get(alamat("mfa_activate_totp")).status_code == 302  # asks for the password first
    assert k.post(alamat("account_logout")).status_code == 302


@pytest.mark.parametrize("peran", sorted(PERAN_WAJIB_MFA))
def test_peran_wajib(db, instansi_a, klien, buat_orang, alamat, peran):
    situs = {"diskominfo": "diskominfo", "sekda": "monitoring", "bupati": "monitoring"}.get(peran, "instansi")
    tujuan = instansi_a if situs == "instansi" else situs
    k = klien(tujuan, buat_orang(peran, di=tujuan))
    profil, pasang = alamat("akun:profil", situs=situs), alamat("mfa_activate_totp", situs=situs)
    assert k.get(profil).headers.get("Location") == pasang


@pytest.mark.parametrize("peran", ["operator", "pelaksana", "administrator", "pengguna"])
def test_peran_lain_boleh_tanpa(instansi_a, klien, buat_orang, alamat, peran):
    assert klien(instansi_a, buat_orang(peran, di=instansi_a)).get(alamat("akun:profil")).status_code == 200


def test_demo_tidak_mewajibkan(settings, instansi_a, klien, camat, alamat):
    settings.SPBE_MFA_WAJIB = False
    assert klien(instansi_a, camat).get(alamat("akun:profil")).status_code == 200


def test_halaman_pemasangan_tanpa_skrip_sisipan(instansi_a, di, klien, camat, alamat):
    k = klien(instansi_a)
    _masuk(k, alamat, camat)
    k.post(alamat("account_reauthenticate"), {"password": SANDI})
    isi = k.get(alamat("mfa_activate_totp")).content.decode()
    assert "<svg" in isi
    with di(instansi_a):
        assert k.session["mfa.totp.secret"] in isi
    assert "style=" not in isi


def test_pemasangan_lalu_masuk_dengan_kode(instansi_a, di, klien, camat, alamat, terpasang, monkeypatch):
    k, rahasia = terpasang
    assert k.get(alamat("akun:profil")).status_code == 200
    with di(instansi_a):
        data = Authenticator.objects.get(type="totp").data["secret"]
        assert data.startswith("s1.")
        assert rahasia not in data
        assert Jejak.objects.filter(kode="akun.mfa_diaktifkan", oleh_id=camat.pk).count() == 1
        jalankan_semua()
    assert any("Verifikasi dua langkah pada akun Anda baru saja diaktifkan" in m.body for m in mail.outbox)

    lain = klien(instansi_a)
    assert _masuk(lain, alamat, camat)["Location"] == alamat("mfa_authenticate")
    assert lain.get(alamat("akun:profil")).status_code == 302
    salah = lain.post(alamat("mfa_authenticate"), {"code": "000000"})
    assert salah.status_code == 422 or "Kode tidak cocok" in salah.content.decode()
    assert lain.get(alamat("akun:profil"))["Location"].startswith(alamat("account_login"))
    assert lain.post(alamat("mfa_authenticate"), {"code": _kode(rahasia)}).status_code == 302
    assert lain.get(alamat("akun:profil")).status_code == 200
    with di(instansi_a):
        assert Jejak.objects.filter(kode="akun.masuk").latest("pk").rinci == {"cara": ["password", "mfa"]}


def test_kode_tidak_dapat_dipakai_dua_kali(instansi_a, klien, camat, alamat, terpasang):
    _, rahasia = terpasang
    kode = _kode(rahasia)
    for status_terakhir in (200, 302):
        k = klien(instansi_a)
        _masuk(k, alamat, camat)
        k.post(alamat("mfa_authenticate"), {"code": kode})
        assert k.get(alamat("akun:profil")).status_code == status_terakhir


def test_kode_pemulihan_satu_kali(instansi_a, klien, camat, alamat, terpasang):
    k, _ = terpasang
    halaman = k.get(alamat("mfa_view_recovery_codes")).content.decode()
    unduhan = k.get(alamat("mfa_view_recovery_codes"), {"unduh": "1"}).content.decode().split()
    assert len(unduhan) == 10
    assert all(kode in halaman for kode in unduhan)
    for status_terakhir in (200, 302):
        lain = klien(instansi_a)
        _masuk(lain, alamat, camat)
        lain.post(alamat("mfa_authenticate"), {"code": unduhan[0]})
        assert lain.get(alamat("akun:profil")).status_code == status_terakhir


def test_kode_pemulihan_hanya_setelah_autentikasi_ulang(instansi_a, di, klien, camat, alamat, terpasang):
    _, rahasia = terpasang
    lain = klien(instansi_a)
    _masuk(lain, alamat, camat)
    lain.post(alamat("mfa_authenticate"), {"code": _kode(rahasia)})
    jawaban = lain.get(alamat("mfa_view_recovery_codes"))
    assert jawaban["Location"].startswith(alamat("account_reauthenticate"))
    with di(instansi_a):
        assert not Jejak.objects.filter(kode="akun.kode_pemulihan_dilihat").exists()


def test_kode_pemulihan_baru_mematikan_yang_lama(instansi_a, klien, camat, alamat, terpasang):
    k, _ = terpasang
    lama = k.get(alamat("mfa_view_recovery_codes"), {"unduh": "1"}).content.decode().split()
    assert k.post(alamat("mfa_generate_recovery_codes"))["Location"] == alamat("mfa_view_recovery_codes")
    baru = k.get(alamat("mfa_view_recovery_codes"), {"unduh": "1"}).content.decode().split()
    assert not set(lama) & set(baru)
    lain = klien(instansi_a)
    _masuk(lain, alamat, camat)
    lain.post(alamat("mfa_authenticate"), {"code": lama[0]})
    assert lain.get(alamat("akun:profil")).status_code == 302


def test_yang_wajib_tidak_dapat_mematikan(instansi_a, di, alamat, terpasang):
    k, _ = terpasang
    jawaban = k.post(alamat("mfa_deactivate_totp"))
    assert jawaban.status_code == 422
    assert "mewajibkan verifikasi dua langkah" in jawaban.content.decode()
    with di(instansi_a):
        assert Authenticator.objects.filter(type="totp").count() == 1


def test_yang_tidak_wajib_dapat_mematikan(settings, instansi_a, di, alamat, terpasang):
    settings.SPBE_MFA_WAJIB = False
    k, _ = terpasang
    assert k.post(alamat("mfa_deactivate_totp")).status_code == 302
    with di(instansi_a):
        assert not Authenticator.objects.exists()
        assert Jejak.objects.filter(kode="akun.mfa_dimatikan").count() == 1


def test_rahasia_instansi_lain_tidak_terbuka(instansi_a, instansi_b, di, terpasang):
    from inti.akun.adaptor import AdaptorMFA
    from inti.kripto import KunciSalah

    with di(instansi_a):
        data = Authenticator.objects.get(type="totp").data["secret"]
    with di(instansi_b), pytest.raises(KunciSalah):
        AdaptorMFA().decrypt(data)
