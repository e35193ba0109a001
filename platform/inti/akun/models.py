"""People and what they may do. These tables exist in every instansi's schema and, for the public hosts, in
`public`."""

import datetime as dt
import uuid
from copy import copy
from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from inti.akun.hak import LABEL_PERAN, PERAN, PERAN_WAJIB_MFA, SITUS_PERAN, Hak, label_peran
from inti.akun.waktu import hari_ini
from inti.db.baris import bukan_orang_diskominfo
from inti.db.login import LOGIN_DISKOMINFO, LOGIN_MONITORING
from inti.situs import situs_kini

SITUS_PUBLIK_BERAKUN = {
    LOGIN_DISKOMINFO: "SELECT, INSERT, UPDATE, DELETE",
    LOGIN_MONITORING: "SELECT, INSERT, UPDATE, DELETE",
}
PERAMBAN = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
]
SISTEM = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
]
PILIHAN_PERAN = [(peran, label_peran(peran)) for peran in LABEL_PERAN]


class Sifat(models.TextChoices):
    """How an office is held; Plt. and Plh. rest on a letter of assignment (UU 30/2014 Ps 14)."""

    DEFINITIF = "definitif", "Definitif"
    PLT = "plt", "Plt. (pelaksana tugas)"
    PLH = "plh", "Plh. (pelaksana harian)"


class PenggunaQuerySet(models.QuerySet["Pengguna"]):
    def dengan_penugasan(self) -> Self:
        """With the assignments in force today, in `penugasan_kini`: one query for the whole page."""
        berlaku = Penugasan.objects.berlaku().order_by("peran", "pk")
        return self.prefetch_related(models.Prefetch("penugasan", berlaku, to_attr="penugasan_kini"))

    def berperan(self, *peran: str) -> Self:
        return self.filter(pk__in=Penugasan.objects.berlaku().filter(peran__in=peran).values("pengguna"))

    def berhak(self, hak: Hak) -> Self:
        """The active people who hold a right today on this site."""
        peran = [p for p in peran_di_situs() if hak in PERAN[p]]
        return self.filter(aktif=True).berperan(*peran)


class PenggunaManager(BaseUserManager.from_queryset(PenggunaQuerySet)):  # type: ignore[misc]
    pass


class Pengguna(AbstractBaseUser):
    """A person. The same person may exist in two instansi: as two rows, in two schemas, with two
    passwords."""

    hak_publik: ClassVar = SITUS_PUBLIK_BERAKUN
    tulis_publik: ClassVar = bukan_orang_diskominfo("akun_pengguna.id")

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    surel = models.EmailField("alamat surel", max_length=254, unique=True)
    nama = models.CharField("nama", max_length=150)
    nip = models.CharField("NIP", max_length=18, blank=True)
    aktif = models.BooleanField("aktif", default=True)
    bahasa = models.CharField("bahasa", max_length=5, default="id")
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now, editable=False)

    objects = PenggunaManager()

    EMAIL_FIELD = "surel"
    USERNAME_FIELD = "surel"
    REQUIRED_FIELDS = ["nama"]
    is_staff = False
    is_superuser = False

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ["nama", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(surel=Lower("surel")), name="pengguna_surel_huruf_kecil"),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.aktif

    @property
    def label_audit(self) -> str:
        return self.nama

    def get_full_name(self) -> str:
        return self.nama

    def penugasan_berlaku(self) -> list["Penugasan"]:
        """Assignments in force today that count on this site. One query per object, so one per request."""
        if self.per_hari is not None:
            tetap: list[Penugasan] = self.__dict__["_penugasan_berlaku"]
            return tetap
        if not self.aktif:
            return []
        if not hasattr(self, "_penugasan_berlaku"):
            semua = self.penugasan.berlaku().filter(peran__in=peran_di_situs()).order_by("peran", "pk")
            self._penugasan_berlaku = list(semua)
        return self._penugasan_berlaku

    per_hari: dt.date | None = None
    """Set by `seperti_pada`: the rights of this object are those of that day."""

    def seperti_pada(self, hari: dt.date) -> Self:
        """The same person with the rights of that day, also of who has left since: for what was done on paper then
        (Tanah Laut 126/2022 Ps 12). Never for a request."""
        orang = copy(self)
        orang.lupakan_hak()
        orang.per_hari = hari
        semua = self.penugasan.pada(hari).filter(peran__in=peran_di_situs()).order_by("peran", "pk")
        orang._penugasan_berlaku = list(semua)
        return orang

    def lupakan_hak(self) -> None:
        """Forget what this object knows of its rights, after a change."""
        self.__dict__.pop("_penugasan_berlaku", None)
        self.__dict__.pop("_seksi_kosong", None)

    def hak(self) -> frozenset[Hak]:
        return frozenset().union(*(PERAN[p.peran] for p in self.penugasan_berlaku()))

    def punya(self, hak: Hak | str) -> bool:
        return hak in self.hak()

    def seksi(self) -> frozenset[str]:
        """Codes of the seksi in which the person works today."""
        return frozenset(p.seksi for p in self.penugasan_berlaku() if p.seksi)

    def berperan(self, *peran: str) -> bool:
        return any(p.peran in peran for p in self.penugasan_berlaku())

    def wajib_mfa(self) -> bool:
        return self.berperan(*PERAN_WAJIB_MFA)


