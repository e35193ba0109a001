"""/api/v1/dataset/: the instansi's own datasets, sending rows, and how their check ended. The checks are those of the page."""

import csv
import io
from typing import Any, ClassVar, cast
from uuid import UUID

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from inti.akun.hak import Hak
from inti.errors import MasukanSalah, TidakBerhak
from layanan.api.cakupan import Cakupan
from layanan.api.urai import JsonBersih
from layanan.api.views.dasar import ISIAN, TIDAK_ADA, TOLAK, Api, periksa
from monitoring_center.walidata.katalog.actions import skema_kini
from monitoring_center.walidata.katalog.models import Dataset, Jenis

from . import actions
from .bentuk_api import (
    DAFTAR,
    DITERIMA,
    DITOLAK,
    KIRIM,
    KIRIM_CSV,
    RINCI,
    DatasetRinci,
    DatasetRingkas,
    Keterangan,
    Saring,
    VersiKeluar,
    VersiMasuk,
    VersiRingkas,
)
from .models import MAKS_UNGGAH, Cara, Versi

TAG = ["Dataset instansi sendiri"]
MAKS_DATASET, MAKS_VERSI = 1000, 100
PERIODE = "Hanya untuk isi text/csv: hari mana pun dalam periode datanya."
KIRIMAN = (
    "JSON (paling banyak 10.000 baris) atau CSV (paling banyak 1.000.000 baris, 200 MB) dengan judul kolom pada baris pertama."
    " Jawaban 202: pemeriksaan berjalan sendiri; lihat hasilnya pada alamat versi itu. Data yang berlaku baru berganti"
    " setelah pengelola data memberlakukannya."
)


class CsvMentah(BaseParser):
    """The body itself is the file; it is written to disk while it comes in."""

    media_type = "text/csv"

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        berkas = TemporaryUploadedFile("data.csv", "text/csv", 0, "utf-8")
        ukuran = 0
        while potongan := stream.read(1 << 16):
            ukuran += len(potongan)
            if ukuran > MAKS_UNGGAH:
                berkas.close()
                raise MasukanSalah("Berkas lebih besar dari 200 MB. Bagi menurut periode.")
            berkas.write(potongan)
        berkas.size = ukuran
        berkas.seek(0)
        return berkas


class ApiDataset(Api):
    cakupan: ClassVar = {"GET": Cakupan.DATASET_TULIS, "POST": Cakupan.DATASET_TULIS}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not cast(Any, request.user).punya(Hak.DATA_KELOLA):
            raise TidakBerhak("Token ini bukan milik pengelola data.")


def _milik() -> "QuerySet[Dataset]":
    return Dataset.objects.milik(skema_kini()).filter(jenis=Jenis.SEKTORAL)


def _dataset(kode: str) -> Dataset:
    d = _milik().filter(kode=kode.replace("\0", "")).first()
    if d is None:
        raise Http404
    return d


def _berkas(dataset: Dataset, baris: list[dict[str, Any]]) -> UploadedFile:
    """The rows as the CSV that the page would take. An unknown name of a column is refused: it would be lost in silence."""
    nama = [k["name"] for k in dataset.kolom]
    if asing := sorted({str(k) for b in baris for k in b} - set(nama)):
        raise MasukanSalah(
            "Ada kolom yang tidak dikenal.",
            bidang={"baris": f"Tidak dikenal: {', '.join(asing[:10])}."[:300]},
        )
    sel = [[_sel(b.get(n)) for n in nama] for b in baris]
    berkas = TemporaryUploadedFile("data.csv", "text/csv", 0, "utf-8")
    teks = io.TextIOWrapper(cast(Any, berkas), encoding="utf-8", newline="", write_through=True)
    csv.writer(teks, delimiter=";").writerows([nama, *sel])
    teks.detach()
    berkas.size = berkas.tell()
    berkas.seek(0)
    return berkas


def _sel(nilai: Any) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, float):
        return f"{nilai:f}".rstrip("0").rstrip(".").replace(".", ",")
    if isinstance(nilai, list | dict):
        raise MasukanSalah(
            "Isi sel harus teks, angka, atau ya/tidak.", bidang={"baris": "Ada sel yang berisi daftar."}
        )
    return str(nilai)


class DaftarDataset(ApiDataset):
    http_method_names = ["get", "head"]

    @extend_schema(
        operation_id="daftar_dataset", summary="Dataset sektoral instansi ini", tags=TAG, examples=[DAFTAR],
        responses={200: DatasetRingkas(many=True)} | TOLAK, description="Juga yang masih konsep: barisnya sudah dapat dikirim.",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        return Response(DatasetRingkas(_milik().order_by("kode")[:MAKS_DATASET], many=True).data)


class SatuDataset(ApiDataset):
    http_method_names = ["get", "head"]

    @extend_schema(
        summary="Satu dataset dengan Table Schema-nya", tags=TAG, examples=[RINCI], responses={200: DatasetRinci} | TIDAK_ADA
    )  # fmt: skip
    def get(self, request: Request, kode: str) -> Response:
        return Response(DatasetRinci(_dataset(kode)).data)


class VersiDataset(ApiDataset):
    parser_classes = (JsonBersih, CsvMentah)  # type: ignore[assignment]
    http_method_names = ["get", "post", "head"]

    @extend_schema(
        operation_id="daftar_versi", summary="Versi yang pernah dikirim, terbaru lebih dahulu", tags=TAG, parameters=[Saring],
        responses={200: VersiRingkas(many=True)} | ISIAN, description="Seratus versi setiap kali, tanpa daftar kesalahannya.",
    )  # fmt: skip
    def get(self, request: Request, kode: str) -> Response:
        d, isi = _dataset(kode), periksa(Saring, request.query_params)
        semua = Versi.objects.filter(dataset=d.uuid).order_by("-urut")
        if "sesudah" in isi:
            semua = semua.filter(urut__lt=isi["sesudah"])
        return Response(VersiRingkas(semua[:MAKS_VERSI], many=True).data)

    @extend_schema(
        summary="Mengirim baris satu periode", tags=TAG,
        parameters=[OpenApiParameter("periode", OpenApiTypes.DATE, description=PERIODE)],
        request={"application/json": VersiMasuk, "text/csv": OpenApiTypes.BINARY}, examples=[KIRIM, KIRIM_CSV, DITERIMA],
        responses={202: VersiKeluar} | ISIAN, description=KIRIMAN,
    )  # fmt: skip
    def post(self, request: Request, kode: str) -> Response:
        d = _dataset(kode)
        if request.content_type.startswith("text/csv"):
            isi = periksa(Keterangan, request.query_params)
            berkas = cast(UploadedFile, request.data)
        else:
            isi = periksa(VersiMasuk, request.data)
            berkas = _berkas(d, isi.pop("baris"))
        with berkas:
            v = actions.unggah(
                dataset=d, berkas=berkas, periode_mulai=isi["periode"], sumber=isi["sumber"], catatan=isi["catatan"],
                cara=Cara.API, oleh=cast(Any, request.user),
            )  # fmt: skip
        return Response(VersiKeluar(v).data, status=202)


class SatuVersi(ApiDataset):
    http_method_names = ["get", "head"]

    @extend_schema(
        summary="Hasil pemeriksaan satu versi", tags=TAG, examples=[DITOLAK], responses={200: VersiKeluar} | TIDAK_ADA
    )  # fmt: skip
    def get(self, request: Request, kode: str, uuid: UUID) -> Response:
        v = Versi.objects.filter(dataset=_dataset(kode).uuid, uuid=uuid).first()
        if v is None:
            raise Http404
        return Response(VersiKeluar(v).data)
