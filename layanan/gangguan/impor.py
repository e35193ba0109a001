"""Preview of an uploaded workbook, and entering its rows: each row is its own transaction, and only once."""

import time
from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.actions import simpan_bita
from inti.errors import Galat, MasukanSalah
from inti.ui.lembar_kerja import KONTEN_XLSX

from .actions import _berhak, kunci
from .lembar import Baris, baca
from .models import Gangguan, Impor, NomorRegistrasi, Susulan
from .susulan import masukkan

MAKS_BITA = 15 * 1024 * 1024
DETIK = 20.0
"""What one request works; a case takes some tenths of a second."""


@transaction.atomic
def terima(*, gangguan: Gangguan, unggahan: UploadedFile, oleh: Pengguna) -> Impor:
    """Keep the file when it can be read as our workbook. Raises MasukanSalah."""
    _berhak(oleh)
    g = kunci(gangguan)
    if unggahan.size is not None and unggahan.size > MAKS_BITA:
        raise MasukanSalah("Berkas ini terlalu besar.", bidang={"berkas": "Paling besar 15 MB."})
    isi = unggahan.read()
    for _ in baca(isi):
        pass
    berkas = simpan_bita(isi=isi, nama=unggahan.name or "lembar.xlsx", jenis_konten=KONTEN_XLSX, oleh=oleh)
    return Impor.objects.create(gangguan=g, berkas=berkas, oleh=oleh)


@dataclass(slots=True)
class Tinjauan:
    """`siap` rows can be entered; `sudah` were before; `salah` name their cells."""

    siap: list[Baris] = field(default_factory=list)
    sudah: list[Baris] = field(default_factory=list)
    salah: list[Baris] = field(default_factory=list)


def tinjau(impor: Impor) -> Tinjauan:
    """Two queries besides those that the workbook's lists need, whatever the number of rows."""
    hasil = Tinjauan()
    masuk = set(Susulan.objects.filter(gangguan=impor.gangguan_id).values_list("kunci", flat=True))
    nomor = dict(NomorRegistrasi.objects.filter(gangguan=impor.gangguan_id).values_list("nomor", "keadaan"))
    for b in baca(impor.berkas.bita()):
        if b.nilai.get("kunci") in masuk:
            hasil.sudah.append(b)
            continue
        registrasi = b.nilai.get("registrasi")
        if registrasi and nomor.get(registrasi.upper()) not in ("dipesan", "hilang"):
            b.galat["Nomor registrasi"] = "Bukan dari blok gangguan ini, atau sudah dipakai."
        (hasil.salah if b.galat else hasil.siap).append(b)
    return hasil


@dataclass(slots=True)
class Hasil:
    """`sisa`: rows that were not reached in the time of one request; sending again goes on with them."""

    masuk: int = 0
    ditolak: list[Baris] = field(default_factory=list)
    sisa: int = 0


def jalankan(
    *, impor: Impor, oleh: Pengguna, baris: Collection[int] | None = None, detik: float = DETIK
) -> Hasil:
    """Enter the rows that are in order, or the chosen ones among them, for at most `detik` seconds."""
    _berhak(oleh)
    h, sampai = Hasil(), time.monotonic() + detik
    for b in tinjau(impor).siap:
        if b.kasus is None or (baris is not None and b.nomor not in baris):
            continue
        if time.monotonic() > sampai:
            h.sisa += 1
            continue
        try:
            masukkan(gangguan=impor.gangguan, kasus=b.kasus, oleh=oleh, sumber="lembar")
        except Galat as galat:
            b.galat |= dict(getattr(galat, "bidang", {}))
            b.galat.setdefault("Baris", galat.pesan)
            h.ditolak.append(b)
        else:
            h.masuk += 1
    with transaction.atomic():
        Impor.objects.filter(pk=impor.pk).update(selesai_pada=timezone.now(), masuk=F("masuk") + h.masuk)
        catat("gangguan.impor", impor.gangguan, oleh=oleh, masuk=h.masuk, ditolak=len(h.ditolak), sisa=h.sisa)
    return h
