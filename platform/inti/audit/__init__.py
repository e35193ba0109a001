"""Append-only trail: who did what to which object, and who was refused.

    catat("permohonan.verifikasi", permohonan, oleh=pengguna, dari="diajukan", ke="diverifikasi")

writes one line in the caller's transaction. Sentences for codes: `<app>/kalimat.py`, see
`inti.audit.kalimat`.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Model
    from django.http import HttpRequest

    from inti.akun.models import Pengguna
    from inti.audit.models import Jejak

__all__ = ["catat", "catat_penolakan"]


def catat(kode: str, objek: "Model | None", *, oleh: "Pengguna | None", **rinci: Any) -> "Jejak":
    """One line, in the same transaction as the change. `rinci` must be JSON (dates, UUIDs and decimals are
    fine)."""
    from inti.audit.actions import catat as _catat

    return _catat(kode, objek, oleh=oleh, **rinci)


def catat_penolakan(request: "HttpRequest", status: int) -> None:
    """A refused attempt. Call it outside the view's transaction; never raises."""
    from inti.audit.actions import catat_penolakan as _catat_penolakan

    _catat_penolakan(request, status)
