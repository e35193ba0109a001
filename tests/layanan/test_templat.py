"""The wording of letters: shipped for 25 services, adapted by an instansi in versions, or edited for one letter."""

import base64
import re

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from inti.errors import Bentrok, MasukanSalah
from layanan import actions
from layanan.acuan import ISIAN_SEKSI, daftar_layanan
from layanan.dokumen.peta import PETA_TEMPLAT
from layanan.dokumen.susun import susun_pdf, susun_png
from layanan.dokumen.tulisan import kamus, tulis, urai, urai_isi
from layanan.enums import Status
from layanan.models import Konsep, Layanan, TemplatSurat
from layanan.surat import data as surat
from layanan.surat import konsep as konsep_surat
from layanan.surat import templat
from layanan.surat.contoh import contoh_isian, data_contoh
from tests.layanan.bantu import langkah, sampai

SEMUA = [(jenis, d["kode"], d) for jenis in ("kecamatan", "skpd") for d in daftar_layanan(jenis)]
UKURAN = {"A4": (595, 842), "F4": (609, 935)}


def bidang(d):
    return [*d["isian"], *ISIAN_SEKSI.get(d.get("templat", d["kode"]), [])]


@pytest.fixture
def layanan(meja):
    return Layanan.objects.get(kode="KEC-01")


def naskah(layanan, **ubah):
    return templat.naskah_layanan(layanan) | ubah


# -- text and recipe are the same thing


@pytest.mark.parametrize(("jenis", "kode", "d"), SEMUA, ids=[f"{j}-{k}" for j, k, _ in SEMUA])
def test_naskah_bawaan_bolak_balik(jenis, kode, d):
    resep = PETA_TEMPLAT[d.get("templat", kode)]
    teks = tulis(resep)
    kembali, salah = urai(teks, kamus(bidang(d)))
    assert salah == []
    assert tulis(kembali) == teks
    assert [str(b) for b in kembali.isi] == [str(b) for b in resep.isi]


@pytest.mark.parametrize("kertas", UKURAN)
@pytest.mark.parametrize("kode", [d["kode"] for d in daftar_layanan("kecamatan")])
def test_semua_layanan_tercetak_di_setiap_kertas(meja, di_a, kode, kertas):
    """All 25, through the editor's text, as PDF/A on the paper of the service."""
    from io import BytesIO

    x = Layanan.objects.get(kode=kode)
    x.kertas, x.tembusan = kertas, ["Bupati {nama_kabupaten}"]
    resep, salah = urai(templat.naskah_layanan(x), kamus(templat.bidang(x)))
    assert salah == []
    nama, data = data_contoh(x, resep, di_a)
    pdf = PdfReader(BytesIO(susun_pdf(nama, data)))
    kotak = pdf.pages[0].mediabox
    assert (round(kotak.width), round(kotak.height)) == UKURAN[kertas]
    assert "Bupati" in " ".join(h.extract_text() for h in pdf.pages)


@pytest.mark.parametrize(
    ("teks", "baris", "bagian"),
    [
        ("Yth. {tidak_ada}", 1, "tidak dikenal"),
        ("satu\n\n[tabel: saksi]", 3, "tidak ada"),
        ("[isian: apa]", 1, "tidak ada"),
        ("[gambar: x]", 1, "tidak dikenal"),
        ("[pemohon tanpa umur]", 1, "tidak dikenal"),
        ("- satu\n- dua {", 2, "tidak lengkap"),
        ("}{", 1, "tidak lengkap"),
    ],
)
def test_kesalahan_menyebut_barisnya(teks, baris, bagian):
    _, salah = urai_isi(teks, kamus([{"nama": "tujuan", "tipe": "teks"}]))
    assert salah[0].baris == baris
    assert bagian in salah[0].pesan


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_teks_apa_pun_tercetak_atau_ditolak(teks):
    """Typst markup, brackets, control characters: printed as they stand or refused, never run."""
    d = {"templat": "keterangan", "judul": "Surat", "isi": teks + '\n\n#import "@preview/x" $ * _ ` \\ <a>'}
    resep, salah = urai(d, kamus([]))
    if salah:
        return
    nama, data = _data(resep)
    assert susun_png(nama, data, ppi=20)


def _data(resep):
    from datetime import date

    from layanan.dokumen.contoh import KOP, PEJABAT, PEMOHON
    from layanan.dokumen.rakit import data_surat

    return data_surat(
        kode="", kop=KOP, nomor="", tanggal=date(2026, 11, 23), tempat="B", penanda=PEJABAT, pemohon=PEMOHON,
        isian={}, bidang=[], resep=resep,
    )  # fmt: skip


def test_contoh_isian_untuk_setiap_tipe():
    for _, _, d in SEMUA:
        assert all(contoh_isian(bidang(d)).values())


