"""The texts to which applicants agree (UU 27/2022 tentang Pelindungan Data Pribadi Ps 20-22), by version.

A text that was shown once is never edited: a new wording is a new version, and each Persetujuan keeps its own.
"""

VERSI_KINI = "2026-1"
TEKS: dict[str, str] = {
    "2026-1": (
        "Saya setuju data saya dipakai {instansi} untuk memproses layanan yang saya minta, disimpan tersandi selama "
        "masa simpan arsipnya, dan tidak diberikan kepada pihak lain kecuali yang diwajibkan peraturan. Saya dapat "
        "meminta salinan atau perbaikan data saya, dan menarik persetujuan ini sebelum dokumen diterbitkan."
    ),
}


def teks(instansi: str, versi: str = VERSI_KINI) -> str:
    return TEKS[versi].format(instansi=instansi)
