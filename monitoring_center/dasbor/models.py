"""What has reached the centre: figures whose publication was approved, and the state of every instansi."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Max, Q, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import TruncMonth

HAK = {"spbe_monitoring": "SELECT", "spbe_agregator": "SELECT, INSERT, UPDATE, DELETE"}


class FaktaQuerySet(models.QuerySet["Fakta"]):
    def pada(self, mulai: date, selesai: date) -> Self:
        """Facts of the days from `mulai` to `selesai`, both included."""
        return self.filter(tanggal__range=(mulai, selesai))

    def jumlah_per_instansi(
        self, kini: tuple[date, date], lalu: tuple[date, date], *, sesaat: Iterable[str], batas_usia: date
    ) -> Iterable[Mapping[str, Any]]:
        """Per instansi and indicator: instansi_id, indikator, kini, lalu, seluruhnya, usang, terakhir.

        `seluruhnya` (all days) and `usang` (days before `batas_usia`) are right only for the indicators in
        `sesaat`, whose figure is a stock; `terakhir` is the last day with a figure, or None.
        """
        return (
            self.filter(Q(tanggal__gte=min(kini[0], lalu[0])) | Q(indikator__in=list(sesaat)))
            .exclude(nilai=0)
            .values("instansi_id", "indikator")
            .annotate(
                kini=Sum("nilai", filter=Q(tanggal__range=kini), default=0),
                lalu=Sum("nilai", filter=Q(tanggal__range=lalu), default=0),
                seluruhnya=Sum("nilai", default=0),
                usang=Sum("nilai", filter=Q(tanggal__lt=batas_usia), default=0),
                terakhir=Max("tanggal"),
            )
            .order_by("instansi_id", "indikator")
        )

    def jumlah_per_bulan(
        self, mulai: date, selesai: date, *, hanya: Mapping[str, list[int]]
    ) -> Iterable[Mapping[str, Any]]:
        """Per month and indicator: bulan (first day), indikator, jumlah, and a sum per name in `hanya` over
        its instansi only."""
        terbatas = {
            nama: Sum("nilai", filter=Q(instansi_id__in=ids), default=0) for nama, ids in hanya.items()
        }
        return (
            self.pada(mulai, selesai)
            .annotate(bulan=TruncMonth("tanggal"))
            .values("bulan", "indikator")
            .annotate(jumlah=Sum("nilai", default=0), **terbatas)
            .order_by("bulan", "indikator")
        )

    def jumlah_per_dimensi(self, dimensi: str, mulai: date, selesai: date) -> Iterable[Mapping[str, Any]]:
        """Per value of one dimension and indicator: isi, indikator, jumlah."""
        return (
            self.pada(mulai, selesai)
            .filter(dimensi__has_key=dimensi)
            .annotate(isi=KT(f"dimensi__{dimensi}"))
            .values("isi", "indikator")
            .annotate(jumlah=Sum("nilai"))
            .order_by("isi", "indikator")
        )


class Fakta(models.Model):
    """A published figure of one instansi. Only the fold writes here; the values are those of its rekap."""

    hak_publik = HAK

    instansi = models.ForeignKey("tenants.Instansi", on_delete=models.CASCADE, related_name="+")
    indikator = models.CharField(max_length=50)
    tanggal = models.DateField()
    dimensi = models.JSONField(default=dict)
    nilai = models.DecimalField(max_digits=20, decimal_places=4)

    objects = FaktaQuerySet.as_manager()

    class Meta:
        db_table = "dasbor_fakta"
        verbose_name = "angka terbit"
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "indikator", "tanggal", "dimensi"], name="fakta_unik"
            ),
        ]
        indexes = [models.Index(fields=["tanggal", "indikator"], name="fakta_tanggal")]

    def __str__(self) -> str:
        return f"{self.instansi_id} {self.indikator} {self.tanggal} {self.nilai}"


class StatusInstansi(models.Model):
    """Up to when the figures of an instansi are complete, and what its head has approved.

    `publikasi`: {kode: {"uuid": …, "keadaan": "disetujui"|"dicabut", "pada": ISO time, "alasan": …}}.
    An indicator that is not in there was never decided on.
    """

    hak_publik = HAK

    instansi = models.OneToOneField(
        "tenants.Instansi", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    per = models.DateTimeField("data per")
    publikasi = models.JSONField(default=dict)

    class Meta:
        db_table = "dasbor_status_instansi"
        verbose_name = "status data instansi"

    def __str__(self) -> str:
        return f"{self.instansi_id} per {self.per:%d-%m-%Y %H:%M}"

    @property
    def disetujui(self) -> frozenset[str]:
        return frozenset(k for k, v in self.publikasi.items() if v["keadaan"] == "disetujui")
