"""JSON in: only what can be stored, and what our forms understand."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from inti.errors import MasukanSalah


class JsonBersih(JSONParser):
    """No NUL, no half surrogate, no tower of brackets: PostgreSQL knows no such text, and the answer is 400, not 500."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            isi = super().parse(stream, media_type, parser_context)
            teks = json.dumps(isi, ensure_ascii=False)
            teks.encode()
        except (RecursionError, UnicodeError) as galat:
            raise ParseError from galat
        if "\\u0000" in teks:
            raise ParseError
        if not isinstance(isi, dict):
            raise ParseError
        return isi


def unggahan(nama: str, isi: Mapping[str, str]) -> SimpleUploadedFile:
    """{"nama", "isi_base64"} -> upload. Raises MasukanSalah (422)."""
    try:
        bita = base64.b64decode(isi["isi_base64"], validate=True)
    except (binascii.Error, ValueError) as galat:
        raise MasukanSalah("Berkas tidak terbaca.", bidang={nama: "isi_base64 bukan base64."}) from galat
    return SimpleUploadedFile(isi["nama"], bita)


def data_formulir(isi: Mapping[str, Any]) -> QueryDict:
    """JSON values as a browser would have sent them: True is "on", False and null are absent."""
    data = QueryDict(mutable=True)
    for nama, nilai in isi.items():
        if nilai is None or nilai is False:
            continue
        if isinstance(nilai, list):
            data.setlist(nama, [_teks(n) for n in nilai])
        else:
            data[nama] = _teks(nilai)
    return data


def _teks(nilai: Any) -> str:
    if nilai is True:
        return "on"
    return nilai if isinstance(nilai, str) else json.dumps(nilai, ensure_ascii=False)


def berkas_formulir(isi: Mapping[str, SimpleUploadedFile]) -> MultiValueDict[str, Any]:
    return MultiValueDict({nama: [berkas] for nama, berkas in isi.items()})
