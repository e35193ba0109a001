"""Tokens of other applications, and the keys that keep a repeated request from doing its work twice."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from inti.kripto import TeksTersandi
from inti.ui.format import KOSONG

from ..cakupan import Cakupan


class TokenApiQuerySet(models.QuerySet["TokenApi"]):
    def hidup(self) -> "TokenApiQuerySet":
        return self.filter(
            dicabut_pada=None, kedaluwarsa_pada__gt=timezone.now(), pengguna__aktif=True
        ).exclude(sidik="")


def _orang() -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )


class TokenApi(models.Model):
    """One application acting for one person. The secret is shown once, to that person; only its hash is kept.

    Until the person has accepted (`diterima_pada`) there is no secret: nobody can make a token that acts for somebody else.
    """

    hak_instansi: ClassVar = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    nama = models.CharField("nama aplikasi", max_length=80)
    pengguna = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="token_api")
    cakupan = models.JSONField(default=list)
    awalan = models.CharField(max_length=8, blank=True)
    sidik = models.CharField(max_length=64, blank=True, help_text="SHA-256 of a secret of 256 random bits")
    kedaluwarsa_pada = models.DateTimeField("berlaku sampai")
    dibuat_oleh = _orang()
    dibuat_pada = models.DateTimeField(default=timezone.now)
    diterima_pada = models.DateTimeField(null=True, blank=True)
    dipakai_pada = models.DateTimeField(
        "terakhir dipakai", null=True, blank=True, help_text="to the nearest five minutes"
    )
    dicabut_pada = models.DateTimeField(null=True, blank=True)
    dicabut_oleh = _orang()

    objects = TokenApiQuerySet.as_manager()

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name_plural = "token API"
        constraints = [
            models.UniqueConstraint(fields=["sidik"], condition=~Q(sidik=""), name="token_sidik_unik"),
            models.CheckConstraint(
                name="token_rahasia_sesudah_diterima",
                condition=Q(sidik="", diterima_pada__isnull=True)
                | (~Q(sidik="") & Q(diterima_pada__isnull=False)),
            ),
            models.CheckConstraint(
                name="token_dicabut_berpasangan",
                condition=Q(dicabut_pada__isnull=True, dicabut_oleh__isnull=True)
                | Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False),
            ),
            models.CheckConstraint(name="token_berakhir", condition=Q(kedaluwarsa_pada__gt=F("dibuat_pada"))),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def label_audit(self) -> str:
        return self.nama

    @property
    def awalan_tampil(self) -> str:
        return f"spbe_{self.awalan}_…" if self.awalan else KOSONG

    @property
    def keadaan(self) -> str:
        if self.dicabut_pada:
            return "Dicabut"
        if self.kedaluwarsa_pada <= timezone.now():
            return "Kedaluwarsa"
        return "Berlaku" if self.diterima_pada else "Menunggu diterima"

    @property
    def nama_buku(self) -> str:
        """What an applicant reads in the ledger of who opened the file."""
        return f"Aplikasi {self.nama}"

    def label_cakupan(self) -> str:
        return ", ".join(str(Cakupan(c).label) for c in self.cakupan)


class KunciIdempoten(models.Model):
    """`Idempotency-Key` of a token: the same key with the same body gives the same answer, and no second permohonan."""

    hak_instansi: ClassVar = "SELECT, INSERT, DELETE"

    token = models.ForeignKey(TokenApi, models.CASCADE, related_name="+", db_index=False)
    kunci = models.CharField(max_length=80)
    sidik = models.CharField(max_length=64, help_text="SHA-256 of method, path and body")
    jawaban = TeksTersandi()
    status = models.PositiveSmallIntegerField()
    pada = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "kunci idempoten"
        constraints = [models.UniqueConstraint(fields=["token", "kunci"], name="kunci_idempoten_sekali")]

    def __str__(self) -> str:
        return self.kunci
