"""Rearranging the script so that PostgreSQL has less to do for the same result.

pg_dump adds identities, keys and foreign keys to each table afterwards, one ALTER TABLE each. Inside CREATE TABLE they cost
less: no second look at the table, and no validation query per foreign key. Only statements of exactly the form that pg_dump
gives to plain tables are moved; whatever looks different stays where it is.
"""

import re
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

_NAMA = r"(?:[a-z_][a-z0-9_]*|\"[^\"\n]+\")"


@dataclass
class _Tabel:
    nama: str
    isi: str  # the column and CHECK lines between the parentheses
    identitas: dict[str, str] = field(default_factory=dict)  # column -> "GENERATED … AS IDENTITY (…)"
    kunci: list[str] = field(default_factory=list)  # PRIMARY KEY and UNIQUE
    asing: list[str] = field(default_factory=list)  # FOREIGN KEY
    rujukan: set[str] = field(default_factory=set)  # tables that the foreign keys name

    def tulis(self, skema: str) -> str:
        isi = self.isi
        for kolom, identitas in self.identitas.items():
            pola = re.compile(rf"^(    {re.escape(kolom)} [^\n]*?)(,?)$", re.MULTILINE)
            isi = pola.sub(lambda m, i=identitas: f"{m[1]} {i}{m[2]}", isi, count=1)  # type: ignore[misc]
        semua = [isi, *(f"    {baris}" for baris in self.kunci + self.asing)]
        return f"CREATE TABLE {skema}.{self.nama} (\n" + ",\n".join(semua) + "\n);\n"


class _Pola:
    """The four forms, for a schema's name."""

    def __init__(self, skema: str) -> None:
        s = re.escape(skema)
        baris = r"((?:    [^\n]*\n)+)\);\n"
        ubah = rf"^ALTER TABLE ONLY {s}\.({_NAMA})\n    ADD (CONSTRAINT {_NAMA}"

        def pola(teks: str) -> re.Pattern[str]:
            return re.compile(teks, re.MULTILINE)

        self.tabel = pola(rf"^CREATE TABLE {s}\.({_NAMA}) \(\n{baris}")
        self.identitas = pola(
            rf"^ALTER TABLE {s}\.({_NAMA}) ALTER COLUMN ({_NAMA})"
            rf" ADD (GENERATED (?:BY DEFAULT|ALWAYS) AS IDENTITY) \(\n{baris}"
        )
        self.kunci = pola(rf"{ubah} (?:PRIMARY KEY|UNIQUE) [^\n;]*);\n")
        self.asing = pola(rf"{ubah} FOREIGN KEY [^\n;]* REFERENCES {s}\.({_NAMA})\([^\n;]*);\n")
        self.berisi = pola(rf"^INSERT INTO {s}\.({_NAMA}) ")


def susun(naskah: str, skema: str) -> str:
    """The same schema in fewer statements; the script itself when its tables are not in one block."""
    pola = _Pola(skema)
    temuan = list(pola.tabel.finditer(naskah))
    if not temuan:
        return naskah
    blok = naskah[temuan[0].start() : temuan[-1].end()]
    if pola.identitas.sub("", pola.tabel.sub("", blok)).strip():
        return naskah  # something between the tables may depend on their order
    tabel = {m[1]: _Tabel(m[1], m[2].rstrip("\n")) for m in temuan}
    naskah = _ambil_identitas(naskah, pola, tabel)
    naskah = _ambil_kunci(naskah, pola, tabel)
    naskah = _ambil_asing(naskah, pola, tabel)
    urut = TopologicalSorter({t.nama: sorted(t.rujukan) for t in tabel.values()}).static_order()
    baru = iter(["\n".join(tabel[nama].tulis(skema) for nama in urut)])
    return re.sub(r"\n{3,}", "\n\n", pola.tabel.sub(lambda m: next(baru, ""), naskah))


def _ambil_identitas(naskah: str, pola: _Pola, tabel: dict[str, _Tabel]) -> str:
    def ambil(m: re.Match[str]) -> str:
        if m[1] not in tabel:
            return m[0]
        tabel[m[1]].identitas[m[2]] = f"{m[3]} ({' '.join(m[4].split())})"
        return ""

    return pola.identitas.sub(ambil, naskah)


def _ambil_kunci(naskah: str, pola: _Pola, tabel: dict[str, _Tabel]) -> str:
    def ambil(m: re.Match[str]) -> str:
        if m[1] not in tabel:
            return m[0]
        tabel[m[1]].kunci.append(m[2])
        return ""

    return pola.kunci.sub(ambil, naskah)


def _ambil_asing(naskah: str, pola: _Pola, tabel: dict[str, _Tabel]) -> str:
    """Foreign keys between tables that are still empty when their turn comes, unless they close a circle."""
    berisi = set(pola.berisi.findall(naskah))

    def ambil(m: re.Match[str]) -> str:
        dari, ke = m[1], m[3]
        if (
            dari not in tabel
            or ke not in tabel
            or dari in berisi
            or "NOT VALID" in m[2]
            or _melingkar(tabel, dari, ke)
        ):
            return m[0]
        tabel[dari].asing.append(m[2])
        if dari != ke:
            tabel[dari].rujukan.add(ke)
        return ""

    return pola.asing.sub(ambil, naskah)


def _melingkar(tabel: dict[str, _Tabel], dari: str, ke: str) -> bool:
    """Whether `ke` already needs `dari` to be there first."""
    tumpukan, dilihat = [ke] if dari != ke else [], set()
    while tumpukan:
        nama = tumpukan.pop()
        if nama == dari:
            return True
        if nama not in dilihat:
            dilihat.add(nama)
            tumpukan += tabel[nama].rujukan
    return False
