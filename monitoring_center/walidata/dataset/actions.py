"""Writes of the rows: send, put in force, throw away, correct one row (Perbup Tanah Bumbu 25/2019 Ps 11)."""

from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Max, Sum
from django.utils import timezone

from inti.akun.hak import Hak
from inti.audit import catat
from inti.berkas.actions import simpan_berkas
from inti.berkas.jenis import JENIS_DATA
from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.kripto import indeks_buta, sandikan
from monitoring_center.walidata.katalog.actions import kunci_milik
from monitoring_center.walidata.katalog.models import Dataset, Jenis
from monitoring_center.walidata.katalog.tasks import terbitkan

from . import banding, tasks
from .models import BIT_BARIS, MAKS_MENGEMBANG, MAKS_UNGGAH, Baris, Cara, Keadaan, Sumber, Versi
from .muat import versi_berlaku
from .periode import Periode, periode
from .sel import SelSalah, pembaca
from .sumber import siapkan_sumber


def unggah(
    *,
    dataset: Dataset,
    berkas: UploadedFile,
    periode_mulai: date,
    sumber: str = Sumber.INTERNAL,
    catatan: str = "",
    cara: str = Cara.UNGGAH,
    oleh: Any,
) -> Versi:
    """Store the file and leave its check to a task. What is in force stays as it is."""
    _wajib_kelola(oleh)
    _wajib_sektoral(dataset)
    tersimpan = simpan_berkas(
        unggahan=berkas, oleh=oleh, diizinkan=JENIS_DATA, maks_bita=MAKS_UNGGAH, maks_isi_zip=MAKS_MENGEMBANG,
        pribadi=bool(dataset.kolom_pribadi),
    )  # fmt: skip
    isi = {"berkas": tersimpan, "berkas_nama": tersimpan.nama, "berkas_sha256": tersimpan.sha256}
    return _buat(
        dataset,
        periode(dataset.periode, periode_mulai),
        oleh,
        cara=cara,
        sumber=sumber,
        catatan=catatan,
        **isi,
    )


def ubah_baris(
    *,
    dataset: Dataset,
    periode_mulai: date,
    isian: dict[str, Any] | None,
    nomor: int | None = None,
    catatan: str = "",
    oleh: Any,
) -> Versi:
    """A new version: what is in force for the period, with one row added (`nomor` None), replaced, or taken away (`isian` None).

    An encrypted column that is left empty in a replacement keeps its value: the form never shows it.
    """
    _wajib_kelola(oleh)
    _wajib_sektoral(dataset)
    p = periode(dataset.periode, periode_mulai)
    asal = Versi.objects.berlaku().filter(dataset=dataset.uuid, periode_mulai=p.mulai).first()
    lama = None
    if nomor is not None:
        lama = Baris.objects.filter(nomor=nomor, versi=asal).first() if asal else None
        if lama is None:
            raise Bentrok("Baris ini tidak lagi berlaku. Buka daftar baris, lalu pilih lagi.")
    isi = None if isian is None else baca_isian(dataset.kolom, isian, lama.isi if lama else {})
    if isi is not None:
        _tolak_kunci_ganda(dataset, isi, kecuali=nomor)
    return _buat(
        dataset, p, oleh, cara=Cara.FORMULIR, sumber=asal.sumber if asal else dataset.sumber_data, catatan=catatan, asal=asal,
        perubahan=[{"nomor": nomor, "isi": isi}],
    )  # fmt: skip


def _tolak_kunci_ganda(dataset: Dataset, isi: dict[str, Any], *, kecuali: int | None) -> None:
    """Said at once, in the form. The task checks again, when rows of other people may have come between."""
    berlaku = list(Versi.objects.berlaku().filter(dataset=dataset.uuid))
    for kunci in filter(lambda k: k.utama, banding.semua_kunci(dataset.kolom)):
        ada = banding.baris_sama(berlaku, kunci, isi, kecuali=kecuali)
        if ada is not None:
            periode = next(v.periode for v in berlaku if v.pk == ada >> BIT_BARIS)
            pesan = f"Isi kunci {kunci.nama} sama dengan baris {ada & (1 << BIT_BARIS) - 1} data {periode}."
            raise MasukanSalah(
                "Baris dengan kunci ini sudah ada.",
                bidang=dict.fromkeys((k["name"] for k in kunci.kolom), pesan),
            )