def peran_di_situs() -> list[str]:
    """The roles that count here: a Sekda's role gives nothing on Diskominfo's host, and the reverse."""
    situs = situs_kini()
    if situs is None:
        return list(PERAN)
    return [peran for peran, jenis in SITUS_PERAN.items() if jenis == situs.jenis]


class PenugasanQuerySet(models.QuerySet["Penugasan"]):
    def pada(self, hari: dt.date) -> Self:
        """In force on a past day as it was then: one that was revoked later, or of an account closed since, counts."""
        return self.filter(
            Q(selesai__isnull=True) | Q(selesai__gte=hari),
            Q(dicabut_pada__isnull=True) | Q(dicabut_pada__date__gt=hari),
            mulai__lte=hari,
        )

    def berlaku(self, hari: dt.date | None = None) -> Self:
        """In force on a day (default: today where the instansi is), of people who are active."""
        hari = hari or hari_ini()
        return self.filter(
            Q(selesai__isnull=True) | Q(selesai__gte=hari),
            dicabut_pada__isnull=True,
            mulai__lte=hari,
            pengguna__aktif=True,
        )


class Penugasan(models.Model):
    """A person holds a peran for a period (Perbup Tanah Laut 126/2022 Ps 4-5)."""

    hak_publik: ClassVar = SITUS_PUBLIK_BERAKUN
    tulis_publik: ClassVar = f"session_user = '{LOGIN_DISKOMINFO}' OR peran <> 'diskominfo'"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    pengguna = models.ForeignKey(Pengguna, models.PROTECT, related_name="penugasan", verbose_name="pengguna")
    peran = models.CharField("peran", max_length=32, choices=PILIHAN_PERAN)
    seksi = models.CharField("seksi", max_length=32, blank=True)
    sifat = models.CharField("sifat", max_length=10, choices=Sifat, default=Sifat.DEFINITIF)
    nomor_sk = models.CharField("nomor SK", max_length=100, blank=True)
    mulai = models.DateField("mulai")
    selesai = models.DateField("selesai", null=True, blank=True)
    dibuat_pada = models.DateTimeField("dibuat pada", default=timezone.now, editable=False)
    dibuat_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    dicabut_pada = models.DateTimeField("dicabut pada", null=True, blank=True)
    dicabut_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    alasan_cabut = models.CharField("alasan pencabutan", max_length=200, blank=True)

    objects = PenugasanQuerySet.as_manager()

    class Meta:
        verbose_name = "penugasan"
        verbose_name_plural = "penugasan"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__isnull=True) | Q(mulai__lte=F("selesai")),
                name="penugasan_mulai_sebelum_selesai",
            ),
            models.CheckConstraint(
                condition=Q(dicabut_pada__isnull=True, dicabut_oleh__isnull=True)
                | Q(dicabut_pada__isnull=False, dicabut_oleh__isnull=False),
                name="penugasan_dicabut_berpasangan",
            ),
            models.CheckConstraint(
                condition=Q(sifat=Sifat.DEFINITIF) | ~Q(nomor_sk=""), name="penugasan_plt_plh_bernomor"
            ),
            # A CHECK that is NULL passes: an assignment made by the system has no dibuat_oleh.
            models.CheckConstraint(
                condition=Q(dibuat_oleh__isnull=True) | ~Q(dibuat_oleh=F("pengguna")),
                name="penugasan_bukan_diri_sendiri",
            ),
            models.UniqueConstraint(
                fields=["pengguna", "peran", "seksi"],
                condition=Q(dicabut_pada__isnull=True, selesai__isnull=True),
                name="penugasan_terbuka_unik",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pengguna_id}: {self.peran}"

    @property
    def label_audit(self) -> str:
        return self.label()

    def label(self) -> str:
        """As written under a signature: "Plt. Camat"."""
        situs = situs_kini()
        jenis = situs.instansi.jenis if situs and situs.instansi else ""
        awalan = {"plt": "Plt. ", "plh": "Plh. "}.get(self.sifat, "")
        return awalan + label_peran(self.peran, jenis)

    def keadaan(self, hari: dt.date | None = None) -> str:
        """One of dicabut, akan_datang, berakhir, berlaku."""
        hari = hari or hari_ini()
        if self.dicabut_pada:
            return "dicabut"
        if self.mulai > hari:
            return "akan_datang"
        if self.selesai and self.selesai < hari:
            return "berakhir"
        return "berlaku"


