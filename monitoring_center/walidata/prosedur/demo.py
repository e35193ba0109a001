"""The procedure of the demonstration: requests in every state, a live grant, an order of the Bupati, a refusal and its appeal."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import typst
from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.db import sebagai_sasaran
from inti.situs import MONITORING, Situs, pada_situs, situs_instansi, situs_publik
from monitoring_center.walidata.katalog.models import Dataset

from . import actions
from .actions.konsep import IsiPermohonan
from .cakupan import POLOS, SAMAR
from .lampiran import BerkasSurat
from .models import Konsep, Permohonan

NASKAH = "= Surat perintah Bupati\n\nBerikan akses data sebagaimana disebut dalam lembar isian, sampai tanggal berakhirnya."


@dataclass(frozen=True)
class Rencana:
    """Who wants which dataset of whom, for what, and how far it has come."""

    pembaca: str
    pemilik: str
    dataset: str
    kegunaan: str
    sampai: str
    frekuensi: str = "bulanan"


RENCANA = (
    Rencana("dinsos", "batulicin", "penerima_sktm", "Pemutakhiran calon penerima bantuan sosial", "disetujui"),
    Rencana("dinkes", "batulicin", "penerima_sktm", "Penetapan peserta jaminan kesehatan daerah", "rekomendasi"),
    Rencana("disdik", "batulicin", "penerima_sktm", "Seleksi beasiswa siswa tidak mampu", "keputusan", "sekali"),
    Rencana("dinaspmd", "disdukcapil", "rentan_adminduk", "Pendampingan pengurusan dokumen di desa", "ditolak"),
    Rencana("dinaspmd", "batulicin", "penerima_sktm", "Pendampingan keluarga miskin ekstrem", "disetujui"),
    Rencana("disdukcapil", "batulicin", "penerima_sktm", "Verifikasi alamat pemohon bantuan", "disetujui", "sekali"),
    Rencana("batulicin", "dinsos", "penerima_bansos", "Pencocokan penerima bantuan sebelum musyawarah desa", "menunggu"),
    Rencana("kusan-hilir", "dinsos", "penerima_bansos", "Pencocokan penerima bantuan di kecamatan", "dikembalikan"),
    Rencana("disdukcapil", "dinsos", "penerima_bansos", "Penjangkauan penduduk tanpa dokumen", "konsep", "sekali"),
)  # fmt: skip


def isi_demo(semua: list[Any]) -> int:
    """Returns how many requests there are now. Safe to repeat: what is there stays."""
    pemain = _Pemain({i.slug: situs_instansi(i) for i in semua})
    with pemain.di("monitoring"):
        if Permohonan.objects.exists():
            return Permohonan.objects.count()
    for r in RENCANA:
        if {r.pembaca, r.pemilik} <= pemain.situs.keys():
            pemain.jalankan(r)
    pemain.perintah()
    with pemain.di("monitoring"):
        return Permohonan.objects.count()


class _Pemain:
    """Plays each step as the person whose desk it is, on that site."""

    def __init__(self, situs: dict[str, Situs]) -> None:
        self.situs = situs | {"monitoring": situs_publik(MONITORING)}

    @contextmanager
    def di(self, nama: str) -> Iterator[None]:
        situs = self.situs[nama]
        with pada_situs(situs), sebagai_sasaran(situs.sasaran), transaction.atomic():
            yield

    def jalankan(self, r: Rencana, *, banding: Permohonan | None = None) -> None:
        with self.di(r.pembaca):
            skema = self.situs[r.pemilik].kunci
            d = Dataset.objects.terbit().filter(pemilik=skema, kode=r.dataset).first()
            if d is None:
                return
            lama = banding and Permohonan.objects.lengkap().get(pk=banding.pk)
            k = actions.simpan_konsep(
                dataset=d, isi=_isi(r, d), oleh=_orang("pengelola_data"), banding_atas=lama
            )
            p = self._serahkan(k, r.sampai)
        if p is not None:
            self._lanjut(r, p)

    def _serahkan(self, k: Konsep, sampai: str) -> Permohonan | None:
        if sampai == "konsep":
            return None
        actions.serahkan(konsep=k, oleh=_orang("pengelola_data"))
        kepala = _orang("penanggung_jawab")
        if sampai == "dikembalikan":
            actions.kembalikan(konsep=k, catatan="Cukup nama dan desa; NIK tidak perlu.", oleh=kepala)
        elif sampai != "menunggu":
            return actions.ajukan(konsep=k, oleh=kepala)
        return None

    def _lanjut(self, r: Rencana, p: Permohonan) -> None:
        if r.sampai == "rekomendasi":
            return
        with self.di(r.pemilik):
            kolom = {k["name"]: SAMAR if k.get("pribadi") else POLOS for k in p.rinci_kolom}
            actions.rekomendasikan(
                permohonan=p, setuju=r.sampai != "ditolak", kolom=kolom, maks_harian=20, oleh=_orang("pengelola_data"),
                alasan="Data belum diperiksa ulang." if r.sampai == "ditolak" else "Tidak diteruskan kepada pihak lain.",
            )  # fmt: skip
        if r.sampai in ("disetujui", "ditolak"):
            self._putuskan(r, p)

    def _putuskan(self, r: Rencana, p: Permohonan) -> None:
        hari = timezone.localdate()
        with self.di("monitoring"):
            sekda, tahun = _orang("sekda"), hari.year
            if r.sampai == "disetujui":
                actions.putuskan(permohonan=p, nomor=f"100.3.3/{p.pk:03}/{tahun}", tanggal=hari, oleh=sekda)
                return
            actions.tolak(
                permohonan=p, nomor=f"100.3.3/{p.pk:03}/{tahun}", tanggal=hari, oleh=sekda,
                alasan="Menunggu pemeriksaan ulang oleh walidata.",
            )  # fmt: skip
        self.jalankan(Rencana(r.pembaca, r.pemilik, r.dataset, r.kegunaan, "rekomendasi"), banding=p)

    def perintah(self) -> None:
        """Two orders: one confirmed, one that waits for the Bupati."""
        hari = timezone.localdate()
        with self.di("monitoring"):
            sekda, bupati = _orang("sekda"), _orang("bupati")
            d = Dataset.objects.terbit().filter(kode="rentan_adminduk").first()
            if d is None:
                return
            kolom = {k["name"]: SAMAR if k.get("pribadi") else POLOS for k in d.kolom}
            catat: Callable[..., Any] = actions.catat_perintah
            for n, (pembaca, untuk) in enumerate(
                (("dinsos", "Penanganan darurat banjir"), ("dinkes", "Imunisasi susulan")), 1
            ):
                if pembaca not in self.situs:
                    continue
                perintah = catat(
                    dataset=d, pembaca=self.situs[pembaca].kunci, kolom=kolom, kegunaan=untuk, nomor=f"300.2/{n}/BUP",
                    tanggal=hari, mulai=hari, selesai=hari + dt.timedelta(days=30), pindaian=_pindaian(), oleh=sekda,
                )  # fmt: skip
                if n == 1:
                    actions.konfirmasi(perintah=perintah, oleh=bupati)


def _isi(r: Rencana, d: Dataset) -> IsiPermohonan:
    hari = timezone.localdate()
    return IsiPermohonan(
        penanggung_jawab="Kepala Bidang Data dan Perencanaan", unit_kerja="Bidang Data dan Perencanaan",
        maksud=f"{r.kegunaan} tepat sasaran dan tanpa pendataan ulang.", kegunaan=r.kegunaan, bentuk="halaman",
        frekuensi=r.frekuensi, kolom=[k["name"] for k in d.kolom], mulai=hari, selesai=hari + dt.timedelta(days=180),
        nomor_surat=f"400.14/{len(r.kegunaan) + 100}/{r.pembaca.upper()}",
    )  # fmt: skip


def _orang(peran: str) -> Pengguna:
    orang = Pengguna.objects.filter(aktif=True).berperan(peran).order_by("pk").first()
    if orang is None:
        raise LookupError(f"Peragaan tidak mempunyai {peran}.")
    return orang


def _pindaian() -> BerkasSurat:
    return BerkasSurat("perintah.pdf", "application/pdf", typst.compile(NASKAH.encode()), elektronik=False)
