"""How the OpenAPI document speaks of the token."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class SkemaToken(OpenApiAuthenticationExtension):
    target_class = "layanan.api.autentikasi.TokenBearer"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "spbe_…"}
