"""Which wording a letter uses, and its editing: shipped, the instansi's version, or one letter's own (Perbup Ps 9(5))."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.akses import wajib
from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah

from ..dokumen.peta import PETA_TEMPLAT
from ..dokumen.resep import Resep
from ..dokumen.tulisan import Salah, kamus, tulis, urai
from ..enums import KeadaanVersi
from ..models import Layanan, TemplatSurat

KUNCI = "surat"
"""Where a Konsep keeps the letter's own wording; "templat" names the version of the service's wording."""


def bidang(layanan: Layanan) -> list[dict[str, Any]]:
    return [*layanan.isian, *layanan.isian_seksi]


def berlaku(kode: str) -> TemplatSurat | None:
    return TemplatSurat.objects.filter(kode_layanan=kode, keadaan=KeadaanVersi.BERLAKU).first()


def bawaan(layanan: Layanan) -> Resep | None:
    return PETA_TEMPLAT.get(layanan.templat)


def naskah_layanan(layanan: Layanan, versi: int | None = None) -> dict[str, Any]:
    """The wording in force (or of `versi`; 0 is the shipped one) as the editor's fields."""
    if versi is None:
        t = berlaku(layanan.kode)
    else:
        t = TemplatSurat.objects.filter(kode_layanan=layanan.kode, versi=versi).first() if versi else None
    if t is not None and t.isi:
        return dict(t.isi)
    resep = bawaan(layanan)
    return (
        tulis(resep)
        if resep
        else {"templat": "surat_dinas", "judul": layanan.keluaran, "isi": "[pemohon]\n\n[isian]"}
    )


def resep_konsep(layanan: Layanan, isi: Mapping[str, Any]) -> Resep | None:
    """The recipe of a draft: its own wording, else the version that it names. None: the shipped one as it is."""
    if naskah := isi.get(KUNCI):
        return urai(naskah, kamus(bidang(layanan)))[0]
    versi = isi.get("templat")
    if not versi and bawaan(layanan) is not None:
        return None
    return urai(naskah_layanan(layanan, versi or 0), kamus(bidang(layanan)))[0]


def periksa(layanan: Layanan, naskah: Mapping[str, Any]) -> list[Salah]:
    return urai(naskah, kamus(bidang(layanan)))[1]


def _tolak_bila_salah(layanan: Layanan, naskah: Mapping[str, Any]) -> None:
    if salah := periksa(layanan, naskah):
        per_bidang: dict[str, list[str]] = {}
        for s in salah:
            per_bidang.setdefault(s.bidang, []).append(str(s))
        raise MasukanSalah(
            "Ada yang perlu diperbaiki pada naskah surat.",
            bidang={b: " ".join(semua[:5]) for b, semua in per_bidang.items()},
        )


def _versi(kode: str) -> tuple[TemplatSurat | None, TemplatSurat | None, int]:
    """(draft, version in force, next number), locked through the service."""
    semua = list(TemplatSurat.objects.select_for_update().filter(kode_layanan=kode))
    cari = {t.keadaan: t for t in semua if t.keadaan != KeadaanVersi.DIGANTIKAN}
    berikut = max((t.versi for t in semua), default=0) + 1
    return cari.get(KeadaanVersi.KONSEP), cari.get(KeadaanVersi.BERLAKU), berikut


@transaction.atomic
def simpan_konsep(
    *, layanan: Layanan, naskah: Mapping[str, Any], perubahan: str, oleh: Pengguna
) -> TemplatSurat:
    """Keep an unfinished wording; letters do not use it yet. Raises MasukanSalah (422)."""
    wajib(oleh, Hak.LAYANAN_KELOLA)
    _kunci_layanan(layanan)
    _tolak_bila_salah(layanan, naskah)
    konsep, _, berikut = _versi(layanan.kode)
    konsep = konsep or TemplatSurat(kode_layanan=layanan.kode, versi=berikut)
    konsep.isi, konsep.perubahan, konsep.dibuat_oleh = dict(naskah), perubahan.strip()[:300], oleh
    konsep.save()
    catat("templat.simpan", konsep, oleh=oleh, perubahan=konsep.perubahan)
    return konsep


@transaction.atomic
def terbitkan(
    *, layanan: Layanan, naskah: Mapping[str, Any] | None, perubahan: str, oleh: Pengguna
) -> TemplatSurat:
    """New letters use this wording from now on; drafts that were begun keep theirs. None: the shipped wording again."""
    wajib(oleh, Hak.LAYANAN_KELOLA)
    _kunci_layanan(layanan)
    if naskah is not None:
        _tolak_bila_salah(layanan, naskah)
    if not perubahan.strip():
        raise MasukanSalah(
            "Tulis apa yang berubah.", bidang={"perubahan": "Tulis apa yang berubah dan mengapa."}
        )
    konsep, lama, berikut = _versi(layanan.kode)
    if naskah is None and (lama is None or not lama.isi) and konsep is None:
        raise Bentrok("Layanan ini sudah memakai naskah bawaan.")
    kini = timezone.now()
    if lama is not None:
        lama.keadaan = KeadaanVersi.DIGANTIKAN
        lama.save(update_fields=["keadaan"])
    baru = konsep or TemplatSurat(kode_layanan=layanan.kode, versi=berikut)
    baru.isi, baru.perubahan, baru.dibuat_oleh = dict(naskah or {}), perubahan.strip()[:300], oleh
    baru.keadaan, baru.berlaku_pada = KeadaanVersi.BERLAKU, kini
    baru.save()
    catat("templat.terbit", baru, oleh=oleh, perubahan=baru.perubahan, bawaan=naskah is None)
    return baru


def _kunci_layanan(layanan: Layanan) -> None:
    """Two editors of one service take turns."""
    Layanan.objects.select_for_update(of=("self",)).filter(kode=layanan.kode).order_by("pk").first()
