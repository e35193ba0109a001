"""Surat jadi (data → PDF/A bertanda tangan PAdES B-T dengan QR): kita di samping WeasyPrint + pyHanko.

Both make the same letter: same words, fonts, QR, paper, key type (ECDSA P-256), digest (SHA-256) and a local time
stamp, one after the other in a random order, and every signed file is checked by one function outside the clock. A
round gives one ratio; the result is their median.
"""

import random
import statistics
import tempfile
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management import CommandError

from layanan.dokumen.contoh import PEJABAT, surat_contoh
from layanan.dokumen.otoritas import OtoritasLokal
from layanan.dokumen.sertifikat import nama_x509, terbitkan_penanda, terbitkan_stempel
from layanan.dokumen.susun import susun_pdf
from layanan.dokumen.tanda_tangan import Penanda, periksa

BENIH = 126_2022
PANASKAN = 3  # letters of each before the clock counts
SASARAN = 5.0
ALASAN, LOKASI = "Surat keterangan", "Batulicin"
Bagian = tuple[float, float, bytes]  # milliseconds to compose, to sign; signed bytes


def ukur(*, n: int = 40, lapor: Callable[[str], object] = print) -> dict[str, Any]:
    """Milliseconds per letter of each side over `n` rounds, and how many times faster ours is."""
    try:
        from .pembanding_surat import Pembanding
    except (ImportError, OSError) as galat:  # OSError: Pango is not installed on this machine
        raise CommandError(
            "WeasyPrint (pembanding) belum terpasang. Pasang dengan: pip install 'weasyprint>=66' "
            f"dan pustaka sistem Pango (apt install libpango-1.0-0 libpangoft2-1.0-0). [{galat}]"
        ) from galat
    acak = random.Random(BENIH)  # noqa: S311
    with tempfile.TemporaryDirectory(prefix="spbe-ukur-") as folder:
        otoritas = OtoritasLokal(Path(folder) / "otoritas", b"sandi pengukuran")
        akar = otoritas._pasangan_akar()
        penanda = Penanda(
            str(PEJABAT["nama"]), str(PEJABAT["jabatan"]), "Kecamatan Batulicin", str(PEJABAT["nip"])
        )
        subjek = nama_x509(penanda.nama, jabatan=penanda.jabatan, instansi=penanda.instansi, nip=penanda.nip)
        lain = Pembanding(
            terbitkan_penanda(akar, subjek),
            terbitkan_stempel(akar, nama_x509("Penanda Waktu Lokal SPBE")),
            akar.sertifikat,
        )

        def kita(urut: int) -> Bagian:
            templat, data = surat_contoh(urut)
            return _dua_langkah(
                lambda: susun_pdf(templat, data),
                lambda pdf: otoritas.tandatangani(pdf, penanda=penanda, alasan=ALASAN, lokasi=LOKASI),
            )

        def weasyprint(urut: int) -> Bagian:
            data = surat_contoh(urut)[1]
            return _dua_langkah(
                lambda: lain.susun(data),
                lambda pdf: lain.tandatangani(pdf, nama=penanda.nama, alasan=ALASAN, lokasi=LOKASI),
            )

        peserta = {"kita": kita, "weasyprint": weasyprint}
        contoh = {nama: buat(0)[2] for nama, buat in peserta.items()}
        _kata_sama(contoh)
        lapor(f"Mengukur {n} putaran")
        putaran: list[dict[str, Bagian]] = []
        for urut in range(1, n + PANASKAN + 1):
            hasil = {nama: peserta[nama](urut) for nama in acak.sample(list(peserta), 2)}
            for nama, (_, _, pdf) in hasil.items():
                if not (sah := periksa(pdf, akar=otoritas.akar())).sah:
                    raise CommandError(f"Surat {nama} tidak sah: {sah.keterangan}")
            if urut > PANASKAN:
                putaran.append(hasil)
    return _simpulkan(putaran)


def _dua_langkah(susun: Callable[[], bytes], tandatangani: Callable[[bytes], bytes]) -> Bagian:
    mulai = perf_counter()
    pdf = susun()
    tengah = perf_counter()
    bertanda = tandatangani(pdf)
    return (tengah - mulai) * 1000, (perf_counter() - tengah) * 1000, bertanda


def huruf(pdf: bytes) -> Counter[str]:
    """Letters and digits of a PDF with their number: where words break on the page may differ, what they say may not."""
    from pypdf import PdfReader  # not part of an installation that only serves

    teks = "".join(halaman.extract_text() for halaman in PdfReader(BytesIO(pdf)).pages)
    return Counter(h for h in teks if h.isalnum())


def _kata_sama(contoh: dict[str, bytes]) -> None:
    a, b = (huruf(pdf) for pdf in contoh.values())
    if a != b:
        raise CommandError(f"Kedua surat tidak berisi kata yang sama: {dict((a - b) + (b - a))}")


def _simpulkan(putaran: list[dict[str, Bagian]]) -> dict[str, Any]:
    def ms(nama: str, *bagian: int) -> list[float]:
        return [sum(p[nama][:2][b] for b in bagian) for p in putaran]

    semua = {nama: (ms(nama, 0, 1), ms(nama, 0), ms(nama, 1)) for nama in ("kita", "weasyprint")}
    rasio = [b / a for a, b in zip(semua["kita"][0], semua["weasyprint"][0], strict=True)]
    ukuran = {
        nama + akhiran: _ringkas(nilai)
        for nama, tiga in semua.items()
        for akhiran, nilai in zip(("", "_susun", "_tandatangani"), tiga, strict=True)
    }
    for nama in ("kita", "weasyprint"):
        ukuran[nama]["bita"] = round(statistics.median(len(p[nama][2]) for p in putaran))
    return {
        "ukur": "dokumen",
        "ukuran": ukuran,
        "rasio": {
            "vs_weasyprint": round(statistics.median(rasio), 2),
            "vs_weasyprint_terburuk": round(min(rasio), 2),
            "sasaran": SASARAN,
            "surat_per_detik": round(1000 / statistics.median(semua["kita"][0]), 1),
            "bita_kita": ukuran["kita"]["bita"],
            "bita_weasyprint": ukuran["weasyprint"]["bita"],
        },
    }


def _ringkas(ms: list[float]) -> dict[str, Any]:
    return {
        "median": round(statistics.median(ms), 2),
        "min": round(min(ms), 2),
        "maks": round(max(ms), 2),
        "satuan": "ms",
        "n": len(ms),
    }