class UndanganQuerySet(models.QuerySet["Undangan"]):
    def menunggu(self) -> Self:
        return self.filter(
            dipakai_pada__isnull=True, dibatalkan_pada__isnull=True, berlaku_sampai__gt=timezone.now()
        )


class Undangan(models.Model):
    """An offer of an account. Only the hash of its token is kept; the account is made when it is accepted."""

    hak_publik: ClassVar = SITUS_PUBLIK_BERAKUN
    baris_publik: ClassVar = f"session_user = '{LOGIN_DISKOMINFO}' OR peran <> 'diskominfo'"

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    surel = models.EmailField("alamat surel", max_length=254)
    nama = models.CharField("nama", max_length=150)
    peran = models.CharField("peran", max_length=32, choices=PILIHAN_PERAN)
    seksi = models.CharField("seksi", max_length=32, blank=True)
    sidik_token = models.CharField(max_length=64, unique=True, editable=False)
    diundang_pada = models.DateTimeField("diundang pada", default=timezone.now)
    diundang_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    berlaku_sampai = models.DateTimeField("berlaku sampai")
    dipakai_pada = models.DateTimeField("dipakai pada", null=True, blank=True)
    dipakai_oleh = models.ForeignKey(Pengguna, models.PROTECT, null=True, blank=True, related_name="+")
    dibatalkan_pada = models.DateTimeField("dibatalkan pada", null=True, blank=True)

    objects = UndanganQuerySet.as_manager()

    token: str = ""  # only on the object that `undang` returns
    tautan: str = ""

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        ordering = ["-diundang_pada", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(surel=Lower("surel")), name="undangan_surel_huruf_kecil"),
            models.CheckConstraint(
                condition=Q(dipakai_pada__isnull=True, dipakai_oleh__isnull=True)
                | Q(dipakai_pada__isnull=False, dipakai_oleh__isnull=False),
                name="undangan_dipakai_berpasangan",
            ),
            models.CheckConstraint(
                condition=Q(dipakai_pada__isnull=True) | Q(dibatalkan_pada__isnull=True),
                name="undangan_satu_akhir",
            ),
        ]

    def __str__(self) -> str:
        return f"Undangan {self.uuid}"

    @property
    def label_audit(self) -> str:
        return self.nama

    def label(self) -> str:
        situs = situs_kini()
        return label_peran(self.peran, situs.instansi.jenis if situs and situs.instansi else "")


class Sesi(AbstractBaseSession):
    """A session with what its owner needs to recognise it (see `inti.akun.sesi`)."""

    hak_publik: ClassVar = SITUS_PUBLIK_BERAKUN
    baris_publik: ClassVar = "situs = session_user"

    situs = models.CharField(max_length=63)
    pengguna_id = models.BigIntegerField(null=True, db_index=True)
    alamat_ip = models.GenericIPAddressField(null=True)
    perangkat = models.CharField(max_length=200, blank=True)
    dibuat_pada = models.DateTimeField(default=timezone.now)
    terakhir_aktif = models.DateTimeField(default=timezone.now)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = "sesi"
        verbose_name_plural = "sesi"

    @property
    def nama_perangkat(self) -> str:
        """Browser and system as people call them; what is not recognised is shown as it was sent."""
        nama = [
            next((n for kunci, n in daftar if kunci in self.perangkat), "") for daftar in (PERAMBAN, SISTEM)
        ]
        return " di ".join(n for n in nama if n) or self.perangkat or "Tidak diketahui"

    @classmethod
    def get_session_store_class(cls) -> Any:
        from inti.akun.sesi import SessionStore

        return SessionStore
