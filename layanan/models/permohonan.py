"""A permohonan: one applicant, one service, one way from the counter to the hand-over."""

import json
import secrets
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils import timezone

from inti.db.kata import Vektor
from inti.kripto import TeksTersandi

from ..enums import BentukSyarat, Bertindak, CaraSerah, Hubungan, Kanal, Putusan, Sifat, Status, StatusSyarat
from ..meja.tampilan import CHIP_SYARAT, Chip, chip_status, chip_tenggat
from .batasan import BATASAN
from .katalog import Layanan, Persyaratan, Seksi
from .query import PermohonanQuerySet

ABJAD = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the letters and digits that people mix up when they read a code aloud."""


def teks_json(isi: Mapping[str, Any]) -> str:
    """As `isian_sandi` and `pemohon_rinci` keep it."""
    return json.dumps(isi, ensure_ascii=False, cls=DjangoJSONEncoder)


def kode_lacak_baru() -> str:
    """About 59 bits: cannot be guessed, can be read over the telephone. Shown as XXXX-XXXX-XXXX."""
    return "".join(secrets.choice(ABJAD) for _ in range(12))


def _cap(nama: str, *, indeks: bool = False) -> models.ForeignKey:
    """A person who did something to the file. Not indexed: nobody lists permohonan by it, and every index costs."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name=f"permohonan_{nama}",
        db_index=indeks,
    )


def _pada() -> models.DateTimeField:
    return models.DateTimeField(null=True, blank=True)


