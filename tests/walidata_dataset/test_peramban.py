"""The pages of the rows in a real browser, wide and narrow: axe finds nothing, nothing scrolls sideways.

With SPBE_TANGKAP=<folder> it also leaves pictures there.
"""

import os
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from inti.akun.models import Pengguna, Penugasan
from inti.dataset import Kolom
from inti.situs import info_instansi
from inti.tasks import jalankan_semua
from monitoring_center.walidata.dataset import actions
from tests.conftest import KlienSitus, di_situs
from tests.peramban import buka_halaman, layani, peramban, periksa_axe, periksa_bersih  # noqa: F401
from tests.walidata_dataset.bantu import KOLOM, berkas_csv, buat_dataset

pytestmark = [pytest.mark.nyata, pytest.mark.peramban]
NIK = Kolom(
    "nik", "NIK penyetor", pribadi="umum", tersandi=True, konteks="dataset.sampah.nik", indeks="nik_indeks"
)
JUDUL = ("Desa", "Jumlah sampah", "Tanggal timbang", "NIK penyetor", "Catatan")


@pytest.fixture
def porta(basis_nyata: None) -> Iterator[tuple[int, str, dict[str, str]]]:
    """(port, session cookie, addresses) of an office with data in force, a checked version and a refused one."""
    a = info_instansi("i_uji_a")
    with di_situs(a) as situs:
        p = Pengguna.objects.create(surel="data@contoh.kab.go.id", nama="Pengelola Data")
        Penugasan.objects.create(
            pengguna=p, peran="pengelola_data", nomor_sk="SK/1", mulai=timezone.localdate()
        )
        p = Pengguna.objects.get(pk=p.pk)
        sesi = (
            KlienSitus(situs, f"{a.slug}.{settings.SPBE_DOMAIN}")
            .masuk(p)
            .cookies[settings.SESSION_COOKIE_NAME]
            .value
        )
        d = buat_dataset(kolom=[*KOLOM, NIK], nama="Timbangan sampah bank sampah desa")

        def kirim(tahun: int, salah: str = "") -> Any:
            baris = [
                (f"Desa {n}", salah or 120 * n, f"{n + 1:02d}-03-2025", f"63100101019000{n:02d}", "–")
                for n in range(20)
            ]
            v = actions.unggah(
                dataset=d, berkas=berkas_csv(baris, JUDUL), periode_mulai=date(tahun, 1, 1), oleh=p
            )
            jalankan_semua()
            v.refresh_from_db()
            return v

        berlaku = actions.berlakukan(versi=kirim(2024), oleh=p)
        alamat = {
            "d": d.uuid,
            "berlaku": berlaku.uuid,
            "salah": kirim(2025, "seribu").uuid,
            "siap": kirim(2024).uuid,
        }
    with layani() as nomor:
        yield nomor, sesi, {k: str(v) for k, v in alamat.items()}


HALAMAN = (
    ("{d}/", "beranda"), ("{d}/unggah/", "unggah"), ("versi/{salah}/", "salah"), ("versi/{siap}/", "siap"),
    ("versi/{berlaku}/baris/", "baris"), ("versi/{berlaku}/baris/ubah/?baris=3", "ubah"),
)  # fmt: skip


@pytest.mark.parametrize("lebar", [1440, 360])
def test_halaman_rapi(porta: tuple[int, str, dict[str, str]], peramban: Any, lebar: int) -> None:  # noqa: F811
    nomor, sesi, alamat = porta
    host = f"uji-a.{settings.SPBE_DOMAIN}"
    with buka_halaman(peramban, viewport={"width": lebar, "height": 800}) as page:
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": sesi, "domain": host, "path": "/"}]
        )
        for jalur, nama in HALAMAN:
            assert page.goto(f"http://{host}:{nomor}/data/isi/{jalur.format(**alamat)}").status == 200, nama
            page.wait_for_load_state("networkidle")
            if folder := os.environ.get("SPBE_TANGKAP"):
                page.screenshot(path=f"{folder}/{nama}-{lebar}.png", full_page=True)
            periksa_bersih(page)
            periksa_axe(page)
