"""Carrying out a destroy list: one transaction a file, so that it can stop anywhere and go on."""

from functools import partial
from pathlib import Path

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from inti.audit import catat
from inti.berkas.models import Berkas
from inti.tasks import tugas

from ..models import Permohonan
from . import pribadi
from .berita_acara import terbitkan
from .models import ButirMusnah, KeadaanUsul, UsulMusnah


@tugas(atomik=False)
def musnahkan_daftar(usul: int) -> None:
    """Everything that is left of a list; done twice it does nothing twice."""
    u = UsulMusnah.objects.get(pk=usul)
    if u.keadaan != KeadaanUsul.BERJALAN:
        return
    rencana = pribadi.rencana()
    sisa = ButirMusnah.objects.filter(usul=u, dimusnahkan_pada__isnull=True).order_by("pk")
    for pk in list(sisa.values_list("pk", flat=True)):
        musnahkan_satu(pk, rencana)
    _tutup(u.pk)


@transaction.atomic
def musnahkan_satu(butir: int, rencana: dict[str, list[object]]) -> bool:
    """Empty one file: its own columns, then (by the trigger) those of its tables, then its stored files after commit."""
    b = (
        ButirMusnah.objects.select_for_update(skip_locked=True)
        .filter(pk=butir, dimusnahkan_pada__isnull=True)
        .first()
    )
    if b is None:
        return False
    p = Permohonan.objects.select_for_update(of=("self",)).get(pk=b.permohonan_id)
    berkas = pribadi.berkas_milik(p)
    b.dimusnahkan_pada, b.kolom, b.jumlah_berkas = timezone.now(), rencana, len(berkas)
    b.save(update_fields=["dimusnahkan_pada", "kolom", "jumlah_berkas"])
    pribadi.kosongkan(p)
    for satu in berkas:
        _hapus_berkas(satu)
    catat("arsip.dimusnahkan", p, oleh=b.usul.mulai_oleh, berkas=len(berkas))
    return True


def _hapus_berkas(satu: Berkas) -> None:
    """The content always goes, and so does the name; the row stays only where a register must keep its fingerprint."""
    letak: Path = satu.letak()
    try:
        Berkas.objects.filter(pk=satu.pk).delete()
    except ProtectedError:  # of a letter the number, date and fingerprint stay, the page does not
        Berkas.objects.filter(pk=satu.pk).update(nama="dimusnahkan")
    transaction.on_commit(partial(letak.unlink, missing_ok=True))


@transaction.atomic
def _tutup(pk: int) -> None:
    u = UsulMusnah.objects.select_for_update().get(pk=pk)
    if (
        u.keadaan != KeadaanUsul.BERJALAN
        or ButirMusnah.objects.filter(usul=u, dimusnahkan_pada__isnull=True).exists()
    ):
        return
    u.keadaan, u.selesai_pada = KeadaanUsul.SELESAI, timezone.now()
    u.berita_acara = terbitkan(u)
    u.save()
    catat("arsip.selesai", u, oleh=u.mulai_oleh, jumlah=u.jumlah)
