"""What a signer sees: the letters that wait, their paraf, what they read already, and what changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from inti.akun.models import Pengguna
from inti.ui import format

from ..actions.pelimpahan import PERINGATAN_HARI
from ..enums import CaraTtd, PenyediaTtd
from ..meja.tampilan import Chip
from ..models import BacaKonsep, Konsep, NaskahTtd, Paraf, Permohonan, ProfilTtd, SetelanTtd
from ..waktu.jam import hari_ini
from ..workflow import ALUR
from .beda import sejak_paraf
from .konsep import terkini
from .penanda import otoritas_lokal


@dataclass(slots=True)
class Baris:
    """One waiting letter."""

    p: Permohonan
    versi: int
    sidik: str
    dibaca: bool
    basah: bool
    berubah: bool
    paraf: list[Paraf] = field(default_factory=list)
    naskah: NaskahTtd | None = None


def menunggu_ttd(oleh: Pengguna) -> QuerySet[Permohonan]:
    """Letters that wait for this person's signature, oldest promise first."""
    q = ALUR["tandatangani"].menunggu(oleh)
    semua = Permohonan.objects.untuk(oleh)
    return (semua.filter(q) if q is not None else semua.none()).order_by("janji_selesai", "pk")


def baris(permohonan: Sequence[Permohonan], oleh: Pengguna, setelan: SetelanTtd) -> list[Baris]:
    """A fixed number of queries for the whole page."""
    pk = [p.pk for p in permohonan]
    konsep: dict[int, tuple[int, str]] = {}
    for milik, versi, sidik in (
        Konsep.objects.filter(permohonan__in=pk)
        .order_by("permohonan", "versi")
        .values_list("permohonan", "versi", "sidik")
    ):
        konsep[milik] = (versi, sidik)
    paraf: dict[int, list[Paraf]] = {}
    pernah: set[tuple[int, int]] = set()
    for x in (
        Paraf.objects.filter(permohonan__in=pk)
        .select_related("konsep")
        .defer("konsep__isi")
        .order_by("pada", "pk")
    ):
        if x.batal_pada is None:
            paraf.setdefault(x.permohonan_id, []).append(x)
        pernah.add((x.permohonan_id, x.konsep.versi))
    dibaca = set(BacaKonsep.objects.filter(permohonan__in=pk, oleh=oleh).values_list("permohonan", "sidik"))
    naskah = {
        n.permohonan_id: n
        for n in NaskahTtd.objects.filter(permohonan__in=pk, keadaan="menunggu").select_related("nomor_surat")
    }
    hasil = []
    for p in permohonan:
        versi, sidik = konsep.get(p.pk) or (1, terkini(p).sidik)
        hasil.append(
            Baris(
                p, versi, sidik, (p.pk, sidik) in dibaca, setelan.cara(p.kode_layanan) == CaraTtd.BASAH,
                any(milik == p.pk and v < versi for milik, v in pernah), paraf.get(p.pk, []), naskah.get(p.pk),
            )
        )  # fmt: skip
    return hasil


def rincian(p: Permohonan, oleh: Pengguna) -> dict[str, Any]:
    """Facts of one letter for the reading page."""
    satu = baris([p], oleh, SetelanTtd.kini())[0]
    beda = sejak_paraf(p)
    return {"b": satu, "beda_versi": beda[0] if beda else None, "beda": beda[1] if beda else []}


def chip_sertifikat(oleh: Pengguna, setelan: SetelanTtd) -> Chip | None:
    """When the signer's certificate ends. The local authority is only mentioned when its own end is near."""
    if setelan.penyedia != PenyediaTtd.BSRE:
        lokal = (otoritas_lokal().sampai() - hari_ini()).days
        dekat = lokal <= PERINGATAN_HARI
        return (
            Chip(f"Otoritas lokal berakhir {lokal} hari lagi", "peringatan", "alert-triangle")
            if dekat
            else None
        )
    profil = ProfilTtd.objects.filter(pengguna=oleh).first()
    sisa = profil.sisa_hari if profil else None
    if profil is None or sisa is None:
        return Chip("Masa berlaku sertifikat belum diketahui", "netral", "certificate")
    sampai = format.tanggal_pendek(profil.sertifikat_sampai)
    if sisa < 0:
        return Chip(f"Sertifikat berakhir {sampai}", "bahaya", "alert-circle")
    if sisa <= PERINGATAN_HARI:
        return Chip(f"Sertifikat berakhir {sisa} hari lagi", "peringatan", "alert-triangle")
    return Chip(f"Sertifikat sampai {sampai}", "netral", "certificate")
