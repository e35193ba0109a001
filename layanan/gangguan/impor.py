"""Preview of an uploaded workbook, and entering its rows: each row is its own transaction, and only once."""

from collections.abc import Collection
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
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


def jalankan(
    *, impor: Impor, oleh: Pengguna, baris: Collection[int] | None = None
) -> tuple[int, list[Baris]]:
    """Enter the rows that are in order (or the chosen ones among them). Returns (entered, refused with reason)."""
    _berhak(oleh)
    jumlah, ditolak = 0, []
    for b in tinjau(impor).siap:
        if b.kasus is None or (baris is not None and b.nomor not in baris):
            continue
        try:
            masukkan(gangguan=impor.gangguan, kasus=b.kasus, oleh=oleh, sumber="lembar")
        except Galat as galat:
            b.galat |= dict(getattr(galat, "bidang", {}))
            b.galat.setdefault("Baris", galat.pesan)
            ditolak.append(b)
        else:
            jumlah += 1
    with transaction.atomic():
        Impor.objects.filter(pk=impor.pk).update(selesai_pada=timezone.now(), masuk=impor.masuk + jumlah)
        catat("gangguan.impor", impor.gangguan, oleh=oleh, masuk=jumlah, ditolak=len(ditolak))
    return jumlah, ditolak
