"""The pages: the questionnaire without script, results, downloads, plan; rights, queries, weight."""

import random
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pypdf import PdfReader

from layanan.enums import Status
from layanan.skm.hitung import bulatkan
from layanan.skm.models import Jawaban, RencanaTindakLanjut, Undangan
from layanan.skm.rekap import rekap
from layanan.waktu.jam import hari_ini
from layanan.waktu.periode import Periode
from tests.layanan.bantu import buat_meja, sampai
from tests.skm.bantu import KODE, isi_jawaban, isian, token


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def tautan(di, instansi_a, orang):
    with di(instansi_a):
        p = sampai(Status.SELESAI, orang)
        return f"/survei/{token(p)}/", p


@pytest.fixture
def terisi(di, instansi_a):
    """Two years of answers."""
    with di(instansi_a):
        tahun = hari_ini().year
        bulan = [date(t, b, 1) for t in (tahun - 1, tahun) for b in range(1, 13)]
        return isi_jawaban(random.Random(7), 400, bulan)


def test_mengisi_survei(klien, instansi_a, di, tautan):
    url, p = tautan
    warga = klien(instansi_a)
    lacak = warga.get(f"/lacak/{p.kode_lacak}/").content.decode()
    assert f'href="{url}"' in lacak
    halaman = warga.get(url)
    isi = halaman.content.decode()
    assert isi.count('type="radio"') == 36
    assert p.pemohon_nama not in isi
    assert halaman["X-Robots-Tag"] == "noindex"
    assert halaman["Cache-Control"] == "private, no-store"
    assert len(halaman.content) < 40_000
    jawaban = warga.post(url, isian(3) | {"saran": "=1+1 lebih cepat", "umur": "26-35"})
    assert (jawaban.status_code, jawaban["Location"]) == (302, "/survei/terima-kasih/")
    assert warga.get(url).status_code == 410
    assert warga.post(url, isian(4)).status_code == 410
    with di(instansi_a):
        assert Jawaban.objects.count() == 1
    assert url not in warga.get(f"/lacak/{p.kode_lacak}/").content.decode()


def test_isian_kurang_disimpan_di_halaman(klien, instansi_a, di, tautan):
    url, _ = tautan
    data = isian(3)
    del data["U5"]
    jawaban = klien(instansi_a).post(url, data | {"saran": "Tetap ada"})
    isi = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert "Tetap ada" in isi
    assert isi.count("checked") == 8
    with di(instansi_a):
        assert not Jawaban.objects.exists()
        assert Undangan.objects.get().token in url


def test_halaman_publik_menutup_kelompok_kecil(klien, instansi_a, di):
    assert "Belum ada hasil" in klien(instansi_a).get("/kepuasan/").content.decode()
    with di(instansi_a):
        isi_jawaban(random.Random(1), 4, [hari_ini().replace(day=1)])
    assert "Belum ada hasil" in klien(instansi_a).get("/kepuasan/").content.decode()
    with di(instansi_a):
        isi_jawaban(random.Random(2), 1, [hari_ini().replace(day=1)])
    isi = klien(instansi_a).get("/kepuasan/").content.decode()
    assert "Mutu pelayanan" in isi
    assert "menurut 5 orang" in isi


@pytest.mark.parametrize("kode", ["", "S2", "T1", "03"])
@pytest.mark.parametrize("layanan", ["", "KEC-07"])
def test_rekap_sama_dengan_hitung_ulang(di, instansi_a, terisi, kode, layanan):
    with di(instansi_a):
        tahun = hari_ini().year
        p = Periode.baca(f"{tahun}-{kode}" if kode else str(tahun))
        with CaptureQueriesContext(
            connection,
        ) as q:
            r = rekap(p, layanan)
        assert len(q) == 6
    baris = [n for j, n in terisi if p.awal <= j.bulan <= p.akhir and layanan in ("", j.kode_layanan)]
    assert r.indeks.responden == len(baris)
    for u in r.indeks.unsur:
        nilai = [n[u.kode] for n in baris if u.kode in n]
        assert (u.jumlah, u.banyak) == (sum(nilai), len(nilai))
    from fractions import Fraction

    rata = [
        Fraction(sum(n[k] for n in baris if k in n), sum(k in n for n in baris))
        for k in KODE
        if any(k in n for n in baris)
    ]
    assert r.indeks.ikm == bulatkan(sum(rata) / len(rata) * 25, 2)
    sebelum = [
        1
        for j, _ in terisi
        if p.sebelum.awal <= j.bulan <= p.sebelum.akhir and layanan in ("", j.kode_layanan)
    ]
    assert r.sebelum.responden == len(sebelum)
    assert sum(n for _, n in dict(r.profil)["Umur"]) == len(baris)


