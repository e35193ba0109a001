"""Rules of a transition beyond status and right, each said twice: for a row (Python) and for a query (SQL).

A test compares the two on random rows, so an inbox never shows what its button refuses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from inti.akun.hak import Hak
from inti.errors import Galat, TidakBerhak, TransisiTidakSah

from .enums import Status
from .models.batasan import PEMERIKSA

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

    from .models import PelimpahanTtd, Permohonan


@dataclass(frozen=True, slots=True)
class Syarat:
    uji: Callable[[Any, Any], bool]
    q: Callable[["Pengguna"], Q]
    kalimat: str
    galat: type[Galat] = TidakBerhak
    rute: bool = False
    """True: about the route of the service only, not about the person (who is then None)."""


def _rute(uji: Callable[[Any], bool], q: Q, kalimat: str) -> Syarat:
    return Syarat(lambda p, _: uji(p), lambda _: q, kalimat, TransisiTidakSah, rute=True)


ADA_PARAF = _rute(
    lambda p: p.giliran_paraf != "", ~Q(giliran_paraf=""), "Permohonan ini tidak menunggu paraf."
)
GILIRAN_TTD = _rute(
    lambda p: p.layanan.perlu_ttd and p.giliran_paraf == "",
    Q(layanan__perlu_ttd=True, giliran_paraf=""),
    "Permohonan ini belum sampai pada giliran tanda tangan.",
)
GILIRAN_SERAH = _rute(
    lambda p: p.layanan.perlu_ttd == (p.status == Status.DITANDATANGANI),
    Q(layanan__perlu_ttd=True, status=Status.DITANDATANGANI)
    | Q(layanan__perlu_ttd=False) & ~Q(status=Status.DITANDATANGANI),
    "Dokumen belum ditandatangani, sehingga belum dapat diserahkan.",
)

SEKSINYA = Syarat(
    lambda p, oleh: p.seksi is not None and p.seksi.kode in oleh.seksi(),
    lambda oleh: Q(seksi__kode__in=sorted(oleh.seksi())),
    "Permohonan ini ada di seksi lain.",
)


def _peran(oleh: "Pengguna") -> list[str]:
    return sorted({tugas.peran for tugas in oleh.penugasan_berlaku()})


GILIRAN_PARAF = Syarat(
    lambda p, oleh: p.giliran_paraf in _peran(oleh),
    lambda oleh: Q(giliran_paraf__in=_peran(oleh)),
    "Paraf berikutnya oleh jabatan lain menurut rantai paraf layanan ini.",
)


def pelimpahan_berlaku(oleh: "Pengguna") -> list["PelimpahanTtd"]:
    """The mandates of this person today; one query per object. The head needs none and is not asked."""
    if not hasattr(oleh, "_pelimpahan_ttd"):
        from .models import PelimpahanTtd

        kepala = oleh.berperan("penanggung_jawab")
        oleh._pelimpahan_ttd = [] if kepala else list(PelimpahanTtd.objects.berlaku().filter(penerima=oleh))
    return oleh._pelimpahan_ttd


def _dapat_menandatangani(p: Any, oleh: "Pengguna") -> bool:
    return any(m.meliputi(p.kode_layanan) for m in pelimpahan_berlaku(oleh)) or any(
        tugas.peran in p.layanan.penandatangan
        and (not tugas.seksi or (p.seksi and tugas.seksi == p.seksi.kode))
        for tugas in oleh.penugasan_berlaku()
    )


def _q_menandatangani(oleh: "Pengguna") -> Q:
    q = Q(pk__in=[])
    for mandat in pelimpahan_berlaku(oleh):
        q |= Q(kode_layanan__in=mandat.layanan) if mandat.layanan else Q(kode_layanan__isnull=False)
    for tugas in oleh.penugasan_berlaku():
        satu = Q(layanan__penandatangan__contains=[tugas.peran])
        q |= satu & Q(seksi__kode=tugas.seksi) if tugas.seksi else satu
    return q


PENANDA_TANGAN = Syarat(
    _dapat_menandatangani,
    _q_menandatangani,
    "Surat layanan ini ditandatangani pejabat lain menurut tugasnya (Ps 9 ayat 6).",
)

MENYUSUN = Syarat(
    lambda p, oleh: SEKSINYA.uji(p, oleh) or oleh.punya(Hak.PERMOHONAN_PARAF) or PENANDA_TANGAN.uji(p, oleh),
    lambda oleh: Q() if oleh.punya(Hak.PERMOHONAN_PARAF) else SEKSINYA.q(oleh) | PENANDA_TANGAN.q(oleh),
    "Konsep surat hanya diubah oleh seksi pengampu, pemberi paraf, atau penanda tangannya.",
)


def _beda(cap: str) -> Syarat:
    """Nobody takes two of the four deciding steps, nor decides on their own or self-entered file."""
    kolom = [f"{lain}_oleh" for lain in PEMERIKSA if lain != cap] + ["pemohon_pengguna"]
    if cap != "verifikasi":
        kolom.append("petugas_input")

    def uji(p: "Permohonan", oleh: "Pengguna") -> bool:
        return oleh.pk not in {getattr(p, f"{k}_id") for k in kolom}

    def q(oleh: "Pengguna") -> Q:
        hasil = Q()
        for k in kolom:
            hasil &= Q(**{f"{k}__isnull": True}) | ~Q(**{k: oleh})
        return hasil

    return Syarat(
        uji, q, "Anda sudah memutus langkah lain pada permohonan ini, atau ini permohonan Anda sendiri. "
        "Langkah ini harus oleh orang lain."
    )  # fmt: skip


BEDA = {cap: _beda(cap) for cap in PEMERIKSA}
