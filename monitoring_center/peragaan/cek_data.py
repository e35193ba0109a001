"""Plays Ps 11-12 over HTTP: one kecamatan asks another for data, the walidata recommends, the Sekda decides, a logged read,
revocation. Diskominfo is refused throughout."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from monitoring_center.peragaan.orang import SANDI
from monitoring_center.peragaan.peramban import Peramban, pastikan

DATA = "Pemohon SKTM yang selesai"
NOMOR = "100.3.3/CEK/2026"
MAKSUD = "Memeriksa penerima ganda antarkecamatan"
Langkah = Callable[[Any], str]


def _tanggal(hari: int) -> str:
    return (timezone.localdate() + dt.timedelta(days=hari)).strftime("%d-%m-%Y")


def _ke(jawaban: Any, pola: str) -> str:
    """The identifier in the address to which an answer leads."""
    cocok = re.search(pola, jawaban.headers["location"])
    pastikan(cocok, f"tidak diarahkan ke {pola}: {jawaban.headers['location']}")
    assert cocok is not None
    return cocok[1]


def _kirim_ulang(orang: Peramban, jalur: str, isian: dict[str, Any], *, dari: str = "/akun/profil/") -> Any:
    """A step for which the password is asked once more; what was sent is kept and carried out then."""
    jawaban = orang.kirim(jalur, isian, dari=dari)
    if "autentikasi-ulang" not in jawaban.headers["location"]:
        return jawaban
    return orang.kirim(jawaban.headers["location"], {"password": SANDI})


def memohon(p: Any) -> str:
    """Ps 12(1)-(2): the officer drafts, the head signs."""
    petugas = p.sebagai("data", p.lain.slug)
    html = petugas.buka("/pemanfaatan/baru/?q=SKTM").text
    tautan = re.findall(r'href="(/pemanfaatan/baru/[0-9a-f-]{36}/)">(.*?)</a>', html, re.S)
    jalur = next((t for t, isi in tautan if DATA in isi and p.instansi.nama in isi), "")
    pastikan(jalur, f"{DATA} milik {p.instansi.nama} tidak ditawarkan")
    isian = {
        "penanggung_jawab": "Camat", "unit_kerja": "Seksi Pelayanan", "maksud": "Mencegah penerima ganda.", "kegunaan": MAKSUD,
        "kolom": ["nik", "nama", "desa"], "bentuk": "halaman", "frekuensi": "sekali", "mulai": _tanggal(0),
        "selesai": _tanggal(30), "nomor_surat": "400/CEK",
    }  # fmt: skip
    petugas.kirim(jalur, isian | {"kolom": []}, harap=422)
    konsep = _ke(petugas.kirim(jalur, isian), r"/konsep/([0-9a-f-]{36})/")
    pastikan(
        petugas.buka(f"/pemanfaatan/konsep/{konsep}/surat.pdf").content.startswith(b"%PDF"), "surat bukan PDF"
    )
    petugas.kirim(f"/pemanfaatan/konsep/{konsep}/serahkan/", {}, dari="/akun/profil/")
    petugas.kirim(f"/pemanfaatan/konsep/{konsep}/ajukan/", {}, dari="/akun/profil/", harap=403)
    jawaban = _kirim_ulang(p.sebagai("camat", p.lain.slug), f"/pemanfaatan/konsep/{konsep}/ajukan/", {})
    p.mohon = _ke(jawaban, r"/pemanfaatan/([0-9a-f-]{36})/")
    return "surat permohonan dan surat pernyataan ditandatangani camat pemohon"


def diskominfo_ditolak(p: Any) -> str:
    """Ps 11(6): SKPD including Dinas."""
    d = p.sebagai("admin", "diskominfo")
    for jalur in ("/pemanfaatan/", f"/pemanfaatan/{p.mohon}/", "/gerbang/"):
        d.buka(jalur, harap=404)
    p.sebagai("fo").buka(f"/pemanfaatan/{p.mohon}/", harap=403)
    return "Diskominfo 404, front office 403"


def walidata_menilai(p: Any) -> str:
    w = p.sebagai("data")
    jalur = f"/pemanfaatan/{p.mohon}/rekomendasi/"
    pastikan(MAKSUD in w.buka(jalur).text, "walidata tidak melihat permohonannya")
    isian = {
        "setuju": "ya",
        "alasan": "Hanya untuk pencocokan.",
        "k_nik": "samar",
        "k_nama": "polos",
        "k_desa": "polos",
    }
    w.kirim("/akun/autentikasi-ulang/", {"password": SANDI}, dari="/akun/profil/")
    w.kirim(jalur, isian, harap=422)  # personal data in plain without a reason
    w.kirim(jalur, isian | {"alasan_polos": "Nama dicocokkan petugas.", "maks_harian": "5"})
    return "NIK disamarkan; nama apa adanya hanya dengan alasan"


def sekda_memutuskan(p: Any) -> str:
    sekda = p.sebagai("sekda", "monitoring")
    pastikan(DATA in sekda.buka("/pemanfaatan/").text, "Sekda tidak melihat permohonan")
    html = sekda.buka(f"/pemanfaatan/{p.mohon}/").text
    surat = re.findall(r'href="(/pemanfaatan/lampiran/[0-9a-f-]{36}/)"', html)
    pastikan(len(set(surat)) == 3, "Sekda tidak melihat kedua surat dan rekomendasinya")
    pastikan(sekda.buka(surat[0]).content.startswith(b"%PDF"), "surat tidak terbuka")
    p.sebagai("evaluator", "monitoring").buka(f"/pemanfaatan/{p.mohon}/", harap=403)
    isian = {"nomor": NOMOR, "tanggal": _tanggal(0)}
    _kirim_ulang(sekda, f"/pemanfaatan/{p.mohon}/setujui/", isian)
    html = sekda.buka(f"/pemanfaatan/{p.mohon}/").text
    cocok = re.search(r"/pemanfaatan/izin/([0-9a-f-]{36})/", html)
    pastikan(cocok, "izin tidak terbit")
    assert cocok is not None
    p.izin = cocok[1]
    pastikan("Surat ini asli" in _periksa_keputusan(p), "surat keputusan tidak dinyatakan asli")
    return f"keputusan {NOMOR}; surat keputusan ditandatangani dan dinyatakan asli"


def _periksa_keputusan(p: Any) -> str:
    """What anybody learns who brings the PDF of the decision to the public check."""
    sekda = p.sebagai("sekda", "monitoring")
    semua = re.findall(
        r'href="(/pemanfaatan/lampiran/[0-9a-f-]{36}/)"', sekda.buka(f"/pemanfaatan/{p.mohon}/").text
    )
    pdf = sekda.buka(semua[-1]).content
    berkas = {"pdf": ("surat.pdf", pdf, "application/pdf")}
    return str(p.warga("monitoring").kirim("/v/pdf/", {}, dari="/v/", harap=200, files=berkas).text)


def membaca(p: Any) -> str:
    """A page of rows under a ticket, and its line in the owner's ledger."""
    pembaca = p.sebagai("data", p.lain.slug)
    jalur = f"/gerbang/{p.izin}/"
    pembaca.buka(jalur)
    pembaca.kirim(f"{jalur}buka/", {"maksud": MAKSUD}, dari=jalur)
    html = pembaca.buka(jalur).text
    baris = len(re.findall(r"<tr", html))
    pastikan(baris > 1, "tidak ada baris yang terbaca")
    pastikan(not re.search(r"\b631001\d{10}\b", html), "NIK terlihat apa adanya")
    p.sebagai("data", p.instansi.slug).kirim(
        f"{jalur}buka/", {"maksud": MAKSUD}, dari="/akun/profil/", harap=403
    )
    pastikan(
        MAKSUD in p.sebagai("data").buka("/gerbang/jejak/").text, "buku akses pemilik tidak memuat pembacaan"
    )
    return "baris terbaca dengan NIK tersamar; pemilik melihat siapa dan untuk apa"


