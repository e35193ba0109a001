"""What the complaints offer to the Monitoring Center: counts by channel. Nothing of what was written, nor by whom."""

from inti.indikator import Indikator

TABEL = "pengaduan_pengaduan"
KANAL = {"kanal": "r.saluran"}
SELESAI = "r.status = 'selesai'"

INDIKATOR = [
    Indikator("pengaduan_masuk", "Pengaduan masuk", "pengaduan", TABEL, "r.tanggal_masuk", KANAL, arah="netral"),
    Indikator(
        "pengaduan_selesai", "Pengaduan dijawab dan ditutup", "pengaduan", TABEL, "r.tanggal_tutup", KANAL, syarat=SELESAI
    ),
    Indikator(
        "pengaduan_tepat_waktu", "Pengaduan dijawab tepat waktu", "pengaduan", TABEL, "r.tanggal_tutup", KANAL,
        # as Pengaduan.tepat_waktu: a term is kept to the minute
        syarat=f"{SELESAI} AND r.ditutup_pada <= r.tenggat + interval '59 seconds'",
    ),
]  # fmt: skip
