"""Menyediakan instansi sampai siap dimasuki: kita, django-tenants dengan migrate, dan dengan clone_schema.

Three processes on one throw-away PostgreSQL that already holds a kabupaten (`AWAL` instansi) take turns: each round every
contestant provisions one instansi, in a new random order. "Siap dimasuki" is: registered, schema with all tables, reference data,
domain, and the first administrator invited. Ours also makes a database login and its grants, which the peers do not have.

Ratios are medians of the per-round ratios, so a busy machine makes the times longer and the ratios hardly different.
"""

import json
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

from django.core.management import CommandError

from inti.db.siapkan import siapkan_basis
from inti.embedded import jalan

ANAK = "tenants.ukur.penyediaan_peserta.anak"
PEMBANDING = "tenants.ukur.setelan_pembanding"
DASAR = "dasar_klon"
PESERTA = ("kita", "migrate", "clone")
AWAL = 18  # instansi that are there already: 12 kecamatan and 6 SKPD
BENIH = 25_2019
RAHASIA = ("SPBE_KUNCI_RAHASIA", "SPBE_KUNCI_LOGIN", "SPBE_KUNCI_DATA", "SPBE_SANDI_PEMILIK")
Minta = Callable[..., dict[str, Any]]


def ukur(*, n: int = 8, lapor: Callable[[str], object] = print) -> dict[str, Any]:
    """Provision `n` instansi per contestant; times in milliseconds per instansi."""
    acak = random.Random(BENIH)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="spbe-ukur-") as folder, ExitStack() as tumpukan:
        lapor("Menyiapkan PostgreSQL sementara …")
        lingkungan = tumpukan.enter_context(peladen_sementara(Path(folder)))
        peserta = {s: tumpukan.enter_context(_jalankan(s, lingkungan[s])) for s in PESERTA}
        lapor(f"Menyediakan {AWAL} instansi yang sudah ada lebih dahulu …")
        peserta["kita"]("siapkan", jumlah=AWAL)
        peserta["clone"]("siapkan_dasar", skema=DASAR)
        putaran = []
        for ke in range(n + 1):
            giliran = acak.sample(PESERTA, len(PESERTA))
            ms = {s: peserta[s]("buat", nomor=ke)["ms"] for s in giliran}
            if ke:  # the first one of each process loads modules and is not counted
                putaran.append(ms)
                lapor(f"Putaran {ke} dari {n}: " + ", ".join(f"{s} {ms[s]:.0f} ms" for s in PESERTA))
        _bandingkan_hasil({s: peserta[s]("periksa", nomor=n) for s in PESERTA})
    return simpulkan(putaran)


def simpulkan(putaran: list[dict[str, float]]) -> dict[str, Any]:
    """The report. `vs_…` = time of the peer ÷ ours."""
    ukuran = {}
    for siapa in PESERTA:
        ms = [p[siapa] for p in putaran]
        ringkas = {"median": statistics.median(ms), "min": min(ms), "maks": max(ms)}
        ukuran[siapa] = {"satuan": "ms", "n": len(ms)} | {k: round(v, 1) for k, v in ringkas.items()}
    rasio = {f"vs_{s}": round(statistics.median(p[s] / p["kita"] for p in putaran), 2) for s in PESERTA[1:]}
    return {"ukur": "penyediaan", "ukuran": ukuran, "rasio": rasio}


def _bandingkan_hasil(isi: dict[str, dict[str, int]]) -> None:
    """A fast contestant that leaves something out would be no contestant."""
    if len({json.dumps(i, sort_keys=True) for i in isi.values()}) > 1:
        raise CommandError(f"Hasil peserta tidak sama: {isi}")


@contextmanager
def peladen_sementara(folder: Path) -> Iterator[dict[str, dict[str, str]]]:
    """A PostgreSQL and a Redis of its own in `folder` -> environment of each contestant."""
    with jalan(folder) as alamat:
        admin = {"host": alamat.database_host, "port": alamat.database_port}
        admin |= {"user": alamat.superuser, "password": alamat.superuser_sandi}
        buang = ("SPBE_", "PG", "DJANGO_", "DATABASE_", "REDIS_")
        umum = {k: v for k, v in os.environ.items() if not k.startswith(buang)}
        umum |= {nama: secrets.token_urlsafe(32) for nama in RAHASIA}
        umum |= {
            "SPBE_DATA": str(folder),
            "SPBE_DOMAIN": "ukur.localhost",
            "SPBE_DOMAIN_SUREL": "ukur.go.id",
            "DATABASE_URL": f"postgresql://{alamat.database_host}:{alamat.database_port}/ukur",
            "REDIS_URL": alamat.redis_url,
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            "DJANGO_SETTINGS_MODULE": PEMBANDING,
        }
        siapkan_basis(admin=admin, nama="ukur", sandi_pemilik=umum["SPBE_SANDI_PEMILIK"])
        yield {
            "kita": umum | {"DJANGO_SETTINGS_MODULE": "inti.settings.utama"},
            "migrate": umum,
            "clone": umum | {"SPBE_UKUR_DASAR": DASAR},
        }


@contextmanager
def _jalankan(siapa: str, lingkungan: dict[str, str]) -> Iterator[Minta]:
    """Start a contestant -> function that sends it a command and returns its answer. It ends with the block."""
    with tempfile.TemporaryFile("w+") as galat:
        proses = subprocess.Popen(
            [sys.executable, "-m", ANAK, siapa],
            env=lingkungan,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=galat,
            text=True,
        )
        try:
            yield lambda perintah, **isi: _tanya(siapa, proses, galat, {"perintah": perintah, **isi})
        finally:
            proses.communicate()


def _tanya(
    siapa: str, proses: subprocess.Popen[str], galat: IO[str], pesan: dict[str, Any]
) -> dict[str, Any]:
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
        raise CommandError(f"Peserta {siapa} berhenti ({proses.returncode}):\n{galat.read()[-2000:]}")
    return json.loads(jawaban)
