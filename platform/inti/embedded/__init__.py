"""PostgreSQL and Redis from Python wheels, for the demo, the tests and a first look.

No Django here: the settings are computed from what this package returns.
"""

from .galat import GalatEmbedded
from .kunci import rahasia
from .siklus import Alamat, folder_data, hentikan, jalan, pastikan

__all__ = ["Alamat", "GalatEmbedded", "folder_data", "hentikan", "jalan", "pastikan", "rahasia"]
