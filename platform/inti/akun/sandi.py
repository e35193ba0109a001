"""Password rules in Indonesian words; the settings add length (12) and the list of common passwords."""

from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.core.exceptions import ValidationError


class CukupPanjang(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Kata sandi sedikitnya {self.min_length} huruf."

    def get_help_text(self) -> str:
        return f"Kata sandi sedikitnya {self.min_length} huruf."


class TidakUmum(CommonPasswordValidator):
    def get_error_message(self) -> str:
        return "Kata sandi ini terlalu sering dipakai orang; pilih yang lain."

    def get_help_text(self) -> str:
        return "Jangan memakai kata sandi yang umum."


class TidakMiripDiri:
    """No password made of one's own name, address or NIP, and none of one repeated character or only
    digits."""

    def validate(self, password: str, user: Any = None) -> None:
        polos = password.casefold()
        if polos.isdigit() or len(set(polos)) < 5:
            raise ValidationError(
                "Kata sandi terlalu mudah ditebak; pakai lebih banyak huruf yang berbeda.", code="mudah"
            )
        for bagian in _milik(user):
            if bagian in polos and len(bagian) * 2 >= len(polos):
                raise ValidationError(
                    "Kata sandi terlalu mirip dengan nama, surel, atau NIP Anda.", code="mirip"
                )

    def get_help_text(self) -> str:
        return "Jangan memakai nama, surel, atau NIP sendiri."


def _milik(user: Any) -> list[str]:
    if user is None:
        return []
    mentah = [user.surel, user.surel.partition("@")[0], user.nip, user.nama, user.nama.replace(" ", "")]
    return [m.casefold() for m in mentah if len(m) >= 4]
