"""The data of the page: how many instansi and rows, and what each row says."""

import datetime as dt

INSTANSI = 12
ORANG = 200
DOMAIN = "ukur.localhost"


def slug(urut: int) -> str:
    return f"ukur-{urut:02d}"


def skema(urut: int) -> str:
    return f"i_ukur_{urut:02d}"


def host(urut: int) -> str:
    return f"{slug(urut)}.{DOMAIN}"


def surel(tempat: str, nomor: int) -> str:
    """Names the schema that a row is in, so that a page of the wrong instansi is noticed."""
    return f"orang{nomor}@{tempat.replace('_', '-')}.contoh.id"


def orang(tempat: str) -> list[dict[str, object]]:
    """Fields of the rows of one schema, in the order of their primary keys 1..ORANG."""
    awal = dt.datetime(2025, 1, 2, 8, tzinfo=dt.UTC)
    return [
        {
            "nama": f"Warga {(n * 37) % 1000:03d}",
            "surel": surel(tempat, n),
            "jabatan": ("Camat", "Sekretaris", "Kepala Seksi", "Pelaksana")[n % 4],
            "aktif": n % 5 != 0,
            "dibuat_pada": awal + dt.timedelta(hours=n),
        }
        for n in range(1, ORANG + 1)
    ]
