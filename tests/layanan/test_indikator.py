"""What is offered to the Monitoring Center counts what it says, in SQL, and carries nothing personal."""

from django.db import connection

from layanan.enums import Status
from layanan.indikator import INDIKATOR
from tests.layanan.bantu import langkah, sampai

PRIBADI = ("pemohon", "nik", "nama", "alamat", "telepon", "keperluan", "isian")


def hitung(i):
    dimensi = ", ".join(i.dimensi.values())
    with connection.cursor() as k:
        k.execute(
            f"SELECT {i.tanggal}, {dimensi}, sum({i.nilai}) FROM {i.tabel} r WHERE {i.syarat} GROUP BY 1, 2, 3"
        )
        return k.fetchall()


def jumlah(i):
    return sum(baris[-1] for baris in hitung(i))


def test_angka_indikator(meja):
    sampai(Status.SELESAI, meja)
    sampai(Status.DIDISTRIBUSI, meja)
    sampai(Status.DIBATALKAN, meja)
    langkah(sampai(Status.DITOLAK, meja), "ajukan_kembali", meja)
    angka = {i.kode: jumlah(i) for i in INDIKATOR if i.kode != "lama_proses_menit"}
    assert angka == {
        "permohonan_masuk": 4,
        "permohonan_selesai": 1,
        "permohonan_tepat_waktu": 1,
        "permohonan_ditolak": 1,
        "permohonan_terbuka": 2,
    }
    for i in INDIKATOR:
        for tanggal, layanan, kanal, _ in hitung(i):
            assert (tanggal is not None, layanan, kanal) == (True, "KEC-01", "loket")


def test_tanpa_data_pribadi():
    for i in INDIKATOR:
        teks = " ".join((i.tanggal, i.nilai, i.syarat, *i.dimensi.values()))
        assert not any(kata in teks for kata in PRIBADI), i.kode
