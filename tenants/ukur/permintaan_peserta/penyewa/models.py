from django.db import models
from django_tenants.models import DomainMixin, TenantMixin


class Penyewa(TenantMixin):
    auto_create_schema = False

    nama = models.CharField(max_length=100)

    class Meta:
        app_label = "ukur_penyewa"
        verbose_name = "penyewa"
        verbose_name_plural = "penyewa"

    def __str__(self) -> str:
        return self.nama


class DomainPenyewa(DomainMixin):
    class Meta:
        app_label = "ukur_penyewa"
        verbose_name = "domain penyewa"
        verbose_name_plural = "domain penyewa"