def baca_isian(kolom: list[dict[str, Any]], isian: dict[str, Any], lama: dict[str, Any]) -> dict[str, Any]:
    """The row as it is stored. Raises MasukanSalah that names every wrong field."""
    isi: dict[str, Any] = {}
    salah: dict[str, str] = {}
    for p in map(pembaca, kolom):
        tulis = isian.get(p.nama)
        if p.tersandi and tulis in (None, "") and p.nama in lama:
            isi |= {p.nama: lama[p.nama], p.indeks: lama[p.indeks]}
            continue
        try:
            nilai = p.baca(tulis)
        except SelSalah as galat:
            salah[p.nama] = galat.pesan
            continue
        if nilai is None:
            continue
        if p.tersandi:
            isi |= {
                p.nama: sandikan(str(nilai), konteks=p.konteks),
                p.indeks: indeks_buta(str(nilai), p.konteks),
            }
        else:
            isi[p.nama] = nilai
    if salah:
        raise MasukanSalah("Periksa isian yang ditandai.", bidang=salah)
    return isi


@transaction.atomic
def _buat(dataset: Dataset, p: Periode, oleh: Any, *, catatan: str, **isi: Any) -> Versi:
    dataset = kunci_milik(dataset)
    if p.mulai > timezone.localdate():
        raise MasukanSalah(
            "Periode ini belum mulai.", bidang={"periode": "Pilih periode yang sudah berjalan."}
        )
    urut = Versi.objects.filter(dataset=dataset.uuid).aggregate(n=Max("urut"))["n"] or 0
    versi = Versi(
        dataset=dataset.uuid, kode=dataset.kode, urut=urut + 1, periode=p.label, periode_mulai=p.mulai, periode_selesai=p.selesai,
        kolom=dataset.kolom, catatan=catatan.strip()[:300], dibuat_oleh=oleh, **isi,
    )  # fmt: skip
    try:
        with transaction.atomic():
            versi.save(force_insert=True)
    except IntegrityError as galat:
        if "versi_satu_diperiksa" in str(galat):
            raise Bentrok(
                "Masih ada data dataset ini yang sedang diperiksa. Tunggu sampai selesai."
            ) from galat
        raise
    catat(
        "versi.unggah", versi, oleh=oleh, cara=versi.get_cara_display(), sidik=versi.berkas_sha256[:12] or "–"
    )
    tasks.periksa.enqueue(versi=versi.pk)
    return versi


@transaction.atomic
def berlakukan(*, versi: Versi, oleh: Any) -> Versi:
    """Put a checked version in force in place of the former one of its period; readers see it with their next statement."""
    _wajib_kelola(oleh)
    dataset = kunci_milik(_dataset(versi))
    versi = Versi.objects.select_for_update().get(pk=versi.pk)
    if versi.keadaan != Keadaan.KONSEP:
        raise TransisiTidakSah(f"Versi ini sedang berkeadaan “{versi.get_keadaan_display()}”.")
    if _bentuk(versi.kolom) != _bentuk(dataset.kolom):
        raise TransisiTidakSah(
            "Kolom dataset berubah setelah data ini diperiksa.",
            saran="Unggah lagi agar diperiksa menurut kolom yang sekarang.",
        )
    lama = versi_berlaku(versi)
    if banding.usang(versi):
        raise Bentrok(
            "Data yang berlaku sudah berganti sejak versi ini dibandingkan.",
            saran="Bandingkan ulang, lalu berlakukan.",
        )
    kini = timezone.now()
    if lama:
        Versi.objects.filter(pk=lama.pk).update(keadaan=Keadaan.DIGANTIKAN, digantikan_pada=kini)
        tasks.kosongkan.enqueue(versi=lama.pk)
    Versi.objects.filter(pk=versi.pk).update(
        keadaan=Keadaan.BERLAKU, diberlakukan_oleh=oleh, diberlakukan_pada=kini
    )
    _siapkan(dataset)
    perbarui_angka(dataset)
    terbitkan.enqueue(dataset=dataset.pk)
    versi.refresh_from_db()
    catat(
        "versi.berlakukan", versi, oleh=oleh, **{k: versi.beda.get(k, 0) for k in ("tambah", "ubah", "hapus")}
    )
    return versi


