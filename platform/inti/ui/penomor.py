"""Paging that does not count what nobody will page to."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet


class PenomorTerbatas(Paginator):
    """Counts at most `maks` rows: what lies behind that is "lebih dari", and reached by sorting or searching."""

    maks: int

    def __init__(self, *args: Any, maks: int, banyak: bool = False, **kwargs: Any) -> None:
        """`banyak`: there are more than `maks`, as is known already."""
        super().__init__(*args, **kwargs)
        self.maks, self.banyak = maks, banyak

    @cached_property
    def _hitungan(self) -> int:
        if self.banyak:
            return self.maks + 1
        if not isinstance(self.object_list, QuerySet):
            return len(self.object_list)
        baris = self.object_list.order_by()
        if not (baris.query.combinator or baris.query.distinct or baris.query.values_select):
            baris = baris.values("pk")  # what else a row shows is not looked up to count it
        return int(baris[: self.maks + 1].count())

    @property
    def lebih(self) -> bool:
        return self._hitungan > self.maks

    @property
    def count(self) -> int:
        return min(self._hitungan, self.maks)