class Permohonan(models.Model):
    hak_instansi = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    nomor_registrasi = models.CharField(max_length=24, unique=True)
    kode_lacak = models.CharField(max_length=12, unique=True, default=kode_lacak_baru, editable=False)
    layanan = models.ForeignKey(Layanan, models.PROTECT, related_name="permohonan")
    kode_layanan = models.CharField(max_length=16, help_text="copied from the service: triggers need no join")
    seksi = models.ForeignKey(
        Seksi, models.PROTECT, related_name="permohonan", null=True, blank=True, db_index=False
    )
    status = models.CharField(max_length=16, choices=Status, default=Status.DIAJUKAN)
    kanal = models.CharField(max_length=8, choices=Kanal, default=Kanal.LOKET)

    bertindak_sebagai = models.CharField(max_length=12, choices=Bertindak, default=Bertindak.SENDIRI)
    mewakili = models.CharField(max_length=160, blank=True)
    pemohon_pengguna = _cap("sebagai_pemohon", indeks=True)
    pemohon_nama = models.CharField(max_length=120)
    pemohon_nik = TeksTersandi()
    pemohon_nik_indeks = models.CharField(max_length=64)
    pemohon_nkk = TeksTersandi(blank=True, default="")
    pemohon_alamat = TeksTersandi()
    pemohon_desa = models.CharField(max_length=80, blank=True)
    pemohon_telepon = TeksTersandi(blank=True, default="")
    pemohon_telepon_indeks = models.CharField(max_length=64, blank=True, default="")
    pemohon_surel = TeksTersandi(blank=True, default="")
    boleh_surel = models.BooleanField(
        default=True, help_text="the applicant agreed to be written to by e-mail"
    )
    boleh_wa = models.BooleanField(default=False, help_text="the applicant agreed to WhatsApp or SMS")
    pemohon_rinci = TeksTersandi(
        blank=True, default="", help_text="JSON: birth, sex, religion, occupation; `wakil`: who acts for whom"
    )
    surat_wakil = models.ForeignKey(
        "berkas.Berkas",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        help_text="scan of the surat kuasa, surat pengantar desa or surat tugas",
    )
    luar_wilayah = models.BooleanField(default=False)
    keperluan = TeksTersandi()
    isian_sandi = TeksTersandi(blank=True, default="", help_text="JSON: answers to the fields of the service")

    petugas_input = _cap("input")
    asal_desa = models.CharField(
        max_length=32,
        blank=True,
        default="",
        help_text="whose desk it came from: the desa of the account that submitted it (layanan.asal_desa)",
    )
    diajukan_pada = models.DateTimeField(help_text="last (re)submission")
    masuk_pada = models.DateTimeField(help_text="first submission")
    tanggal_masuk = models.DateField(help_text="local date of masuk_pada")
    pengajuan_ke = models.PositiveSmallIntegerField(default=1)
    jumlah_penolakan = models.PositiveSmallIntegerField(default=0)
    menit_di_pemohon = models.PositiveIntegerField(
        default=0, help_text="minutes that the applicant needed to repair"
    )

    verifikasi_oleh = _cap("verifikasi")
    verifikasi_pada = _pada()
    tolak_oleh = _cap("tolak")
    tolak_pada = _pada()
    tolak_alasan = models.TextField(blank=True)
    tolak_kode = models.CharField(max_length=12, blank=True, default="", help_text="AlasanTolak.kode")
    batas_perbaikan = models.DateField(null=True, blank=True)
    diingatkan_pada = models.DateTimeField(
        null=True, blank=True, help_text="the applicant was told that batas_perbaikan has passed"
    )
    distribusi_oleh = _cap("distribusi")
    distribusi_pada = _pada()
    validasi_oleh = _cap("validasi")
    validasi_pada = _pada()
    paraf_oleh = _cap("paraf")
    paraf_pada = _pada()
    putusan = models.CharField(max_length=8, choices=Putusan, blank=True, default="")
    putusan_alasan = models.TextField(blank=True, default="", help_text="of a refusal on substance")
    putusan_dasar = models.TextField(
        blank=True, default="", help_text="legal basis of the refusal, one a line"
    )
    giliran_paraf = models.CharField(
        max_length=24,
        blank=True,
        default="",
        help_text="peran whose paraf is next after the seksi's; empty: none",
    )
    ttd_oleh = _cap("ttd")
    ttd_pada = _pada()
    serah_oleh = _cap("serah")
    serah_pada = _pada()
    serah_cara = models.CharField(max_length=10, choices=CaraSerah, blank=True)
    serah_kepada = models.CharField(max_length=120, blank=True)
    serah_hubungan = models.CharField(max_length=12, choices=Hubungan, blank=True)
    serah_identitas_cocok = models.BooleanField(null=True, blank=True)
    batal_oleh = _cap("batal")
    batal_pada = _pada()

    sifat = models.CharField(max_length=8, choices=Sifat, default=Sifat.BIASA)
    klaim_oleh = _cap("klaim")
    klaim_sampai = _pada()
    petugas = _cap("petugas")
    posisi_berkas = models.CharField(
        max_length=160, blank=True, default="", help_text="where the paper file is"
    )
    posisi_oleh = _cap("posisi")
    posisi_pada = _pada()

    janji_selesai = models.DateTimeField()
    batas_tahap = models.DateTimeField(
        null=True, blank=True, help_text="the present stage is late after this moment; copied from its Tahap"
    )
    siap_pada = models.DateTimeField(
        null=True, blank=True, help_text="the product is ready for the applicant"
    )
    tanggal_selesai = models.DateField(null=True, blank=True, help_text="local date of the hand-over")
    tepat_waktu = models.BooleanField(
        null=True, blank=True, help_text="siap_pada is not after the minute of janji_selesai"
    )
    lama_menit = models.PositiveIntegerField(
        null=True, blank=True, help_text="working minutes of the instansi: sum of its Tahap"
    )
    diubah_pada = models.DateTimeField(auto_now=True)

    objects = PermohonanQuerySet.as_manager()

    class Meta:
        ordering = ["-masuk_pada", "-pk"]
        verbose_name_plural = "permohonan"
        constraints = BATASAN
        indexes = [
            models.Index(fields=["status", "janji_selesai"], name="permohonan_kotak_masuk"),
            models.Index(fields=["seksi", "status"], name="permohonan_seksi_status"),
            models.Index(fields=["-masuk_pada", "-id"], name="permohonan_terbaru"),
            # reports count a period from the index alone
            models.Index(
                fields=["tanggal_masuk", "kode_layanan"],
                include=["kanal", "pemohon_desa", "status", "siap_pada", "janji_selesai"],
                name="permohonan_periode",
            ),
            models.Index(fields=["pemohon_nik_indeks", "-masuk_pada"], name="permohonan_orang"),
            models.Index(
                fields=["asal_desa", "-masuk_pada", "-id"],
                condition=~models.Q(asal_desa=""),
                name="permohonan_asal_desa",
            ),
            # for each column that the list can be sorted by
            models.Index(fields=["pemohon_nama", "id"], name="permohonan_urut_nama"),
            models.Index(fields=["kode_layanan", "id"], name="permohonan_urut_layanan"),
            models.Index(fields=["seksi", "id"], name="permohonan_urut_seksi"),
            models.Index(fields=["pemohon_desa", "id"], name="permohonan_urut_desa"),
            models.Index(fields=["janji_selesai", "id"], name="permohonan_urut_janji"),
            models.Index(fields=["status", "id"], name="permohonan_urut_status"),
            GinIndex(Vektor("pemohon_nama"), name="permohonan_kata_nama"),
            # for what the list is narrowed to and few are
            models.Index(
                fields=["kanal", "-masuk_pada", "-id"],
                condition=~models.Q(kanal=Kanal.LOKET),
                name="permohonan_kanal",
            ),
            models.Index(
                fields=["-masuk_pada", "-id"],
                condition=models.Q(petugas__isnull=False),
                name="permohonan_ditunjuk",
            ),
            GinIndex(
                Vektor("serah_kepada"),
                condition=~models.Q(serah_kepada=""),
                name="permohonan_kata_penerima",
            ),
            models.Index(
                fields=["pemohon_telepon_indeks"],
                name="permohonan_telepon",
                condition=~models.Q(pemohon_telepon_indeks=""),
            ),
            models.Index(
                fields=["surat_wakil"],
                name="permohonan_surat_wakil",
                condition=models.Q(surat_wakil__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.nomor_registrasi

    def get_absolute_url(self) -> str:
        return reverse("layanan:kerja", args=[self.uuid])

    @property
    def label_audit(self) -> str:
        return self.nomor_registrasi

    @property
    def isian(self) -> dict[str, Any]:
        return json.loads(self.isian_sandi) if self.isian_sandi else {}

    @property
    def rinci(self) -> dict[str, Any]:
        return json.loads(self.pemohon_rinci) if self.pemohon_rinci else {}

    @property
    def chip_status(self) -> Chip:
        return chip_status(self.status, perlu_ttd=self.perlu_surat)

    @property
    def perlu_surat(self) -> bool:
        """A letter is signed here: the product of the service, or the refusal of any service."""
        return self.layanan.perlu_ttd or self.putusan == Putusan.TOLAK

    @property
    def pemegang_klaim(self) -> Any:
        """Who holds the file now, or None."""
        return self.klaim_oleh if self.klaim_sampai and self.klaim_sampai > timezone.now() else None

    @property
    def chip_tenggat(self) -> Chip | None:
        if self.siap_pada:
            return None
        return chip_tenggat(self.status, self.janji_selesai, batas_tahap=self.batas_tahap)

    def perlu_dibawa_lagi(self) -> "list[PersyaratanPermohonan]":
        """What the applicant brings after a refusal: only what failed (Perbup Tanah Laut 126/2022 Ps 9(3)).

        Where the refusal named no requirement: everything that was not found in order.
        """
        semua = list(self.persyaratan.all())
        gagal = [s for s in semua if s.status in (StatusSyarat.TIDAK_SESUAI, StatusSyarat.TIDAK_ADA)]
        return gagal or [s for s in semua if s.status != StatusSyarat.SESUAI]

    @property
    def kode_lacak_tampil(self) -> str:
        return "-".join(self.kode_lacak[i : i + 4] for i in (0, 4, 8))


class PersyaratanPermohonan(models.Model):
    """One requirement of one permohonan: brought or uploaded, then judged by the FO (Ps 9 ayat 1)."""

    kolom_pribadi: ClassVar = {"catatan": "", "tanpa_asli": ""}

    permohonan = models.ForeignKey(Permohonan, models.CASCADE, related_name="persyaratan", db_index=False)
    persyaratan = models.ForeignKey(Persyaratan, models.PROTECT)
    status = models.CharField(max_length=14, choices=StatusSyarat, default=StatusSyarat.BELUM)
    dibawa = models.BooleanField("dibawa fisik", default=False)
    asli_ditunjukkan = models.BooleanField(default=False)
    tanpa_asli = models.CharField(
        max_length=240,
        blank=True,
        default="",
        help_text="why it was accepted though the original was not seen",
    )
    berkas = models.ForeignKey("berkas.Berkas", models.PROTECT, null=True, blank=True, related_name="+")
    catatan = models.CharField(max_length=240, blank=True)
    diperiksa_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    diperiksa_pada = _pada()

    class Meta:
        ordering = ["persyaratan__urutan"]
        verbose_name_plural = "persyaratan permohonan"
        constraints = [
            models.UniqueConstraint(fields=["permohonan", "persyaratan"], name="persyaratan_sekali"),
            models.CheckConstraint(
                name="persyaratan_diperiksa_berpasangan",
                condition=models.Q(diperiksa_oleh__isnull=True, diperiksa_pada__isnull=True)
                | models.Q(diperiksa_oleh__isnull=False, diperiksa_pada__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.persyaratan_id}: {self.get_status_display()}"

    @property
    def chip(self) -> Chip:
        return CHIP_SYARAT[StatusSyarat(self.status)]

    @property
    def ada(self) -> bool:
        return self.dibawa or self.berkas_id is not None

    @property
    def asli_kurang(self) -> bool:
        """The service asks for the original, and it was neither handed in nor shown."""
        return self.persyaratan.bentuk == BentukSyarat.ASLI and not (self.dibawa or self.asli_ditunjukkan)
