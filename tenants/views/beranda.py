"""First page of Diskominfo: the health of the platform at a glance. Registry figures only, never an instansi's data."""

from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.audit.models import Jejak
from inti.tugas.models import Tugas
from tenants.enums import StatusInstansi
from tenants.isolasi import hasil_terakhir
from tenants.models import Instansi, Penyediaan

JUMLAH_JEJAK = 8


def per_status() -> list[dict[str, Any]]:
    """Number of instansi of every status, also the empty ones."""
    hitung = dict(Instansi.objects.order_by().values_list("status").annotate(n=Count("pk")))
    return [{"nilai": s.value, "label": s.label, "jumlah": hitung.get(s.value, 0)} for s in StatusInstansi]


def antrean() -> dict[str, Any]:
    """The outbox of this host: how much waits, since when, and what was given up."""
    menunggu = Q(status=Tugas.Status.MENUNGGU)
    isi = Tugas.objects.order_by().aggregate(
        menunggu=Count("pk", filter=menunggu),
        gagal=Count("pk", filter=Q(status=Tugas.Status.GAGAL)),
        tertua=Min("mulai_pada", filter=menunggu & Q(mulai_pada__lte=timezone.now())),
    )
    return isi | {"umur": timezone.now() - isi["tertua"] if isi["tertua"] else None}


@require(Hak.INSTANSI_LIHAT)
@require_safe
def beranda(request: HttpRequest) -> HttpResponse:
    konteks = {
        "status": per_status(),
        "pekerjaan_kini": list(Penyediaan.objects.belum_berakhir()[:5]),
        "jejak": list(Jejak.objects.order_by("-pada", "-pk")[:JUMLAH_JEJAK])
        if request.user.punya(Hak.AUDIT_LIHAT)  # type: ignore[union-attr]
        else [],
        "isolasi": hasil_terakhir(),
        "antrean": antrean(),
        "boleh_kelola": request.user.punya(Hak.INSTANSI_KELOLA),  # type: ignore[union-attr]
    }
    return render(request, "tenants/beranda.html", konteks)
