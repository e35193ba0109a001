"""Drafts of the requesting instansi: written by its officer, given to the head or sent back (Ps 12(2))."""

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.akun.waktu import hari_ini
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah
from monitoring_center.walidata.katalog.models import Akses, Dataset, Keadaan
from monitoring_center.walidata.pihak import skema_kini

from ..cakupan import kolom_sah, saringan_sah
from ..galat import kalimat_galat
from ..models import KeadaanKonsep, Konsep, Permohonan
from ..orang import sebutan, wajib
from ..tasks import kabarkan

K = KeadaanKonsep
MAKS_MASA = dt.timedelta(days=366 * 2)


@dataclass(frozen=True)
class IsiPermohonan:
    """The contents of Ps 12(2) as typed."""

    penanggung_jawab: str
    unit_kerja: str
    maksud: str
    kegunaan: str
    bentuk: str
    frekuensi: str
    kolom: list[str]
    mulai: dt.date
    selesai: dt.date
    saringan: list[dict[str, Any]] = field(default_factory=list)
    nomor_surat: str = ""


def dataset_dimohon(pemilik: str, kode: str) -> Dataset:
    """The published dataset of another instansi. Raises MasukanSalah."""
    d = Dataset.objects.filter(pemilik=pemilik, kode=kode, keadaan=Keadaan.TERBIT).first()
    if d is None:
        raise MasukanSalah("Data ini tidak (lagi) diterbitkan walidatanya.")
    return d


@transaction.atomic
def simpan_konsep(
    *,
    dataset: Dataset,
    isi: IsiPermohonan,
    oleh: Pengguna,
    konsep: Konsep | None = None,
    banding_atas: Permohonan | None = None,
) -> Konsep:
    """Make or change a draft. An appeal is a new request that names the refused one."""
    wajib(oleh, Hak.DATA_KELOLA)
    bersih = _periksa(dataset, isi)
    with kalimat_galat():
        if konsep is None:
            if banding_atas is not None:
                _boleh_banding(banding_atas)
            konsep = Konsep(pembaca=skema_kini(), banding_atas=banding_atas, dibuat_oleh=sebutan(oleh))
        else:
            konsep = kunci(konsep, K.DISUSUN, K.DIKEMBALIKAN)
        konsep.pemilik, konsep.dataset, konsep.dataset_nama = dataset.pemilik, dataset.kode, dataset.nama
        for nama, nilai in bersih.items():
            setattr(konsep, nama, nilai)
        konsep.save()
    catat("data.konsep", konsep, oleh=oleh, pemilik=dataset.pemilik)
    return konsep


def _boleh_banding(p: Permohonan) -> None:
    if p.pembaca != skema_kini() or p.keadaan != "ditolak":
        raise MasukanSalah("Banding hanya atas permohonan sendiri yang ditolak.")
    if Permohonan.objects.filter(banding_atas=p).exists():
        raise Bentrok("Banding atas permohonan ini sudah diajukan.")


def _periksa(dataset: Dataset, isi: IsiPermohonan) -> dict[str, Any]:
    if dataset.pemilik == skema_kini():
        raise MasukanSalah("Data instansi sendiri tidak perlu dimohon.")
    if dataset.keadaan != Keadaan.TERBIT:
        raise MasukanSalah("Data ini belum diterbitkan walidatanya.")
    if dataset.akses == Akses.TERBUKA:
        raise MasukanSalah("Data ini terbuka: dapat langsung diunduh dari katalog.")
    bersih = {n: v.strip() if isinstance(v, str) else v for n, v in asdict(isi).items()}
    kosong = {n: "Wajib diisi." for n in WAJIB if not bersih[n]}
    if kosong:
        raise MasukanSalah("Isian permohonan belum lengkap (Ps 12 ayat 2).", bidang=kosong)
    periksa_masa(isi.mulai, isi.selesai)
    bersih["kolom"] = kolom_sah(isi.kolom, dataset.kolom)
    bersih["saringan"] = saringan_sah(isi.saringan, dataset.kolom)
    return bersih


WAJIB = ("penanggung_jawab", "unit_kerja", "maksud", "kegunaan", "bentuk", "frekuensi")


def periksa_masa(mulai: dt.date, selesai: dt.date) -> None:
    if selesai < mulai:
        raise MasukanSalah(
            "Masa pemakaian berakhir sebelum mulai.", bidang={"selesai": "Harus sesudah tanggal mulai."}
        )
    if selesai < hari_ini():
        raise MasukanSalah("Masa pemakaian sudah lewat.", bidang={"selesai": "Isi tanggal yang akan datang."})
    if selesai - mulai > MAKS_MASA:
        raise MasukanSalah(
            "Masa pemakaian paling lama dua tahun.", bidang={"selesai": "Paling lama dua tahun."}
        )


def kunci(konsep: Konsep, *keadaan: str) -> Konsep:
    return berkeadaan(Konsep.objects.select_for_update().filter(pk=konsep.pk).first(), *keadaan)


def berkeadaan(k: Konsep | None, *keadaan: str) -> Konsep:
    if k is None or k.keadaan not in keadaan:
        label = k.get_keadaan_display().lower() if k else "sudah dihapus"
        raise Bentrok(f"Konsep ini {label}.", saran="Muat ulang halaman.")
    return k


@transaction.atomic
def serahkan(*, konsep: Konsep, oleh: Pengguna) -> Konsep:
    """To the head, for signature."""
    wajib(oleh, Hak.DATA_KELOLA)
    k = kunci(konsep, K.DISUSUN, K.DIKEMBALIKAN)
    k.keadaan, k.catatan = K.MENUNGGU, ""
    k.save(update_fields=["keadaan", "catatan", "diubah_pada"])
    catat("data.diserahkan", k, oleh=oleh)
    kabarkan.enqueue()
    return k


@transaction.atomic
def kembalikan(*, konsep: Konsep, catatan: str, oleh: Pengguna) -> Konsep:
    """The head sends the draft back with a note."""
    wajib(oleh, Hak.DATA_SETUJUI)
    if not catatan.strip():
        raise MasukanSalah("Catatan wajib diisi.", bidang={"alasan": "Tuliskan apa yang perlu diperbaiki."})
    k = kunci(konsep, K.MENUNGGU)
    k.keadaan, k.catatan = K.DIKEMBALIKAN, catatan.strip()[:500]
    k.save(update_fields=["keadaan", "catatan", "diubah_pada"])
    catat("data.dikembalikan", k, oleh=oleh, catatan=k.catatan)
    kabarkan.enqueue()
    return k


@transaction.atomic
def hapus_konsep(*, konsep: Konsep, oleh: Pengguna) -> None:
    wajib(oleh, Hak.DATA_KELOLA)
    k = kunci(konsep, K.DISUSUN, K.DIKEMBALIKAN)
    catat("data.konsep_dihapus", k, oleh=oleh)
    k.delete()
