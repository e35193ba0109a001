"""Examples of the OpenAPI document. All names and numbers are invented."""

from drf_spectacular.utils import OpenApiExample

_UUID = "0b6f2a52-6f0b-4c53-9d0e-6c6f0d8f3a11"
LAYANAN = OpenApiExample(
    "SKTM",
    response_only=True,
    value={
        "kode": "KEC-01", "versi": 1, "nama": "Legalisasi surat keterangan tidak mampu (SKTM)", "seksi": "KMS",
        "keluaran": "surat keterangan dilegalisasi", "waktu": "1 jam", "biaya": 0, "luar_wilayah": False,
        "isian": [{"nama": "tujuan", "label": "Dipakai untuk", "tipe": "pilihan", "wajib": True}],
        "persyaratan": [
            {"kode": "KEC-01-S2", "nama": "Salinan KTP-el pemohon", "wajib": True, "bentuk": "salinan", "harus_diunggah": False}
        ],
    },
)  # fmt: skip
PERMOHONAN = OpenApiExample(
    "Halaman pertama",
    response_only=True,
    value={
        "hasil": [
            {
                "uuid": _UUID, "nomor_registrasi": "REG-2026-000123", "kode_layanan": "KEC-01",
                "layanan": "Legalisasi surat keterangan tidak mampu (SKTM)", "status": "diajukan", "kanal": "loket",
                "seksi": None, "pemohon_nama": "Siti Contoh", "pemohon_desa": "Batulicin",
                "masuk_pada": "2026-11-23T09:10:00+08:00", "janji_selesai": "2026-11-23T10:10:00+08:00", "siap_pada": None,
                "pengajuan_ke": 1,
            }
        ],
        "berikut": None,
    },
)  # fmt: skip
AJUKAN = OpenApiExample(
    "SKTM untuk sekolah",
    request_only=True,
    value={
        "kode_layanan": "KEC-01",
        "pemohon": {
            "nik": "6310011708850001", "nama": "Siti Contoh", "tempat_lahir": "Batulicin", "tanggal_lahir": "17-08-1985",
            "jenis_kelamin": "L", "alamat": "RT 01 RW 02", "desa": "Batulicin", "telepon": "081234567890",
        },
        "keperluan": "Persyaratan sekolah",
        "isian": {"tujuan": "pendidikan", "nomor_surat_desa": "145/01/2026", "tanggal_surat_desa": "2026-11-02"},
        "syarat": {"KEC-01-S1": {"dibawa": True}, "KEC-01-S2": {"dibawa": True, "asli": True}},
        "persetujuan": True,
    },
)  # fmt: skip
TOLAK_LANGKAH = OpenApiExample(
    "Menolak, minta dilengkapi",
    request_only=True,
    value={
        "isian": {"kode": "L02", "alasan": "Salinan KK tidak terbaca.", "batas": "04-12-2026"},
        "syarat": {"KEC-01-S3": {"status": "tidak_sesuai", "catatan": "Buram"}},
    },
)
LACAK = OpenApiExample(
    "Sedang diproses",
    response_only=True,
    value={
        "nomor_registrasi": "REG-2026-000123", "layanan": "Legalisasi surat keterangan tidak mampu (SKTM)",
        "keadaan": "Sedang diproses", "kalimat": "Berkas Anda sedang diuji Seksi Kemasyarakatan.",
        "berikut": "Surat disusun, lalu menunggu tanda tangan.", "hubungi": "Kepala Seksi Kemasyarakatan", "jeda": "",
        "perkiraan": "2026-11-23T10:10:00+08:00",
    },
)  # fmt: skip
WEBHOOK = OpenApiExample(
    "Semua langkah tanda tangan dan penyerahan",
    request_only=True,
    value={"url": "https://aplikasi.example.go.id/kait/spbe", "langkah": ["tandatangani", "serahkan"]},
)
LANGKAH_PRIBADI = OpenApiExample(
    "Langkah yang hanya dilakukan orangnya",
    response_only=True,
    status_codes=["403"],
    value={
        "type": "urn:spbe:masalah:langkah-pribadi", "title": "Langkah ini dilakukan orangnya sendiri", "status": 403,
        "detail": "“Paraf” hanya dapat dilakukan orangnya sendiri di layar, dengan kata sandinya.",
        "instance": "/api/v1/permohonan/3f0c…/langkah/paraf/",
        "lanjut_di": "https://batulicin.example.go.id/permohonan/3f0c…/",
    },
    media_type="application/problem+json",
)  # fmt: skip
MASALAH = OpenApiExample(
    "Isian salah",
    response_only=True,
    status_codes=["422"],
    value={
        "type": "about:blank", "title": "Isian perlu diperbaiki", "status": 422,
        "detail": "Ada isian yang salah; lihat bidang.", "instance": "/api/v1/permohonan/",
        "bidang": {"pemohon.nik": "NIK harus 16 angka; yang diketik 3 karakter."},
    },
    media_type="application/problem+json",
)  # fmt: skip
