"""The maklumat as the Administrator keeps it: the one in force, those before, and the next."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.akun.models import Penugasan
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan

from ...surat.data import instansi_kini, kepala, tempat
from ...views.galat import tandai
from .. import actions
from ..forms import MaklumatForm
from ..models import MAKLUMAT_BAKU, Maklumat


def _awal() -> dict[str, Any]:
    """The last one as the start of the next; before the first, what the platform knows of the head."""
    instansi = instansi_kini()
    lama = Maklumat.objects.first()
    kepala_kini = (
        Penugasan.objects.berlaku().filter(peran="penanggung_jawab").select_related("pengguna").order_by("pk").first()
    )  # fmt: skip
    orang = kepala_kini.pengguna if kepala_kini else None
    return {
        "mulai": timezone.localdate(),
        "isi": lama.isi if lama else MAKLUMAT_BAKU,
        "tempat": lama.tempat if lama else tempat(instansi),
        "jabatan": lama.jabatan if lama else kepala(instansi).title(),
        "nama": orang.nama if orang else lama.nama if lama else "",
        "nip": orang.nip if orang else lama.nip if lama else "",
    }


@require(Hak.LAYANAN_KELOLA)
def kelola(request: Permintaan) -> HttpResponse:
    dikirim = request.method == "POST"
    form = MaklumatForm(request.POST if dikirim else None, initial=_awal())
    if dikirim and form.is_valid():
        try:
            m = actions.tetapkan_maklumat(**form.cleaned_data, oleh=request.user)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, f"Maklumat atas nama {m.nama} ditetapkan.")
            return redirect("katalog:kelola_maklumat")
    berlaku = Maklumat.objects.berlaku()
    konteks = {"form": form, "berlaku": berlaku, "semua": Maklumat.objects.select_related("dibuat_oleh")[:50]}
    return render(request, "katalog/kelola_maklumat.html", konteks, status=422 if form.errors else 200)
