"""From the output of pg_dump to a script that may run inside a transaction of ours, on a session of ours."""

import re

_META = re.compile(r"^\\(?:un)?restrict \S+\n", re.MULTILINE)
_KEPALA = re.compile(r"^--\n-- (?:Name|Data for Name): [^\n]*; Schema: [^\n]*\n--\n", re.MULTILINE)
_SETELAN = re.compile(r"^SET default_(?:tablespace|table_access_method) = [^\n]*;\n", re.MULTILINE)
_KOSONG = re.compile(r"\n{3,}")
_KAKI = "--\n-- PostgreSQL database dump complete\n--\n"

# `status IN ('a', 'b')` on a varchar comes out of PostgreSQL as a cast array; read back as written, it would be
# stored with a cast in every element. Written as IN again, it is stored exactly as the migration stored it.
_NILAI = r"'(?:[^']|'')*'"
_BUTIR = rf"{_NILAI}::character varying"
_KOLOM = r"[a-z_][a-z0-9_]*|\"[^\"]+\""
_DALAM = re.compile(rf"\(\(({_KOLOM})\)::text = ANY \(\(ARRAY\[({_BUTIR}(?:, {_BUTIR})*)\]\)::text\[\]\)\)")

# Functions come before the tables that their bodies name; LOCAL, so the session gets its own settings back.
PEMBUKA = "SET LOCAL check_function_bodies = off;\nSET LOCAL client_min_messages = warning;\n"


class DumpTidakDikenal(ValueError):
    """pg_dump wrote something that this module was not made for; better to stop than to guess."""


def _sebagai_in(cocok: re.Match[str]) -> str:
    nilai = re.findall(rf"({_NILAI})::character varying", cocok[2])
    return f"({cocok[1]} IN ({', '.join(nilai)}))"


def bersihkan(dump: str, skema: str) -> str:
    """The script that creates `skema` with everything in it.

    The preamble of pg_dump (session-wide SETs, an empty search_path) and psql's own commands are removed; every
    name in the rest is qualified. Comments go only where pg_dump itself wrote them, never inside a function's body.
    """
    awal = dump.find(f"CREATE SCHEMA {skema};")
    if awal < 0:
        raise DumpTidakDikenal(f"Dump tidak memuat CREATE SCHEMA {skema}.")
    isi = dump[awal:].replace(_KAKI, "")
    for pola in (_META, _KEPALA, _SETELAN):
        isi = pola.sub("", isi)
    isi = _DALAM.sub(_sebagai_in, isi)
    if re.search(r"^\\", isi, re.MULTILINE):
        raise DumpTidakDikenal("Dump memuat perintah psql.")
    return PEMBUKA + _KOSONG.sub("\n\n", isi).strip() + "\n"
