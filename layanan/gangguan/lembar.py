"""The workbook that the desk keeps on a memory stick: made for this instansi, filled in without the system, read back.

Reading never trusts the file: sizes are bounded, formulas are text, every cell is checked and named in its error.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from inti.errors import MasukanSalah
from inti.situs import InfoInstansi
from inti.ui.lembar_kerja import teks_aman

from ..actions.ajukan import DataPemohon
from ..models import Layanan
from ..waktu.jam import zona_waktu
from .models import Gangguan
from .susulan import KasusKertas, Langkah, petugas_masa

BARIS_ISI = 500
MAKS_BARIS = 20_000
MAKS_BUKA = 80 * 1024 * 1024  # bytes of the unpacked workbook: refuses a zip bomb
LEMBAR = "Kasus"


@dataclass(frozen=True)
class Kolom:
    nama: str
    label: str
    lebar: int = 18
    jenis: str = "teks"
    wajib: bool = False
    bantuan: str = ""


KOLOM = (
    Kolom(
        "kunci",
        "Kunci baris",
        12,
        wajib=True,
        bantuan="Nomor urut baris di register kertas; tidak boleh sama.",
    ),
    Kolom(
        "registrasi",
        "Nomor registrasi",
        20,
        wajib=True,
        bantuan="Dari lembar nomor, misalnya REG-2026-000123.",
    ),
    Kolom("layanan", "Kode layanan", 14, "layanan", True),
    Kolom("nama", "Nama pemohon", 26, wajib=True),
    Kolom("nik", "NIK", 20, "nik", True, "16 angka."),
    Kolom("alamat", "Alamat", 28, wajib=True),
    Kolom("desa", "Desa/kelurahan", 18),
    Kolom("telepon", "Telepon", 16),
    Kolom("keperluan", "Keperluan", 26, wajib=True),
    Kolom("isian", "Isian layanan", 34, bantuan="nama=nilai; nama=nilai (daftar nama pada lembar Layanan)."),
    Kolom("masuk_pada", "Masuk (tanggal jam)", 20, "waktu", True),
    Kolom("petugas", "Petugas loket (surel)", 26, "orang", True),
    Kolom("verifikasi_pada", "Verifikasi (tanggal jam)", 20, "waktu"),
    Kolom("verifikasi_oleh", "Verifikasi oleh (surel)", 26, "orang"),
    Kolom("distribusi_pada", "Diteruskan (tanggal jam)", 20, "waktu"),
    Kolom("distribusi_oleh", "Diteruskan oleh (surel)", 26, "orang"),
    Kolom("validasi_pada", "Validasi (tanggal jam)", 20, "waktu"),
    Kolom("validasi_oleh", "Validasi oleh (surel)", 26, "orang"),
    Kolom("paraf_pada", "Paraf (tanggal jam)", 20, "waktu"),
    Kolom("paraf_oleh", "Paraf oleh (surel)", 26, "orang"),
    Kolom("urut_surat", "Nomor urut surat", 14, "angka"),
    Kolom("ttd_pada", "Ditandatangani (tanggal jam)", 20, "waktu"),
    Kolom("ttd_oleh", "Ditandatangani oleh (surel)", 26, "orang"),
    Kolom("distempel_oleh", "Distempel oleh", 20),
    Kolom("serah_pada", "Diserahkan (tanggal jam)", 20, "waktu"),
    Kolom("serah_oleh", "Diserahkan oleh (surel)", 26, "orang"),
    Kolom("diterima_oleh", "Diterima oleh", 22),
    Kolom("tolak_pada", "Ditolak (tanggal jam)", 20, "waktu"),
    Kolom("tolak_oleh", "Ditolak oleh (surel)", 26, "orang"),
    Kolom("alasan", "Alasan penolakan", 30),
)
LANGKAH = (
    ("verifikasi", "setujui"), ("distribusi", "distribusikan"), ("validasi", "validasi"), ("paraf", "paraf"),
    ("ttd", "tandatangani"), ("serah", "serahkan"), ("tolak", "tolak"),
)  # fmt: skip
PETUNJUK = (
    "Lembar ini diisi selama sistem tidak dapat dipakai, lalu diunggah setelah pulih.",
    "Satu baris untuk satu permohonan. Jangan mengubah judul kolom atau urutannya.",
    "Kolom bertanda * wajib. Langkah yang belum dikerjakan dikosongkan.",
    "Tanggal dan jam ditulis seperti 23-11-2026 09:30.",
    "Surat yang ditandatangani baru tercatat setelah ada pindaiannya: satu ZIP bersama lembar ini, atau diunggah per kasus.",
    "Dalam ZIP, namai pindaian menurut nomornya: REG-2026-000123.pdf (surat), REG-2026-000123-formulir.pdf (formulir).",
    "Baris yang sama boleh diunggah berulang; yang sudah masuk tidak digandakan.",
)


def buat(g: Gangguan, instansi: InfoInstansi) -> bytes:
    """The workbook of this instansi: its services, requirements, people and reserved numbers."""
    buku = Workbook()
    petunjuk = buku.active
    petunjuk.title = "Petunjuk"
    petunjuk.column_dimensions["A"].width = 100
    petunjuk.append([teks_aman(f"Register manual {instansi.nama}")])
    petunjuk["A1"].font = Font(bold=True, size=14)
    petunjuk.append([teks_aman(f"Berita acara {g.nomor_ba}")])
    for baris in PETUNJUK:
        petunjuk.append([baris])
    layanan = list(Layanan.objects.aktif().prefetch_related("persyaratan"))
    orang = list(petugas_masa(g).order_by("surel").values_list("surel", "nama"))
    registrasi = list(g.registrasi.filter(keadaan="dipesan").values_list("nomor", flat=True))
    _lembar_kasus(buku, len(layanan), len(orang), len(registrasi))
    _daftar(
        buku, "Layanan", ["Kode", "Nama", "Waktu standar", "Isian (nama)", "Persyaratan"],
        [_baris_layanan(x) for x in layanan],
    )  # fmt: skip
    _daftar(buku, "Petugas", ["Surel", "Nama"], [list(o) for o in orang])
    _daftar(buku, "Nomor", ["Nomor registrasi"], [[n] for n in registrasi])
    hasil = io.BytesIO()
    buku.save(hasil)
    return hasil.getvalue()


def _baris_layanan(x: Layanan) -> list[str]:
    syarat = "; ".join(s.nama for s in x.persyaratan.all())
    return [x.kode, x.nama, x.waktu, ", ".join(d["nama"] for d in x.isian), syarat]


def _lembar_kasus(buku: Any, layanan: int, orang: int, registrasi: int) -> None:
    h = buku.create_sheet(LEMBAR)
    h.freeze_panes = "C2"
    for n, k in enumerate(KOLOM, 1):
        sel = h.cell(1, n, k.label + ("*" if k.wajib else ""))
        sel.font, sel.fill = Font(bold=True), PatternFill("solid", fgColor="E6EBEB")
        sel.alignment = Alignment(wrap_text=True, vertical="top")
        huruf = get_column_letter(n)
        h.column_dimensions[huruf].width = k.lebar
        sumber = {"layanan": f"Layanan!$A$2:$A${layanan + 1}", "orang": f"Petugas!$A$2:$A${orang + 1}"}.get(
            k.jenis
        )
        if k.nama == "registrasi" and registrasi:
            sumber = f"Nomor!$A$2:$A${registrasi + 1}"
        if sumber:
            aturan = DataValidation(type="list", formula1=f"={sumber}", allow_blank=True)
            aturan.error, aturan.prompt = "Pilih dari daftar.", k.bantuan or None
            h.add_data_validation(aturan)
            aturan.add(f"{huruf}2:{huruf}{BARIS_ISI + 1}")
        for sel_isi in (h.cell(b, n) for b in range(2, BARIS_ISI + 2)):
            sel_isi.protection = Protection(locked=False)
            sel_isi.number_format = (
                "dd-mm-yyyy hh:mm" if k.jenis == "waktu" else "@" if k.jenis != "angka" else "0"
            )
    h.protection.sheet = True  # headers only: the cells below are unlocked
    h.protection.formatColumns = False


def _daftar(buku: Any, nama: str, kepala: list[str], baris: list[list[Any]]) -> None:
    h = buku.create_sheet(nama)
    h.append(kepala)
    for sel in h[1]:
        sel.font = Font(bold=True)
    for b in baris:
        h.append([teks_aman(str(x)) for x in b])
    for n in range(1, len(kepala) + 1):
        h.column_dimensions[get_column_letter(n)].width = 28
    h.protection.sheet = True


@dataclass
class Baris:
    """One row of the workbook: `galat` maps a column's label to what is wrong there; `pindaian`: kind -> its scan."""

    nomor: int
    pindaian: dict[str, Any] = field(default_factory=dict)
    nilai: dict[str, Any] = field(default_factory=dict)
    galat: dict[str, str] = field(default_factory=dict)
    kasus: KasusKertas | None = None


