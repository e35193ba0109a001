"""What residents see: the questionnaire behind their link, thanks, and the published index. No script needed."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from inti.akun.akses import publik
from inti.errors import MasukanSalah
from inti.laju import dibatasi
from inti.permintaan import Permintaan
from layanan.waktu.jam import hari_ini

from .. import actions
from ..forms import SurveiForm
from ..kuesioner import pertanyaan, pita_mutu
from ..rekap import terbitan, terkecil


@publik
@dibatasi("survei", maks=60, detik=60)
def survei(request: Permintaan, token: str) -> HttpResponse:
    """The questions (GET) and their answers (POST). A dead link is answered 410 with one and the same sentence."""
    try:
        undangan = actions.cari_undangan(token)
        form = SurveiForm(request.POST or None, unsur=pertanyaan(tatap_muka=undangan.tatap_muka))
        if request.method == "POST" and form.is_valid():
            actions.jawab(
                token=token,
                nilai=form.nilai(),
                responden=form.responden(),
                saran=form.cleaned_data["saran"],
            )
            return redirect("skm:terima_kasih")
    except actions.TautanMati as galat:
        return _rahasia(render(request, "skm/mati.html", {"galat": galat}, status=410))
    except MasukanSalah as galat:
        for nama, pesan in galat.bidang.items():
            form.add_error(nama if nama in form.fields else None, pesan)
    konteks = {"form": form, "layanan": undangan.permohonan.layanan.nama}
    return _rahasia(
        render(request, "skm/survei.html", konteks, status=422 if request.method == "POST" else 200)
    )


def _rahasia(jawaban: HttpResponse) -> HttpResponse:
    jawaban["Cache-Control"] = "private, no-store"
    jawaban["X-Robots-Tag"] = "noindex"
    jawaban["Referrer-Policy"] = (
        "same-origin"  # the token leaves no trace elsewhere; stricter breaks the form
    )
    return jawaban


@publik
@require_safe
def terima_kasih(request: Permintaan) -> HttpResponse:
    return render(request, "skm/terima_kasih.html", {})


@publik
@require_safe
def kepuasan(request: Permintaan) -> HttpResponse:
    """The index as published: period, number of respondents, quality."""
    konteks = {"terbitan": terbitan(hari_ini()), "pita": pita_mutu(), "terkecil": terkecil()}
    return render(request, "skm/kepuasan.html", konteks)
