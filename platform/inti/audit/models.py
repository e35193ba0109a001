"""One table, append-only by privilege: the instansi's login may INSERT and SELECT, nothing else."""

import uuid
from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from inti.db.kata import Vektor
from inti.db.login import LOGIN_DISKOMINFO, LOGIN_MONITORING

DICARI = ("oleh_nama", "objek_label", "objek_id", "kode", "nomor_permintaan")


class Jejak(models.Model):
    """Who, what, to what, when, from where. No foreign keys: the line outlives what it speaks of."""

    hak_instansi: ClassVar = "SELECT, INSERT"
    hak_publik: ClassVar = {LOGIN_DISKOMINFO: "SELECT, INSERT", LOGIN_MONITORING: "SELECT, INSERT"}

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kode = models.CharField("kejadian", max_length=64)
    pada = models.DateTimeField("pada", default=timezone.now)
    oleh_id = models.BigIntegerField(null=True)
    oleh_nama = models.CharField("oleh", max_length=150, blank=True)
    objek_jenis = models.CharField(max_length=64, blank=True)
    objek_id = models.CharField(max_length=64, blank=True)
    objek_label = models.CharField("objek", max_length=150, blank=True)
    situs = models.CharField(max_length=20, blank=True)
    alamat_ip = models.GenericIPAddressField("alamat IP", null=True)
    agen = models.CharField("perangkat", max_length=200, blank=True)
    nomor_permintaan = models.CharField(max_length=64, blank=True)
    rinci = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        db_table = "audit_jejak"
        verbose_name = "jejak audit"
        verbose_name_plural = "jejak audit"
        ordering = ["-pada", "-pk"]
        indexes = [
            models.Index(fields=["-pada", "-id"], name="jejak_pada"),
            models.Index(fields=["kode", "-pada"], name="jejak_kode"),
            models.Index(fields=["objek_jenis", "objek_id"], name="jejak_objek"),
            models.Index(fields=["oleh_id", "-pada"], name="jejak_oleh"),
            GinIndex(Vektor(*DICARI), name="jejak_kata"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.pada:%Y-%m-%d %H:%M}"

    def kalimat(self) -> str:
        from inti.audit.kalimat import kalimat

        return kalimat(self)
