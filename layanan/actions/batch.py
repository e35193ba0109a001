"""Many signatures after one re-authentication (FIELD: batch view). Each letter is its own transaction; the batch remembers.

The browser asks for one letter after another, so nothing runs behind the signer's back: closing the page stops it, opening
it again goes on. A passphrase travels with every request and is kept nowhere.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Galat, MasukanSalah

from ..dokumen.galat import GalatPenyedia, TakTerjawab
from ..dokumen.rahasia import Rahasia
from ..enums import CaraTtd, KeadaanButir
from ..models import BacaKonsep, BatchTtd, ButirBatch, Dokumen, Permohonan, SetelanTtd
from ..surat.konsep import terkini
from ..workflow import ALUR
from .tandatangan import tandatangani

MAKS = 50
MASA = timedelta(minutes=15)
"""How long one re-authentication carries a batch that is being worked on."""
SALAH_RAHASIA = {"passphrase", "2031", "401"}
"""Codes after which every further letter would fail the same way; trying on could lock the certificate."""


class BatchTerhenti(Galat):
    """The rest of the batch waits: nothing that follows could succeed now."""

    status = 422
    judul = "Penandatanganan berhenti"


@transaction.atomic
def buat_batch(*, pilihan: Sequence[UUID], konfirmasi: bool, oleh: Pengguna) -> BatchTtd:
    """Choose letters to sign. What was not opened since its last change needs an explicit confirmation."""
    if not 1 <= len(set(pilihan)) <= MAKS:
        raise MasukanSalah(f"Pilih 1 sampai {MAKS} surat.", bidang={"pilih": f"Pilih 1 sampai {MAKS} surat."})
    semua = Permohonan.objects.menunggu(oleh).filter(uuid__in=pilihan).select_related("layanan", "seksi")
    setelan = SetelanTtd.kini()
    boleh = [
        p
        for p in semua
        if ALUR["tandatangani"].boleh(p, oleh) and setelan.cara(p.kode_layanan) == CaraTtd.TTE
    ]
    if len(boleh) != len(set(pilihan)):
        raise MasukanSalah(
            "Sebagian surat tidak lagi menunggu tanda tangan elektronik Anda. Muat ulang daftarnya."
        )
    batch = BatchTtd.objects.create(oleh=oleh, berlaku_sampai=timezone.now() + MASA)
    butir = []
    for urutan, p in enumerate(boleh, 1):
        sidik = terkini(p).sidik
        dibaca = sudah_dibaca(p, sidik, oleh)
        if not dibaca and not konfirmasi:
            raise MasukanSalah(
                "Ada surat yang belum Anda buka. Buka dahulu, atau nyatakan bahwa isinya sudah Anda pastikan.",
                bidang={"konfirmasi": "Centang bila isi surat yang belum dibuka sudah Anda pastikan."},
            )
        butir.append(ButirBatch(batch=batch, permohonan=p, urutan=urutan, sidik=sidik, dibaca=dibaca))
    ButirBatch.objects.bulk_create(butir)
    catat("ttd.batch", batch, oleh=oleh, jumlah=len(butir), tanpa_dibuka=sum(not b.dibaca for b in butir))
    return batch


def sudah_dibaca(p: Permohonan, sidik: str, oleh: Pengguna) -> bool:
    return BacaKonsep.objects.filter(permohonan=p, oleh=oleh, sidik=sidik).exists()


@transaction.atomic
def catat_dibaca(*, permohonan: Permohonan, sidik: str, oleh: Pengguna) -> None:
    BacaKonsep.objects.get_or_create(permohonan=permohonan, oleh=oleh, sidik=sidik)


@sensitive_variables()
def lanjutkan(*, batch: BatchTtd, oleh: Pengguna, rahasia: Rahasia | None = None) -> ButirBatch | None:
    """Sign the next waiting letter. Returns its row, or None when none is left. Raises BatchTerhenti."""
    butir = batch.butir.filter(keadaan=KeadaanButir.MENUNGGU).select_related("permohonan__layanan").first()
    if butir is None or batch.dihentikan_pada is not None:
        return None
    p = butir.permohonan
    if (jadi := _sudah_jadi(butir, oleh)) is not None:
        return _tandai(butir, KeadaanButir.BERHASIL, dokumen=jadi)
    if terkini(p).sidik != butir.sidik:
        return _tandai(butir, KeadaanButir.DILEWATI, "Isi surat berubah setelah Anda pilih; baca lagi.")
    try:
        dokumen = tandatangani(permohonan=p, oleh=oleh, rahasia=rahasia)
    except GalatPenyedia as galat:
        if galat.kode in SALAH_RAHASIA:
            raise BatchTerhenti(
                galat.pesan, saran="Surat lain belum disentuh. Perbaiki, lalu lanjutkan."
            ) from None
        return _tandai(butir, KeadaanButir.GAGAL, galat.pesan)
    except TakTerjawab as galat:
        _tandai(butir, KeadaanButir.GAGAL, galat.pesan)
        raise BatchTerhenti(galat.pesan, saran="Surat berikutnya belum dikirim. Lanjutkan nanti.") from None
    except Galat as galat:
        return _tandai(butir, KeadaanButir.GAGAL, galat.pesan)
    return _tandai(butir, KeadaanButir.BERHASIL, dokumen=dokumen)


def _sudah_jadi(butir: ButirBatch, oleh: Pengguna) -> Dokumen | None:
    """The letter was signed in this batch, and the process died before the row said so."""
    milik = Dokumen.objects.filter(permohonan=butir.permohonan_id, ditandatangani_oleh=oleh)
    return milik.filter(ditandatangani_pada__gte=butir.batch.dibuat_pada).first()


def _tandai(
    butir: ButirBatch, keadaan: KeadaanButir, pesan: str = "", *, dokumen: Dokumen | None = None
) -> ButirBatch:
    butir.keadaan, butir.pesan, butir.dokumen, butir.selesai_pada = (
        keadaan,
        pesan[:300],
        dokumen,
        timezone.now(),
    )
    ButirBatch.objects.filter(pk=butir.pk, keadaan=KeadaanButir.MENUNGGU).update(
        keadaan=keadaan, pesan=butir.pesan, dokumen=dokumen, selesai_pada=butir.selesai_pada
    )
    return butir


def perpanjang(batch: BatchTtd) -> None:
    """The signer has proved again who they are."""
    batch.berlaku_sampai = timezone.now() + MASA
    batch.save(update_fields=["berlaku_sampai"])


def hentikan(*, batch: BatchTtd, oleh: Pengguna) -> None:
    if batch.dihentikan_pada is None:
        batch.dihentikan_pada = timezone.now()
        batch.save(update_fields=["dihentikan_pada"])
        catat("ttd.batch_henti", batch, oleh=oleh)
