"""The keys of letters: who signs PDFs here, and what signs the QR."""

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.x509 import Certificate
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from inti.kripto import kunci_induk
from inti.situs import situs_kini

from ..dokumen.bsre import KlienBsre, baca_akar
from ..dokumen.galat import QrTidakSah
from ..dokumen.otoritas import OtoritasLokal, sandi_otoritas
from ..dokumen.qr import kunci_publik_qr, kunci_qr, periksa_muatan
from ..dokumen.rahasia import Rahasia
from ..dokumen.tanda_tangan import Penanda, PenandaTangan, periksa_balasan
from ..enums import PenyediaTtd
from ..models import SetelanTtd


@cache
def otoritas_lokal() -> OtoritasLokal:
    """One object per process; the authority's files are shared by all of them."""
    induk = next(iter(kunci_induk().values()))
    return OtoritasLokal(Path(settings.SPBE_DATA) / "otoritas", sandi_otoritas(induk))


class Penerbit(NamedTuple):
    slug: str
    nama: str


def penerbit() -> Penerbit:
    """Who issues letters on this site: the instansi; on the Monitoring Center the kabupaten (Sekda and Bupati)."""
    situs = situs_kini()
    if situs is None:
        raise LookupError("Surat hanya dibuat pada sebuah situs.")
    if situs.instansi is None:
        return Penerbit(situs.jenis, f"Pemerintah {settings.SPBE_KABUPATEN}")
    return Penerbit(situs.instansi.slug, situs.instansi.nama)


def _berinstansi() -> bool:
    """Settings of the signature are an instansi's; elsewhere our own authority signs."""
    situs = situs_kini()
    return situs is not None and situs.instansi is not None


def penanda_tangan(setelan: SetelanTtd | None = None) -> PenandaTangan:
    """The signing service that this instansi has chosen."""
    if not _berinstansi():
        return otoritas_lokal()
    setelan = setelan or SetelanTtd.kini()
    return klien_bsre(setelan) if setelan.penyedia == PenyediaTtd.BSRE else otoritas_lokal()


def klien_bsre(setelan: SetelanTtd) -> KlienBsre:
    return KlienBsre(
        setelan.alamat,
        setelan.nama_pengguna,
        Rahasia(setelan.sandi),
        akar_pem=setelan.akar_pem,
        versi=setelan.versi,
        batas_waktu=setelan.batas_waktu,
    )


@sensitive_variables()
def bubuhkan(
    pdf: bytes, *, penanda: Penanda, nomor: str, lokasi: str, rahasia: Rahasia | None = None
) -> bytes:
    """Sign a letter with this site's service, and check what came back. Raises GalatTandaTangan: then there is no letter.

    For letters without a number of the service desk, whose call may simply be made again. Where the service is remote the
    caller has recorded before that it is about to call.
    """
    layanan = penanda_tangan()
    hasil = layanan.tandatangani(
        pdf, penanda=penanda, alasan=f"Pengesahan {nomor}", lokasi=lokasi, rahasia=rahasia
    )
    periksa_balasan(pdf, hasil, akar=layanan.akar())
    return hasil


def akar_tepercaya() -> list[Certificate]:
    """Roots under which a letter of this instansi counts: our own, and those that it trusts besides (BSrE)."""
    pem = SetelanTtd.objects.filter(pk=1).values_list("akar_pem", flat=True).first() if _berinstansi() else ""
    return otoritas_lokal().akar() + (baca_akar(pem) if pem else [])


def kunci_qr_kini(slug: str) -> Ed25519PrivateKey:
    return kunci_qr(list(kunci_induk().values())[-1], slug)


def baca_qr(muatan: str, slug: str) -> dict[str, Any]:
    """The payload of a letter's QR, under any master key still known. Raises QrTidakSah."""
    galat = QrTidakSah("QR ini tidak dapat diperiksa.")
    for induk in reversed(kunci_induk().values()):
        try:
            return periksa_muatan(muatan, kunci_publik_qr(induk, slug))
        except QrTidakSah as g:
            galat = g
    raise galat
