"""The gate in a real browser: reader and owner side by side, on a screen and on a phone; axe finds nothing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings

from inti.db.login import LOGIN_MONITORING
from tests.peramban import buka_halaman, layani, peramban, periksa_axe, periksa_bersih  # noqa: F401
from tests.walidata.bantu import PEMBACA, PEMILIK, SAMAR, jejak, satu, terbit_orang

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]
LAYAR = {"viewport": {"width": 1440, "height": 900}}
PONSEL = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def jalan(masuk: Callable[..., Any], peramban: Any) -> Iterator[Callable[..., Any]]:  # noqa: F811
    """jalan(schema, peran, **viewport) -> (page of that person, function that goes to a path of the site)."""
    with layani() as porta, ExitStack() as tumpukan:

        def buat(skema: str, peran: str = "", **opsi: Any) -> tuple[Any, Callable[[str], None]]:
            k = masuk(skema, peran)
            host = k.defaults["HTTP_HOST"]
            page = tumpukan.enter_context(buka_halaman(peramban, **opsi))
            if peran:
                kuki = k.cookies[settings.SESSION_COOKIE_NAME].value
                page.context.add_cookies(
                    [{"name": settings.SESSION_COOKIE_NAME, "value": kuki, "domain": host, "path": "/"}]
                )

            def pergi(jalur: str) -> None:
                page.goto(f"http://{host}:{porta}{jalur}")
                page.wait_for_load_state("networkidle")

            return page, pergi

        yield buat


@pytest.fixture
def izin(orang_tersandi: None, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("monitoring_center.walidata.gerbang.views.baca.PER_HALAMAN", 15)
    return terbit_orang("nama", "umur", SAMAR)


@pytest.mark.parametrize("ukuran", [LAYAR, PONSEL], ids=["layar", "ponsel"])
def test_pembaca_membaca_pemilik_melihat_sekda_mencabut(jalan: Any, izin: str, ukuran: Any) -> None:
    pembaca, ke = jalan(PEMBACA, "pengelola_data", **ukuran)
    pemilik, ke_pemilik = jalan(PEMILIK, "pengelola_data", **ukuran)

    ke("/gerbang/")
    periksa(pembaca)
    pembaca.get_by_role("link", name="Orang").click()
    periksa(pembaca)
    pembaca.get_by_label("Untuk apa data ini dibaca sekarang?").fill("Pencocokan triwulan")
    pembaca.get_by_role("button", name="Buka data").click()
    pembaca.get_by_role("heading", name="Baris 1–15").wait_for()
    periksa(pembaca)
    pembaca.get_by_role("link", name="Berikutnya").click()
    pembaca.get_by_role("heading", name="Baris 16–30").wait_for()

    ke_pemilik("/gerbang/jejak/")
    assert "Pencocokan triwulan" in pemilik.inner_text("main"), "terlihat saat itu juga"
    periksa(pemilik)

    pembaca.get_by_text("Saring baris").click()
    pembaca.get_by_label("Kolom").select_option("umur")
    pembaca.get_by_label("Syarat").select_option("paling_sedikit")
    pembaca.get_by_label("Nilai").fill("59")
    pembaca.get_by_role("button", name="Terapkan").click()
    pembaca.get_by_role("heading", name="Baris 1–2").wait_for()
    with pembaca.expect_download() as unduhan:
        pembaca.get_by_role("button", name="Unduh semua").click()
    isi = unduhan.value.path().read_text(encoding="utf-8").splitlines()
    assert isi[0] == "nama,umur,nik"
    assert [b.rsplit(",", 1)[0] for b in isi[1:]] == ["Orang 39,59", "Orang 40,60"]

    ke("/gerbang/jejak/sendiri/")
    assert "Pencocokan triwulan (unduhan CSV)" in pembaca.inner_text("main")
    periksa(pembaca)

    assert satu(LOGIN_MONITORING, "SELECT gerbang.cabut(%s, 'Dipakai di luar maksud', 'Sekda')", izin)
    ke(f"/gerbang/{izin}/")
    teks = pembaca.inner_text("main")
    assert "Izin sudah dicabut." in teks
    assert "Dipakai di luar maksud" in teks
    assert "Orang 1" not in teks
    periksa(pembaca)
    ke_pemilik("/gerbang/jejak/")
    assert [p[0] for p in jejak()[-2:]] == ["cabut", "tolak"], "klik yang ditolak tercatat saat itu juga"
    assert "Ditolak" in pemilik.inner_text("main")


@pytest.mark.parametrize("ukuran", [LAYAR, PONSEL], ids=["layar", "ponsel"])
def test_halaman_pusat_dan_segel(jalan: Any, izin: str, ukuran: Any) -> None:
    satu(PEMBACA, "SELECT gerbang.buka(%s, 'x')::text", izin)
    satu(LOGIN_MONITORING, "SELECT gerbang.segelkan()")
    sekda, ke = jalan("monitoring", "sekda", **ukuran)
    for jalur in ("/gerbang/", "/gerbang/jejak/"):
        ke(jalur)
        periksa(sekda)
    portal, ke = jalan("portal", **ukuran)
    ke("/")
    portal.get_by_role("link", name="Segel jejak akses data").click()
    portal.get_by_role("heading", name="Segel terakhir").wait_for()
    periksa(portal)


def periksa(page: Any) -> None:
    page.wait_for_load_state("networkidle")
    periksa_axe(page)
    periksa_bersih(page)
