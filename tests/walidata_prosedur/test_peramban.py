"""The pages of the procedure in a real browser: every state, on a screen, a phone and in the dark; axe finds nothing."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from inti.akun.models import Pengguna, Penugasan
from inti.situs import info_instansi
from monitoring_center.walidata.prosedur import actions
from tests.conftest import KlienSitus, di_situs
from tests.peramban import buka_halaman, layani, peramban, periksa_axe, periksa_bersih  # noqa: F401
from tests.walidata_prosedur.bantu import (
    Pihak,
    ajukan,
    catat_perintah,
    izin,
    konsep,
    rekomendasikan,
    susun_pihak,
    tolak,
)

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]
PONSEL = {"viewport": {"width": 360, "height": 740}}


def buat(peran: str, di: Any = None) -> Pengguna:
    """A person of this role, here or on another site."""
    if di is not None:
        with di_situs(di):
            return buat(peran)
    orang = Pengguna.objects.create(surel=f"{peran}@contoh.kab.go.id", nama=f"Pejabat {peran}")
    Penugasan.objects.create(pengguna=orang, peran=peran, nomor_sk="SK/1", mulai=timezone.localdate())
    return orang


def keadaan(p: Pihak) -> dict[str, str]:
    """One of everything; name -> path."""
    satu, k = izin(p), konsep(p)
    antre, putus, tolakan = (ajukan(p, kegunaan=f"Kegunaan {n}") for n in range(3))
    for m in (putus, tolakan):
        rekomendasikan(p, m, alasan="Hanya untuk rujukan.")
    tolak(p, tolakan)
    with di_situs(p.b):
        actions.serahkan(konsep=konsep(p), oleh=p.petugas)
    with di_situs(p.a):
        actions.usulkan_cabut(izin=satu, alasan="Dipakai di luar maksud.", oleh=p.walidata)
    perintah = catat_perintah(p)
    return {
        "konsep": f"/pemanfaatan/konsep/{k.uuid}/", "ubah": f"/pemanfaatan/konsep/{k.uuid}/ubah/",
        "rekomendasi": f"/pemanfaatan/{antre.uuid}/rekomendasi/", "putus": f"/pemanfaatan/{putus.uuid}/",
        "ditolak": f"/pemanfaatan/{tolakan.uuid}/", "izin": f"/pemanfaatan/izin/{satu.uuid}/",
        "perintah": f"/pemanfaatan/perintah/{perintah.uuid}/", "baru": f"/pemanfaatan/baru/{p.dataset.uuid}/",
        "daftar": "/pemanfaatan/", "daftar_izin": "/pemanfaatan/izin/", "pilih": "/pemanfaatan/baru/",
        "daftar_perintah": "/pemanfaatan/perintah/",
    }  # fmt: skip


HALAMAN = [
    ("petugas", "daftar"), ("petugas", "pilih"), ("petugas", "baru"), ("petugas", "konsep"), ("petugas", "ubah"),
    ("petugas", "ditolak"), ("kepala_b", "daftar"), ("walidata", "daftar"), ("walidata", "rekomendasi"),
    ("walidata", "izin"), ("walidata", "daftar_izin"), ("sekda", "daftar"), ("sekda", "putus"), ("sekda", "izin"),
    ("sekda", "perintah"), ("sekda", "daftar_perintah"), ("bupati", "perintah"),
]  # fmt: skip


@pytest.fixture
def buka(basis_nyata: None, peramban: Any) -> Iterator[Callable[..., Any]]:  # noqa: F811
    """buka("walidata", "rekomendasi") -> page of that person."""
    p = susun_pihak(info_instansi("i_uji_a"), info_instansi("i_uji_b"), buat)
    jalur = keadaan(p)
    rumah = {"walidata": p.a, "petugas": p.b, "kepala_b": p.b, "sekda": "monitoring", "bupati": "monitoring"}
    with layani() as porta, ExitStack() as tumpukan:

        def jalan(siapa: str, nama: str, **opsi: Any) -> Any:
            tujuan = rumah[siapa]
            with di_situs(tujuan) as situs:
                host = f"{tujuan if isinstance(tujuan, str) else tujuan.slug}.{settings.SPBE_DOMAIN}"
                sesi = KlienSitus(situs, host).masuk(Pengguna.objects.get(pk=getattr(p, siapa).pk)).cookies
            page = tumpukan.enter_context(buka_halaman(peramban, **opsi))
            kuki = sesi[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies(
                [{"name": settings.SESSION_COOKIE_NAME, "value": kuki, "domain": host, "path": "/"}]
            )
            assert page.goto(f"http://{host}:{porta}{jalur[nama]}").status == 200
            page.wait_for_load_state("networkidle")
            return page

        yield jalan


@pytest.mark.parametrize("opsi", [{}, PONSEL, {"color_scheme": "dark"}], ids=["layar", "ponsel", "gelap"])
def test_halaman_dapat_dipakai_semua_orang(buka: Any, opsi: dict[str, Any]) -> None:
    for siapa, nama in HALAMAN:
        page = buka(siapa, nama, **opsi)
        periksa_axe(page)
        periksa_bersih(page)
        lebar = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert lebar[0] <= lebar[1], f"{siapa} {nama}: halaman lebih lebar daripada layar"
        page.context.close()
