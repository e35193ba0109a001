"""The letter before it is signed: its versions, and who put their paraf on which of them (Perbup Tanah Laut 126/2022 Ps 9(4))."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from inti.kripto import TeksTersandi

from .permohonan import Permohonan


def naskah(isi: Mapping[str, Any]) -> str:
    """One text for one content: keys in order, so equal contents have equal fingerprints."""
    return json.dumps(isi, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder)


def sidik_isi(isi: Mapping[str, Any]) -> str:
    return hashlib.sha256(naskah(isi).encode()).hexdigest()


class Konsep(models.Model):
    """One version of what the letter says. Rows are added and never changed; the newest is the one that is signed.

    `isi` is JSON: `pemohon`, `isian` and `keperluan` as the permohonan had them, and what the editor of the letter adds.
    """

    hak_instansi = "SELECT, INSERT"

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="konsep", db_index=False)
    versi = models.PositiveSmallIntegerField()
    isi = TeksTersandi()
    sidik = models.CharField(max_length=64, help_text="SHA-256 of the content")
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    dibuat_pada = models.DateTimeField()

    class Meta:
        ordering = ["permohonan", "-versi"]
        verbose_name_plural = "konsep surat"
        constraints = [
            models.UniqueConstraint(fields=["permohonan", "versi"], name="konsep_versi_sekali"),
            models.CheckConstraint(name="konsep_versi_dari_satu", condition=models.Q(versi__gte=1)),
        ]

    def __str__(self) -> str:
        return f"konsep {self.permohonan_id} versi {self.versi}"

    @property
    def data(self) -> dict[str, Any]:
        return json.loads(self.isi)


class Paraf(models.Model):
    """A paraf on one version of the letter. `urutan` 0 is the seksi's, then the chain of the service.

    A newer version of the letter voids it (a trigger does that too); nothing else about it ever changes.
    """

    hak_instansi = "SELECT, INSERT, UPDATE (batal_pada, batal_sebab)"

    permohonan = models.ForeignKey(Permohonan, models.PROTECT, related_name="paraf", db_index=False)
    konsep = models.ForeignKey(Konsep, models.PROTECT, related_name="paraf", db_index=False)
    urutan = models.PositiveSmallIntegerField()
    peran = models.CharField(max_length=24, help_text="peran under which it was given")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    oleh_nama = models.CharField(max_length=120)
    jabatan = models.CharField(max_length=160, blank=True)
    pada = models.DateTimeField()
    batal_pada = models.DateTimeField(null=True, blank=True)
    batal_sebab = models.CharField(max_length=240, blank=True)

    class Meta:
        ordering = ["permohonan", "pada", "pk"]
        verbose_name_plural = "paraf"
        constraints = [
            models.UniqueConstraint(
                fields=["permohonan", "urutan"], condition=models.Q(batal_pada=None), name="paraf_sekali"
            ),
            models.UniqueConstraint(
                fields=["permohonan", "oleh"], condition=models.Q(batal_pada=None), name="paraf_orang_berbeda"
            ),
            models.CheckConstraint(
                name="paraf_batal_bersebab",
                condition=models.Q(batal_pada=None, batal_sebab="")
                | models.Q(batal_pada__isnull=False) & ~models.Q(batal_sebab=""),
            ),
        ]
        indexes = [models.Index(fields=["permohonan", "urutan"], name="paraf_urut")]

    def __str__(self) -> str:
        return f"paraf {self.urutan} {self.oleh_nama}"
