"""Encryption of personal data at rest, with a key per instansi.

The master secret (`settings.SPBE_KUNCI_DATA`) never encrypts anything itself: HKDF-SHA256 derives one key per
schema and purpose from it, so a dump of one instansi opened with another instansi's key gives nothing. Values
look like `s1.<key id>.<base64url(nonce + ciphertext + tag)>`; the associated data is `app.model.field`, so a
value that was moved to another column does not open either.
"""

import base64
import hashlib
import hmac
import os
import re
import unicodedata
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models
from django.db.models.expressions import Case, Value
from django.db.models.functions import Cast
from django.db.models.lookups import Exact

from inti.db import TanpaInstansi

VERSI = "s1"
PANJANG_NONCE = 12
PANJANG_INDEKS = 64  # hex characters: max_length of an index column
MASTER_TERPENDEK = 32  # characters, asked for by `manage.py check` (inti.akun.checks)
POLA_TERSANDI = re.compile(r"^s1\.([A-Za-z0-9_-]{1,16})\.([A-Za-z0-9_-]+={0,2})$")
TUJUAN_ANGKA = frozenset({"nik", "kk", "nip", "telepon", "hp", "npwp"})


class KunciSalah(Exception):
    """The value cannot be opened: wrong or unknown key, another instansi's or column's value, or a changed
    one."""


def kunci_induk() -> dict[str, bytes]:
    """Master secrets by key id; the last one encrypts, the others still open. A plain string has the id
    "1"."""
    nilai = settings.SPBE_KUNCI_DATA
    peta = {"1": nilai} if isinstance(nilai, str) else dict(nilai or {})
    if not peta or not all(peta.values()):
        raise ImproperlyConfigured("SPBE_KUNCI_DATA belum diisi; data pribadi tidak dapat disandikan.")
    return {str(nomor): kunci.encode() for nomor, kunci in peta.items()}


def _skema() -> str:
    skema = getattr(connection, "schema_name", None)
    if not skema:
        raise TanpaInstansi("Tidak ada instansi; data pribadi tidak dapat disandikan atau dibuka.")
    return str(skema)


@lru_cache(maxsize=2048)
def _turunkan(induk: bytes, skema: str, tujuan: str) -> bytes:
    return HKDF(
        algorithm=SHA256(), length=32, salt=b"spbe-kripto-v1", info=f"{tujuan}\0{skema}".encode()
    ).derive(induk)


def sandikan(teks: str, *, konteks: str) -> str:
    """Encrypt for the current schema. `konteks` (e.g. "layanan.permohonan.pemohon_nik") is needed again to
    open it."""
    nomor, induk = list(kunci_induk().items())[-1]
    nonce = os.urandom(PANJANG_NONCE)
    isi = AESGCM(_turunkan(induk, _skema(), "data")).encrypt(nonce, teks.encode(), konteks.encode())
    return f"{VERSI}.{nomor}.{base64.urlsafe_b64encode(nonce + isi).decode()}"


def buka_sandi(tersandi: str, *, konteks: str, skema: str = "") -> str:
    """The plain text of `sandikan`. Raises KunciSalah, never returns garbage.

    `skema`: the owner, where that is another instansi than the present one. Only the walidata gate says so, for what a grant lets
    through in plain (a test holds everybody else to it).
    """
    cocok = POLA_TERSANDI.match(tersandi)
    if cocok is None:
        raise KunciSalah(f"{konteks}: nilai ini bukan nilai tersandi.")
    nomor, isi = cocok.group(1), cocok.group(2)
    induk = kunci_induk().get(nomor)
    if induk is None:
        raise KunciSalah(f"{konteks}: kunci data nomor {nomor!r} tidak ada dalam SPBE_KUNCI_DATA.")
    try:
        bita = base64.urlsafe_b64decode(isi)
        kunci = AESGCM(_turunkan(induk, skema or _skema(), "data"))
        return kunci.decrypt(bita[:PANJANG_NONCE], bita[PANJANG_NONCE:], konteks.encode()).decode()
    except (InvalidTag, ValueError) as galat:
        raise KunciSalah(
            f"{konteks}: tidak dapat dibuka. Kunci data salah, atau nilai ini berasal dari tempat lain."
        ) from galat


