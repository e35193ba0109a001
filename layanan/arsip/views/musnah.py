"""What is due, the destroy lists, and the schedule."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Min
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom
from inti.ui.kemajuan import Kemajuan, respons_kemajuan

from ...surat import klasifikasi
from .. import actions
from ..forms import JadwalForm
from ..models import ButirMusnah, JadwalRetensi, UsulMusnah
from ..retensi import jatuh_tempo

PEMBACA = (Hak.ARSIP_KELOLA, Hak.ARSIP_SETUJUI)
KE_KEMAJUAN = {"disetujui": "menunggu", "berjalan": "berjalan", "selesai": "selesai"}


def _satu(uuid: UUID) -> UsulMusnah:
    u = UsulMusnah.objects.select_related(
        "diusulkan_oleh", "setuju1_oleh", "setuju2_oleh", "tolak_oleh", "mulai_oleh", "berita_acara"
    ).filter(uuid=uuid).first()  # fmt: skip
    if u is None:
        raise Http404("Usul musnah tidak ditemukan.")
    return u


@require(*PEMBACA)
@require_safe
def beranda(request: Permintaan) -> HttpResponse:
    """What has outlived its retention, per classification, and the lists so far."""
    tempo = (
        jatuh_tempo()
        .order_by()
        .values("layanan__kode_klasifikasi")
        .annotate(jumlah=Count("pk"), tertua=Min("ditutup"))
        .order_by("layanan__kode_klasifikasi")
    )
    baris = [
        {"kode": t["layanan__kode_klasifikasi"], "nama": klasifikasi.nama(t["layanan__kode_klasifikasi"])} | t
        for t in tempo
    ]
    konteks = {
        "tempo": baris,
        "jumlah": sum(b["jumlah"] for b in baris),
        "usul": UsulMusnah.objects.select_related("diusulkan_oleh")[:50],
        "boleh_usul": request.user.punya(Hak.ARSIP_KELOLA),
        "tanpa_dasar": JadwalRetensi.objects.filter(nasib="musnah", dasar="").count(),
    }
    return render(request, "arsip/beranda.html", konteks)


class DaftarButir(Daftar):
    judul = "Daftar usul musnah"
    kolom = [
        Kolom("nomor_registrasi", "Nomor", urut="nomor_registrasi", utama=True),
        Kolom("layanan", "Layanan", urut="layanan"),
        Kolom("klasifikasi", "Klasifikasi", urut="klasifikasi"),
        Kolom("ditutup", "Ditutup", urut="ditutup", jenis="tanggal"),
        Kolom("batas", "Lewat simpan", urut="batas", jenis="tanggal"),
        Kolom("retensi", "Retensi"),
        Kolom("dasar", "Dasar (JRA)"),
        Kolom("dimusnahkan_pada", "Dimusnahkan", jenis="tanggal_jam"),
    ]
    cari = ["nomor_registrasi", "layanan", "klasifikasi"]
    petunjuk_cari = "Nomor, layanan, atau klasifikasi"
    urut_baku = "pk"
    kosong_judul = "Tidak ada berkas yang cocok"

    def url_baris(self, objek: Any) -> str:
        return reverse("layanan:kerja", args=[objek.permohonan.uuid])


@require(*PEMBACA)
@require_safe
def usul(request: Permintaan, uuid: UUID) -> HttpResponse:
    u = _satu(uuid)
    milik = request.user.pk in (u.diusulkan_oleh_id, u.setuju1_oleh_id)
    konteks = {
        "u": u,
        "boleh_setuju": u.keadaan == "diusulkan" and request.user.punya(Hak.ARSIP_SETUJUI) and not milik,
        "boleh_tolak": u.keadaan in ("diusulkan", "disetujui") and request.user.punya(Hak.ARSIP_SETUJUI),
        "boleh_mulai": u.keadaan == "disetujui" and request.user.punya(Hak.ARSIP_KELOLA),
        "sendiri": u.keadaan == "diusulkan" and milik and request.user.punya(Hak.ARSIP_SETUJUI),
        "k": _kemajuan(u) if u.keadaan == "berjalan" else None,
        "langkah": [
            ("Diusulkan", u.diusulkan_oleh, u.diusulkan_pada),
            ("Persetujuan pertama", u.setuju1_oleh, u.setuju1_pada),
            ("Persetujuan kedua", u.setuju2_oleh, u.setuju2_pada),
            ("Dimusnahkan", u.mulai_oleh, u.selesai_pada),
        ],
    }
    butir = ButirMusnah.objects.filter(usul=u).select_related("permohonan").only(
        "nomor_registrasi", "layanan", "klasifikasi", "ditutup", "batas", "retensi", "dasar", "dimusnahkan_pada",
        "permohonan__uuid",
    )  # fmt: skip
    return DaftarButir(request, butir).respons("arsip/usul.html", konteks)


def _kemajuan(u: UsulMusnah) -> Kemajuan:
    selesai = ButirMusnah.objects.filter(usul=u, dimusnahkan_pada__isnull=False).count()
    return Kemajuan(
        judul="Memusnahkan berkas", selesai=selesai, total=u.jumlah, mulai_pada=u.mulai_pada,
        keterangan="Boleh ditinggal; pekerjaan dilanjutkan sendiri.", status=KE_KEMAJUAN.get(u.keadaan, "gagal"),
        url_hasil=reverse("arsip:usul", args=[u.uuid]), label_hasil="Lihat berita acara",
    )  # fmt: skip


@require(*PEMBACA)
@require_safe
def kemajuan(request: Permintaan, uuid: UUID) -> HttpResponse:
    return respons_kemajuan(request, _kemajuan(_satu(uuid)), url=request.path)


@require_POST
@require(Hak.ARSIP_KELOLA)
def usulkan(request: Permintaan) -> HttpResponse:
    try:
        u = actions.usulkan(
            alasan=request.POST.get("alasan", ""), klasifikasi=request.POST.get("klasifikasi", ""), oleh=request.user
        )  # fmt: skip
    except MasukanSalah as galat:
        messages.error(request, galat.pesan)
        return redirect("arsip:beranda")
    messages.success(request, f"{u.jumlah} berkas diusulkan. Dua orang lain perlu menyetujuinya.")
    return redirect("arsip:usul", u.uuid)


@require_POST
@require(Hak.ARSIP_SETUJUI)
def setujui(request: Permintaan, uuid: UUID) -> HttpResponse:
    u = actions.setujui(usul=_satu(uuid), oleh=request.user)
    ke = "kedua; pemusnahan dapat dimulai" if u.setuju2_oleh_id else "pertama; masih perlu satu orang lain"
    messages.success(request, f"Persetujuan {ke}.")
    return redirect("arsip:usul", uuid)


@require_POST
@require(Hak.ARSIP_SETUJUI)
def tolak(request: Permintaan, uuid: UUID) -> HttpResponse:
    actions.tolak(usul=_satu(uuid), alasan=request.POST.get("alasan", ""), oleh=request.user)
    messages.success(request, "Usul ditolak; berkasnya tetap disimpan.")
    return redirect("arsip:usul", uuid)


@require_POST
@require(Hak.ARSIP_KELOLA)
def mulai(request: Permintaan, uuid: UUID) -> HttpResponse:
    u = _satu(uuid)
    if request.POST.get("konfirmasi_nomor", "").strip() != str(u.jumlah):
        raise MasukanSalah("Ketik jumlah berkas untuk memulai pemusnahan.")
    actions.mulai(usul=u, oleh=request.user)
    messages.success(request, "Pemusnahan berjalan.")
    return redirect("arsip:usul", uuid)


@require(Hak.ARSIP_KELOLA)
def jadwal(request: Permintaan) -> HttpResponse:
    ubah = JadwalRetensi.objects.filter(kode=request.GET.get("kode", "")).values().first()
    form = JadwalForm(request.POST or None, initial=dict(ubah or {}))
    if request.method == "POST" and form.is_valid():
        baris = actions.ubah_jadwal(**form.cleaned_data, oleh=request.user)
        messages.success(request, f"Retensi {baris.kode} disimpan.")
        return redirect("arsip:jadwal")
    daftar = [{"j": j, "nama": klasifikasi.nama(j.kode)} for j in JadwalRetensi.objects.all()]
    konteks = {
        "form": form,
        "daftar": daftar,
        "ubah": ubah,
        "usulan": sum(b["j"].usulan for b in daftar if isinstance(b["j"], JadwalRetensi)),
    }
    return render(request, "arsip/jadwal.html", konteks, status=422 if form.errors else 200)


@require_POST
@require(Hak.ARSIP_KELOLA)
def hapus_jadwal(request: Permintaan) -> HttpResponse:
    actions.hapus_jadwal(kode=request.POST.get("kode", ""), oleh=request.user)
    messages.success(request, "Jadwal dihapus.")
    return redirect("arsip:jadwal")
