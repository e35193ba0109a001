"""Seconds-fresh figures: after a request that changed something, ask for a fold."""

import logging
from collections.abc import Callable

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from inti.situs import situs_kini

from .tasks import minta_lipat_bila_perlu

log = logging.getLogger(__name__)


class LipatMiddleware:
    """Stands right after SitusMiddleware. Only a hint: what it misses, beat's sweep folds within a minute."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        jawaban = self.get_response(request)
        situs = situs_kini()
        if request.method == "POST" and jawaban.status_code < 400 and situs and situs.jenis == "instansi":
            try:
                minta_lipat_bila_perlu()
            except DatabaseError:
                log.exception("Lipatan tidak dapat diminta; sapuan akan mengerjakannya.")
        return jawaban
