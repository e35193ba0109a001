"""The measuring process of `spbe ukur gerbang`: `python -m … ROUNDS ROWS`; its last line on standard output is JSON."""

import json
import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django
import psycopg

PEMILIK, PEMBACA = "i_ukur_pemilik", "i_ukur_pembaca"
HALAMAN, PER_HALAMAN = 10, 1000
KOLOM = ("id", "nama", "desa", "nilai")
TERBITKAN = (
    "INSERT INTO gerbang.dataset (pemilik, kode, jenis, nama, kolom, sumber, kunci, dibuat_oleh)"
    " VALUES (%(pemilik)s, 'ukur', 'sistem', 'Data ukur', %(kolom)s, 'data_ukur', 'id', 'x')",
    "UPDATE gerbang.dataset SET keadaan = 'diajukan', pengaju = gen_random_uuid(), diajukan_oleh = 'x'",
    "UPDATE gerbang.dataset SET keadaan = 'terbit', versi = 1, penyetuju = gen_random_uuid(),"
    " disetujui_oleh = 'x', disetujui_pada = now()",
)
PUNCAK_NOL = Path("/proc/self/clear_refs")


def siapkan(baris: int) -> str:
    """Two instansi, the owner's table, a grant in force. Returns the grant's uuid."""
    from django.core.management import call_command

    from inti.db import sebagai_pemilik
    from tenants.actions import daftarkan_instansi, sediakan

    call_command("migrasi", publik_saja=True, verbosity=0)
    for nomor, skema in enumerate((PEMILIK, PEMBACA), 1):
        slug = skema.removeprefix("i_").replace("_", "-")
        with sebagai_pemilik():
            instansi = daftarkan_instansi(
                nama=f"Kecamatan {slug}", jenis="kecamatan", kode=f"99.{nomor}", kode_wilayah=f"99.99.{nomor:02d}",
                slug=slug, domain_email="ukur.go.id", oleh=None,
            )  # fmt: skip
        sediakan(instansi=instansi)
    with sebagai_pemilik():
        _isi_tabel(baris)
    return _izin()


def _isi_tabel(baris: int) -> None:
    from django.db import connection

    with connection.cursor() as k:
        k.execute("SET statement_timeout = 0")
        k.execute(
            f"CREATE TABLE {PEMILIK}.data_ukur (id bigint PRIMARY KEY, nama text, desa text, nilai numeric, rahasia text)"
        )
        k.execute(
            f"INSERT INTO {PEMILIK}.data_ukur SELECT n, 'Nama ' || n, 'Desa ' || n %% 150, n %% 1000, 'x' || n"  # noqa: S608
            " FROM generate_series(1, %s) n",
            [baris],
        )
        k.execute(f"GRANT SELECT ON {PEMILIK}.data_ukur TO {PEMILIK}")
        k.execute(f"ANALYZE {PEMILIK}.data_ukur")
        for langkah in TERBITKAN:
            k.execute(
                langkah, {"pemilik": PEMILIK, "kolom": json.dumps([{"name": n, "title": n} for n in KOLOM])}
            )


def _izin() -> str:
    from inti.db.login import LOGIN_MONITORING

    kini = datetime.now(UTC)
    with sambung(PEMBACA) as k:
        permohonan = satu(
            k,
            "INSERT INTO gerbang.permohonan (pemilik, dataset, penanggung_jawab, unit_kerja, kegunaan, bentuk, kolom, mulai,"
            " selesai, diajukan_oleh, surat_sha256, pernyataan_sha256) SELECT %s, 'ukur', 'x', 'x', 'Pengukuran', 'tabel', %s,"
            " %s, %s, 'x', s, s FROM encode(sha256('x'), 'hex') s RETURNING uuid::text",
            [PEMILIK, json.dumps(KOLOM), kini - timedelta(hours=1), kini + timedelta(days=1)],
        )
        k.execute(
            "INSERT INTO gerbang.lampiran (permohonan_id, jenis, nama, jenis_konten, isi, sha256, elektronik, oleh)"
            " SELECT id, j, j, 'application/pdf', 'x', encode(sha256('x'), 'hex'), false, 'x'"
            " FROM gerbang.permohonan, unnest(ARRAY['surat', 'pernyataan']) j"
        )
    with sambung(PEMILIK) as k:
        k.execute(
            "INSERT INTO gerbang.rekomendasi (permohonan_id, setuju, kolom, sumber, kunci, oleh)"
            " SELECT id, true, %s, 'data_ukur', 'id', 'x' FROM gerbang.permohonan",
            [json.dumps([{"nama": k} for k in KOLOM])],
        )
    with sambung(LOGIN_MONITORING) as k:
        return str(satu(k, "SELECT gerbang.putuskan(%s, '1', current_date, 'x')::text", [permohonan]))


