import pytest

from inti.ui.kemajuan import Kemajuan, respons_kemajuan

pytestmark = pytest.mark.usefixtures("situs_contoh")


def jawab(minta, kemajuan, etag=""):
    kepala = {"If-None-Match": etag} if etag else {}
    return respons_kemajuan(minta("/kerja/1/", **kepala), kemajuan, url="/kerja/1/")


def test_berjalan_menanyakan_lagi_dan_berhenti_di_akhir(minta):
    berjalan = jawab(minta, Kemajuan(judul="Impor", selesai=3, total=10)).content.decode()
    assert 'hx-trigger="every 1s"' in berjalan
    assert 'max="100" value="30"' in berjalan
    assert "3 dari 10" in berjalan
    for status in ("selesai", "gagal"):
        akhir = jawab(minta, Kemajuan(judul="Impor", selesai=3, total=10, status=status)).content.decode()
        assert "hx-get" not in akhir


def test_tidak_berubah_berarti_304(minta):
    pertama = jawab(minta, Kemajuan(judul="Impor", selesai=3, total=10))
    sama = jawab(minta, Kemajuan(judul="Impor", selesai=3, total=10), pertama["ETag"])
    maju = jawab(minta, Kemajuan(judul="Impor", selesai=4, total=10), pertama["ETag"])
    assert (sama.status_code, sama.content, maju.status_code) == (304, b"", 200)


def test_jumlah_yang_belum_diketahui_tanpa_angka(minta):
    isi = jawab(minta, Kemajuan(judul="Menghitung")).content.decode()
    assert "value=" not in isi
    assert "dari 0" not in isi
