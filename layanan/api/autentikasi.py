"""`Authorization: Bearer spbe_…`. Nothing else lets anybody in: no cookie, so no forged request of a browser either."""

from typing import Any

from django.core.cache import cache
from django.utils import timezone
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.throttling import SimpleRateThrottle

from inti.akun.models import Pengguna

from .actions.token import sidik
from .models import TokenApi

JEDA_CATAT = 300  # seconds between two notes of "last used"
PANJANG_TERBESAR = 100


class TokenBearer(BaseAuthentication):
    def authenticate(self, request: Any) -> tuple[Pengguna, TokenApi] | None:
        bagian = get_authorization_header(request).split()
        if not bagian or bagian[0].lower() != b"bearer":
            return None
        rahasia = bagian[1].decode("ascii", "replace") if len(bagian) == 2 else ""
        token = None
        if rahasia.startswith("spbe_") and len(rahasia) <= PANJANG_TERBESAR:
            token = TokenApi.objects.hidup().select_related("pengguna").filter(sidik=sidik(rahasia)).first()
        if token is None:
            raise AuthenticationFailed("Token tidak dikenal, dicabut, atau sudah kedaluwarsa.")
        if cache.add(f"api:dipakai:{token.pk}", 1, JEDA_CATAT):
            TokenApi.objects.filter(pk=token.pk).update(dipakai_pada=timezone.now())
        return token.pengguna, token

    def authenticate_header(self, request: Any) -> str:
        return 'Bearer realm="SPBE"'


class Bercakupan(BasePermission):
    """The token carries the scope that the view names for this method."""

    message = "Cakupan token ini tidak mencukupi."

    def has_permission(self, request: Any, view: Any) -> bool:
        if not isinstance(request.auth, TokenApi):
            return False
        return view.cakupan.get(request.method, "") in request.auth.cakupan


class LajuToken(SimpleRateThrottle):
    """Per token, not per address: several applications share the network of an office."""

    rate = "120/min"
    scope = "token"

    def get_cache_key(self, request: Any, view: Any) -> str | None:
        return f"api:laju:{request.auth.pk}" if isinstance(request.auth, TokenApi) else None