def test_hasil_hanya_bagi_yang_berhak(klien, instansi_a, orang, terisi):
    for nama, status in (("camat", 200), ("sekcam", 200), ("admin", 200), ("fo", 403), ("kasi", 403)):
        assert klien(instansi_a, orang.yang(nama)).get("/skm/").status_code == status, nama
    assert klien(instansi_a).get("/skm/").status_code == 302


def test_halaman_hasil(klien, instansi_a, orang, terisi, di):
    camat = klien(instansi_a, orang.camat)
    isi = camat.get("/skm/").content.decode()
    with di(instansi_a):
        r = rekap(Periode.memuat(hari_ini(), ""))
    assert str(r.indeks.ikm).replace(".", ",") in isi
    assert "Sampel dianjurkan" in isi
    assert "Rencanakan" not in isi, "the camat reads; Sekcam and administrator plan"
    satu = camat.get("/skm/?layanan=KEC-07").content.decode()
    assert "satu layanan" in satu


def test_unduh(klien, instansi_a, orang, terisi, di):
    with di(instansi_a):
        Jawaban.objects.create(
            bulan=hari_ini().replace(day=1), kode_layanan="KEC-12", kanal="loket", saran="=HYPERLINK(1)"
        )
    camat = klien(instansi_a, orang.camat)
    pdf = camat.get("/skm/laporan.pdf")
    teks = "".join(h.extract_text() for h in PdfReader(BytesIO(pdf.content)).pages)
    assert "LAPORAN SURVEI KEPUASAN MASYARAKAT" in teks
    assert "Persyaratan" in teks
    buku = load_workbook(BytesIO(camat.get("/skm/laporan.xlsx").content))
    assert buku.sheetnames == ["Ringkasan", "Per unsur", "Per layanan", "Jawaban"]
    lembar = buku["Jawaban"]
    assert lembar.freeze_panes == "A6"
    baris = list(lembar.iter_rows(min_row=6, values_only=True))
    saran = [b[-1] for b in baris if b[-1]]
    assert saran == ["'=HYPERLINK(1)"]
    assert next(b for b in baris if b[-1])[1] == "tidak ditampilkan", (
        "a single answer of a service is not named"
    )
    csv = camat.get("/skm/laporan.csv").content.decode("utf-8-sig")
    assert len(csv.splitlines()) == len(baris) + 1
    assert camat.get("/skm/laporan.exe").status_code == 404


def test_saran_tidak_menyebut_kelompok_kecil(klien, instansi_a, orang, di):
    with di(instansi_a):
        Jawaban.objects.create(
            bulan=hari_ini().replace(day=1), kode_layanan="KEC-01", kanal="loket", saran="Kursi tunggu kurang"
        )
    isi = klien(instansi_a, orang.sekcam).get("/skm/saran/").content.decode()
    assert "Kursi tunggu kurang" in isi
    assert "tidak ditampilkan" in isi


def test_rencana_tindak_lanjut(klien, instansi_a, orang, di):
    sekcam = klien(instansi_a, orang.sekcam)
    data = {
        "periode": str(hari_ini().year), "unsur": "U3", "kegiatan": "Tambah loket", "penanggung_jawab": "Kasi Pelayanan",
        "tenggat": f"31-12-{hari_ini().year + 1}",
    }  # fmt: skip
    assert sekcam.post("/skm/rencana/baru/", data | {"tenggat": "01-01-2020"}).status_code == 422
    assert klien(instansi_a, orang.camat).post("/skm/rencana/baru/", data).status_code == 403
    with di(instansi_a):
        assert not RencanaTindakLanjut.objects.exists()
    assert sekcam.post("/skm/rencana/baru/", data).status_code == 302
    with di(instansi_a):
        r = RencanaTindakLanjut.objects.get()
    url = f"/skm/rencana/{r.uuid}/"
    assert sekcam.post(url, {"status": "selesai", "hasil": ""}).status_code == 422
    assert sekcam.post(url, {"status": "selesai", "hasil": "Loket ketiga dibuka"}).status_code == 302
    assert sekcam.post(url, {"status": "batal", "hasil": "x"}).status_code == 409
    assert "Loket ketiga dibuka" in klien(instansi_a, orang.camat).get(url).content.decode()
    assert "Tambah loket" in sekcam.get("/skm/rencana/").content.decode()
