"""What goes in and out of /api/v1/data/, for validation and for the OpenAPI document."""

from typing import Any

from drf_spectacular.utils import OpenApiExample
from rest_framework import serializers

from .baca import OPERATOR
from .ekspor import BENTUK
from .models import Izin, KeadaanIzin


class IzinRingkas(serializers.ModelSerializer):
    keadaan = serializers.ChoiceField(choices=KeadaanIzin.choices)
    pemilik_nama = serializers.SerializerMethodField()

    class Meta:
        model = Izin
        fields = (
            "uuid", "dataset", "pemilik", "pemilik_nama", "kegunaan", "jenis", "nomor", "tanggal", "mulai", "selesai", "keadaan",
            "maks_harian", "maks_baris",
        )  # fmt: skip

    def get_pemilik_nama(self, i: Izin) -> str:
        from monitoring_center.walidata.pihak import nama_pihak

        return nama_pihak(i.pemilik)


class KolomKeluar(serializers.Serializer):
    nama = serializers.CharField()
    judul = serializers.CharField()
    tipe = serializers.CharField()
    samar = serializers.BooleanField(help_text="sidik berkunci per izin, bukan nilai aslinya")
    pribadi = serializers.CharField()


class PemakaianKeluar(serializers.Serializer):
    tiket = serializers.IntegerField()
    baris = serializers.IntegerField(allow_null=True)


class IzinRinci(IzinRingkas):
    kolom = KolomKeluar(many=True)
    sehari = PemakaianKeluar(help_text="pemakaian 24 jam terakhir")

    class Meta(IzinRingkas.Meta):
        fields = (*IzinRingkas.Meta.fields, "kunci", "kolom", "sehari")  # type: ignore[assignment]


class Saring(serializers.Serializer):
    """`saring`: "kolom:cara:nilai"; the value may hold colons."""

    maksud = serializers.CharField(
        max_length=300, required=False, help_text="untuk apa data ini dibaca; wajib pada halaman pertama"
    )
    kolom = serializers.CharField(
        max_length=2000, required=False, help_text="nama kolom dipisah koma; kosong: semua"
    )
    saring = serializers.CharField(
        max_length=300, required=False, help_text=f"kolom:cara:nilai; cara: {', '.join(OPERATOR)}"
    )

    def validate_saring(self, nilai: str) -> tuple[str, str, str]:
        bagian = nilai.split(":", 2)
        if len(bagian) != 3 or bagian[1] not in OPERATOR or "\x00" in nilai:
            raise serializers.ValidationError(
                "Tulis sebagai kolom:cara:nilai, misalnya umur:paling_sedikit:60."
            )
        return (bagian[0], bagian[1], bagian[2])

    def validate_maksud(self, nilai: str) -> str:
        if "\x00" in nilai:
            raise serializers.ValidationError("Berisi huruf yang tidak dikenal.")
        return nilai


class MintaBaris(Saring):
    per = serializers.IntegerField(min_value=1, max_value=10_000, default=1000)
    sesudah = serializers.CharField(
        max_length=4000,
        required=False,
        help_text="nilai `berikut` dari halaman sebelumnya; memuat maksud dan saringannya",
    )


class MintaUnduh(Saring):
    bentuk = serializers.ChoiceField(choices=list(BENTUK), default="csv")
    mulai_sesudah = serializers.CharField(
        max_length=1600,
        required=False,
        help_text="penanda baris terakhir yang sudah diterima: melanjutkan unduhan yang terputus",
    )
    penanda = serializers.BooleanField(
        default=False, help_text="sertakan penanda setiap baris sebagai kolom terakhir, untuk melanjutkan"
    )


class HalamanBaris(serializers.Serializer):
    hasil = serializers.ListField(child=serializers.DictField())
    berikut = serializers.CharField(
        allow_null=True, help_text="isi parameter `sesudah` untuk halaman berikutnya"
    )
    tiket = serializers.UUIDField(help_text="nomor tiket dalam jejak akses pemilik data")


_IZIN: dict[str, Any] = {
    "uuid": "6a1f9f0e-3a53-4a4e-9a70-0f2f6a0c7b55", "dataset": "penerima_sktm", "pemilik": "i_batulicin",
    "pemilik_nama": "Kecamatan Batulicin", "kegunaan": "Pencocokan penerima bantuan", "jenis": "keputusan",
    "nomor": "400/17/2026", "tanggal": "2026-11-02", "mulai": "2026-11-03T00:00:00+08:00", "selesai": "2027-05-02T00:00:00+08:00",
    "keadaan": "berlaku", "maks_harian": 24, "maks_baris": 100000,
}  # fmt: skip
DAFTAR = OpenApiExample("Satu izin", response_only=True, value=[_IZIN])
BARIS = OpenApiExample(
    "Halaman pertama", response_only=True,
    value={
        "hasil": [{"nomor": 1, "desa": "Segumbang", "nik": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"}],
        "berikut": "s1.1.Zm9v", "tiket": "1d8a0a6e-8d5c-4f9e-b1de-0d9f2a3c4b5d",
    },
)  # fmt: skip
DITOLAK = OpenApiExample(
    "Izin dicabut", response_only=True, status_codes=["403"],
    value={
        "type": "about:blank", "title": "Gerbang data menolak", "status": 403, "detail": "Izin sudah dicabut.",
        "instance": "/api/v1/data/6a1f9f0e-3a53-4a4e-9a70-0f2f6a0c7b55/baris/",
    },
)  # fmt: skip