# -- versions of the service's wording


def test_versi_baru_dipakai_surat_baru_saja(meja, layanan, di_a):
    lama = sampai(Status.DIVALIDASI, meja)
    baru = templat.terbitkan(
        layanan=layanan, naskah=naskah(layanan, judul="Judul Baru"), perubahan="Judul", oleh=meja.admin
    )
    assert (baru.versi, baru.keadaan) == (1, "berlaku")
    segar = sampai(Status.DIVALIDASI, meja)
    judul = [surat.konsep(p, di_a, meja.camat)[1]["judul"] for p in (lama, segar)]
    assert judul == ["Legalisasi Surat Keterangan Tidak Mampu", "Judul Baru"]
    templat.terbitkan(layanan=layanan, naskah=None, perubahan="Kembali", oleh=meja.admin)
    assert surat.konsep(segar, di_a, meja.camat)[1]["judul"] == "Judul Baru", "konsepnya menyebut versi 1"
    assert surat.konsep(sampai(Status.DIVALIDASI, meja), di_a, meja.camat)[1]["judul"].startswith(
        "Legalisasi"
    )
    assert list(TemplatSurat.objects.order_by("versi").values_list("keadaan", flat=True)) == [
        "digantikan",
        "berlaku",
    ]


def test_konsep_templat_belum_dipakai(meja, layanan, di_a):
    templat.simpan_konsep(layanan=layanan, naskah=naskah(layanan, judul="X"), perubahan="", oleh=meja.admin)
    templat.simpan_konsep(layanan=layanan, naskah=naskah(layanan, judul="Y"), perubahan="", oleh=meja.admin)
    assert TemplatSurat.objects.get().isi["judul"] == "Y"
    assert surat.konsep(sampai(Status.DIDISTRIBUSI, meja), di_a, meja.camat)[1]["judul"] != "Y"
    terbit = templat.terbitkan(
        layanan=layanan, naskah=naskah(layanan, judul="Y"), perubahan="y", oleh=meja.admin
    )
    assert terbit == TemplatSurat.objects.get()


@pytest.mark.parametrize(
    "ubah",
    [
        {"isi": "{tidak_ada}"},
        {"judul": ""},
        {"templat": "tanda_terima"},
        {"templat": "../surat"},
        {"tembusan": "Yth. {x}"},
        {"lampiran": "tanpa judul"},
        {"berkas": "satu | dua"},
        {"isi": "x" * 13_000},
    ],
)
def test_naskah_salah_tidak_tersimpan(meja, layanan, ubah):
    for fungsi in (templat.simpan_konsep, templat.terbitkan):
        with pytest.raises(MasukanSalah) as galat:
            fungsi(layanan=layanan, naskah=naskah(layanan, **ubah), perubahan="x", oleh=meja.admin)
        assert set(galat.value.bidang) == set(ubah)
    assert not TemplatSurat.objects.exists()


def test_terbit_menuntut_keterangan_dan_perubahan(meja, layanan):
    with pytest.raises(MasukanSalah):
        templat.terbitkan(layanan=layanan, naskah=naskah(layanan), perubahan=" ", oleh=meja.admin)
    with pytest.raises(Bentrok):
        templat.terbitkan(layanan=layanan, naskah=None, perubahan="kembali", oleh=meja.admin)
    assert not TemplatSurat.objects.exists()


@pytest.mark.parametrize(
    "perintah",
    [
        "UPDATE layanan_templatsurat SET isi = '{}'",
        "UPDATE layanan_templatsurat SET versi = 9",
        "UPDATE layanan_templatsurat SET keadaan = 'konsep'",
        "DELETE FROM layanan_templatsurat",
    ],
)
def test_versi_terbit_tidak_berubah(meja, layanan, perintah):
    templat.terbitkan(layanan=layanan, naskah=naskah(layanan), perubahan="x", oleh=meja.admin)
    sebelum = TemplatSurat.objects.values().get()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as k:
        k.execute(perintah)
    assert TemplatSurat.objects.values().get() == sebelum


# -- pages


def gambar(jawaban) -> int:
    return len(re.findall(r"data:image/png;base64,([^\"]+)", jawaban.content.decode()))


def test_halaman_templat(meja, layanan, klien, di_a):
    admin = klien(di_a, meja.admin)
    assert "KEC-01" in admin.get("/templat/").content.decode()
    halaman = admin.get("/templat/KEC-01/")
    assert halaman.status_code == 200
    assert gambar(halaman) >= 1
    isian = naskah(layanan, judul="Judul Uji") | {"perubahan": "Uji", "aksi": "terbitkan"}
    isian = {k: v for k, v in isian.items() if v}
    salah = admin.post("/templat/KEC-01/", isian | {"isi": "Halo {siapa}"})
    assert salah.status_code == 422
    assert "Baris 1" in salah.content.decode()
    assert not TemplatSurat.objects.exists()
    assert admin.post("/templat/KEC-01/", isian).status_code == 302
    assert templat.berlaku("KEC-01").isi["judul"] == "Judul Uji"
    assert admin.post("/templat/KEC-01/", {"aksi": "bawaan"}).status_code == 302
    assert templat.berlaku("KEC-01").isi == {}
    assert admin.get("/templat/KEC-99/").status_code == 404


