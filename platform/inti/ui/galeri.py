"""Data of the gallery: every component in every state, without a database. People and numbers are made up."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static

from inti.ui import bidang
from inti.ui.daftar import Daftar, Kolom, Saringan
from inti.ui.grafik import Grafik, Peta, Wilayah
from inti.ui.kemajuan import Kemajuan, respons_kemajuan
from inti.ui.toast import toast

BAGIAN = {
    "komponen": "Komponen",
    "formulir": "Formulir",
    "daftar": "Daftar",
    "grafik": "Grafik dan peta",
    "kerja": "Layar kerja",
    "publik": "Halaman warga",
    "lacak": "Lacak permohonan",
    "masuk": "Masuk",
    "cetak": "Cetak",
    "wall": "Layar dinding",
    "galat": "Galat",
}
WITA = ZoneInfo("Asia/Makassar")
PADA = datetime(2026, 11, 23, 9, 40, tzinfo=WITA)
BULAN = ["Des", "Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov"]
MASUK = [212, 268, 254, 301, 322, 297, 340, 366, 351, 389, 402, 318]
SELESAI = [205, 251, 260, 288, 315, 301, 322, 371, 340, 380, 391, 296]


@dataclass(frozen=True)
class ContohStatus:
    label: str
    nada: str
    ikon: str


STATUS = {
    "diajukan": ContohStatus("Diajukan", "info", "inbox"),
    "diperiksa": ContohStatus("Diperiksa", "info", "clipboard-check"),
    "paraf": ContohStatus("Menunggu paraf", "peringatan", "signature"),
    "selesai": ContohStatus("Selesai", "sukses", "circle-check"),
    "ditolak": ContohStatus("Perlu diperbaiki", "bahaya", "alert-circle"),
    "batal": ContohStatus("Dibatalkan", "netral", "ban"),
}
ORANG = [
    "Siti Rahmah",
    "Ahmad Fauzi",
    "Norhayati",
    "Muhammad Ilham",
    "Rusdiana",
    "Hasan Basri",
    "Jumiati",
    "Abdul Karim",
]
LAYANAN = [
    "Surat Pengantar SKCK",
    "Legalisasi Ahli Waris",
    "Rekomendasi Usaha Mikro",
    "Pengantar Pindah Datang",
]


def permohonan() -> list[dict[str, Any]]:
    kunci = list(STATUS)
    return [
        {
            "uuid": f"contoh-{n}",
            "nomor": f"470/{n:04d}/BTL/2026",
            "pemohon": ORANG[n % len(ORANG)],
            "layanan": LAYANAN[n % len(LAYANAN)],
            "masuk": PADA - timedelta(hours=5 * n + 1),
            "janji": (PADA + timedelta(hours=30 - 9 * (n % 7))),
            "retribusi": (n % 4) * 25_000,
            "status": STATUS[kunci[n % len(kunci)]],
        }
        for n in range(1, 64)
    ]


class ContohDaftar(Daftar):
    judul = "Contoh permohonan"
    kolom = [
        Kolom("nomor", "Nomor", urut="nomor", utama=True),
        Kolom("pemohon", "Pemohon", urut="pemohon"),
        Kolom("layanan", "Layanan"),
        Kolom("masuk", "Masuk", urut="masuk", jenis="tanggal_jam"),
        Kolom("retribusi", "Retribusi", urut="retribusi", jenis="rupiah"),
        Kolom("status", "Status", jenis="chip"),
    ]
    saringan = [
        Saringan(
            "status",
            "Status",
            [(k, s.label) for k, s in STATUS.items()],
            terapkan=lambda qs, n: _status(qs, n),
            tab=True,
        ),
        Saringan(
            "layanan",
            "Layanan",
            [(n, n) for n in LAYANAN],
            terapkan=lambda qs, n: [o for o in qs if o["layanan"] == n],
        ),
    ]
    petunjuk_cari = "Nomor atau nama pemohon"
    cari_lewat_post = True
    massal = [("Cetak tanda terima", "ui:galeri"), ("Tandai dibaca", "ui:galeri")]

    def cari_di(self, qs: Any, q: str) -> Any:
        return [o for o in qs if q.casefold() in f"{o['nomor']} {o['pemohon']}".casefold()]

    def url_baris(self, objek: Any) -> str:
        return "../kerja/"


def _status(daftar: list[dict[str, Any]], kunci: str) -> list[dict[str, Any]]:
    return [o for o in daftar if o["status"] is STATUS[kunci]]


class ContohFormulir(forms.Form):
    kelompok = [
        ("Pemohon", ["nik", "nama", "telepon", "lahir"]),
        ("Permohonan", ["layanan", "nilai", "cara", "uraian", "berkas"]),
    ]

    nik = bidang.BidangNIK(label="NIK", help_text="16 angka pada KTP-el atau Kartu Keluarga.")
    nama = forms.CharField(label="Nama lengkap", max_length=100)
    telepon = bidang.BidangTelepon(
        label="Nomor telepon", required=False, help_text="Untuk kabar lewat pesan singkat."
    )
    lahir = bidang.BidangTanggal(label="Tanggal lahir")
    layanan = forms.ChoiceField(label="Layanan", choices=[("", "Pilih layanan"), *((n, n) for n in LAYANAN)])
    nilai = bidang.BidangRupiah(label="Omzet per bulan", required=False)
    cara = forms.ChoiceField(
        label="Surat diambil",
        choices=[("kantor", "Di kantor kecamatan"), ("surel", "Lewat surel")],
        widget=forms.RadioSelect,
    )
    uraian = forms.CharField(
        label="Keperluan", widget=forms.Textarea(attrs={"rows": 3}), help_text="Satu atau dua kalimat."
    )
    berkas = bidang.BidangBerkas(label="Foto KTP-el", required=False)
    setuju = forms.BooleanField(label="Data di atas benar dan dapat saya pertanggungjawabkan.")


LINIMASA = [
    {
        "judul": "Permohonan diterima",
        "pada": PADA - timedelta(days=2),
        "oleh": "Norhayati, petugas loket",
        "nada": "sukses",
        "ikon": "inbox",
    },
    {
        "judul": "Berkas diperiksa",
        "pada": PADA - timedelta(days=1, hours=3),
        "oleh": "Ahmad Fauzi, Kasi Pelayanan",
        "nada": "sukses",
        "ikon": "clipboard-check",
    },
    {
        "judul": "Dikembalikan untuk diperbaiki",
        "pada": PADA - timedelta(days=1),
        "oleh": "Ahmad Fauzi, Kasi Pelayanan",
        "isi": "Foto KTP-el tidak terbaca. Mohon unggah ulang dengan cahaya yang cukup.",
        "nada": "bahaya",
        "ikon": "arrow-back-up",
    },
    {"judul": "Menunggu paraf Sekretaris Camat", "nada": "info", "ikon": "signature", "kini": True},
]
KONTAK = {
    "jabatan": "Kasi Pelayanan",
    "alamat": "Jl. Pelabuhan No. 1, Batulicin",
    "telepon": "0518-1234567",
    "surel": "pelayanan@contoh.go.id",
    "jam": "Senin–Jumat, 08.00–15.30 WITA",
}


def grafik() -> dict[str, Any]:
    return {
        "tren": Grafik(
            id="g-tren",
            judul="Permohonan per bulan",
            kategori=BULAN,
            seri={"Masuk": MASUK, "Selesai": SELESAI},
            satuan="permohonan",
            catatan="Puncak pada Oktober bertepatan dengan pendaftaran sekolah kedinasan.",
            kepala_kategori="Bulan",
        ),
        "tepat": Grafik(
            id="g-tepat",
            judul="Selesai tepat waktu",
            jenis="luas",
            kategori=BULAN,
            seri={"Tepat waktu": [81, 83, 82.5, 86, 88, None, 89, 91, 90, 92, 93.5, 94]},
            satuan="%",
            target=90,
            kepala_kategori="Bulan",
        ),
        "layanan": Grafik(
            id="g-layanan",
            judul="Layanan paling banyak diminta",
            jenis="batang_datar",
            kategori=LAYANAN,
            seri={"Permohonan": [412, 318, 187, 96]},
            satuan="permohonan",
            kepala_kategori="Layanan",
        ),
        "tumpuk": Grafik(
            id="g-tumpuk",
            judul="Cara mengajukan",
            jenis="tumpuk",
            kategori=BULAN[-6:],
            tinggi="sedang",
            kepala_kategori="Bulan",
            seri={"Loket": [210, 220, 214, 205, 198, 150], "Daring": [130, 146, 137, 184, 204, 168]},
            satuan="permohonan",
        ),
        "batang": Grafik(
            id="g-batang",
            judul="Rata-rata lama layanan",
            jenis="batang",
            kategori=["Loket", "Periksa", "Paraf", "Tanda tangan"],
            satuan="jam",
            seri={"Lama": [0.4, 5.2, 9.5, 3.1]},
            kepala_kategori="Tahap",
        ),
        "donat": Grafik(
            id="g-donat",
            judul="Hasil permohonan",
            jenis="donat",
            kategori=["Selesai", "Ditolak", "Batal"],
            seri={"Jumlah": [812, 64, 21]},
        ),
        "peta": Peta(
            id="g-peta",
            judul="Selesai tepat waktu",
            geojson_url=static("ui/galeri/peta.json"),
            satuan="%",
            tinggi="sedang",
            wilayah=[
                Wilayah(kode=f"{i:02d}", nama=nama, nilai=nilai, url=f"#{nama.lower()}")
                for i, (nama, nilai) in enumerate(
                    [
                        ("Muara", 94),
                        ("Tengah", 88.5),
                        ("Hulu", 71),
                        ("Pesisir", 82),
                        ("Bukit", None),
                        ("Seberang", 90),
                    ],
                    1,
                )
            ],
        ),
    }


def kemajuan() -> list[Kemajuan]:
    return [
        Kemajuan(judul="Menyusun laporan triwulan", status="menunggu", pengenal="k1"),
        Kemajuan(
            judul="Menyediakan 10 instansi",
            selesai=3,
            total=10,
            keterangan="Batulicin: hak akses",
            pengenal="k2",
        ),
        Kemajuan(judul="Mengirim surel", keterangan="Menghitung penerima", pengenal="k3"),
        Kemajuan(
            judul="Impor data",
            selesai=1_250,
            total=1_250,
            status="selesai",
            keterangan="Tanpa galat.",
            url_hasil="#hasil",
            pengenal="k4",
        ),
        Kemajuan(
            judul="Cadangan harian",
            status="gagal",
            keterangan="Ruang simpan penuh. Data lama tidak berubah.",
            pengenal="k5",
        ),
    ]


def umum() -> dict[str, Any]:
    return {
        "bagian_semua": BAGIAN,
        "status_semua": STATUS,
        "linimasa": LINIMASA,
        "langkah": ["Data pemohon", "Unggah berkas", "Periksa kembali", "Selesai"],
        "kontak_contoh": KONTAK,
        "kemajuan_semua": kemajuan(),
        "rincian": [
            ("Nomor", "470/0012/BTL/2026"),
            ("Pemohon", "Siti Rahmah"),
            ("NIK", "630101********01"),
            ("Layanan", "Surat Pengantar SKCK"),
            ("Kanal", "Loket"),
            ("Telepon", ""),
            ("Keperluan", "Melamar pekerjaan di PT Contoh Sejahtera, Simpang Empat.", "penuh"),
        ],
        "garis": MASUK[-7:],
        "pada": PADA,
        "hari": date(2022, 11, 17),
        "berkas": [
            {"url": static("ui/galeri/contoh.svg"), "nama": "KTP-el.svg", "jenis": "image/svg+xml"},
            {
                "url": static("ui/galeri/contoh.pdf"),
                "nama": "Surat pengantar RT.pdf",
                "jenis": "application/pdf",
            },
            {"url": static("ui/galeri/contoh.pdf"), "nama": "Arsip.zip", "jenis": "application/zip"},
        ],
        "layanan_semua": [(n, "Selesai dalam 1 hari kerja, tanpa biaya.") for n in LAYANAN],
    }


def tampilkan(request: HttpRequest, bagian: str) -> HttpResponseBase:
    if bagian == "kemajuan":
        detik = PADA.replace(tzinfo=None).second + int(request.GET.get("n", "0") or 0)
        k = Kemajuan(
            judul="Contoh berjalan",
            selesai=min(detik, 8),
            total=8,
            status="selesai" if detik >= 8 else "berjalan",
            pengenal="k-jalan",
        )
        respons = respons_kemajuan(request, k, url=f"{request.path}?n={detik + 1}")
        return toast(respons, "Contoh pekerjaan selesai.", "sukses") if k.berakhir else respons
    if bagian not in BAGIAN:
        raise Http404
    konteks = umum() | {
        "bagian": bagian,
        "judul_bagian": BAGIAN[bagian],
        "form": _formulir(request),
        **grafik(),
    }
    putar = f"{request.path}?putar=1" if request.GET.get("putar") else ""
    konteks |= {"data_per": PADA, "putar_ke": putar, "putar_detik": 2 if putar else 30}
    if bagian == "daftar":
        return ContohDaftar(request, permohonan()).respons("ui/galeri/daftar.html", konteks)
    status = 422 if bagian == "formulir" and konteks["form"].is_bound else 200
    return render(request, f"ui/galeri/{bagian}.html", konteks, status=status)


def _formulir(request: HttpRequest) -> ContohFormulir:
    """Empty, or (with ?salah=1) as it looks after a mistaken attempt."""
    if request.GET.get("salah"):
        return ContohFormulir(
            {"nik": "6301 0199 9945", "nama": "Siti Rahmah", "lahir": "kemarin", "telepon": "812"}
        )
    return ContohFormulir(initial={"cara": "kantor"})
