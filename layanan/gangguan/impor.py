"""Preview of an uploaded workbook with its scans, and entering its rows: each row is its own transaction, and only once."""

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
from inti.errors import Bentrok, Galat
from inti.ui.lembar_kerja import KONTEN_XLSX

from .actions import _berhak, kunci
from .bungkus import bongkar
from .lembar import Baris, baca
from .models import Gangguan, Impor, NomorRegistrasi, PindaianImpor, Susulan
from .susulan import lengkapi, masukkan, simpan_pindaian

DETIK = 20.0
"""What one request works; a case takes some tenths of a second."""
J = PindaianImpor.Jenis


@transaction.atomic
def terima(*, gangguan: Gangguan, unggahan: UploadedFile, oleh: Pengguna) -> Impor:
    """Keep the file when it can be read as our workbook, or a ZIP of it and scans. Raises MasukanSalah; then nothing is."""
    _berhak(oleh)
    g = kunci(gangguan)
    isi = bongkar(unggahan)
    for _ in baca(isi.lembar, g):
        pass
    nama = (unggahan.name or "lembar.xlsx").rsplit(".", 1)[0] + ".xlsx"
    berkas = simpan_bita(isi=isi.lembar, nama=nama, jenis_konten=KONTEN_XLSX, oleh=oleh)
    impor = Impor.objects.create(gangguan=g, berkas=berkas, oleh=oleh)
    for (registrasi, jenis), pindaian in isi.pindaian.items():
        PindaianImpor.objects.create(
            impor=impor, registrasi=registrasi, jenis=jenis, berkas=simpan_pindaian(pindaian, oleh, "berkas")
        )
    return impor


@dataclass(slots=True)
class Tinjauan:
    """`siap` rows can be entered; `sudah` were before; `salah` name their cells. `lengkap`: cases that were entered before
    and wait for the scan which is here now; `tanpa_baris`: scans of no row."""

    siap: list[Baris] = field(default_factory=list)
    sudah: list[Baris] = field(default_factory=list)
    salah: list[Baris] = field(default_factory=list)
    lengkap: list[tuple[Susulan, PindaianImpor]] = field(default_factory=list)
    tanpa_baris: list[PindaianImpor] = field(default_factory=list)


def tinjau(impor: Impor) -> Tinjauan:
    """Three queries besides those that the workbook's lists need, whatever the number of rows."""
    if impor.berkas is None:
        raise Bentrok("Lembar ini sudah dibuang karena gangguannya ditutup.")
    hasil = Tinjauan()
    semua = Susulan.objects.filter(gangguan=impor.gangguan_id).select_related("permohonan", "gangguan")
    masuk = {s.kunci: s for s in semua}
    nomor = dict(NomorRegistrasi.objects.filter(gangguan=impor.gangguan_id).values_list("nomor", "keadaan"))
    pindaian = {(x.registrasi, x.jenis): x for x in impor.pindaian.select_related("berkas")}
    for b in baca(impor.berkas.bita(), impor.gangguan):
        registrasi = str(b.nilai.get("registrasi") or "").upper()
        b.pindaian = {j: x for j in J.values if (x := pindaian.pop((registrasi, j), None))}
        lama = masuk.get(str(b.nilai.get("kunci")))
        if lama is not None:
            hasil.sudah.append(b)
            if lama.sisa and J.SURAT in b.pindaian and lama.permohonan.nomor_registrasi == registrasi:
                hasil.lengkap.append((lama, b.pindaian[J.SURAT]))
            continue
        if registrasi and nomor.get(registrasi) not in ("dipesan", "hilang"):
            b.galat["Nomor registrasi"] = "Bukan dari blok gangguan ini, atau sudah dipakai."
        (hasil.salah if b.galat else hasil.siap).append(b)
    hasil.tanpa_baris = list(pindaian.values())
    return hasil


@dataclass(slots=True)
class Hasil:
    """`sisa`: rows that were not reached in the time of one request; sending again goes on with them."""

    masuk: int = 0
    dilengkapi: int = 0
    ditolak: list[Baris] = field(default_factory=list)
    sisa: int = 0


def jalankan(
    *, impor: Impor, oleh: Pengguna, baris: Collection[int] | None = None, detik: float = DETIK
) -> Hasil:
    """Enter the rows that are in order, or the chosen ones among them, for at most `detik` seconds; then the scans of cases
    that were entered before."""
    _berhak(oleh)
    h, sampai, t = Hasil(), time.monotonic() + detik, tinjau(impor)
    for b in t.siap:
        if b.kasus is None or (baris is not None and b.nomor not in baris):
            continue
        if time.monotonic() > sampai:
            h.sisa += 1
            continue
        try:
            _satu(impor, b, oleh)
        except Galat as galat:
            b.galat |= dict(getattr(galat, "bidang", {}))
            b.galat.setdefault("Baris", galat.pesan)
            h.ditolak.append(b)
        else:
            h.masuk += 1
    for susulan, pindaian in t.lengkap:
        if time.monotonic() > sampai:
            h.sisa += 1
            continue
        with transaction.atomic():
            lengkapi(susulan=susulan, pindaian=pindaian.berkas, oleh=oleh)
            pindaian.delete()
        h.dilengkapi += 1
    with transaction.atomic():
        Impor.objects.filter(pk=impor.pk).update(selesai_pada=timezone.now(), masuk=F("masuk") + h.masuk)
        catat(
            "gangguan.impor", impor.gangguan, oleh=oleh, masuk=h.masuk, dilengkapi=h.dilengkapi,
            ditolak=len(h.ditolak), sisa=h.sisa,
        )  # fmt: skip
    return h


@transaction.atomic
def _satu(impor: Impor, b: Baris, oleh: Pengguna) -> None:
    """One row with its scans; a scan of a letter that the row does not call signed stays where it is."""
    assert b.kasus is not None
    surat, formulir = b.pindaian.get(J.SURAT), b.pindaian.get(J.FORMULIR)
    if not any(x.nama == "tandatangani" for x in b.kasus.langkah):
        surat = None
    masukkan(
        gangguan=impor.gangguan, kasus=b.kasus, oleh=oleh, sumber="lembar",
        pindaian=surat.berkas if surat else None, formulir=formulir.berkas if formulir else None,
    )  # fmt: skip
    for satu in (surat, formulir):
        if satu is not None:
            satu.delete()
