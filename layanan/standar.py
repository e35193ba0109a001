"""The fourteen components of a service standard (Permen PANRB 15/2014): from the columns of a version, or from its own texts.

Six are shown to whoever applies (service delivery), eight are about how the office works (management). A component that
no column holds is a text of the version (`Layanan.komponen`), with a sentence to start from.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .enums import Kanal, SatuanWaktu
from .models import Layanan

PENYAMPAIAN = "Penyampaian pelayanan"
PENGELOLAAN = "Pengelolaan pelayanan"
PERAN_SEBUTAN = {
    "penanggung_jawab": {"kecamatan": "Camat", "skpd": "Kepala Dinas"},
    "koordinator": {"kecamatan": "Sekretaris Camat", "skpd": "Sekretaris"},
    "pelaksana": {"kecamatan": "Kasi/Kasubbag", "skpd": "Kabid/Kasubbag"},
}
"""How the public reads a role; `inti.akun.hak.LABEL_PERAN` is what staff read."""

BAWAAN: dict[str, str] = {
    "pengaduan": "Datang langsung ke loket pengaduan, atau tulis lewat nomor dan surel kantor.\n"
    "SP4N-LAPOR! di lapor.go.id atau SMS 1708.\n"
    "Setiap pengaduan dicatat dan dijawab menurut jangka waktu SP4N-LAPOR!.",
    "sarana": "Ruang tunggu dengan kursi, kipas atau pendingin udara, dan air minum.\n"
    "Loket, komputer, pencetak, pemindai, dan jaringan internet.\n"
    "Kursi prioritas dan jalur bagi penyandang disabilitas, lansia, dan ibu hamil.\n"
    "Papan informasi standar pelayanan dan kotak saran.",
    "kompetensi": "Memahami peraturan dan prosedur layanan ini.\n"
    "Mampu mengoperasikan komputer dan aplikasi pelayanan.\n"
    "Ramah, jujur, dan mampu berkomunikasi dengan jelas.",
    "pengawasan": "Atasan langsung memeriksa register layanan setiap bulan.\n"
    "Sekretaris dan kepala kantor memantau layanan yang mendekati atau melewati janji.",
    "jumlah_pelaksana": "4 orang: petugas loket, pemeriksa di seksi, pemaraf, dan penanda tangan.",
    "jaminan": "Layanan diberikan sesuai standar ini dan maklumat pelayanan.\n"
    "Bila lewat dari janji, petugas memberi tahu pemohon sebab dan waktu barunya.",
    "keamanan": "Data pribadi pemohon disandikan dan hanya dibuka petugas yang berhak (UU 27/2022).\n"
    "Surat bertanda tangan resmi dengan kode QR yang dapat diperiksa siapa pun.\n"
    "Berkas asli yang dibawa dikembalikan saat penyerahan.",
    "evaluasi": "Survei kepuasan masyarakat sesudah setiap layanan selesai.\n"
    "Evaluasi kinerja oleh kepala kantor paling sedikit setiap tiga bulan.",
}
"""Texts that a service starts with; one line is one item."""


@dataclass(frozen=True, slots=True)
class Komponen:
    nomor: int
    kunci: str
    judul: str
    kelompok: str
    butir: list[str]
    baku: bool
    """True: the text is the common one, nobody has written an own one for this service."""


def sebutan(peran: str, jenis: str) -> str:
    pilihan = PERAN_SEBUTAN.get(peran, {})
    return pilihan.get(jenis) or pilihan.get("kecamatan", peran)


def teks_waktu(nilai: int | None, satuan: str) -> str:
    nama = dict(SatuanWaktu.choices).get(satuan, satuan)
    return f"{nilai} {nama}" if nilai else ""


def masa_berlaku(layanan: Layanan) -> str:
    nilai, satuan = layanan.masa_berlaku_nilai, layanan.masa_berlaku_satuan
    if not nilai:
        return "Tidak dibatasi waktu"
    if satuan in ("kegiatan", "tahap"):
        return f"Untuk {nilai} {satuan}"
    return teks_waktu(nilai, satuan)


def _persyaratan(x: Layanan) -> list[str]:
    hasil = []
    for s in x.persyaratan.all():
        sifat = ", ".join(filter(None, (s.sifat, "" if s.wajib else "bila ada")))
        hasil.append(f"{s.nama} ({sifat})" if sifat else s.nama)
    return hasil


def mekanisme(x: Layanan, jenis: str) -> list[str]:
    """The way of a permohonan in words (Perbup Tanah Laut 126/2022 Ps 8-9)."""
    kanal = [Kanal(k).label.lower() for k in x.kanal if k in Kanal.values]
    langkah = [
        f"Pemohon mengajukan lewat {' atau '.join(kanal) or 'loket'} dengan berkas persyaratan.",
        "Petugas loket memeriksa kelengkapan dan memberi tanda terima; yang belum lengkap dikembalikan dengan alasan.",
        f"{x.seksi.nama} menguji keabsahan{', termasuk meninjau lapangan' if x.tinjau_lapangan else ''}.",
    ]
    if x.perlu_ttd:
        paraf = [sebutan(p, jenis) for p in x.rantai_paraf]
        ttd = [sebutan(p, jenis) for p in x.penandatangan]
        langkah.append(
            ("Dokumen diparaf " + ", lalu ".join(paraf) + ", kemudian" if paraf else "Dokumen")
            + f" ditandatangani {ttd[0] if ttd else 'pejabat yang berwenang'}."
        )
    else:
        langkah.append(
            f"Berkas diteruskan; hasil diterbitkan oleh {x.penerbit_luar or 'instansi berwenang'}."
        )
    return [*langkah, "Pemohon menerima hasil dengan menunjukkan tanda terima."]


def _biaya(x: Layanan) -> list[str]:
    lain = x.biaya_keterangan.strip()
    return [
        x.tarif,
        *([lain[:1].upper() + lain[1:]] if lain and lain.casefold() != x.tarif.casefold() else []),
    ]


def _produk(x: Layanan) -> list[str]:
    hasil = [x.keluaran[:1].upper() + x.keluaran[1:]]
    return [*hasil, f"Masa berlaku: {masa_berlaku(x).lower()}"] if x.masa_berlaku_nilai else hasil


def _dasar(x: Layanan) -> list[str]:
    return [*x.dasar_hukum, *([f"Pelimpahan wewenang: {x.pelimpahan}"] if x.pelimpahan else [])]


_DARI_KOLOM: dict[str, Callable[[Layanan], list[str]]] = {
    "persyaratan": _persyaratan,
    "waktu": lambda x: [f"{x.waktu} sejak berkas dinyatakan lengkap"],
    "biaya": _biaya,
    "produk": _produk,
    "dasar_hukum": _dasar,
}
KOMPONEN: tuple[tuple[str, str, str], ...] = (
    ("persyaratan", "Persyaratan", PENYAMPAIAN),
    ("mekanisme", "Sistem, mekanisme, dan prosedur", PENYAMPAIAN),
    ("waktu", "Jangka waktu pelayanan", PENYAMPAIAN),
    ("biaya", "Biaya/tarif", PENYAMPAIAN),
    ("produk", "Produk pelayanan", PENYAMPAIAN),
    ("pengaduan", "Penanganan pengaduan, saran, dan masukan", PENYAMPAIAN),
    ("dasar_hukum", "Dasar hukum", PENGELOLAAN),
    ("sarana", "Sarana, prasarana, dan fasilitas", PENGELOLAAN),
    ("kompetensi", "Kompetensi pelaksana", PENGELOLAAN),
    ("pengawasan", "Pengawasan internal", PENGELOLAAN),
    ("jumlah_pelaksana", "Jumlah pelaksana", PENGELOLAAN),
    ("jaminan", "Jaminan pelayanan", PENGELOLAAN),
    ("keamanan", "Jaminan keamanan dan keselamatan pelayanan", PENGELOLAAN),
    ("evaluasi", "Evaluasi kinerja pelaksana", PENGELOLAAN),
)
TEKS = tuple(k for k, _, _ in KOMPONEN if k not in _DARI_KOLOM)
"""The components whose words the Administrator writes."""


def teks_awal(kunci: str, layanan: Layanan, jenis: str) -> str:
    return "\n".join(mekanisme(layanan, jenis)) if kunci == "mekanisme" else BAWAAN[kunci]


def butir(teks: str) -> list[str]:
    return [b for b in (baris.strip(" -•\t") for baris in teks.splitlines()) if b]


def susun(layanan: Layanan, jenis: str, *, kontak: Mapping[str, Any] | None = None) -> list[Komponen]:
    """The fourteen components of a version; `kontak` (telepon, surel, alamat) is added to the complaints."""
    hasil = []
    for nomor, (kunci, judul, kelompok) in enumerate(KOMPONEN, 1):
        sendiri = str(layanan.komponen.get(kunci, "")).strip() if kunci in TEKS else ""
        dari_kolom = _DARI_KOLOM.get(kunci)
        isi = dari_kolom(layanan) if dari_kolom else butir(sendiri or teks_awal(kunci, layanan, jenis))
        if kunci == "pengaduan" and kontak:
            isi = [*isi, *_kontak(kontak)]
        hasil.append(Komponen(nomor, kunci, judul, kelompok, isi, kunci in TEKS and not sendiri))
    return hasil


def _kontak(kontak: Mapping[str, Any]) -> list[str]:
    label = {"telepon": "Telepon", "surel": "Surel", "alamat": "Alamat"}
    return [f"{label[k]}: {kontak[k]}" for k in label if kontak.get(k)]
