"""The work screen of one permohonan and its steps. Which buttons stand there is decided by ALUR alone."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from inti.akun.akses import require, sudah_autentikasi_ulang
from inti.akun.hak import Hak
from inti.errors import Bentrok, MasukanSalah
from inti.permintaan import Permintaan

from .. import actions
from ..actions.basah import HAK_CETAK, menunggu_basah
from ..actions.tandatangan import dengan_tinta
from ..dokumen.galat import GalatTandaTangan
from ..forms.ttd import BIDANG_RAHASIA, TandaTanganForm
from ..meja.tampilan import Chip
from ..models import Permohonan
from ..surat.antrean_ttd import chip_sertifikat
from ..waktu.hitungan import hitung
from ..workflow import ALUR, Transisi, tindakan
from .galat import tandai
from .laku import BERSAMA, LAKU, PANEL, PANEL_LAIN
from .objek import permohonan_milik
from .rupa import berkas_meja, fakta, lembar_kerja, linimasa, orang_seksi, rantai_kerja
from .ttd import tanpa_rahasia


@require_GET
@require(Hak.PERMOHONAN_LIHAT)
def kerja(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _layar(request, permohonan_milik(request, uuid))


def _layar(
    request: Permintaan,
    p: Permohonan,
    *,
    form: forms.Form | None = None,
    transisi: str = "",
    pesan: str = "",
    status: int = 422,
) -> HttpResponse:
    """`form`: the form of `transisi` that was refused, with `status`."""
    boleh = tindakan(p, request.user)
    buka = transisi if transisi in PANEL_LAIN else request.GET.get("langkah", "")
    utama = next((t for t in boleh if t.nama == buka and buka in PANEL_LAIN), None)
    buka = utama.nama if utama else ""
    utama = utama or next((t for t in reversed(boleh) if t.nama in PANEL), None)
    panel = form if transisi in PANEL or transisi in BERSAMA or buka else None
    if panel is None and utama is not None:
        panel = LAKU[utama.nama].formulir(p, oleh=request.user)
        if isinstance(panel, TandaTanganForm) and not sudah_autentikasi_ulang(request):
            panel.sandi_dulu()
    konteks: dict[str, Any] = {
        "p": p,
        "lainnya": [] if buka else _lainnya(boleh, utama),
        "buka": buka,
        "panel": panel,
        "panel_nama": utama.nama if utama else "",
        "utama": utama,
        "fakta": fakta(p),
        "linimasa": linimasa(p),
        "hitungan": hitung(p),
        "pesan_galat": pesan,
        "chip_sertifikat": _sertifikat(request, panel),
        "baru": "baru" in request.GET,
        "cetak_basah": menunggu_basah(p) and any(request.user.punya(h) for h in HAK_CETAK),
        **lembar_kerja(p, boleh),
        **rantai_kerja(p),
        **berkas_meja(p, request.user, boleh),
    }
    return render(request, "layanan/kerja.html", konteks, status=status if form is not None else 200)


def _sertifikat(request: Permintaan, panel: forms.Form | None) -> Chip | None:
    return chip_sertifikat(request.user, panel.setelan) if isinstance(panel, TandaTanganForm) else None


def _lainnya(boleh: list[Transisi], utama: Transisi | None) -> list[tuple[Transisi, str]]:
    """The steps that are not the expected one, with how each is asked: "panel" shares the open form, "buka" opens its
    own, "dialog" asks a reason."""
    hasil = []
    for t in boleh:
        if t == utama:
            continue
        bersama = utama is not None and BERSAMA.get(t.nama) == utama.nama
        hasil.append((t, "panel" if bersama else "buka" if t.nama in (*PANEL, *PANEL_LAIN) else "dialog"))
    return hasil


@require_POST
@require(Hak.PERMOHONAN_LIHAT)
def berkas(request: Permintaan, uuid: UUID, laku: str) -> HttpResponse:
    """Claim, give back, or receive the paper file: one click, and the same page again."""
    lakukan = LAKU_BERKAS.get(laku)
    if lakukan is None:
        raise Http404("Langkah tidak dikenal.")
    lakukan(permohonan=permohonan_milik(request, uuid), oleh=request.user)
    messages.success(request, SESUDAH_BERKAS[laku])
    return redirect("layanan:kerja", uuid)


@require_POST
@require(Hak.PERMOHONAN_TUNJUK)
def tunjuk(request: Permintaan, uuid: UUID) -> HttpResponse:
    """Give the file to one person of its seksi, or back to the seksi."""
    p = permohonan_milik(request, uuid)
    kepada = request.POST.get("petugas", "")
    petugas = next((o for o in orang_seksi(p, request.user) if str(o.uuid) == kepada), None)
    if kepada and petugas is None:
        raise MasukanSalah("Orang itu tidak bertugas di seksi ini hari ini.")
    actions.tunjuk(permohonan=p, oleh=request.user, petugas=petugas)
    messages.success(
        request,
        f"Berkas ditugaskan kepada {petugas.nama}." if petugas else "Berkas kembali menjadi tugas seksi.",
    )
    return redirect("layanan:kerja", uuid)


LAKU_BERKAS = {"ambil": actions.ambil, "lepas": actions.lepas, "terima": actions.terima_berkas}
SESUDAH_BERKAS = {
    "ambil": "Berkas ini Anda pegang; petugas lain tidak mengerjakannya.",
    "lepas": "Berkas dilepas dan dapat dikerjakan siapa saja di meja ini.",
    "terima": "Berkas fisik tercatat di meja Anda.",
}


@sensitive_post_parameters(BIDANG_RAHASIA)
@require_POST
@require(Hak.PERMOHONAN_LIHAT)
def tindak(request: Permintaan, uuid: UUID, transisi: str) -> HttpResponse:
    """One step of ALUR. 404 not visible, 403 no right, 409 not now, 422 form wrong; else on to the next in the inbox.

    All of that before the password is asked: whoever proved who they are shall not be refused for a missing field.
    """
    t = ALUR.get(transisi)
    if t is None or not t.tombol:
        raise Http404("Langkah tidak dikenal.")
    p = permohonan_milik(request, uuid)
    t.periksa(p, request.user, "diperiksa pada formulir")
    if t.nama == "tandatangani" and dengan_tinta(p):
        return redirect("layanan:ttd_baca", uuid)
    if (
        t.nama == "tandatangani"
        and BIDANG_RAHASIA not in request.POST
        and not sudah_autentikasi_ulang(request)
    ):
        return tanpa_rahasia(request)
    laku = LAKU[t.nama]
    form = laku.formulir(p, request.POST, request.FILES, request.user)
    if not form.is_valid():
        return _layar(request, p, form=form, transisi=t.nama, pesan=_kalimat(form))
    try:
        if t.autentikasi_ulang and not sudah_autentikasi_ulang(request):
            return tanpa_rahasia(request)
        laku.jalankan(p, form, request.user)
    except MasukanSalah as galat:
        tandai(form, galat)
        return _layar(request, p, form=form, transisi=t.nama, pesan=galat.pesan)
    except (GalatTandaTangan, Bentrok) as galat:  # the signing service refused, or did not answer
        if t.nama != "tandatangani":
            raise
        form = laku.formulir(p, oleh=request.user)
        return _layar(
            request,
            p,
            form=form,
            transisi=t.nama,
            pesan=f"{galat.pesan} {galat.saran}".strip(),
            status=galat.status,
        )
    return _berikutnya(request, p, t)


def _kalimat(form: forms.Form) -> str:
    return " ".join(str(pesan) for semua in form.errors.values() for pesan in semua)


def _berikutnya(request: Permintaan, p: Permohonan, t: Transisi) -> HttpResponse:
    """The next file opens by itself: oldest promise first, and this one only after the others."""
    messages.success(request, f"{p.nomor_registrasi}: {t.sesudah.lower()}.")
    antrean = Permohonan.objects.menunggu(request.user)
    lanjut = antrean.exclude(pk=p.pk).values_list("uuid", flat=True).first()
    if lanjut is None:
        lanjut = antrean.values_list("uuid", flat=True).first()
    return redirect("layanan:kerja", lanjut) if lanjut else redirect("layanan:meja")
