"""What goes in and out of /api/v1/dataset/, for validation and for the OpenAPI document. All examples are invented."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field
from rest_framework import serializers

from monitoring_center.walidata.katalog import models as katalog
from monitoring_center.walidata.katalog.skema_tabel import skema_tabel

from .models import Galat, Keadaan, Sumber, Versi

MAKS_BARIS_JSON = 10_000
MAKS_GALAT_JSON = 500
_KODE, _UUID = "rumah_tidak_layak_huni", "c2a0a1f4-5a0e-4b5e-8a1f-7f7f2f6d2b10"


class DatasetRingkas(serializers.ModelSerializer):
    keadaan = serializers.ChoiceField(choices=katalog.Keadaan.choices)

    class Meta:
        model = katalog.Dataset
        fields = ("uuid", "kode", "nama", "periode", "akses", "keadaan", "baris", "lengkap", "data_pada")


class KolomTabel(serializers.Serializer):
    name = serializers.CharField()
    title = serializers.CharField()
    type = serializers.CharField()
    description = serializers.CharField(required=False)
    constraints = serializers.DictField(required=False)
    pribadi = serializers.CharField(required=False)


class SkemaTabel(serializers.Serializer):
    fields = serializers.ListField(child=KolomTabel())  # type: ignore[assignment]
    primaryKey = serializers.ListField(child=serializers.CharField(), required=False)


class DatasetRinci(DatasetRingkas):
    skema = serializers.SerializerMethodField(help_text="Table Schema: kolom, batasan, dan kuncinya")

    class Meta(DatasetRingkas.Meta):
        fields = (*DatasetRingkas.Meta.fields, "konsep", "definisi", "satuan", "skema")  # type: ignore[assignment]

    @extend_schema_field(SkemaTabel)
    def get_skema(self, d: katalog.Dataset) -> dict[str, Any]:
        return skema_tabel(d.kolom)


class Keterangan(serializers.Serializer[Any]):
    """Beside the rows."""

    periode = serializers.DateField(help_text="hari mana pun dalam periode datanya")
    sumber = serializers.ChoiceField(choices=Sumber.choices, default=Sumber.INTERNAL)
    catatan = serializers.CharField(max_length=300, default="", allow_blank=True)

    def validate_catatan(self, nilai: str) -> str:
        if "\x00" in nilai:
            raise serializers.ValidationError("Berisi huruf yang tidak dikenal.")
        return nilai


class VersiMasuk(Keterangan):
    baris = serializers.ListField(child=serializers.DictField(), min_length=1, max_length=MAKS_BARIS_JSON)


class Kesalahan(serializers.ModelSerializer):
    class Meta:
        model = Galat
        fields = ("baris", "kolom", "jenis", "pesan")


class Perbedaan(serializers.Serializer):
    tambah = serializers.IntegerField(required=False)
    ubah = serializers.IntegerField(required=False)
    hapus = serializers.IntegerField(required=False)
    tetap = serializers.IntegerField(required=False)


class VersiRingkas(serializers.ModelSerializer):
    keadaan = serializers.ChoiceField(choices=Keadaan.choices)
    ringkasan = serializers.DictField(
        child=serializers.IntegerField(), help_text="jenis kesalahan dan jumlahnya"
    )
    beda = Perbedaan(help_text="terhadap data yang berlaku untuk periode itu ketika diperiksa")

    class Meta:
        model = Versi
        fields: tuple[str, ...] = (
            "uuid", "kode", "urut", "periode", "keadaan", "baris", "diproses", "galat", "ringkasan", "alasan", "beda", "sidik",
        )  # fmt: skip


class VersiKeluar(VersiRingkas):
    kesalahan = serializers.SerializerMethodField(
        help_text=f"{MAKS_GALAT_JSON} yang pertama; `galat` menghitung semuanya"
    )

    class Meta(VersiRingkas.Meta):
        fields = (*VersiRingkas.Meta.fields, "kesalahan")

    @extend_schema_field(Kesalahan(many=True))
    def get_kesalahan(self, v: Versi) -> Any:
        semua = Galat.objects.filter(versi=v)[:MAKS_GALAT_JSON] if v.galat else []
        return Kesalahan(semua, many=True).data


class Saring(serializers.Serializer):
    sesudah = serializers.IntegerField(
        min_value=0, max_value=2**31 - 1, required=False, help_text="`urut` terakhir yang sudah diterima"
    )


_RINGKAS: dict[str, Any] = {
    "uuid": _UUID, "kode": _KODE, "nama": "Rumah tidak layak huni", "periode": "tahunan", "akses": "terbuka", "keadaan": "terbit",
    "baris": 12, "lengkap": "100.00", "data_pada": "2026-01-12T09:00:00+08:00",
}  # fmt: skip
_VERSI: dict[str, Any] = {
    "uuid": "7d0f2a86-0b0e-4f43-9a55-1f7f7a3b9c01", "kode": _KODE, "urut": 3, "periode": "2025", "baris": 0, "diproses": 0,
    "galat": 0, "ringkasan": {}, "alasan": "", "beda": {}, "sidik": "", "kesalahan": [],
}  # fmt: skip
DAFTAR = OpenApiExample("Satu dataset", response_only=True, value=[_RINGKAS])
RINCI = OpenApiExample(
    "Dengan kunci dua kolom", response_only=True,
    value=_RINGKAS | {
        "konsep": "Kelayakan hunian", "definisi": "Rumah yang tidak memenuhi syarat keselamatan dan luas.", "satuan": "unit",
        "skema": {
            "fields": [
                {"name": "tahun", "title": "Tahun", "type": "year", "constraints": {"required": True}},
                {"name": "desa", "title": "Desa", "type": "string", "constraints": {"required": True}},
                {"name": "jumlah", "title": "Jumlah", "type": "integer", "constraints": {"minimum": 0}},
            ],
            "primaryKey": ["tahun", "desa"],
        },
    },
)  # fmt: skip
KIRIM = OpenApiExample(
    "Dua baris", request_only=True, media_type="application/json",
    value={
        "periode": "2025-01-01", "sumber": "internal", "catatan": "Hasil pendataan Desember",
        "baris": [{"tahun": 2025, "desa": "Segumbang", "jumlah": 14}, {"tahun": 2025, "desa": "Maju Makmur", "jumlah": 9}],
    },
)  # fmt: skip
KIRIM_CSV = OpenApiExample(
    "Berkas CSV", request_only=True, media_type="text/csv", value="tahun;desa;jumlah\n2025;Segumbang;14\n"
)
DITERIMA = OpenApiExample(
    "Sedang menunggu pemeriksaan", response_only=True, status_codes=["202"], value=_VERSI | {"keadaan": "mengunggah"}
)  # fmt: skip
DITOLAK = OpenApiExample(
    "Ditolak dengan kesalahan", response_only=True, status_codes=["200"],
    value=_VERSI | {
        "keadaan": "ditolak", "baris": 2, "diproses": 3, "galat": 1, "ringkasan": {"kunci": 1},
        "kesalahan": [{"baris": 3, "kolom": "tahun", "jenis": "kunci", "pesan": "Tahun dan Desa sama dengan baris 2."}],
    },
)  # fmt: skip
