"""The board of distribution: what lies with which seksi, for how long, and how much each person there has (Ps 1 angka 13)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from inti.akun.models import Penugasan

from ..enums import Status
from ..models import Berhalangan, Permohonan, Seksi
from ..models.query import di_seksi
from ..syarat import KOORDINATOR, seksi_kosong
from ..waktu.tenggat import ambang_terlambat

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

SEKALI = 8
"""Cards a column; the rest is behind the link to the list."""
UMUR = (("hari_ini", "Hari ini", 1), ("dua_hari", "1–2 hari", 3), ("lama", "3 hari lebih", None))


@dataclass
class Kolom:
    """One seksi: `seksi` None is what was approved and not yet given to any."""

    seksi: Seksi | None
    pejabat: list[str] = field(default_factory=list)
    absen: list[str] = field(default_factory=list)
    jumlah: int = 0
    terlambat: int = 0
    dipegang: int = 0
    umur: list[tuple[str, int]] = field(default_factory=list)
    kartu: list[Permohonan] = field(default_factory=list)

    @property
    def kosong(self) -> bool:
        """The post is vacant, or nobody there is at work today."""
        return self.seksi is not None and not self.pejabat

    @property
    def perlu_perhatian(self) -> bool:
        """Files lie where nobody is: never folded away on a telephone."""
        return self.kosong and self.jumlah > 0

    @property
    def beban(self) -> str:
        """Files a person."""
        if not self.pejabat or not self.jumlah:
            return ""
        return f"{self.jumlah / len(self.pejabat):.1f}".replace(".", ",").removesuffix(",0")

    @property
    def lebih(self) -> int:
        return self.jumlah - len(self.kartu)


def susun_papan(oleh: "Pengguna", *, milik_saya: bool = False) -> list[Kolom]:
    """Five queries, whatever the number of files. Only what this person may see; `milik_saya`: was given to them by name."""
    kini = timezone.now()
    semua = Permohonan.objects.untuk(oleh).filter(status__in=[Status.DIVERIFIKASI, Status.DIDISTRIBUSI])
    if milik_saya:
        semua = semua.filter(petugas=oleh)
    hitung = _hitung(semua, kini)
    kartu = _kartu(semua)
    pejabat = _pejabat()
    daftar: list[Seksi | None] = [*Seksi.objects.order_by("urutan", "kode")]
    if hitung.get(None):
        daftar.insert(0, None)
    kolom = [_kolom(s, hitung.get(s.pk if s else None, {}), kartu, pejabat) for s in daftar]
    return [k for k in kolom if k.jumlah or k.seksi is None or _lihat(oleh, k)]


def _pejabat() -> dict[tuple[str, bool], list[str]]:
    """Names by seksi and whether they are absent today. One query."""
    absen = Exists(Berhalangan.objects.pada().filter(pengguna=OuterRef("pengguna")))
    tugas = Penugasan.objects.berlaku().filter(peran="pelaksana").exclude(seksi="").annotate(absen=absen)
    hasil: dict[tuple[str, bool], list[str]] = {}
    for kode, nama, tidak_ada in tugas.order_by("pk").values_list("seksi", "pengguna__nama", "absen"):
        hasil.setdefault((kode, tidak_ada), []).append(nama)
    return hasil


def _lihat(oleh: "Pengguna", k: Kolom) -> bool:
    """Empty columns only of one's own seksi, or for whoever sees all."""
    milik = oleh.seksi()
    return (
        not milik
        or oleh.berperan("koordinator", "administrator")
        or (k.seksi is not None and k.seksi.kode in milik)
    )


def _hitung(semua: Any, kini: datetime) -> dict[Any, dict[str, int]]:
    umur, dari = {}, kini
    for kunci, _, hari in UMUR:
        sampai = kini - timedelta(days=hari) if hari else None
        q = Q(distribusi_pada__lte=dari) if dari != kini else Q()
        umur[kunci] = Count("pk", filter=q & Q(distribusi_pada__gt=sampai) if sampai else q)
        dari = sampai or dari
    baris = semua.order_by().values("seksi").annotate(
        jumlah=Count("pk"),
        terlambat=Count("pk", filter=Q(janji_selesai__lt=ambang_terlambat(kini))),
        dipegang=Count("pk", filter=Q(klaim_sampai__gt=kini)),
        **umur,
    )  # fmt: skip
    hasil: dict[Any, dict[str, int]] = {}
    for b in baris:
        hasil[b["seksi"]] = b
    return hasil


def _kartu(semua: Any) -> dict[Any, list[Permohonan]]:
    """The most pressing few of every column."""
    urut: list[Any] = [F("sifat").desc(), F("janji_selesai"), F("pk")]
    baris = (
        semua.ringkas()
        .select_related("layanan", "seksi", "klaim_oleh", "petugas")
        .annotate(ke=Window(RowNumber(), partition_by=F("seksi_id"), order_by=urut))
        .filter(ke__lte=SEKALI)
        .order_by("ke")
    )
    hasil: dict[Any, list[Permohonan]] = {}
    for p in baris:
        hasil.setdefault(p.seksi_id, []).append(p)
    return hasil


def _kolom(
    s: Seksi | None,
    n: dict[str, int],
    kartu: dict[Any, list[Permohonan]],
    pejabat: dict[tuple[str, bool], list[str]],
) -> Kolom:
    return Kolom(
        seksi=s,
        pejabat=pejabat.get((s.kode, False), []) if s else [],
        absen=pejabat.get((s.kode, True), []) if s else [],
        jumlah=n.get("jumlah", 0),
        terlambat=n.get("terlambat", 0),
        dipegang=n.get("dipegang", 0),
        umur=[(label, n.get(kunci, 0)) for kunci, label, _ in UMUR] if s else [],
        kartu=kartu.get(s.pk if s else None, []),
    )


@dataclass(frozen=True, slots=True)
class JabatanSekretaris:
    """What people must know of the secretary's post: who stands in, and how much waits for it."""

    penjabat: str = ""
    sampai: date | None = None
    menunggu: int = 0
    berhalangan: str = ""
    """Who holds the post and is absent today."""

    @property
    def kosong(self) -> bool:
        return not self.penjabat


def jabatan_sekretaris(oleh: "Pengguna") -> JabatanSekretaris | None:
    """None while who holds the post for good is at work. Who only stands in is told so, and until when."""
    semua = list(
        Penugasan.objects.berlaku().filter(peran=KOORDINATOR).select_related("pengguna").order_by("pk")
    )
    absen = set(Berhalangan.objects.pada().values_list("pengguna", flat=True))
    berlaku = [t for t in semua if t.pengguna_id not in absen]
    if any(t.sifat == "definitif" for t in berlaku):
        return None
    if berlaku:
        milik = next((t for t in berlaku if t.pengguna_id == oleh.pk), berlaku[0])
        return JabatanSekretaris(f"{milik.label()} {milik.pengguna.nama}", milik.selesai)
    menunggu = Q(giliran_paraf=KOORDINATOR) | Q(di_seksi(seksi_kosong()), status=Status.DIDISTRIBUSI)
    return JabatanSekretaris(
        menunggu=Permohonan.objects.terbuka().filter(menunggu).count(),
        berhalangan=", ".join(t.pengguna.nama for t in semua),
    )


def perlu_tahu_sekretaris(oleh: "Pengguna") -> bool:
    """Whose home page tells it: the head, the Administrator who stands in, and the Plt. or Plh."""
    return oleh.berperan("penanggung_jawab", "administrator") or any(
        t.peran == KOORDINATOR and t.sifat != "definitif" for t in oleh.penugasan_berlaku()
    )
