"""Survey, complaints and reports in a real browser, wide and narrow: axe finds nothing, nothing scrolls sideways.

With SPBE_TANGKAP=<folder> it also leaves pictures there.
"""

import os
import random
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from inti.akun.models import Pengguna, Penugasan
from inti.situs import info_instansi
from layanan.demo import isi_riwayat
from layanan.enums import Status
from layanan.models import Permohonan
from layanan.pengaduan.demo import isi_demo as isi_pengaduan
from layanan.pengaduan.models import Pengaduan
from layanan.skm.actions import undang
from layanan.skm.demo import isi_demo as isi_survei
from layanan.skm.models import Undangan
from layanan.waktu.jam import hari_ini
from tests.conftest import KlienSitus, di_situs
from tests.peramban import buka_halaman, layani, peramban, periksa_axe, periksa_bersih  # noqa: F401

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]
PERAN = {
    "fo": "operator", "admin": "administrator", "kasi": "pelaksana", "sekcam": "koordinator", "camat": "penanggung_jawab",
}  # fmt: skip


@pytest.fixture
def porta(basis_nyata: None) -> Iterator[tuple[int, dict[str, str], dict[str, str]]]:
    """(port, session cookie by person, addresses made of data) of an office with some history."""
    a = info_instansi("i_uji_a")
    sesi: dict[str, str] = {}
    with di_situs(a) as situs:
        orang: dict[str, Any] = {}
        for nama, peran in PERAN.items():
            p = Pengguna.objects.create(surel=f"{nama}@contoh.kab.go.id", nama=f"Pejabat {nama.title()}")
            Penugasan.objects.create(
                pengguna=p,
                peran=peran,
                seksi="KMS" if nama == "kasi" else "",
                nomor_sk="SK/1",
                mulai=timezone.localdate(),
            )
            orang[peran] = Pengguna.objects.get(pk=p.pk)
            klien = KlienSitus(situs, f"{a.slug}.{settings.SPBE_DOMAIN}").masuk(orang[peran])
            sesi[nama] = klien.cookies[settings.SESSION_COOKIE_NAME].value
        bahan: dict[str, Any] = {"instansi": a, "sampai": hari_ini(), "orang": orang, "per_seksi": {}}
        isi_riwayat(acak=random.Random(2), jumlah=240, terbuka=24, **bahan)
        isi_survei(acak=random.Random(2), **bahan)
        isi_pengaduan(acak=random.Random(2), **bahan)
        Undangan.objects.filter(dipakai=False).first()
        token = next((u.token for u in Undangan.objects.all() if u.token), "")
        if not token:
            undangan = undang(Permohonan.objects.filter(status=Status.SELESAI).first())
            token = undangan.token if undangan else ""
        alamat = {
            "token": token,
            "aduan": str(Pengaduan.objects.filter(status="diterima").first().uuid),
            "kode": Pengaduan.objects.filter(status="selesai").first().kode,
        }
    with layani() as nomor:
        yield nomor, sesi, alamat


HALAMAN = (
    ("", "/survei/{token}/", "survei"), ("", "/kepuasan/", "kepuasan"), ("", "/aduan/", "aduan"),
    ("", "/aduan/{kode}/", "aduan-ikuti"), ("camat", "/skm/", "skm"), ("sekcam", "/skm/rencana/", "rencana"),
    ("sekcam", "/skm/saran/", "saran"), ("admin", "/pengaduan/", "pengaduan"),
    ("admin", "/pengaduan/{aduan}/", "pengaduan-kerja"),
    ("camat", "/laporan/?periode={tahun}", "laporan"), ("camat", "/laporan/register/?periode={tahun}", "register"),
    ("camat", "/laporan/agenda/?periode={tahun}", "agenda"), ("camat", "/laporan/unduhan/", "unduhan"),
)  # fmt: skip


@pytest.mark.parametrize("lebar", [1440, 360])
def test_halaman_rapi(porta: tuple[int, dict[str, str], dict[str, str]], peramban: Any, lebar: int) -> None:  # noqa: F811
    nomor, sesi, alamat = porta
    host = f"uji-a.{settings.SPBE_DOMAIN}"
    for siapa, jalur, nama in HALAMAN:
        with buka_halaman(peramban, viewport={"width": lebar, "height": 800}) as page:
            if siapa:
                kuki = {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": sesi[siapa],
                    "domain": host,
                    "path": "/",
                }
                page.context.add_cookies([kuki])
            url = jalur.format(tahun=hari_ini().year, **alamat)
            assert page.goto(f"http://{host}:{nomor}{url}").status == 200, nama
            page.wait_for_load_state("networkidle")
            if folder := os.environ.get("SPBE_TANGKAP"):
                page.wait_for_timeout(500)
                page.screenshot(path=f"{folder}/{nama}-{lebar}.png", full_page=True)
                continue
            periksa_bersih(page)
            periksa_axe(page)


def test_survei_tanpa_skrip(porta: tuple[int, dict[str, str], dict[str, str]], peramban: Any) -> None:  # noqa: F811
    """From the link to the thanks with JavaScript off, and light enough for a bad line."""
    nomor, _, alamat = porta
    with buka_halaman(peramban, viewport={"width": 360, "height": 740}, java_script_enabled=False) as page:
        bita: list[int] = []
        page.on("requestfinished", lambda r: bita.append(r.sizes()["responseBodySize"]))
        page.goto(f"http://uji-a.{settings.SPBE_DOMAIN}:{nomor}/survei/{alamat['token']}/")
        page.wait_for_load_state("networkidle")
        assert sum(bita) < 150_000
        for kelompok in page.locator("fieldset.skm-butir").all():
            kelompok.locator("input").last.check()
        page.get_by_role("button", name="Kirim penilaian").click()
        assert "Terima kasih" in page.locator("h1").inner_text()
