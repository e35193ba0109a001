"""What the service desk offers to the Monitoring Center. Counts only: no name, no NIK, no address."""

from inti.indikator import Indikator

TABEL = "layanan_permohonan"
DIMENSI = {"layanan": "r.kode_layanan", "kanal": "r.kanal"}
MASUK, SELESAI = "r.tanggal_masuk", "r.tanggal_selesai"

INDIKATOR = [
    Indikator("permohonan_masuk", "Permohonan masuk", "permohonan", TABEL, MASUK, DIMENSI, arah="netral"),
    Indikator(
        "permohonan_selesai",
        "Permohonan selesai",
        "permohonan",
        TABEL,
        SELESAI,
        DIMENSI,
        syarat="r.status = 'selesai'",
    ),
    Indikator(
        "permohonan_tepat_waktu",
        "Permohonan selesai tepat waktu",
        "permohonan",
        TABEL,
        SELESAI,
        DIMENSI,
        syarat="r.status = 'selesai' AND r.tepat_waktu",
    ),
    Indikator(
        "permohonan_ditolak",
        "Penolakan (berkas diminta dilengkapi)",
        "penolakan",
        TABEL,
        MASUK,
        DIMENSI,
        nilai="r.jumlah_penolakan",
        syarat="r.jumlah_penolakan > 0",
        arah="turun_baik",
    ),
    Indikator(
        "permohonan_terbuka",
        "Permohonan yang belum selesai, menurut tanggal masuk",
        "permohonan",
        TABEL,
        MASUK,
        DIMENSI,
        syarat="r.status NOT IN ('selesai', 'dibatalkan')",
        arah="turun_baik",
    ),
    Indikator(
        "lama_proses_menit",
        "Lama proses permohonan yang selesai, menurut jam kerja",
        "menit kerja",
        TABEL,
        SELESAI,
        DIMENSI,
        nilai="r.lama_menit",
        syarat="r.status = 'selesai'",
        arah="turun_baik",
    ),
]
