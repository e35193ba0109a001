"""Names of the services that every instansi starts from; its own additions show their code."""

from functools import cache

from layanan.acuan import daftar_layanan


@cache
def _nama() -> dict[str, str]:
    semua = (*daftar_layanan("kecamatan"), *daftar_layanan("skpd"))
    return {butir["kode"]: butir["nama"] for butir in semua}


def nama_layanan(kode: str) -> str:
    return _nama().get(kode, f"Layanan {kode}")
