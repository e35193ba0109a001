"""Who opened a permohonan: read by the applicant by post, by the holder of Hak.AUDIT_LIHAT by name."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from layanan.models import Permohonan


class AksesPermohonan(models.Model):
    """One person, one permohonan, one hour. Rows are added and never changed: there is no privilege to."""

    hak_instansi: ClassVar = "SELECT, INSERT"

    class Cara(models.TextChoices):
        LAYAR = "layar", "Layar kerja"
        BERKAS = "berkas", "Berkas"
        API = "api", "Aplikasi lain"

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="akses", db_index=False)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    jabatan = models.CharField(max_length=160, help_text="post at that moment: what the applicant reads")
    cara = models.CharField(max_length=6, choices=Cara, help_text="how it was opened first in that hour")
    jam = models.DateTimeField(help_text="start of the hour")
    pada = models.DateTimeField("waktu", default=timezone.now)

    class Meta:
        ordering = ["-jam", "-pk"]
        verbose_name_plural = "akses permohonan"
        constraints = [
            models.UniqueConstraint(fields=["permohonan", "oleh", "jam"], name="akses_sekali_sejam"),
        ]
        indexes = [
            models.Index(fields=["-pada", "-id"], name="akses_terbaru"),
            models.Index(fields=["oleh", "-pada", "-id"], name="akses_orang"),
        ]

    def __str__(self) -> str:
        return f"{self.permohonan_id}: {self.jabatan}"
