"""What the pages do: residents' answers, the inbox, the list, the intake form, and their number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from layanan.enums import Status
from layanan.models import Permohonan
from tests.layanan.bantu import ajukan, buat_meja, langkah, nik_baru, sampai, unggahan
from tests.layanan.test_perjalanan import isian_formulir


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def fo(klien, instansi_a, orang):
    return klien(instansi_a, orang.fo)


def data_formulir(di, instansi, **ubah):
    from layanan.models import Layanan

    with di(instansi):
        return isian_formulir(Layanan.objects.get(kode="KEC-01"), **ubah)


def test_beranda_mencari_layanan(klien, instansi_a):
    warga = klien(instansi_a)
    semua = warga.get("/").content.decode()
    assert semua.count('href="/layanan/KEC-') == 25
    assert semua.count("<script") == 1, "only the small form script; the page works without it"
    cari = warga.get("/?q=waris").content.decode()
    assert cari.count('href="/layanan/KEC-') == 1
    assert "Layanan itu tidak ada di sini" in warga.get("/?q=xyzzy").content.decode()


def test_beranda_membawa_petugas_ke_mejanya(klien, instansi_a, orang, buat_orang, di):
    with di(instansi_a):
        walidata = buat_orang("pengelola_data")
    assert klien(instansi_a, orang.fo).get("/").url == "/meja/"
    assert klien(instansi_a, walidata).get("/").url == "/data/", "no service desk: where the menu begins"


def test_rincian_layanan_memuat_standar(klien, instansi_a):
    isi = klien(instansi_a).get("/layanan/KEC-01/").content.decode()
    for teks in ("1 jam", "Gratis", "Surat pernyataan tidak mampu", "Seksi Kemasyarakatan", "PP 17/2018"):
        assert teks in isi


def test_lacak_dengan_formulir(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = sampai(Status.DIDISTRIBUSI, orang)
    warga = klien(instansi_a)
    jawaban = warga.get("/lacak/", {"kode": p.kode_lacak_tampil.lower()}, follow=True)
    isi = jawaban.content.decode()
    assert jawaban.status_code == 200
    assert "Sedang diproses" in isi
    assert "Siti Contoh" not in isi
    assert "didistribusi" not in isi.lower().replace("kerja", ""), "no internal status names"
    assert warga.get("/lacak/", {"kode": "salah"}).status_code == 404
    assert jawaban["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("status", list(Status))
def test_setiap_status_terbaca_warga(klien, instansi_a, orang, di, status):
    with di(instansi_a):
        p = sampai(status, orang)
    assert klien(instansi_a).get(f"/lacak/{p.kode_lacak}/").status_code == 200


@pytest.mark.parametrize("status", list(Status))
@pytest.mark.parametrize("peran", ["fo", "kasi", "sekcam", "camat"])
def test_layar_kerja_di_setiap_status(klien, instansi_a, orang, di, status, peran):
    """Buttons are exactly those of ALUR."""
    from layanan.workflow import tindakan

    with di(instansi_a):
        p = sampai(status, orang)
        boleh = {t.nama for t in tindakan(p, orang.yang(peran))}
        terlihat = Permohonan.objects.untuk(orang.yang(peran)).filter(pk=p.pk).exists()
    jawaban = klien(instansi_a, orang.yang(peran)).get(f"/permohonan/{p.uuid}/")
    assert jawaban.status_code == (200 if terlihat else 404)
    if terlihat:
        isi = jawaban.content.decode()
        from layanan.views.laku import PANEL_LAIN
        from layanan.workflow import ALUR

        cara = (f'formaction="/permohonan/{p.uuid}/{{n}}/"', 'id="langkah-{n}"', '"?langkah={n}#panel"')
        assert {n for n in ALUR if any(c.format(n=n) in isi for c in cara)} == boleh
        for nama in boleh & set(PANEL_LAIN):
            buka = klien(instansi_a, orang.yang(peran)).get(f"/permohonan/{p.uuid}/?langkah={nama}")
            assert f'action="/permohonan/{p.uuid}/{nama}/"' in buka.content.decode()


def test_meja_menghitung_dengan_benar(klien, instansi_a, orang, di, fo):
    with di(instansi_a):
        for _ in range(2):
            ajukan(orang.fo)
        sampai(Status.DITANDATANGANI, orang)
        telat = sampai(Status.DIDISTRIBUSI, orang)
        Permohonan.objects.filter(pk=telat.pk).update(janji_selesai="2020-01-01T00:00:00Z")
    isi = fo.get("/meja/").content.decode()
    assert "Periksa berkas (2)" in isi
    assert "Serahkan (1)" in isi
    assert fo.get("/meja/?langkah=serahkan").content.decode().count("REG-") >= 1
    kasi = klien(instansi_a, orang.kasi).get("/meja/").content.decode()
    assert telat.nomor_registrasi in kasi
    assert "Terlambat" in kasi
    assert "Tidak ada yang menunggu Anda" in klien(instansi_a, orang.camat).get("/meja/").content.decode()


def test_sesudah_satu_yang_berikut_terbuka(instansi_a, orang, di, fo):
    with di(instansi_a):
        a, b = ajukan(orang.fo), ajukan(orang.fo)
        data = {f"syarat_{s.pk}": "sesuai" for s in a.persyaratan.all()}
    jawaban = fo.post(f"/permohonan/{a.uuid}/setujui/", data | {"teruskan": "on"})
    assert jawaban["Location"] == f"/permohonan/{b.uuid}/"
    with di(instansi_a):
        assert Permohonan.objects.get(pk=a.pk).status == Status.DIDISTRIBUSI
        data = {f"syarat_{s.pk}": "sesuai" for s in b.persyaratan.all()}
    jawaban = fo.post(f"/permohonan/{b.uuid}/setujui/", data | {"teruskan": "on"}, follow=True)
    assert jawaban.redirect_chain[-1][0] == "/meja/"


def test_formulir_salah_422_dan_isian_tetap(instansi_a, di, fo):
    data = data_formulir(di, instansi_a, nik="6310013208459901", nama="Tetap Ada", isian_tujuan="")
    jawaban = fo.post("/permohonan/baru/KEC-01/", data)
    isi = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert "Tetap Ada" in isi
    assert "ringkasan-galat" in isi
    with di(instansi_a):
        assert not Permohonan.objects.exists()


def test_berkas_menyamar_422_di_samping_syaratnya(instansi_a, di, fo):
    data = data_formulir(di, instansi_a)
    kunci = next(k for k in data if k.endswith("_dibawa")).replace("_dibawa", "_berkas")
    data[kunci] = unggahan("ktp.pdf", b"MZ\x90\x00 bukan pdf")
    jawaban = fo.post("/permohonan/baru/KEC-01/", data)
    assert jawaban.status_code == 422
    assert "bidang-galat" in jawaban.content.decode()
    with di(instansi_a):
        from inti.berkas.models import Berkas

        assert not Permohonan.objects.exists()
        assert not Berkas.objects.exists()


def test_nik_mengisi_yang_kosong_saja(instansi_a, orang, di, fo):
    nik = nik_baru()
    with di(instansi_a):
        lama = ajukan(orang.fo, nik=nik, nama="Noor Halimah", alamat="RT 09")
    jawaban = fo.post(
        "/permohonan/baru/KEC-01/nik/", {"nik": nik, "alamat": "Alamat baru"}, headers={"HX-Request": "true"}
    )
    isi = jawaban.content.decode()
    assert "Noor Halimah" in isi
    assert "Alamat baru" in isi
    assert "RT 09" not in isi
    assert lama.nomor_registrasi in isi, "permohonan yang sama masih terbuka"
    assert 'id="pemohon"' in isi
    assert "<html" not in isi
    salah = fo.post(
        "/permohonan/baru/KEC-01/nik/", {"nik": "6310013208459901"}, headers={"HX-Request": "true"}
    )
    assert "bukan tanggal lahir" in salah.content.decode()
    penuh = fo.post("/permohonan/baru/KEC-01/nik/", {"nik": nik})
    assert "<html" in penuh.content.decode(), "tanpa JavaScript halaman utuh"


def test_daftar_mencari_menyaring_dan_mengekspor(instansi_a, orang, di, fo):
    nik = nik_baru()
    with di(instansi_a):
        a = ajukan(orang.fo, nik=nik, nama="Noor Halimah")
        b = sampai(Status.DIDISTRIBUSI, orang, nama="=RUMUS()")
    for q, ada in ((nik, a), ("halimah", a), (b.nomor_registrasi, b)):
        isi = fo.post("/permohonan/", {"q": q}, follow=True).content.decode()
        assert ada.nomor_registrasi in isi
        assert (a if ada == b else b).nomor_registrasi not in isi
    isi = fo.get("/permohonan/", {"status": "didistribusi"}).content.decode()
    assert b.nomor_registrasi in isi
    assert a.nomor_registrasi not in isi
    csv = fo.get("/permohonan/", {"ekspor": "csv"}).getvalue().decode("utf-8-sig")
    assert csv.count("REG-") == 2
    assert "'=RUMUS()" in csv
    assert nik not in csv


@pytest.mark.parametrize("url", ["/permohonan/", "/meja/"])
def test_jumlah_kueri_tidak_tumbuh(instansi_a, orang, di, fo, url):
    def hitung():
        fo.get(url)
        with CaptureQueriesContext(
            connection,
        ) as c:
            assert fo.get(url).status_code == 200
        return len([q for q in c.captured_queries if "AUTHORIZATION" not in q["sql"]])

    with di(instansi_a):
        p = ajukan(orang.fo)
    satu = hitung()
    with di(instansi_a):
        salin(p, 49)
    assert hitung() == satu
    assert satu <= 12


def salin(p, jumlah):
    """More rows without the cost of an action each."""
    baru = []
    for n in range(jumlah):
        q = Permohonan.objects.get(pk=p.pk)
        q.pk, q.nomor_registrasi, q.kode_lacak = None, f"SALIN-{n}", f"SALIN{n:07d}"
        import uuid

        q.uuid = uuid.uuid4()
        baru.append(q)
    Permohonan.objects.bulk_create(baru)


def test_palet_menemukan(instansi_a, orang, di, fo):
    with di(instansi_a):
        p = ajukan(orang.fo, nama="Noor Halimah")
    isi = fo.post("/ui/cari", {"q": "halimah"}).content.decode()
    assert str(p.uuid) in isi
    assert "/permohonan/baru/KEC-02/" in fo.post("/ui/cari", {"q": "waris"}).content.decode()


def test_penolakan_dan_pengajuan_kembali_di_layar(instansi_a, orang, di, fo):
    with di(instansi_a):
        p = sampai(Status.DITOLAK, orang)
    layar = fo.get(f"/permohonan/{p.uuid}/").content.decode()
    assert "Perbaikan yang dibawa pemohon" in layar
    assert "Salinan KK tidak terbaca." in layar
    kosong = fo.post(f"/permohonan/{p.uuid}/ajukan_kembali/")
    assert kosong.status_code == 422
    with di(instansi_a):
        langkah(p, "ajukan_kembali", orang)
    assert "Pengajuan ke-2" in fo.get(f"/permohonan/{p.uuid}/").content.decode()
