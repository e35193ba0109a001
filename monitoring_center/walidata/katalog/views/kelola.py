"""The walidata's and the head's pages on the instansi's own host (Perbup Tanah Bumbu 25/2019 Ps 11)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.audit.kalimat import kalimat
from inti.audit.models import Jejak
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from layanan.views.galat import tandai
from monitoring_center.walidata.dataset.daftar import daftar_sistem
from monitoring_center.walidata.dataset.models import Versi
from monitoring_center.walidata.pihak import nama_pihak

from .. import actions, tampilan
from ..cari import cari
from ..forms import AlasanForm, DatasetForm, KolomForm, RangkaianKolom, isi_kolom
from ..indikator_sektor import bidang, daftar_indikator
from ..models import Akses, Dataset, Jenis, Keadaan
from ..serupa import Serupa, cari_serupa

DIBANDINGKAN = ("nama", "definisi", "kolom", "indikator", "konsep", "ukuran", "satuan", "kode_referensi")
MELIHAT = (Hak.DATA_KELOLA, Hak.DATA_SETUJUI, Hak.DATA_LIHAT)


class DaftarDataset(Daftar):
    judul = "Data instansi"
    kolom = [
        Kolom("nama", "Dataset", urut="nama", utama=True),
        Kolom("chip", "Keadaan", urut="keadaan", jenis="chip"),
        Kolom("chip_akses", "Akses", jenis="chip"),
        Kolom("chip_mutakhir", "Kemutakhiran", urut="data_pada", jenis="chip"),
        Kolom("chip_lengkap", "Kelengkapan", urut="lengkap", jenis="chip"),
        Kolom("langkah", "Langkah berikutnya"),
    ]
    saringan = [
        Saringan("keadaan", "Keadaan", Keadaan.choices, bidang="keadaan"),
        Saringan("akses", "Akses", Akses.choices, bidang="akses"),
        Saringan("jenis", "Jenis", Jenis.choices, bidang="jenis"),
        Saringan("bidang", "Bidang", lambda request: bidang().items(), bidang="bidang"),
    ]
    petunjuk_cari = "Nama, definisi, kolom…"
    urut_baku = "nama"
    kosong_judul = "Belum ada dataset"
    kosong_pesan = (
        "Daftarkan data yang instansi ini miliki, atau pakai salah satu dari 51 indikator yang sudah siap."
    )
    kosong_ikon = "database"

    def __init__(self, request: Permintaan) -> None:
        self.pengguna = request.user
        super().__init__(request, Dataset.objects.untuk(request.user))

    def cari_di(self, qs: Any, q: str) -> Any:
        return cari(qs, q)

    def url_baris(self, objek: Any) -> str:
        return tampilan.url_kelola(objek)

    def baris(self) -> Any:
        _hias_semua(self.halaman.object_list, self.pengguna)
        return super().baris()

    def respons_ekspor(self) -> HttpResponse:
        self.tersaring = _hias_semua(self.tersaring, self.pengguna)
        return super().respons_ekspor()


def _hias_semua(semua: Iterable[Dataset], pengguna: Any) -> list[Dataset]:
    siap = set(Versi.objects.filter(keadaan="konsep").values_list("dataset", flat=True))
    return [hias(d, pengguna, siap=d.uuid in siap) for d in semua]


def hias(d: Dataset, pengguna: Any, *, siap: bool) -> Dataset:
    """What the lists and pages show of it. `siap`: a checked version waits to be put in force."""
    isi: Any = d
    isi.chip, isi.chip_akses = tampilan.CHIP_KEADAAN[Keadaan(d.keadaan)], tampilan.CHIP_AKSES[Akses(d.akses)]
    isi.chip_mutakhir, isi.chip_lengkap = tampilan.chip_mutakhir(d), tampilan.chip_lengkap(d)
    isi.tindakan = tampilan.langkah_berikut(d, pengguna, siap=siap)
    isi.langkah = tampilan.LANGKAH[isi.tindakan]
    return d


def _milik(request: Permintaan, uuid: UUID) -> Dataset:
    d = Dataset.objects.untuk(request.user).filter(uuid=uuid).first()
    if d is None:
        raise Http404("Dataset tidak ditemukan.")
    return hias(d, request.user, siap=Versi.objects.filter(dataset=d.uuid, keadaan="konsep").exists())


@require(*MELIHAT)
@require_safe
def beranda(request: Permintaan) -> HttpResponse:
    semua = Dataset.objects.untuk(request.user)
    konteks = {
        "boleh_kelola": request.user.punya(Hak.DATA_KELOLA),
        "menunggu": semua.menunggu().first() if request.user.punya(Hak.DATA_SETUJUI) else None,
    }
    return DaftarDataset(request).respons("data/beranda.html", konteks)


@require(*MELIHAT)
@require_safe
def rincian(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _rincian(request, _milik(request, uuid))


def _rincian(request: Permintaan, d: Dataset, status: int = 200, **lain: Any) -> HttpResponse:
    kelola, setuju = request.user.punya(Hak.DATA_KELOLA), request.user.punya(Hak.DATA_SETUJUI)
    temuan: list[Any] = list(
        d.temuan.exclude(putusan="selesai").select_related("pembanding").order_by("-dibuka_pada")[:5]
    )
    for t in temuan:
        t.chip = tampilan.CHIP_PUTUSAN[t.putusan]
        t.walidata = nama_pihak(t.pemilik_pembanding)
    konteks = {
        "d": d,
        "metadata": tampilan.rincian_metadata(d, d.isi(), nama_pihak(d.pemilik)),
        "kolom": tampilan.kolom_tampil(d.kolom),
        "terpakai": actions.kolom_terpakai(d) if d.keadaan == Keadaan.TERBIT else set(),
        "beda": tampilan.beda_usulan(d),
        "temuan": temuan,
        "serupa": [] if d.keadaan == Keadaan.DITARIK else _serupa(d.isi_usulan(), d.uuid),
        "riwayat": _riwayat(d),
        "alur": tampilan.alur(d) if d.keadaan != Keadaan.DITARIK else None,
        "dapat_diisi": tampilan.dapat_diisi(d),
        "boleh_ubah": kelola and d.keadaan in (Keadaan.KONSEP, Keadaan.TERTAHAN, Keadaan.TERBIT),
        "boleh_ajukan": kelola and d.keadaan == Keadaan.KONSEP and bool(d.kolom),
        "boleh_batal": kelola and d.menunggu,
        "boleh_putus": setuju and d.menunggu,
        "boleh_mohon": kelola,
        "boleh_tarik": (setuju if d.keadaan == Keadaan.TERBIT else kelola)
        and d.keadaan in (Keadaan.TERBIT, Keadaan.KONSEP, Keadaan.TERTAHAN),
        "boleh_kembali": kelola and d.keadaan == Keadaan.DITARIK,
    }
    return render(request, "data/rincian.html", konteks | lain, status=status)


def _serupa(isi: dict[str, Any], uuid: UUID | None) -> list[tuple[Serupa, str]]:
    perlu = {k: isi.get(k) or ([] if k == "kolom" else "") for k in DIBANDINGKAN}
    perlu["cakupan"] = isi.get("cakupan") or "kabupaten"
    return [(s, nama_pihak(s.pemilik)) for s in cari_serupa(perlu, kecuali=uuid)]


def _riwayat(d: Dataset) -> list[dict[str, Any]]:
    jejak = Jejak.objects.filter(objek_jenis="walidata_katalog.dataset", objek_id=str(d.uuid)).order_by(
        "-pk"
    )[:20]
    return [{"judul": kalimat(j), "pada": j.pada} for j in jejak]


# -- registering ------------------------------------------------------------------------------------------------


@require(Hak.DATA_KELOLA)
@require_safe
def pilih(request: Permintaan) -> HttpResponse:
    """Where to begin: an indicator, data of an app, or an empty form."""
    ada = {d.kode for d in Dataset.objects.untuk(request.user).only("kode", "uuid")}
    q = request.GET.get("q", "").strip().lower()[:100]
    kelompok = [
        (
            nama,
            [
                i
                for i in daftar_indikator().values()
                if i.bidang == huruf and q in f"{i.nama} {i.kode} {i.walidata}".lower()
            ],
        )
        for huruf, nama in bidang().items()
    ]
    konteks = {
        "q": q,
        "kelompok": [(n, isi) for n, isi in kelompok if isi],
        "ada": ada,
        "aplikasi": [d for d in daftar_sistem().values() if d.kode not in ada],
    }
    return render(request, "data/pilih.html", konteks)


@require(Hak.DATA_KELOLA)
def baru(request: Permintaan) -> HttpResponse:
    """The form; `?indikator=KES-01` fills it in, columns included."""
    kode = request.GET.get("indikator", "")
    indikator = daftar_indikator().get(kode)
    if kode and indikator is None:
        raise Http404("Indikator tidak dikenal.")
    awal = {"kode": indikator.kode_dataset, **indikator.isian} if indikator else {}
    return _formulir(request, None, awal, {"indikator": indikator})


@require(Hak.DATA_KELOLA)
def ubah(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = _milik(request, uuid)
    if d.keadaan in (Keadaan.DIAJUKAN, Keadaan.DITARIK):
        messages.warning(
            request, "Dataset ini tidak dapat diubah sekarang. Tarik kembali pengajuannya lebih dahulu."
        )
        return redirect(tampilan.url_kelola(d))
    return _formulir(request, d, d.isi_usulan() | {"kontak": d.kontak}, {})


def _formulir(
    request: Permintaan, d: Dataset | None, awal: dict[str, Any], konteks: dict[str, Any]
) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    kecamatan = request.tenant is not None and request.tenant.jenis == "kecamatan"
    if d is None and kecamatan:
        awal = {"cakupan": "wilayah"} | awal
    form = DatasetForm(data, initial=DatasetForm.awal(awal), dataset=d, kecamatan=kecamatan)
    sistem = d is not None and d.jenis == Jenis.SISTEM
    rangkaian = (
        None
        if sistem
        else RangkaianKolom(data, prefix="kolom", initial=[KolomForm.awal(k) for k in awal.get("kolom", [])])
    )
    if data is not None and form.is_valid() and (rangkaian is None or rangkaian.is_valid()):
        isian = (
            dict(form.cleaned_data)
            if rangkaian is None
            else form.cleaned_data | {"kolom": isi_kolom(rangkaian)}
        )
        try:
            hasil = (
                actions.ubah(dataset=d, oleh=request.user, **isian)
                if d
                else actions.daftarkan(oleh=request.user, **isian)
            )
        except MasukanSalah as galat:
            tandai(form, galat)
            konteks["galat_kolom"] = galat.bidang.get("kolom", "")
        else:
            _beri_tahu(request, hasil, baru=d is None)
            return redirect(tampilan.url_kelola(hasil))
    salah = bool(form.errors) or (data is not None and rangkaian is not None and not rangkaian.is_valid())
    konteks |= {
        "d": d,
        "form": form,
        "rangkaian": rangkaian,
        "serupa": _serupa(awal, d.uuid if d else None) if awal.get("nama") else [],
    }
    return render(request, "data/formulir.html", konteks, status=422 if salah else 200)


def _beri_tahu(request: Permintaan, d: Dataset, *, baru: bool) -> None:
    if d.keadaan == Keadaan.TERTAHAN:
        messages.warning(
            request,
            "Tersimpan, tetapi tertahan: walidata lain sudah memiliki data sejenis. Diskominfo memutuskannya.",
        )
    elif d.usulan:
        messages.success(
            request, "Perubahan diusulkan. Yang terbit tetap seperti semula sampai pimpinan menyetujui."
        )
    else:
        messages.success(request, "Dataset didaftarkan sebagai konsep." if baru else "Perubahan tersimpan.")


@require(Hak.DATA_KELOLA)
@require_POST
def serupa(request: Permintaan) -> HttpResponse:
    """Fragment: datasets of other walidata like what is being typed. Writes nothing; posted because definitions are long."""
    isi = {k: request.POST.get(k, "")[:3000] for k in (*DIBANDINGKAN, "cakupan") if k != "kolom"}
    kecuali = request.POST.get("dataset", "")
    uuid = (
        UUID(kecuali)
        if len(kecuali) == 36 and kecuali.count("-") == 4 and not set(kecuali) - set("0123456789abcdef-")
        else None
    )
    return render(request, "data/_serupa.html", {"serupa": _serupa(isi, uuid) if isi["nama"] else []})


@require(Hak.DATA_KELOLA)
@require_POST
def adopsi(request: Permintaan, kode: str) -> HttpResponse:
    d = actions.adopsi_sistem(kode=kode, oleh=request.user)
    messages.success(request, "Data aplikasi didaftarkan. Periksa metadatanya, lalu ajukan kepada pimpinan.")
    return redirect(tampilan.url_kelola(d))


# -- steps ------------------------------------------------------------------------------------------------------


@require(Hak.DATA_KELOLA)
@require_POST
def ajukan(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = actions.ajukan(dataset=_milik(request, uuid), oleh=request.user)
    messages.success(request, "Diajukan. Pimpinan melihatnya di menu Data instansi.")
    return redirect(tampilan.url_kelola(d))


@require(Hak.DATA_KELOLA)
@require_POST
def batalkan(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = actions.batalkan(dataset=_milik(request, uuid), oleh=request.user)
    messages.success(request, "Pengajuan ditarik kembali.")
    return redirect(tampilan.url_kelola(d))


@require(Hak.DATA_KELOLA)
@require_POST
def kembali(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = actions.daftarkan_kembali(dataset=_milik(request, uuid), oleh=request.user)
    messages.success(request, "Dataset menjadi konsep lagi.")
    return redirect(tampilan.url_kelola(d))


@require(Hak.DATA_SETUJUI)
@require_POST
def setujui(request: Permintaan, uuid: UUID) -> HttpResponse:
    d = actions.setujui(dataset=_milik(request, uuid), oleh=request.user)
    messages.success(request, f"“{d.nama}” terbit di katalog.")
    lanjut = Dataset.objects.untuk(request.user).menunggu().first()
    return redirect(tampilan.url_kelola(lanjut or d))


@require(Hak.DATA_SETUJUI)
@require_POST
def tolak(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _beralasan(request, uuid, actions.tolak, "Dikembalikan kepada pengelola data.")


@require(Hak.DATA_SETUJUI, Hak.DATA_KELOLA)
@require_POST
def tarik(request: Permintaan, uuid: UUID) -> HttpResponse:
    return _beralasan(request, uuid, actions.tarik, "Dataset ditarik dari katalog.")


def _beralasan(request: Permintaan, uuid: UUID, tindakan: Any, pesan: str) -> HttpResponse:
    d, form = _milik(request, uuid), AlasanForm(request.POST)
    if not form.is_valid():
        return _rincian(request, d, status=422, galat_alasan="Alasan wajib diisi, paling panjang 500 huruf.")
    tindakan(dataset=d, oleh=request.user, alasan=form.cleaned_data["alasan"])
    messages.success(request, pesan)
    return redirect(tampilan.url_kelola(d))