def baca(isi: bytes, gangguan: Gangguan) -> Iterator[Baris]:
    """Rows of the workbook with their errors. Raises MasukanSalah when the file as a whole cannot be read."""
    lembar = _buka(isi)
    rujukan = _Rujukan(gangguan)
    kunci: dict[str, int] = {}
    registrasi: dict[str, int] = {}
    for n, sel in enumerate(lembar.iter_rows(min_row=2, max_col=len(KOLOM), values_only=True), 2):
        if not any(x not in (None, "") for x in sel):
            continue
        if n > MAKS_BARIS + 1:
            raise MasukanSalah(f"Lembar ini lebih dari {MAKS_BARIS} baris; pecah menjadi beberapa berkas.")
        b = Baris(n)
        for k, mentah in zip(KOLOM, sel, strict=False):
            try:
                b.nilai[k.nama] = _nilai(k, mentah, rujukan)
            except ValueError as galat:
                b.galat[k.label] = str(galat)
        for nama, dikenal in (("kunci", kunci), ("registrasi", registrasi)):
            isi_kunci = b.nilai.get(nama)
            if isi_kunci and dikenal.setdefault(isi_kunci, n) != n:
                b.galat[_label(nama)] = f"Sama dengan baris {dikenal[isi_kunci]}."
        _langkah(b)
        yield b


