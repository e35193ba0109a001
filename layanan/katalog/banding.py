"""What a draft changes, in words: sections with what was and what comes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from inti.akun.hak import label_peran

from ..enums import BentukSyarat, Kanal
from ..models import Layanan
from ..standar import KOMPONEN, TEKS, teks_awal, teks_waktu
from ..surat import klasifikasi
from .naskah import naskah

SEBUTAN_PEMOHON = {"warga": "Warga", "aparat_desa": "Aparat desa"}
SEBUTAN_TIPE = {
    "teks": "Teks pendek", "teks_panjang": "Teks panjang", "angka": "Angka", "uang": "Rupiah", "tanggal": "Tanggal",
    "jam": "Jam", "waktu": "Tanggal dan jam", "pilihan": "Pilihan", "nik": "NIK", "nkk": "Nomor KK",
    "telepon": "Telepon", "wilayah": "Desa/kelurahan", "titik": "Titik koordinat", "tabel": "Tabel",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ubah:
    label: str
    lama: str
    baru: str


@dataclass(slots=True)
class Bagian:
    judul: str
    ubah: list[Ubah] = field(default_factory=list)


def _ya(nilai: bool) -> str:
    return "Ya" if nilai else "Tidak"


def teks_syarat(s: dict[str, Any]) -> str:
    sifat = [
        "wajib" if s["wajib"] else "tidak wajib",
        BentukSyarat(s["bentuk"]).label.lower(),
        "diunggah" if s["harus_diunggah"] else "dibawa atau diunggah",
    ]
    return f"{s['nama']} ({', '.join(sifat)})"


def teks_bidang(b: dict[str, Any]) -> str:
    teks = f"{b['label']} ({SEBUTAN_TIPE[b['tipe']].lower()}, {'wajib' if b['wajib'] else 'tidak wajib'})"
    return f"{teks}: {', '.join(b['pilihan'])}" if b.get("pilihan") else teks


def _baris(d: dict[str, Any], jenis: str) -> dict[str, list[tuple[str, str]]]:
    """Section -> (label, value) of everything that is one value."""
    peran: Callable[[list[str]], str] = lambda daftar: ", lalu ".join(label_peran(p, jenis) for p in daftar)  # noqa: E731
    masa = d["masa_berlaku"]
    klas = d["surat"]["klasifikasi"]
    return {
        "Identitas": [
            ("Nama", d["nama"]),
            ("Jenis", d["jenis"].capitalize()),
            ("Seksi pengampu", d["seksi"]["nama"]),
            ("Pemohon", ", ".join(SEBUTAN_PEMOHON.get(p, p) for p in d["pemohon"])),
            ("Kanal", ", ".join(dict(Kanal.choices).get(k, k) for k in d["kanal"])),
            ("Hasil", d["hasil"]["keluaran"]),
            ("Terbuka bagi luar wilayah", _ya(d["luar_wilayah"]["terbuka"])),
            ("Alasan", d["luar_wilayah"]["alasan"]),
        ],
        "Waktu, biaya, dan masa berlaku": [
            ("Waktu standar", teks_waktu(d["waktu"]["nilai"], d["waktu"]["satuan"])),
            ("Biaya (rupiah)", f"{d['biaya']['nilai']:,}".replace(",", ".")),
            ("Keterangan biaya", d["biaya"]["keterangan"]),
            (
                "Masa berlaku",
                teks_waktu(masa["nilai"], masa["satuan"].replace("_", " ")) if masa else "Tidak dibatasi",
            ),
        ],
        "Dasar hukum": [
            ("Dasar hukum", "\n".join(d["dasar_hukum"])),
            ("Pelimpahan wewenang", d["pelimpahan"]),
            ("Catatan Administrator", d["catatan"]),
        ],
        "Alur": [
            ("Ditandatangani di sini", _ya(d["hasil"]["perlu_ttd"])),
            ("Penerbit hasil", d["hasil"]["penerbit_luar"]),
            ("Penanda tangan", peran(d["alur"]["penandatangan"])),
            ("Paraf sesudah seksi", peran(d["alur"]["rantai_paraf"])),
            ("Tinjau lapangan", _ya(d["alur"]["tinjau_lapangan"])),
        ],
        "Surat": [
            ("Templat", d["surat"]["templat"]),
            ("Klasifikasi", f"{klas} {klasifikasi.nama(klas)}".strip()),
            ("Kertas", d["surat"]["kertas"]),
            ("Tembusan", "\n".join(d["surat"]["tembusan"])),
        ],
    }


def bandingkan(lama: Layanan, baru: Layanan, jenis: str) -> list[Bagian]:
    """Only sections in which something differs; `lama` and `baru` with seksi and requirements at hand."""
    a, b = naskah(lama), naskah(baru)
    baris_a, baris_b = _baris(a, jenis), _baris(b, jenis)
    hasil = [
        Bagian(
            judul,
            [
                Ubah(label, x or "–", y or "–")
                for (label, x), (_, y) in zip(baris_a[judul], baris_b[judul], strict=True)
                if x != y
            ],
        )
        for judul in baris_a
    ]
    hasil.insert(1, Bagian("Persyaratan", _daftar(a["persyaratan"], b["persyaratan"], "kode", teks_syarat)))
    hasil.insert(2, Bagian("Isian formulir", _daftar(a["isian"], b["isian"], "nama", teks_bidang)))
    hasil.insert(3, Bagian("Isian seksi", _daftar(a["isian_seksi"], b["isian_seksi"], "nama", teks_bidang)))
    judul = {k: j for k, j, _ in KOMPONEN}
    komponen = [
        Ubah(judul[k], a["komponen"].get(k) or teks_awal(k, lama, jenis), b["komponen"].get(k) or teks_awal(k, baru, jenis))
        for k in TEKS
    ]  # fmt: skip
    hasil.append(Bagian("Komponen standar", [u for u in komponen if u.lama != u.baru]))
    return [x for x in hasil if x.ubah]


def _daftar(
    lama: list[dict[str, Any]], baru: list[dict[str, Any]], kunci: str, teks: Callable[[dict[str, Any]], str]
) -> list[Ubah]:
    dulu = {x[kunci]: x for x in lama}
    kini = {x[kunci]: x for x in baru}
    hasil = [Ubah("Ditambah", "–", teks(x)) for k, x in kini.items() if k not in dulu]
    hasil += [Ubah("Dihapus", teks(x), "–") for k, x in dulu.items() if k not in kini]
    hasil += [Ubah("Diubah", teks(dulu[k]), teks(x)) for k, x in kini.items() if k in dulu and x != dulu[k]]
    bersama_a, bersama_b = [k for k in dulu if k in kini], [k for k in kini if k in dulu]
    if bersama_a != bersama_b:
        hasil.append(
            Ubah("Urutan", ", ".join(dulu[k].get("label", dulu[k][kunci]) for k in bersama_a),
                 ", ".join(kini[k].get("label", kini[k][kunci]) for k in bersama_b))
        )  # fmt: skip
    return hasil
