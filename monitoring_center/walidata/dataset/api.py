"""`/api/v1/dataset/<kode>/versi/`: send rows of a dataset, and see how their check ended. The checks are those of the page."""

import csv
import io
from typing import Any, ClassVar, cast
from uuid import UUID

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.http import Http404
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from inti.akun.hak import Hak
from inti.errors import MasukanSalah, TidakBerhak
from layanan.api.cakupan import Cakupan
from layanan.api.urai import JsonBersih
from layanan.api.views.dasar import Api, periksa
from monitoring_center.walidata.katalog.actions import skema_kini
from monitoring_center.walidata.katalog.models import Dataset, Jenis

from . import actions
from .models import MAKS_UNGGAH, Cara, Galat, Sumber, Versi

MAKS_BARIS_JSON = 10_000
MAKS_GALAT_JSON = 500


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


class Keterangan(serializers.Serializer[Any]):
    """Beside the rows. `periode`: any day of it."""

    periode = serializers.DateField()
    sumber = serializers.ChoiceField(choices=Sumber.choices, default=Sumber.INTERNAL)
    catatan = serializers.CharField(max_length=300, default="", allow_blank=True)


class VersiMasuk(Keterangan):
    baris = serializers.ListField(child=serializers.DictField(), min_length=1, max_length=MAKS_BARIS_JSON)


def _dataset(request: Request, kode: str) -> Dataset:
    if not cast(Any, request.user).punya(Hak.DATA_KELOLA):
        raise TidakBerhak("Token ini bukan milik pengelola data.")
    d = Dataset.objects.milik(skema_kini()).filter(jenis=Jenis.SEKTORAL, kode=kode).first()
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


def rinci(v: Versi) -> dict[str, Any]:
    isi = {
        "uuid": str(v.uuid), "kode": v.kode, "urut": v.urut, "periode": v.periode, "keadaan": v.keadaan, "baris": v.baris,
        "diproses": v.diproses, "galat": v.galat, "ringkasan": v.ringkasan, "alasan": v.alasan, "beda": v.beda, "sidik": v.sidik,
    }  # fmt: skip
    daftar = (
        Galat.objects.filter(versi=v).values("baris", "kolom", "jenis", "pesan")[:MAKS_GALAT_JSON]
        if v.galat
        else []
    )
    return isi | {"kesalahan": list(daftar)}


class KirimVersi(Api):
    """POST JSON (up to 10,000 rows) or a CSV body with `?periode=2025-01-01`. Answers 202: the check runs in the background."""

    cakupan: ClassVar = {"POST": Cakupan.DATASET_TULIS}
    parser_classes = (JsonBersih, CsvMentah)  # type: ignore[assignment]

    def post(self, request: Request, kode: str) -> Response:
        d = _dataset(request, kode)
        if request.content_type.startswith("text/csv"):
            isi = periksa(Keterangan, request.query_params)
            berkas = cast(UploadedFile, request.data)
        else:
            isi = periksa(VersiMasuk, request.data)
            berkas = _berkas(d, isi.pop("baris"))
        with berkas:
            v = actions.unggah(
                dataset=d,
                berkas=berkas,
                periode_mulai=isi["periode"],
                sumber=isi["sumber"],
                catatan=isi["catatan"],
                cara=Cara.API,
                oleh=cast(Any, request.user),
            )
        return Response(rinci(v), status=202)


class SatuVersi(Api):
    cakupan: ClassVar = {"GET": Cakupan.DATASET_TULIS}

    def get(self, request: Request, kode: str, uuid: UUID) -> Response:
        d = _dataset(request, kode)
        v = Versi.objects.filter(dataset=d.uuid, uuid=uuid).first()
        if v is None:
            raise Http404
        return Response(rinci(v))
