"""What an instansi keeps of its own figures, and what its head lets out (schema of each instansi)."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import TruncMonth


class AgregasiDelta(models.Model):
    """A change of a figure that the fold has not taken up yet. Written by triggers; never personal data."""

    hak_instansi = "SELECT, INSERT"
    hak_agregator = "SELECT, DELETE"

    indikator = models.CharField(max_length=50)
    tanggal = models.DateField()
    dimensi = models.JSONField(default=dict)
    nilai = models.DecimalField(max_digits=20, decimal_places=4)

    class Meta:
        db_table = "agregasi_delta"
        verbose_name = "perubahan angka"

    def __str__(self) -> str:
        return f"{self.indikator} {self.tanggal} {self.nilai:+}"


class RekapQuerySet(models.QuerySet["AgregasiRekap"]):
    def jumlah_per_bulan(self, sejak: date) -> Iterable[Mapping[str, Any]]:
        """Per indicator and month: indikator, bulan (first day), jumlah."""
        return (
            self.filter(tanggal__gte=sejak)
            .annotate(bulan=TruncMonth("tanggal"))
            .values("indikator", "bulan")
            .annotate(jumlah=Sum("nilai"))
            .order_by("indikator", "bulan")
        )

    def contoh(self, indikator: str, banyak: int) -> Self:
        """The newest rows of an indicator, exactly as they leave the instansi."""
        return self.filter(indikator=indikator).exclude(nilai=0).order_by("-tanggal", "dimensi")[:banyak]


class AgregasiRekap(models.Model):
    """The instansi's own figures per indicator, day and dimensions. Only the fold writes here."""

    hak_instansi = "SELECT"
    hak_agregator = "SELECT, INSERT, UPDATE"

    indikator = models.CharField(max_length=50)
    tanggal = models.DateField()
    dimensi = models.JSONField(default=dict)
    nilai = models.DecimalField(max_digits=20, decimal_places=4)

    objects = RekapQuerySet.as_manager()

    class Meta:
        db_table = "agregasi_rekap"
        verbose_name = "rekap angka"
        constraints = [
            models.UniqueConstraint(fields=["indikator", "tanggal", "dimensi"], name="rekap_unik"),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} {self.tanggal} {self.nilai}"

    @property
    def isi_dimensi(self) -> list[str]:
        return [isi for _, isi in sorted(self.dimensi.items())]


class Dasar(models.TextChoices):
    """On what the head of the instansi gives the data (Perbup Tanah Bumbu 25/2019 Ps 11(2))."""

    KESEPAKATAN = "kesepakatan", "Kesepakatan para pihak"
    SOP = "sop", "Sesuai SOP"
    PERINTAH = "perintah", "Perintah Bupati atau Sekretariat Daerah"


class PublikasiQuerySet(models.QuerySet["Publikasi"]):
    def berlaku(self) -> Self:
        return self.filter(dicabut_pada__isnull=True)

    def riwayat(self) -> Self:
        """Newest first, with the people who decided."""
        return self.select_related("disetujui_oleh", "dicabut_oleh").order_by("-disetujui_pada", "-pk")


class Publikasi(models.Model):
    """Approval of the head of the instansi that one indicator may be shown (Tanah Bumbu 25/2019 Ps 11(1)).

    History is kept: a withdrawn approval stays, a new one is a new row. The instansi's login may only fill in
    the withdrawal; what was approved, by whom and when, can never be changed.
    """

    hak_instansi = "SELECT, INSERT, UPDATE (dicabut_oleh_id, dicabut_pada, alasan_cabut)"
    hak_agregator = "SELECT"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    indikator = models.CharField(max_length=50)
    dasar = models.CharField(max_length=20, choices=Dasar, default=Dasar.KESEPAKATAN)
    alasan = models.CharField("keterangan", max_length=500, blank=True)
    disetujui_oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    disetujui_pada = models.DateTimeField()
    dicabut_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    alasan_cabut = models.CharField("alasan pencabutan", max_length=500, blank=True)

    objects = PublikasiQuerySet.as_manager()

    class Meta:
        db_table = "agregasi_publikasi"
        verbose_name = "persetujuan publikasi"
        constraints = [
            models.UniqueConstraint(
                fields=["indikator"], condition=Q(dicabut_pada__isnull=True), name="publikasi_berlaku_satu"
            ),
            models.CheckConstraint(
                name="publikasi_cabut_lengkap",
                condition=Q(dicabut_pada__isnull=True, dicabut_oleh__isnull=True, alasan_cabut="")
                | (Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False) & ~Q(alasan_cabut="")),
            ),
            models.CheckConstraint(
                name="publikasi_cabut_sesudah",
                condition=Q(dicabut_pada__isnull=True) | Q(dicabut_pada__gte=F("disetujui_pada")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indikator} sejak {self.disetujui_pada:%d-%m-%Y}"

    @property
    def berlaku(self) -> bool:
        return self.dicabut_pada is None
