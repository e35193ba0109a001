"""Which standards the head has set by decree; one decree usually sets all of them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan

from ...views.galat import tandai
from .. import actions
from ..forms import PenetapanForm


@require(Hak.LAYANAN_KELOLA)
def layar(request: Permintaan) -> HttpResponse:
    form = PenetapanForm(request.POST or None, kode=request.GET.get("kode", ""))
    if request.method == "POST" and form.is_valid():
        try:
            jumlah = actions.tetapkan(**form.cleaned_data, oleh=request.user)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, f"{jumlah} standar pelayanan tercatat ditetapkan.")
            return redirect("katalog:daftar")
    konteks: dict[str, forms.Form] = {"form": form}
    return render(request, "katalog/penetapan.html", konteks, status=422 if form.errors else 200)
