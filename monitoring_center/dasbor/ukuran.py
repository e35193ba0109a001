"""The measures of the dashboard, made from published indicators."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

SATU = Decimal(1)
MENIT_SEHARI = Decimal(480)
"""Of working time: lama_proses_menit counts minutes in which the instansi was open."""


@dataclass(frozen=True)
class Ukuran:
    """A sum of one indicator, or the ratio of two. Ratios are made from sums, never averaged.

    Attributes:
        sesaat: the figure is a stock ("now open"), so it has no period and no comparison.
        arah: "naik_baik", "turun_baik" or "netral".
        desimal: digits after the comma on screen.
    """

    kode: str
    nama: str
    singkat: str
    satuan: str
    pembilang: str
    penyebut: str = ""
    kali: Decimal = SATU
    bagi: Decimal = SATU
    arah: str = "netral"
    desimal: int = 0
    sesaat: bool = False
    ikon: str = "activity"
    penjelasan: str = ""

    @property
    def dibutuhkan(self) -> frozenset[str]:
        return frozenset(filter(None, (self.pembilang, self.penyebut)))

    def nilai(self, angka: Mapping[str, Decimal]) -> Decimal | None:
        """None when there is nothing to divide by."""
        atas = angka.get(self.pembilang, Decimal(0))
        if not self.penyebut:
            return atas
        bawah = angka.get(self.penyebut, Decimal(0))
        return atas * self.kali / (bawah * self.bagi) if bawah else None


SELESAI = "permohonan_selesai"
DAFTAR = (
    Ukuran(
        "masuk",
        "Permohonan masuk",
        "Masuk",
        "permohonan",
        "permohonan_masuk",
        ikon="inbox",
        penjelasan="Permohonan yang didaftarkan pada periode ini.",
    ),
    Ukuran(
        "selesai",
        "Selesai",
        "Selesai",
        "permohonan",
        SELESAI,
        arah="naik_baik",
        ikon="circle-check",
        penjelasan="Permohonan yang hasilnya sudah diserahkan pada periode ini.",
    ),
    Ukuran(
        "tepat_waktu",
        "Tepat waktu",
        "Tepat waktu",
        "%",
        "permohonan_tepat_waktu",
        SELESAI,
        kali=Decimal(100),
        arah="naik_baik",
        desimal=1,
        ikon="clock",
        penjelasan="Bagian dari permohonan selesai yang hasilnya siap sebelum janji.",
    ),
    Ukuran(
        "lama",
        "Rata-rata lama",
        "Lama proses",
        "hari kerja",
        "lama_proses_menit",
        SELESAI,
        bagi=MENIT_SEHARI,
        arah="turun_baik",
        desimal=1,
        ikon="hourglass",
        penjelasan="Waktu kerja instansi dari masuk sampai hasil siap, tanpa waktu pemohon melengkapi berkas.",
    ),
    Ukuran(
        "terbuka",
        "Masih terbuka",
        "Terbuka",
        "permohonan",
        "permohonan_terbuka",
        arah="turun_baik",
        sesaat=True,
        ikon="folders",
        penjelasan="Permohonan yang saat ini belum selesai, dari periode mana pun.",
    ),
    Ukuran(
        "penolakan",
        "Penolakan berkas",
        "Penolakan",
        "per 100",
        "permohonan_ditolak",
        "permohonan_masuk",
        kali=Decimal(100),
        arah="turun_baik",
        desimal=1,
        ikon="arrow-back-up",
        penjelasan="Berapa kali berkas diminta dilengkapi, untuk tiap 100 permohonan masuk.",
    ),
)
UTAMA = DAFTAR[:5]  # the tiles
UKURAN = {u.kode: u for u in DAFTAR}
SESAAT = tuple(u.pembilang for u in DAFTAR if u.sesaat)
USIA_TERBUKA = 7  # days after which an open permohonan is pointed out
BATAS_KECIL = 5  # counts of 1 to 4 in a finer breakdown are not shown


def ukuran(kode: str) -> Ukuran:
    """The measure of a code; an unknown code gives the first."""
    return UKURAN.get(kode, DAFTAR[0])
