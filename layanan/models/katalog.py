"""What the instansi offers: its seksi, its services and what each service asks for."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models

from ..enums import BentukSyarat, KeadaanVersi, SatuanWaktu


class Seksi(models.Model):
    """A seksi, subbagian or bidang (Perbup Tanah Laut 126/2022 Ps 1 angka 6-7)."""

    kode = models.CharField(max_length=12, unique=True)
    nama = models.CharField(max_length=120)
    jabatan = models.CharField("jabatan kepala", max_length=140)
    urutan = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["urutan", "kode"]
        verbose_name_plural = "seksi"

    def __str__(self) -> str:
        return self.nama


class LayananQuerySet(models.QuerySet["Layanan"]):
    def terkini(self) -> "LayananQuerySet":
        """The version in force of each service: one row a kode."""
        return self.filter(keadaan=KeadaanVersi.BERLAKU)

    def aktif(self) -> "LayananQuerySet":
        """What can be applied for now."""
        return self.terkini().filter(aktif=True).select_related("seksi").order_by("urutan", "kode")


def kanal_bawaan() -> list[str]:
    return ["loket", "desa", "daring"]


def rantai_bawaan() -> list[str]:
    return ["koordinator"]


class Layanan(models.Model):
    """One version of a service with its standard (Permen PANRB 15/2014): terms, time, cost, route and signer.

    `kode` names the service. A permohonan points at the version that it started with; what was once in force is not
    edited but followed by the next version (`layanan.katalog.actions`). A trigger refuses the instansi's login every
    change of a published version but `aktif` and `keadaan` (migration versi_tetap).
    """

    kode = models.CharField(max_length=16)
    versi = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1)])
    keadaan = models.CharField(max_length=12, choices=KeadaanVersi, default=KeadaanVersi.BERLAKU)
    berlaku_pada = models.DateTimeField(null=True, blank=True)
    perubahan = models.CharField(max_length=300, blank=True, help_text="what this version changes, and why")
    nama = models.CharField(max_length=160)
    jenis = models.CharField(max_length=24)
    seksi = models.ForeignKey(Seksi, models.PROTECT, related_name="layanan")
    pemohon = models.JSONField(default=list, help_text="warga, aparat_desa")
    isian = models.JSONField(
        default=list, help_text="declared form fields: nama, label, tipe, wajib, pilihan"
    )
    isian_seksi = models.JSONField(default=list, help_text="fields that the seksi fills in when it validates")
    waktu_nilai = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    waktu_satuan = models.CharField(max_length=12, choices=SatuanWaktu)
    biaya = models.PositiveIntegerField(default=0)
    biaya_keterangan = models.CharField(max_length=160, blank=True)
    dasar_hukum = models.JSONField(default=list)
    pelimpahan = models.CharField(
        "dasar pelimpahan wewenang",
        max_length=300,
        blank=True,
        help_text="regulation that gives the task to this office",
    )
    kanal = models.JSONField(
        default=kanal_bawaan, help_text="Kanal values through which it can be applied for"
    )
    komponen = models.JSONField(
        default=dict, blank=True, help_text="texts of the 14 components that no other column holds, by key"
    )
    penandatangan = models.JSONField(
        default=list,
        help_text="peran that may sign, the default one first; empty where nothing is signed here",
    )
    perlu_paraf = models.BooleanField(default=True)
    rantai_paraf = models.JSONField(
        default=rantai_bawaan, help_text="peran that give their paraf after the seksi, in order"
    )
    kertas = models.CharField(max_length=4, default="A4", choices=[("A4", "A4"), ("F4", "F4")])
    tembusan = models.JSONField(default=list, blank=True)
    perlu_ttd = models.BooleanField(default=True)
    penerbit_luar = models.CharField(max_length=60, blank=True)
    tinjau_lapangan = models.BooleanField(default=False)
    luar_wilayah = models.BooleanField("terbuka bagi warga luar wilayah", default=False)
    alasan_luar_wilayah = models.CharField(max_length=200, blank=True)
    keluaran = models.CharField(max_length=120)
    masa_berlaku_nilai = models.PositiveSmallIntegerField(null=True, blank=True)
    masa_berlaku_satuan = models.CharField(max_length=12, blank=True)
    kode_klasifikasi = models.CharField(max_length=24)
    templat = models.CharField(max_length=16, help_text="key in layanan.dokumen.peta.PETA_TEMPLAT")
    catatan = models.TextField(blank=True)
    aktif = models.BooleanField(default=True)
    urutan = models.PositiveSmallIntegerField(default=0)

    objects = LayananQuerySet.as_manager()

    class Meta:
        ordering = ["urutan", "kode"]
        verbose_name_plural = "layanan"
        constraints = [
            models.UniqueConstraint(fields=["kode", "versi"], name="layanan_versi_sekali"),
            models.UniqueConstraint(
                fields=["kode"], condition=models.Q(keadaan="berlaku"), name="layanan_satu_berlaku"
            ),
            models.UniqueConstraint(
                fields=["kode"], condition=models.Q(keadaan="konsep"), name="layanan_satu_konsep"
            ),
            models.CheckConstraint(
                name="layanan_paraf_hanya_bila_ttd",
                condition=models.Q(perlu_ttd=True) | models.Q(perlu_paraf=False),
                violation_error_message="Paraf hanya ada pada layanan yang ditandatangani di instansi ini.",
            ),
            models.CheckConstraint(
                name="layanan_rantai_sesuai_paraf",
                condition=models.Q(perlu_paraf=True) & ~models.Q(rantai_paraf=[])
                | models.Q(perlu_paraf=False, rantai_paraf=[]),
                violation_error_message="Rantai paraf harus sama dengan ada tidaknya paraf.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def waktu(self) -> str:
        return f"{self.waktu_nilai} {SatuanWaktu(self.waktu_satuan).label}"

    @property
    def tarif(self) -> str:
        return "Gratis" if self.biaya == 0 else "Rp" + f"{self.biaya:,}".replace(",", ".")

    def kolom(self, nama: str) -> dict[str, Any] | None:
        """The declaration of one form field."""
        return next((k for k in (*self.isian, *self.isian_seksi) if k["nama"] == nama), None)


class Persyaratan(models.Model):
    """One requirement of a service. Nothing else may be asked (UU 25/2009)."""

    layanan = models.ForeignKey(Layanan, models.CASCADE, related_name="persyaratan")
    kode = models.CharField(max_length=24)
    nama = models.CharField(max_length=200)
    wajib = models.BooleanField(default=True)
    bentuk = models.CharField(max_length=8, choices=BentukSyarat, default=BentukSyarat.SALINAN)
    harus_diunggah = models.BooleanField(
        default=False, help_text="a scan is needed, the paper alone is not enough"
    )
    urutan = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["layanan", "urutan"]
        verbose_name_plural = "persyaratan"
        constraints = [models.UniqueConstraint(fields=["layanan", "kode"], name="syarat_sekali_per_layanan")]

    def __str__(self) -> str:
        return self.nama

    @property
    def sifat(self) -> str:
        """What the name does not say already: "asli", "salinan, dipindai atau difoto"."""
        bentuk = BentukSyarat(self.bentuk).label.lower()
        sifat = [] if bentuk in self.nama.casefold() else [bentuk]
        return ", ".join([*sifat, *(["dipindai atau difoto"] if self.harus_diunggah else [])])
