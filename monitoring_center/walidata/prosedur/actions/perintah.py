"""Perintah Bupati (Ps 11(6)): entered by one person, confirmed by another."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.akun.waktu import hari_ini
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah
from monitoring_center.walidata.katalog.models import Dataset, Keadaan
from monitoring_center.walidata.pihak import semua_pihak

from ..cakupan import kolom_izin, per_nama, saringan_sah
from ..galat import kalimat_galat
from ..lampiran import BerkasSurat, lampirkan
from ..models import Izin, JenisLampiran, Pembatalan, Perintah
from ..orang import sebutan, wajib
from ..tasks import kabarkan
from ..waktu import akhir_hari, awal_hari
from .keputusan import panggil

MAKS_MASA = dt.timedelta(days=366)


@transaction.atomic
def catat_perintah(
    *,
    dataset: Dataset,
    pembaca: str,
    kolom: Mapping[str, str],
    kegunaan: str,
    nomor: str,
    tanggal: dt.date,
    mulai: dt.date,
    selesai: dt.date,
    pindaian: BerkasSurat,
    oleh: Pengguna,
    saringan: Sequence[Mapping[str, Any]] = (),
    alasan_polos: str = "",
    maks_harian: int | None = None,
    maks_baris: int | None = None,
) -> Perintah:
    """Enter an order of the Bupati with its scan. It grants nothing until another person has confirmed it."""
    wajib(oleh, Hak.KEPUTUSAN_BUAT)
    if dataset.keadaan != Keadaan.TERBIT:
        raise MasukanSalah("Data ini tidak diterbitkan walidatanya.", bidang={"dataset": "Pilih data lain."})
    if pembaca not in semua_pihak() or pembaca == dataset.pemilik:
        raise MasukanSalah("Pilih instansi penerima.", bidang={"pembaca": "Bukan walidata itu sendiri."})
    _wajib_isi({"nomor": nomor, "kegunaan": kegunaan})
    _periksa_hari(tanggal, mulai, selesai)
    izin_kolom = kolom_izin(kolom, dataset.kolom, alasan_polos=alasan_polos)
    ada = per_nama(dataset.kolom)
    with kalimat_galat():
        p = Perintah.objects.create(
            pemilik=dataset.pemilik, pembaca=pembaca, dataset=dataset.kode, dataset_nama=dataset.nama,
            sumber=dataset.sumber, kunci=dataset.kunci, kolom=izin_kolom, rinci_kolom=_rinci(ada, izin_kolom),
            saringan=saringan_sah(list(saringan), dataset.kolom), kegunaan=_kegunaan(kegunaan, alasan_polos),
            nomor=nomor.strip()[:100], tanggal=tanggal, mulai=awal_hari(mulai), selesai=akhir_hari(selesai),
            pindaian_sha256=pindaian.sha256, oleh=sebutan(oleh), oleh_uuid=oleh.uuid,
            maks_harian=maks_harian, maks_baris=maks_baris, alasan_polos=alasan_polos.strip(),
        )  # fmt: skip
        lampirkan(pindaian, jenis=JenisLampiran.PERINTAH, oleh=sebutan(oleh), perintah=p)
    catat("data.perintah", p, oleh=oleh, pemilik=p.pemilik, pembaca=p.pembaca, pindaian=p.pindaian_sha256)
    kabarkan.enqueue()
    return p


def _rinci(
    ada: Mapping[str, Mapping[str, Any]], kolom: Iterable[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    return [ada[k["nama"]] for k in kolom]


def _kegunaan(kegunaan: str, alasan_polos: str) -> str:
    polos = alasan_polos.strip()
    return f"{kegunaan.strip()}\nData pribadi apa adanya: {polos}" if polos else kegunaan.strip()


def _wajib_isi(isian: Mapping[str, str]) -> None:
    if kosong := {n: "Wajib diisi." for n, v in isian.items() if not v.strip()}:
        raise MasukanSalah("Isian perintah belum lengkap.", bidang=kosong)


def _periksa_hari(tanggal: dt.date, mulai: dt.date, selesai: dt.date) -> None:
    if tanggal > hari_ini():
        raise MasukanSalah("Tanggal perintah belum tiba.", bidang={"tanggal": "Paling lambat hari ini."})
    if selesai < mulai or selesai < hari_ini():
        raise MasukanSalah(
            "Perintah harus mempunyai akhir yang akan datang.",
            bidang={"selesai": "Sesudah hari mulai dan hari ini."},
        )
    if selesai - mulai > MAKS_MASA:
        raise MasukanSalah("Perintah paling lama satu tahun.", bidang={"selesai": "Paling lama satu tahun."})


@transaction.atomic
def konfirmasi(*, perintah: Perintah, oleh: Pengguna) -> Izin:
    """The second person; from now on the grant is in force, and the owner sees it as an order."""
    wajib(oleh, Hak.KEPUTUSAN_BUAT)
    p = Perintah.objects.filter(pk=perintah.pk).first()
    if p is None or p.izin_id is not None:
        raise TransisiTidakSah("Perintah tidak ada atau sudah dikonfirmasi.", saran="Muat ulang halaman.")
    if p.oleh_uuid == oleh.uuid or p.oleh == sebutan(oleh):
        raise TidakBerhak("Yang memasukkan perintah tidak boleh mengonfirmasinya sendiri (Ps 11 ayat 6).")
    if p.selesai <= timezone.now():
        raise TransisiTidakSah("Masa perintah ini sudah lewat.")
    with kalimat_galat():
        izin = Izin.objects.get(uuid=panggil("konfirmasi", p.uuid, sebutan(oleh)))
    catat("data.perintah_dikonfirmasi", p, oleh=oleh, izin=str(izin.uuid))
    return izin


@transaction.atomic
def batalkan_perintah(*, perintah: Perintah, alasan: str, oleh: Pengguna) -> None:
    """Before it is confirmed, either of the two may give it up."""
    wajib(oleh, Hak.KEPUTUSAN_BUAT)
    if not alasan.strip():
        raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Tuliskan mengapa dibatalkan."})
    if Perintah.objects.filter(pk=perintah.pk, izin__isnull=False).exists():
        raise Bentrok("Perintah ini sudah dikonfirmasi; cabut izinnya bila perlu.")
    with kalimat_galat():
        Pembatalan.objects.create(perintah=perintah, alasan=alasan.strip(), oleh=sebutan(oleh))
    catat("data.perintah_dibatalkan", perintah, oleh=oleh, alasan=alasan.strip())
