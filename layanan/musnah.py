"""Who keeps something about a permohonan beside the tables that point at it: asked when the permohonan is destroyed.

A table with a required key to Permohonan is found by `layanan.arsip.pribadi` itself. Every other table that may speak of
an applicant (an optional key, or an encrypted column) is named here by the room that owns it, in its `apps.ready()`; a test
walks all models and fails where one is not named.
"""

from collections.abc import Callable

from django.db import models

from .models import Permohonan

Pengosong = Callable[[Permohonan], object]
Penahan = Callable[[], models.Q]
_pengosong: dict[type[models.Model], Pengosong] = {}
_lain: dict[type[models.Model], str] = {}
_penahan: list[Penahan] = []


def daftarkan(*model: type[models.Model], kosongkan: Pengosong) -> None:
    """`kosongkan(p)` removes what these tables say about `p`, inside the transaction that destroys it."""
    _pengosong.update(dict.fromkeys(model, kosongkan))


def kecualikan(*model: type[models.Model], sebab: str) -> None:
    """These tables say nothing about the applicant of a closed permohonan; `sebab` says why."""
    _lain.update(dict.fromkeys(model, sebab))


def tahan(fn: Penahan) -> Penahan:
    """`fn()` is a condition on Permohonan: what meets it is still needed and stands on no destroy list."""
    if fn not in _penahan:
        _penahan.append(fn)
    return fn


def kosongkan(p: Permohonan) -> None:
    for fn in dict.fromkeys(_pengosong.values()):
        fn(p)


def tertahan() -> models.Q:
    hasil = models.Q(pk__in=[])
    for fn in _penahan:
        hasil |= fn()
    return hasil


def dikenal() -> set[type[models.Model]]:
    """Every table that a room has spoken for."""
    return set(_pengosong) | set(_lain)
