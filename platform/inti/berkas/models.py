import uuid
from pathlib import Path
from typing import BinaryIO, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from inti.akun.models import SITUS_PUBLIK_BERAKUN
from inti.berkas.simpanan import letak


class Berkas(models.Model):
    """A stored file. Its content never changes; its place on disk follows from the schema and the uuid
    alone."""

    hak_publik: ClassVar = SITUS_PUBLIK_BERAKUN
    hak_instansi: ClassVar = "SELECT, INSERT, DELETE, UPDATE (pribadi, nama)"  # what was stored never changes

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    nama = models.CharField("nama berkas", max_length=150)
    jenis_konten = models.CharField(max_length=100)
    ukuran = models.PositiveBigIntegerField("ukuran")
    sha256 = models.CharField(max_length=64)
    pribadi = models.BooleanField(default=True)
    dibuat_pada = models.DateTimeField("diunggah pada", default=timezone.now)
    diunggah_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "berkas"
        verbose_name_plural = "berkas"
        ordering = ["-dibuat_pada", "-pk"]

    def __str__(self) -> str:
        return self.nama

    @property
    def label_audit(self) -> str:
        """The trail outlives the file, and people put names into file names."""
        return (
            f"{self.jenis_konten.rsplit('/', 1)[-1].upper()} {str(self.uuid)[:8]}"
            if self.pribadi
            else self.nama
        )

    def letak(self) -> Path:
        return letak(self.uuid)

    def buka(self) -> BinaryIO:
        """Open for reading. Raises FileNotFoundError when the disk lost it."""
        return self.letak().open("rb")

    def bita(self) -> bytes:
        with self.buka() as isi:
            return isi.read()
