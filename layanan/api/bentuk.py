"""What goes in and out, for validation and for the OpenAPI document."""

from typing import Any

from rest_framework import serializers

from layanan.enums import Bertindak, Kanal, Status, StatusSyarat
from layanan.models import Dokumen, Layanan, Permohonan
from layanan.workflow import tindakan

from .models import Kiriman, Langganan

KANAL_MASUK = [(k.value, k.label) for k in (Kanal.LOKET, Kanal.DESA)]


class Masalah(serializers.Serializer):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    lanjut_di = serializers.URLField(
        required=False, help_text="pada langkah pribadi: halaman tempat orangnya melakukannya"
    )
    bidang = serializers.DictField(child=serializers.CharField(), required=False)


class SyaratLayanan(serializers.Serializer):
    kode = serializers.CharField()
    nama = serializers.CharField()
    wajib = serializers.BooleanField()
    bentuk = serializers.CharField()
    harus_diunggah = serializers.BooleanField()


class LayananKeluar(serializers.ModelSerializer):
    seksi = serializers.CharField(source="seksi.kode")
    waktu = serializers.CharField()
    persyaratan = SyaratLayanan(many=True)

    class Meta:
        model = Layanan
        fields = (
            "kode", "versi", "nama", "seksi", "keluaran", "waktu", "biaya", "luar_wilayah", "isian", "persyaratan",
        )  # fmt: skip


class DokumenKeluar(serializers.ModelSerializer):
    permohonan = serializers.UUIDField(source="permohonan.uuid")

    class Meta:
        model = Dokumen
        fields = (
            "uuid", "permohonan", "nomor", "tanggal", "perihal", "status", "berlaku_sampai", "sha256", "penanda_nama",
            "penanda_jabatan", "ditandatangani_pada",
        )  # fmt: skip


class PermohonanRingkas(serializers.ModelSerializer):
    layanan = serializers.CharField(source="layanan.nama")
    seksi = serializers.SerializerMethodField()

    class Meta:
        model = Permohonan
        fields = (
            "uuid", "nomor_registrasi", "kode_layanan", "layanan", "status", "kanal", "seksi", "pemohon_nama",
            "pemohon_desa", "masuk_pada", "janji_selesai", "siap_pada", "pengajuan_ke",
        )  # fmt: skip

    def get_seksi(self, p: Permohonan) -> str | None:
        return p.seksi.kode if p.seksi else None


class SyaratKeluar(serializers.Serializer):
    kode = serializers.CharField(source="persyaratan.kode")
    nama = serializers.CharField(source="persyaratan.nama")
    status = serializers.ChoiceField(choices=StatusSyarat.choices)
    dibawa = serializers.BooleanField()
    terunggah = serializers.SerializerMethodField()
    catatan = serializers.CharField()

    def get_terunggah(self, s: Any) -> bool:
        return s.berkas_id is not None


class LangkahKeluar(serializers.Serializer):
    nama = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    hanya_layar = serializers.BooleanField(source="autentikasi_ulang")


class RiwayatKeluar(serializers.Serializer):
    langkah = serializers.CharField(source="transisi")
    ke = serializers.ChoiceField(choices=Status.choices)
    jabatan = serializers.CharField()
    alasan = serializers.CharField()
    pada = serializers.DateTimeField()


class PermohonanRinci(PermohonanRingkas):
    isian = serializers.DictField()
    persyaratan = SyaratKeluar(many=True)
    dokumen = DokumenKeluar(many=True)
    riwayat = RiwayatKeluar(many=True)
    langkah = serializers.SerializerMethodField()

    class Meta(PermohonanRingkas.Meta):
        fields = (  # type: ignore[assignment]
            *PermohonanRingkas.Meta.fields, "pemohon_nik", "pemohon_alamat", "pemohon_telepon", "keperluan",
            "kode_lacak", "tolak_alasan", "batas_perbaikan", "isian", "persyaratan", "dokumen", "riwayat", "langkah",
        )  # fmt: skip

    def get_langkah(self, p: Permohonan) -> list[dict[str, Any]]:
        return LangkahKeluar(tindakan(p, self.context["request"].user), many=True).data  # type: ignore[return-value]


class HalamanPermohonan(serializers.Serializer):
    hasil = PermohonanRingkas(many=True)
    berikut = serializers.CharField(
        allow_null=True, help_text="isi parameter `sesudah` untuk halaman berikutnya"
    )


class Saring(serializers.Serializer):
    status = serializers.ChoiceField(choices=Status.choices, required=False)
    kode_layanan = serializers.CharField(max_length=16, required=False)
    masuk_sejak = serializers.DateField(required=False, help_text="tanggal masuk paling awal")
    sesudah = serializers.CharField(
        max_length=300, required=False, help_text="nilai `berikut` dari halaman sebelumnya"
    )
    per = serializers.IntegerField(min_value=1, max_value=100, default=50)


