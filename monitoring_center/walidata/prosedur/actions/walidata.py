"""The owner's walidata: recommends (Ps 12(3)), and may propose to revoke."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TransisiTidakSah
from layanan.dokumen.rahasia import Rahasia
from monitoring_center.walidata.katalog.models import Dataset, Keadaan
from monitoring_center.walidata.pihak import skema_kini

from ..cakupan import kolom_izin, saringan_sah
from ..galat import kalimat_galat
from ..lampiran import lampirkan
from ..models import Izin, JenisLampiran, Permohonan, Rekomendasi, UsulCabut
from ..orang import sebutan, wajib
from ..surat import surat_rekomendasi
from ..waktu import akhir_hari, hari_terakhir

MAKS_SEHARI = 100_000_000


@sensitive_variables()
def rekomendasikan(
    *,
    permohonan: Permohonan,
    setuju: bool,
    oleh: Pengguna,
    alasan: str = "",
    kolom: Mapping[str, str] | None = None,
    alasan_polos: str = "",
    saringan: Sequence[Mapping[str, Any]] = (),
    selesai: dt.date | None = None,
    maks_harian: int | None = None,
    maks_baris: int | None = None,
    rahasia: Rahasia | None = None,
) -> Rekomendasi:
    """Yes or no, and how far at most, as a signed letter. `kolom`: name -> "polos" | "samar" | anything else for not at all.

    Args:
        alasan: conditions when it agrees, the reason when it does not.
        alasan_polos: why personal data may be seen as they are.
        selesai: last day; never after the requested one.
        maks_harian: readings, maks_baris: rows in 24 hours.
        rahasia: the officer's passphrase at a remote signing service.
    """
    wajib(oleh, Hak.DATA_KELOLA)
    p = Permohonan.objects.lengkap().filter(pk=permohonan.pk, pemilik=skema_kini()).first()
    if p is None:
        raise MasukanSalah("Permohonan ini bukan atas data instansi Anda.")
    if p.keadaan == "ditarik":
        raise TransisiTidakSah("Pemohon sudah menarik permohonan ini.", saran="Muat ulang halaman.")
    if p.keadaan != "rekomendasi":
        raise TransisiTidakSah("Permohonan ini sudah diberi rekomendasi.", saran="Muat ulang halaman.")
    isi: dict[str, Any] = {"setuju": setuju, "alasan": alasan.strip()}
    if setuju:
        isi |= _batas(p, kolom or {}, alasan_polos, saringan, selesai)
        isi |= {
            "maks_harian": _sehari("maks_harian", maks_harian),
            "maks_baris": _sehari("maks_baris", maks_baris),
        }
        if alasan_polos.strip():
            isi["alasan_polos"] = alasan_polos.strip()
            isi["alasan"] = f"{isi['alasan']}\nData pribadi apa adanya: {alasan_polos.strip()}".strip()
    elif not isi["alasan"]:
        raise MasukanSalah(
            "Alasan wajib diisi.", bidang={"alasan": "Tuliskan mengapa tidak direkomendasikan."}
        )
    r = Rekomendasi(permohonan=p, pemilik=p.pemilik, oleh=sebutan(oleh), **isi)
    surat = surat_rekomendasi(p, r, oleh, rahasia)
    hasil = "setuju" if setuju else "tidak setuju"
    with transaction.atomic():
        with kalimat_galat():
            r.save(force_insert=True)
            lampirkan(surat, jenis=JenisLampiran.REKOMENDASI, oleh=sebutan(oleh), permohonan=p)
        catat("data.direkomendasikan", p, oleh=oleh, hasil=hasil, alasan=r.alasan)
    return r


def _batas(
    p: Permohonan,
    kolom: Mapping[str, str],
    alasan_polos: str,
    saringan: Sequence[Mapping[str, Any]],
    selesai: dt.date | None,
) -> dict[str, Any]:
    dataset = Dataset.objects.filter(pemilik=p.pemilik, kode=p.dataset).first()
    if dataset is None:
        raise MasukanSalah("Data yang dimohon sudah tidak ada di katalog.")
    if dataset.keadaan != Keadaan.TERBIT:
        raise MasukanSalah(
            "Data ini sudah ditarik dari katalog; yang dapat diberikan hanya rekomendasi tidak setuju."
        )
    dimohon = [k for k in dataset.kolom if k["name"] in p.kolom]
    if selesai is not None and not p.mulai < akhir_hari(selesai) <= p.selesai:
        batas = f"{hari_terakhir(p.selesai):%d-%m-%Y}"
        raise MasukanSalah(
            "Masa izin tidak boleh melampaui yang dimohon.", bidang={"selesai": f"Paling lambat {batas}."}
        )
    saringan_sah(p.saringan, dataset.kolom)  # the request may have been written past our forms
    return {
        "kolom": kolom_izin(kolom, dimohon, alasan_polos=alasan_polos),
        "saringan": saringan_sah(list(saringan), dataset.kolom),
        "sumber": dataset.sumber,
        "kunci": dataset.kunci,
        "selesai": akhir_hari(selesai) if selesai else None,
    }


def _sehari(bidang: str, nilai: int | None) -> int | None:
    if nilai is not None and not 1 <= nilai <= MAKS_SEHARI:
        raise MasukanSalah("Batas harian tidak sah.", bidang={bidang: f"1 sampai {MAKS_SEHARI}."})
    return nilai


@transaction.atomic
def usulkan_cabut(*, izin: Izin, alasan: str, oleh: Pengguna) -> UsulCabut:
    """Only Bupati or Sekda revoke what they granted; the walidata says why they should."""
    wajib(oleh, Hak.DATA_KELOLA)
    if izin.pemilik != skema_kini():
        raise MasukanSalah("Izin ini bukan atas data instansi Anda.")
    if izin.keadaan in ("dicabut", "berakhir"):
        raise Bentrok("Izin ini sudah tidak berlaku.")
    if not alasan.strip():
        raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Tuliskan mengapa izin perlu dicabut."})
    with kalimat_galat():
        usul = UsulCabut.objects.create(
            izin=izin, pemilik=izin.pemilik, alasan=alasan.strip()[:1000], oleh=sebutan(oleh)
        )
    catat("data.usul_cabut", izin, oleh=oleh, alasan=usul.alasan)
    return usul
