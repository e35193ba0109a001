"""What the survey offers to the Monitoring Center: sums and counts, from which the index of any group can be computed.

NRR of an element = skm_jumlah_nilai / skm_jumlah_jawaban of that element; index = mean of the NRR x 25.
"""

from inti.indikator import Indikator

UNSUR = {"layanan": "r.kode_layanan", "kanal": "r.kanal", "unsur": "r.unsur"}
LAYANAN = {"layanan": "r.kode_layanan", "kanal": "r.kanal"}

INDIKATOR = [
    Indikator("skm_responden", "Responden survei kepuasan", "orang", "skm_jawaban", "r.bulan", LAYANAN),
    Indikator(
        "skm_jumlah_nilai",
        "Survei kepuasan: jumlah nilai per unsur",
        "poin",
        "skm_nilai",
        "r.bulan",
        UNSUR,
        nilai="r.nilai",
    ),
    Indikator(
        "skm_jumlah_jawaban",
        "Survei kepuasan: banyak jawaban per unsur",
        "jawaban",
        "skm_nilai",
        "r.bulan",
        UNSUR,
        arah="netral",
    ),
]
