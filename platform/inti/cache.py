"""The cache: Redis, with keys that carry the site, and process memory while Redis is away."""

import json
import logging
import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
JEDA_COBA = 2.0  # seconds before Redis is tried again after a failure


def kunci(key: str, key_prefix: str, version: int) -> str:
    """KEY_FUNCTION: every key carries its site, so no instansi can read another's entry."""
    from inti.situs import KUNCI_VERSI, situs_kini

    situs = situs_kini()
    tempat = "bersama" if key == KUNCI_VERSI else (situs.kunci if situs else "tanpa-situs")
    return f"{key_prefix}:{tempat}:{version}:{key}"


class Json:
    """Serializer of the cache. Not pickle: whoever can write to Redis must not be able to run code here."""

    def dumps(self, nilai: Any) -> bytes | int:
        return nilai if type(nilai) is int else json.dumps(nilai).encode()

    def loads(self, isi: bytes) -> Any:
        return json.loads(isi)


class RedisAtauLokal(RedisCache):
    """Redis while it answers; else the memory of this process, so that requests go on (promise 6).

    `redis_hidup` tells whether the last call reached Redis.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._lokal = LocMemCache("spbe-cadangan", dict(params, OPTIONS={"MAX_ENTRIES": 5000}))
        self._coba_lagi = 0.0
        self.redis_hidup = True

    def _jalankan(self, nama: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self._coba_lagi:
            try:
                hasil = getattr(super(), nama)(*args, **kwargs)
            except (RedisError, OSError) as galat:
                if self.redis_hidup:
                    log.warning("Redis tidak menjawab (%s); memakai memori proses.", type(galat).__name__)
                self.redis_hidup = False
                self._coba_lagi = time.monotonic() + JEDA_COBA
            else:
                self.redis_hidup = True
                return hasil
        return getattr(self._lokal, nama)(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("add", *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("set", *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("touch", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("delete", *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("get_many", *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("has_key", *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("incr", *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("set_many", *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("delete_many", *args, **kwargs)

    def clear(self, *args: Any, **kwargs: Any) -> Any:
        return self._jalankan("clear", *args, **kwargs)
