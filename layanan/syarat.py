"""Rules of a transition beyond status and right, each said twice: for a row (Python) and for a query (SQL).

A test compares the two on random rows, so an inbox never shows what its button refuses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from inti.akun.hak import Hak
from inti.db.larik import salah_satu
from inti.errors import Galat, TidakBerhak, TransisiTidakSah

from .enums import Putusan, Status
from .models.batasan import PEMERIKSA
from .models.katalog import Layanan
from .models.query import di_seksi

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


KOORDINATOR = "koordinator"
BERSURAT = salah_satu("layanan_id", Layanan.objects.filter(perlu_ttd=True)) | Q(putusan=Putusan.TOLAK)
"""As `Permohonan.perlu_surat`."""

KONSEP_DULU = "konsep"
"""In `giliran_paraf`: validated before letters had a first version, so nobody's paraf is on it; the seksi must draw it up."""

MENUNGGU_KONSEP = _rute(
    lambda p: p.giliran_paraf == KONSEP_DULU,
    Q(giliran_paraf=KONSEP_DULU),
    "Permohonan ini tidak menunggu konsep surat. Mungkin sudah disusun orang lain.",
)
ADA_PARAF = _rute(
    lambda p: p.giliran_paraf not in ("", KONSEP_DULU),
    ~Q(giliran_paraf__in=["", KONSEP_DULU]),
    "Permohonan ini tidak menunggu paraf. Mungkin sudah dikerjakan orang lain.",
)
GILIRAN_TTD = _rute(
    lambda p: p.perlu_surat and p.giliran_paraf == "",
    BERSURAT & Q(giliran_paraf=""),
    "Permohonan ini belum sampai pada giliran tanda tangan.",
)
GILIRAN_SERAH = _rute(
    lambda p: p.perlu_surat == (p.status == Status.DITANDATANGANI),
    BERSURAT & Q(status=Status.DITANDATANGANI) | ~BERSURAT & ~Q(status=Status.DITANDATANGANI),
    "Dokumen belum ditandatangani, sehingga belum dapat diserahkan.",
)


def seksi_kosong(hari: date | None = None) -> frozenset[str]:
    """Codes of the seksi where nobody is at work today (or was on `hari`): vacant, or all absent. One query."""
    from .models import Seksi

    terisi = _hadir(hari).filter(peran="pelaksana").values("seksi")
    return frozenset(Seksi.objects.exclude(kode__in=terisi).values_list("kode", flat=True))


def koordinator_kosong() -> bool:
    """No secretary is at work today, neither definitive nor Plt. nor Plh. One query."""
    return not _hadir().filter(peran=KOORDINATOR).exists()


def _hadir(hari: date | None = None) -> Any:
    """Assignments in force today (or then) of people who are not absent."""
    from inti.akun.models import Penugasan

    from .models import Berhalangan

    tugas = Penugasan.objects.pada(hari) if hari else Penugasan.objects.berlaku()
    return tugas.exclude(pengguna__in=Berhalangan.objects.pada(hari).values("pengguna"))


def menggantikan(oleh: "Pengguna") -> bool:
    """Whether this Administrator stands in for the secretary today.

    Perbup Tanah Laut 126/2022 Ps 4 ayat (1) names the posts in order. The head (huruf a) signs and so cannot take a step before
    that; the next after the secretary (huruf b) is the Kasi Pelayanan as Administrator (huruf c), who as a Kasi also is
    one of those who validate (huruf d, Ps 9 ayat (4)). So the Administrator distributes, validates for a vacant seksi and
    gives the secretary's paraf until somebody is appointed. Nobody takes two of the deciding steps then either.
    """
    if not oleh.berperan("administrator") or oleh.berperan(KOORDINATOR):
        return False
    if "_menggantikan" not in oleh.__dict__:
        oleh.__dict__["_menggantikan"] = koordinator_kosong()
    return bool(oleh.__dict__["_menggantikan"])


def seksi_dilayani(oleh: "Pengguna") -> frozenset[str]:
    """The person's own seksi; for the secretary, or who stands in, also those whose post is vacant (Ps 4 ayat (1))."""
    if not oleh.berperan(KOORDINATOR) and not menggantikan(oleh):
        return oleh.seksi()
    if not hasattr(oleh, "_seksi_kosong"):
        oleh._seksi_kosong = seksi_kosong(oleh.per_hari)  # type: ignore[attr-defined]
    return oleh.seksi() | oleh._seksi_kosong  # type: ignore[attr-defined]


