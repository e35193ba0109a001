"""An upload from the file to what is in force: read, checked, compared, put in force."""

import io
from datetime import date
from typing import Any

import pytest
from django.db import connection

from inti.berkas.models import Berkas
from inti.dataset import Kolom
from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.kripto import buka_sandi, indeks_buta
from inti.tasks import jalankan_semua
from monitoring_center.walidata.dataset import actions, muat
from monitoring_center.walidata.dataset.models import Baris, Galat, Keadaan, Versi
from monitoring_center.walidata.dataset.teks_bersama import TeksBersama
from monitoring_center.walidata.katalog.models import Dataset
from tests.walidata_dataset.bantu import (
    ISI,
    JUDUL,
    KOLOM,
    berkas_csv,
    berkas_xlsx,
    buat_dataset,
    galat,
    kirim,
)
from tests.walidata_dataset.test_sumber import baca


def test_dari_berkas_sampai_berlaku(dataset: Dataset, pengelola: Any) -> None:
    v = kirim(dataset, pengelola)
    assert (v.keadaan, v.baris, v.diproses, v.terisi, v.periode) == ("konsep", 2, 3, 4, "2025")
    assert v.beda == {"dengan": None, "tambah": 2, "hapus": 0, "ubah": 0, "tetap": 0}
    assert (v.periode_mulai, v.periode_selesai) == (date(2025, 1, 1), date(2025, 12, 31))
    v = actions.berlakukan(versi=v, oleh=pengelola)
    assert baca() == [("Batulicin", 120, date(2025, 3, 1)), ("Kampung Baru", None, None)]
    dataset.refresh_from_db()
    assert (dataset.baris, float(dataset.lengkap), dataset.data_pada) == (2, 66.67, v.diberlakukan_pada)
    baru = kirim(dataset, pengelola, berkas_csv([ISI[0], ("Segumbang", "7", "2025-04-01")]))
    assert baru.beda == {"dengan": v.pk, "tambah": 1, "hapus": 1, "ubah": 0, "tetap": 1}
    assert len(baca()) == 2, "konsep tidak mengubah yang berlaku"
    actions.berlakukan(versi=baru, oleh=pengelola)
    jalankan_semua()
    v.refresh_from_db()
    assert (v.keadaan, v.digantikan_pada is not None) == ("digantikan", True)
    assert not Baris.objects.filter(versi=v).exists(), "baris yang digantikan dilepas"
    assert [b[0] for b in baca()] == ["Batulicin", "Segumbang"]


def test_periode_lain_berlaku_berdampingan(dataset: Dataset, pengelola: Any) -> None:
    for tahun in (2024, 2025):
        actions.berlakukan(versi=kirim(dataset, pengelola, tahun=tahun), oleh=pengelola)
    assert len(baca()) == 4
    dataset.refresh_from_db()
    assert dataset.baris == 4


@pytest.mark.parametrize(
    "berkas",
    [
        berkas_csv(pemisah=","),
        berkas_csv(pemisah="\t"),
        berkas_csv(enkode="utf-8-sig"),
        berkas_csv([("Batulicin", "120", "2025-03-01"), ("Kampung Baru", "", "")], ("desa", "JUMLAH_SAMPAH", "tanggal")),
        berkas_csv([("x", "01/03/2025", "120", "Batulicin"), ("", "", "", "Kampung Baru")], ("No", JUDUL[2], "jumlah", "DESA")),
        berkas_csv([JUDUL, *ISI], ("DATA SAMPAH TAHUN 2025", "", "")),
        berkas_csv([ISI[0], ("", "", ""), ISI[1], ("", "", "")]),
        berkas_xlsx([("Batulicin", 120, date(2025, 3, 1)), ("Kampung Baru", None, None)]),
        berkas_xlsx([("Batulicin", 120.0, "1-3-2025"), (" Kampung Baru ", None, "")], lembar="Lembar 7"),
    ],
    ids=["koma", "tab", "bom", "nama_kolom", "urutan_lain", "judul_di_atas", "baris_kosong", "xlsx", "xlsx_teks"],
)  # fmt: skip
def test_bentuk_yang_lazim_diterima(dataset: Dataset, pengelola: Any, berkas: Any) -> None:
    berkas.seek(0)
    v = kirim(dataset, pengelola, berkas)
    assert (v.keadaan, galat(v), v.alasan) == ("konsep", [], "")
    actions.berlakukan(versi=v, oleh=pengelola)
    assert baca() == [("Batulicin", 120, date(2025, 3, 1)), ("Kampung Baru", None, None)]


