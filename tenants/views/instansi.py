"""The registry of instansi on Diskominfo's host: list, one instansi, registration, change of status."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.audit.models import Jejak
from inti.errors import MasukanSalah
from inti.situs import alamat
from inti.ui.daftar import Daftar, Kolom, Saringan
from tenants import actions
from tenants.actions.daftar import KUNCI_KOP
from tenants.enums import JenisInstansi, StatusInstansi
from tenants.forms import InstansiForm, StatusForm, tandai
from tenants.models import Domain, Instansi
from tenants.workflow import ALUR, transisi_untuk

_UTAMA = Domain.objects.filter(tenant=OuterRef("pk"), is_primary=True).values("domain")[:1]
_KALIMAT = {
    "tangguhkan": "{} ditangguhkan.",
    "aktifkan": "{} aktif kembali.",
    "arsipkan": "{} diarsipkan.",
}


class DaftarInstansi(Daftar):
    judul = "Instansi"
    kolom = [
        Kolom("nama", "Nama", urut="nama", utama=True),
        Kolom("get_jenis_display", "Jenis", urut="jenis"),
        Kolom("kode", "Kode", urut="kode"),
        Kolom("domain_utama", "Domain", urut="slug"),
        Kolom("chip_status", "Status", urut="status", jenis="chip"),
        Kolom(
            "ditangguhkan_sampai",
            "Ditangguhkan sampai",
            urut="ditangguhkan_sampai",
            jenis="tanggal",
            tampil=False,
        ),
        Kolom("dibuat_pada", "Didaftarkan", urut="dibuat_pada", jenis="tanggal"),
    ]
    saringan = [
        Saringan("status", "Status", StatusInstansi.choices, bidang="status"),
        Saringan("jenis", "Jenis", JenisInstansi.choices, bidang="jenis"),
    ]
    cari = ["nama", "slug", "kode"]
    petunjuk_cari = "Nama, alamat, atau kode"
    urut_baku = "nama"
    kosong_judul = "Belum ada instansi yang cocok"
    kosong_pesan = "Ubah pencarian, atau daftarkan instansi baru."
    kosong_ikon = "building"

    def url_baris(self, objek: Any) -> str:
        return reverse("tenants:rincian", args=[objek.uuid])


def _semua() -> QuerySet[Any]:
    return Instansi.objects.annotate(domain_utama=Subquery(_UTAMA))


@require(Hak.INSTANSI_LIHAT)
@require_safe
def daftar(request: HttpRequest) -> HttpResponseBase:
    boleh = request.user.punya(Hak.INSTANSI_KELOLA)  # type: ignore[union-attr]
    return DaftarInstansi(request, _semua()).respons("tenants/daftar.html", {"boleh_kelola": boleh})


@require(Hak.INSTANSI_LIHAT)
@require_safe
def rincian(request: HttpRequest, uuid: UUID) -> HttpResponse:
    objek = get_object_or_404(Instansi, uuid=uuid)
    boleh = request.user.punya(Hak.INSTANSI_KELOLA)  # type: ignore[union-attr]
    konteks = {
        "objek": objek,
        "fakta": _fakta(objek),
        "kop": [(nama.capitalize(), objek.kop[nama]) for nama in KUNCI_KOP if objek.kop.get(nama)],
        "domain": list(objek.domains.order_by("-is_primary", "domain")),
        "penyediaan": list(objek.penyediaan.all()[:5]),
        "jejak": list(Jejak.objects.filter(objek_jenis="tenants.instansi", objek_id=str(uuid))[:20])
        if request.user.punya(Hak.AUDIT_LIHAT)  # type: ignore[union-attr]
        else [],
        "transisi": transisi_untuk(objek) if boleh else [],
        "boleh_kelola": boleh,
    }
    return render(request, "tenants/rincian.html", konteks)


def _fakta(i: Instansi) -> list[tuple[str, Any]]:
    return [
        ("Jenis", i.get_jenis_display()),
        ("Kode", i.kode),
        ("Kode wilayah", i.kode_wilayah),
        ("Alamat situs", format_html('<a href="{0}">{0}</a>', alamat(i.slug))),
        ("Domain surel resmi", i.domain_email),
        ("Zona waktu", i.get_zona_waktu_display()),
        ("Skema dan login basis data", i.schema_name),
        ("Alasan status", i.alasan_status),
    ]


@require(Hak.INSTANSI_KELOLA)
@require_http_methods(["GET", "POST"])
def baru(request: HttpRequest) -> HttpResponse:
    """Register an instansi and start its provisioning."""
    form = InstansiForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            p = _daftarkan(form, request.user)
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            return redirect("tenants:pekerjaan_rincian", p.uuid)
    return render(request, "tenants/baru.html", {"form": form}, status=422 if form.is_bound else 200)


@transaction.atomic
def _daftarkan(form: InstansiForm, oleh: Any) -> Any:
    isi = form.cleaned_data
    instansi = actions.daftarkan_instansi(oleh=oleh, **form.argumen_daftar())
    return actions.minta_penyediaan(
        instansi=instansi, oleh=oleh, surel_admin=isi["surel_admin"], nama_admin=isi["nama_admin"]
    )


@require(Hak.INSTANSI_KELOLA)
@require_POST
def sediakan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Provision a draf instansi whose job is missing or stopped."""
    p = actions.minta_penyediaan(instansi=get_object_or_404(Instansi, uuid=uuid), oleh=request.user)
    return redirect("tenants:pekerjaan_rincian", p.uuid)


@require(Hak.INSTANSI_KELOLA)
@require_http_methods(["GET", "POST"])
def ubah_status(request: HttpRequest, uuid: UUID, transisi: str) -> HttpResponse:
    """Suspend, re-open or archive, after the slug was typed."""
    t = ALUR.get(transisi)
    if t is None:
        raise Http404
    objek = get_object_or_404(Instansi, uuid=uuid)
    form = StatusForm(request.POST or None, instansi=objek, transisi=t)
    if request.method == "POST" and form.is_valid():
        try:
            getattr(actions, t.nama)(instansi=objek, oleh=request.user, **form.argumen())
        except MasukanSalah as galat:
            tandai(form, galat)
        else:
            messages.success(request, _KALIMAT[t.nama].format(objek.nama))
            return redirect("tenants:rincian", uuid)
    konteks = {"form": form, "objek": objek, "t": t, "boleh": t.boleh(objek)}
    return render(request, "tenants/ubah_status.html", konteks, status=422 if form.is_bound else 200)
