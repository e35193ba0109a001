"""A real Celery worker and a real Redis: a lost hint, a flushed broker, a killed worker; the mail still goes out once."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import redis
from django.conf import settings

from inti import tasks
from inti.db import sebagai_sasaran
from inti.notifikasi.actions import beri_tahu
from inti.situs import info_instansi, pada_situs, situs_instansi
from inti.tugas.models import Tugas

BATAS = 40.0


@pytest.fixture
def lingkungan(basis_nyata, tmp_path):
    """Environment of a worker on this test's own database and its own Redis database."""
    db = settings.DATABASES["default"]
    url = os.environ["REDIS_URL"].rsplit("/", 1)[0] + "/15"
    redis.Redis.from_url(url).flushdb()
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "inti.settings.utama",
        "DATABASE_URL": f"postgresql://{db['HOST']}:{db['PORT']}/{db['NAME']}",
        "REDIS_URL": url,
        "SPBE_DATA": str(tmp_path),
        "SPBE_PROSES": "worker",
        "SPBE_KUNCI_LOGIN": settings.SPBE_KUNCI_LOGIN,
        "SPBE_KUNCI_DATA": settings.SPBE_KUNCI_DATA,
        "SPBE_KUNCI_RAHASIA": settings.SECRET_KEY,
        "SPBE_SANDI_PEMILIK": "",
        "SPBE_EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
    }


def _pekerja(env):
    log = (Path(env["SPBE_DATA"]) / "pekerja.log").open("ab")
    perintah = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "inti.celery",
        "worker",
        "-Q",
        "umum",
        "-c",
        "1",
        "-l",
        "warning",
    ]
    with log:
        return subprocess.Popen(
            perintah, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )


def _log(env) -> str:
    return (Path(env["SPBE_DATA"]) / "pekerja.log").read_text()


def _surel(env) -> list[Path]:
    return sorted((Path(env["SPBE_DATA"]) / "surel").glob("*.log"))


def _titip(monkeypatch, surel: str) -> None:
    """Ask for a mail in uji-a while the hint to the broker is lost."""
    with monkeypatch.context() as m:
        m.setattr(tasks, "isyaratkan", lambda *a: False)
        situs = situs_instansi(info_instansi("i_uji_a"))
        with pada_situs(situs), sebagai_sasaran(situs.sasaran):
            beri_tahu(judul="Siap diambil", isi="Surat Anda siap diambil.", surel=surel)


def _isyaratkan_ke(env) -> int:
    """What beat's sweep does, with the worker's broker."""
    kode = (
        "import django; django.setup(); from datetime import timedelta; from inti import tasks;"
        " print(tasks.sapu(umur=timedelta()))"
    )
    hasil = subprocess.run([sys.executable, "-c", kode], env=env, capture_output=True, text=True, check=True)
    return int(hasil.stdout.split()[-1])


def _tunggu(benar, pekerja) -> None:
    akhir = time.monotonic() + BATAS
    while not benar():
        assert pekerja.poll() is None, "pekerja berhenti"
        assert time.monotonic() < akhir, "pekerja tidak menyelesaikan tugas"
        time.sleep(0.1)


def test_isyarat_hilang_dan_redis_dikosongkan_surel_tetap_terkirim_sekali(lingkungan, monkeypatch):
    _titip(monkeypatch, "satu@contoh.test")
    assert _isyaratkan_ke(lingkungan) == 1
    redis.Redis.from_url(lingkungan["REDIS_URL"]).flushdb()  # everything that Redis knew is gone
    pekerja = _pekerja(lingkungan)
    try:
        assert _isyaratkan_ke(lingkungan) == 1
        assert _isyaratkan_ke(lingkungan) >= 0  # the same hint twice
        _tunggu(lambda: len(_surel(lingkungan)) == 1, pekerja)
        with sebagai_sasaran(situs_instansi(info_instansi("i_uji_a")).sasaran):
            _tunggu(lambda: not Tugas.objects.filter(status="menunggu").exists(), pekerja)
        time.sleep(0.5)
        assert len(_surel(lingkungan)) == 1
        assert "satu@contoh.test" in _surel(lingkungan)[0].read_text()

        os.killpg(pekerja.pid, signal.SIGKILL)
        pekerja.wait()
        _titip(monkeypatch, "dua@contoh.test")
        assert _isyaratkan_ke(lingkungan) == 1
        pekerja = _pekerja(lingkungan)
        _tunggu(lambda: any("dua@contoh.test" in b.read_text() for b in _surel(lingkungan)), pekerja)
    finally:
        os.killpg(pekerja.pid, signal.SIGKILL)
        pekerja.wait()


def test_pekerja_dengan_sandi_pemilik_tidak_mau_jalan(lingkungan):
    env = lingkungan | {"SPBE_SANDI_PEMILIK": "x" * 20}
    pekerja = _pekerja(env)
    assert pekerja.wait(timeout=BATAS) != 0
    assert "inti.E004" in _log(env)


def test_web_dengan_sandi_pemilik_tidak_mau_jalan(lingkungan):
    env = lingkungan | {"SPBE_SANDI_PEMILIK": "x" * 20, "SPBE_PROSES": "web"}
    hasil = subprocess.run(
        [sys.executable, "-c", "import inti.wsgi"], env=env, capture_output=True, text=True, check=False
    )
    assert hasil.returncode != 0
    assert "inti.E004" in hasil.stderr
