"""Wet ink (Perbup Tanah Laut 126/2022 Ps 9 ayat 6): the number is allocated at the print; signed, stamped, scanned back."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.actions import BerkasDitolak, simpan_berkas
from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah

from ..dokumen.susun import susun_pdf
from ..enums import CaraTtd, Status
from ..meja.orang import pemegang
from ..models import CetakanTtd, Dokumen, NaskahTtd, Permohonan, SetelanTtd
from ..surat import data as surat
from ..surat import naskah as nsk
from ..surat.konsep import terkini
from ..waktu.jam import tanggal_lokal
from ..workflow import ALUR
from .pindah import kunci, terapkan
from .tandatangan import buat_dokumen

HAK_CETAK = (Hak.PERMOHONAN_TANDATANGAN, Hak.PERMOHONAN_DISTRIBUSI)
"""The desks that print and scan: the signer, and those who carry the paper."""


def penanda_mungkin(p: Permohonan) -> list[Pengguna]:
    """Who may sign this letter now, by tupoksi and mandate."""
    t = ALUR["tandatangani"]
    return [orang for orang in pemegang(t.hak, p) if t.boleh(p, orang)]


def menunggu_basah(p: Permohonan) -> bool:
    """It is the signer's turn and this service is signed in ink. Asks the settings only then."""
    giliran = (
        p.status in (Status.DIVALIDASI, Status.DIPARAF) and p.layanan.perlu_ttd and p.giliran_paraf == ""
    )
    return giliran and SetelanTtd.kini().cara(p.kode_layanan) == CaraTtd.BASAH


def _petugas(oleh: Pengguna) -> None:
    if not any(oleh.punya(h) for h in HAK_CETAK):
        raise TidakBerhak("Jabatan Anda tidak mencetak atau memindai surat.")


@transaction.atomic
def cetak(
    *, permohonan: Permohonan, penanda: Pengguna, oleh: Pengguna, alasan: str = ""
) -> tuple[NaskahTtd, bytes]:
    """Number and paper. The first print takes the number; every further one needs a reason and says "cetak ulang"."""
    _petugas(oleh)
    if SetelanTtd.kini().cara(permohonan.kode_layanan) != CaraTtd.BASAH:
        raise TransisiTidakSah(
            "Surat layanan ini ditandatangani elektronik, sehingga tidak dicetak untuk tanda tangan."
        )
    p, _ = kunci(permohonan, "tandatangani", penanda)
    naskah = nsk.siapkan(
        p, penanda=penanda, cara=CaraTtd.BASAH, oleh=oleh, tanggal=tanggal_lokal(timezone.now())
    )
    urutan = naskah.cetakan.count() + 1
    if urutan > 1 and not alasan.strip():
        raise MasukanSalah(
            "Surat ini sudah dicetak. Cetak ulang perlu alasan.",
            bidang={"alasan": "Tuliskan alasan cetak ulang."},
        )
    CetakanTtd.objects.create(
        naskah=naskah, urutan=urutan, alasan=alasan.strip() if urutan > 1 else "", oleh=oleh
    )
    catat("naskah.cetak", naskah, oleh=oleh, urutan=urutan)
    return naskah, naskah.berkas.bita() if urutan == 1 else _cetak_ulang(p, naskah, urutan)


def _cetak_ulang(p: Permohonan, naskah: NaskahTtd, urutan: int) -> bytes:
    blok = surat.penanda_surat(naskah.penanda, surat.dasar_penanda(naskah.penanda, p), surat.instansi_kini())
    templat, data = surat.susun_data(
        p,
        penanda=blok,
        nomor=naskah.nomor,
        tanggal=naskah.tanggal,
        instansi=surat.instansi_kini(),
        konsep=terkini(p),
    )
    return susun_pdf(templat, data | {"mode": "basah", "cap_cetak": f"Cetak ulang ke-{urutan - 1}"})


@transaction.atomic
def rekam(
    *,
    permohonan: Permohonan,
    pindaian: UploadedFile,
    ditandatangani_pada: datetime,
    distempel_oleh: str,
    distempel_pada: datetime,
    oleh: Pengguna,
) -> Dokumen:
    """The signed and stamped paper came back as a scan: only now is the letter signed, and ready to be fetched."""
    _petugas(oleh)
    naskah = (
        NaskahTtd.objects.select_related("penanda").filter(permohonan=permohonan, keadaan="menunggu").first()
    )
    if naskah is None or naskah.cara != CaraTtd.BASAH or not naskah.cetakan.exists():
        raise TransisiTidakSah("Surat ini belum dicetak untuk tanda tangan basah.")
    p, t = kunci(permohonan, "tandatangani", naskah.penanda)
    _periksa_waktu(naskah, ditandatangani_pada, distempel_oleh, distempel_pada)
    try:
        berkas = simpan_berkas(unggahan=pindaian, oleh=oleh)
    except BerkasDitolak as galat:
        raise MasukanSalah("Pindaian tidak dapat diterima.", bidang={"pindaian": galat.pesan}) from galat
    dokumen = buat_dokumen(
        p, terbit=nsk.terbit(naskah), tanggal=naskah.tanggal, sidik=naskah.sidik, berkas=berkas,
        penanda=naskah.penanda, jabatan=naskah.penanda_jabatan, pada=ditandatangani_pada, cara=CaraTtd.BASAH,
        distempel_oleh=distempel_oleh.strip(), distempel_pada=distempel_pada,
    )  # fmt: skip
    nsk.selesaikan(naskah)
    catat("naskah.pindai", naskah, oleh=oleh, distempel_oleh=distempel_oleh.strip(), sha256=berkas.sha256)
    terapkan(
        p, t, oleh=naskah.penanda, siap_pada=timezone.now(), ttd_pada=ditandatangani_pada,
        rinci={"nomor": naskah.nomor, "sha256": berkas.sha256, "basah": True, "direkam_oleh": oleh.nama},
    )  # fmt: skip
    return dokumen


def _periksa_waktu(naskah: NaskahTtd, ttd: datetime, distempel_oleh: str, stempel: datetime) -> None:
    salah = {}
    if not distempel_oleh.strip():
        salah["distempel_oleh"] = "Tuliskan siapa yang membubuhkan stempel (Ps 9 ayat 6)."
    if tanggal_lokal(ttd) < naskah.tanggal:
        salah["ditandatangani_pada"] = "Surat tidak mungkin ditandatangani sebelum dicetak."
    if stempel < ttd:
        salah["distempel_pada"] = "Stempel dibubuhkan sesudah tanda tangan."
    kini = timezone.now()
    for nama, nilai in (("ditandatangani_pada", ttd), ("distempel_pada", stempel)):
        if nilai > kini:
            salah[nama] = "Waktunya belum tiba."
    if salah:
        raise MasukanSalah("Periksa data tanda tangan dan stempel.", bidang=salah)


@transaction.atomic
def batal_cetak(*, permohonan: Permohonan, oleh: Pengguna, alasan: str) -> None:
    """The printed paper will not be signed: its number is voided with the reason and the letter waits again."""
    _petugas(oleh)
    p = Permohonan.objects.select_for_update().get(pk=permohonan.pk)
    naskah = nsk.menunggu(p)
    if naskah is None:
        raise Bentrok("Tidak ada cetakan yang menunggu tanda tangan.")
    nsk.batalkan(naskah, oleh=oleh, alasan=alasan)
