"""A resident with a cheap telephone, a bad line and no JavaScript."""

import re
from time import monotonic
from typing import Any

import pytest

from tests.perjalanan.jendela import Jendela

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]
BATAS_BERAT = 150_000  # bytes over the line at the first visit
KATA_DALAM = re.compile(
    r"\b(diverifikasi|didistribusi\w*|divalidasi|diparaf|verifikasi|distribusi|validasi)\b", re.I
)
HARAPAN = {
    "diajukan": "Petugas loket memeriksa kelengkapan berkas Anda.",
    "ditolak": "Ada yang perlu Anda lengkapi.",
    "didistribusi": "Berkas Anda sedang diuji",
    "diparaf": "Dokumen Anda menunggu tanda tangan.",
    "ditandatangani": "Bawa tanda terima dan KTP-el ke loket.",
    "selesai": "Dokumen sudah diserahkan",
    "dibatalkan": "Permohonan ini dibatalkan.",
}


LAMBAT = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
"""Slow 3G as the developer tools of browsers define it: 400 kbit/s each way (bytes a second here), 400 ms."""


def berat(j: Jendela, jalur: str, *, jaringan: dict[str, Any] | None = None) -> int:
    """Bytes that came over the line for one page with everything that it loads (headers and gzip as sent)."""
    cdp = j.page.context.new_cdp_session(j.page)
    cdp.send("Network.enable")
    cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})
    if jaringan:
        cdp.send("Network.emulateNetworkConditions", jaringan)
    terkirim: list[int] = []
    cdp.on("Network.loadingFinished", lambda e: terkirim.append(int(e["encodedDataLength"])))
    j.ke(jalur)
    j.page.wait_for_load_state("networkidle")
    cdp.detach()
    assert len(terkirim) > 3, "the page loads no stylesheet?"
    return sum(terkirim)


@pytest.fixture
def telepon(buka: Any) -> Jendela:
    return buka(ponsel=True, java_script_enabled=False)


def test_dari_portal_dengan_kode_tanpa_javascript(telepon: Jendela, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="didistribusi")
    page = telepon.page
    page.goto(rumah.alamat("", "/"))
    assert page.get_by_role("link", name="Kecamatan Uji A").is_visible()
    page.locator("[name=instansi]").select_option(label="Kecamatan Uji A")
    page.locator("[name=kode]").fill(p["kode"].lower().replace("-", " "))
    page.get_by_role("button", name="Lacak permohonan").click()
    page.wait_for_url("**/lacak/**")
    assert page.url.startswith(rumah.alamat("uji-a", "/lacak/"))
    assert "Berkas Anda sedang diuji" in telepon.teks()

    telepon.ke("/")
    page.get_by_label("Sudah mengajukan? Lacak di sini").fill(p["kode"])
    page.get_by_role("button", name="Lacak").click()
    page.get_by_text(p["nomor"]).first.wait_for()


@pytest.mark.parametrize("status", HARAPAN)
def test_membaca_kata_yang_biasa(telepon: Jendela, buka: Any, rumah: Any, status: str) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status=status)
    telepon.ke(f"/lacak/{p['kode']}/")
    teks = telepon.teks()
    assert HARAPAN[status] in teks
    assert not KATA_DALAM.search(teks), KATA_DALAM.findall(teks)
    assert p["nama"] not in teks, "whoever finds a receipt must not learn the name"
    warga = buka()
    warga.ke(f"/lacak/{p['kode']}/")
    warga.periksa(1440, 360)


def test_kode_yang_salah_dijelaskan(telepon: Jendela) -> None:
    telepon.ke("/lacak/AAAA-AAAA-AAAA/", status=404)
    assert "tidak kami temukan" in telepon.teks()
    assert telepon.page.get_by_label("Kode lacak").is_visible()


@pytest.mark.parametrize("jalur", ["/", "/layanan/KEC-01/", "/lacak/", "/v/", "/akun/login/"])
def test_halaman_warga_untuk_semua_orang(buka: Any, jalur: str) -> None:
    warga = buka()
    warga.ke(jalur)
    warga.periksa(1440, 360)


def test_portal_untuk_semua_orang(buka: Any) -> None:
    warga = buka(situs="")
    for jalur in ("/", "/lacak/"):
        warga.ke(jalur)
        warga.periksa(1440, 360)


def test_kunjungan_pertama_ringan(buka: Any, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="ditolak")
    halaman = [
        ("uji-a", "/"),
        ("uji-a", "/layanan/KEC-01/"),
        ("uji-a", f"/lacak/{p['kode']}/"),
        ("", "/"),
        ("uji-a", "/v/"),
    ]
    hasil = {f"{situs}{jalur}": berat(buka(situs=situs), jalur) for situs, jalur in halaman}
    assert {k: n for k, n in hasil.items() if n >= BATAS_BERAT} == {}, hasil


def test_lacak_di_jaringan_lambat(buka: Any, rumah: Any) -> None:
    """Slow 3G, an empty cache: the answer is there within some seconds, and the whole page weighs less than 150 kB."""
    p = rumah.minta("permohonan", situs="uji-a", status="ditolak")
    telepon = buka(ponsel=True)
    telepon.page.set_default_timeout(30_000)
    mulai = monotonic()
    bita = berat(telepon, f"/lacak/{p['kode']}/", jaringan=LAMBAT)
    assert HARAPAN["ditolak"] in telepon.teks()
    assert bita < BATAS_BERAT, bita
    assert monotonic() - mulai < 20
    terlihat = telepon.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert terlihat < 6_000, f"the first words appear after {terlihat} ms"


def test_gelap_juga_terbaca(buka: Any, rumah: Any) -> None:
    p = rumah.minta("permohonan", situs="uji-a", status="ditolak")
    warga = buka(ponsel=True, color_scheme="dark")
    for jalur in ("/", f"/lacak/{p['kode']}/"):
        warga.ke(jalur)
        warga.periksa()
