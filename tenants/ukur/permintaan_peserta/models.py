from django.db import models


class Orang(models.Model):
    """What the page shows. The same table in every contestant's schemas."""

    nama = models.CharField(max_length=150, db_index=True)
    surel = models.EmailField(unique=True)
    jabatan = models.CharField(max_length=100)
    aktif = models.BooleanField(default=True)
    dibuat_pada = models.DateTimeField()

    objects: "models.Manager[Orang]" = models.Manager()

    class Meta:
        app_label = "ukur_permintaan"
        verbose_name = "orang"
        verbose_name_plural = "orang"
        ordering = ["nama"]

    def __str__(self) -> str:
        return self.nama
