"""Paging that does not count what nobody will page to."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet


class PenomorTerbatas(Paginator):
    """Counts at most `maks` rows: what lies behind that is "lebih dari", and reached by sorting or searching."""

    maks: int

    def __init__(self, *args: Any, maks: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.maks = maks

    @cached_property
    def _hitungan(self) -> int:
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        return int(self.object_list.order_by()[: self.maks + 1].count())

    @property
    def lebih(self) -> bool:
        return self._hitungan > self.maks

    @property
    def count(self) -> int:
        return min(self._hitungan, self.maks)
