"""What changed in a letter between two of its versions, in words: for the signer who saw or trusted the earlier one."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from inti.ui import format

from ..models import Konsep, Layanan, Paraf, Permohonan

LABEL = {
    "nama": "Nama", "nik": "NIK", "jenis_kelamin": "Jenis kelamin", "alamat": "Alamat", "desa": "Desa/kelurahan",
    "telepon": "Telepon", "tempat_lahir": "Tempat lahir", "tanggal_lahir": "Tanggal lahir", "agama": "Agama",
    "pekerjaan": "Pekerjaan", "keperluan": "Keperluan", "tembusan": "Tembusan", "kertas": "Kertas",
}  # fmt: skip


class Beda(NamedTuple):
    label: str
    lama: str
    baru: str


def beda_isi(lama: Mapping[str, Any], baru: Mapping[str, Any], layanan: Layanan) -> list[Beda]:
    """Fields whose content differs, in the order of the letter."""
    hasil = []
    for jalur, (a, b) in _sejajar(lama, baru):
        if a != b:
            hasil.append(Beda(_label(jalur, layanan), _teks(a), _teks(b)))
    return hasil


def _sejajar(
    lama: Mapping[str, Any], baru: Mapping[str, Any], awal: str = ""
) -> Iterable[tuple[str, tuple[Any, Any]]]:
    for kunci in dict.fromkeys((*lama, *baru)):
        a, b = lama.get(kunci), baru.get(kunci)
        if isinstance(a, Mapping) or isinstance(b, Mapping):
            yield from _sejajar(a or {}, b or {}, f"{awal}{kunci}.")
        else:
            yield f"{awal}{kunci}", (a or "", b or "")


def _label(jalur: str, layanan: Layanan) -> str:
    bidang = jalur.rsplit(".", 1)[-1]
    kolom = layanan.kolom(bidang)
    return kolom["label"] if kolom else LABEL.get(bidang, bidang.replace("_", " ").capitalize())


def _teks(nilai: Any) -> str:
    if isinstance(nilai, list):
        return "; ".join(_teks(n) for n in nilai) or "–"
    teks = str(nilai)
    try:
        return format.tanggal(date.fromisoformat(teks)) if len(teks) == 10 else teks or "–"
    except ValueError:
        return teks


def sejak_paraf(p: Permohonan) -> tuple[Konsep, list[Beda]] | None:
    """The newest earlier version that somebody had given their paraf, and what is different now; None when none."""
    kini = Konsep.objects.filter(permohonan=p).order_by("-versi").first()
    if kini is None or kini.versi == 1:
        return None
    pernah = Paraf.objects.filter(permohonan=p, konsep__versi__lt=kini.versi).values("konsep")
    lama = Konsep.objects.filter(pk__in=pernah).order_by("-versi").first()
    return (lama, beda_isi(lama.data, kini.data, p.layanan)) if lama else None
