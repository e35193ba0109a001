"""Short notes after an htmx request; ui.js shows them from the HX-Trigger header."""

from typing import TypeVar

from django.http import HttpResponseBase
from django_htmx.http import trigger_client_event

Respons = TypeVar("Respons", bound=HttpResponseBase)


def toast(response: Respons, pesan: str, nada: str = "info") -> Respons:
    """Add a toast to the response; `nada` as for chips."""
    return trigger_client_event(response, "toast", {"pesan": pesan, "nada": nada})
