"""GET cannot write: a guard for every request of the tests (settings `uji`)."""

import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

MENULIS = re.compile(r'^\s*(INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
# What reading itself leaves behind: sessions, when a token was last used, and two ledgers of who read, which only grow.
BOLEH = {
    "akun_sesi": {"INSERT INTO", "UPDATE", "DELETE FROM"},
    "api_tokenapi": {"UPDATE"},
    "audit_jejak": {"INSERT INTO"},
    "serah_aksespermohonan": {"INSERT INTO"},
}


class GetMenulis(AssertionError):
    pass


def _jaga(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    cocok = MENULIS.match(sql)
    if cocok and cocok[1].upper() not in BOLEH.get(cocok[2], ()):
        raise GetMenulis(f"GET menulis ke {cocok[2]}: {sql[:200]}")
    return execute(sql, params, many, context)


class GetTidakMenulis:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with connection.execute_wrapper(_jaga):
            return self.get_response(request)
