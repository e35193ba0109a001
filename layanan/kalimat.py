"""The audit trail of the service desk in words."""

from inti.audit.kalimat import daftarkan

from .workflow import ALUR

daftarkan(
    {
        "permohonan.ajukan": "{oleh} mencatat permohonan {objek}",
        "dokumen.terbit": "{oleh} menerbitkan surat {objek}",
    }
    | {f"permohonan.{t.nama}": f"{{oleh}}: {t.sesudah.lower()}, permohonan {{objek}}" for t in ALUR.values()}
)
