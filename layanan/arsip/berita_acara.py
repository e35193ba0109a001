"""The record of a destruction (Perka ANRI on arsip): who proposed, who agreed, what went; registers stay."""

from typing import Any

from inti.berkas.actions import simpan_bita
from inti.berkas.models import Berkas
from inti.ui import format

from ..dokumen.susun import susun_pdf
from ..surat.data import instansi_kini, tempat
from ..waktu.jam import hari_ini, tanggal_lokal
from .models import UsulMusnah

TUJUAN = "Berita acara pemusnahan arsip"


def data_berita_acara(u: UsulMusnah) -> dict[str, Any]:
    instansi = instansi_kini()
    baris = [
        [str(i), b.nomor_registrasi, b.layanan, b.klasifikasi, format.tanggal_pendek(b.ditutup),
         f"{b.retensi} ({b.dasar})", str(b.jumlah_berkas)]
        for i, b in enumerate(u.butir.order_by("pk"), 1)
    ]  # fmt: skip
    orang = [
        ("Pengusul", u.diusulkan_oleh, u.diusulkan_pada),
        ("Penyetuju pertama", u.setuju1_oleh, u.setuju1_pada),
        ("Penyetuju kedua", u.setuju2_oleh, u.setuju2_pada),
        ("Pelaksana", u.mulai_oleh, u.mulai_pada),
    ]
    return {
        "kop": instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        "judul": TUJUAN,
        "sub": f"{u.jumlah} berkas permohonan, selesai {format.tanggal(tanggal_lokal(u.selesai_pada)) if u.selesai_pada else ''}",
        "mendatar": True,
        "tempat": tempat(instansi),
        "tanggal": hari_ini().isoformat(),
        "penanda": {"nama": "", "jabatan": "", "nip": "", "sifat": "", "atas_nama": []},
        "nomor": "",
        "qr": "",
        "mode": "basah",
        "tembusan": [],
        "lampiran": [],
        "catatan_kaki": "Data pribadi dan isi berkas dimusnahkan; nomor, tanggal, dan hitungan register tetap disimpan.",
        "isi": [
            {"paragraf": f"Dasar dan alasan: {u.alasan}"},
            {"kisi": {"judul": "Pelaku", "kolom": ["Peran", "Nama", "Pada"], "lebar": [2, 3, 3],
                      "baris": [[peran, o.nama if o else "–", format.tanggal_jam(pada)] for peran, o, pada in orang]}},
            {"kisi": {"judul": "Daftar arsip yang dimusnahkan", "lebar": [1, 3, 6, 3, 3, 5, 2], "baris": baris, "kanan": [0, 6],
                      "kolom": ["No.", "Nomor registrasi", "Layanan", "Klasifikasi", "Ditutup", "Retensi", "Berkas"]}},
        ],
    }  # fmt: skip


def terbitkan(u: UsulMusnah) -> Berkas:
    return simpan_bita(
        isi=susun_pdf("laporan", data_berita_acara(u)),
        nama=f"berita-acara-pemusnahan-{hari_ini():%Y-%m-%d}.pdf",
        jenis_konten="application/pdf",
        oleh=u.mulai_oleh,
        pribadi=False,
    )