def test_pratinjau_menggambar_tanpa_menyimpan(meja, layanan, klien, di_a):
    admin = klien(di_a, meja.admin)
    jawaban = admin.post("/templat/KEC-01/pratinjau/", naskah(layanan, isi="Halo {siapa}\n\n<script>"))
    isi = jawaban.content.decode()
    assert gambar(jawaban) >= 1
    assert base64.b64decode(re.search(r"base64,([^\"]+)", isi)[1])[:4] == b"\x89PNG"
    assert "siapa" in isi
    assert "<script>" not in isi
    assert not TemplatSurat.objects.exists()


@pytest.mark.parametrize("siapa", ["fo", "kasi", "sekcam", "camat"])
def test_templat_hanya_untuk_administrator(meja, klien, di_a, siapa):
    k = klien(di_a, getattr(meja, siapa))
    assert k.get("/templat/").status_code == 403
    assert k.post("/templat/KEC-01/", {"aksi": "bawaan"}).status_code == 403
    assert k.post("/templat/KEC-01/pratinjau/", {}).status_code == 403
    assert not TemplatSurat.objects.exists()


def test_menyunting_satu_surat_membatalkan_paraf(meja, klien, di_a):
    p = sampai(Status.DIVALIDASI, meja)
    kasi = klien(di_a, meja.kasi)
    alamat = f"/permohonan/{p.uuid}/surat/"
    halaman = kasi.get(alamat)
    isi = halaman.content.decode()
    assert gambar(halaman) >= 1
    assert p.pemohon_nama in isi or "[pemohon]" in isi
    form = halaman.context["form"].initial
    kirim = {k: v for k, v in form.items() if v} | {"penutup": "Kalimat khusus surat ini."}
    pratinjau = kasi.post(f"{alamat}pratinjau/", kirim)
    assert gambar(pratinjau) >= 1
    versi = Konsep.objects.filter(permohonan=p).count()
    assert kasi.post(alamat, kirim | {"isi": "{salah}"}).status_code == 422
    assert Konsep.objects.filter(permohonan=p).count() == versi
    assert kasi.post(alamat, kirim).status_code == 302
    k = konsep_surat.terkini(p)
    assert k.versi == versi + 1
    assert surat.konsep(p, di_a, meja.camat)[1]["penutup"] == "Kalimat khusus surat ini."
    assert not p.paraf.filter(batal_pada=None).exists()
    p.refresh_from_db()
    assert p.status == Status.DIDISTRIBUSI


def test_siapa_boleh_menyunting_surat(meja, klien, di_a):
    p = sampai(Status.DIDISTRIBUSI, meja)
    alamat = f"/permohonan/{p.uuid}/surat/"
    kirim = {k: v for k, v in klien(di_a, meja.kasi).get(alamat).context["form"].initial.items() if v}
    assert klien(di_a, meja.kasi_lain).get(alamat).status_code == 404
    assert klien(di_a, meja.fo).get(alamat).status_code == 200
    assert klien(di_a, meja.fo).post(alamat, kirim | {"judul": "x"}).status_code == 403
    assert not Konsep.objects.filter(permohonan=p).exists()
    jadi = sampai(Status.DITANDATANGANI, meja)
    versi = Konsep.objects.filter(permohonan=jadi).count()
    assert (
        klien(di_a, meja.kasi).post(f"/permohonan/{jadi.uuid}/surat/", kirim | {"judul": "x"}).status_code
        == 409
    )
    assert Konsep.objects.filter(permohonan=jadi).count() == versi


def test_yang_ditandatangani_adalah_naskah_yang_disunting(meja, klien, di_a):
    from io import BytesIO

    p = sampai(Status.DIDISTRIBUSI, meja)
    naskah_surat = templat.naskah_layanan(p.layanan) | {"penutup": "Kalimat unik zebra."}
    isi = konsep_surat.isi_awal(p) | {templat.KUNCI: naskah_surat}
    actions.ubah_konsep(permohonan=p, isi=isi, oleh=meja.kasi)
    for nama in ("validasi", "paraf"):
        p = langkah(p, nama, meja)
    d = actions.tandatangani(permohonan=p, oleh=meja.camat)
    teks = PdfReader(BytesIO(d.berkas.bita())).pages[0].extract_text()
    assert "Kalimat unik zebra" in teks
