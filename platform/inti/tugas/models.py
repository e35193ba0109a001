import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils import timezone


class TugasQuerySet(models.QuerySet["Tugas"]):
    def siap(self) -> Self:
        """Waiting, due, and not being worked on."""
        kini = timezone.now()
        return self.filter(status=Tugas.Status.MENUNGGU, mulai_pada__lte=kini).filter(
            models.Q(dikunci_sampai=None) | models.Q(dikunci_sampai__lt=kini)
        )

    def tertinggal(self, *, umur: timedelta) -> Self:
        """Ready for longer than `umur`: the hint to the broker was lost."""
        return self.siap().filter(mulai_pada__lt=timezone.now() - umur)


class Tugas(models.Model):
    """One piece of background work, written in the transaction that wants it done."""

    class Status(models.TextChoices):
        MENUNGGU = "menunggu", "Menunggu"
        SELESAI = "selesai", "Selesai"
        GAGAL = "gagal", "Gagal"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    nama = models.CharField(max_length=120)
    argumen = models.JSONField(default=dict)
    antrean = models.CharField(max_length=20, default="umum")
    status = models.CharField(max_length=10, choices=Status, default=Status.MENUNGGU)
    percobaan = models.PositiveSmallIntegerField(default=0)
    mulai_pada = models.DateTimeField(default=timezone.now)
    dikunci_sampai = models.DateTimeField(null=True)
    galat = models.TextField(blank=True)
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    selesai_pada = models.DateTimeField(null=True)

    hak_publik = {
        "spbe_diskominfo": "SELECT, INSERT, UPDATE, DELETE",
        "spbe_monitoring": "SELECT, INSERT, UPDATE, DELETE",
    }

    objects = TugasQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="tugas_selesai_berwaktu",
                condition=models.Q(status="selesai", selesai_pada__isnull=False)
                | (~models.Q(status="selesai") & models.Q(selesai_pada__isnull=True)),
            )
        ]
        indexes = [
            models.Index(fields=["mulai_pada"], name="tugas_siap", condition=models.Q(status="menunggu")),
        ]

    def __str__(self) -> str:
        return f"{self.nama} ({self.status})"
