"""The Administrator's terms of the workflow and the list of coded reasons."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import MasukanSalah, TidakBerhak

from ..enums import JenisAlasan
from ..models import AlasanTolak, PengaturanAlur


def _periksa_hak(oleh: Pengguna) -> None:
    if not oleh.punya(Hak.LAYANAN_KELOLA):
        raise TidakBerhak("Pengaturan alur hanya diubah administrator instansi.")


@transaction.atomic
def ubah_pengaturan(*, oleh: Pengguna, nilai: Mapping[str, Any]) -> PengaturanAlur:
    """`nilai`: fields of PengaturanAlur."""
    _periksa_hak(oleh)
    PengaturanAlur.objects.get_or_create(tunggal=True)
    atur = PengaturanAlur.objects.select_for_update().get()
    for nama, isi in nilai.items():
        setattr(atur, nama, isi)
    atur.full_clean()
    atur.save()
    catat("alur.pengaturan", atur, oleh=oleh, **dict(nilai))
    return atur


@transaction.atomic
def simpan_alasan(
    *, oleh: Pengguna, nilai: Mapping[str, Any], alasan: AlasanTolak | None = None
) -> AlasanTolak:
    """A new reason, or other words for one: its code and kind stay, because refusals were counted under it."""
    _periksa_hak(oleh)
    if alasan is None:
        if AlasanTolak.objects.filter(kode=nilai["kode"]).exists():
            raise MasukanSalah("Kode ini sudah dipakai.", bidang={"kode": "Pilih kode yang lain."})
        alasan = AlasanTolak(kode=nilai["kode"], jenis=JenisAlasan(nilai["jenis"]))
        alasan.urutan = AlasanTolak.objects.filter(jenis=alasan.jenis).count() + 1
    for nama in ("nama", "kalimat", "cara", "aktif"):
        setattr(alasan, nama, nilai[nama])
    alasan.save()
    catat("alur.alasan", alasan, oleh=oleh, alasan_kode=alasan.kode, aktif=alasan.aktif)
    return alasan
