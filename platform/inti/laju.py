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
