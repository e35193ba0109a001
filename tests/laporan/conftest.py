from tests.layanan.conftest import meja

__all__ = ["meja"]
