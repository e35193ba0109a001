"""Permohonan: list, one, a new one, and the steps of ALUR. Visibility by `untuk()`, writes by the actions of the pages."""

from typing import Any, cast
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from layanan.models import Permohonan
from layanan.workflow import ALUR

from ..ajukan import ajukan, lakukan, sekali
from ..bentuk import (
    HalamanPermohonan,
    LangkahMasuk,
    PermohonanMasuk,
    PermohonanRinci,
    PermohonanRingkas,
    Saring,
)
from ..cakupan import Cakupan
from ..contoh import AJUKAN, LANGKAH_PRIBADI, MASALAH, PERMOHONAN, TOLAK_LANGKAH
from ..kursor import kursor, sesudah
from .dasar import ISIAN, TIDAK_ADA, Api, periksa, permohonan

PRIBADI = [f"`{t.nama}`" for t in ALUR.values() if t.autentikasi_ulang]


class DaftarPermohonan(Api):
    cakupan = {"GET": Cakupan.PERMOHONAN_BACA, "POST": Cakupan.PERMOHONAN_TULIS}

    @extend_schema(
        operation_id="daftar_permohonan", summary="Daftar permohonan",
        tags=["Permohonan"], parameters=[Saring], examples=[PERMOHONAN],
        responses={200: HalamanPermohonan} | ISIAN,
        description="Yang terbaru dahulu, hanya yang boleh dilihat orang yang diwakili token.",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        saring = periksa(Saring, request.query_params)
        per = saring.pop("per")
        qs: Any = Permohonan.objects.untuk(cast(Any, request.user)).ringkas().order_by("-masuk_pada", "-pk")
        if "sesudah" in saring:
            qs = qs.filter(sesudah(saring.pop("sesudah")))
        if "masuk_sejak" in saring:
            qs = qs.filter(tanggal_masuk__gte=saring.pop("masuk_sejak"))
        baris = list(qs.filter(**saring)[: per + 1])
        lanjut = kursor(baris[per - 1]) if len(baris) > per else None
        return Response({"hasil": PermohonanRingkas(baris[:per], many=True).data, "berikut": lanjut})

    @extend_schema(
        summary="Mengajukan permohonan", tags=["Permohonan"], request=PermohonanMasuk,
        responses={201: PermohonanRinci} | ISIAN, examples=[AJUKAN, MASALAH],
        parameters=[
            OpenApiParameter(
                "Idempotency-Key", str, OpenApiParameter.HEADER,
                description="Kunci pilihan pengirim. Permintaan ulang dengan kunci dan isi yang sama mendapat jawaban yang sama.",
            )
        ],
        description="Pemeriksaan dan akibatnya sama dengan formulir loket (Ps 8): nomor, tanda terima, kabar kepada pemohon.",
    )  # fmt: skip
    def post(self, request: Request) -> Response:
        isi = periksa(PermohonanMasuk, request.data)
        oleh = cast(Any, request.user)

        def kerjakan() -> dict[str, Any]:
            p = ajukan(isi=isi, oleh=oleh)
            return dict(PermohonanRinci(permohonan(request, p.uuid), context={"request": request}).data)

        kunci = request.headers.get("Idempotency-Key", "")
        jawaban, ulang = sekali(
            token=cast(Any, request.auth), kunci=kunci, isi=request.data, kerjakan=kerjakan
        )
        return Response(jawaban, status=201, headers={"Idempotent-Replay": "true"} if ulang else None)


class SatuPermohonan(Api):
    cakupan = {"GET": Cakupan.PERMOHONAN_BACA}

    @extend_schema(
        summary="Satu permohonan", tags=["Permohonan"], responses={200: PermohonanRinci} | TIDAK_ADA,
        description="Memuat data pribadi; pembukaan ini tercatat dan terbaca oleh pemohon.",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        return Response(PermohonanRinci(permohonan(request, uuid), context={"request": request}).data)


class Langkah(Api):
    cakupan = {"POST": Cakupan.PERMOHONAN_TINDAK}

    @extend_schema(
        summary="Melakukan satu langkah alur", tags=["Permohonan"], request=LangkahMasuk,
        examples=[TOLAK_LANGKAH, LANGKAH_PRIBADI, MASALAH],
        responses={200: PermohonanRinci} | ISIAN,
        parameters=[OpenApiParameter("langkah", str, OpenApiParameter.PATH, enum=sorted(ALUR))],
        description="Termasuk `ajukan_kembali` (Ps 9 ayat 3). Yang tersedia sekarang tertulis pada `langkah` permohonan itu. "
        f"Yang bertanda `hanya_layar` ({', '.join(PRIBADI)}) adalah tindakan pribadi pejabat (Ps 1 angka 14-15, Ps 6): token "
        "aplikasi tidak melakukannya; jawabannya 403 berjenis `urn:spbe:masalah:langkah-pribadi` dengan `lanjut_di`.",
    )  # fmt: skip
    def post(self, request: Request, uuid: UUID, langkah: str) -> Response:
        if langkah not in ALUR:
            raise Http404
        p = permohonan(request, uuid)
        isi = periksa(LangkahMasuk, request.data)
        p = lakukan(permohonan=p, langkah=langkah, isi=isi, oleh=cast(Any, request.user))
        return Response(PermohonanRinci(p, context={"request": request}).data)
