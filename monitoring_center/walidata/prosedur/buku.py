"""The letters of the procedure as a register of the one public check (`layanan.surat.periksa`).

Row-level security shows each site what it may know of: the parties theirs, the Monitoring Center all.
"""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db.models import Q, QuerySet

from inti.situs import INSTANSI, MONITORING, situs_kini
from layanan.surat.buku import Tercatat, daftarkan
from layanan.waktu.jam import tanggal_lokal
from monitoring_center.walidata.pihak import nama_pihak, skema_kini

from .models import JenisLampiran, Lampiran
from .waktu import hari_terakhir

J = JenisLampiran
DARI_PEMOHON = (J.SURAT, J.PERNYATAAN)
DARI_PEMUTUS = (J.KEPUTUSAN, J.PERINTAH)
PERIHAL = {
    J.SURAT: "Permohonan pemanfaatan data",
    J.PERNYATAAN: "Pernyataan menjaga kerahasiaan data",
    J.REKOMENDASI: "Rekomendasi walidata atas permohonan data",
    J.KEPUTUSAN: "Keputusan atas permohonan data",
    J.PERINTAH: "Perintah Bupati memberikan akses data",
}


class BukuData:
    """A request's letters fall with its withdrawal; a decision or an order with the revocation of its grant."""

    def menurut_qr(self, nomor: str, sidik: str) -> Tercatat | None:
        return _satu(Q(nomor=nomor, sidik__startswith=sidik)) if sidik else None

    def menurut_sha256(self, sha256: str) -> Tercatat | None:
        return _satu(Q(sha256=sha256))

    def dicabut(self) -> Iterable[tuple[str, str]]:
        skema = skema_kini()
        if skema:
            semua = _semua().filter(
                jenis__in=DARI_PEMOHON, permohonan__pembaca=skema, permohonan__penarikan__isnull=False
            )
        else:
            cabut = Q(permohonan__izin__dicabut_pada__isnull=False) | Q(
                perintah__izin__dicabut_pada__isnull=False
            )
            semua = _semua().filter(cabut, jenis__in=DARI_PEMUTUS)
        return semua.values_list("sha256", "sidik")


def _semua() -> QuerySet[Lampiran]:
    """None on the sites that have nothing to do with the procedure."""
    situs = situs_kini()
    if situs is None or situs.jenis not in (INSTANSI, MONITORING):
        return Lampiran.objects.none()
    # an order that nobody has confirmed is not one yet
    return Lampiran.objects.exclude(jenis=J.PERINTAH, perintah__izin=None).order_by("pk")


def _satu(syarat: Q) -> Tercatat | None:
    terkait = ("permohonan__izin", "permohonan__penarikan", "permohonan__penolakan", "perintah__izin")
    surat = _semua().tanpa_isi().select_related(*terkait).filter(syarat).first()  # type: ignore[attr-defined]
    return _tercatat(surat) if surat else None


def _tercatat(s: Lampiran) -> Tercatat:
    izin = (
        getattr(s.permohonan, "izin", None)
        if s.jenis == J.KEPUTUSAN
        else s.perintah.izin
        if s.perintah
        else None
    )
    tarik = getattr(s.permohonan, "penarikan", None) if s.jenis in DARI_PEMOHON else None
    cabut: dt.datetime | None = izin.dicabut_pada if izin else tarik.pada if tarik else None
    penerbit, untuk = _pihak(s)
    di_sini = penerbit == skema_kini()
    return Tercatat(
        s.nomor or (izin.nomor if izin else ""), izin.tanggal if izin else s.tanggal, s.penanda or s.oleh, s.jabatan,
        PERIHAL[J(s.jenis)], untuk, s.sha256, lambda: bytes(s.isi), bertanda=s.elektronik,
        asing="" if di_sini else nama_pihak(penerbit) if penerbit else f"Pemerintah {settings.SPBE_KABUPATEN}",
        berlaku_sampai=hari_terakhir(izin.selesai) if izin else None, dicabut=cabut is not None,
        dicabut_pada=tanggal_lokal(cabut) if cabut else None,
    )  # fmt: skip


def _pihak(s: Lampiran) -> tuple[str, str]:
    """(schema of the issuer, "" for the deciders; whom the letter is for)."""
    if s.permohonan is None:
        return "", nama_pihak(s.perintah.pembaca) if s.perintah else ""
    p = s.permohonan
    if s.jenis == J.KEPUTUSAN:
        return "", nama_pihak(p.pembaca)
    untuk = f"Bupati dan Sekretaris Daerah {settings.SPBE_KABUPATEN}"
    return (p.pemilik if s.jenis == J.REKOMENDASI else p.pembaca), untuk


daftarkan(BukuData())
