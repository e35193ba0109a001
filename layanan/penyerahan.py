"""What is written down when a letter is handed over, and its rules (Perbup Tanah Laut 126/2022 Ps 1 angka 16)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile

from inti.akun.models import Pengguna
from inti.errors import MasukanSalah

from .enums import CaraSerah, CaraTandaTerima, Hubungan
from .models import Permohonan

MAKS_LEMBAR = 999


@dataclass(frozen=True, slots=True)
class RincianSerah:
    """Beyond who took it.

    Attributes:
        lembar: sheets handed over.
        kurir, resi: who carries it and the number of the consignment, when it is sent.
        surat_kuasa: scan; needed when a proxy takes it.
        tanda_tangan: the collector's signature, drawn on the screen (PNG) or scanned from the printed receipt.
        kembali: pk of each requirement that was brought as original -> whether it was given back.
    """

    lembar: int = 1
    kurir: str = ""
    resi: str = ""
    surat_kuasa: UploadedFile | None = None
    tanda_tangan: UploadedFile | None = None
    cara_tanda_tangan: str = CaraTandaTerima.KERTAS
    kembali: Mapping[int, bool] = field(default_factory=dict)


Pencatat = Callable[[Permohonan, RincianSerah, Pengguna | None], object]
_pencatat: list[Pencatat] = []


def daftarkan_pencatat(fn: Pencatat) -> Pencatat:
    """`fn(p, rincian, oleh)` runs inside the transaction that hands over, after the status has moved."""
    if fn not in _pencatat:
        _pencatat.append(fn)
    return fn


def catat_penyerahan(p: Permohonan, rincian: RincianSerah, oleh: Pengguna | None) -> None:
    for fn in _pencatat:
        fn(p, rincian, oleh)


def periksa_serah(
    *, kepada: str, hubungan: str, cocok: bool, cara: str, catatan: str, rincian: RincianSerah
) -> None:
    """Raises MasukanSalah (422), naming every field that is wrong."""
    salah: dict[str, str] = {}
    if not kepada.strip():
        salah["kepada"] = "Tuliskan nama penerima."
    if hubungan != Hubungan.PEMOHON and not cocok:
        salah["identitas_cocok"] = "Cocokkan identitas penerima, lalu centang."
    if cara == CaraSerah.DIUNDUH:
        salah["cara"] = "Unduhan dicatat saat pemohon sendiri mengunduh."
    if cara == CaraSerah.DIKIRIM:
        salah |= {
            nama: kalimat
            for nama, isi, kalimat in (
                ("kurir", rincian.kurir, "Tuliskan nama kurir atau pos."),
                ("resi", rincian.resi, "Tuliskan nomor resi."),
            )
            if not isi.strip()
        }
    if hubungan == Hubungan.KUASA and rincian.surat_kuasa is None:
        salah["surat_kuasa"] = "Unggah surat kuasa penerima."
    if rincian.cara_tanda_tangan == CaraTandaTerima.LAYAR and rincian.tanda_tangan is None:
        salah["coretan"] = "Penerima belum membubuhkan tanda tangan di layar."
    if not 1 <= rincian.lembar <= MAKS_LEMBAR:
        salah["lembar"] = f"Jumlah lembar antara 1 dan {MAKS_LEMBAR}."
    if not all(rincian.kembali.values()) and not catatan.strip():
        salah["alasan"] = "Ada berkas asli yang belum dikembalikan; tuliskan sebabnya."
    if salah:
        raise MasukanSalah(" ".join(salah.values()), bidang=salah)
