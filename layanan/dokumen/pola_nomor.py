"""The pattern of letter numbers: "{klasifikasi}/{urut:4}/{unit}/{bulan_romawi}/{tahun}". Pure functions, no models."""

import re
from collections.abc import Mapping
from datetime import date

from inti.errors import MasukanSalah
from layanan.dokumen.format import bulan_romawi

BAWAAN = "{klasifikasi}/{urut:4}/{unit}/{bulan_romawi}/{tahun}"
PANJANG = 80  # characters of Dokumen.nomor
TOKEN = {
    "klasifikasi": "kode klasifikasi surat (Permendagri 83/2022)",
    "urut": "nomor urut; {urut:4} menulisnya dengan empat angka",
    "unit": "kode unit instansi",
    "seksi": "kode seksi pengampu",
    "layanan": "kode layanan",
    "bulan_romawi": "bulan dengan angka Romawi",
    "bulan": "bulan dengan dua angka",
    "tahun": "tahun dengan empat angka",
}
WAJIB = ("urut", "tahun")
PEMISAH_BUKU = {"klasifikasi": "klasifikasi", "layanan": "layanan", "seksi": "seksi"}
"""Scope -> the token that keeps the numbers of its books apart."""

_TOKEN = re.compile(r"\{([^{}]*)\}")
_ISI_TOKEN = re.compile(r"([a-z_]+)(?::([1-8]))?")
_ANTARA = re.compile(r"[A-Za-z0-9./ -]*")


def _salah(pesan: str) -> MasukanSalah:
    return MasukanSalah(pesan, bidang={"pola": pesan})


def periksa_pola(pola: str, cakupan: str = "satu") -> None:
    """Raises MasukanSalah when two letters could get the same text, or the pattern cannot be read."""
    nama = []
    akhir_token = -1
    for cocok in _TOKEN.finditer(pola):
        isi = _ISI_TOKEN.fullmatch(cocok[1])
        if isi is None or isi[1] not in TOKEN or (isi[2] and isi[1] != "urut"):
            raise _salah(f"Bagian “{cocok[0]}” tidak dikenal. Yang dikenal: {', '.join(TOKEN)}.")
        if cocok.start() == akhir_token:
            raise _salah(f"Beri pemisah, misalnya /, sebelum “{cocok[0]}”.")
        nama.append(isi[1])
        akhir_token = cocok.end()
    antara = _TOKEN.sub(" ", pola)
    if not _ANTARA.fullmatch(antara):
        raise _salah(
            "Di antara bagian hanya boleh huruf, angka, spasi, titik, garis miring, dan tanda hubung."
        )
    if len(set(nama)) != len(nama):
        raise _salah("Setiap bagian hanya boleh dipakai satu kali.")
    kurang = [w for w in WAJIB if w not in nama]
    if (pemisah := PEMISAH_BUKU.get(cakupan)) and pemisah not in nama:
        kurang.append(pemisah)
    if kurang:
        raise _salah(
            "Tambahkan "
            + " dan ".join(f"{{{w}}}" for w in kurang)
            + ": tanpa itu dua surat dapat bernomor sama."
        )
    if re.search(r"[0-9]\{urut|\{urut(?::\d)?\}[0-9]", pola):
        raise _salah("Nomor urut tidak boleh menempel pada angka lain.")


def susun_nomor(pola: str, *, urut: int, tanggal: date, nilai: Mapping[str, str]) -> str:
    """`nilai`: klasifikasi, unit, seksi, layanan. Serial, month and year follow `urut` and the date of the letter."""
    semua = {
        **nilai,
        "bulan_romawi": bulan_romawi(tanggal.month),
        "bulan": f"{tanggal.month:02d}",
        "tahun": f"{tanggal.year:04d}",
    }

    def ganti(cocok: re.Match[str]) -> str:
        nama, _, lebar = cocok[1].partition(":")
        return f"{urut:0{int(lebar or 1)}d}" if nama == "urut" else semua[nama]

    nomor = _TOKEN.sub(ganti, pola)
    if len(nomor) > PANJANG:
        raise MasukanSalah(f"Nomor surat menjadi lebih dari {PANJANG} huruf: {nomor}")
    return nomor
