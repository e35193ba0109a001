"""Permohonan that were written before there were stages get them from their history."""

from typing import Any

from django.db import migrations

SEKALI = 500
BIDANG = ("status", "layanan", "seksi", "siap_pada", "lama_menit", "batas_tahap")


def lengkapi(apps: Any, schema_editor: Any) -> None:
    from layanan.waktu.tahap import dari_riwayat

    model = {n: apps.get_model("layanan", n) for n in ("Permohonan", "Riwayat", "Tahap", "Layanan")}
    permohonan = model["Permohonan"].objects
    layanan = model["Layanan"].objects.in_bulk()
    kunci = list(permohonan.filter(tahap=None).order_by("pk").values_list("pk", flat=True))
    for awal in range(0, len(kunci), SEKALI):
        satu = permohonan.only(*BIDANG).in_bulk(kunci[awal : awal + SEKALI])
        riwayat: dict[int, list[Any]] = {pk: [] for pk in satu}
        for r in model["Riwayat"].objects.filter(permohonan__in=satu).order_by("pada", "pk"):
            riwayat[r.permohonan_id].append(r)
        semua = []
        for p in satu.values():
            p.layanan = layanan[p.layanan_id]
            tahap = dari_riwayat(p, riwayat[p.pk], model["Tahap"])
            if p.lama_menit is not None:
                p.lama_menit = sum(
                    t.menit_kerja or 0 for t in tahap if t.hitungan in ("sebelum", "janji")
                )
            semua += tahap
        model["Tahap"].objects.bulk_create(semua)
        permohonan.bulk_update(satu.values(), ["batas_tahap", "lama_menit"])


class Migration(migrations.Migration):
    dependencies = [("layanan", "0006_waktu_kerja")]

    operations = [migrations.RunPython(lengkapi, migrations.RunPython.noop)]