def _siapkan(dataset: Dataset) -> None:
    try:
        with transaction.atomic():
            siapkan_sumber(dataset)
    except DatabaseError as galat:
        diag = getattr(galat.__cause__, "diag", None)
        raise Bentrok(
            (diag.message_primary if diag else "") or "Basis data menolak kolom dataset ini."
        ) from galat


def perbarui_angka(dataset: Dataset) -> None:
    """What the catalogue tells about the rows: how many, how full, how fresh."""
    berlaku = Versi.objects.berlaku().filter(dataset=dataset.uuid)
    jumlah = berlaku.aggregate(baris=Sum("baris"), terisi=Sum("terisi"), pada=Max("diberlakukan_pada"))
    sel = (jumlah["baris"] or 0) * len(dataset.kolom)
    Dataset.objects.filter(pk=dataset.pk).update(
        baris=jumlah["baris"] or 0,
        lengkap=round(100 * (jumlah["terisi"] or 0) / sel, 2) if sel else 0,
        data_pada=jumlah["pada"],
    )


@transaction.atomic
def bandingkan_ulang(*, versi: Versi, oleh: Any) -> None:
    """The version in force is another one by now: compare with that."""
    _wajib_kelola(oleh)
    versi = Versi.objects.select_for_update().get(pk=versi.pk)
    if versi.keadaan != Keadaan.KONSEP:
        raise TransisiTidakSah(f"Versi ini sedang berkeadaan “{versi.get_keadaan_display()}”.")
    tasks.bandingkan.enqueue(versi=versi.pk)


@transaction.atomic
def buang(*, versi: Versi, oleh: Any) -> Versi:
    """Throw away what is not in force yet, also while it is checked."""
    _wajib_kelola(oleh)
    versi = Versi.objects.select_for_update().get(pk=versi.pk)
    if not (versi.berjalan or versi.keadaan == Keadaan.KONSEP):
        raise TransisiTidakSah("Hanya data yang belum berlaku yang dapat dibuang.")
    versi.keadaan, versi.alasan, versi.selesai_pada = (
        Keadaan.DITOLAK,
        "Dibuang sebelum diberlakukan.",
        timezone.now(),
    )
    versi.save(update_fields=["keadaan", "alasan", "selesai_pada"])
    tasks.kosongkan.enqueue(versi=versi.pk)
    catat("versi.buang", versi, oleh=oleh)
    return versi


def catat_buka(*, versi: Versi, baris: list[Baris], oleh: Any) -> None:
    """Somebody is shown personal data of these rows."""
    _wajib_kelola(oleh)
    catat("versi.buka", versi, oleh=oleh, dari=baris[0].urut, sampai=baris[-1].urut)


def _bentuk(kolom: list[dict[str, Any]]) -> set[tuple[str, str, str, bool]]:
    return {(k["name"], k.get("type", "string"), k.get("indeks", ""), bool(k.get("kunci"))) for k in kolom}


def _dataset(versi: Versi) -> Dataset:
    dataset = Dataset.objects.filter(uuid=versi.dataset).first()
    if dataset is None:
        raise TransisiTidakSah("Dataset ini sudah tidak ada di katalog.")
    return dataset


def _wajib_kelola(oleh: Any) -> None:
    if not oleh.punya(Hak.DATA_KELOLA):
        raise TidakBerhak("Hanya pengelola data instansi ini yang dapat melakukannya.")


def _wajib_sektoral(dataset: Dataset) -> None:
    if dataset.jenis != Jenis.SEKTORAL:
        raise TransisiTidakSah("Baris dataset ini berasal dari aplikasi dan tidak diunggah.")
    if dataset.keadaan == "ditarik":
        raise TransisiTidakSah("Dataset ini sudah ditarik.", saran="Daftarkan kembali sebelum mengirim data.")
    if not dataset.kolom:
        raise TransisiTidakSah(
            "Dataset ini belum mempunyai kolom.", saran="Isi kolomnya di katalog lebih dahulu."
        )


__all__ = [
    "baca_isian",
    "bandingkan_ulang",
    "berlakukan",
    "buang",
    "catat_buka",
    "perbarui_angka",
    "ubah_baris",
    "unggah",
]
