"""Pages of the rows of a dataset: what is in force, sending a file, its check, putting it in force."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.errors import Galat as GalatUmum
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom
from inti.ui.kemajuan import Kemajuan, respons_kemajuan
from inti.ui.lembar_kerja import KolomLembar, berkas_csv, respons_unduh
from monitoring_center.walidata.katalog import tampilan
from monitoring_center.walidata.katalog.actions import skema_kini
from monitoring_center.walidata.katalog.models import Dataset, Jenis
from monitoring_center.walidata.katalog.skema_tabel import nama_kunci

from . import actions, banding
from .forms import UnggahForm
from .models import Galat, Keadaan, Versi
from .muat import MAKS_GALAT
from .sel import JENIS
from .templat import aturan, susun

PEMBACA = (Hak.DATA_KELOLA, Hak.DATA_LIHAT, Hak.DATA_SETUJUI)
STATUS = {Keadaan.MENGUNGGAH: "menunggu", Keadaan.DIPERIKSA: "berjalan", Keadaan.DITOLAK: "gagal"}


def satu_dataset(uuid: UUID) -> Dataset:
    """A sektoral dataset of this instansi; anything else is 404."""
    return get_object_or_404(Dataset.objects.milik(skema_kini()).filter(jenis=Jenis.SEKTORAL), uuid=uuid)


def satu_versi(uuid: UUID) -> Versi:
    return get_object_or_404(
        Versi.objects.select_related("dibuat_oleh", "diberlakukan_oleh", "berkas", "asal"), uuid=uuid
    )


class DaftarVersi(Daftar):
    judul = "Riwayat versi"
    kolom = [
        Kolom("periode", "Periode", utama=True),
        Kolom("urut", "Versi", jenis="angka"),
        Kolom("chip", "Keadaan", jenis="chip"),
        Kolom("baris", "Baris", jenis="angka"),
        Kolom("galat", "Kesalahan", jenis="angka"),
        Kolom("dibuat_pada", "Dikirim", jenis="tanggal"),
    ]
    urut_baku = "-dibuat_pada"
    ekspor = False
    kosong_judul = "Belum ada data"
    kosong_pesan = "Unduh templat, isi, lalu unggah. Data baru berlaku setelah diperiksa dan Anda berlakukan."
    kosong_ikon = "table"

    def url_baris(self, objek: Versi) -> str:
        return objek.get_absolute_url()


@require(*PEMBACA)
@require_safe
def beranda(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = satu_dataset(uuid)
    semua = Versi.objects.filter(dataset=d.uuid).select_related("dibuat_oleh")
    berjalan = semua.berjalan().first()
    boleh = request.user.punya(Hak.DATA_KELOLA) and tampilan.dapat_diisi(d)
    siap = list(semua.filter(keadaan=Keadaan.KONSEP)[:5])
    konteks = {
        "d": d,
        "alur": tampilan.alur(d) if d.keadaan != "ditarik" else None,
        "utama": _utama(d, request.user, siap) if boleh else "",
        "berlaku": list(semua.berlaku().order_by("-periode_mulai")[:24]),
        "siap": siap,
        "berjalan": berjalan,
        "k": _kemajuan(berjalan) if berjalan else None,
        "kolom": [(k, aturan(k)) for k in d.kolom],
        "berkunci": bool(nama_kunci(d.kolom)),
        "boleh": boleh,
    }
    return DaftarVersi(request, semua).respons("dataset/beranda.html", konteks)


def _utama(d: Dataset, pengguna: Any, siap: list[Versi]) -> str:
    """The first button: put in force what was checked, then ask for the approval of a draft, else send data."""
    if siap:
        return "berlakukan"
    return "ajukan" if tampilan.langkah_berikut(d, pengguna) == "ajukan" else "unggah"


@require(Hak.DATA_KELOLA)
def unggah(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = satu_dataset(uuid)
    kirim = request.method == "POST"
    form = UnggahForm(
        request.POST if kirim else None,
        request.FILES if kirim else None,
        dataset=d,
        kini=timezone.localdate(),
    )
    if kirim and form.is_valid():
        isi = form.cleaned_data
        try:
            v = actions.unggah(
                dataset=d,
                berkas=isi["berkas"],
                periode_mulai=isi["periode"],
                sumber=isi["sumber"],
                catatan=isi["catatan"],
                oleh=request.user,
            )
        except GalatUmum as galat:
            _ke_form(form, galat)
        else:
            return redirect("dataset:versi", v.uuid)
    konteks = {
        "d": d,
        "form": form,
        "kolom": [(k, aturan(k)) for k in d.kolom],
        "berkunci": bool(nama_kunci(d.kolom)),
    }
    return render(request, "dataset/unggah.html", konteks, status=422 if form.errors else 200)


def _ke_form(form: UnggahForm, galat: GalatUmum) -> None:
    bidang = getattr(galat, "bidang", None) or {}
    for nama, pesan in bidang.items():
        form.add_error(nama if nama in form.fields else None, pesan)
    if not bidang:
        form.add_error("berkas", f"{galat.pesan} {galat.saran}".strip())


@require(*PEMBACA)
@require_safe
def templat(request: Permintaan, uuid: UUID, bentuk: str) -> HttpResponse:
    d = satu_dataset(uuid)
    if bentuk not in ("csv", "xlsx") or not d.kolom:
        raise Http404("Templat tidak ada.")
    return respons_unduh(susun(d, bentuk), nama=f"templat {d.kode}", akhiran=bentuk)


def _kemajuan(v: Versi) -> Kemajuan:
    return Kemajuan(
        judul=f"Memeriksa {v.periode}",
        selesai=v.diproses,
        total=max(v.perkiraan, v.diproses) if v.perkiraan else 0,
        keterangan="Boleh ditinggal; pemeriksaan berjalan sendiri.",
        status=STATUS.get(Keadaan(v.keadaan), "selesai"),
        mulai_pada=v.dibuat_pada,
        url_hasil=v.get_absolute_url(),
        label_hasil="Lihat hasil pemeriksaan",
        pengenal=f"kemajuan-{v.pk}",
    )


@require(*PEMBACA)
@require_safe
def kemajuan(request: Permintaan, uuid: UUID) -> HttpResponse:
    return respons_kemajuan(request, _kemajuan(satu_versi(uuid)), url=request.path)


class DaftarGalat(Daftar):
    judul = "Kesalahan"
    kolom = [
        Kolom("baris", "Baris", utama=True),
        Kolom("judul_kolom", "Kolom"),
        Kolom("pesan", "Yang perlu diperbaiki"),
    ]
    urut_baku = "baris"
    ekspor = False
    per_halaman = 50

    def __init__(self, request: Permintaan, versi: Versi, judul: dict[str, str]) -> None:
        super().__init__(request, Galat.objects.filter(versi=versi))
        self.judul_kolom = judul

    def baris(self) -> Any:
        for g in self.halaman.object_list:
            g.judul_kolom = self.judul_kolom.get(g.kolom, "Seluruh baris")
        return super().baris()


@require(*PEMBACA)
@require_safe
def versi(request: Permintaan, uuid: UUID) -> HttpResponse:
    v = satu_versi(uuid)
    d = satu_dataset(v.dataset)
    judul = {k["name"]: k.get("title") or k["name"] for k in v.kolom}
    kelola = request.user.punya(Hak.DATA_KELOLA)
    konteks = {
        "v": v,
        "d": d,
        "k": _kemajuan(v) if v.berjalan else None,
        "judul": judul,
        "pemetaan": [(p["judul"], judul.get(p["kolom"], "")) for p in v.pemetaan],
        "ringkasan": [(JENIS.get(j, j), n) for j, n in sorted(v.ringkasan.items(), key=lambda x: -x[1])],
        "terpotong": MAKS_GALAT if v.galat > MAKS_GALAT else 0,
        "boleh_berlaku": kelola and v.keadaan == Keadaan.KONSEP,
        "boleh_buang": kelola and (v.berjalan or v.keadaan == Keadaan.KONSEP),
        "usang": v.keadaan == Keadaan.KONSEP and banding.usang(v),
        "ada_baris": v.keadaan in (Keadaan.KONSEP, Keadaan.BERLAKU),
        "fakta": _fakta(v),
    }
    return DaftarGalat(request, v, judul).respons("dataset/versi.html", konteks)


def _fakta(v: Versi) -> list[tuple[str, object]]:
    orang = v.dibuat_oleh.nama if v.dibuat_oleh else "–"
    fakta: list[tuple[str, object]] = [
        ("Periode", v.periode),
        ("Sumber data", v.get_sumber_display()),
        ("Cara", v.get_cara_display()),
        ("Dikirim oleh", orang),
        ("Berkas", v.berkas_nama or "–"),
        ("Sidik berkas", f"{v.berkas_sha256[:16]}…" if v.berkas_sha256 else "–"),
    ]
    if v.diberlakukan_oleh:
        fakta.append(("Diberlakukan oleh", v.diberlakukan_oleh.nama))
    return [*fakta, ("Catatan", v.catatan or "–")]


@require(*PEMBACA)
@require_safe
def kesalahan(request: Permintaan, uuid: UUID) -> HttpResponse:
    v = satu_versi(uuid)
    judul = {k["name"]: k.get("title") or k["name"] for k in v.kolom}
    baris = (
        (g.baris, judul.get(g.kolom, "Seluruh baris"), JENIS.get(g.jenis, g.jenis), g.pesan)
        for g in Galat.objects.filter(versi=v)
    )
    kolom = [KolomLembar(j) for j in ("Baris", "Kolom", "Jenis", "Yang perlu diperbaiki")]
    return respons_unduh(berkas_csv(kolom, baris), nama=f"kesalahan {v.kode} versi {v.urut}", akhiran="csv")


@require(Hak.DATA_KELOLA)
@require_POST
def berlakukan(request: Permintaan, uuid: UUID) -> HttpResponse:
    v = actions.berlakukan(versi=satu_versi(uuid), oleh=request.user)
    messages.success(request, f"Data {v.periode} sekarang berlaku.")
    return redirect("dataset:beranda", v.dataset)


@require(Hak.DATA_KELOLA)
@require_POST
def bandingkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    v = satu_versi(uuid)
    actions.bandingkan_ulang(versi=v, oleh=request.user)
    messages.info(request, "Perbandingan dihitung ulang. Muat ulang halaman ini sebentar lagi.")
    return redirect(reverse("dataset:versi", args=[v.uuid]))


@require(Hak.DATA_KELOLA)
@require_POST
def buang(request: Permintaan, uuid: UUID) -> HttpResponse:
    v = actions.buang(versi=satu_versi(uuid), oleh=request.user)
    messages.success(request, "Data yang belum berlaku itu dibuang.")
    return redirect("dataset:beranda", v.dataset)
