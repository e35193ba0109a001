"""Keyset pagination: a page costs the same however deep it is, and rows that arrive in between neither repeat nor vanish."""

from datetime import datetime
from typing import Any

from django.core import signing
from django.db.models import Q
from rest_framework.exceptions import ValidationError

GARAM = "layanan.api.kursor"


def sesudah(kursor: str) -> Q:
    """The rows after the one that the cursor names, in the order (-masuk_pada, -pk). Raises ValidationError (422)."""
    try:
        pada, pk = signing.loads(kursor, salt=GARAM)
    except signing.BadSignature as galat:
        raise ValidationError({"sesudah": ["Penanda halaman tidak dikenal."]}) from galat
    waktu = datetime.fromisoformat(pada)
    return Q(masuk_pada__lt=waktu) | Q(masuk_pada=waktu, pk__lt=pk)


def kursor(baris: Any) -> str:
    return signing.dumps([baris.masuk_pada.isoformat(), baris.pk], salt=GARAM)
