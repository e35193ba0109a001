"""A real SIGKILL of the provisioning process at every step: the next run finishes, or a cancellation removes everything."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from inti.db import sebagai_pemilik
from tenants import actions
from tenants.models import Instansi, Penyediaan
from tenants.penyediaan import LANGKAH
from tests.tenants.bantu import ada_login, ada_skema
from tests.tenants.test_penyediaan import SUREL, _periksa_hilang, _periksa_lengkap

AKAR = Path(__file__).resolve().parents[2]
PROGRAM = """
import os, signal, sys
import django
django.setup()
from inti.db import sebagai_pemilik
from tenants import actions
from tenants.models import Instansi
from tenants.penyediaan import LANGKAH, pelaksana

pk, nama, kapan = int(sys.argv[1]), sys.argv[2], sys.argv[3]
asli = {b.nama: b.kerjakan for b in LANGKAH}

def mati(p):
    if kapan == "sesudah":
        asli[nama](p)
    os.kill(os.getpid(), signal.SIGKILL)

pelaksana.LANGKAH = tuple(
    type(b)(**(vars(b) | {"kerjakan": mati})) if b.nama == nama else b for b in LANGKAH
)
with sebagai_pemilik():
    instansi = Instansi.objects.get(pk=pk)
actions.sediakan(instansi=instansi, surel_admin=sys.argv[4], nama_admin="Camat Baru")
"""

pytestmark = pytest.mark.nyata


def _bunuh_di(instansi: Instansi, nama: str, kapan: str) -> None:
    """Provision in a process of its own that kills itself before or after the work of a step."""
    db = settings.DATABASES["default"]
    lingkungan = {k: v for k, v in os.environ.items() if not k.startswith(("SPBE_", "DJANGO_"))} | {
        "DJANGO_SETTINGS_MODULE": "inti.settings.utama",
        "DATABASE_URL": f"postgresql://{db['HOST']}:{db['PORT']}/{db['NAME']}",
        "SPBE_DOMAIN": settings.SPBE_DOMAIN,
        "SPBE_DOMAIN_SUREL": settings.SPBE_DOMAIN_SUREL,
        "SPBE_DATA": str(settings.SPBE_DATA),
        "SPBE_KUNCI_RAHASIA": settings.SECRET_KEY,
        "SPBE_KUNCI_LOGIN": settings.SPBE_KUNCI_LOGIN,
        "SPBE_KUNCI_DATA": settings.SPBE_KUNCI_DATA,
        "SPBE_SANDI_PEMILIK": settings.SPBE_SANDI_PEMILIK,
        "PYTHONPATH": os.pathsep.join([str(AKAR / "platform"), str(AKAR), *filter(None, sys.path)]),
    }
    perintah = [sys.executable, "-c", PROGRAM, str(instansi.pk), nama, kapan, SUREL]
    hasil = subprocess.run(perintah, env=lingkungan, capture_output=True, text=True, timeout=60, check=False)
    assert hasil.returncode == -9, hasil.stderr


@pytest.mark.parametrize("kapan", ["sebelum", "sesudah"])
def test_dibunuh_di_setiap_langkah_lalu_dilanjutkan(draf_nyata, kapan):
    """One instansi, killed at every step in turn: each run gets a little further."""
    for bagian in LANGKAH:
        _bunuh_di(draf_nyata, bagian.nama, kapan)
        with sebagai_pemilik():
            p = Penyediaan.objects.get(instansi=draf_nyata)
            assert Instansi.objects.get(pk=draf_nyata.pk).status == "draf"
        assert p.keadaan == "berjalan"
        assert bagian.nama not in p.riwayat
        assert ada_skema(draf_nyata.schema_name) == ("skema" in p.riwayat)
        assert ada_login(draf_nyata.schema_name) == ("login" in p.riwayat)
    p = actions.sediakan(instansi=draf_nyata)
    assert p.percobaan == len(LANGKAH) + 1
    _periksa_lengkap(draf_nyata)


@pytest.mark.parametrize("nama", ["skema", "undangan", "aktif"])
def test_dibunuh_lalu_dibatalkan(draf_nyata, nama):
    _bunuh_di(draf_nyata, nama, "sesudah")
    with sebagai_pemilik():
        p = Penyediaan.objects.get(instansi=draf_nyata)
    actions.batalkan_penyediaan(penyediaan=p)
    _periksa_hilang(draf_nyata, p)


def test_dua_pelaksana_serentak_menghasilkan_satu_instansi(draf_nyata, di):
    """The outbox may deliver a job twice at the same time."""
    import threading

    from django.db import connection

    with di("diskominfo"):
        p = actions.minta_penyediaan(
            instansi=draf_nyata, oleh=None, surel_admin=SUREL, nama_admin="Camat Baru"
        )
    galat: list[BaseException] = []

    def jalan() -> None:
        from tenants.penyediaan import jalankan

        try:
            jalankan(p.pk)
        except BaseException as g:
            galat.append(g)
        finally:
            connection.close()

    utas = [threading.Thread(target=jalan) for _ in range(3)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert galat == []
    _periksa_lengkap(draf_nyata)


def test_alamat_yang_sama_dapat_disediakan_lagi_setelah_dibatalkan(draf_nyata):
    """Connections of the dropped login that this process still keeps must not serve the new one."""
    from inti.db import di_instansi
    from tenants.actions import daftarkan_instansi
    from tests.tenants.bantu import isian

    _bunuh_di(draf_nyata, "aktif", "sebelum")
    with di_instansi(draf_nyata.schema_name):
        from layanan.models import Layanan

        assert Layanan.objects.count() == 25
    with sebagai_pemilik():
        p = Penyediaan.objects.get(instansi=draf_nyata)
    actions.batalkan_penyediaan(penyediaan=p)
    with sebagai_pemilik():
        lagi = daftarkan_instansi(oleh=None, **isian(slug=draf_nyata.slug))
    actions.sediakan(instansi=lagi, surel_admin=SUREL, nama_admin="Camat Baru")
    _periksa_lengkap(lagi)