SEKSINYA = Syarat(
    lambda p, oleh: p.seksi is not None and p.seksi.kode in seksi_dilayani(oleh),
    lambda oleh: di_seksi(seksi_dilayani(oleh)),
    "Permohonan ini ada di seksi lain.",
)

BEBAS = Syarat(
    lambda p, oleh: p.pemegang_klaim is None or p.klaim_oleh_id == oleh.pk,
    lambda oleh: Q(klaim_oleh=None) | Q(klaim_oleh=oleh) | Q(klaim_sampai__lte=timezone.now()),
    "Berkas ini sedang dipegang petugas lain. Tunggu sampai dilepas, atau mintalah koordinator melepasnya.",
    TransisiTidakSah,
)


def petugas_siap(oleh: "Pengguna") -> frozenset[tuple[int, str]]:
    """(person, seksi) of everybody who works in a seksi today and is not absent. One query for an object `oleh`."""
    if "_petugas_siap" not in oleh.__dict__:
        oleh.__dict__["_petugas_siap"] = frozenset(bertugas().values_list("pengguna", "seksi"))
    siap: frozenset[tuple[int, str]] = oleh.__dict__["_petugas_siap"]
    return siap


def bertugas() -> Any:
    """Assignments of the people who are at work in a seksi today."""
    return _hadir().filter(peran="pelaksana").exclude(seksi="")


PETUGASNYA = Syarat(
    lambda p, oleh: (
        p.petugas_id in (None, oleh.pk)
        or p.seksi is None
        or (p.petugas_id, p.seksi.kode) not in petugas_siap(oleh)
    ),
    lambda oleh: (
        Q(petugas=None)
        | Q(petugas=oleh)
        | ~Q(Exists(bertugas().filter(pengguna=OuterRef("petugas"), seksi=OuterRef("seksi__kode"))))
    ),
    "Berkas ini ditugaskan kepada orang lain di seksi ini. Mintalah ditugaskan kepada Anda lebih dulu.",
    TransisiTidakSah,
)
"""A file that was given to one person is theirs; while they are absent, or no longer in the seksi, it is everybody's there."""


def _peran(oleh: "Pengguna") -> list[str]:
    milik = {tugas.peran for tugas in oleh.penugasan_berlaku()}
    return sorted(milik | ({KOORDINATOR} if menggantikan(oleh) else set()))


GILIRAN_PARAF = Syarat(
    lambda p, oleh: p.giliran_paraf in _peran(oleh),
    lambda oleh: Q(giliran_paraf__in=_peran(oleh)),
    "Paraf berikutnya oleh jabatan lain menurut rantai paraf layanan ini.",
)


def pelimpahan_berlaku(oleh: "Pengguna") -> list["PelimpahanTtd"]:
    """The mandates of this person today; one query per object. The head needs none and is not asked."""
    tersimpan: list[PelimpahanTtd] | None = oleh.__dict__.get("_pelimpahan_ttd")
    if tersimpan is None:
        from .models import PelimpahanTtd as Mandat

        kepala = oleh.berperan("penanggung_jawab")
        tersimpan = [] if kepala else list(Mandat.objects.berlaku(oleh.per_hari).filter(penerima=oleh))
        oleh.__dict__["_pelimpahan_ttd"] = tersimpan
    return tersimpan


PENOLAK = "penanggung_jawab"
"""Signs the refusal of a service that otherwise has no signature here."""


def penandatangan(p: Any) -> list[str]:
    """Peran that may sign the letter of this permohonan, the default one first."""
    return p.layanan.penandatangan or [PENOLAK]


def _dapat_menandatangani(p: Any, oleh: "Pengguna") -> bool:
    boleh = penandatangan(p)
    return any(m.meliputi(p.kode_layanan) for m in pelimpahan_berlaku(oleh)) or any(
        tugas.peran in boleh and (not tugas.seksi or (p.seksi and tugas.seksi == p.seksi.kode))
        for tugas in oleh.penugasan_berlaku()
    )


def _q_menandatangani(oleh: "Pengguna") -> Q:
    q = Q(pk__in=[])
    for mandat in pelimpahan_berlaku(oleh):
        q |= Q(kode_layanan__in=mandat.layanan) if mandat.layanan else Q(kode_layanan__isnull=False)
    for tugas in oleh.penugasan_berlaku():
        boleh = Q(penandatangan__contains=[tugas.peran])
        if tugas.peran == PENOLAK:
            boleh |= Q(penandatangan=[])
        satu = salah_satu("layanan_id", Layanan.objects.filter(boleh))
        q |= satu & di_seksi([tugas.seksi]) if tugas.seksi else satu
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
