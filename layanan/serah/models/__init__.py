from .akses import AksesPermohonan
from .kabar import TeksKabar
from .serah import BerkasKembali, KodeUnduh, Pengingat, Penyerahan

__all__ = ["AksesPermohonan", "BerkasKembali", "KodeUnduh", "Pengingat", "Penyerahan", "TeksKabar"]
