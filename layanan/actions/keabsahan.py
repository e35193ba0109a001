"""How the seksi made sure that a file is genuine (Perbup Tanah Laut 126/2022 Ps 1 angka 14, Ps 9 ayat 4)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.actions import BerkasDitolak, simpan_berkas
from inti.errors import MasukanSalah

from ..enums import CaraUji, HasilUji
from ..meja.orang import jabatan
from ..models import BerkasUji, KeabsahanUji, Permohonan
from ..waktu.jam import hari_ini
from ..workflow import ALUR
from .pindah import kunci_baris

POLA_TITIK = re.compile(r"^\s*(-?\d{1,2}(?:\.\d+)?)\s*,\s*(-?\d{1,3}(?:\.\d+)?)\s*$")
MAKS_BERKAS = 6


@dataclass(frozen=True, slots=True)
class Uji:
    """One check. `titik`: "-3.45, 115.99"; `berkas`: photos or the scanned berita acara."""

    cara: str
    hasil: str = HasilUji.SAH
    catatan: str = ""
    narasumber: str = ""
    nomor: str = ""
    tanggal: date | None = None
    petugas: str = ""
    titik: str = ""
    berkas: Sequence[UploadedFile] = ()


@transaction.atomic
def catat_uji(*, permohonan: Permohonan, oleh: Pengguna, uji: Uji) -> KeabsahanUji:
    """Note a check before the decision, while the file is with the seksi. Raises as `validasi` would."""
    p = kunci_baris(permohonan)
    ALUR["validasi"].periksa(p, oleh, "")
    return catat_uji_baris(p, uji, oleh)


def catat_uji_baris(p: Permohonan, uji: Uji, oleh: Pengguna) -> KeabsahanUji:
    """In the caller's transaction, with the row of `p` locked."""
    periksa_uji(uji)
    baris = KeabsahanUji.objects.create(
        permohonan=p,
        cara=CaraUji(uji.cara),
        hasil=HasilUji(uji.hasil),
        catatan=uji.catatan.strip(),
        narasumber=uji.narasumber.strip(),
        nomor=uji.nomor.strip(),
        tanggal=uji.tanggal or hari_ini(),
        petugas=uji.petugas.strip(),
        titik=uji.titik.strip(),
        oleh=oleh,
        oleh_nama=oleh.nama,
        jabatan=jabatan(oleh, Hak.PERMOHONAN_VALIDASI),
        pada=timezone.now(),
    )
    for unggahan in uji.berkas:
        try:
            BerkasUji.objects.create(uji=baris, berkas=simpan_berkas(unggahan=unggahan, oleh=oleh))
        except BerkasDitolak as galat:
            raise MasukanSalah(
                "Ada berkas yang tidak dapat diterima.", bidang={"berkas": galat.pesan}
            ) from galat
    catat("permohonan.uji", p, oleh=oleh, cara=baris.cara, hasil=baris.hasil)
    return baris


def periksa_uji(uji: Uji) -> None:
    """Raises MasukanSalah, naming what its way of checking still needs."""
    salah: dict[str, str] = {}
    if uji.cara == CaraUji.TINJAU_LAPANGAN:
        if not uji.nomor.strip():
            salah["nomor"] = "Tuliskan nomor berita acaranya."
        if not uji.petugas.strip():
            salah["petugas"] = "Tuliskan siapa yang meninjau."
    if uji.cara == CaraUji.KONFIRMASI_DESA and not uji.narasumber.strip():
        salah["narasumber"] = "Tuliskan siapa yang dihubungi."
    if uji.tanggal and uji.tanggal > hari_ini():
        salah["tanggal"] = "Tanggal uji tidak boleh di kemudian hari."
    if uji.titik.strip() and not _titik_sah(uji.titik):
        salah["titik"] = "Tulis lintang, bujur; misalnya -3.4500, 115.9900."
    if len(uji.berkas) > MAKS_BERKAS:
        salah["berkas"] = f"Paling banyak {MAKS_BERKAS} berkas."
    if salah:
        raise MasukanSalah("Hasil uji keabsahan belum lengkap.", bidang=salah)


def _titik_sah(teks: str) -> bool:
    cocok = POLA_TITIK.match(teks)
    return cocok is not None and abs(float(cocok[1])) <= 90 and abs(float(cocok[2])) <= 180