def test_huruf_windows_dibaca(dataset: Dataset, pengelola: Any) -> None:
    actions.berlakukan(
        versi=kirim(dataset, pengelola, berkas_csv([("Kafé “Baru”", "1", "")], enkode="cp1252")),
        oleh=pengelola,
    )
    assert baca() == [("Kafé “Baru”", 1, None)]


def test_pemetaan_menunjukkan_yang_tidak_dimuat_dan_yang_tidak_ada(dataset: Dataset, pengelola: Any) -> None:
    v = kirim(dataset, pengelola, berkas_csv([("a", "Batulicin")], ("Catatan", "desa")))
    assert v.pemetaan == [
        {"judul": "Catatan", "kolom": ""},
        {"judul": "desa", "kolom": "desa"},
        {"judul": "", "kolom": "jumlah"},
        {"judul": "", "kolom": "tanggal"},
    ]


def test_sel_rumus_dan_angka_panjang_di_excel(pengelola: Any) -> None:
    d = buat_dataset(kolom=[Kolom("nik", "NIK"), KOLOM[1]])
    v = kirim(
        d,
        pengelola,
        berkas_xlsx([(6310010101900001, 1), ("6310010101900001", "=1+1"), ("a", "#REF!")], ("NIK", "jumlah")),
    )
    assert galat(v) == [(2, "nik", "tipe"), (3, "jumlah", "rumus"), (4, "jumlah", "rumus")]


def test_kolom_pribadi_tersandi_dan_berkasnya_tidak_disimpan(pengelola: Any) -> None:
    nik = Kolom("nik", "NIK", pribadi="umum", tersandi=True, konteks="dataset.warga.nik", indeks="nik_indeks",
                batasan={"unique": True, "minLength": 16, "maxLength": 16})  # fmt: skip
    d = buat_dataset("warga", [nik, KOLOM[1]])
    v = kirim(d, pengelola, berkas_csv([("6310010101900001", "1")], ("nik", "jumlah")))
    isi = Baris.objects.get(versi=v).isi
    assert buka_sandi(isi["nik"], konteks="dataset.warga.nik") == "6310010101900001"
    assert isi["nik_indeks"] == indeks_buta("6310010101900001", "dataset.warga.nik")
    assert (v.keadaan, v.berkas, v.berkas_nama) == ("konsep", None, "data.csv")
    assert Berkas.objects.count() == 0
    actions.berlakukan(versi=v, oleh=pengelola)
    sama = kirim(d, pengelola, berkas_csv([("6310010101900001", "2")], ("nik", "jumlah")))
    assert sama.beda["ubah"] == 1, "sandi yang berbeda bukan perubahan"
    ganda = kirim(
        d, pengelola, berkas_csv([("6310010101900001", "1"), ("6310-010101-900001", "2")], ("nik", "jumlah"))
    )
    assert [g[:2] for g in galat(ganda)] == [(3, "nik")]
    pesan = " ".join(Galat.objects.values_list("pesan", flat=True))
    assert "6310" not in pesan, "data pribadi tidak ditulis dalam daftar kesalahan"


