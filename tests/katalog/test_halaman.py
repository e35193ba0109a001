"""The screens of the catalogue: who enters, what they say, what they store, how many queries they need."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layanan.enums import KeadaanVersi as V
from layanan.katalog import actions
from layanan.katalog.models import Maklumat
from layanan.models import Layanan
from tests.layanan.bantu import ajukan, buat_meja

HALAMAN = [
    "/katalog/", "/katalog/baru/", "/katalog/impor/", "/katalog/maklumat/", "/katalog/ekspor.json",
    "/katalog/skema.json", "/katalog/KEC-01/", "/katalog/KEC-01/ekspor.json", "/katalog/klasifikasi/?q=waris",
]  # fmt: skip
BAGIAN = ["identitas", "persyaratan", "isian", "waktu", "hukum", "alur", "surat", "standar"]


@pytest.mark.parametrize("alamat", HALAMAN)
@pytest.mark.parametrize("peran", ["operator", "pelaksana", "koordinator", "penanggung_jawab"])
def test_hanya_administrator(klien, instansi_a, buat_orang, admin, alamat, peran):
    assert klien(instansi_a, buat_orang(peran, di=instansi_a)).get(alamat).status_code == 403
    assert admin.get(alamat).status_code == 200


@pytest.mark.parametrize(
    "aksi", ["buat-konsep", "buka-tutup", "konsep/terbitkan", "konsep/buang", "konsep/pratinjau"]
)
def test_menulis_hanya_dengan_post_oleh_administrator(klien, instansi_a, buat_orang, admin, di, aksi):
    alamat = f"/katalog/KEC-01/{aksi}/"
    assert admin.get(alamat).status_code == 405
    assert klien(instansi_a, buat_orang("operator", di=instansi_a)).post(alamat).status_code == 403
    with di(instansi_a):
        assert Layanan.objects.filter(kode="KEC-01").count() == 1


def test_daftar_menunjukkan_konsep_dan_yang_berjalan_di_versi_lama(admin, instansi_a, buat_orang, di):
    with di(instansi_a):
        meja = buat_meja(buat_orang)
        ajukan(meja.fo)
        actions.buat_konsep(kode="KEC-01", oleh=meja.admin)
        actions.ubah_konsep(kode="KEC-01", nilai={"waktu_nilai": 2}, oleh=meja.admin)
        actions.terbitkan(kode="KEC-01", perubahan="x", oleh=meja.admin)
        actions.buat_konsep(kode="KEC-02", oleh=meja.admin)
    admin.get("/katalog/")
    with CaptureQueriesContext(connection) as c:
        isi = admin.get("/katalog/").content.decode()
    katalog = [
        q
        for q in c.captured_queries
        if 'FROM "layanan_layanan"' in q["sql"] or 'FROM "layanan_seksi"' in q["sql"]
    ]
    assert len(katalog) == 4, "standards without a decree, count, page, seksi of the filter"
    assert isi.count('href="/katalog/KEC-') == 25
    assert "Ada konsep" in isi
    rincian = admin.get("/katalog/KEC-01/").content.decode()
    assert "1 permohonan berjalan memakai versi lama" in rincian
    assert "Versi 2" in rincian


@pytest.mark.parametrize("bagian", BAGIAN)
def test_setiap_bagian_terbuka_dan_disimpan_tanpa_mengubah(admin, instansi_a, di, bagian):
    """What a form shows, it sends back: saving an untouched section changes nothing, in any of the 25 services."""
    from layanan.katalog.naskah import naskah

    for kode in ("KEC-01", "KEC-02", "KEC-10", "KEC-22", "KEC-23"):
        admin.post(f"/katalog/{kode}/buat-konsep/")
        alamat = f"/katalog/{kode}/konsep/{bagian}/"
        jawaban = admin.get(alamat)
        assert jawaban.status_code == 200
        with di(instansi_a):
            sebelum = naskah(Layanan.objects.get(kode=kode, keadaan=V.KONSEP))
        assert admin.post(alamat, isian_dari(jawaban)).status_code == 302
        with di(instansi_a):
            assert naskah(Layanan.objects.get(kode=kode, keadaan=V.KONSEP)) == sebelum


def isian_dari(jawaban):
    """What a browser would send for the form as it came."""
    konteks = jawaban.context
    if "rangkaian" in konteks:
        r = konteks["rangkaian"]
        data = {f"{r.prefix}-{n}": b.value() for n, b in ((x.name, x) for x in r.management_form)}
        formulir = list(r)
    else:
        data, formulir = {}, [konteks["form"]]
    for f in formulir:
        for b in f:
            nilai = b.field.prepare_value(b.value()) if hasattr(b.field, "prepare_value") else b.value()
            if nilai not in (None, False, ""):
                data[b.html_name] = "on" if nilai is True else nilai
    return data | {"dari": konteks["dari"] if "dari" in konteks else konteks["form"].initial["dari"]}


def test_isian_baru_dengan_pilihan_dan_tabel(admin, instansi_a, di):
    admin.post("/katalog/KEC-01/buat-konsep/")
    data = {
        "baris-TOTAL_FORMS": "3", "baris-INITIAL_FORMS": "0", "baris-MIN_NUM_FORMS": "0", "baris-MAX_NUM_FORMS": "80",
        "baris-0-label": "Warna rumah", "baris-0-tipe": "pilihan", "baris-0-pilihan": "merah\nputih", "baris-0-ORDER": "2",
        "baris-1-label": "Anggota keluarga", "baris-1-tipe": "tabel", "baris-1-pilihan": "nama\nNIK", "baris-1-wajib": "on",
        "baris-1-ORDER": "1", "baris-2-label": "Hasil periksa", "baris-2-tipe": "teks_panjang", "baris-2-seksi": "on",
        "baris-2-ORDER": "3",
    }  # fmt: skip
    pratinjau = admin.post("/katalog/KEC-01/konsep/pratinjau/", data).content.decode()
    assert "Warna rumah" in pratinjau
    assert "Merah" in pratinjau
    assert "Hasil periksa" in pratinjau
    assert admin.post("/katalog/KEC-01/konsep/isian/", data).status_code == 302
    with di(instansi_a):
        x = Layanan.objects.get(kode="KEC-01", keadaan=V.KONSEP)
        assert x.isian == [
            {"nama": "anggota_keluarga", "label": "Anggota keluarga (nama, NIK)", "tipe": "tabel", "wajib": True},
            {"nama": "warna_rumah", "label": "Warna rumah", "tipe": "pilihan", "wajib": False, "pilihan": ["merah", "putih"]},
        ]  # fmt: skip
        assert [b["nama"] for b in x.isian_seksi] == ["hasil_periksa"]


@pytest.mark.parametrize(
    ("bagian", "data"),
    [
        ("identitas", {"nama": "x"}),
        ("waktu", {"waktu_nilai": "0", "waktu_satuan": "abad", "biaya": "-1"}),
        ("waktu", {"waktu_nilai": "1", "waktu_satuan": "jam", "biaya": "5000", "biaya_keterangan": ""}),
        ("alur", {"perlu_ttd": "1"}),
        ("alur", {"perlu_ttd": "1", "penandatangan_1": "koordinator", "paraf_1": "koordinator"}),
        ("alur", {"perlu_ttd": "0", "penerbit_luar": ""}),
        ("hukum", {"dasar_hukum": "  \n "}),
        ("surat", {"kode_klasifikasi": "123.456", "templat": "KEC-01", "kertas": "A4"}),
        ("surat", {"kode_klasifikasi": "400", "templat": "KEC-99", "kertas": "A0"}),
        ("persyaratan", {"baris-TOTAL_FORMS": "1", "baris-INITIAL_FORMS": "0", "baris-0-nama": "x", "baris-0-bentuk": "asli"}),
        ("isian", {"baris-TOTAL_FORMS": "1", "baris-INITIAL_FORMS": "0", "baris-0-label": "Warna", "baris-0-tipe": "pilihan"}),
        ("isian", {"baris-TOTAL_FORMS": "1", "baris-INITIAL_FORMS": "0", "baris-0-label": "Warna", "baris-0-tipe": "sulap"}),
        ("isian", {}),
    ],
)  # fmt: skip
def test_isian_salah_422_dan_konsep_tetap(admin, instansi_a, di, bagian, data):
    from layanan.katalog.naskah import naskah

    admin.post("/katalog/KEC-01/buat-konsep/")
    with di(instansi_a):
        sebelum = naskah(Layanan.objects.get(kode="KEC-01", keadaan=V.KONSEP))
    assert admin.post(f"/katalog/KEC-01/konsep/{bagian}/", data).status_code == 422
    with di(instansi_a):
        assert naskah(Layanan.objects.get(kode="KEC-01", keadaan=V.KONSEP)) == sebelum


def test_ubah_banding_terbit_lewat_halaman(admin, instansi_a, di):
    assert admin.get("/katalog/KEC-01/konsep/").status_code == 404
    admin.post("/katalog/KEC-01/buat-konsep/")
    assert "masih sama" in admin.get("/katalog/KEC-01/konsep/").content.decode()
    awal = isian_dari(admin.get("/katalog/KEC-01/konsep/waktu/"))
    admin.post(
        "/katalog/KEC-01/konsep/waktu/",
        awal | {"waktu_nilai": "3", "biaya": "Rp5.000", "biaya_keterangan": "Perda 1/2026"},
    )
    banding = admin.get("/katalog/KEC-01/konsep/banding/").content.decode()
    for teks in ("1 jam", "3 jam", "5.000", "Perda 1/2026"):
        assert teks in banding
    warga = admin.get("/layanan/KEC-01/").content.decode()
    assert "1 jam" in warga
    assert admin.post("/katalog/KEC-01/konsep/terbitkan/", {"alasan": ""}).status_code == 302
    with di(instansi_a):
        assert Layanan.objects.terkini().get(kode="KEC-01").versi == 1
    admin.post("/katalog/KEC-01/konsep/terbitkan/", {"alasan": "Waktu disesuaikan"})
    warga = admin.get("/layanan/KEC-01/").content.decode()
    assert "3 jam" in warga
    assert "Rp5.000" in warga
    assert "Waktu disesuaikan" in admin.get("/katalog/KEC-01/").content.decode()


def test_buang_perlu_kode(admin, instansi_a, di):
    admin.post("/katalog/KEC-01/buat-konsep/")
    assert admin.post("/katalog/KEC-01/konsep/buang/", {"konfirmasi_nomor": "KEC-02"}).status_code == 422
    with di(instansi_a):
        assert Layanan.objects.filter(kode="KEC-01", keadaan=V.KONSEP).exists()
    assert admin.post("/katalog/KEC-01/konsep/buang/", {"konfirmasi_nomor": "kec-01"}).status_code == 302
    with di(instansi_a):
        assert not Layanan.objects.filter(kode="KEC-01", keadaan=V.KONSEP).exists()


def test_14_komponen_bagi_warga(klien, instansi_a):
    warga = klien(instansi_a)
    for alamat in ("/standar/KEC-01/", "/layanan/KEC-01/"):
        isi = warga.get(alamat).content.decode()
        for judul in (
            "Persyaratan", "Sistem, mekanisme, dan prosedur", "Jangka waktu pelayanan", "Biaya/tarif", "Produk pelayanan",
            "Penanganan pengaduan", "Dasar hukum", "Sarana, prasarana", "Kompetensi pelaksana", "Pengawasan internal",
            "Jumlah pelaksana", "Jaminan pelayanan", "Jaminan keamanan", "Evaluasi kinerja pelaksana",
        ):  # fmt: skip
            assert judul in isi
    assert warga.get("/standar/KEC-99/").status_code == 404


def test_komponen_sendiri_dan_catatan_yang_tidak_terlihat_warga(admin, klien, instansi_a):
    admin.post("/katalog/KEC-05/buat-konsep/")
    awal = isian_dari(admin.get("/katalog/KEC-05/konsep/standar/"))
    admin.post("/katalog/KEC-05/konsep/standar/", awal | {"sarana": "Aula baru\nRuang laktasi"})
    admin.post("/katalog/KEC-05/konsep/terbitkan/", {"alasan": "Sarana"})
    warga = klien(instansi_a)
    isi = warga.get("/standar/KEC-05/").content.decode()
    assert "Ruang laktasi" in isi
    assert "K1 masih menyebut" not in isi + warga.get("/layanan/KEC-05/").content.decode()
    assert "K1 masih menyebut" in admin.get("/katalog/KEC-05/").content.decode()


def test_maklumat_lewat_halaman(admin, klien, instansi_a, di):
    warga = klien(instansi_a)
    assert "belum ditetapkan" in warga.get("/maklumat/").content.decode()
    form = admin.get("/katalog/maklumat/").context["form"]
    data = {n: form.get_initial_for_field(f, n) for n, f in form.fields.items()}
    data |= {"mulai": f"{data['mulai']:%d-%m-%Y}", "nama": "Dra. Contoh Kepala", "nip": "197001012000011001"}
    assert admin.post("/katalog/maklumat/", data | {"mulai": "01-01-2020"}).status_code == 422
    assert admin.post("/katalog/maklumat/", data | {"nama": ""}).status_code == 422
    with di(instansi_a):
        assert not Maklumat.objects.exists()
    assert admin.post("/katalog/maklumat/", data).status_code == 302
    isi = warga.get("/maklumat/").content.decode()
    assert "Dra. Contoh Kepala" in isi
    assert "sanggup menyelenggarakan" in isi


def test_klasifikasi_dicari_sambil_mengetik(admin):
    isi = admin.get("/katalog/klasifikasi/?kode_klasifikasi=waris").content.decode()
    assert 'data-kode="400.12.3.1"' in isi or "waris" in isi.lower()
    assert 'data-kode="400.12' in admin.get("/katalog/klasifikasi/?q=400.12").content.decode()
    assert "Tidak ada klasifikasi" in admin.get("/katalog/klasifikasi/?q=zzzz").content.decode()
