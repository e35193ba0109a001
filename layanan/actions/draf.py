"""Drafts of intake forms, kept on the server and encrypted: nothing of them stays on a shared computer."""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.actions import BerkasDitolak, simpan_berkas, yatim
from inti.berkas.models import Berkas
from inti.errors import Bentrok, MasukanSalah
from inti.tasks import tugas

from ..enums import Kanal
from ..models import BerkasDraf, Draf
from ..models.masuk import UMUR_DRAF

MAKS_NILAI = 4000
MAKS_DRAF = 40
"""Open drafts of one account or contact; more is a mistake, or mischief."""


@transaction.atomic
def simpan_draf(
    *,
    kode_layanan: str,
    isi: Mapping[str, str],
    unggahan: Mapping[str, UploadedFile] | None = None,
    uuid: UUID | None = None,
    oleh: Pengguna | None = None,
    kontak_indeks: str = "",
    kanal: str = Kanal.LOKET,
    langkah: int = 0,
    asal: str = "",
) -> Draf:
    """Create a draft, or overwrite what was typed in one's own (`uuid`). Raises Bentrok when it was sent meanwhile."""
    milik = Draf.objects.hidup().filter(
        pengguna=oleh, kontak_indeks=kontak_indeks, kode_layanan=kode_layanan, kanal=kanal
    )
    if uuid is not None:
        draf = milik.select_for_update(of=("self",)).filter(uuid=uuid).first()
        if draf is None:
            raise Bentrok("Draf ini sudah dikirim atau dihapus.", saran="Muat ulang halaman.")
    else:
        semua = Draf.objects.hidup().filter(pengguna=oleh, kontak_indeks=kontak_indeks)
        if semua.count() >= MAKS_DRAF:
            raise Bentrok(
                "Terlalu banyak draf yang belum dikirim.", saran="Kirim atau hapus sebagian dahulu."
            )
        draf = Draf(
            kode_layanan=kode_layanan, pengguna=oleh, kontak_indeks=kontak_indeks, kanal=kanal, asal=asal
        )
    draf.isi_sandi = json.dumps({k: v[:MAKS_NILAI] for k, v in isi.items() if v}, ensure_ascii=False)
    draf.langkah, draf.diubah_pada = langkah, timezone.now()
    draf.save()
    for bidang, berkas in (unggahan or {}).items():
        _pasang(draf, bidang, berkas, oleh)
    return draf


def _pasang(draf: Draf, bidang: str, unggahan: UploadedFile, oleh: Pengguna | None) -> None:
    try:
        berkas = simpan_berkas(unggahan=unggahan, oleh=oleh)
    except BerkasDitolak as galat:
        raise MasukanSalah("Ada berkas yang tidak dapat diterima.", bidang={bidang: galat.pesan}) from galat
    lama = list(Berkas.objects.filter(pk__in=draf.berkas.filter(bidang=bidang).values("berkas")))
    BerkasDraf.objects.update_or_create(draf=draf, bidang=bidang, defaults={"berkas": berkas})
    _buang_berkas(lama)


@transaction.atomic
def lepas_berkas(*, draf: Draf, bidang: str) -> None:
    """Take one file out of a draft again."""
    satu = draf.berkas.select_related("berkas").filter(bidang=bidang)
    lama = [b.berkas for b in satu]
    satu.delete()
    _buang_berkas(lama)


@transaction.atomic
def hapus_draf(*, draf: Draf) -> None:
    """A draft and its files, for good."""
    berkas = [b.berkas for b in draf.berkas.select_related("berkas")]
    draf.delete()
    _buang_berkas(berkas)


def _buang_berkas(semua: Iterable[Berkas]) -> None:
    """Delete files that nothing refers to any more; what the permohonan took over stays."""
    for berkas in semua:
        if yatim().filter(pk=berkas.pk).exists():
            berkas.delete()
            catat("berkas.dihapus", berkas, oleh=None, sha256=berkas.sha256)
            transaction.on_commit(partial(berkas.letak().unlink, missing_ok=True))


def berkas_draf(draf: Draf | None) -> dict[str, Berkas]:
    """Field name -> file."""
    return {b.bidang: b.berkas for b in draf.berkas.select_related("berkas")} if draf else {}


def isi_formulir(data: Mapping[str, Any], bidang: Iterable[str]) -> dict[str, str]:
    """What of a POST belongs in a draft: fields of the form, never the consent or a confirmation."""
    bukan = {"persetujuan", "ganda"}
    return {n: str(data.get(n, "")) for n in bidang if n in data and n not in bukan}


def unggahan_formulir(berkas: Mapping[str, Any], bidang: Iterable[str]) -> dict[str, UploadedFile]:
    """The files of a request that belong to fields of the form."""
    return {n: berkas[n] for n in bidang if n in berkas}


@tugas(setiap_hari=True)
def hapus_draf_lama() -> None:
    """Drafts that nobody touched for 14 days, with their files."""
    for draf in list(Draf.objects.filter(diubah_pada__lte=timezone.now() - UMUR_DRAF)):
        hapus_draf(draf=draf)
