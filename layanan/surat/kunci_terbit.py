"""What a machine without network needs to check letters: public keys and withdrawn letters, renewed daily and published.

Every site that issues letters writes its own part under its own login; nobody needs a login that reads all of them. The portal,
the instansi and the Monitoring Center offer the parts put together, so that an offline copy can be refreshed
(`spbe dokumen kunci --dari <address>`).
"""

import os
from pathlib import Path

from django.conf import settings

from inti.kripto import kunci_induk

from ..dokumen.luring import KunciPublik, KunciTidakSah, kunci_publik
from ..dokumen.qr import kunci_publik_qr
from . import buku
from .penanda import akar_tepercaya, penerbit
from .periksa import PANJANG_SIDIK_QR


def folder() -> Path:
    return Path(settings.SPBE_DATA) / "kunci-terbit"


def bagian() -> KunciPublik:
    """Of the present site: its roots, the keys of its QR, and fingerprints of its withdrawn letters in every register."""
    slug, nama = penerbit()
    return kunci_publik(
        akar=akar_tepercaya(),
        instansi={slug: nama},
        qr={slug: [kunci_publik_qr(i, slug) for i in kunci_induk().values()]},
        dicabut=[
            x for b in buku.SEMUA for sha256, sidik in b.dicabut() for x in (sha256, sidik[:PANJANG_SIDIK_QR]) if x
        ],
    )  # fmt: skip


def tulis(kunci: KunciPublik, tujuan: Path) -> None:
    """Readers see the old file or the new one, never half of one."""
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    sementara = tujuan.with_name(f"{tujuan.name}.{os.getpid()}.tmp")
    sementara.write_text(kunci.ke_json(), encoding="utf-8")
    sementara.replace(tujuan)


def perbarui() -> Path:
    """Write the part of the present site. Doing it twice is the same as once."""
    kunci = bagian()
    tujuan = folder() / f"{next(iter(kunci.instansi))}.json"
    tulis(kunci, tujuan)
    return tujuan


def terbitan() -> KunciPublik | None:
    """All parts together, as old as the oldest of them. None before the first day's work."""
    hasil = []
    for berkas in sorted(folder().glob("*.json")):
        try:
            hasil.append(KunciPublik.dari_json(berkas.read_text(encoding="utf-8")))
        except (OSError, KunciTidakSah):
            continue  # written again tomorrow
    return KunciPublik.gabung(hasil) if hasil else None
