"""A believable letter: for the benchmark, the previews and the tests."""

from datetime import date
from typing import Any

from layanan.dokumen.qr import kunci_qr, muatan_qr
from layanan.dokumen.rakit import data_surat
from layanan.dokumen.sidik import sidik_data

KOP = {
    "pemerintah": "PEMERINTAH KABUPATEN TANAH BUMBU",
    "nama": "KECAMATAN BATULICIN",
    "alamat": "Jalan Raya Batulicin Nomor 12, Batulicin 72273",
    "telepon": "(0518) 71234",
    "surel": "batulicin@tanahbumbukab.go.id",
    "laman": "batulicin.tanahbumbukab.go.id",
}
PEJABAT = {
    "nama": "Drs. H. Rahmat Hidayat, M.Si",
    "jabatan": "Camat Batulicin",
    "nip": "19700512 199503 1 004",
    "pangkat": "Pembina Tingkat I (IV/b)",
    "atas_nama": [],
}
PEMOHON = {
    "nama": "Muhammad Rizky Ramadhan",
    "nik": "6310041708909917",
    "tempat_lahir": "Kotabaru",
    "tanggal_lahir": "1990-08-17",
    "jenis_kelamin": "Laki-laki",
    "agama": "Islam",
    "pekerjaan": "Wiraswasta",
    "alamat": "Jalan Manggis RT 004 RW 002",
    "desa": "Desa Segumbang",
}
BIDANG = [
    {"nama": "nama_usaha", "label": "Nama usaha", "tipe": "teks", "wajib": True},
    {"nama": "alamat_usaha", "label": "Alamat usaha", "tipe": "teks_panjang", "wajib": True},
    {"nama": "jumlah_pekerja", "label": "Jumlah pekerja", "tipe": "angka", "wajib": False},
]
ISIAN = {
    "nama_usaha": "Warung Makan Acil Imah",
    "alamat_usaha": "Jalan Transmigrasi Km 2 RT 007",
    "jumlah_pekerja": 3,
}
INDUK = b"kunci induk untuk pengukuran saja"


def surat_contoh(urut: int = 1) -> tuple[str, dict[str, Any]]:
    """A believable letter; each `urut` gives another number, QR and digest, so no cache answers for it."""
    templat, data = data_surat(
        kode="KEC-03",
        kop=KOP,
        nomor=f"500.3.2/{urut:04d}/KEC-BTL/XI/2026",
        tanggal=date(2026, 11, 23),
        tempat="Batulicin",
        penanda=PEJABAT,
        pemohon=PEMOHON,
        isian=ISIAN,
        bidang=BIDANG,
        keperluan="pengajuan kredit usaha rakyat",
        masa_berlaku={"nilai": 1, "satuan": "tahun"},
    )
    data["qr"] = muatan_qr(
        {
            "nomor": data["nomor"],
            "tanggal": data["tanggal"],
            "instansi": "batulicin",
            "sidik": sidik_data(data),
            "penanda": PEJABAT["nama"],
        },
        kunci_qr(INDUK, "batulicin"),
        alamat="https://batulicin.tanahbumbukab.go.id/v/",
    )
    return templat, data
