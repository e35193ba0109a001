"""Number books. A number exists only together with the row that uses it.

`ambil` locks the counter row of (book, year) until the caller's transaction ends: two signers get two numbers, and
a rollback gives the number back, so none is used twice and none is skipped silently.
"""

from datetime import date
from typing import Any

from django.db import connection, transaction

from .dokumen.format import bulan_romawi
from .models import Dokumen, SeriNomor

SURAT = "surat-keluar"
REGISTRASI = "registrasi"


def ambil(buku: str, tahun: int) -> int:
    """The next number of the book. Must run inside a transaction."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "Nomor hanya diambil di dalam transaksi yang memakainya."
        )
    with connection.cursor() as kursor:
        kursor.execute(
            "INSERT INTO layanan_serinomor AS s (buku, tahun, terakhir) VALUES (%s, %s, 1)"
            " ON CONFLICT (buku, tahun) DO UPDATE SET terakhir = s.terakhir + 1 RETURNING terakhir",
            [buku, tahun],
        )
        return kursor.fetchone()[0]


def nomor_registrasi(urut: int, tahun: int) -> str:
    return f"REG-{tahun}-{urut:06d}"


def nomor_surat(*, klasifikasi: str, urut: int, unit: str, tanggal: date) -> str:
    """Classification (Permendagri 83/2022), serial, unit, Roman month, year of the letter's local date."""
    return f"{klasifikasi}/{urut:04d}/{unit}/{bulan_romawi(tanggal.month)}/{tanggal.year}"


def kode_unit(instansi: Any) -> str:
    """How the instansi signs its letters: `kop["kode_unit"]` when set, else made from its slug."""
    slug = instansi.slug.upper()
    return instansi.kop.get("kode_unit") or (f"KEC-{slug}" if instansi.jenis == "kecamatan" else slug)


def periksa_buku(buku: str, tahun: int) -> list[int]:
    """Numbers of a book that were given out but have no document. Must be empty."""
    seri = SeriNomor.objects.filter(buku=buku, tahun=tahun).first()
    terpakai = set(Dokumen.objects.filter(buku=buku, tahun=tahun).values_list("urut", flat=True))
    return [n for n in range(1, (seri.terakhir if seri else 0) + 1) if n not in terpakai]
