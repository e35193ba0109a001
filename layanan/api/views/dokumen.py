"""Signed letters: metadata, the file, and the check of a QR."""

from typing import Any, cast
from uuid import UUID

from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from inti.audit.pembukaan import dibuka
from inti.errors import MasukanSalah
from layanan.akses_berkas import boleh_unduh_surat
from layanan.dokumen.galat import QrTidakSah
from layanan.models import Dokumen, Permohonan
from layanan.surat.periksa import periksa_surat

from ..bentuk import DokumenKeluar, PeriksaKeluar, PeriksaMasuk
from ..cakupan import Cakupan
from .dasar import ISIAN, TIDAK_ADA, Api, periksa


def _dokumen(request: Request, uuid: UUID) -> Dokumen:
    terlihat = Permohonan.objects.untuk(cast(Any, request.user)).order_by()
    d = (
        Dokumen.objects.select_related("permohonan", "berkas")
        .filter(uuid=uuid, permohonan__in=terlihat)
        .first()
    )
    if d is None:
        raise Http404
    return d


class SatuDokumen(Api):
    cakupan = {"GET": Cakupan.DOKUMEN_BACA}

    @extend_schema(
        summary="Keterangan satu surat", tags=["Dokumen"], responses={200: DokumenKeluar} | TIDAK_ADA
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(DokumenKeluar(_dokumen(request, uuid)).data)


class PdfDokumen(Api):
    cakupan = {"GET": Cakupan.DOKUMEN_BACA}

    @extend_schema(
        summary="Surat bertanda tangan (PDF)", tags=["Dokumen"],
        responses={(200, "application/pdf"): OpenApiResponse(OpenApiTypes.BINARY)} | TIDAK_ADA,
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Any:
        d = _dokumen(request, uuid)
        if not boleh_unduh_surat(request.user, d.permohonan):
            raise Http404
        try:
            isi = d.berkas.buka()
        except FileNotFoundError as galat:
            raise Http404 from galat
        dibuka(request._request, d.berkas)
        return FileResponse(
            isi, as_attachment=True, filename=d.berkas.nama, content_type=d.berkas.jenis_konten,
            headers={"Cache-Control": "private, no-store"},
        )  # fmt: skip


class PeriksaDokumen(Api):
    cakupan = {"POST": Cakupan.DOKUMEN_BACA}

    @extend_schema(
        summary="Memeriksa kode QR surat", tags=["Dokumen"], request=PeriksaMasuk, responses={200: PeriksaKeluar} | ISIAN,
        description="`keadaan`: asli, berakhir, dicabut, berubah, atau tidak_tercatat.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        muatan = periksa(PeriksaMasuk, request.data)["isi"].strip().rstrip("/").rsplit("/", 1)[-1]
        try:
            hasil = periksa_surat(muatan)
        except QrTidakSah as galat:
            raise MasukanSalah(galat.pesan, bidang={"isi": galat.pesan}) from galat
        return Response(PeriksaKeluar(hasil).data)
