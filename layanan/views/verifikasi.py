"""Checking a letter without an account: by its QR, by the PDF itself, and opening it with the code of the receipt."""

import hmac
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from inti.akun.akses import publik
from inti.audit import catat
from inti.laju import Tunda, dibatasi
from inti.permintaan import Permintaan

from ..dokumen.galat import QrTidakSah
from ..models import Dokumen
from ..pemohon import nik
from ..surat.penanda import baca_qr, penerbit
from ..surat.periksa import HasilSurat, periksa_surat, periksa_unggahan, surat_qr

UNGGAH_MAKS = 5 * 1024 * 1024
PANJANG_MUATAN = 800


class DiMemori(FileUploadHandler):
    """One file up to `UNGGAH_MAKS` in memory, never on disk; reading stops at the limit."""

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.terlalu_besar = content_length > UNGGAH_MAKS + 64 * 1024

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.isi = BytesIO()
        if self.terlalu_besar:
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > UNGGAH_MAKS:
            self.terlalu_besar = True
            raise StopUpload(connection_reset=True)
        self.isi.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.isi.seek(0)
        return InMemoryUploadedFile(
            self.isi, self.field_name, str(self.file_name), self.content_type, file_size, self.charset
        )


def _tampil(
    request: Permintaan, *, hasil: HasilSurat | None = None, status: int = 200, **lain: Any
) -> HttpResponse:
    konteks = {"hasil": hasil, "penerbit": penerbit().nama, "maks": UNGGAH_MAKS // 1024 // 1024} | lain
    jawaban = render(request, "layanan/verifikasi.html", konteks, status=status)
    jawaban["X-Robots-Tag"] = "noindex"
    jawaban["Cache-Control"] = "private, no-store"
    return jawaban


@publik
def verifikasi_awal(request: Permintaan) -> HttpResponse:
    """Where somebody without a scanner pastes the address under the QR, or brings the PDF."""
    teks = request.GET.get("isi", "").strip().rsplit("/", 1)[-1]
    if teks:
        return redirect(reverse("layanan:verifikasi", args=[teks[:PANJANG_MUATAN]]))
    return _tampil(request)


@publik
@dibatasi("verifikasi", maks=60, detik=60)
def verifikasi(request: Permintaan, muatan: str) -> HttpResponse:
    """Genuine, changed, withdrawn, expired or unknown; minimal fields, never the letter itself."""
    try:
        hasil = periksa_surat(muatan)
    except QrTidakSah as galat:
        return _tampil(request, galat=galat.pesan, status=404)
    return _tampil(request, hasil=hasil, muatan=muatan)


@publik
@dibatasi("verifikasi-unggah", maks=20, detik=60)
@csrf_exempt  # the handler must be set before the body is read; `csrf_protect` below checks after that
@require_POST
def verifikasi_unggah(request: Permintaan) -> HttpResponse:
    """A PDF whose signature is to be checked. It lives in memory for as long as this request."""
    request.upload_handlers = [DiMemori(request)]
    return _unggah(request)


@csrf_protect
def _unggah(request: Permintaan) -> HttpResponse:
    pengurus: Any = request.upload_handlers[0]
    berkas = request.FILES.get("pdf")
    if berkas is None:
        pesan = (
            f"Berkas lebih besar dari {UNGGAH_MAKS // 1024 // 1024} MB. Surat kami jauh lebih kecil; pastikan berkasnya benar."
            if getattr(pengurus, "terlalu_besar", False)
            else "Pilih berkas PDF suratnya dahulu."
        )
        return _tampil(request, galat_pdf=pesan, status=422)
    return _tampil(request, hasil=periksa_unggahan(berkas.read()))


@publik
@dibatasi("verifikasi-buka", maks=10, detik=60)
@require_POST
def verifikasi_buka(request: Permintaan, muatan: str) -> HttpResponse:
    """The letter itself, for who holds both papers: its QR, and the code that only the receipt carries.

    Birth date and NIK would be no secret here: most letters print them. The code has 59 bits and is on no letter.
    """
    try:
        isi = baca_qr(muatan, penerbit().slug)
    except QrTidakSah as galat:
        return _tampil(request, galat=galat.pesan, status=404)
    dokumen = surat_qr(isi)
    if dokumen is None:
        return _tampil(request, hasil=periksa_surat(muatan), status=404)
    tunda = Tunda("buka-surat", str(dokumen.uuid))
    tunda.periksa()
    kode = nik.bersihkan(request.POST.get("kode", "")).upper()
    if not hmac.compare_digest(kode.encode(), dokumen.permohonan.kode_lacak.encode()):
        tunda.gagal()
        return _tampil(
            request,
            hasil=periksa_surat(muatan),
            muatan=muatan,
            galat_kode="Kode tidak cocok dengan tanda terima surat ini.",
            status=422,
        )
    tunda.berhasil()
    return _pdf(dokumen)


def _pdf(dokumen: Dokumen) -> HttpResponse:
    catat("dokumen.dibuka", dokumen, oleh=None, permohonan=dokumen.permohonan.nomor_registrasi)
    nama = dokumen.nomor.replace("/", "-")
    return HttpResponse(
        dokumen.berkas.bita(),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{nama}.pdf"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Robots-Tag": "noindex",
        },
    )
