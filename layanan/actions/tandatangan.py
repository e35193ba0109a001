"""The signature (Perbup Tanah Laut 126/2022 Ps 1 angka 15, Ps 9 ayat 5-6): number, letter, PAdES, check, then the status."""

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.actions import simpan_bita
from inti.berkas.models import Berkas
from inti.situs import InfoInstansi, alamat

from .. import nomor, surat
from ..dokumen.galat import GalatTandaTangan
from ..dokumen.qr import muatan_qr
from ..dokumen.sidik import sidik_data
from ..dokumen.susun import susun_pdf
from ..dokumen.tanda_tangan import periksa
from ..konsep import terkini
from ..models import Dokumen, Permohonan
from ..penanda import kunci_qr_kini, penanda_tangan
from ..waktu import tanggal_lokal
from .pindah import kunci, terapkan


@transaction.atomic
def tandatangani(*, permohonan: Permohonan, oleh: Pengguna) -> Dokumen:
    """One transaction: whatever fails, there is no number, no file, no document and no new status.

    Two signers at once: the second waits for the row, then gets TransisiTidakSah (409).
    """
    p, t = kunci(permohonan, "tandatangani", oleh)
    dokumen = _terbitkan(p, oleh)
    terapkan(
        p, t, oleh=oleh, rinci={"nomor": dokumen.nomor, "sha256": dokumen.sha256},
        siap_pada=dokumen.ditandatangani_pada, ttd_pada=dokumen.ditandatangani_pada,
    )  # fmt: skip
    return dokumen


def _terbitkan(p: Permohonan, oleh: Pengguna) -> Dokumen:
    instansi = surat.instansi_kini()
    kini = timezone.now()
    hari = tanggal_lokal(kini)
    penanda = surat.penanda_surat(oleh, surat.tugas_penanda(oleh, p), instansi)
    terbit = nomor.terbitkan(p, tanggal=hari, instansi=instansi)
    nomor_surat = terbit.nomor
    templat, data = surat.susun_data(
        p, penanda=penanda, nomor=nomor_surat, tanggal=hari, instansi=instansi, konsep=terkini(p)
    )
    sidik = sidik_data(data)
    data["qr"] = _qr(nomor_surat, hari, sidik, oleh.nama, instansi)
    berkas = _tandatangani_pdf(susun_pdf(templat, data), oleh, penanda, instansi, nomor_surat)
    dokumen = Dokumen.objects.create(
        permohonan=p,
        nomor=nomor_surat,
        buku=terbit.buku,
        tahun=terbit.tahun,
        urut=terbit.urut,
        tanggal=hari,
        perihal=p.layanan.nama,
        sha256=berkas.sha256,
        sidik=sidik,
        berkas=berkas,
        berlaku_sampai=surat.berlaku_sampai(p, hari),
        ditandatangani_oleh=oleh,
        ditandatangani_pada=kini,
        penanda_nama=oleh.nama,
        penanda_jabatan=f"{penanda['sifat']} {penanda['jabatan']}".strip(),
    )
    catat("dokumen.terbit", dokumen, oleh=oleh, permohonan=p.nomor_registrasi, sha256=dokumen.sha256)
    return dokumen


def _qr(nomor_surat: str, hari: Any, sidik: str, nama: str, instansi: InfoInstansi) -> str:
    isi = {"nomor": nomor_surat, "tanggal": hari, "instansi": instansi.slug, "sidik": sidik, "penanda": nama}
    return muatan_qr(isi, kunci_qr_kini(instansi.slug), alamat=alamat(instansi.slug, "/v/"))


def _tandatangani_pdf(
    pdf: bytes, oleh: Pengguna, penanda: dict[str, Any], instansi: InfoInstansi, nomor_surat: str
) -> Berkas:
    """Sign, store, then read back what was stored and check that: only those bytes count."""
    backend = penanda_tangan()
    bertanda = backend.tandatangani(
        pdf,
        penanda=surat.penanda_sertifikat(oleh, penanda, instansi),
        alasan=f"Pengesahan {nomor_surat}",
        lokasi=surat.tempat(instansi),
    )
    nama = f"{nomor_surat.replace('/', '-')}.pdf"
    berkas = simpan_bita(isi=bertanda, nama=nama, jenis_konten="application/pdf", oleh=oleh)
    tersimpan = berkas.bita()
    hasil = periksa(tersimpan, akar=backend.akar())
    if not hasil.sah or hashlib.sha256(tersimpan).hexdigest() != berkas.sha256:
        raise GalatTandaTangan(
            f"Tanda tangan tidak lolos pemeriksaan ulang: {hasil.keterangan} Tidak ada yang diubah; silakan coba lagi."
        )
    return berkas
