"""Folding while others write: late commits, two folds at once, death at any statement. Real log-ins."""

import os
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from inti.db import di_instansi, sebagai
from inti.db.login import LOGIN_MONITORING
from inti.situs import InfoInstansi, info_instansi
from layanan.models import Permohonan
from monitoring_center.agregasi.actions import lipat, setujui
from monitoring_center.agregasi.daftar import daftar_indikator
from monitoring_center.agregasi.models import AgregasiDelta, AgregasiRekap
from monitoring_center.agregasi.periksa import periksa
from monitoring_center.dasbor.models import Fakta
from tests.monitoring_center.conftest import baris_permohonan

pytestmark = pytest.mark.nyata
HARI = date(2026, 3, 2)


@pytest.fixture
def instansi(basis_nyata: None, buat_kepala: Any) -> InfoInstansi:
    info = info_instansi("i_uji_a")
    assert info is not None
    with di_instansi(info):
        for kode in daftar_indikator():
            setujui(indikator=kode, oleh=buat_kepala())
    return info


@pytest.fixture
def buat_kepala() -> Any:
    from django.utils import timezone

    from inti.akun.models import Pengguna, Penugasan

    def buat() -> Any:
        orang, _ = Pengguna.objects.get_or_create(
            surel="kepala@contoh.kab.go.id", defaults={"nama": "Kepala"}
        )
        if not orang.punya("publikasi.setujui"):
            Penugasan.objects.create(
                pengguna=orang, peran="penanggung_jawab", nomor_sk="SK/1", mulai=timezone.localdate()
            )
            orang = Pengguna.objects.get(pk=orang.pk)
        return orang

    return buat


def tambah(instansi: Any, banyak: int, hari: date = HARI) -> None:
    with di_instansi(instansi):
        Permohonan.objects.bulk_create([baris_permohonan(masuk=hari) for _ in range(banyak)])


def terbit(instansi: Any) -> int:
    with sebagai(LOGIN_MONITORING):
        return sum(int(f.nilai) for f in Fakta.objects.filter(indikator="permohonan_masuk"))


def di_utas(fungsi: Any) -> tuple[threading.Thread, list[BaseException]]:
    """Run in a thread with a connection of its own; what it raises is kept."""
    galat: list[BaseException] = []

    def jalan() -> None:
        try:
            fungsi()
        except BaseException as g:
            galat.append(g)
        finally:
            connection.close()

    utas = threading.Thread(target=jalan)
    utas.start()
    return utas, galat


def test_yang_terlambat_commit_tidak_hilang(instansi: Any) -> None:
    """A transaction that is older than two folds and commits after them is counted by the third."""
    tertulis, lanjut = threading.Event(), threading.Event()

    def lambat() -> None:
        with di_instansi(instansi), transaction.atomic():
            baris_permohonan(masuk=HARI).save()
            tertulis.set()
            lanjut.wait(20)

    utas, galat = di_utas(lambat)
    assert tertulis.wait(20)
    tambah(instansi, 3)
    lipat(instansi=instansi)
    tambah(instansi, 2)
    lipat(instansi=instansi)
    assert terbit(instansi) == 5
    lanjut.set()
    utas.join(20)
    assert not galat
    lipat(instansi=instansi)
    assert terbit(instansi) == 6
    assert periksa(instansi) == []


def test_yang_batal_tidak_dihitung(instansi: Any) -> None:
    class Batal(Exception):
        pass

    def gagal() -> None:
        with di_instansi(instansi), transaction.atomic():
            baris_permohonan().save()
            raise Batal

    with pytest.raises(Batal):
        gagal()
    lipat(instansi=instansi)
    assert terbit(instansi) == 0
    assert periksa(instansi) == []


def test_dua_lipatan_sekaligus(instansi: Any) -> None:
    for putaran in range(1, 6):
        tambah(instansi, 7, HARI + timedelta(days=putaran))
        mulai = threading.Barrier(3)

        def melipat(mulai: threading.Barrier = mulai) -> None:
            mulai.wait(20)
            lipat(instansi=instansi)

        utas = [di_utas(melipat) for _ in range(3)]
        for u, galat in utas:
            u.join(30)
            assert not galat
        assert terbit(instansi) == 7 * putaran
    assert periksa(instansi) == []


