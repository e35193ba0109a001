"""Checking a letter with the server off: public keys and roots in one file, the PDF, and what its QR says. No database."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_pem_x509_certificate

from layanan.dokumen.galat import QrTidakSah
from layanan.dokumen.qr import instansi_muatan, periksa_muatan
from layanan.dokumen.tanda_tangan import periksa

VERSI = 1
PANJANG_SIDIK = 32


class KunciTidakSah(ValueError):
    """The file of public keys cannot be read."""


@dataclass(frozen=True)
class KunciPublik:
    """What may be published. `qr`: slug -> keys; `dicabut`: SHA-256 of withdrawn files, and fingerprints of their QR."""

    dibuat: str
    akar: tuple[str, ...]
    instansi: dict[str, str]
    qr: dict[str, tuple[str, ...]]
    dicabut: frozenset[str] = field(default_factory=frozenset)

    def ke_json(self) -> str:
        isi = asdict(self) | {"versi": VERSI, "dicabut": sorted(self.dicabut)}
        return json.dumps(isi, indent=1, ensure_ascii=False)

    @classmethod
    def dari_json(cls, teks: str) -> "KunciPublik":
        try:
            isi = json.loads(teks)
            if isi["versi"] != VERSI:
                raise KunciTidakSah(f"Berkas kunci versi {isi['versi']} tidak dikenal.")
            kunci = cls(
                isi["dibuat"], tuple(isi["akar"]), dict(isi["instansi"]),
                {slug: tuple(semua) for slug, semua in isi["qr"].items()}, frozenset(isi["dicabut"]),
            )  # fmt: skip
            kunci.sertifikat()
        except (ValueError, KeyError, TypeError, AttributeError) as galat:
            raise KunciTidakSah(f"Berkas kunci tidak dapat dibaca: {galat}") from galat
        return kunci

    @classmethod
    def gabung(cls, semua: Sequence["KunciPublik"]) -> "KunciPublik":
        """Of several instansi; `dibuat` is that of the oldest part."""
        return cls(
            dibuat=min(k.dibuat for k in semua),
            akar=tuple(dict.fromkeys(pem for k in semua for pem in k.akar)),
            instansi={slug: nama for k in semua for slug, nama in k.instansi.items()},
            qr={slug: daftar for k in semua for slug, daftar in k.qr.items()},
            dicabut=frozenset().union(*(k.dicabut for k in semua)),
        )

    def sertifikat(self) -> list[Certificate]:
        return [load_pem_x509_certificate(pem.encode()) for pem in self.akar]


def kunci_publik(
    *, akar: Sequence[Certificate], instansi: Mapping[str, str], qr: Mapping[str, Sequence[Ed25519PublicKey]],
    dicabut: Sequence[str] = (),
) -> KunciPublik:  # fmt: skip
    return KunciPublik(
        dibuat=datetime.now(UTC).isoformat(timespec="seconds"),
        akar=tuple(dict.fromkeys(s.public_bytes(Encoding.PEM).decode() for s in akar)),
        instansi=dict(instansi),
        qr={slug: tuple(k.public_bytes_raw().hex() for k in semua) for slug, semua in qr.items()},
        dicabut=frozenset(dicabut),
    )


@dataclass(frozen=True)
class HasilLuring:
    """`asli`: everything that was given holds together. `alasan`: one sentence for each thing that was looked at."""

    asli: bool
    dicabut: bool
    nomor: str
    tanggal: str
    penanda: str
    instansi: str
    alasan: tuple[str, ...]
    kunci_per: str


def periksa_luring(pdf: bytes | None, kunci: KunciPublik, *, qr: str = "") -> HasilLuring:
    """The PDF alone, the text of the QR alone, or both: then they must belong together."""
    alasan: list[str] = []
    asli = pdf is not None or bool(qr)
    nomor = tanggal = penanda = instansi = sidik = ""
    if pdf is not None:
        hasil = periksa(pdf, akar=kunci.sertifikat())
        sidik = hashlib.sha256(pdf).hexdigest()
        alasan.append(f"PDF: {hasil.keterangan}")
        asli &= hasil.sah
        if hasil.penanda:
            penanda, instansi = hasil.penanda.nama, hasil.penanda.instansi
        nomor = hasil.alasan.removeprefix("Pengesahan ").strip() if hasil.sah else ""
        tanggal = hasil.pada.date().isoformat() if hasil.pada else ""
    isi: dict[str, Any] = {}
    if qr:
        try:
            isi = baca_qr_luring(qr, kunci)
            alasan.append("QR: tanda tangannya sah.")
        except QrTidakSah as galat:
            asli = False
            alasan.append(f"QR: {galat.pesan}")
    if isi and pdf is not None:
        if (isi["nomor"], isi["penanda"]) != (nomor, penanda):
            asli = False
            alasan.append(f"QR menyebut surat {isi['nomor']} oleh {isi['penanda']}, bukan PDF ini.")
        else:
            alasan.append("QR dan PDF menyebut nomor dan penanda tangan yang sama.")
    elif isi:
        nomor, penanda = isi["nomor"], isi["penanda"]
        tanggal = isi["tanggal"].isoformat() if isinstance(isi["tanggal"], date) else ""
        instansi = kunci.instansi.get(isi["instansi"], isi["instansi"])
    dicabut = bool({sidik, isi.get("sidik", "")} & kunci.dicabut - {""})
    if dicabut:
        alasan.append(f"Surat ini DICABUT menurut daftar per {kunci.dibuat}.")
    return HasilLuring(
        asli and not dicabut, dicabut, nomor, tanggal, penanda, instansi, tuple(alasan), kunci.dibuat
    )


def baca_qr_luring(teks: str, kunci: KunciPublik) -> dict[str, Any]:
    slug = instansi_muatan(teks)
    galat = QrTidakSah(f"Kunci instansi “{slug[:40]}” tidak ada di berkas kunci.")
    for heksa in kunci.qr.get(slug, ()):
        try:
            return periksa_muatan(teks, Ed25519PublicKey.from_public_bytes(bytes.fromhex(heksa)))
        except QrTidakSah as g:
            galat = g
    raise galat
