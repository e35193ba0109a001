"""What the catalogue keeps beside the versions: the maklumat, and files that wait to be imported."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

MAKLUMAT_BAKU = (
    "Dengan ini kami menyatakan sanggup menyelenggarakan pelayanan sesuai dengan standar pelayanan yang telah "
    "ditetapkan, dan apabila tidak menepati janji ini, kami siap menerima sanksi sesuai dengan ketentuan peraturan "
    "perundang-undangan."
)


class PenetapanStandar(models.Model):
    """The decree by which the head set this version of a service's standard (UU 25/2009 Ps 20, Permen PANRB 15/2014).

    Until there is one its times, fee and validity are a proposal, whoever wrote them.
    """

    hak_instansi = "SELECT, INSERT"

    layanan = models.OneToOneField("layanan.Layanan", models.PROTECT, related_name="penetapan")
    nomor = models.CharField("nomor keputusan", max_length=100)
    tanggal = models.DateField()
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False)
    pada = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "penetapan standar"
        constraints = [models.CheckConstraint(name="penetapan_bernomor", condition=~models.Q(nomor=""))]

    def __str__(self) -> str:
        return self.nomor


class MaklumatQuerySet(models.QuerySet["Maklumat"]):
    def berlaku(self) -> "Maklumat | None":
        """The one in force today: the latest that has begun; of one day the last written."""
        return self.filter(mulai__lte=timezone.localdate()).order_by("-mulai", "-pk").first()


class Maklumat(models.Model):
    """The promise of the office under the name of its head (UU 25/2009 Ps 22). A new one follows; none is edited."""

    hak_instansi = "SELECT, INSERT"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    mulai = models.DateField("mulai berlaku")
    isi = models.TextField()
    tempat = models.CharField(max_length=80)
    jabatan = models.CharField(max_length=140)
    nama = models.CharField(max_length=120)
    nip = models.CharField(max_length=18, blank=True)
    dibuat_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    dibuat_pada = models.DateTimeField(default=timezone.now)

    objects = MaklumatQuerySet.as_manager()

    class Meta:
        ordering = ["-mulai", "-pk"]
        verbose_name_plural = "maklumat"
        constraints = [
            models.CheckConstraint(
                name="maklumat_bernama",
                condition=~models.Q(nama="") & ~models.Q(jabatan="") & ~models.Q(isi=""),
            )
        ]

    def __str__(self) -> str:
        return f"Maklumat {self.mulai:%Y-%m-%d}"

    @property
    def label_audit(self) -> str:
        return str(self)


class Impor(models.Model):
    """A checked file of services that waits for the Administrator to choose what becomes a draft."""

    hak_instansi = "SELECT, INSERT, UPDATE"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    nama_berkas = models.CharField(max_length=150)
    asal = models.CharField(max_length=160, blank=True)
    isi = models.JSONField(help_text="list of declarations that passed the checks")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    dibuat_pada = models.DateTimeField(default=timezone.now)
    selesai_pada = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-dibuat_pada", "-pk"]
        verbose_name_plural = "impor"

    def __str__(self) -> str:
        return self.nama_berkas

    @property
    def label_audit(self) -> str:
        return self.nama_berkas
