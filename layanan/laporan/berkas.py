"""The files of a report: register and agenda in three forms, the recap as PDF and workbook."""

from collections.abc import Iterable, Sequence
from typing import Any

from inti.situs import InfoInstansi
from inti.ui.format import angka, persen, tanggal_pendek
from inti.ui.lembar_kerja import KolomLembar, Lembar, berkas_csv, buku_kerja, nilai_sel
from layanan.dokumen.susun import susun_pdf
from layanan.surat.data import kepala, tempat
from layanan.waktu.jam import hari_ini

from .definisi import DEFINISI
from .hitung import Angka, Ringkasan
from .sebaran import jam_menit

PDF_MAKS = 20_000
"""Rows in one printed register; a longer one is asked for by month."""
LEBAR_REGISTER = (0, 1, 2, 3, 4, 5, 7, 9, 11, 14, 15)
LEBAR_SURAT = (0, 2, 3, 4, 5, 6, 8, 9, 10)


def _kop(instansi: InfoInstansi) -> dict[str, Any]:
    return instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama}


def _sel_pdf(nilai: Any) -> str:
    if nilai is None or nilai == "":
        return ""
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if hasattr(nilai, "year"):
        return tanggal_pendek(nilai)
    return angka(nilai) if isinstance(nilai, (int, float)) else str(nilai)


def pdf_daftar(
    instansi: InfoInstansi,
    judul: str,
    sub: str,
    kolom: Sequence[KolomLembar],
    baris: Iterable[Sequence[Any]],
    pilih: Sequence[int],
) -> bytes:
    """A register with letterhead, landscape; the columns that fit on paper."""
    data = {
        "kop": _kop(instansi), "judul": judul, "sub": sub, "mendatar": True, "mode": "basah",
        "isi": [{"kisi": {
            "kolom": [kolom[i].label for i in pilih], "lebar": [kolom[i].lebar for i in pilih],
            "baris": [[_sel_pdf(b[i]) for i in pilih] for b in baris], "kanan": [0],
        }}],
    }  # fmt: skip
    return susun_pdf("laporan", data)


def daftar(
    bentuk: str, instansi: InfoInstansi, judul: str, sub: str, kolom: Sequence[KolomLembar], baris: Iterable[Sequence[Any]],
    pilih: Sequence[int],
) -> bytes:  # fmt: skip
    if bentuk == "pdf":
        return pdf_daftar(instansi, judul, sub, kolom, baris, pilih)
    if bentuk == "csv":
        return berkas_csv(kolom, baris)
    return buku_kerja([Lembar(judul, kolom, baris, [judul, instansi.nama, sub])])


UKURAN = ("masuk", "selesai", "tepat", "median", "p90", "penolakan", "kembali", "dibatalkan", "terbuka", "terlambat",
          "belum_diambil")  # fmt: skip


def teks_ukuran(a: Angka, kunci: str) -> str:
    nilai = getattr(a, kunci)
    if kunci == "tepat":
        return persen(nilai)
    return jam_menit(nilai) if kunci in ("median", "p90") else angka(nilai)


