"""Rate limits for pages without a log-in (those with one have allauth's)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import cache

from inti.audit.konteks import asal_kini
from inti.errors import Galat


class TerlaluSering(Galat):
    status = 429
    judul = "Terlalu banyak permintaan"


def dibatasi(nama: str, *, maks: int, detik: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """At most `maks` requests per address of the visitor in `detik` seconds, else 429. Counts in the site's cache."""

    def hiasi(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def dijaga(request: Any, *args: Any, **kwargs: Any) -> Any:
            kunci = f"laju:{nama}:{asal_kini().alamat_ip}"
            if not cache.add(kunci, 1, detik):
                try:
                    jumlah = cache.incr(kunci)
                except ValueError:  # ran out between the two calls
                    jumlah = 1
                if jumlah > maks:
                    raise TerlaluSering(
                        "Terlalu banyak pencarian dari jaringan ini.",
                        saran="Tunggu satu menit, lalu coba lagi.",
                    )
            return view(request, *args, **kwargs)

        return dijaga

    return hiasi


class Tunda:
    """Growing delay after wrong secrets for one thing, from anywhere: 3 free tries, then 30 s, 1, 2, 4 … minutes up to an hour.

    Held by the thing (a document, not the visitor), so many addresses do not help; counts are forgotten after a day.
    """

    BEBAS = 3
    AWAL = 30  # seconds
    MAKS = 3600
    LUPA = 24 * 3600

    def __init__(self, nama: str, apa: str) -> None:
        self._gagal = f"tunda:{nama}:{apa}:gagal"
        self._kunci = f"tunda:{nama}:{apa}:kunci"

    def periksa(self) -> None:
        """Raises TerlaluSering (429) while the delay runs."""
        if cache.get(self._kunci):
            raise TerlaluSering(
                "Terlalu banyak kode yang salah untuk surat ini.",
                saran="Tunggu beberapa saat, lalu coba lagi.",
            )

    def gagal(self) -> None:
        cache.add(self._gagal, 0, self.LUPA)
        try:
            jumlah = cache.incr(self._gagal)
        except ValueError:
            jumlah = 1
        if jumlah >= self.BEBAS:
            lama = min(self.AWAL * 2 ** (jumlah - self.BEBAS), self.MAKS)
            cache.set(self._kunci, 1, lama)

    def berhasil(self) -> None:
        cache.delete_many([self._gagal, self._kunci])
