"""Names of desa and kelurahan to choose from while typing. Free text stays allowed: names change."""

from functools import lru_cache

from tenants.wilayah import semua


@lru_cache(maxsize=64)
def daftar_desa(kode_wilayah: str) -> tuple[str, ...]:
    """Names under a kecamatan ("63.10.04") or a whole kabupaten ("63.10"), sorted."""
    awalan = f"{kode_wilayah}."
    tingkat = ("desa", "kelurahan")
    return tuple(sorted({w.nama for w in semua() if w.tingkat in tingkat and w.kode.startswith(awalan)}))