def _buka(isi: bytes) -> Any:
    try:
        with zipfile.ZipFile(io.BytesIO(isi)) as arsip:
            if sum(x.file_size for x in arsip.infolist()) > MAKS_BUKA:
                raise MasukanSalah("Berkas ini terlalu besar setelah dibuka.")
        buku = load_workbook(io.BytesIO(isi), read_only=True, data_only=False, keep_links=False)
    except MasukanSalah:
        raise
    except Exception as galat:  # a broken or hostile file fails anywhere in the parser
        raise MasukanSalah(
            "Berkas ini bukan lembar kerja XLSX yang utuh.",
            bidang={"berkas": "Unduh lembar baru dan salin isinya."},
        ) from galat
    if LEMBAR not in buku.sheetnames:
        raise MasukanSalah(
            f"Lembar “{LEMBAR}” tidak ada.", bidang={"berkas": "Pakai lembar kerja yang diunduh dari sini."}
        )
    lembar = buku[LEMBAR]
    kepala = [
        str(x or "").rstrip("*").strip()
        for x in next(lembar.iter_rows(max_row=1, max_col=len(KOLOM), values_only=True), ())
    ]
    if kepala != [k.label for k in KOLOM]:
        raise MasukanSalah(
            "Judul kolom berubah.", bidang={"berkas": "Judul kolom harus seperti lembar yang diunduh."}
        )
    return lembar


class _Rujukan:
    """What the cells may name, read once."""

    def __init__(self, gangguan: Gangguan) -> None:
        self.layanan = {x.kode: x for x in Layanan.objects.aktif().prefetch_related("persyaratan")}
        self.orang = {o.surel: o for o in petugas_masa(gangguan)}


def _label(nama: str) -> str:
    return next(k.label for k in KOLOM if k.nama == nama)


