"""What both kinds of host show: letters, grants, and how an error of an action gets back into its form."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from inti.akun.akses import require
from inti.audit import catat
from inti.errors import MasukanSalah
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from inti.ui.format import angka, tanggal
from monitoring_center.walidata.pihak import nama_pihak

from ..cakupan import kalimat_saringan
from ..models import (
    PEMBACA_HALAMAN,
    Izin,
    IzinQuerySet,
    KeadaanIzin,
    Lampiran,
    Perintah,
    Permohonan,
    Rekomendasi,
)
from ..waktu import hari_terakhir

SEPERTI_DIMOHON = "Tidak, seperti dimohon"
CSP_SURAT = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'"


@require(*PEMBACA_HALAMAN)
@require_safe
def lampiran(request: Permintaan, uuid: UUID) -> HttpResponse:
    """A letter: the two parties and those who decide. Every opening is in the trail."""
    surat = Lampiran.objects.untuk(request.user).filter(uuid=uuid).first()
    if surat is None:
        raise Http404("Lampiran tidak ditemukan.")
    catat("data.lampiran_dibaca", surat, oleh=request.user, jenis=surat.get_jenis_display())
    return kirim_surat(bytes(surat.isi), surat.nama, surat.jenis_konten)


def kirim_surat(isi: bytes, nama: str, jenis_konten: str) -> HttpResponse:
    """Shown inside the page; whatever the file contains, it cannot act as a page of this site."""
    jawaban = HttpResponse(isi, content_type=jenis_konten)
    jawaban.headers["Content-Disposition"] = f'inline; filename="{_ascii(nama)}"'
    jawaban.headers["X-Content-Type-Options"] = "nosniff"
    jawaban.headers["Cache-Control"] = "private, no-store"
    jawaban.headers["Content-Security-Policy"] = CSP_SURAT
    return jawaban


def _ascii(nama: str) -> str:
    return "".join(h if h.isascii() and (h.isalnum() or h in " .-_()") else "_" for h in nama)


def lembar(surat: Iterable[Lampiran]) -> list[dict[str, str]]:
    """For `{% penampil_banyak %}`."""
    return [
        {"url": reverse("prosedur:lampiran", args=[s.uuid]), "nama": s.get_jenis_display(), "jenis": s.jenis_konten}
        for s in surat
    ]  # fmt: skip


def galat_ke_form(form: forms.Form, galat: MasukanSalah) -> None:
    """The sentence on top, and beside each field that the form has."""
    form.add_error(None, galat.pesan)
    for bidang, pesan in galat.bidang.items():
        if bidang in form.fields:
            form.add_error(bidang, pesan)


def fakta_permohonan(p: Permohonan) -> list[tuple[str, Any]]:
    """Ps 12(2) as the reader of the page needs it."""
    return [
        ("Pemohon", nama_pihak(p.pembaca)),
        ("Walidata", nama_pihak(p.pemilik)),
        ("Penanggung jawab", p.penanggung_jawab),
        ("Unit kerja", p.unit_kerja),
        ("Maksud dan tujuan", p.maksud),
        ("Kegunaan", p.kegunaan),
        ("Bentuk data", p.get_bentuk_display()),
        ("Frekuensi", p.get_frekuensi_display()),
        ("Baris", "; ".join(kalimat_saringan(p.saringan, p.rinci_kolom)) or "Semua baris"),
    ]


def fakta_putusan(p: Permohonan) -> list[tuple[str, Any]]:
    """The same for who decides, in as few facts as possible: who, for what, how long, what rows."""
    masa = f"{tanggal(p.mulai)} sampai {tanggal(hari_terakhir(p.selesai))}"
    return [
        ("Pemohon", nama_pihak(p.pembaca)),
        ("Walidata", nama_pihak(p.pemilik)),
        ("Penanggung jawab", f"{p.penanggung_jawab}, {p.unit_kerja}"),
        ("Kegunaan", p.kegunaan),
        ("Maksud dan tujuan", p.maksud),
        ("Masa", f"{masa}; {p.get_frekuensi_display().lower()}"),
        ("Bentuk data", p.get_bentuk_display()),
        ("Baris", "; ".join(kalimat_saringan(p.saringan, p.rinci_kolom)) or "Semua baris"),
        *(
            f
            for f in fakta_rekomendasi(p)
            if f[1] not in (SEPERTI_DIMOHON, tanggal(hari_terakhir(p.selesai)))
        ),
    ]


def kolom_permohonan(p: Permohonan) -> list[dict[str, Any]]:
    """The requested columns, and what became of each in the recommendation."""
    r = getattr(p, "rekomendasi", None)
    diberi = {k["nama"]: k for k in r.kolom} if r else {}
    hasil = []
    for nama in p.kolom:
        kolom = p.get_kolom(nama)
        putusan = ""
        if r and r.setuju:
            k = diberi.get(nama)
            putusan = "Tidak diberikan" if k is None else "Disamarkan" if k.get("samar") else "Apa adanya"
        hasil.append({"kolom": kolom, "putusan": putusan})
    return hasil


def fakta_rekomendasi(p: Permohonan) -> list[tuple[str, Any]]:
    """How far the walidata lets it go; empty where it said no, or nothing yet."""
    r = getattr(p, "rekomendasi", None)
    if r is None or not r.setuju:
        return []
    return [
        (
            "Baris dipersempit",
            "; ".join(kalimat_saringan(r.saringan, p.rinci_kolom)) or SEPERTI_DIMOHON,
        ),
        ("Paling lama sampai", tanggal(hari_terakhir(r.selesai or p.selesai))),
        ("Batas sehari", batas_sehari(r)),
    ]


def batas_sehari(b: Rekomendasi | Izin | Perintah) -> str:
    batas = [
        f"{angka(n)} {kata} sehari"
        for n, kata in ((b.maks_harian, "pembacaan"), (b.maks_baris, "baris"))
        if n
    ]
    return "; ".join(batas) or "Tanpa batas jumlah"


def fakta_izin(i: Izin, rinci: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    judul = {k["name"]: k["title"] for k in rinci}
    nama = [f"{judul.get(k['nama'], k['nama'])}{' (disamarkan)' if k.get('samar') else ''}" for k in i.kolom]
    return [
        ("Dasar", "Perintah Bupati (Ps 11 ayat 6)" if i.jenis == "perintah" else "Keputusan Bupati/Sekda"),
        ("Nomor", i.nomor),
        ("Walidata", nama_pihak(i.pemilik)),
        ("Pembaca", nama_pihak(i.pembaca)),
        ("Kegunaan", i.kegunaan),
        ("Kolom", ", ".join(nama)),
        ("Baris", "; ".join(kalimat_saringan(i.saringan, rinci)) or "Semua baris"),
        ("Batas", batas_sehari(i)),
    ]


class DaftarIzin(Daftar):
    judul = "Izin data"
    kolom = [
        Kolom("judul", "Data", utama=True),
        Kolom("keadaan", "Keadaan", jenis="chip"),
        Kolom(lambda i: nama_pihak(i.pembaca), "Pembaca"),
        Kolom(lambda i: nama_pihak(i.pemilik), "Walidata"),
        Kolom("nomor", "Nomor", urut="nomor"),
        Kolom("mulai", "Mulai", urut="mulai", jenis="tanggal"),
        Kolom(lambda i: hari_terakhir(i.selesai), "Sampai", urut="selesai", jenis="tanggal"),
    ]
    cari = ["nomor", "dataset", "kegunaan"]
    petunjuk_cari = "Nomor, data, atau kegunaan"
    urut_baku = "-terbit_pada"
    kosong_judul = "Belum ada izin"
    kosong_pesan = "Izin muncul di sini sesudah Bupati atau Sekda memutuskan."
    saringan = [
        Saringan(
            "keadaan", "Keadaan", KeadaanIzin.choices,
            terapkan=lambda qs, nilai: _per_keadaan(qs, nilai),
        ),
    ]  # fmt: skip

    def url_baris(self, objek: Any) -> str:
        return reverse("prosedur:izin", args=[objek.uuid])


def _per_keadaan(qs: IzinQuerySet, nilai: str) -> IzinQuerySet:
    return qs.berkeadaan(nilai)


def satu_izin(request: Permintaan, uuid: UUID) -> Izin:
    i = Izin.objects.untuk(request.user).lengkap().filter(uuid=uuid).first()
    if i is None:
        raise Http404("Izin tidak ditemukan.")
    return i
