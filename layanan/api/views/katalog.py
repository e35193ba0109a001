"""What is offered, and how a file stands, in plain words."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from layanan.models import Layanan
from layanan.pemohon.lacak import jejak_warga
from layanan.views.lacak import permohonan_dilacak

from ..bentuk import LacakKeluar, LayananKeluar
from ..cakupan import Cakupan
from ..contoh import LACAK, LAYANAN
from .dasar import TIDAK_ADA, TOLAK, Api


def _aktif() -> Any:
    return Layanan.objects.aktif().select_related("seksi").prefetch_related("persyaratan")


class DaftarLayanan(Api):
    cakupan = {"GET": Cakupan.KATALOG_BACA}

    @extend_schema(
        operation_id="daftar_layanan", summary="Katalog layanan", tags=["Katalog"],
         responses={200: LayananKeluar(many=True)} | TOLAK, examples=[LAYANAN]
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        return Response(LayananKeluar(_aktif(), many=True).data)


class SatuLayanan(Api):
    cakupan = {"GET": Cakupan.KATALOG_BACA}

    @extend_schema(
        summary="Satu layanan",
        tags=["Katalog"],
        responses={200: LayananKeluar} | TIDAK_ADA,
        examples=[LAYANAN],
    )
    def get(self, request: Request, kode: str) -> Response:
        layanan = _aktif().filter(kode=kode[:16]).first()
        if layanan is None:
            raise Http404
        return Response(LayananKeluar(layanan).data)


class Lacak(Api):
    cakupan = {"GET": Cakupan.LACAK_BACA}

    @extend_schema(
        summary="Melacak dengan kode tanda terima", tags=["Pelacakan"], responses={200: LacakKeluar} | TIDAK_ADA,
        examples=[LACAK],
        description="Keadaan permohonan dalam kalimat untuk pemohon. Tidak memuat data pribadi.",
    )  # fmt: skip
    def get(self, request: Request, kode: str) -> Response:
        p = permohonan_dilacak(kode)
        j = jejak_warga(p)
        isi = {
            "nomor_registrasi": p.nomor_registrasi, "layanan": p.layanan.nama, "keadaan": j.judul, "kalimat": j.kalimat,
            "berikut": j.berikut, "hubungi": j.hubungi, "jeda": j.jeda, "perkiraan": j.perkiraan,
        }  # fmt: skip
        return Response(LacakKeluar(isi).data)
