"""Answers for the tests of the survey."""

import random
from datetime import date
from typing import Any

from layanan.skm.actions import baris_nilai
from layanan.skm.kuesioner import semua_unsur
from layanan.skm.models import Jawaban, Nilai, Undangan

KODE = [u.kode for u in semua_unsur()]


def isian(nilai: int = 3, **ubah: Any) -> dict[str, Any]:
    return dict.fromkeys(KODE, nilai) | ubah


def token(p: Any) -> str:
    return Undangan.objects.get(permohonan=p).token


def isi_jawaban(
    acak: random.Random, jumlah: int, bulan: list[date], layanan: tuple[str, ...] = ("KEC-01", "KEC-07")
) -> list[tuple[Jawaban, dict[str, int]]]:
    """Random answers, some without U6/U7."""
    semua = []
    for _ in range(jumlah):
        j = Jawaban(
            bulan=acak.choice(bulan), kode_layanan=acak.choice(layanan), kanal=acak.choice(["loket", "daring"]),
            umur=acak.choice(["", "26-35"]), kelamin=acak.choice(["", "L", "P"]),
        )  # fmt: skip
        ditanya = [k for k in KODE if j.kanal == "loket" or k not in ("U6", "U7")]
        semua.append((j, {k: acak.randint(1, 4) for k in ditanya}))
    Jawaban.objects.bulk_create([j for j, _ in semua])
    Nilai.objects.bulk_create([n for j, nilai in semua for n in baris_nilai(j, nilai)])
    return semua
