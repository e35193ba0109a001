"""Who acts for the applicant, as kept in `Permohonan.rinci["wakil"]` and shown on the work screen and in letters."""

from datetime import date

from inti.ui import format

from ..enums import Bertindak
from ..models import Permohonan

BIDANG_WAKIL: dict[str, tuple[str, ...]] = {
    Bertindak.KUASA: ("nama", "nik", "nomor", "tanggal"),
    Bertindak.APARAT_DESA: (
        "jabatan_desa",
        "desa",
        "pengantar_nomor",
        "pengantar_tanggal",
        "pengantar_penanda",
    ),
    Bertindak.LEMBAGA: ("lembaga", "izin", "jabatan", "npwp"),
}
WAJIB_WAKIL: dict[str, tuple[str, ...]] = {
    Bertindak.KUASA: ("nama", "nik", "nomor", "tanggal"),
    Bertindak.APARAT_DESA: BIDANG_WAKIL[Bertindak.APARAT_DESA],
    Bertindak.LEMBAGA: ("lembaga", "izin", "jabatan"),
}
LABEL = {
    "nama": "Penerima kuasa",
    "nik": "NIK penerima kuasa",
    "nomor": "Nomor surat kuasa",
    "tanggal": "Tanggal surat kuasa",
    "jabatan_desa": "Jabatan di desa",
    "desa": "Desa/kelurahan",
    "pengantar_nomor": "Nomor surat pengantar",
    "pengantar_tanggal": "Tanggal surat pengantar",
    "pengantar_penanda": "Penanda tangan pengantar",
    "lembaga": "Lembaga",
    "izin": "NIB atau akta",
    "jabatan": "Jabatan",
    "npwp": "NPWP",
}


def baris_wakil(p: Permohonan) -> list[tuple[str, str]]:
    """(label, value) in the order of the form; empty where the applicant came in person."""
    wakil = p.rinci.get("wakil") or {}
    return [
        (LABEL[n], format.tanggal(date.fromisoformat(wakil[n])) if n.endswith("tanggal") else wakil[n])
        for n in BIDANG_WAKIL.get(p.bertindak_sebagai, ())
        if wakil.get(n)
    ]