def _nilai(k: Kolom, mentah: Any, rujukan: _Rujukan) -> Any:
    if mentah is None or (isinstance(mentah, str) and not mentah.strip()):
        if k.wajib:
            raise ValueError("Wajib diisi.")
        return None
    if isinstance(mentah, str) and mentah.startswith("="):
        raise ValueError("Rumus tidak diterima; tulis nilainya.")
    if k.jenis == "waktu":
        return _waktu(mentah)
    teks = _teks(mentah)
    if k.jenis == "nik":
        angka = re.sub(r"\D", "", teks)
        if len(angka) != 16:
            raise ValueError("NIK terdiri atas 16 angka.")
        return angka
    if k.jenis == "angka":
        if not teks.isdecimal():
            raise ValueError("Isi dengan angka.")
        return int(teks)
    if k.jenis == "layanan":
        if teks not in rujukan.layanan:
            raise ValueError("Kode layanan tidak dikenal atau tidak dibuka.")
        return rujukan.layanan[teks]
    if k.jenis == "orang":
        if teks.lower() not in rujukan.orang:
            raise ValueError("Surel petugas tidak dikenal.")
        return rujukan.orang[teks.lower()]
    return teks[:300]


def _teks(mentah: Any) -> str:
    if isinstance(mentah, float) and mentah.is_integer():
        mentah = int(mentah)
    return str(mentah).strip().lstrip("'")


def _waktu(mentah: Any) -> datetime:
    if isinstance(mentah, datetime):
        return mentah.replace(tzinfo=zona_waktu())
    if isinstance(mentah, date):
        return datetime.combine(mentah, time(8), zona_waktu())
    teks = re.sub(r"[./]", "-", str(mentah).strip())
    for pola in ("%d-%m-%Y %H:%M", "%d-%m-%Y %H-%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"):
        try:
            return datetime.strptime(teks, pola).replace(tzinfo=zona_waktu())
        except ValueError:
            continue
    raise ValueError("Tulis tanggal dan jam seperti 23-11-2026 09:30.")


def _langkah(b: Baris) -> None:
    """Put the row together; a step needs both its time and its person."""
    v = b.nilai
    langkah = []
    for kolom, nama in LANGKAH:
        pada, oleh = v.get(f"{kolom}_pada"), v.get(f"{kolom}_oleh")
        if (pada is None) != (oleh is None):
            kurang = f"{kolom}_{'oleh' if pada else 'pada'}"
            b.galat.setdefault(_label(kurang), "Isi bersama tanggal dan petugasnya.")
        elif pada is not None and oleh is not None:
            langkah.append(Langkah(nama, oleh, pada, v.get("alasan") or "" if nama == "tolak" else ""))
    isian = _isian(b)
    if b.galat:
        return
    pemohon = DataPemohon(
        nama=v["nama"],
        nik=v["nik"],
        alamat=v["alamat"],
        desa=v["desa"] or "",
        telepon=v["telepon"] or "",
        boleh_surel=False,
    )
    b.kasus = KasusKertas(
        kunci=v["kunci"], registrasi=v["registrasi"], layanan=v["layanan"], pemohon=pemohon, keperluan=v["keperluan"],
        petugas=v["petugas"], masuk_pada=v["masuk_pada"], langkah=tuple(langkah), isian=isian, urut_surat=v["urut_surat"],
        distempel_oleh=v["distempel_oleh"] or "", diterima_oleh=v["diterima_oleh"] or "",
    )  # fmt: skip


def _isian(b: Baris) -> dict[str, str]:
    hasil: dict[str, str] = {}
    layanan = b.nilai.get("layanan")
    for bagian in filter(None, (x.strip() for x in (b.nilai.get("isian") or "").split(";"))):
        nama, ada, nilai = bagian.partition("=")
        if not ada or layanan is None or layanan.kolom(nama.strip()) is None:
            b.galat.setdefault("Isian layanan", f"“{nama.strip()[:40]}” bukan isian layanan ini.")
            return {}
        hasil[nama.strip()] = nilai.strip()
    return hasil
