"""The wording of a letter as plain text that an officer edits, and back. No Typst in it, so nothing to escape from.

Dengan ini menerangkan bahwa:                a paragraph; {nama} is filled in; an empty line ends it
[pemohon]   [pemohon tanpa agama]            identity of the applicant as rows
[isian]     [isian: nama_usaha, luas]        answers as rows
[tabel: saksi | Para saksi]                  a table of answers
- satu butir                                 a list
## Ketentuan                                 a subheading
# Judul lampiran                             (only in the field of annexes) a new annex
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from layanan.dokumen.resep import Butir, Isian, Pemohon, Resep, Subjudul, Tabel

NASKAH = ("keterangan", "rekomendasi", "pengantar", "surat_dinas", "legalisasi", "keputusan", "berita_acara")
"""Templates that a service may use."""
BARIS = ("kepada", "dasar", "ketentuan", "tembusan", "menimbang", "diktum")
"""Fields with one item a line."""
TEKS = ("judul", "penutup", "pernyataan", "buku")
PANJANG = 12_000
BLOK_MAKS = 80
ORANG = frozenset(
    {
        "nama", "nik", "nkk", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "agama", "pekerjaan", "alamat", "desa",
        "telepon", "status_kawin", "kewarganegaraan", "pendidikan", "lahir", "alamat_lengkap", "desa_lengkap",
    }
)  # fmt: skip
SURAT = frozenset({"keperluan", "masa_berlaku", "kecamatan", "kabupaten", "nama_kabupaten", "hari_tanggal"})
_TEMPAT = re.compile(r"\{([^{}]*)\}")
_ARAHAN = re.compile(r"\[\s*(pemohon|isian|tabel)\b([^\]]*)\]")

Blok = str | Pemohon | Isian | Tabel | Butir | Subjudul


class Salah(NamedTuple):
    """`baris` counts from 1 within the field; 0: the field as a whole."""

    bidang: str
    baris: int
    pesan: str

    def __str__(self) -> str:
        return f"Baris {self.baris}: {self.pesan}" if self.baris else self.pesan


class Kamus(NamedTuple):
    """Names that a letter of this service may use."""

    tempat: frozenset[str]
    isian: frozenset[str]
    tabel: frozenset[str]


def kamus(bidang: Iterable[Mapping[str, Any]]) -> Kamus:
    semua = list(bidang)
    tabel = frozenset(str(b["nama"]) for b in semua if b.get("tipe") == "tabel")
    isian = frozenset(str(b["nama"]) for b in semua)
    return Kamus(ORANG | SURAT | isian - tabel, isian, tabel)


# -- text -> blocks


def urai_isi(teks: str, k: Kamus, bidang: str = "isi", mulai: int = 1) -> tuple[list[Blok], list[Salah]]:
    """Blocks of a text, and what is wrong with it, line by line."""
    hasil: list[Blok] = []
    salah: list[Salah] = []
    alinea: list[str] = []
    butir: list[str] = []

    def tutup() -> None:
        if alinea:
            hasil.append(" ".join(alinea))
            alinea.clear()
        if butir:
            hasil.append(Butir(tuple(butir)))
            butir.clear()

    for nomor, mentah in enumerate(teks.splitlines(), mulai):
        baris = mentah.strip()
        salah += [Salah(bidang, nomor, p) for p in periksa_tempat(baris, k)]
        if baris.startswith("- "):
            if alinea:
                tutup()
            butir.append(baris[2:].strip())
        elif not baris:
            tutup()
        elif baris.startswith("## "):
            tutup()
            hasil.append(Subjudul(baris[3:].strip()))
        elif baris.startswith("["):
            tutup()
            arahan, pesan = _arahan(baris, k)
            if arahan is not None:
                hasil.append(arahan)
            salah += [Salah(bidang, nomor, p) for p in pesan]
        else:
            if butir:
                tutup()
            alinea.append(baris)
    tutup()
    if len(teks) > PANJANG or len(hasil) > BLOK_MAKS:
        salah.append(
            Salah(bidang, 0, f"Terlalu panjang: paling banyak {PANJANG} huruf dan {BLOK_MAKS} bagian.")
        )
    return hasil, salah


def _arahan(baris: str, k: Kamus) -> tuple[Blok | None, list[str]]:
    cocok = _ARAHAN.fullmatch(baris)
    if cocok is None:
        return None, [f"“{baris[:40]}” tidak dikenal. Yang ada: [pemohon], [isian], [tabel: nama]."]
    jenis, ekor = cocok[1], cocok[2].strip()
    if jenis == "tabel":
        nama, _, judul = ekor.lstrip(":").partition("|")
        nama = nama.strip()
        if nama not in k.isian:
            return None, [f"Tabel “{nama}” tidak ada pada formulir layanan ini. {_ada(k.tabel)}"]
        return Tabel(nama, judul.strip()), []
    if jenis == "pemohon":
        daftar = _nama(ekor.removeprefix("tanpa"))
        asing = [n for n in daftar if n not in ORANG]
        return Pemohon(tuple(daftar)), [f"Data pemohon “{n}” tidak dikenal." for n in asing]
    daftar = _nama(ekor)
    asing = [n for n in daftar if n not in k.isian]
    return Isian(tuple(daftar)), [f"Isian “{n}” tidak ada. {_ada(k.isian)}" for n in asing]


def _nama(teks: str) -> list[str]:
    return [n.strip() for n in teks.strip().lstrip(":").split(",") if n.strip()]


def _ada(nama: Iterable[str]) -> str:
    return f"Yang ada: {', '.join(sorted(nama)) or 'tidak ada'}."


def periksa_tempat(teks: str, k: Kamus) -> list[str]:
    """Sentences about placeholders that this service does not have, and about a brace that is not closed."""
    pesan = [f"“{{{n}}}” tidak dikenal pada layanan ini." for n in _TEMPAT.findall(teks) if n not in k.tempat]
    sisa = _TEMPAT.sub("", teks)
    if "{" in sisa or "}" in sisa:
        pesan.append("Kurung kurawal tidak lengkap.")
    return pesan


def urai(naskah: Mapping[str, Any], k: Kamus) -> tuple[Resep, list[Salah]]:
    """A recipe from the fields of the editor (all of them text; `tanda_terima` a bool), and everything wrong with them."""
    isi, salah = urai_isi(str(naskah.get("isi", "")), k)
    teks = {nama: str(naskah.get(nama, "")).strip() for nama in TEKS}
    for nama, nilai in teks.items():
        salah += [Salah(nama, 0, p) for p in periksa_tempat(nilai, k)]
    baris: dict[str, tuple[str, ...]] = {}
    for nama in (*BARIS, "berkas"):
        semua = str(naskah.get(nama, "")).splitlines()
        salah += [Salah(nama, i, p) for i, b in enumerate(semua, 1) for p in periksa_tempat(b, k)]
        baris[nama] = tuple(b.strip() for b in semua if b.strip())
    berkas = [tuple(s.strip() for s in b.split("|")) for b in baris["berkas"]]
    salah += [
        Salah("berkas", i, "Tulis: naskah | banyaknya | keterangan.")
        for i, b in enumerate(berkas, 1)
        if len(b) != 3
    ]
    lampiran, salah_lampiran = _lampiran(str(naskah.get("lampiran", "")), k)
    salah += salah_lampiran
    if not teks["judul"]:
        salah.append(Salah("judul", 0, "Isi judul suratnya."))
    templat = str(naskah.get("templat", ""))
    if templat not in NASKAH:
        salah.append(Salah("templat", 0, "Pilih bentuk naskah dinas."))
    lain: dict[str, object] = {n: baris[n] for n in ("menimbang", "diktum") if baris[n]}
    if naskah.get("tanda_terima"):
        lain["tanda_terima"] = True
    if naskah.get("huruf") == "bookman":
        lain["huruf"] = "bookman"
    resep = Resep(
        templat, teks["judul"], isi=tuple(isi), penutup=teks["penutup"], pernyataan=teks["pernyataan"], buku=teks["buku"],
        kepada=baris["kepada"], dasar=baris["dasar"], ketentuan=baris["ketentuan"], tembusan=baris["tembusan"],
        berkas=tuple(b for b in berkas if len(b) == 3), lampiran=tuple(lampiran), lain=lain,
    )  # fmt: skip
    return resep, salah


def _lampiran(teks: str, k: Kamus) -> tuple[list[tuple[str, Any]], list[Salah]]:
    """Annexes begin with "# Judul"."""
    hasil: list[tuple[str, Any]] = []
    salah: list[Salah] = []
    bagian: list[tuple[str, int, list[str]]] = []
    for nomor, baris in enumerate(teks.splitlines(), 1):
        if baris.startswith("# "):
            bagian.append((baris[2:].strip(), nomor + 1, []))
        elif bagian:
            bagian[-1][2].append(baris)
        elif baris.strip():
            salah.append(Salah("lampiran", nomor, "Mulai setiap lampiran dengan “# Judul lampiran”."))
    for judul, mulai, isi in bagian:
        salah += [Salah("lampiran", mulai - 1, p) for p in periksa_tempat(judul, k)]
        blok, salah_isi = urai_isi("\n".join(isi), k, "lampiran", mulai)
        salah += salah_isi
        hasil.append((judul, tuple(blok)))
    return hasil, salah


# -- blocks -> text


def tulis_isi(isi: Sequence[Any]) -> str:
    return "\n\n".join(_tulis(b) for b in isi)


def _tulis(b: Any) -> str:
    match b:
        case Pemohon(tanpa):
            return f"[pemohon tanpa {', '.join(tanpa)}]" if tanpa else "[pemohon]"
        case Isian(nama):
            return f"[isian: {', '.join(nama)}]" if nama else "[isian]"
        case Tabel(nama, judul):
            return f"[tabel: {nama} | {judul}]" if judul else f"[tabel: {nama}]"
        case Butir(semua):
            return "\n".join(f"- {x}" for x in semua)
        case Subjudul(teks):
            return f"## {teks}"
        case _:
            return str(b)


def tulis(resep: Resep) -> dict[str, Any]:
    """The fields of the editor for a recipe; `urai` gives the same recipe back."""
    lain = resep.lain
    return {
        "templat": resep.templat,
        "isi": tulis_isi(resep.isi),
        **{nama: getattr(resep, nama) for nama in TEKS},
        **{nama: "\n".join(getattr(resep, nama)) for nama in ("kepada", "dasar", "ketentuan", "tembusan")},
        **{nama: "\n".join(map(str, lain.get(nama, ()))) for nama in ("menimbang", "diktum")},  # type: ignore[call-overload]
        "berkas": "\n".join(" | ".join(b) for b in resep.berkas),
        "lampiran": "\n\n".join(
            f"# {judul}\n" + tulis_isi(blok if type(blok) is tuple else (blok,))
            for judul, blok in resep.lampiran
        ),
        "tanda_terima": bool(lain.get("tanda_terima")),
        "huruf": str(lain.get("huruf", "arial")),
    }