class BerkasMasuk(serializers.Serializer):
    nama = serializers.CharField(max_length=150)
    isi_base64 = serializers.CharField()


class SyaratMasuk(serializers.Serializer):
    dibawa = serializers.BooleanField(default=False)
    asli = serializers.BooleanField(default=False)
    berkas = BerkasMasuk(required=False)


class PemohonMasuk(serializers.Serializer):
    nik = serializers.CharField(max_length=24)
    nama = serializers.CharField(max_length=120)
    tempat_lahir = serializers.CharField(max_length=60)
    tanggal_lahir = serializers.CharField(max_length=30)
    jenis_kelamin = serializers.ChoiceField(choices=["L", "P"])
    alamat = serializers.CharField(max_length=300)
    desa = serializers.CharField(max_length=80)
    telepon = serializers.CharField(max_length=20)
    nkk = serializers.CharField(max_length=24, required=False, allow_blank=True)
    agama = serializers.CharField(max_length=20, required=False, allow_blank=True)
    pekerjaan = serializers.CharField(max_length=60, required=False, allow_blank=True)
    surel = serializers.CharField(max_length=254, required=False, allow_blank=True)
    luar_wilayah = serializers.BooleanField(default=False)
    boleh_wa = serializers.BooleanField(default=False)
    boleh_surel = serializers.BooleanField(default=False)
    bertindak_sebagai = serializers.ChoiceField(choices=Bertindak.choices, default=Bertindak.SENDIRI)


class PermohonanMasuk(serializers.Serializer):
    kode_layanan = serializers.CharField(max_length=16)
    pemohon = PemohonMasuk()
    wakil = serializers.DictField(
        required=False,
        help_text="isian tambahan bila bertindak untuk orang lain, seperti pada formulir loket",
    )
    keperluan = serializers.CharField(max_length=500)
    kanal = serializers.ChoiceField(choices=KANAL_MASUK, default=Kanal.LOKET)
    isian = serializers.DictField(required=False, help_text="nama isian layanan (lihat katalog) -> nilai")
    syarat = serializers.DictField(
        child=SyaratMasuk(), required=False, help_text="kode syarat -> yang diserahkan"
    )
    persetujuan = serializers.BooleanField(help_text="pemohon sudah membaca atau dibacakan, dan setuju")
    ganda = serializers.BooleanField(default=False, help_text="memang permohonan baru, bukan pengulangan")


class SyaratLangkah(SyaratMasuk):
    status = serializers.ChoiceField(choices=StatusSyarat.choices, required=False)
    catatan = serializers.CharField(max_length=240, required=False, allow_blank=True)
    tanpa_asli = serializers.CharField(
        max_length=240,
        required=False,
        allow_blank=True,
        help_text="mengapa diterima walau aslinya tidak ditunjukkan",
    )


class LangkahMasuk(serializers.Serializer):
    isian = serializers.DictField(
        required=False, help_text="isian langkah itu, seperti pada layar kerja: alasan, seksi, kepada, …"
    )
    syarat = serializers.DictField(child=SyaratLangkah(), required=False)


class PeriksaMasuk(serializers.Serializer):
    isi = serializers.CharField(max_length=2000, help_text="alamat atau isi kode QR pada surat")


class PeriksaKeluar(serializers.Serializer):
    keadaan = serializers.CharField()
    nomor = serializers.CharField()
    tanggal = serializers.DateField(allow_null=True)
    penanda = serializers.CharField()
    perihal = serializers.CharField()
    berlaku_sampai = serializers.DateField(allow_null=True)


class LacakKeluar(serializers.Serializer):
    nomor_registrasi = serializers.CharField()
    layanan = serializers.CharField()
    keadaan = serializers.CharField()
    kalimat = serializers.CharField()
    berikut = serializers.CharField()
    hubungi = serializers.CharField()
    jeda = serializers.CharField()
    perkiraan = serializers.DateTimeField(allow_null=True)


class LanggananMasuk(serializers.Serializer):
    url = serializers.CharField(max_length=300)
    langkah = serializers.ListField(
        child=serializers.CharField(max_length=32),
        max_length=40,
        required=False,
        help_text="kosong: semua langkah",
    )


class LanggananKeluar(serializers.ModelSerializer):
    class Meta:
        model = Langganan
        fields = ("uuid", "url", "langkah", "aktif", "dibuat_pada")


class LanggananBaru(LanggananKeluar):
    class Meta(LanggananKeluar.Meta):
        fields = (*LanggananKeluar.Meta.fields, "rahasia")  # type: ignore[assignment]


class KirimanKeluar(serializers.ModelSerializer):
    class Meta:
        model = Kiriman
        fields = (
            "uuid", "langkah", "isi", "keadaan", "percobaan", "kode_jawaban", "galat", "dibuat_pada", "coba_lagi_pada",
            "terkirim_pada",
        )  # fmt: skip
