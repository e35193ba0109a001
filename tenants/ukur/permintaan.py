"""Satu halaman tiga kueri pada 12 instansi acak: kita, Django satu instansi, django-tenants (dua setelan).

Every contestant is a process of its own (`permintaan_peserta`) on one throw-away PostgreSQL. In each round all of
them serve the same requests through their whole WSGI stack, one after the other in a new random order. A round gives
one ratio per pair (of its medians), and the median over all rounds is the result. On a busy machine: `chrt -r 1 spbe
ukur permintaan`, or the other programs are measured too.
"""

import json
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import psycopg
from django.core.management import CommandError
from psycopg import sql

from inti.db.siapkan import siapkan_basis
from inti.embedded import Alamat, jalan
from tenants.ukur.permintaan_peserta.data import INSTANSI, ORANG

PAKET = "tenants.ukur.permintaan_peserta"
KUERI_HALAMAN = 3
PER_PUTARAN = 3 * INSTANSI  # timed requests of each contestant in a round
LAMA = 52.0  # seconds after which no round begins, so that the whole stays under a minute
ANGKATAN = 4  # generations of processes: where its memory lies makes a process 1 % faster or slower
BENIH = 126_2022
# Contestant -> its scratch database.
PESERTA = {
    "kita": "kita",
    "tunggal": "tunggal",
    "django_tenants": "django_tenants",
    "django_tenants_limit": "django_tenants",
}
Urutan = list[tuple[int, int]]  # (instansi, which person) of each request
Putaran = dict[str, list[float]]  # contestant -> milliseconds of each request
Peserta = Callable[[str, Urutan], Any]  # sends a command to the contestant's process, returns its answer


def ukur(*, n: int = 0, lapor: Callable[[str], object] = print) -> dict[str, Any]:
    """Milliseconds per request of each contestant, and the ratios.

    Args:
        n: rounds of `PER_PUTARAN` requests per contestant; 0: as many as begin in `LAMA` seconds.
    """
    mulai = time.monotonic()
    acak = random.Random(BENIH)  # noqa: S311
    putaran: list[Putaran] = []
    with tempfile.TemporaryDirectory(prefix="spbe-ukur-") as folder:
        lapor("Menyiapkan PostgreSQL sementara dan datanya")
        with _peladen(Path(folder)) as lingkungan:
            angkatan = min(n or ANGKATAN, ANGKATAN)
            siap = time.monotonic()
            for ke in range(1, angkatan + 1):
                lapor(f"Mengukur, bagian {ke} dari {angkatan}")
                sampai = siap + (mulai + LAMA - siap) * ke / angkatan
                with _semua_peserta(lingkungan) as peserta:
                    pernyataan = _periksa(peserta, acak)
                    putaran.append(_putaran(peserta, acak))
                    while len(putaran) < n * ke // angkatan if n else time.monotonic() < sampai:
                        putaran.append(_putaran(peserta, acak))
    return _simpulkan(putaran, pernyataan)


@contextmanager
def _semua_peserta(lingkungan: dict[str, dict[str, str]]) -> Iterator[dict[str, Peserta]]:
    with ExitStack() as tumpukan:
        yield {nama: tumpukan.enter_context(_jalankan(nama, lingkungan[nama])) for nama in PESERTA}


def _putaran(peserta: dict[str, Peserta], acak: random.Random) -> Putaran:
    urutan = _urutan(acak, PER_PUTARAN)
    return {
        nama: peserta[nama]("jalankan", urutan)["ms"] for nama in acak.sample(list(PESERTA), len(PESERTA))
    }


def _urutan(acak: random.Random, jumlah: int) -> Urutan:
    return [(acak.randint(1, INSTANSI), acak.randint(1, ORANG)) for _ in range(jumlah)]


def _periksa(peserta: dict[str, Peserta], acak: random.Random) -> dict[str, float]:
    """Warm every contestant up on every instansi, look whether its pages are right, then count its statements."""
    semua = [(instansi, 1 + instansi % ORANG) for instansi in range(1, INSTANSI + 1)]
    for minta in peserta.values():
        minta("periksa", semua * 2)
    urutan = _urutan(acak, PER_PUTARAN)
    return {nama: statistics.mean(minta("periksa", urutan)["pernyataan"]) for nama, minta in peserta.items()}


def _simpulkan(putaran: list[Putaran], pernyataan: dict[str, float]) -> dict[str, Any]:
    def rasio(atas: str, bawah: str) -> list[float]:
        return [statistics.median(p[atas]) / statistics.median(p[bawah]) for p in putaran]

    overhead = rasio("kita", "tunggal")
    return {
        "ukur": "permintaan",
        "ukuran": {nama: _ringkas([ms for p in putaran for ms in p[nama]]) for nama in PESERTA},
        "rasio": {
            "overhead_vs_tunggal": round(statistics.median(overhead), 3),
            "overhead_kuartil": [round(k, 3) for k in _kuartil(overhead)],
            **{
                f"vs_{nama}": round(statistics.median(rasio(nama, "kita")), 3)
                for nama in ("django_tenants", "django_tenants_limit")
            },
            "pernyataan_tenant": _bulat(pernyataan["kita"] - KUERI_HALAMAN),
            **{f"pernyataan_{nama}": _bulat(jumlah) for nama, jumlah in pernyataan.items()},
        },
    }