def test_menulis_dan_melipat_bersamaan(instansi: Any) -> None:
    def menulis() -> None:
        for n in range(10):
            tambah(instansi, 2, HARI + timedelta(days=n % 3))

    penulis = [di_utas(menulis) for _ in range(3)]
    while any(u.is_alive() for u, _ in penulis):
        lipat(instansi=instansi)
    assert not [g for _, galat in penulis for g in galat]
    lipat(instansi=instansi)
    assert terbit(instansi) == 60
    assert periksa(instansi) == []


class Mati(BaseException):
    """The process dies here."""


def test_galat_pada_pernyataan_mana_pun(instansi: Any) -> None:
    """Injected failure before and after every statement of the fold: nothing lost, nothing counted twice."""
    for langkah in range(40):
        tambah(instansi, 2)
        hitungan = iter(range(1_000))

        def pembunuh(execute: Any, *args: Any, langkah: int = langkah, hitungan: Any = hitungan) -> Any:
            if next(hitungan) == langkah:
                raise Mati
            hasil = execute(*args)
            if next(hitungan) == langkah:
                raise Mati
            return hasil

        sebelum = terbit(instansi)
        try:
            with connection.execute_wrapper(pembunuh):
                lipat(instansi=instansi)
        except Mati:
            assert terbit(instansi) == sebelum
            with di_instansi(instansi):
                assert AgregasiDelta.objects.exists()
            continue
        break
    else:
        pytest.fail("Lipatan mempunyai lebih dari 20 pernyataan")
    assert langkah >= 10
    assert terbit(instansi) == 2 * (langkah + 1)
    assert periksa(instansi) == []


ANAK = """
import os, signal, sys
from types import SimpleNamespace
import django
django.setup()
from django.db import connection
from inti.db.backend_uji.base import pakai_login_nyata
from monitoring_center.agregasi.actions import lipat

instansi = SimpleNamespace(id=int(sys.argv[1]), schema_name=sys.argv[2])
for langkah in range(40):
    anak = os.fork()
    if anak == 0:
        hitungan = iter(range(1000))
        def pembunuh(execute, *args):
            hasil = execute(*args)
            if next(hitungan) == langkah:
                os.kill(os.getpid(), signal.SIGKILL)
            return hasil
        with pakai_login_nyata(), connection.execute_wrapper(pembunuh):
            lipat(instansi=instansi)
        os._exit(0)
    _, keadaan = os.waitpid(anak, 0)
    if not os.WIFSIGNALED(keadaan):
        print(langkah, os.WEXITSTATUS(keadaan))
        break
"""


def test_sigkill_pada_pernyataan_mana_pun(instansi: Any) -> None:
    """A worker killed with SIGKILL after each statement in turn; the last one lives."""
    tambah(instansi, 5)
    db = settings.DATABASES["default"]
    akar = Path(__file__).resolve().parents[2]
    lingkungan = os.environ | {
        "DATABASE_URL": f"postgresql://{db['HOST']}:{db['PORT']}/{db['NAME']}",
        "DJANGO_SETTINGS_MODULE": "inti.settings.uji",
        "PYTHONPATH": os.pathsep.join([str(akar), str(akar / "platform")]),
    }
    perintah = [sys.executable, "-c", ANAK, str(instansi.id), instansi.schema_name]
    hasil = subprocess.run(perintah, env=lingkungan, capture_output=True, text=True, timeout=120, check=True)
    mati, keluar = map(int, hasil.stdout.split())
    assert mati >= 5
    assert keluar == 0
    assert terbit(instansi) == 5
    with di_instansi(instansi):
        assert not AgregasiDelta.objects.exists()
        assert AgregasiRekap.objects.get(indikator="permohonan_masuk").nilai == 5
    assert periksa(instansi) == []
