"""One database login per instansi. See `backend/base.py` for the ENGINE and `hak.py` for the privileges."""

from inti.db.konteks import (
    BerpindahDalamTransaksi,
    Sasaran,
    TanpaInstansi,
    di_instansi,
    koneksi,
    sebagai,
    sebagai_pemilik,
    sebagai_sasaran,
)

__all__ = [
    "BerpindahDalamTransaksi",
    "Sasaran",
    "TanpaInstansi",
    "di_instansi",
    "koneksi",
    "sebagai",
    "sebagai_pemilik",
    "sebagai_sasaran",
]
