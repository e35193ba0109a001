"""Data cross the border by the book (Perbup 25/2019 Ps 12): two instansi, their heads, the Sekda; agreed, refused, appealed,
withdrawn. Every page wide and on a phone."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.perjalanan.jendela import Jendela
from tests.perjalanan.juru import SANDI

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]
DUA = (1440, 360)
PERMOHONAN = re.compile(r"/pemanfaatan/[0-9a-f-]{36}/$")
KONSEP = re.compile(r"/pemanfaatan/konsep/[0-9a-f-]{36}/$")


def tekan_dan_buktikan(j: Jendela, tombol: Any, tujuan: Any) -> None:
    """A step that asks for the password again; what was sent is carried out then."""
    tombol.click()
    j.page.wait_for_load_state()
    if "autentikasi-ulang" in j.page.url:
        j.page.get_by_label("Kata sandi").fill(SANDI)
        j.page.get_by_role("button", name="Lanjutkan").click()
    j.page.wait_for_url(tujuan)


def isi_permohonan(j: Jendela, kegunaan: str) -> None:
    page = j.page
    page.get_by_label("Unit kerja").fill("Seksi Pelayanan")
    page.get_by_label("Maksud dan tujuan").fill("Menata rujukan pelayanan antarkecamatan.")
    page.get_by_label("Kegunaan", exact=False).first.fill(kegunaan)
    for kolom in ("Kode seksi", "Nama kepala"):
        page.get_by_role("checkbox", name=re.compile(kolom)).check()
    page.locator("[name=selesai]").fill((timezone.localdate() + timedelta(days=30)).strftime("%d-%m-%Y"))


def serahkan_dan_tandatangani(buka: Any, petugas: Jendela) -> str:
    """From the saved draft to the request; returns its path."""
    page = petugas.page
    page.wait_for_url(KONSEP)
    petugas.periksa(*DUA)
    jalur = re.sub(r"^https?://[^/]+", "", page.url)
    page.get_by_role("button", name="Serahkan kepada pimpinan").click()
    page.get_by_text("Menunggu pimpinan", exact=True).wait_for()
    camat = buka("camat", "uji-b", segar=True)
    camat.ke("/pemanfaatan/")
    assert "Menunggu tanda tangan Anda" in camat.teks()
    camat.ke(jalur)
    camat.periksa(*DUA)
    tekan_dan_buktikan(camat, camat.page.get_by_role("button", name="Tanda tangani dan ajukan"), PERMOHONAN)
    assert "Kedua surat ditandatangani" in camat.teks()
    camat.periksa(*DUA)
    return re.sub(r"^https?://[^/]+", "", camat.page.url)


def test_dari_katalog_sampai_izin(buka: Any, rumah: Any) -> None:
    dataset = rumah.minta("dataset_terbit")
    camat = buka("camat", "uji-b")
    camat.ke(f"/data/katalog/{dataset}/")
    assert "disusun oleh Data Contoh" in camat.teks(), "the head reads who drafts"
    assert camat.page.get_by_role("link", name="Ajukan permohonan").count() == 0
    camat.periksa(*DUA)

    petugas = buka("data", "uji-b")
    petugas.ke(f"/data/katalog/{dataset}/")
    petugas.page.get_by_role("link", name="Ajukan permohonan").click()
    petugas.page.wait_for_url("**/pemanfaatan/baru/**")
    petugas.periksa(*DUA)
    isi_permohonan(petugas, "Daftar rujukan perjalanan")
    petugas.page.get_by_role("button", name="Simpan dan lihat surat").click()
    jalur = serahkan_dan_tandatangani(buka, petugas)

    walidata = buka("data", "uji-a", segar=True)
    walidata.ke("/pemanfaatan/")
    assert "Menunggu rekomendasi Anda" in walidata.teks()
    walidata.periksa(*DUA)
    walidata.ke(f"{jalur}rekomendasi/")
    walidata.periksa(*DUA)
    page = walidata.page
    page.get_by_label("Setuju, dengan batas di bawah").check()
    page.get_by_label("Syarat atau alasan").fill("Hanya untuk rujukan.")
    tekan_dan_buktikan(walidata, page.get_by_role("button", name="Tanda tangani dan kirim"), PERMOHONAN)
    assert "Direkomendasikan walidata" in walidata.teks()
    walidata.periksa(*DUA)

    sekda = buka("sekda", "monitoring", segar=True)
    sekda.ke("/pemanfaatan/")
    assert "Walidata setuju" in sekda.teks()
    sekda.periksa(*DUA)
    sekda.ke(jalur)
    for kata in (
        "Data pribadi",
        "Disamarkan",
        "Hanya untuk rujukan.",
        "Surat pernyataan",
        "Rekomendasi walidata",
    ):
        assert kata in sekda.teks()
    sekda.periksa(*DUA)
    sekda.page.get_by_label("Nomor keputusan").fill("100.3/PERJALANAN/1")
    tekan_dan_buktikan(sekda, sekda.page.get_by_role("button", name="Setujui"), PERMOHONAN)
    assert "izin mulai berlaku" in sekda.teks()
    surat = sekda.page.get_by_role("link", name="Surat keputusan").get_attribute("href")
    _, pdf = sekda.ambil(surat)

    siapa_saja = buka(situs="monitoring", ponsel=True)
    siapa_saja.ke("/v/")
    siapa_saja.periksa()
    siapa_saja.page.get_by_label("Berkas PDF surat").set_input_files(
        {"name": "keputusan.pdf", "mimeType": "application/pdf", "buffer": pdf}
    )
    siapa_saja.page.get_by_role("button", name="Periksa PDF").click()
    siapa_saja.page.get_by_role("heading", name="Surat ini asli").wait_for()
    siapa_saja.periksa()

    petugas.ke(jalur)
    assert "Disetujui dengan keputusan 100.3/PERJALANAN/1" in petugas.teks()
    petugas.page.get_by_role("link", name="Lihat izin").click()
    petugas.page.wait_for_url("**/pemanfaatan/izin/**")
    petugas.periksa(*DUA)


def test_ditolak_dibanding_lalu_ditarik(buka: Any, rumah: Any) -> None:
    uuid = rumah.minta("permohonan_data", kegunaan="Daftar yang ditolak")
    sekda = buka("sekda", "monitoring", segar=True)
    page = sekda.page
    sekda.ke(f"/pemanfaatan/{uuid}/")
    assert page.get_by_role("button", name="Setujui").count() == 0, "without a recommendation only a refusal"
    sekda.periksa(*DUA)
    page.get_by_label("Nomor keputusan").fill("100.3/PERJALANAN/2")
    ulang = f"/akun/autentikasi-ulang/?next=%2Fpemanfaatan%2F{uuid}%2Ftolak%2F"
    sekda.boleh_gagal.add(sekda.alamat(ulang))  # the kept form is refused there: no reason was given
    tekan_dan_buktikan(sekda, page.get_by_role("button", name="Tolak"), "**/autentikasi-ulang/**")
    page.get_by_text("Alasan wajib diisi").first.wait_for()
    assert page.get_by_label("Nomor keputusan").input_value() == "100.3/PERJALANAN/2", "what was typed stays"
    sekda.periksa(*DUA)
    page.get_by_label("Alasan penolakan").fill("Menunggu data dirapikan.")
    page.get_by_role("button", name="Tolak").click()
    page.wait_for_url(PERMOHONAN)

    petugas = buka("data", "uji-b")
    page = petugas.page
    petugas.ke(f"/pemanfaatan/{uuid}/")
    assert "Menunggu data dirapikan." in petugas.teks()
    petugas.periksa(*DUA)
    page.get_by_role("link", name="Ajukan banding").click()
    page.wait_for_url("**/banding/")
    assert "Alasan penolakan: Menunggu data dirapikan." in petugas.teks()
    petugas.periksa(*DUA)
    page.locator("[name=selesai]").fill((timezone.localdate() + timedelta(days=30)).strftime("%d-%m-%Y"))
    page.get_by_role("button", name="Simpan dan lihat surat").click()
    banding = serahkan_dan_tandatangani(buka, petugas)

    petugas.ke(banding)
    page.get_by_role("button", name="Tarik permohonan…").click()
    dialog = page.locator("#tarik")
    dialog.get_by_role("textbox").fill("Sudah tersedia di kantor.")
    petugas.periksa()
    dialog.get_by_role("button", name="Tarik permohonan").click()
    page.get_by_text("Permohonan ditarik. Walidata diberi tahu.").wait_for()
    assert page.get_by_role("link", name="Mohon lagi").count() == 1
    petugas.periksa(*DUA)
    walidata = buka("data", "uji-a")
    walidata.ke(banding)
    assert "Sudah tersedia di kantor." in walidata.teks()
    assert walidata.page.get_by_role("link", name="Beri rekomendasi").count() == 0
    walidata.periksa(*DUA)
