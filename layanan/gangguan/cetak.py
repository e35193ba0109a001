"""Papers for manual service: blank forms, blank registers, the sheet of numbers, the report to Dinas Kominfo."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from inti.situs import InfoInstansi
from inti.ui import format

from ..dokumen.susun import susun_pdf
from ..models import Layanan, NomorSurat
from ..surat.data import kepala, tempat
from ..waktu.jam import hari_ini, tanggal_lokal
from .models import Gangguan

TITIK = "." * 68
BARIS_REGISTER = 22
PEMOHON = (
    "Nama lengkap", "NIK", "Nomor KK", "Tempat, tanggal lahir", "Jenis kelamin", "Pekerjaan", "Alamat, RT/RW",
    "Desa/kelurahan", "Nomor telepon", "Bertindak sebagai (sendiri/kuasa/aparat desa/lembaga)", "Keperluan",
)  # fmt: skip
LANGKAH = (
    ("Diterima petugas loket", "Ps 8"), ("Berkas diperiksa lengkap (verifikasi)", "Ps 9 (1)"),
    ("Diteruskan ke seksi", "Ps 1 angka 13"), ("Divalidasi dan diparaf kasi", "Ps 9 (4)"),
    ("Diparaf sekretaris", "Ps 1 angka 14"), ("Ditandatangani", "Ps 9 (6)"), ("Distempel", "Ps 9 (6)"),
    ("Diserahkan kepada pemohon", "Ps 1 angka 16"),
)  # fmt: skip


def data_laporan(
    instansi: InfoInstansi, judul: str, sub: str, isi: list[dict[str, Any]], **lain: Any
) -> dict[str, Any]:
    return {
        "kop": instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        "judul": judul,
        "sub": sub,
        "isi": isi,
        "tempat": tempat(instansi),
        "tanggal": hari_ini(),
        "mode": "basah",
        "catatan_kaki": "Layanan manual, Perbup Tanah Laut 126/2022 Ps 12. Simpan lembar ini untuk dicatat setelah sistem pulih.",
    } | lain


def formulir(layanan: Layanan, g: Gangguan, instansi: InfoInstansi) -> bytes:
    """The blank form of one service: applicant, fields, requirements, who did what when."""
    syarat = [[s.nama, "Wajib" if s.wajib else "Bila ada", "", ""] for s in layanan.persyaratan.all()]
    isian = [[_label(d), TITIK] for d in (*layanan.isian, *layanan.isian_seksi)]
    isi: list[dict[str, Any]] = [
        {
            "data": [
                ["Nomor registrasi", TITIK],
                ["Tanggal, jam diterima", TITIK],
                ["Nomor surat (diisi akhir)", TITIK],
            ]
        },
        {"subjudul": "A. Pemohon"},
        {"data": [[p, TITIK] for p in PEMOHON]},
    ]
    if isian:
        isi += [{"subjudul": "B. Isian layanan"}, {"data": isian}]
    isi += [
        {
            "kisi": {
                "judul": "C. Persyaratan", "kolom": ["Persyaratan", "Sifat", "Ada", "Sesuai"], "baris": syarat,
                "lebar": [6, 2, 1, 1],
            }
        },
        {
            "kisi": {
                "judul": "D. Perjalanan berkas (isi pada saat dikerjakan)",
                "kolom": ["Langkah", "Dasar", "Tanggal dan jam", "Nama petugas", "Paraf"],
                "baris": [[a, b, "", "", " \n "] for a, b in LANGKAH],
                "lebar": [5, 2, 3, 4, 2],
            }
        },
    ]  # fmt: skip
    sub = f"{layanan.nama} · waktu standar {layanan.waktu} · {layanan.tarif} · berita acara {g.nomor_ba}"
    return susun_pdf("laporan", data_laporan(instansi, "Formulir Permohonan (Manual)", sub, isi), kertas="F4")


def _label(d: dict[str, Any]) -> str:
    pilihan = d.get("pilihan") or []
    return d["label"] + (f" ({'/'.join(map(str, pilihan[:6]))})" if pilihan else "")


def register(g: Gangguan, instansi: InfoInstansi) -> bytes:
    kolom = [
        "Nomor registrasi", "Tanggal, jam", "Nama pemohon", "NIK", "Layanan", "Verifikasi", "Validasi", "Nomor surat",
        "Diserahkan", "Penerima, paraf",
    ]  # fmt: skip
    kisi = {
        "kolom": kolom, "baris": [[" \n ", *[""] * (len(kolom) - 1)] for _ in range(BARIS_REGISTER)],
        "lebar": [3, 2, 4, 3, 4, 2, 2, 3, 2, 3],
    }  # fmt: skip
    data = data_laporan(
        instansi, "Buku Register Manual", f"Berita acara {g.nomor_ba}, mulai {format.tanggal_jam(g.mulai)}",
        [{"kisi": kisi}], mendatar=True,
    )  # fmt: skip
    return susun_pdf("laporan", data, kertas="F4")


def lembar_nomor(g: Gangguan, instansi: InfoInstansi) -> bytes:
    """Every reserved number on one sheet: used top down, each line filled in by hand."""
    surat = NomorSurat.objects.filter(blok__gangguan__gangguan=g).order_by("buku", "urut")
    isi: list[dict[str, Any]] = [
        {
            "paragraf": "Pakai nomor dari atas ke bawah. Nomor yang rusak atau batal tetap ditulis sebabnya; jangan dilewati."
        }
    ]
    for judul, nomor in (
        ("Nomor registrasi", [r.nomor for r in g.registrasi.all()]),
        ("Nomor urut surat", [f"{n.urut:04d}/{n.tahun}" for n in surat]),
    ):
        if nomor:
            kisi = {
                "judul": judul, "kolom": ["Nomor", "Dipakai untuk (nama, layanan)", "Tanggal", "Paraf"],
                "baris": [[n, "", "", " \n "] for n in nomor], "lebar": [3, 7, 2, 2],
            }  # fmt: skip
            isi.append({"kisi": kisi})
    data = data_laporan(instansi, "Lembar Nomor Layanan Manual", f"Berita acara {g.nomor_ba}", isi)
    return susun_pdf("laporan", data, kertas="F4")


def laporan(g: Gangguan, instansi: InfoInstansi) -> bytes:
    """The report of the outage to Dinas Kominfo, ready to be signed."""
    akhir = g.selesai or timezone.now()
    surat = NomorSurat.objects.filter(blok__gangguan__gangguan=g)
    hitung = {k: surat.filter(keadaan=k).count() for k in ("terpakai", "batal", "hilang", "dipesan")}
    registrasi = {k: g.registrasi.filter(keadaan=k).count() for k in hitung}
    kasus = g.susulan.select_related("permohonan")
    tepat = kasus.filter(permohonan__tepat_waktu=True).count()
    isi: list[dict[str, Any]] = [
        {"paragraf": f"Kepada Yth. Kepala Dinas Komunikasi dan Informatika {settings.SPBE_KABUPATEN}."},
        {
            "paragraf": "Bersama ini kami laporkan gangguan sistem pelayanan sebagaimana dimaksud Peraturan Bupati Tanah Laut "
            "Nomor 126 Tahun 2022 Pasal 12."
        },
        {
            "data": [
                ["Berita acara", g.nomor_ba], ["Sebab", f"{g.get_sebab_display()}. {g.uraian}"],
                ["Mulai", format.tanggal_jam(g.mulai)],
                ["Pulih", format.tanggal_jam(g.selesai) if g.selesai else "Belum pulih"],
                ["Lama", format.lama(akhir - g.mulai)], ["Penanggung jawab", g.penanggung_jawab.nama],
                ["Tindakan pemulihan", g.tindakan or "–"],
            ]
        },
        {
            "ukuran": [
                ["Kasus manual", str(kasus.count()), "dicatat susulan"],
                ["Selesai tepat waktu", str(tepat), "dihitung dari tanggal kertas"],
                ["Nomor belum dijelaskan", str(hitung["dipesan"] + registrasi["dipesan"]), "harus nol saat ditutup"],
            ]
        },
        {
            "kisi": {
                "judul": "Rekonsiliasi nomor", "kolom": ["Blok", "Terpakai", "Batal", "Hilang", "Belum"],
                "baris": [
                    ["Nomor registrasi", *map(str, registrasi.values())],
                    ["Nomor surat", *map(str, hitung.values())],
                ],
                "lebar": [4, 1, 1, 1, 1], "kanan": [1, 2, 3, 4],
            }
        },
    ]  # fmt: skip
    gugur = ["batal", "hilang"]
    batal = [[str(r), r.get_keadaan_display(), r.alasan] for r in g.registrasi.filter(keadaan__in=gugur)]
    batal += [[str(n), n.get_keadaan_display(), n.alasan] for n in surat.filter(keadaan__in=gugur)]
    if batal:
        kisi = {
            "judul": "Nomor batal dan hilang",
            "kolom": ["Nomor", "Keadaan", "Sebab"],
            "baris": batal,
            "lebar": [3, 2, 7],
        }
        isi.append({"kisi": kisi})
    penanda = {"nama": "", "nip": "", "jabatan": kepala(instansi), "sifat": "", "atas_nama": []}
    sub = f"{format.tanggal(tanggal_lokal(g.mulai))} sampai {format.tanggal(tanggal_lokal(akhir))}"
    return susun_pdf(
        "laporan", data_laporan(instansi, "Laporan Gangguan Sistem Pelayanan", sub, isi, penanda=penanda)
    )


def layanan_cetak() -> list[Layanan]:
    return list(Layanan.objects.aktif().prefetch_related("persyaratan"))