def _kuartil(nilai: list[float]) -> tuple[float, float]:
    urut = sorted(nilai)
    return urut[len(urut) // 4], urut[(3 * len(urut)) // 4]


def _ringkas(ms: list[float]) -> dict[str, Any]:
    return {
        "median": round(statistics.median(ms), 3),
        "satuan": "ms",
        "min": round(min(ms), 3),
        "maks": round(max(ms), 3),
        "p95": round(sorted(ms)[int(0.95 * (len(ms) - 1))], 3),
        "n": len(ms),
    }


def _bulat(jumlah: float) -> float:
    return int(jumlah) if jumlah == int(jumlah) else round(jumlah, 2)


# -- scratch servers and data ---------------------------------------------------------------------------------


@contextmanager
def _peladen(folder: Path) -> Iterator[dict[str, dict[str, str]]]:
    """A PostgreSQL and a Redis in `folder` with the data of all contestants -> environment of each contestant."""
    with jalan(folder, uji=True) as alamat:
        rahasia = {
            nama: secrets.token_urlsafe(32)
            for nama in ("SPBE_KUNCI_RAHASIA", "SPBE_KUNCI_LOGIN", "SPBE_KUNCI_DATA")
        }
        umum = _lingkungan_bersih() | rahasia | {"SPBE_DATA": str(folder), "REDIS_URL": alamat.redis_url}
        sandi_pemilik = secrets.token_urlsafe(32)
        siapkan_basis(admin=_admin(alamat), nama="kita", sandi_pemilik=sandi_pemilik)
        url = {"kita": f"postgresql://{alamat.database_host}:{alamat.database_port}/kita"}
        for nama in dict.fromkeys(PESERTA.values()):
            if nama != "kita":
                url[nama] = _basis_pembanding(alamat, nama)
        lingkungan = {
            peserta: umum
            | {"DATABASE_URL": url[basis], "DJANGO_SETTINGS_MODULE": f"{PAKET}.setelan.{peserta}"}
            for peserta, basis in PESERTA.items()
        }
        _isi({nama: lingkungan[nama] | {"SPBE_SANDI_PEMILIK": sandi_pemilik} for nama in url})
        yield lingkungan


def _lingkungan_bersih() -> dict[str, str]:
    """This process's environment without what would steer PostgreSQL or the platform; equal hash seeds for all."""
    bersih = {
        k: v
        for k, v in os.environ.items()
        if not k.startswith(("SPBE_", "PG", "DJANGO_", "DATABASE_", "REDIS_"))
    }
    return bersih | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"}


def _admin(alamat: Alamat) -> dict[str, Any]:
    return {
        "host": alamat.database_host,
        "port": alamat.database_port,
        "user": alamat.superuser,
        "password": alamat.superuser_sandi,
    }


def _basis_pembanding(alamat: Alamat, nama: str) -> str:
    """A database owned by an ordinary role of the same name -> its URL."""
    sandi = secrets.token_urlsafe(32)
    siapa = sql.Identifier(nama)
    with psycopg.connect(**_admin(alamat), dbname="postgres", autocommit=True) as k:
        k.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(siapa, sql.Literal(sandi)))
        k.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(siapa, siapa)
        )
    return f"postgresql://{nama}:{sandi}@{alamat.database_host}:{alamat.database_port}/{nama}"


def _isi(lingkungan: dict[str, dict[str, str]]) -> None:
    """Fill all scratch databases at once."""
    perintah = [sys.executable, "-m", f"{PAKET}.siapkan"]
    proses = {
        nama: subprocess.Popen(perintah, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for nama, env in lingkungan.items()
    }
    keluaran = {nama: p.communicate()[0] for nama, p in proses.items()}
    for nama, p in proses.items():
        if p.returncode:
            raise CommandError(f"Data peserta {nama} tidak dapat disiapkan:\n{keluaran[nama][-2000:]}")


# -- the contestants' processes -------------------------------------------------------------------------------


@contextmanager
def _jalankan(nama: str, lingkungan: dict[str, str]) -> Iterator[Peserta]:
    """Start a contestant -> function that sends it a command and returns its answer. It ends with the block."""
    with tempfile.TemporaryFile("w+") as galat:
        proses = subprocess.Popen(
            [sys.executable, "-m", f"{PAKET}.anak"],
            env=lingkungan,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=galat,
            text=True,
        )

        def minta(perintah: str, urutan: Urutan) -> Any:
            return _tanya(nama, proses, galat, {"perintah": perintah, "urutan": urutan})

        try:
            yield minta
        finally:
            proses.communicate()


def _tanya(nama: str, proses: subprocess.Popen[str], galat: IO[str], pesan: dict[str, Any]) -> Any:
    assert proses.stdin
    assert proses.stdout
    try:
        proses.stdin.write(json.dumps(pesan) + "\n")
        proses.stdin.flush()
        jawaban = proses.stdout.readline()
    except BrokenPipeError:
        jawaban = ""
    if not jawaban:
        proses.wait()
        galat.seek(0)
        raise CommandError(f"Peserta {nama} berhenti:\n{galat.read()[-2000:]}")
    return json.loads(jawaban)
