"""Lists as a browser asks for them, on few and on many permohonan."""

import gc
import random
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from inti.db import sebagai_pemilik
from layanan.enums import TERTUTUP
from layanan.models import Permohonan
from layanan.pemohon.cari_nik import AWALAN

BENIH = 10
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
GESER = ("masuk_pada", "diajukan_pada", "tanggal_masuk", "janji_selesai", "siap_pada", "tanggal_selesai")


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
            jumlah=min(jumlah, 200),
            terbuka=28,
        )
        ada = Permohonan.objects.count()
        skema = situs.sasaran.skema
    with sebagai_pemilik(skema), connection.cursor() as kursor:
        if (
            jumlah > ada
        ):  # copies have no checks, stages or letters of their own, which the triggers rightly miss
            kursor.execute("ALTER TABLE layanan_permohonan DISABLE TRIGGER USER")
            _gandakan(kursor, jumlah - ada)
            kursor.execute("ALTER TABLE layanan_permohonan ENABLE TRIGGER USER")
        kursor.execute("VACUUM (ANALYZE) layanan_permohonan")  # as autovacuum soon does by itself
        kursor.execute("SELECT count(*) FROM layanan_permohonan")
        return int(kursor.fetchone()[0])


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
    baru = {k: f"{k} - {geser} * interval '1 day'" for k in GESER if not k.startswith("tanggal")}
    baru |= {k: f"{k} - {geser}" for k in GESER if k.startswith("tanggal")}
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


def alamat_halaman(slug: str) -> dict[str, tuple[str, str, dict[str, str]]]:
    """Name -> (who looks, path, parameters) of every page that is measured."""
    from layanan.views.meja import DaftarPermohonan

    from .anak import di

    with di(slug):
        satu = Permohonan.objects.filter(status="selesai").order_by("masuk_pada").first()
        assert satu is not None
    daftar = "/permohonan/"
    cari = {
        "nomor": satu.nomor_registrasi,
        "nama": satu.pemohon_nama.lower(),
        "sepotong nama": satu.pemohon_nama[:3].lower(),
        "nama yang tidak ada": "zzyzx",
        "NIK": AWALAN + satu.pemohon_nik_indeks,
    }
    saring = {
        "terbuka": {"keadaan": "terbuka"},
        "mendekati": {"keadaan": "mendekati"},
        "terlambat": {"keadaan": "terlambat"},
        "selesai": {"status": "selesai"},
        "satu layanan": {"layanan": "KEC-07"},
        "satu seksi": {"seksi": "KMS"},
        "satu kanal": {"kanal": "desa"},
        "halaman 2": {"hal": "2"},
        "halaman terakhir": {"hal": "999999"},
    }
    urut = [k.kunci for k in DaftarPermohonan.kolom if k.urut]
    return (
        {f"meja {o}": (o, "/meja/", {}) for o in ("operator", "pelaksana")}
        | {f"daftar {o}": (o, daftar, {}) for o in ("operator", "pelaksana")}
        | {f"daftar, {nama}": ("operator", daftar, isi) for nama, isi in saring.items()}
        | {f"cari {nama}": ("operator", daftar, {"q": q}) for nama, q in cari.items()}
        | {
            f"urut {a}{k}": ("operator", daftar, {"urut": a + k})
            for k in dict.fromkeys(urut)
            for a in ("", "-")
        }
    )


def ukur_halaman(slug: list[str], n: int) -> dict[str, dict[str, dict[str, Any]]]:
    """Name of the page -> slug -> {"ms": time of each of `n` requests, "baris": rows on it}; the two take turns."""
    klien = {s: _klien(s) for s in slug}
    tujuan = {s: alamat_halaman(s) for s in slug}
    hasil: dict[str, dict[str, dict[str, Any]]] = {}
    for nama in tujuan[slug[0]]:
        hasil[nama] = {s: {"ms": [], "baris": 0} for s in slug}
        for ke in range(n + 2):
            for s in slug if ke % 2 else reversed(slug):
                siapa, jalur, isi = tujuan[s][nama]
                gc.disable()
                mulai = perf_counter()
                jawaban = klien[s][siapa].get(jalur, isi)
                ms = (perf_counter() - mulai) * 1000
                gc.enable()
                if jawaban.status_code != 200:
                    raise RuntimeError(f"{nama} ({s}) menjawab {jawaban.status_code}")
                if ke >= 2:
                    hasil[nama][s]["ms"].append(ms)
                    hasil[nama][s]["baris"] = jawaban.content.count(b"<tr data-baris")
    return hasil


def _klien(slug: str) -> dict[str, Client]:
    from .anak import di, orang

    hasil = {}
    with di(slug):
        for nama, satu in orang().items():
            klien = Client(HTTP_HOST=f"{slug}.{settings.SPBE_DOMAIN}")
            if nama in ("operator", "pelaksana"):
                klien.force_login(satu)
            hasil[nama] = klien
    return hasil
