"""Few and many permohonan for `spbe ukur daftar`, with what the other lists show about them."""

import random
from typing import Any

from django.db import connection, transaction
from django.db.models import DateField, DateTimeField

from inti.db import sebagai_pemilik
from layanan.enums import TERTUTUP
from layanan.models import Permohonan

from .turunan import turunan_permohonan

BENIH = 10
AWAL = 200
"""Believable permohonan from the demonstration; the others are copies of them."""
DEPAN = "Ahmad Aisyah Akhmad Aminah Andi Arbainah Bahrudin Darmawati Dewi Fatimah Fauzi Gusti Hadi Halimah Hamidah "
DEPAN += (
    "Hasan Herlina Ibrahim Ida Indah Jamilah Juhri Khadijah Kurnia Lailatul Mahmud Mariani Maulida Muhammad "
)
DEPAN += (
    "Nadia Noor Norhayati Nurul Rahmah Rahmawati Rusdi Saidah Salasiah Siti Sri Syahrani Taufik Umar Yuliana"
)
BELAKANG = (
    "Abdullah Anwar Arifin Azizah Effendi Fitriani Hakim Hidayat Husaini Irawan Ismail Jannah Kamil Kartini "
)
BELAKANG += (
    "Lestari Maulana Mulyadi Nasution Permana Pratama Purnama Rahman Ramadhan Rasyid Rizki Saputra Sari "
)
BELAKANG += "Setiawan Susanti Utami Wahyuni Wijaya Wulandari Yusuf Zainuddin Zulkifli"


def isi(slug: str, jumlah: int) -> int:
    """A believable history of 200, then copies of its rows with names, numbers and days of their own."""
    from layanan.demo import isi_riwayat
    from layanan.waktu.jam import hari_ini

    from .anak import di, orang

    with di(slug) as situs:
        isi_riwayat(
            instansi=situs.instansi,
            orang=orang(),
            acak=random.Random(BENIH),  # noqa: S311
            sampai=hari_ini(),
            jumlah=min(jumlah, AWAL),
            terbuka=28,
        )
        ada = Permohonan.objects.count()
        skema = situs.sasaran.skema
        turunan = turunan_permohonan(orang())
    with sebagai_pemilik(skema), connection.cursor() as kursor:
        if jumlah > ada:
            with _tanpa_pemicu(kursor, "layanan_permohonan"):
                _gandakan(kursor, jumlah - ada)
        for tabel, perintah, nilai in turunan:
            with _tanpa_pemicu(kursor, tabel):
                kursor.execute(perintah, nilai)
            kursor.execute(f"VACUUM (ANALYZE) {tabel}")
        kursor.execute("VACUUM (ANALYZE) layanan_permohonan")  # as autovacuum soon does by itself
        kursor.execute("SELECT count(*) FROM layanan_permohonan")
        return int(kursor.fetchone()[0])


class _tanpa_pemicu:
    """Copies have no checks, stages or letters of their own, which the triggers rightly miss."""

    def __init__(self, kursor: Any, tabel: str) -> None:
        self.kursor, self.tabel = kursor, tabel

    def __enter__(self) -> None:
        self.kursor.execute(f"ALTER TABLE {self.tabel} DISABLE TRIGGER USER")

    def __exit__(self, *galat: object) -> None:
        self.kursor.execute(f"ALTER TABLE {self.tabel} ENABLE TRIGGER USER")


UJI = """
INSERT INTO layanan_keabsahanuji (permohonan_id, cara, hasil, catatan, narasumber, nomor, tanggal, petugas, titik, oleh_id,
                                  oleh_nama, jabatan, pada)
SELECT id, 'cek_berkas', 'sah', '', '', '', validasi_pada::date, '', '', validasi_oleh_id, 'Kasi', '', validasi_pada
  FROM layanan_permohonan p WHERE status IN ('divalidasi', 'diparaf', 'ditandatangani') AND validasi_pada >= diajukan_pada
   AND NOT EXISTS (SELECT FROM layanan_keabsahanuji u WHERE u.permohonan_id = p.id)
"""
"""No open file stands beyond the validation without its check; the database demands it."""


def _gandakan(kursor: Any, jumlah: int) -> None:
    """One open file to two hundred closed ones, as in an office that has worked for years."""
    tutup = ", ".join(f"'{s}'" for s in sorted(TERTUTUP))
    for syarat, berapa, awal in (
        (f"NOT IN ({tutup}, 'ditandatangani')", jumlah // 200, 0),
        (f"IN ({tutup})", jumlah - jumlah // 200, jumlah),
    ):
        kursor.execute(
            f"SELECT count(*) FROM layanan_permohonan WHERE status {syarat} AND kode_lacak NOT LIKE 'U%'"  # noqa: S608
        )
        induk = kursor.fetchone()[0]
        geser = "0" if syarat.startswith("NOT") else "(urut %% 3000)::int"
        with transaction.atomic():
            kursor.execute(_sql(syarat, geser, berapa // induk + 1), [awal, berapa])
            kursor.execute(UJI)


def _sql(syarat: str, geser: str, kali: int) -> str:
    nama = [str(f.column) for f in Permohonan._meta.concrete_fields if f.column != "id"]
    bidang = Permohonan._meta.concrete_fields
    baru = {str(f.column): f"{f.column} - {geser}" for f in bidang if isinstance(f, DateField)}
    baru |= {
        str(f.column): f"{f.column} - {geser} * interval '1 day'"
        for f in bidang
        if isinstance(f, DateTimeField)
    }
    depan = f"(string_to_array('{DEPAN}', ' '))[1 + (random() * {len(DEPAN.split()) - 1})::int]"
    belakang = f"(string_to_array('{BELAKANG}', ' '))[1 + (random() * {len(BELAKANG.split()) - 1})::int]"
    baru |= {
        "uuid": "gen_random_uuid()",
        "nomor_registrasi": "'REG-' || (2016 + urut %% 10) || '-' || lpad((urut + 1000)::text, 6, '0')",
        "kode_lacak": "'U' || lpad(urut::text, 11, '0')",
        "pemohon_nama": f"{depan} || ' ' || {belakang}",
        "pemohon_nik_indeks": "md5(urut::text) || md5((urut + 1)::text)",
    }
    isi = ", ".join(baru.get(n, n) for n in nama)
    sumber = (
        f"SELECT p.*, %s + row_number() OVER () AS urut FROM layanan_permohonan p, generate_series(1, {kali}) "  # noqa: S608
        f"WHERE status {syarat} AND kode_lacak NOT LIKE 'U%%'"
    )
    return (
        f"INSERT INTO layanan_permohonan ({', '.join(nama)}) SELECT {isi} FROM ({sumber}) AS baris LIMIT %s"  # noqa: S608
    )