def _tabel(r: Ringkasan) -> list[tuple[str, list[str], list[list[Any]], list[int], list[int]]]:
    """(title, columns, rows, widths, right-aligned columns): the same tables in the PDF and in the workbook."""
    layanan = [
        [
            k,
            nama,
            a.masuk,
            a.selesai,
            round(a.tepat, 1) if a.tepat is not None else None,
            a.terbuka,
            a.terlambat,
        ]
        for k, nama, a in r.per_layanan
    ]
    bulan = [
        [
            p.nama,
            a.masuk,
            a.selesai,
            round(a.tepat, 1) if a.tepat is not None else None,
            a.penolakan,
            a.kembali,
        ]
        for p, a in r.tren
    ]
    tahap = [[t.nama, t.banyak, jam_menit(t.median), jam_menit(t.p90)] for t in r.tahap]
    return [
        ("Per bulan", ["Bulan", "Masuk", "Selesai", "Tepat waktu (%)", "Penolakan", "Diajukan kembali"], bulan,
         [4, 2, 2, 2, 2, 2], [1, 2, 3, 4, 5]),
        ("Per layanan", ["Kode", "Layanan", "Masuk", "Selesai", "Tepat waktu (%)", "Belum selesai", "Terlambat"], layanan,
         [2, 7, 2, 2, 2, 2, 2], [2, 3, 4, 5, 6]),
        ("Lama tahap", ["Tahap", "Banyak", "Median", "Persentil 90"], tahap, [5, 2, 3, 3], [1, 2, 3]),
        ("Penolakan menurut alasan", ["Kode", "Alasan", "Banyak"], [[k, n, j] for k, n, j in r.alasan], [2, 7, 2], [2]),
        ("Desa/kelurahan", ["Desa/kelurahan", "Masuk"], [[d or "Tidak disebut", n] for d, n in r.per_desa], [6, 2], [1]),
        ("Kanal", ["Kanal", "Masuk"], [[n, j] for _, n, j in r.per_kanal], [6, 2], [1]),
        ("Beban petugas", ["Petugas", "Tahap diselesaikan"], [[b.nama, b.jumlah] for b in r.petugas], [6, 2], [1]),
    ]  # fmt: skip


def pdf_rekap(r: Ringkasan, instansi: InfoInstansi) -> bytes:
    """The recap with letterhead, comparison, tables and the definition of every figure."""
    banding = [
        [DEFINISI[k][0], teks_ukuran(r.kini, k), teks_ukuran(r.dulu, k), DEFINISI[k][1]] for k in UKURAN
    ]
    isi: list[dict[str, Any]] = [
        {"kisi": {"judul": "Ringkasan", "kolom": ["Ukuran", r.saringan.periode.nama, r.saringan.periode.sebelum.nama, "Definisi"],
                  "baris": banding, "lebar": [4, 3, 3, 9], "kanan": [1, 2]}},
    ]  # fmt: skip
    for judul, kolom, baris, lebar, kanan in _tabel(r):
        if baris:
            teks = [[_sel_pdf(n) for n in b] for b in baris]
            isi.append(
                {"kisi": {"judul": judul, "kolom": kolom, "baris": teks, "lebar": lebar, "kanan": kanan}}
            )
    data = {
        "kop": _kop(instansi), "judul": "Rekapitulasi Pelayanan", "sub": r.saringan.judul(r.acuan), "isi": isi,
        "tempat": tempat(instansi), "tanggal": hari_ini(), "mode": "basah",
        "penanda": {"jabatan": kepala(instansi), "nama": "", "nip": "", "sifat": "", "atas_nama": []},
    }  # fmt: skip
    return susun_pdf("laporan", data)


def xlsx_rekap(r: Ringkasan, instansi: InfoInstansi) -> bytes:
    judul = ["Rekapitulasi pelayanan", instansi.nama, r.saringan.judul(r.acuan)]
    kolom = [KolomLembar("Ukuran", 26), KolomLembar(r.saringan.periode.nama, 20),
             KolomLembar(r.saringan.periode.sebelum.nama, 20), KolomLembar("Satuan", 14),
             KolomLembar("Definisi", 90)]  # fmt: skip
    satuan = {"tepat": "persen", "median": "menit kerja", "p90": "menit kerja"}
    ringkas = [
        [
            DEFINISI[k][0],
            _bulat(getattr(r.kini, k)),
            _bulat(getattr(r.dulu, k)),
            satuan.get(k, "permohonan"),
            DEFINISI[k][1],
        ]
        for k in UKURAN
    ]
    lembar = [Lembar("Ringkasan", kolom, ringkas, judul)]
    for nama, kepala_kolom, baris, lebar, _ in _tabel(r):
        lembar.append(
            Lembar(
                nama, [KolomLembar(k, 6 * w) for k, w in zip(kepala_kolom, lebar, strict=True)], baris, judul
            )
        )
    return buku_kerja(lembar)


def _bulat(nilai: Any) -> Any:
    return round(nilai, 1) if isinstance(nilai, float) else nilai_sel(nilai)
