"""ContentType's cache, one per schema.

Django keeps one dictionary per process and database alias; ids differ between schemas, so with threads one instansi would read
another's ids (django-tenants issue 290).
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from inti.db.konteks import koneksi


class CachePerSkema:
    """Looks like the dict `{alias: {key: ContentType}}` that ContentTypeManager uses, but per schema as well."""

    def __init__(self) -> None:
        self._isi: dict[tuple[str, str | None], dict[Any, Any]] = {}

    def _kunci(self, alias: str) -> tuple[str, str | None]:
        return (alias, koneksi.schema_name)

    def __getitem__(self, alias: str) -> dict[Any, Any]:
        return self._isi[self._kunci(alias)]

    def setdefault(self, alias: str, baku: dict[Any, Any]) -> dict[Any, Any]:
        return self._isi.setdefault(self._kunci(alias), baku)

    def clear(self) -> None:
        self._isi.clear()


def pasang() -> None:
    ContentType.objects._cache = CachePerSkema()  # type: ignore[attr-defined]
