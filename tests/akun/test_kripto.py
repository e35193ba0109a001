"""Personal data at rest opens only with the key of its instansi and its column."""

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.db import connection, models, transaction
from django.db.migrations.writer import MigrationWriter

from inti import kripto
from inti.db import TanpaInstansi
from inti.kripto import KunciSalah, TeksTersandi, buka_sandi, indeks_buta, sandikan
from inti.notifikasi.models import Surat


def test_bolak_balik_dan_selalu_berbeda(di_a):
    satu, dua = (sandikan("6310010101900001", konteks="uji.x.nik") for _ in range(2))
    assert satu != dua
    assert satu.startswith("s1.1.")
    assert "6310010101900001" not in satu
    assert buka_sandi(satu, konteks="uji.x.nik") == buka_sandi(dua, konteks="uji.x.nik") == "6310010101900001"


def test_kunci_instansi_lain_tidak_membuka(instansi_a, instansi_b, di):
    with di(instansi_a):
        nilai = sandikan("rahasia", konteks="uji.x.nama")
    with di(instansi_b), pytest.raises(KunciSalah, match="tidak dapat dibuka"):
        buka_sandi(nilai, konteks="uji.x.nama")


def test_nilai_yang_dipindah_ke_kolom_lain_tidak_terbuka(di_a):
    nilai = sandikan("rahasia", konteks="uji.x.nama")
    with pytest.raises(KunciSalah):
        buka_sandi(nilai, konteks="uji.x.alamat")


def test_satu_huruf_berubah_tidak_terbuka(di_a):
    nilai = sandikan("rahasia", konteks="uji.x.nama")
    ubah = nilai[:20] + ("A" if nilai[20] != "A" else "B") + nilai[21:]
    with pytest.raises(KunciSalah):
        buka_sandi(ubah, konteks="uji.x.nama")


@pytest.mark.parametrize("rusak", ["bukan sandi", "s1.1.", "s1.1.AAAA", "s1.1.A", "s2.1.AAAA", "s1.9.AAAA"])
def test_nilai_rusak_ditolak_dengan_jelas(di_a, rusak):
    with pytest.raises(KunciSalah, match=r"uji\.x\.nama"):
        buka_sandi(rusak, konteks="uji.x.nama")


def test_tanpa_instansi_ditolak():
    assert connection.sasaran is None
    with pytest.raises(TanpaInstansi):
        sandikan("rahasia", konteks="uji.x.nama")


def test_kunci_baru_menyandikan_yang_lama_tetap_membuka(di_a, settings):
    settings.SPBE_KUNCI_DATA = {"1": "kunci-pertama-" + "a" * 30}
    lama, indeks = sandikan("rahasia", konteks="k"), indeks_buta("rahasia", "nama")
    settings.SPBE_KUNCI_DATA = {"1": "kunci-pertama-" + "a" * 30, "2": "kunci-kedua-" + "b" * 30}
    assert sandikan("rahasia", konteks="k").startswith("s1.2.")
    assert buka_sandi(lama, konteks="k") == "rahasia"
    assert indeks_buta("rahasia", "nama") == indeks
    settings.SPBE_KUNCI_DATA = {"2": "kunci-kedua-" + "b" * 30}
    with pytest.raises(KunciSalah, match="nomor '1'"):
        buka_sandi(lama, konteks="k")


def test_tanpa_kunci_ditolak(di_a, settings):
    settings.SPBE_KUNCI_DATA = ""
    with pytest.raises(ImproperlyConfigured, match="SPBE_KUNCI_DATA"):
        sandikan("x", konteks="k")


@pytest.mark.parametrize(
    ("tujuan", "satu", "dua"),
    [
        ("nik", "6310 0101 0190 0001", "6310010101900001"),
        ("permohonan.nik", "6310.0101.0190.0001", "6310010101900001"),
        ("telepon", "+62 812-3456-7890", "081234567890"),
        ("nama", "  SITI   Aminah ", "siti aminah"),
    ],
)
def test_indeks_buta_menormalkan(di_a, tujuan, satu, dua):
    assert indeks_buta(satu, tujuan) == indeks_buta(dua, tujuan)
    assert len(indeks_buta(satu, tujuan)) == kripto.PANJANG_INDEKS


def test_indeks_buta_berbeda_per_tujuan_dan_per_instansi(instansi_a, instansi_b, di):
    hasil = set()
    for instansi in (instansi_a, instansi_b):
        with di(instansi):
            hasil |= {indeks_buta("siti", "nama"), indeks_buta("siti", "nama_ibu")}
            assert indeks_buta(" ", "nama") == ""
    assert len(hasil) == 4


def test_kolom_tersandi_dalam_basis_data(di_a):
    surat = Surat.objects.create(kepada="a@kab.go.id", subjek="x", isi_teks="Isi rahasia", isi_html="")
    with connection.cursor() as kursor:
        kursor.execute("SELECT isi_teks, isi_html FROM notifikasi_surat WHERE id = %s", [surat.pk])
        teks, html = kursor.fetchone()
    assert teks.startswith("s1.1.")
    assert "rahasia" not in teks
    assert html == ""
    assert Surat.objects.get(pk=surat.pk).isi_teks == "Isi rahasia"
    surat.isi_teks = "Baru"
    Surat.objects.bulk_update([surat], ["isi_teks"])
    Surat.objects.filter(pk=surat.pk).update(isi_html="Html")
    surat.refresh_from_db()
    assert (surat.isi_teks, surat.isi_html) == ("Baru", "Html")
    assert Surat.objects.values_list("isi_teks", flat=True).get(pk=surat.pk) == "Baru"


@pytest.mark.parametrize(
    "cari", ["isi_teks__icontains", "isi_teks__in", "isi_teks__startswith", "isi_teks__lower"]
)
def test_pencarian_isi_ditolak(di_a, cari):
    with pytest.raises(FieldError, match="indeks_buta"):
        list(Surat.objects.filter(**{cari: "x"}))


def test_hanya_kosong_dan_null_dapat_dicari(di_a):
    isi = Surat.objects.create(kepada="a@kab.go.id", subjek="x", isi_teks="Isi")
    kosong = Surat.objects.create(kepada="a@kab.go.id", subjek="x")
    assert list(Surat.objects.filter(isi_teks="")) == [kosong]
    assert list(Surat.objects.exclude(isi_teks="").filter(isi_teks__isnull=False)) == [isi]
    with pytest.raises(FieldError, match="indeks_buta"):
        list(Surat.objects.filter(isi_teks="Isi"))


def test_ekspresi_basis_data_ditolak(di_a):
    surat = Surat.objects.create(kepada="a@kab.go.id", subjek="x", isi_teks="Isi")
    with pytest.raises(FieldError, match="ekspresi"), transaction.atomic():
        Surat.objects.filter(pk=surat.pk).update(isi_teks=models.F("subjek"))
    assert Surat.objects.get(pk=surat.pk).isi_teks == "Isi"


def test_dapat_ditulis_dalam_migrasi():
    kolom = TeksTersandi(konteks="lama.model.kolom", blank=True)
    teks, impor = MigrationWriter.serialize(kolom)
    assert teks == "inti.kripto.TeksTersandi(blank=True, konteks='lama.model.kolom')"
    assert "import inti.kripto" in impor
    assert kolom.clone().konteks == "lama.model.kolom"


def test_unik_dan_indeks_ditolak_oleh_check():
    kolom = TeksTersandi(unique=True)
    kolom.set_attributes_from_name("nik")
    kolom.model = Surat
    assert "kripto.E001" in [galat.id for galat in kolom.check()]
