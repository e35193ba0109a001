"""The letter on its way to a signature outside our transaction: number, bytes, and what becomes of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.actions import simpan_bita
from inti.berkas.models import Berkas
from inti.errors import Bentrok, MasukanSalah
from inti.situs import InfoInstansi, alamat

from ..dokumen.qr import muatan_qr
from ..dokumen.sidik import sidik_data
from ..dokumen.susun import susun_pdf
from ..enums import CaraTtd, KeadaanNaskah, KeadaanPercobaan
from ..models import NaskahTtd, Permohonan
from ..models.ttd import BERJALAN
from . import data as surat
from . import nomor
from .konsep import terkini
from .penanda import kunci_qr_kini

LEPAS_BILA_PINDAH = "Permohonan berpindah sebelum surat ditandatangani"


@dataclass(frozen=True, slots=True)
class Isi:
    """A letter as it will be signed."""

    nomor: str
    tanggal: date
    sidik: str
    penanda: dict[str, Any]
    pdf: bytes

    @property
    def jabatan(self) -> str:
        return f"{self.penanda['sifat']} {self.penanda['jabatan']}".strip()


def susun(
    p: Permohonan,
    *,
    penanda: Pengguna,
    nomor_surat: str,
    tanggal: date,
    instansi: InfoInstansi,
    cara: str = CaraTtd.TTE,
) -> Isi:
    """Data, QR and PDF of the letter under a number and a date."""
    blok = surat.penanda_surat(penanda, surat.dasar_penanda(penanda, p), instansi)
    templat, data = surat.susun_data(
        p, penanda=blok, nomor=nomor_surat, tanggal=tanggal, instansi=instansi, konsep=terkini(p)
    )
    sidik = sidik_data(data)
    if cara == CaraTtd.BASAH:
        data["mode"] = "basah"
    else:
        isi = {
            "nomor": nomor_surat,
            "tanggal": tanggal,
            "instansi": instansi.slug,
            "sidik": sidik,
            "penanda": penanda.nama,
        }
        data["qr"] = muatan_qr(isi, kunci_qr_kini(instansi.slug), alamat=alamat(instansi.slug, "/v/"))
    return Isi(nomor_surat, tanggal, sidik, blok, susun_pdf(templat, data))


def menunggu(p: Permohonan) -> NaskahTtd | None:
    """The open letter of a permohonan. Inside a transaction that holds the permohonan's row."""
    terbuka = NaskahTtd.objects.filter(permohonan=p, keadaan=KeadaanNaskah.MENUNGGU)
    return terbuka.select_related("nomor_surat").first()


def siapkan(p: Permohonan, *, penanda: Pengguna, cara: str, oleh: Pengguna, tanggal: date) -> NaskahTtd:
    """The open letter with its number: the same one again while it still says the same, else a new one.

    A letter whose content, signer or manner has changed gives its number up with that reason.
    """
    instansi = surat.instansi_kini()
    lama = menunggu(p)
    if lama is not None:
        if lama.cara == cara and lama.penanda_id == penanda.pk:
            isi = susun(
                p, penanda=penanda, nomor_surat=lama.nomor, tanggal=lama.tanggal, instansi=instansi, cara=cara
            )
            if isi.sidik == lama.sidik:
                return lama
        batalkan(lama, oleh=oleh, alasan="Isi atau penanda tangan berubah sesudah nomor diambil")
    terbit = nomor.terbitkan(p, tanggal=tanggal, instansi=instansi)
    isi = susun(p, penanda=penanda, nomor_surat=terbit.nomor, tanggal=tanggal, instansi=instansi, cara=cara)
    naskah = NaskahTtd.objects.create(
        permohonan=p,
        cara=cara,
        nomor_surat_id=terbit.pk,
        tanggal=tanggal,
        sidik=isi.sidik,
        berkas=simpan_pdf(isi.pdf, terbit.nomor, oleh),
        penanda=penanda,
        penanda_jabatan=isi.jabatan,
        dibuat_oleh=oleh,
    )
    catat("naskah.bernomor", naskah, oleh=oleh, permohonan=p.nomor_registrasi, cara=cara)
    return naskah


def simpan_pdf(isi: bytes, nomor_surat: str, oleh: Pengguna) -> Berkas:
    return simpan_bita(
        isi=isi, nama=f"{nomor_surat.replace('/', '-')}.pdf", jenis_konten="application/pdf", oleh=oleh
    )


def batalkan(naskah: NaskahTtd, *, oleh: Pengguna, alasan: str) -> None:
    """Void the number, with the reason. Refused while the letter is on its way to the service."""
    if naskah.percobaan.filter(keadaan__in=BERJALAN).exists():
        raise Bentrok(
            f"Surat {naskah.nomor} sedang dikirim ke penyedia tanda tangan.",
            saran="Tunggu sampai jawabannya diterima, lalu muat ulang.",
        )
    if not alasan.strip():
        raise MasukanSalah("Alasan pembatalan nomor wajib diisi.", bidang={"alasan": "Tuliskan alasannya."})
    naskah.keadaan, naskah.batal_oleh, naskah.batal_pada = KeadaanNaskah.BATAL, oleh, timezone.now()
    naskah.batal_alasan = alasan.strip()[:300]
    naskah.save(update_fields=["keadaan", "batal_oleh", "batal_pada", "batal_alasan"])
    nomor.lepas(nomor_surat=naskah.nomor_surat, alasan=naskah.batal_alasan, oleh=oleh)
    catat("naskah.batal", naskah, oleh=oleh)


def terbit(naskah: NaskahTtd) -> nomor.NomorTerbit:
    n = naskah.nomor_surat
    return nomor.NomorTerbit(n.nomor, n.buku, n.tahun, n.urut, n.pk)


def selesaikan(naskah: NaskahTtd) -> None:
    naskah.keadaan, naskah.selesai_pada = KeadaanNaskah.SELESAI, timezone.now()
    naskah.save(update_fields=["keadaan", "selesai_pada"])


def lepaskan(p: Permohonan, *, oleh: Pengguna | None, alasan: str) -> None:
    """A permohonan leaves the signer's desk unsigned: its number, if it has one, is voided with that reason."""
    naskah = menunggu(p)
    if naskah is not None and oleh is not None:
        batalkan(
            naskah,
            oleh=oleh,
            alasan=f"{LEPAS_BILA_PINDAH}: {alasan.strip()}" if alasan.strip() else LEPAS_BILA_PINDAH,
        )


def tak_terjawab(naskah: NaskahTtd) -> bool:
    """The last attempt was sent and never answered: the signer must decide to send it again."""
    akhir = naskah.percobaan.first()
    return akhir is not None and akhir.keadaan == KeadaanPercobaan.TAK_DIKETAHUI
