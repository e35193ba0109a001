"""Plays the platform's main job over HTTP, as each role would, and says for every step whether it held."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import typst

from inti.db import di_instansi, sebagai_pemilik
from inti.db.isolasi import coba_nyata, periksa_katalog
from inti.proses import Penyelia
from inti.situs import pada_situs, situs_instansi
from layanan.dokumen.tanda_tangan import periksa
from layanan.surat.penanda import penanda_tangan
from monitoring_center.agregasi.periksa import periksa as periksa_agregasi
from monitoring_center.dasbor.models import Fakta
from monitoring_center.peragaan.cek_data import LANGKAH_DATA
from monitoring_center.peragaan.peramban import LangkahGagal, Peramban, pastikan
from tenants.demo import DOMAIN_SUREL_KABUPATEN

LAYANAN = "KEC-01"
BATAS_LIPAT = 90.0  # seconds until the Sekda's figures must have followed
PINDAIAN = b"= Surat pengantar desa\n\nNomor 145/01/2026. Yang bersangkutan adalah warga desa kami."


@dataclass
class Perjalanan:
    """What the steps share."""

    port: int
    instansi: Any
    lain: Any
    semua: list[Any]
    uuid: str = ""
    kode: str = ""
    nomor: str = ""
    pdf: bytes = b""
    sebelum: float = 0.0
    mohon: str = ""
    izin: str = ""
    peramban: dict[str, Peramban] = field(default_factory=dict)

    def sebagai(self, akun: str, situs: str = "") -> Peramban:
        """The session of an account of the instansi (or of another site), logged in once."""
        situs = situs or self.instansi.slug
        kunci = f"{akun}@{situs}"
        if kunci not in self.peramban:
            domain = {
                "monitoring": DOMAIN_SUREL_KABUPATEN,
                "diskominfo": f"diskominfo.{DOMAIN_SUREL_KABUPATEN}",
            }
            surel = f"{akun}@{domain.get(situs, f'{situs}.{DOMAIN_SUREL_KABUPATEN}')}"
            self.peramban[kunci] = Peramban(self.port, situs).masuk(surel)
        return self.peramban[kunci]

    def warga(self, situs: str = "") -> Peramban:
        return self.peramban.setdefault(f"warga@{situs}", Peramban(self.port, situs))

    @property
    def halaman(self) -> str:
        return f"/permohonan/{self.uuid}/"

    def tindak(self, akun: str, transisi: str, *, harap: int = 302, **isian: Any) -> Any:
        return self.sebagai(akun).kirim(
            f"{self.halaman}{transisi}/", isian, dari="/akun/profil/", harap=harap
        )

    def nilai(self, status: str) -> dict[str, Any]:
        """The verification checklist of the work screen with every requirement judged `status`."""
        html = self.sebagai("fo").buka(self.halaman).text
        asli = dict.fromkeys(set(re.findall(r'name="(asli_\d+)"', html)), "on")
        return dict.fromkeys(sorted(set(re.findall(r'name="(syarat_\d+)"', html))), status) | asli

    def tindak_ulang(self, akun: str, transisi: str, **isian: Any) -> None:
        """A step for which the password is asked once more."""
        from monitoring_center.peragaan.orang import SANDI

        jawaban = self.tindak(akun, transisi, **isian)
        if "autentikasi-ulang" in jawaban.headers["location"]:
            orang = self.sebagai(akun)
            ulang = orang.kirim(jawaban.headers["location"], {"password": SANDI})
            orang.http.get(ulang.headers["location"], follow_redirects=False)


def portal_menyebut_semua(p: Perjalanan) -> str:
    html = p.warga().buka("/").text
    hilang = [i.nama for i in p.semua if i.nama not in html]
    pastikan(not hilang, f"portal tidak menyebut {', '.join(hilang)}")
    return f"{len(p.semua)} instansi"


def fo_memasukkan(p: Perjalanan) -> str:
    fo = p.sebagai("fo")
    jalur = f"/permohonan/baru/{LAYANAN}/"
    html = fo.buka(jalur).text
    syarat = sorted(set(re.findall(r'name="(syarat_\d+)_dibawa"', html)))
    pastikan(syarat, "formulir tidak memuat persyaratan")
    isian = {
        "nik": f"6310014{time.time_ns() % 9 + 1}0890{9901 + time.time_ns() % 99}"[:16],
        "nama": "Siti Contoh Peragaan",
        "tempat_lahir": "Batulicin",
        "tanggal_lahir": "17-08-1990",
        "jenis_kelamin": "P",
        "alamat": "RT 01 RW 02",
        "desa": "Batulicin",
        "telepon": "0800-1234-567",
        "bertindak_sebagai": "sendiri",
        "kanal": "loket",
        "keperluan": "Persyaratan sekolah",
        "persetujuan": "on",
        "isian_tujuan": "pendidikan",
        "isian_nomor_surat_desa": "145/01/2026",
        "isian_tanggal_surat_desa": "02-11-2026",
        **{f"{s}_dibawa": "on" for s in syarat[1:]},
    }
    berkas = {f"{syarat[0]}_berkas": ("surat-pengantar.pdf", typst.compile(PINDAIAN), "application/pdf")}
    jawaban = fo.kirim(jalur, isian, files=berkas)
    cocok = re.search(r"/permohonan/([0-9a-f-]{36})/", jawaban.headers["location"])
    pastikan(cocok, f"tidak diarahkan ke permohonan: {jawaban.headers['location']}")
    assert cocok is not None
    p.uuid = cocok[1]
    html = fo.buka(p.halaman).text
    kode = re.search(r"\b([A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4})\b", html)
    pastikan(kode, "kode lacak tidak ditunjukkan")
    assert kode is not None
    p.kode = kode[1]
    pastikan(fo.buka(f"{p.halaman}tanda-terima.pdf").content.startswith(b"%PDF"), "tanda terima bukan PDF")
    return f"kode lacak {p.kode}"


def fo_menolak(p: Perjalanan) -> str:
    nilai = p.nilai("sesuai")
    salah = next(iter(nilai))
    nilai |= {salah: "tidak_sesuai", salah.replace("syarat", "catatan"): "Tidak terbaca"}
    p.tindak("fo", "tolak", harap=422, **nilai, alasan="Tanpa alasan berkode.")
    p.tindak("fo", "tolak", **nilai, alasan="Salinan tidak terbaca.", kode=_alasan_pertama(p))
    html = p.warga(p.instansi.slug).buka(f"/lacak/{p.kode.replace('-', '')}/").text
    pastikan(
        "Perlu dilengkapi" in html and "Tidak terbaca" in html, "pemohon tidak diberi tahu apa yang kurang"
    )
    lengkap: dict[str, Any] = {f"{salah}_dibawa": "on"}
    p.tindak("fo", "ajukan_kembali", **lengkap)
    return "ditolak dengan alasan, dilengkapi pada nomor yang sama"


def _alasan_pertama(p: Perjalanan) -> str:
    """The first coded reason that the form offers."""
    html = p.sebagai("fo").buka(p.halaman).text
    pilihan = re.search(r'<select name="kode".*?</select>', html, re.DOTALL)
    kode = re.search(r'value="([^"]+)"', pilihan[0]) if pilihan else None
    pastikan(kode, "formulir tidak menawarkan alasan berkode")
    assert kode is not None
    return kode[1]


def fo_menyetujui(p: Perjalanan) -> str:
    p.tindak("fo", "setujui", **p.nilai("sesuai"))
    return "disetujui dan didistribusikan ke seksi"


def salah_peran_ditolak(p: Perjalanan) -> str:
    p.tindak("fo2", "validasi", cara="konfirmasi_desa", harap=403)
    p.tindak("sekcam", "paraf", harap=409)
    return "FO tidak dapat memvalidasi (403); Sekcam belum dapat memaraf (409)"


def instansi_lain_ditolak(p: Perjalanan) -> str:
    lawan = p.sebagai("fo", p.lain.slug)
    lawan.buka(p.halaman, harap=404)
    lawan.kirim(f"{p.halaman}setujui/", {}, dari="/akun/profil/", harap=404)
    asing = Peramban(p.port, p.lain.slug)
    asing.http.cookies = p.sebagai("fo").http.cookies
    jawaban = asing.buka("/meja/", harap=302)
    pastikan("/akun/login/" in jawaban.headers["location"], "cookie instansi lain diterima")
    return f"{p.lain.nama} mendapat 404; cookie {p.instansi.nama} di sana bukan siapa-siapa"


def kasi_dan_sekcam(p: Perjalanan) -> str:
    p.tindak_ulang("kasi-kms", "validasi", cara="cek_berkas")
    p.tindak_ulang("sekcam", "paraf")
    return "divalidasi dan diparaf"


def camat_menandatangani(p: Perjalanan) -> str:
    camat = p.sebagai("camat")
    p.tindak_ulang("camat", "tandatangani")
    with pada_situs(situs_instansi(p.instansi)), di_instansi(p.instansi):
        from layanan.models import Dokumen

        dokumen = Dokumen.objects.select_related("berkas").get(permohonan__uuid=p.uuid)
        p.nomor, uuid = dokumen.nomor, dokumen.berkas.uuid
        akar = penanda_tangan().akar()
    p.pdf = camat.buka(f"/berkas/{uuid}/").content
    hasil = periksa(p.pdf, akar=akar)
    pastikan(hasil.utuh and hasil.tepercaya, f"tanda tangan tidak sah: {hasil.keterangan}")
    rusak = periksa(p.pdf[:2000] + bytes([p.pdf[2000] ^ 1]) + p.pdf[2001:], akar=akar)
    pastikan(not rusak.utuh, "perubahan satu bit tidak terlihat")
    return f"nomor {p.nomor}, tanda tangan PAdES sah, satu bit berubah ketahuan"


def fo_menyerahkan(p: Perjalanan) -> str:
    html = p.sebagai("fo").buka(p.halaman).text
    asli: dict[str, Any] = dict.fromkeys(set(re.findall(r'name="(asli_\d+)"', html)), "on")
    p.tindak(
        "fo",
        "serahkan",
        **asli,
        cara_tanda_tangan="kertas",
        lembar="1",
        kepada="Siti Contoh Peragaan",
        hubungan="pemohon",
        identitas_cocok="on",
        cara="diambil",
    )
    html = p.warga(p.instansi.slug).buka(f"/lacak/{p.kode.replace('-', '')}/").text
    pastikan("Selesai" in html, "pelacakan belum menyebut selesai")
    return "diserahkan; pemohon melihat “Selesai”"


def _selesai(p: Perjalanan) -> float:
    from django.db.models import Sum

    from inti.db import sebagai
    from inti.db.login import LOGIN_MONITORING

    with sebagai(LOGIN_MONITORING):
        baris = Fakta.objects.filter(instansi_id=p.instansi.id, indikator="permohonan_selesai")
        return float(baris.aggregate(n=Sum("nilai"))["n"] or 0)


def sebelum_lipat(p: Perjalanan) -> str:
    p.sebelum = _selesai(p)
    return f"{p.sebelum:.0f} permohonan selesai menurut Monitoring Center"


def pusat_mengikuti(p: Perjalanan) -> str:
    mulai = time.monotonic()
    while _selesai(p) != p.sebelum + 1:
        pastikan(time.monotonic() - mulai < BATAS_LIPAT, "angka Monitoring Center tidak mengikuti")
        time.sleep(0.5)
    return f"angka bertambah satu dalam {time.monotonic() - mulai:.1f} detik"


def sekda_membaca(p: Perjalanan) -> str:
    html = p.sebagai("sekda", "monitoring").buka("/").text
    for teks in (p.instansi.nama, "Karang Bintang"):
        pastikan(teks in html, f"dasbor tidak menyebut {teks}")
    pastikan("belum" in html.lower(), "dasbor tidak menyebut instansi yang belum menyetujui publikasi")
    return "dasbor terbaca, termasuk instansi yang belum menyetujui"


def diskominfo_tidak_membaca(p: Perjalanan) -> str:
    d = p.sebagai("admin", "diskominfo")
    d.buka("/")
    d.buka(p.halaman, harap=404)
    return "Diskominfo mengelola instansi, tetapi tidak membaca datanya (Ps 11(6))"


def terisolasi(p: Perjalanan) -> str:
    with sebagai_pemilik():
        hasil = coba_nyata(periksa_katalog())
    pastikan(hasil.aman, "; ".join(hasil.bocor[:5]))
    return f"{hasil.pasangan} pasangan diperiksa, {hasil.dicoba} pembacaan dicoba, 0 bocor"


def hitung_ulang(p: Perjalanan) -> str:
    beda = 0
    for i in p.semua:
        with pada_situs(situs_instansi(i)), di_instansi(i):
            beda += len(periksa_agregasi(i))
    pastikan(beda == 0, f"{beda} sel agregasi berbeda dari hitung ulang")
    return f"agregasi {len(p.semua)} instansi sama dengan hitung ulang"


LANGKAH: tuple[tuple[str, Callable[[Perjalanan], str]], ...] = (
    ("Portal", portal_menyebut_semua),
    ("Angka awal", sebelum_lipat),
    ("FO: input dan pindaian", fo_memasukkan),
    ("FO: tolak, ajukan kembali", fo_menolak),
    ("FO: setujui, distribusi", fo_menyetujui),
    ("Salah peran", salah_peran_ditolak),
    ("Instansi lain", instansi_lain_ditolak),
    ("Kasi dan Sekcam", kasi_dan_sekcam),
    ("Camat: tanda tangan", camat_menandatangani),
    ("FO: penyerahan", fo_menyerahkan),
    ("Lipatan agregasi", pusat_mengikuti),
    ("Sekda: dasbor", sekda_membaca),
    ("Diskominfo", diskominfo_tidak_membaca),
    *LANGKAH_DATA,
    ("Isolasi", terisolasi),
    ("Hitung ulang", hitung_ulang),
)


def periksa_semua(penyelia: Penyelia, semua: list[Any], *, tulis: Callable[[str], Any]) -> bool:
    """Run the steps in order, a line each; stops at the first that fails. True when all held."""
    per_slug = {i.slug: i for i in semua}
    p = Perjalanan(penyelia.port, per_slug["batulicin"], per_slug["kusan-hilir"], semua)
    for nama, langkah in LANGKAH:
        mulai = time.monotonic()
        try:
            hasil = langkah(p)
        except (LangkahGagal, OSError, LookupError) as galat:
            tulis(f"  GAGAL  {nama:<28} {galat}")
            return False
        tulis(f"  OK     {nama:<28} {hasil} ({time.monotonic() - mulai:.1f} d)")
    for b in p.peramban.values():
        b.tutup()
    tulis("Semua langkah berhasil.")
    return True
