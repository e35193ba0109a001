"""The wording of a service's letter as this instansi wants it. No row: the shipped one (`layanan.dokumen.peta`)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from ..enums import KeadaanVersi


class TemplatSurat(models.Model):
    """One version of the wording. Once published it does not change (a trigger refuses it); a letter's draft names its version.

    `isi`: fields of `layanan.dokumen.tulisan.tulis`; empty: back to the shipped wording.
    """

    kode_layanan = models.CharField(max_length=16)
    versi = models.PositiveSmallIntegerField()
    keadaan = models.CharField(max_length=12, choices=KeadaanVersi, default=KeadaanVersi.KONSEP)
    isi = models.JSONField(default=dict, blank=True)
    perubahan = models.CharField(max_length=300, blank=True, help_text="what this version changes, and why")
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    dibuat_pada = models.DateTimeField(auto_now_add=True)
    berlaku_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kode_layanan", "-versi"]
        verbose_name_plural = "templat surat"
        constraints = [
            models.UniqueConstraint(fields=["kode_layanan", "versi"], name="templat_surat_versi_sekali"),
            models.UniqueConstraint(
                fields=["kode_layanan"], condition=Q(keadaan="berlaku"), name="templat_surat_satu_berlaku"
            ),
            models.UniqueConstraint(
                fields=["kode_layanan"], condition=Q(keadaan="konsep"), name="templat_surat_satu_konsep"
            ),
            models.CheckConstraint(
                name="templat_surat_berlaku_bertanggal",
                condition=Q(keadaan="konsep") | Q(berlaku_pada__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode_layanan} versi {self.versi}"

    @property
    def label_audit(self) -> str:
        return f"templat surat {self}"