def test_pemeriksaan_berlanjut_setelah_pekerja_mati(
    dataset: Dataset, pengelola: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(muat, "POTONGAN", 10)
    semua = [(f"Desa {n}", "x" if n == 12 else str(n), "") for n in range(35)]
    v = actions.unggah(
        dataset=dataset, berkas=berkas_csv(semua), periode_mulai=date(2025, 1, 1), oleh=pengelola
    )
    asli, kali = muat._simpan, []

    def mati(*isi: Any) -> None:
        if len(kali) == 2:
            raise KeyboardInterrupt
        kali.append(1)
        asli(*isi)

    monkeypatch.setattr(muat, "_simpan", mati)
    with pytest.raises(KeyboardInterrupt):
        muat.periksa_versi(v.pk)
    v.refresh_from_db()
    assert (v.keadaan, v.diproses, v.baris, v.galat) == ("diperiksa", 21, 20, 1)
    monkeypatch.setattr(muat, "_simpan", asli)
    muat.periksa_versi(v.pk)
    muat.periksa_versi(v.pk)
    v.refresh_from_db()
    assert (v.keadaan, v.diproses, v.baris, v.galat) == ("ditolak", 36, 35, 1)
    assert galat(v) == [(14, "jumlah", "tipe")]


def test_dua_pekerja_tidak_mencampur(dataset: Dataset, pengelola: Any) -> None:
    v = actions.unggah(dataset=dataset, berkas=berkas_csv(), periode_mulai=date(2025, 1, 1), oleh=pengelola)
    usang = Versi.objects.get(pk=v.pk)
    muat.periksa_versi(v.pk)
    with pytest.raises(muat.DiambilAlih):
        muat._muat(usang)
    assert Baris.objects.filter(versi=v).count() == 2


def test_sidik_sama_untuk_isi_yang_sama(dataset: Dataset, pengelola: Any, monkeypatch: Any) -> None:
    satu = kirim(dataset, pengelola, tahun=2023)
    dua = kirim(dataset, pengelola, berkas_csv(pemisah=","), tahun=2024)
    tiga = kirim(dataset, pengelola, berkas_csv([ISI[0]]), tahun=2025)
    assert satu.sidik == dua.sidik != tiga.sidik


@pytest.mark.parametrize("peran", ["operator", "penanggung_jawab"])
def test_hanya_pengelola_data(dataset: Dataset, pengelola: Any, buat_orang: Any, peran: str) -> None:
    v, lain = kirim(dataset, pengelola), buat_orang(peran)
    for kerja in (
        lambda: kirim(dataset, lain),
        lambda: actions.berlakukan(versi=v, oleh=lain),
        lambda: actions.buang(versi=v, oleh=lain),
        lambda: actions.ubah_baris(
            dataset=dataset, periode_mulai=date(2025, 1, 1), isian={"desa": "x"}, oleh=lain
        ),
    ):
        with pytest.raises(TidakBerhak):
            kerja()
    assert list(Versi.objects.values_list("keadaan", flat=True)) == ["konsep"]


def test_dataset_instansi_lain_tidak_dapat_diisi(
    instansi_b: Any, di: Any, buat_orang: Any, di_a: Any
) -> None:
    milik_a = buat_dataset()
    with di(instansi_b):
        orang_b = buat_orang("pengelola_data")
        with pytest.raises(TidakBerhak):
            actions.unggah(dataset=milik_a, berkas=berkas_csv(), periode_mulai=date(2025, 1, 1), oleh=orang_b)
        assert Versi.objects.count() == 0
    assert Versi.objects.count() == 0


def test_satu_pemeriksaan_pada_satu_waktu(dataset: Dataset, pengelola: Any) -> None:
    actions.unggah(dataset=dataset, berkas=berkas_csv(), periode_mulai=date(2025, 1, 1), oleh=pengelola)
    with pytest.raises(Bentrok, match="sedang diperiksa"):
        actions.unggah(dataset=dataset, berkas=berkas_csv(), periode_mulai=date(2025, 1, 1), oleh=pengelola)
    assert Versi.objects.count() == 1


def test_periode_yang_belum_mulai_ditolak(dataset: Dataset, pengelola: Any) -> None:
    with pytest.raises(MasukanSalah, match="belum mulai"):
        kirim(dataset, pengelola, tahun=2999)
    assert Versi.objects.count() == 0


def test_dibuang_sebelum_berlaku(dataset: Dataset, pengelola: Any) -> None:
    v = kirim(dataset, pengelola)
    actions.buang(versi=v, oleh=pengelola)
    jalankan_semua()
    v.refresh_from_db()
    assert (v.keadaan, Baris.objects.count()) == (Keadaan.DITOLAK, 0)
    with pytest.raises(TransisiTidakSah):
        actions.buang(versi=v, oleh=pengelola)


def test_yang_dibuang_saat_diperiksa_tidak_dilanjutkan(dataset: Dataset, pengelola: Any) -> None:
    v = actions.unggah(dataset=dataset, berkas=berkas_csv(), periode_mulai=date(2025, 1, 1), oleh=pengelola)
    actions.buang(versi=v, oleh=pengelola)
    jalankan_semua()
    v.refresh_from_db()
    assert (v.keadaan, v.baris) == ("ditolak", 0)


def test_kolom_yang_berubah_menuntut_pemeriksaan_ulang(dataset: Dataset, pengelola: Any) -> None:
    v = kirim(dataset, pengelola)
    dataset.kolom = [k.skema() for k in KOLOM[:2]]
    dataset.save(update_fields=["kolom"])
    with pytest.raises(TransisiTidakSah, match="Kolom dataset berubah"):
        actions.berlakukan(versi=v, oleh=pengelola)
    v.refresh_from_db()
    assert v.keadaan == "konsep"


def test_perbandingan_yang_usang_tidak_dipakai(dataset: Dataset, pengelola: Any) -> None:
    satu, dua = kirim(dataset, pengelola), kirim(dataset, pengelola, berkas_csv([ISI[1]]))
    actions.berlakukan(versi=dua, oleh=pengelola)
    with pytest.raises(Bentrok, match="sudah berganti"):
        actions.berlakukan(versi=satu, oleh=pengelola)
    actions.bandingkan_ulang(versi=satu, oleh=pengelola)
    jalankan_semua()
    satu.refresh_from_db()
    assert satu.beda["dengan"] == dua.pk
    assert satu.beda["tambah"] == 1
    actions.berlakukan(versi=satu, oleh=pengelola)
    assert len(baca()) == 2


def test_satu_baris_ditambah_diubah_dihapus(dataset: Dataset, pengelola: Any) -> None:
    def ubah(**isi: Any) -> Versi:
        v = actions.ubah_baris(dataset=dataset, periode_mulai=date(2025, 1, 1), oleh=pengelola, **isi)
        jalankan_semua()
        v.refresh_from_db()
        assert (v.keadaan, v.cara) == ("konsep", "formulir")
        actions.berlakukan(versi=v, oleh=pengelola)
        jalankan_semua()
        return v

    ubah(isian={"desa": "Pertama", "jumlah": "1.250"})
    assert baca() == [("Pertama", 1250, None)]
    actions.berlakukan(versi=kirim(dataset, pengelola), oleh=pengelola)
    v = ubah(isian={"desa": "Sisipan", "tanggal": "3-3-2025"})
    assert (v.baris, v.terisi, v.beda["tambah"]) == (3, 6, 1)
    nomor = Baris.objects.order_by("nomor").first().nomor
    ubah(nomor=nomor, isian={"desa": "Batulicin Baru", "jumlah": "5"})
    assert [b[0] for b in baca()] == ["Batulicin Baru", "Kampung Baru", "Sisipan"]
    nomor = Baris.objects.order_by("nomor").last().nomor
    ubah(nomor=nomor, isian=None)
    assert [b[0] for b in baca()] == ["Batulicin Baru", "Kampung Baru"]


def test_baris_formulir_yang_salah_disebut_per_bidang(dataset: Dataset, pengelola: Any) -> None:
    with pytest.raises(MasukanSalah) as galat:
        actions.ubah_baris(
            dataset=dataset,
            periode_mulai=date(2025, 1, 1),
            isian={"desa": "", "jumlah": "-1"},
            oleh=pengelola,
        )
    assert set(galat.value.bidang) == {"desa", "jumlah"}
    with pytest.raises(Bentrok, match="tidak lagi berlaku"):
        actions.ubah_baris(
            dataset=dataset, periode_mulai=date(2025, 1, 1), nomor=7, isian=None, oleh=pengelola
        )
    assert Versi.objects.count() == 0


def test_memori_pemeriksaan_tidak_tumbuh_dengan_berkas(
    dataset: Dataset, pengelola: Any, monkeypatch: Any
) -> None:
    import tracemalloc

    monkeypatch.setattr(muat, "POTONGAN", 500)

    def puncak(banyak: int, tahun: int) -> int:
        berkas = berkas_csv([(f"Desa {n}", str(n), "01-01-2025") for n in range(banyak)])
        v = actions.unggah(dataset=dataset, berkas=berkas, periode_mulai=date(tahun, 1, 1), oleh=pengelola)
        tracemalloc.start()
        try:
            muat.periksa_versi(v.pk)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    puncak(500, 2022)
    kecil, besar = puncak(1_000, 2023), puncak(12_000, 2024)
    assert besar < kecil * 1.5 + 1_000_000
    with connection.cursor() as k:
        k.execute("SELECT count(*) FROM walidata_dataset_baris")
        assert k.fetchone()[0] == 13_500


def test_teks_bersama_excel_di_cakram(dataset: Dataset, pengelola: Any) -> None:
    """Texts that a spreadsheet keeps once for all cells: plain, formatted, with a phonetic reading, empty."""
    ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    isi = "".join(f"<si><t>Desa {n}</t></si>" for n in range(30)) + (
        '<si><r><t>Tanah </t></r><r><rPr><b/></rPr><t xml:space="preserve">Bumbu</t></r>'
        '<rPh sb="0" eb="1"><t>x</t></rPh></si><si/>'
    )
    teks = TeksBersama(io.BytesIO(f"<sst {ns}>{isi}</sst>".encode()))
    assert (len(teks), teks[0], teks[29], teks[30], teks[31]) == (32, "Desa 0", "Desa 29", "Tanah Bumbu", "")
    assert teks[1:3] == ["Desa 1", "Desa 2"]
    with pytest.raises(IndexError):
        teks[32]
    teks.close()
