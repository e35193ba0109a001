"""The draft: its sections, what it changes, and its end (published or thrown away)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from inti.akun.akses import require
from inti.akun.hak import Hak, label_peran
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan

from ...enums import KeadaanVersi
from ...models import Layanan
from .. import actions, baris
from ..banding import bandingkan, teks_bidang, teks_syarat
from ..forms import AlurForm, BagianForm, HukumForm, IdentitasForm, StandarForm, SuratForm, WaktuForm
from ..naskah import kode_seksi, naskah, periksa, sidik
from .objek import cari_versi, jenis, versi

V = KeadaanVersi


@dataclass(frozen=True, slots=True)
class Bagian:
    """A section of the editor; `jalur`: the beginnings of the paths in `naskah` that it answers for."""

    nama: str
    judul: str
    ikon: str
    keterangan: str
    jalur: tuple[str, ...]
    form: type[BagianForm] | None = None
    rangkaian: Any = None


BAGIAN = (
    Bagian("identitas", "Identitas dan seksi", "id", "Nama, seksi pengampu, siapa yang mengajukan dan lewat mana.",
           ("nama", "jenis", "seksi", "pemohon", "kanal", "hasil.keluaran", "luar_wilayah"), IdentitasForm),
    Bagian("persyaratan", "Persyaratan", "checklist", "Hanya yang tertulis di sini boleh diminta dari pemohon.",
           ("persyaratan",), rangkaian=baris.SyaratSet),
    Bagian("isian", "Isian formulir", "list-details", "Pertanyaan tambahan selain data pemohon.", ("isian",),
           rangkaian=baris.IsianSet),
    Bagian("waktu", "Waktu, biaya, masa berlaku", "clock", "Janji kepada pemohon.", ("waktu", "biaya", "masa_berlaku"),
           WaktuForm),
    Bagian("hukum", "Dasar hukum dan pelimpahan", "scale", "Peraturan yang menjadi dasar layanan dan wewenang.",
           ("dasar_hukum", "pelimpahan", "catatan"), HukumForm),
    Bagian("alur", "Paraf dan penanda tangan", "route", "Siapa memaraf dan siapa menandatangani (Ps 9 ayat 4-6).",
           ("alur", "hasil.perlu_ttd", "hasil.penerbit_luar"), AlurForm),
    Bagian("surat", "Surat dan klasifikasi", "file-text", "Templat, kode klasifikasi, kertas, tembusan.", ("surat",),
           SuratForm),
    Bagian("standar", "Komponen standar pelayanan", "certificate",
           "Sembilan dari 14 komponen yang ditulis dengan kata-kata (Permen PANRB 15/2014).", ("komponen",), StandarForm),
)  # fmt: skip
PER_NAMA = {b.nama: b for b in BAGIAN}


def ringkas(nama: str, d: dict[str, Any]) -> list[str]:
    """What a section holds, in a few lines."""
    match nama:
        case "identitas":
            return [d["nama"], f"{d['seksi']['nama']} · {d['hasil']['keluaran'] or 'hasil belum diisi'}"]
        case "persyaratan":
            return [teks_syarat(s) for s in d["persyaratan"]] or ["Belum ada persyaratan."]
        case "isian":
            isi = [teks_bidang(b) for b in d["isian"]] + [
                f"Seksi: {teks_bidang(b)}" for b in d["isian_seksi"]
            ]
            return isi or ["Tidak ada pertanyaan tambahan."]
        case "waktu":
            biaya = f"Rp{d['biaya']['nilai']:,}".replace(",", ".") if d["biaya"]["nilai"] else "Gratis"
            masa = d["masa_berlaku"]
            satuan = d["waktu"]["satuan"].replace("_", " ")
            lama = (
                f"berlaku {masa['nilai']} {masa['satuan'].replace('_', ' ')}"
                if masa
                else "berlaku tanpa batas waktu"
            )
            return [f"{d['waktu']['nilai']} {satuan} · {biaya} · {lama}"]
        case "hukum":
            return [*d["dasar_hukum"], *([f"Pelimpahan: {d['pelimpahan']}"] if d["pelimpahan"] else [])] or [
                "Belum diisi."
            ]
        case "surat":
            s = d["surat"]
            return [
                f"Klasifikasi {s['klasifikasi'] or 'belum diisi'} · templat {s['templat'] or 'belum dipilih'} · {s['kertas']}"
            ]
        case "standar":
            n = len(d["komponen"])
            return [
                f"{n} komponen ditulis khusus, lainnya memakai kalimat umum."
                if n
                else "Semua memakai kalimat umum."
            ]
    return []


def ringkas_alur(d: dict[str, Any], sebut: Callable[[str], str]) -> list[str]:
    if not d["hasil"]["perlu_ttd"]:
        return [f"Hasil diterbitkan {d['hasil']['penerbit_luar'] or '(belum diisi)'}."]
    langkah = ["Loket", "Seksi", *(f"Paraf {sebut(p)}" for p in d["alur"]["rantai_paraf"])]
    ttd = [sebut(p) for p in d["alur"]["penandatangan"]]
    pengganti = f" (pengganti: {', '.join(ttd[1:])})" if ttd[1:] else ""
    return [" → ".join([*langkah, f"Tanda tangan {ttd[0] if ttd else '(belum dipilih)'}"]) + pengganti]


def _sebut(peran: str) -> str:
    return label_peran(peran, jenis())


@require(Hak.LAYANAN_KELOLA)
@require_safe
def konsep(request: Permintaan, kode: str) -> HttpResponse:
    x = versi(kode, V.KONSEP)
    d = naskah(x)
    salah = periksa(d, seksi=kode_seksi())
    kartu = []
    for b in BAGIAN:
        milik = [s for s in salah if s.jalur.startswith(b.jalur)]
        isi = ringkas_alur(d, _sebut) if b.nama == "alur" else ringkas(b.nama, d)
        kartu.append((b, isi, milik))
    lama = cari_versi(kode, V.BERLAKU)
    beda = bandingkan(lama, x, jenis()) if lama else []
    konteks = {
        "konsep": x, "kode": kode, "kartu": kartu, "salah": salah, "lama": lama, "sidik": sidik(x),
        "jumlah_beda": sum(len(b.ubah) for b in beda),
    }  # fmt: skip
    return render(request, "katalog/konsep.html", konteks)


@require(Hak.LAYANAN_KELOLA)
@require_safe
def banding(request: Permintaan, kode: str) -> HttpResponse:
    x, lama = versi(kode, V.KONSEP), versi(kode, V.BERLAKU)
    konteks = {"konsep": x, "lama": lama, "kode": kode, "beda": bandingkan(lama, x, jenis())}
    return render(request, "katalog/banding.html", konteks)


@require(Hak.LAYANAN_KELOLA)
def bagian(request: Permintaan, kode: str, bagian: str) -> HttpResponse:
    b = PER_NAMA.get(bagian)
    if b is None:
        raise Http404("Bagian itu tidak ada.")
    x = versi(kode, V.KONSEP)
    return _baris(request, x, b) if b.rangkaian else _formulir(request, x, b)


def _formulir(request: Permintaan, x: Layanan, b: Bagian) -> HttpResponse:
    assert b.form
    awal = b.form.awal(x, jenis()) | {"dari": sidik(x)}
    dikirim = request.method == "POST"
    form = b.form(request.POST if dikirim else None, initial=awal, layanan=x, jenis=jenis())
    if dikirim and form.is_valid():
        actions.ubah_konsep(
            kode=x.kode, nilai=form.nilai(), dari=form.cleaned_data["dari"], bagian=b.judul, oleh=request.user
        )
        messages.success(request, f"{b.judul} tersimpan dalam konsep.")
        return redirect("katalog:konsep", x.kode)
    konteks = {"form": form, "b": b, "konsep": x, "kode": x.kode, "bagian": BAGIAN}
    return render(request, "katalog/bagian.html", konteks, status=422 if form.errors else 200)


def _baris(request: Permintaan, x: Layanan, b: Bagian) -> HttpResponse:
    syarat = b.nama == "persyaratan"
    awal = baris.awal_syarat(x) if syarat else baris.awal_isian(x)
    dikirim = request.method == "POST"
    rangkaian = b.rangkaian(request.POST if dikirim else None, initial=awal, prefix="baris")
    sah = dikirim and rangkaian.is_valid()
    if sah:
        actions.ubah_konsep(
            kode=x.kode,
            nilai={} if syarat else baris.nilai_isian(rangkaian),
            syarat=baris.nilai_syarat(rangkaian) if syarat else None,
            dari=request.POST.get("dari", "")[:24],
            bagian=b.judul,
            oleh=request.user,
        )
        messages.success(request, f"{b.judul} tersimpan dalam konsep.")
        return redirect("katalog:konsep", x.kode)
    konteks = {
        "rangkaian": rangkaian, "b": b, "konsep": x, "kode": x.kode, "bagian": BAGIAN,
        "dari": request.POST.get("dari", "") if dikirim else sidik(x),
        "pratinjau": None if syarat else baris.PratinjauForm(x.isian), "pratinjau_seksi": x.isian_seksi,
    }  # fmt: skip
    return render(request, f"katalog/{b.nama}.html", konteks, status=422 if dikirim else 200)


@require_POST
@require(Hak.LAYANAN_KELOLA)
def pratinjau(request: Permintaan, kode: str) -> HttpResponse:
    """The form as it would be with the rows that are in the editor now; stores nothing."""
    versi(kode, V.KONSEP)
    rangkaian = baris.IsianSet(request.POST, prefix="baris")
    sah = rangkaian.is_valid()
    isi = baris.nilai_isian(rangkaian) if sah else {"isian": [], "isian_seksi": []}
    konteks = {
        "pratinjau": baris.PratinjauForm(isi["isian"]),
        "pratinjau_seksi": isi["isian_seksi"],
        "pratinjau_salah": not sah,
    }
    return render(request, "katalog/_pratinjau.html", konteks)


@require_POST
@require(Hak.LAYANAN_KELOLA)
def terbitkan(request: Permintaan, kode: str) -> HttpResponse:
    try:
        x = actions.terbitkan(
            kode=kode, perubahan=request.POST.get("alasan", ""), dari=request.POST.get("dari", "")[:24], oleh=request.user
        )  # fmt: skip
    except MasukanSalah as galat:
        messages.error(request, galat.pesan)
        return redirect("katalog:konsep", kode)
    messages.success(
        request,
        f"Versi {x.versi} berlaku sejak sekarang. Permohonan yang sudah berjalan tetap memakai versinya.",
    )
    return redirect("katalog:rincian", kode)


@require_POST
@require(Hak.LAYANAN_KELOLA)
def buang(request: Permintaan, kode: str) -> HttpResponse:
    if request.POST.get("konfirmasi_nomor", "").strip().upper() != kode:
        raise MasukanSalah("Ketik kode layanan untuk membuang konsepnya.")
    actions.buang_konsep(kode=kode, oleh=request.user)
    messages.success(request, "Konsep dibuang. Versi yang berlaku tidak berubah.")
    if Layanan.objects.filter(kode=kode).exists():
        return redirect("katalog:rincian", kode)
    return redirect("katalog:daftar")
