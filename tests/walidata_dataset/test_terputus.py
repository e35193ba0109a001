"""A worker that is killed between two chunks: what it committed stays, the next one goes on, and no row is there twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from inti.akun.models import Pengguna, Penugasan
from inti.situs import info_instansi
from monitoring_center.walidata.dataset import actions, muat
from monitoring_center.walidata.dataset.models import Baris, Versi
from tests.conftest import di_situs
from tests.walidata_dataset.bantu import berkas_csv, berkas_xlsx, buat_dataset, galat

pytestmark = pytest.mark.nyata
BARIS = [(f"Desa {n}", "x" if n == 12 else n, "01-03-2025") for n in range(35)]
PEKERJA = """
import os, signal, sys
import django
django.setup()
from inti.db import sebagai_sasaran
from inti.situs import info_instansi, pada_situs, situs_instansi
from monitoring_center.walidata.dataset import muat

asli, sudah = muat._simpan, []
muat.POTONGAN = 10

def simpan(versi, hasil):
    asli(versi, hasil)
    sudah.append(hasil.akhir)
    if len(sudah) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

muat._simpan = simpan
situs = situs_instansi(info_instansi("i_uji_a"))
with pada_situs(situs), sebagai_sasaran(situs.sasaran):
    muat.periksa_versi(int(sys.argv[1]))
"""


@pytest.fixture
def kantor(basis_nyata: None) -> Iterator[Pengguna]:
    with di_situs(info_instansi("i_uji_a")):
        p = Pengguna.objects.create(surel="data@contoh.kab.go.id", nama="Pengelola Data")
        Penugasan.objects.create(
            pengguna=p, peran="pengelola_data", nomor_sk="SK/1", mulai=timezone.localdate()
        )
        yield Pengguna.objects.get(pk=p.pk)


def periksa_lalu_mati(versi: Versi, potongan: int) -> None:
    """In a process of its own: check, and be killed after so many chunks."""
    db = settings.DATABASES["default"]
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "inti.settings.utama",
        "DATABASE_URL": f"postgresql://{db['HOST']}:{db['PORT']}/{db['NAME']}",
        "SPBE_DATA": str(settings.SPBE_DATA),
        "SPBE_PROSES": "worker",
        "SPBE_KUNCI_LOGIN": settings.SPBE_KUNCI_LOGIN,
        "SPBE_KUNCI_DATA": settings.SPBE_KUNCI_DATA,
        "SPBE_KUNCI_RAHASIA": settings.SECRET_KEY,
        "SPBE_SANDI_PEMILIK": "",
    }
    perintah = [sys.executable, "-c", PEKERJA, str(versi.pk), str(potongan)]
    hasil = subprocess.run(perintah, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert hasil.returncode == -signal.SIGKILL, hasil.stderr[-2000:]
    versi.refresh_from_db()


@pytest.mark.parametrize("berkas", [berkas_csv, berkas_xlsx])
def test_dilanjutkan_sesudah_pekerja_mati(kantor: Pengguna, berkas: Any) -> None:
    v = actions.unggah(
        dataset=buat_dataset(), berkas=berkas(BARIS), periode_mulai=date(2025, 1, 1), oleh=kantor
    )
    periksa_lalu_mati(v, 1)
    assert (v.keadaan, v.diproses, v.baris) == ("diperiksa", 11, 10)
    periksa_lalu_mati(v, 2)
    assert (v.diproses, v.baris, v.galat) == (31, 30, 1)
    assert Baris.objects.filter(versi=v).count() == 30
    muat.periksa_versi(v.pk)
    v.refresh_from_db()
    assert (v.keadaan, v.diproses, v.baris, v.galat) == ("ditolak", 36, 35, 1)
    assert galat(v) == [(14, "jumlah", "tipe")]
