"""Webhooks of the person for whom the token acts."""

from typing import Any, cast
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from .. import actions
from ..bentuk import KirimanKeluar, LanggananBaru, LanggananKeluar, LanggananMasuk
from ..cakupan import Cakupan
from ..contoh import WEBHOOK
from ..models import Kiriman, Langganan
from .dasar import ISIAN, TIDAK_ADA, TOLAK, Api, periksa

BANYAK = 100
KETERANGAN = (
    "Setiap kiriman adalah POST JSON dengan tajuk X-SPBE-Waktu (detik Unix) dan X-SPBE-Tanda-Tangan: sha256=HMAC-SHA256(rahasia, "
    '"<waktu>.<isi>"). Tolak waktu yang lebih tua dari lima menit. Jawab 2xx dalam 10 detik; selain itu dicoba delapan kali. '
    "Rahasia hanya ditampilkan pada jawaban ini."
)


def _langganan(request: Request, uuid: UUID) -> Langganan:
    baris = Langganan.objects.filter(uuid=uuid, pengguna=cast(Any, request.user)).first()
    if baris is None:
        raise Http404
    return baris


class DaftarWebhook(Api):
    cakupan = {"GET": Cakupan.WEBHOOK_KELOLA, "POST": Cakupan.WEBHOOK_KELOLA}

    @extend_schema(
        operation_id="daftar_webhook",
        summary="Daftar webhook",
        tags=["Webhook"],
        responses={200: LanggananKeluar(many=True)} | TOLAK,
    )
    def get(self, request: Request) -> Response:
        milik = Langganan.objects.filter(pengguna=cast(Any, request.user))[:BANYAK]
        return Response(LanggananKeluar(milik, many=True).data)

    @extend_schema(
        summary="Berlangganan perubahan", tags=["Webhook"], request=LanggananMasuk, examples=[WEBHOOK],
        responses={201: LanggananBaru} | ISIAN, description=KETERANGAN,
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        isi = periksa(LanggananMasuk, request.data)
        baris = actions.langgan(url=isi["url"], langkah=isi.get("langkah", []), oleh=cast(Any, request.user))
        return Response(LanggananBaru(baris).data, status=201)


class SatuWebhook(Api):
    cakupan = {"GET": Cakupan.WEBHOOK_KELOLA, "DELETE": Cakupan.WEBHOOK_KELOLA}

    @extend_schema(
        summary="Kiriman sebuah webhook",
        tags=["Webhook"],
        responses={200: KirimanKeluar(many=True)} | TIDAK_ADA,
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        kiriman = Kiriman.objects.filter(langganan=_langganan(request, uuid))[:BANYAK]
        return Response(KirimanKeluar(kiriman, many=True).data)

    @extend_schema(
        summary="Menghentikan webhook",
        tags=["Webhook"],
        request=None,
        responses={200: LanggananKeluar} | ISIAN,
    )
    def delete(self, request: Request, uuid: UUID) -> Response:
        baris = actions.berhenti(langganan=_langganan(request, uuid), oleh=cast(Any, request.user))
        return Response(LanggananKeluar(baris).data)


class UlangKiriman(Api):
    cakupan = {"POST": Cakupan.WEBHOOK_KELOLA}

    @extend_schema(
        summary="Mengirim ulang satu kiriman",
        tags=["Webhook"],
        request=None,
        responses={200: KirimanKeluar} | ISIAN,
    )
    def post(self, request: Request, uuid: UUID) -> Response:
        kiriman = Kiriman.objects.filter(uuid=uuid, langganan__pengguna=cast(Any, request.user)).first()
        if kiriman is None:
            raise Http404
        return Response(KirimanKeluar(actions.kirim_lagi(kiriman=kiriman, oleh=cast(Any, request.user))).data)
