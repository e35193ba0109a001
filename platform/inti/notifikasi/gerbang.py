"""The way out for WhatsApp messages and SMS. SPBE_PESAN names the backend:

berkas   a line per message in SPBE_DATA/pesan/ (the default: demonstration and development)
konsol   the same line on standard error
http     a gateway: POST SPBE_PESAN_URL with a bearer token, see `Http`
memori   the list `Memori.kotak`, for tests
"""

import json
import os
import re
import sys
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

import httpx
from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from inti.notifikasi.models import Pesan

POLA_TELEPON = re.compile(r"^0\d{8,13}$")
SEMENTARA = frozenset({408, 425, 429})  # with every 5xx: worth another attempt
TUNGGU = httpx.Timeout(10.0, connect=5.0)  # seconds


class GalatGerbang(OSError):
    """The message did not leave; it may be tried again."""


class Ditolak(GalatGerbang):
    """The gateway will never take this message: wrong number, wrong token, no credit."""


def nomor_lokal(telepon: str) -> str:
    """08…, from any of the usual spellings. Raises ValueError."""
    angka = re.sub(r"[\s().+-]", "", telepon)
    nomor = "0" + angka[2:] if angka.startswith("62") else angka
    if not POLA_TELEPON.match(nomor):
        raise ValueError("Bukan nomor telepon.")
    return nomor


def aktif() -> bool:
    """Whether messages really reach telephones, or this installation only pretends (demonstration, tests)."""
    return settings.SPBE_PESAN == "http" or settings.SPBE_DEMO or settings.SPBE_UJI


class Gerbang(ABC):
    @abstractmethod
    def kirim(self, pesan: "Pesan") -> None:
        """Hand the message over. Raises GalatGerbang (again later) or Ditolak (never)."""


def _baris(pesan: "Pesan") -> str:
    isi = {
        "pada": timezone.now().isoformat(timespec="seconds"),
        "kanal": pesan.kanal,
        "kepada": pesan.telepon,
    }
    return json.dumps(isi | {"isi": pesan.isi}, ensure_ascii=False) + "\n"


class LewatBerkas(Gerbang):
    """One JSON line per message, readable by this account only."""

    def kirim(self, pesan: "Pesan") -> None:
        map_ = settings.SPBE_DATA / "pesan"
        map_.mkdir(parents=True, exist_ok=True, mode=0o700)
        nama = map_ / f"{timezone.localdate():%Y-%m-%d}.jsonl"
        fd = os.open(nama, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(fd, "a", encoding="utf-8") as berkas:
            berkas.write(_baris(pesan))


class LewatKonsol(Gerbang):
    def kirim(self, pesan: "Pesan") -> None:
        sys.stderr.write(_baris(pesan))


class Memori(Gerbang):
    kotak: ClassVar[list[tuple[str, str]]] = []

    def kirim(self, pesan: "Pesan") -> None:
        self.kotak.append((pesan.telepon, pesan.isi))


class Http(Gerbang):
    """POST {"id", "kanal", "kepada": "628…", "pesan"} with `Authorization: Bearer` and `Idempotency-Key`.

    Any 2xx is success. Redirects are not followed: the token goes to SPBE_PESAN_URL and nowhere else. The message number is the
    idempotency key, so that an answer that got lost does not send the message twice on a gateway that honours it.
    """

    def kirim(self, pesan: "Pesan") -> None:
        if urlsplit(settings.SPBE_PESAN_URL).scheme not in ("http", "https"):
            raise Ditolak("SPBE_PESAN_URL belum diisi.")
        try:
            jawaban = httpx.post(
                settings.SPBE_PESAN_URL,
                json=self._isi(pesan),
                headers={
                    "Authorization": f"Bearer {settings.SPBE_PESAN_TOKEN}",
                    "Idempotency-Key": str(pesan.uuid),
                },
                timeout=TUNGGU,
                follow_redirects=False,
                trust_env=False,
            )
        except httpx.HTTPError as galat:  # its text may repeat the address: only its kind is kept
            raise GalatGerbang(f"Gerbang pesan tidak terjangkau ({type(galat).__name__}).") from None
        if jawaban.is_success:
            return
        if jawaban.status_code in SEMENTARA or jawaban.is_server_error:
            raise GalatGerbang(f"Gerbang pesan menjawab {jawaban.status_code}.")
        raise Ditolak(f"Gerbang pesan menolak dengan {jawaban.status_code}.")

    @staticmethod
    def _isi(pesan: "Pesan") -> dict[str, Any]:
        return {
            "id": str(pesan.uuid),
            "kanal": pesan.kanal,
            "kepada": "62" + pesan.telepon.removeprefix("0"),
            "pesan": pesan.isi,
        }


GERBANG: dict[str, type[Gerbang]] = {
    "berkas": LewatBerkas,
    "konsol": LewatKonsol,
    "memori": Memori,
    "http": Http,
}


def serahkan(pesan: "Pesan") -> None:
    """Through the backend of this installation. Raises GalatGerbang or Ditolak."""
    if settings.SPBE_PESAN not in GERBANG:
        raise Ditolak(f"SPBE_PESAN {settings.SPBE_PESAN!r} tidak dikenal.")
    GERBANG[settings.SPBE_PESAN]().kirim(pesan)