def mencabut(p: Any) -> str:
    sekda = p.sebagai("sekda", "monitoring")
    isian = {"alasan": "Pemeriksaan selesai.", "konfirmasi_nomor": NOMOR}
    _kirim_ulang(sekda, f"/pemanfaatan/izin/{p.izin}/cabut/", isian)
    pembaca, jalur = p.sebagai("data", p.lain.slug), f"/gerbang/{p.izin}/"
    pastikan("dicabut" in pembaca.buka(jalur).text.lower(), "pembaca tidak melihat pencabutan")
    pembaca.kirim(f"{jalur}buka/", {"maksud": MAKSUD}, dari="/akun/profil/", harap=403)
    pastikan("sudah dicabut" in _periksa_keputusan(p), "surat keputusan tidak dinyatakan dicabut")
    return "pembacaan berikutnya langsung ditolak; surat keputusannya tampil sebagai dicabut"


LANGKAH_DATA: tuple[tuple[str, Langkah], ...] = (
    ("Data: permohonan", memohon),
    ("Data: Diskominfo ditolak", diskominfo_ditolak),
    ("Data: rekomendasi walidata", walidata_menilai),
    ("Data: keputusan Sekda", sekda_memutuskan),
    ("Data: pembacaan dan jejak", membaca),
    ("Data: pencabutan", mencabut),
)
