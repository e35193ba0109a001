"""A new colleague: invited, mailed, logged in, with a second factor."""

import base64
import re
from typing import Any

import pytest

from tests.perjalanan import totp
from tests.perjalanan.jendela import Jendela

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]
SANDI_BARU = "pagi cerah di batulicin"


def _undang(admin: Jendela, surel: str, nama: str) -> None:
    page = admin.page
    admin.ke("/akun/pengguna/")
    admin.periksa()
    admin.periksa_lebar()
    page.get_by_role("link", name=re.compile("Undang")).first.click()
    page.wait_for_url("**/undang/")
    admin.periksa()
    page.get_by_label("Nama lengkap").fill(nama)
    page.get_by_label("Surel").fill(surel)
    page.get_by_label("Peran").select_option(label="Front office")
    page.get_by_role("button", name="Kirim undangan").click()


def test_diundang_menerima_masuk_dan_memasang_dua_langkah(buka: Any, rumah: Any) -> None:
    surel, nama = "baru.sekali@uji-a.kab.go.id", "Rahmah Baru Sekali"
    admin = buka("admin")
    _undang(admin, surel, nama)
    admin.page.get_by_text(f"Undangan untuk {nama} dikirim ke {surel}").wait_for()

    (surat,) = rumah.surel(surel)
    tautan = re.search(r"http://\S+/akun/undangan/\S+/", surat)
    assert tautan, surat
    assert tautan[0].startswith(rumah.alamat("uji-a", "/akun/undangan/"))

    baru = buka("baru.sekali", masuk=False)
    page = baru.page
    baru.ke(tautan[0])
    assert f"Selamat datang, {nama}" in baru.teks()
    baru.periksa(1440, 360)
    page.fill("[name=password1]", SANDI_BARU)
    page.fill("[name=password2]", SANDI_BARU)
    page.get_by_role("button", name="Buat akun dan masuk").click()
    page.wait_for_url("**/meja/")

    lain = buka(masuk=False)
    lain.ke(tautan[0], status=410)  # the link works once
    lain.periksa(1440, 360)

    admin.ke("/akun/pengguna/")
    admin.page.get_by_role("link", name=nama).click()
    admin.page.wait_for_url(re.compile(r"/akun/pengguna/[0-9a-f-]{36}/$"))
    admin.periksa(1440, 360)
    admin.ke(f"{admin.page.url}tugaskan/")
    admin.periksa(1440, 360)

    pemulihan = _pasang_dua_langkah(baru)
    _keluar(baru)
    _masuk_dua_langkah(baru, pemulihan)


def _pasang_dua_langkah(j: Jendela) -> str:
    """Set up TOTP as an authenticator app would; returns a recovery code."""
    page = j.page
    j.ke("/akun/profil/")
    j.periksa()
    j.periksa_lebar()
    page.get_by_role("link", name="Pasang verifikasi dua langkah").click()
    page.wait_for_url("**/autentikasi-ulang/**")  # a new factor needs the password once more
    page.get_by_label("Kata sandi").fill(SANDI_BARU)
    page.get_by_role("button", name="Lanjutkan").click()
    page.wait_for_url("**/dua-langkah/pasang/")
    gambar = page.get_by_role("img", name="Kode QR untuk aplikasi autentikator")
    kotak = gambar.locator("svg").bounding_box()
    assert kotak
    assert 150 <= kotak["width"] <= 400, "large enough to scan, small enough for the card"
    j.periksa(1440, 360)
    rahasia = page.locator("ol code").inner_text()

    j.boleh_gagal.add(page.url)
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="Aktifkan").click()
    page.get_by_text("Kode tidak cocok.").first.wait_for()
    assert page.locator("ol code").inner_text() == rahasia, "the picture that was scanned still counts"

    page.fill("[name=code]", totp.kode(rahasia))
    page.get_by_role("button", name="Aktifkan").click()
    page.wait_for_url("**/dua-langkah/pemulihan/")
    j.periksa(1440, 360)
    kode = page.locator("main code, #isi code").first.inner_text()
    page.get_by_role("link", name="Selesai").click()
    page.wait_for_url("**/meja/")
    return str(kode)


def _keluar(j: Jendela) -> None:
    page = j.page
    page.locator(".menu-pengguna summary").click()
    j.periksa()
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(j.alamat("/"))
    j.ke("/meja/")
    assert "/akun/login/" in page.url


def _masuk_dua_langkah(j: Jendela, pemulihan: str) -> None:
    page = j.page
    j.boleh_gagal.add(j.alamat("/akun/login/"))
    for sandi in ("salah-sama-sekali", SANDI_BARU):
        page.get_by_label("Surel").fill(j.surel)
        page.get_by_label("Kata sandi").fill(sandi)
        page.get_by_role("button", name="Masuk", exact=True).click()
        if sandi != SANDI_BARU:
            page.get_by_text("Surel atau kata sandi tidak cocok.").first.wait_for()
            j.boleh_gagal.add(page.url)
            j.periksa(1440, 360)
    page.wait_for_url("**/dua-langkah/kode/**")
    j.periksa(1440, 360)
    page.fill("[name=code]", pemulihan)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url("**/meja/")


def test_surel_pribadi_ditolak_di_samping_isian(buka: Any) -> None:
    admin = buka("admin")
    page = admin.page
    admin.boleh_gagal.add(admin.alamat("/akun/pengguna/undang/"))
    _undang(admin, "orang@gmail.com", "Orang Luar")
    page.get_by_text("Pakai alamat berakhiran @uji-a.kab.go.id.").first.wait_for()
    assert page.get_by_label("Nama lengkap").input_value() == "Orang Luar"
    assert page.get_by_label("Surel").get_attribute("aria-invalid") == "true"
    admin.periksa(1440, 360)


def test_lupa_kata_sandi(buka: Any, rumah: Any) -> None:
    orang = buka("evaluator", "monitoring", masuk=False)
    page = orang.page
    orang.ke("/akun/login/")
    page.get_by_role("link", name="Lupa kata sandi?").click()
    page.wait_for_url("**/sandi/lupa/")
    orang.periksa(1440, 360)
    page.get_by_label("Surel").fill("evaluator@kab.go.id")
    page.get_by_role("button", name="Kirim tautan").click()
    page.wait_for_url("**/terkirim/")
    orang.periksa(1440, 360)
    tautan = re.search(r"http://\S+/akun/sandi/baru/\S+", rumah.surel("evaluator@kab.go.id")[-1])
    assert tautan
    orang.ke(tautan[0].rstrip("."))
    orang.periksa(1440, 360)
    assert page.locator("[name=password1]").is_visible()


def test_contoh_rfc_6238() -> None:
    """Appendix B of the RFC (its eight digits end in these six)."""
    rahasia = base64.b32encode(b"12345678901234567890").decode()
    for detik, angka in (
        (59, "287082"),
        (1111111109, "081804"),
        (1234567890, "005924"),
        (20000000000, "353130"),
    ):
        assert totp.kode(rahasia, detik) == angka
