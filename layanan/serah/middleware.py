"""After the answer: who opened what (FIELD N13). The page itself stays a reading."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse

from inti.audit.pembukaan import yang_dibuka
from inti.permintaan import Permintaan

log = logging.getLogger(__name__)


class PembukaanMiddleware:
    """Writes the ledger for what the view said that it showed, in a transaction of its own.

    An answer that was refused shows nothing. A ledger that cannot be written is logged and stops nobody at the counter.
    """

    def __init__(self, get_response: Callable[[Permintaan], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Permintaan) -> HttpResponse:
        jawaban = self.get_response(request)
        objek = yang_dibuka(request)
        if objek and jawaban.status_code < 400 and request.user.is_authenticated:
            self._catat(request, objek)
        return jawaban

    @staticmethod
    def _catat(request: Permintaan, objek: list[object]) -> None:
        from .buku_akses import catat_akses

        if request.situs.instansi is None or (connection.in_atomic_block and connection.needs_rollback):
            return
        try:
            with transaction.atomic():
                token = getattr(request, "auth", None)  # another application, acting for this person
                catat_akses(
                    request.user, objek, cara="api" if token else "", nama=token.nama_buku if token else ""
                )
        except DatabaseError:
            log.exception("Pembukaan %s tidak tercatat.", request.path)