def sambung(login: str) -> psycopg.Connection[Any]:
    from inti.db.login import parameter

    return psycopg.connect(**parameter(login), autocommit=True)


def satu(k: psycopg.Connection[Any], sql: Any, nilai: list[Any] | None = None) -> Any:
    baris = k.execute(sql, nilai).fetchone()
    return baris[0] if baris else None


def halaman(k: psycopg.Connection[Any], sumber: str, mulai: int) -> int:
    """Ten keyset pages from `mulai` on; returns the number of rows read."""
    jumlah = 0
    for _ in range(HALAMAN):
        baris = k.execute(
            f"SELECT id, nama, desa, nilai FROM {sumber} WHERE id > %s ORDER BY id LIMIT {PER_HALAMAN}",  # noqa: S608
            [mulai],
        ).fetchall()
        jumlah += len(baris)
        mulai = baris[-1][0]
    return jumlah


def lewat_gerbang(k: psycopg.Connection[Any], izin: str, tampilan: str, mulai: int) -> int:
    tiket = satu(k, "SELECT tiket FROM gerbang.buka(%s, 'Pengukuran')", [izin])
    jumlah = halaman(k, tampilan, mulai)
    assert satu(k, "SELECT gerbang.tutup(%s, %s)", [tiket, jumlah])
    return jumlah


def ekspor(izin: str) -> dict[str, dict[str, float]]:
    """All rows in each form that users get, by the code that serves them; `puncak_mb`: what the process grew by meanwhile."""
    from inti.db import sebagai_sasaran
    from inti.db.konteks import Sasaran
    from monitoring_center.walidata.gerbang import baca
    from monitoring_center.walidata.gerbang import ekspor as e
    from monitoring_center.walidata.gerbang.models import Izin

    hasil = {}
    with sebagai_sasaran(Sasaran(PEMBACA, PEMBACA)):
        satu_izin = Izin.objects.get(uuid=izin)
        kolom = baca.skema(satu_izin)[1]
        for bentuk, penulis in e.PENULIS.items():
            PUNCAK_NOL.write_text("5")
            awal, mulai = _memori("VmRSS"), time.perf_counter()
            u = e.Unduhan(satu_izin, kolom, [], "Ekspor", "x", baca.buka(satu_izin.uuid, "Ekspor", "x"))
            byte = sum(len(potong) for potong in penulis(u, e.potongan(u)))
            detik = time.perf_counter() - mulai
            hasil[bentuk] = {"detik": detik, "mb": byte / 1e6, "puncak_mb": _memori("VmHWM") - awal}
    return hasil


def _memori(apa: str) -> float:
    """Megabytes of this process, as Linux counts them: VmRSS now, VmHWM at its highest since PUNCAK_NOL was written."""
    baris = next(b for b in Path("/proc/self/status").read_text().splitlines() if b.startswith(apa))
    return int(baris.split()[1]) / 1024


def main() -> None:
    putaran, baris = int(sys.argv[1]), int(sys.argv[2])
    django.setup()
    izin = siapkan(baris)
    acak = random.Random(25_2019)  # noqa: S311
    ms: dict[str, list[float]] = {"gerbang": [], "pemilik": []}
    with sambung(PEMBACA) as pembaca, sambung(PEMILIK) as pemilik:
        tampilan = satu(pembaca, "SELECT 'gerbang.izin_' || id FROM gerbang.izin WHERE uuid = %s", [izin])
        cara: dict[str, Callable[[int], int]] = {
            "gerbang": lambda m: lewat_gerbang(pembaca, izin, tampilan, m),
            "pemilik": lambda m: halaman(pemilik, "data_ukur", m),
        }
        for ke in range(putaran + 3):
            mulai = acak.randrange(baris - HALAMAN * PER_HALAMAN)
            for siapa in acak.sample(sorted(cara), 2):
                awal = time.perf_counter()
                assert cara[siapa](mulai) == HALAMAN * PER_HALAMAN
                if ke >= 3:
                    ms[siapa].append((time.perf_counter() - awal) * 1000)
        hasil = {"ms": ms, "ekspor": ekspor(izin), "baris": baris}
    sys.stdout.write(json.dumps(hasil) + "\n")


if __name__ == "__main__":
    main()