def normalkan(nilai: str, tujuan: str) -> str:
    """What two spellings of the same thing have in common: digits of a number, casefolded words of a name."""
    if tujuan.rsplit(".", 1)[-1] in TUJUAN_ANGKA:
        angka = re.sub(r"\D", "", nilai)
        if tujuan.endswith(("telepon", "hp")) and angka.startswith("62"):
            angka = "0" + angka[2:]
        return angka
    return " ".join(unicodedata.normalize("NFKC", nilai).casefold().split())


def indeks_buta(nilai: str, tujuan: str) -> str:
    """64 hex characters that are equal for equal values of this instansi and purpose; "" for an empty value.

    `tujuan` names the kind ("nik", "telepon", "nama", "permohonan.nik"): the part after the last dot decides
    how the value is normalised. Uses the first master secret, so that adding a new one does not lose the
    index.
    """
    normal = normalkan(nilai or "", tujuan)
    if not normal:
        return ""
    kunci = _turunkan(next(iter(kunci_induk().values())), _skema(), f"indeks:{tujuan}")
    return hmac.new(kunci, normal.encode(), hashlib.sha256).hexdigest()


class KosongSaja(Exact):
    """`kolom=""` finds the empty ones; every other comparison with an encrypted column would silently find
    nothing."""

    def get_prep_lookup(self) -> Any:
        if self.rhs != "":
            raise FieldError(
                f"Kolom tersandi {self.lhs.output_field.name!r} tidak dapat dicari menurut isinya; "
                "simpan indeks_buta() dalam kolom tersendiri dan cari di sana."
            )
        return self.rhs


class TeksTersandi(models.TextField):
    """Text that the database only sees encrypted. Empty and NULL stay as they are.

    `konteks` fixes the associated data when a model or field is renamed; by default it is `app.model.field`.
    """

    description = "Teks tersandi (AES-256-GCM, kunci per instansi)"

    def __init__(self, *args: Any, konteks: str = "", **kwargs: Any) -> None:
        self.konteks = konteks
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        nama, jalur, args, kwargs = super().deconstruct()
        if self.konteks:
            kwargs["konteks"] = self.konteks
        return nama, jalur, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        galat = super().check(**kwargs)
        if self.unique or getattr(self, "db_index", False):
            pesan = "TeksTersandi tidak dapat unik atau berindeks; pakai kolom indeks_buta."
            galat.append(checks.Error(pesan, obj=self, id="kripto.E001"))
        return galat

    def _konteks(self) -> str:
        return self.konteks or f"{self.model._meta.label_lower}.{self.name}"

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if hasattr(value, "as_sql"):
            if self._nilai_bulk_update(value):
                return value
            raise FieldError(f"Kolom tersandi {self.name!r} tidak dapat diisi dengan ekspresi basis data.")
        teks = self.get_prep_value(value)
        return sandikan(teks, konteks=self._konteks()) if teks else teks

    def _nilai_bulk_update(self, ekspresi: Any) -> bool:
        """Whether this is bulk_update's CASE of plain values, each of which comes back here to be
        encrypted."""
        kasus = ekspresi.get_source_expressions()[0] if isinstance(ekspresi, Cast) else ekspresi
        if not isinstance(kasus, Case):
            return False
        hasil = [k.result for k in kasus.cases]
        return all(isinstance(h, Value) and h.output_field is self for h in hasil)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return buka_sandi(value, konteks=self._konteks()) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name == "isnull":
            return super().get_lookup(lookup_name)
        if lookup_name == "exact":
            return KosongSaja
        raise FieldError(
            f"Kolom tersandi {self.name!r} tidak mengenal pencarian {lookup_name!r}; pakai kolom indeks_buta."
        )

    def get_transform(self, lookup_name: str) -> Any:
        self.get_lookup(lookup_name)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **kwargs)
