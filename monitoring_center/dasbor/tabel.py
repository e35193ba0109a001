"""The comparison of the instansi, and who approved what."""

from dataclasses import dataclass

from monitoring_center.agregasi.daftar import daftar_indikator
from monitoring_center.agregasi.tampilan import BELUM, DICABUT, DISETUJUI, Keadaan

from .hitung import BarisInstansi, Dasbor
from .tampilan import format_nilai, url_instansi
from .ukuran import BATAS_KECIL, Ukuran


@dataclass(frozen=True)
class BarisTabel:
    """A row of the comparison. `peringkat` is None without a figure or with too few cases behind it."""

    baris: BarisInstansi
    url: str
    peringkat: int | None
    sel: list[tuple[Ukuran, str]]
    sedikit: bool
    lebar: int  # of the bar behind the chosen figure, 0-100


def tabel(d: Dasbor, jenis: str, u: Ukuran) -> list[BarisTabel]:
    """The instansi of a kind by the chosen measure, best first; those without a figure at the end."""
    baris = d.sejenis(jenis)
    sedikit = {b.instansi.pk for b in baris if u.penyebut and b.kini.get(u.penyebut, 0) < BATAS_KECIL}
    terurut = sorted(baris, key=lambda b: _kunci_urut(b, u, b.instansi.pk in sedikit))
    maks = max((b.nilai(u) or 0 for b in baris), default=0)
    hasil, peringkat = [], 0
    for b in terurut:
        berperingkat = b.nilai(u) is not None and b.instansi.pk not in sedikit
        peringkat += berperingkat
        hasil.append(
            BarisTabel(
                b,
                url_instansi(b, d),
                peringkat if berperingkat else None,
                [(k, format_nilai(k, n)) for k, n in b.semua_nilai],
                b.instansi.pk in sedikit,
                round(float((b.nilai(u) or 0) / maks * 100)) if maks else 0,
            )
        )
    return hasil


def _kunci_urut(b: BarisInstansi, u: Ukuran, sedikit: bool) -> tuple:
    nilai = b.nilai(u)
    if nilai is None:
        return 2, 0, b.nama
    return int(sedikit), nilai if u.arah == "turun_baik" else -nilai, b.nama


LEGENDA = (DISETUJUI, DICABUT, BELUM)


@dataclass(frozen=True)
class BarisMatriks:
    baris: BarisInstansi
    url: str
    keadaan: list[tuple[str, Keadaan]]


def matriks_persetujuan(d: Dasbor) -> list[BarisMatriks]:
    """Per instansi the decision on every indicator."""
    return [
        BarisMatriks(b, url_instansi(b, d), [(i.nama, _keadaan(b, k)) for k, i in daftar_indikator().items()])
        for b in d.baris
    ]


def nama_indikator() -> list[str]:
    return [i.nama for i in daftar_indikator().values()]


def _keadaan(b: BarisInstansi, kode: str) -> Keadaan:
    putusan = b.status.publikasi.get(kode) if b.status else None
    if putusan is None:
        return BELUM
    return DISETUJUI if putusan["keadaan"] == "disetujui" else DICABUT
