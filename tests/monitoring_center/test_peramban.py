"""The pages in a real browser: nothing breaks, axe finds nothing, the map draws, the wall turns."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from inti.akun.models import Pengguna, Penugasan
from inti.db import di_instansi
from inti.situs import info_instansi
from layanan.models import Permohonan
from monitoring_center.agregasi.actions import lipat, setujui
from monitoring_center.agregasi.daftar import daftar_indikator
from tests.conftest import KlienSitus, di_situs
from tests.monitoring_center.conftest import baris_permohonan
from tests.peramban import buka_halaman, layani, peramban, periksa_axe, periksa_bersih  # noqa: F401

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]


def orang(tujuan: Any, peran: str) -> tuple[Pengguna, str]:
    """A person with this role on a site, and the session cookie of a log-in there."""
    with di_situs(tujuan) as situs:
        p = Pengguna(surel=f"{peran}@contoh.kab.go.id", nama=f"Pejabat {peran}")
        p.save()
        Penugasan.objects.create(pengguna=p, peran=peran, nomor_sk="SK/1", mulai=timezone.localdate())
        p = Pengguna.objects.get(pk=p.pk)
        host = settings.SPBE_DOMAIN
        host = f"{tujuan}.{host}" if isinstance(tujuan, str) else f"{tujuan.slug}.{host}"
        return p, KlienSitus(situs, host).masuk(p).cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture
def buka(basis_nyata: None, peramban: Any) -> Iterator[Callable[..., Any]]:  # noqa: F811
    """buka("monitoring" | "uji-a", "/path") -> page of somebody who may see it, in a small kabupaten."""
    a = info_instansi("i_uji_a")
    kepala, sesi_kepala = orang(a, "penanggung_jawab")
    hari = timezone.localdate()
    with di_instansi(a):
        for n in range(40):
            masuk = hari - timedelta(days=9 * n)
            baris_permohonan(masuk=masuk, selesai=masuk if n % 3 else None, tepat=n % 5 != 0).save()
        for kode in list(daftar_indikator())[:-1]:
            setujui(indikator=kode, oleh=kepala)
        assert Permohonan.objects.count() == 40
    lipat(instansi=a)
    sesi = {"uji-a": sesi_kepala, "monitoring": orang("monitoring", "sekda")[1]}
    with layani() as porta, ExitStack() as tumpukan:

        def jalan(situs: str, jalur: str, **opsi: Any) -> Any:
            page = tumpukan.enter_context(buka_halaman(peramban, **opsi))
            host = f"{situs}.{settings.SPBE_DOMAIN}"
            kuki = {"name": settings.SESSION_COOKIE_NAME, "value": sesi[situs], "domain": host, "path": "/"}
            page.context.add_cookies([kuki])
            assert page.goto(f"http://{host}:{porta}{jalur}").status == 200
            page.wait_for_load_state("networkidle")
            return page

        yield jalan


HALAMAN = [
    ("monitoring", "/?periode=12&ukuran=tepat_waktu"),
    ("monitoring", "/data/"),
    ("monitoring", "/instansi/uji-a/?periode=12"),
    ("uji-a", "/publikasi/"),
    ("uji-a", "/publikasi/permohonan_masuk/"),
    ("uji-a", "/publikasi/lama_proses_menit/"),
]
PONSEL = {"viewport": {"width": 390, "height": 844}}


@pytest.mark.parametrize("opsi", [{}, PONSEL, {"color_scheme": "dark"}], ids=["layar", "ponsel", "gelap"])
def test_halaman_dapat_dipakai_semua_orang(buka: Any, opsi: dict[str, Any]) -> None:
    for situs, jalur in HALAMAN:
        page = buka(situs, jalur, **opsi)
        periksa_axe(page)
        periksa_bersih(page)
        page.context.close()


def test_peta_tergambar_dan_berujung_pada_rincian(buka: Any) -> None:
    page = buka("monitoring", "/")
    page.wait_for_selector("#peta canvas")
    page.locator(".peta-daftar a", has_text="Uji A").click()
    assert "/instansi/uji-a/" in page.url


def test_dinding_muat_dan_berputar(buka: Any) -> None:
    page = buka("monitoring", "/dinding/", viewport={"width": 1920, "height": 1080})
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    assert page.locator(".wall-waktu").inner_text().count("WITA") == 2
    assert "ke=1" in page.locator("#wall").get_attribute("data-putar-ke")
    periksa_axe(page)


def test_pimpinan_menyetujui_lalu_indikator_berikutnya(buka: Any) -> None:
    page = buka("uji-a", "/publikasi/")
    page.get_by_role("link", name="Putuskan berikutnya").click()
    page.get_by_role("button", name="Setujui publikasi").click()
    page.wait_for_url("**/publikasi/")
    assert f"{len(daftar_indikator())} dari {len(daftar_indikator())}" in page.content()
