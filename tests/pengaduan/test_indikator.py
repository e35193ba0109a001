"""Complaint indicators count what they say, by channel and local day, and carry nothing of what was written."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

from layanan.pengaduan.indikator import INDIKATOR
from layanan.pengaduan.models import Pengaduan
from layanan.waktu.jam import hari_ini

TERTULIS = ("judul", "isi", "nama", "telepon", "surel", "lokasi", "jawaban", "permohonan")


def hitung():
    hasil = {}
    for i in INDIKATOR:
        with connection.cursor() as k:
            k.execute(
                f"SELECT {i.tanggal}, {i.dimensi['kanal']}, sum({i.nilai}) FROM {i.tabel} r WHERE {i.syarat} GROUP BY 1, 2"
            )
            hasil[i.kode] = {(str(t), kanal): int(n) for t, kanal, n in k.fetchall()}
    return hasil


def buat(nomor, saluran, status="diterima", *, masuk, tutup=None, telat=False):
    kini = timezone.now()
    ditutup = kini if tutup else None
    return Pengaduan.objects.create(
        nomor=nomor, kategori="pengaduan", judul="x", isi="x", saluran=saluran, status=status, jawaban="x" if tutup else "",
        diterima_pada=kini - timedelta(days=3), tanggal_masuk=masuk, ditutup_pada=ditutup, tanggal_tutup=tutup,
        tenggat=kini + timedelta(hours=-1 if telat else 1),
    )  # fmt: skip


def test_angka_per_kanal(di_a):
    hari = hari_ini()
    lalu = hari - timedelta(days=3)
    buat("A1", "daring", masuk=lalu)
    buat("A2", "daring", "selesai", masuk=lalu, tutup=hari)
    buat("A3", "loket", "selesai", masuk=lalu, tutup=hari, telat=True)
    buat("A4", "loket", "diarsipkan", masuk=hari, tutup=hari)
    assert hitung() == {
        "pengaduan_masuk": {(str(lalu), "daring"): 2, (str(lalu), "loket"): 1, (str(hari), "loket"): 1},
        "pengaduan_selesai": {(str(hari), "daring"): 1, (str(hari), "loket"): 1},
        "pengaduan_tepat_waktu": {(str(hari), "daring"): 1},
    }
    tepat = [a for a in Pengaduan.objects.filter(status="selesai") if a.tepat_waktu]
    assert len(tepat) == 1


def test_tanpa_yang_ditulis_orang():
    for i in INDIKATOR:
        teks = " ".join((i.tanggal, i.nilai, i.syarat, *i.dimensi.values()))
        assert not any(f"r.{kata}" in teks for kata in TERTULIS), i.kode
