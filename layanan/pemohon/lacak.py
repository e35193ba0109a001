"""What the applicant reads: plain words, dates, the next step and whom to call. No internal status names."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from inti.ui import format

from ..enums import Putusan, Status, StatusSyarat
from ..models import Dokumen, Permohonan, Riwayat
from .nik import samarkan

LANGKAH = ("Diterima", "Diperiksa", "Diproses seksi", "Tanda tangan", "Siap diambil", "Selesai")
LANGKAH_TANPA_TTD = ("Diterima", "Diperiksa", "Diproses seksi", "Siap diambil", "Selesai")
LETAK = {
    Status.DIAJUKAN: "Diperiksa",
    Status.DITOLAK: "Diperiksa",
    Status.DIVERIFIKASI: "Diproses seksi",
    Status.DIDISTRIBUSI: "Diproses seksi",
    Status.DIVALIDASI: "Tanda tangan",
    Status.DIPARAF: "Tanda tangan",
    Status.DITANDATANGANI: "Siap diambil",
    Status.SELESAI: "Selesai",
}
LINIMASA = {
    "ajukan": "Berkas Anda kami terima",
    "setujui": "Berkas dinyatakan lengkap",
    "tolak": "Berkas perlu dilengkapi",
    "kembalikan_pemohon": "Berkas perlu dilengkapi",
    "ajukan_kembali": "Perbaikan Anda kami terima",
    "distribusikan": "Berkas diteruskan ke seksi",
    "validasi": "Berkas selesai diuji seksi",
    "tandatangani": "Dokumen ditandatangani",
    "serahkan": "Dokumen diserahkan",
    "batalkan": "Permohonan dibatalkan",
}


@dataclass(frozen=True, slots=True)
class JejakWarga:
    """The state of the file without a word about the person.

    Attributes:
        berikut: what happens next, or what the applicant should do.
        hubungi: the post to ask; the telephone number stands on every page.
        jeda: why and how long the clock stood still.
    """

    judul: str
    kalimat: str
    nada: str
    langkah: tuple[str, ...]
    kini: int
    perkiraan: datetime | None
    berikut: str = ""
    hubungi: str = "Petugas loket pelayanan"
    jeda: str = ""
    perlu: list[tuple[str, str]] = field(default_factory=list)
    batas: date | None = None
    linimasa: list[dict[str, Any]] = field(default_factory=list)
    nomor_surat: str = ""


@dataclass(frozen=True, slots=True)
class Bagian:
    """A section that a room puts on the page; its template finds `konteks` as `k`."""

    templat: str
    konteks: dict[str, Any]


KEBERATAN = (
    "Bila tidak menerima keputusan ini, Anda berhak mengajukan keberatan tertulis kepada pejabat yang menandatanganinya, "
    "paling lama 21 hari kerja sejak menerima surat penolakan (UU 30/2014 Ps 77)."
)

Penyedia = Callable[[Permohonan, bool], Bagian | None]
_penyedia: list[Penyedia] = []


def daftarkan_bagian(fn: Penyedia) -> Penyedia:
    """`fn(p, terbukti)` gives a section of the tracking page or None. `terbukti`: the date of birth was given; personal data
    only then. For rooms, in their `apps.ready()`."""
    if fn not in _penyedia:
        _penyedia.append(fn)
    return fn


def bagian(p: Permohonan, *, terbukti: bool) -> list[Bagian]:
    return [b for fn in _penyedia if (b := fn(p, terbukti)) is not None]


def samarkan_nama(nama: str) -> str:
    """ "Budi Santoso" -> "B••• S••••••": enough for the owner, little for others."""
    return " ".join(kata[0] + "•" * (len(kata) - 1) for kata in nama.split())


def _kalimat(p: Permohonan) -> tuple[str, str, str]:
    """(heading, sentence, nada) of the present state."""
    seksi = p.seksi.nama if p.seksi else "seksi"
    janji = format.tanggal_jam(p.janji_selesai)
    siap = ("Sudah jadi", "Dokumen Anda sudah jadi. Bawa tanda terima dan KTP-el ke loket.", "sukses")
    if p.putusan == Putusan.TOLAK and p.status in (Status.DITANDATANGANI, Status.SELESAI):
        return (
            "Tidak dikabulkan",
            "Permohonan Anda tidak dapat dikabulkan. Alasan, dasar hukum, dan cara mengajukan keberatan ada dalam surat "
            "penolakan" + (" yang sudah diserahkan." if p.serah_pada else "; ambillah di loket."),
            "peringatan",
        )
    match Status(p.status):
        case Status.DIAJUKAN:
            return (
                "Sedang diperiksa",
                f"Petugas loket memeriksa kelengkapan berkas Anda. Perkiraan selesai {janji}.",
                "info",
            )
        case Status.DITOLAK:
            return (
                "Perlu dilengkapi",
                "Ada yang perlu Anda lengkapi. Bawa perbaikannya ke loket dengan nomor yang sama.",
                "peringatan",
            )
        case Status.DIVERIFIKASI | Status.DIDISTRIBUSI:
            return "Sedang diproses", f"Berkas Anda sedang diuji {seksi}. Perkiraan selesai {janji}.", "info"
        case Status.DIVALIDASI if not p.perlu_surat:
            return siap
        case Status.DIVALIDASI | Status.DIPARAF:
            return (
                "Menunggu tanda tangan",
                f"Dokumen Anda menunggu tanda tangan. Perkiraan selesai {janji}.",
                "info",
            )
        case Status.DITANDATANGANI:
            return siap
        case Status.SELESAI:
            return "Selesai", f"Dokumen sudah diserahkan pada {format.tanggal_jam(p.serah_pada)}.", "sukses"
        case _:
            return (
                "Dibatalkan",
                "Permohonan ini dibatalkan. Hubungi loket bila Anda tidak memintanya.",
                "netral",
            )


def jejak_warga(p: Permohonan) -> JejakWarga:
    judul, kalimat, nada = _kalimat(p)
    langkah = LANGKAH if p.perlu_surat else LANGKAH_TANPA_TTD
    letak = LETAK.get(Status(p.status), "Diterima")
    if letak not in langkah or (p.status == Status.DIVALIDASI and not p.perlu_surat):
        letak = "Siap diambil"
    ditolak = p.status == Status.DITOLAK
    berjalan = p.status not in (Status.DITOLAK, Status.DITANDATANGANI, Status.SELESAI, Status.DIBATALKAN)
    return JejakWarga(
        judul=judul,
        kalimat=kalimat,
        nada=nada,
        langkah=langkah,
        kini=langkah.index(letak) + 1,
        perkiraan=p.janji_selesai if berjalan and nada == "info" else None,
        berikut=_berikut(p),
        hubungi=_hubungi(p),
        jeda=_jeda(p),
        perlu=_perlu_dilengkapi(p) if ditolak else [],
        batas=p.batas_perbaikan if ditolak else None,
        linimasa=_linimasa(p),
        nomor_surat=Dokumen.objects.filter(permohonan=p).values_list("nomor", flat=True).first() or "",
    )


def _siap(p: Permohonan) -> bool:
    return p.status == Status.DITANDATANGANI or (p.status == Status.DIVALIDASI and not p.perlu_surat)


def _berikut(p: Permohonan) -> str:
    if p.putusan == Putusan.TOLAK and p.status in (Status.DITANDATANGANI, Status.SELESAI):
        return KEBERATAN
    if _siap(p):
        return (
            "Ambil di loket pada jam kerja, atau unduh bila tersedia di bawah. "
            "Bila diwakilkan, penerima membawa surat kuasa dan KTP-el."
        )
    seksi = (p.seksi or p.layanan.seksi).nama
    match Status(p.status):
        case Status.DIAJUKAN:
            return f"Bila lengkap, berkas diteruskan ke {seksi}."
        case Status.DITOLAK:
            return "Anda melengkapi yang tertulis di bawah. Sesudah itu kami memeriksa yang diperbaiki saja."
        case Status.DIVERIFIKASI:
            return f"Berkas dibagikan ke {seksi}."
        case Status.DIDISTRIBUSI:
            return "Surat disusun, lalu menunggu tanda tangan." if p.perlu_surat else "Hasilnya disiapkan."
        case Status.DIVALIDASI | Status.DIPARAF:
            return "Pejabat menandatangani, lalu Anda dikabari."
    return ""


def _hubungi(p: Permohonan) -> str:
    """The post that has the file now."""
    if p.status in (Status.DIDISTRIBUSI, Status.DIVALIDASI, Status.DIPARAF) and p.seksi and not _siap(p):
        return p.seksi.jabatan
    return "Petugas loket pelayanan"


def _jeda(p: Permohonan) -> str:
    """Time with the applicant never counts against the promise (Ps 9 ayat 3)."""
    menit = p.menit_di_pemohon
    if p.status == Status.DITOLAK and p.tolak_pada:
        return (
            f"Hitungan waktu kami berhenti sejak {format.tanggal_jam(p.tolak_pada)} dan berjalan lagi setelah perbaikan "
            "Anda kami terima."
        )
    if menit:
        return (
            f"Selama {format.lama(menit)} berkas ada pada Anda untuk dilengkapi; waktu itu tidak kami hitung."
        )
    return ""


def rincian_warga(p: Permohonan) -> list[tuple[str, str]]:
    """What the applicant wrote, for the applicant: only after the date of birth was given."""
    telepon = p.pemohon_telepon
    return [
        ("Nama", p.pemohon_nama),
        ("NIK", samarkan(p.pemohon_nik)),
        ("Desa/kelurahan", p.pemohon_desa),
        ("Keperluan", p.keperluan),
        ("Telepon", f"{telepon[:4]}•••{telepon[-3:]}" if len(telepon) > 7 else ""),
        ("Surel", p.pemohon_surel),
        ("Bertindak sebagai", p.get_bertindak_sebagai_display()),
    ]


def _perlu_dilengkapi(p: Permohonan) -> list[tuple[str, str]]:
    kurang = p.persyaratan.filter(status__in=[StatusSyarat.TIDAK_SESUAI, StatusSyarat.TIDAK_ADA])
    return [
        (s.persyaratan.nama, s.catatan or s.get_status_display())
        for s in kurang.select_related("persyaratan")
    ]


def _linimasa(p: Permohonan) -> list[dict[str, Any]]:
    """Only the steps that mean something to the applicant; no names of staff."""
    daftar = Riwayat.objects.filter(permohonan=p, transisi__in=LINIMASA).order_by("pada", "pk")
    butir = [
        {
            "judul": LINIMASA[r.transisi],
            "pada": r.pada,
            "isi": r.alasan if r.transisi in ("tolak", "kembalikan_pemohon", "batalkan") else "",
        }
        for r in daftar
    ]
    if butir:
        butir[-1]["kini"] = True
    return butir
