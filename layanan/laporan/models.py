"""A long export: asked for once, written in the background, kept for seven days for the person who asked."""

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from inti.ui.kemajuan import Kemajuan

if TYPE_CHECKING:
    from inti.akun.models import Pengguna

SIMPAN = timedelta(days=7)


class StatusEkspor(models.TextChoices):
    MENUNGGU = "menunggu", "Menunggu"
    BERJALAN = "berjalan", "Berjalan"
    SELESAI = "selesai", "Selesai"
    GAGAL = "gagal", "Gagal"
    DIBATALKAN = "dibatalkan", "Dibatalkan"


class JenisEkspor(models.TextChoices):
    REGISTER = "register", "Buku register"
    AGENDA = "agenda", "Agenda surat"


class EksporQuerySet(models.QuerySet["EksporLaporan"]):
    def untuk(self, pengguna: "Pengguna") -> Self:
        """One's own only."""
        return self.filter(dibuat_oleh=pengguna) if pengguna.is_authenticated else self.none()

    def hidup(self) -> Self:
        return self.filter(status__in=[StatusEkspor.MENUNGGU, StatusEkspor.BERJALAN])


class EksporLaporan(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    jenis = models.CharField(max_length=10, choices=JenisEkspor)
    isi = models.CharField(max_length=16, default="masuk")
    bentuk = models.CharField(max_length=4, choices=[("pdf", "PDF"), ("xlsx", "XLSX"), ("csv", "CSV")])
    parameter = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=StatusEkspor, default=StatusEkspor.MENUNGGU)
    total = models.PositiveIntegerField(default=0)
    selesai = models.PositiveIntegerField(default=0, help_text="rows written so far")
    posisi = models.BigIntegerField(default=0, help_text="pk of the last row written: work goes on behind it")
    bita = models.BigIntegerField(default=0, help_text="length of the work file up to there")
    keterangan = models.CharField(max_length=200, blank=True)
    berkas = models.OneToOneField("berkas.Berkas", models.PROTECT, null=True, blank=True, related_name="+")
    dibuat_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    berakhir_pada = models.DateTimeField(null=True, blank=True)

    objects = EksporQuerySet.as_manager()

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name = "ekspor laporan"
        verbose_name_plural = "ekspor laporan"
        constraints = [
            models.CheckConstraint(
                name="ekspor_selesai_berberkas",
                condition=~Q(status="selesai") | Q(berakhir_pada__isnull=False),
            ),
            models.CheckConstraint(name="ekspor_maju", condition=Q(selesai__lte=F("total"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_jenis_display()} {self.bentuk}"

    @property
    def label_audit(self) -> str:
        return str(self)

    @property
    def hidup(self) -> bool:
        return self.status in (StatusEkspor.MENUNGGU, StatusEkspor.BERJALAN)

    @property
    def kemajuan(self) -> Kemajuan:
        status = "gagal" if self.status == StatusEkspor.DIBATALKAN else self.status
        return Kemajuan(
            judul=f"{self.get_jenis_display()} ({self.bentuk.upper()})",
            selesai=self.selesai,
            total=self.total,
            status=status,
            keterangan="Dibatalkan" if self.status == StatusEkspor.DIBATALKAN else self.keterangan,
            mulai_pada=self.dibuat_pada,
            pengenal=f"ekspor-{self.uuid}",
        )
