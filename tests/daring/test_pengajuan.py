"""From the resident's first page to the permohonan, and back after a refusal; strangers get nothing."""

import re

import pytest
from django.db import connection

from inti.notifikasi.models import Surat
from layanan.daring import actions
from layanan.daring.kode import kirim_kode
from layanan.daring.models import KodeKontak, PengajuanDaring
from layanan.enums import Kanal, Status, StatusSyarat
from layanan.models import Draf, Layanan, Permohonan
from tests.layanan.bantu import ajukan, langkah, nik_baru, potret, unggahan

DIRI = {
    "nama": "Siti Contoh",
    "tempat_lahir": "Batulicin",
    "tanggal_lahir": "17-08-1985",
    "jenis_kelamin": "L",
}
ALAMAT = {
    "alamat": "Gang Rahasia 7",
    "desa": "Batulicin",
    "telepon": "0812-3456-7890",
    "surel": "siti@contoh.test",
}
ISIAN = {"isian_tujuan": "pendidikan", "isian_nomor_surat_desa": "145/01/2026",
         "isian_tanggal_surat_desa": "2 November 2026", "keperluan": "Persyaratan sekolah"}  # fmt: skip


def mulai(k):
    alamat = k.post("/daring/baru/KEC-01/")["Location"]
    return re.match(r"(/daring/isi/[0-9a-f-]{36}/)diri/", alamat)[1]


def isi(k, dasar, nik=None, **lain):
    semua = {"diri": DIRI | {"nik": nik or nik_baru()}, "alamat": ALAMAT, "wakil": {"bertindak_sebagai": "sendiri"},
             "isian": ISIAN} | lain  # fmt: skip
    for nama, data in semua.items():
        jawaban = k.post(f"{dasar}{nama}/", data)
        assert jawaban.status_code == 302, (nama, jawaban.content.decode()[:4000])


def unggah_semua(k, dasar, di, instansi):
    with di(instansi):
        syarat = [(s.pk, s.kode) for s in Layanan.objects.terkini().get(kode="KEC-01").persyaratan.all()]
    for pk, kode in syarat:
        assert (
            k.post(f"{dasar}berkas/{kode}/", {f"syarat_{pk}_berkas": unggahan(f"s{pk}.pdf")}).status_code
            == 302
        )


@pytest.fixture
def terkirim(warga, di, instansi_a):
    """(client, permohonan) of a resident who sent everything."""
    k = warga()
    dasar = mulai(k)
    isi(k, dasar)
    unggah_semua(k, dasar, di, instansi_a)
    assert k.post(f"{dasar}tinjau/", {"persetujuan": "on", "boleh_surel": "on"}).status_code == 302
    with di(instansi_a):
        return k, Permohonan.objects.get()


def test_dari_awal_sampai_terkirim(terkirim, klien, orang, instansi_a, di):
    k, p = terkirim
    assert (p.kanal, p.status, p.petugas_input) == (Kanal.DARING, Status.DIAJUKAN, None)
    with di(instansi_a):
        assert p.persetujuan.kanal == Kanal.DARING
        assert p.persetujuan.dicatat_oleh is None
        assert (p.boleh_surel, p.boleh_wa) == (True, False)
        assert not Draf.objects.exists()
        assert all(s.berkas_id and s.status == StatusSyarat.BELUM for s in p.persyaratan.all())
        assert PengajuanDaring.objects.get().permohonan == p
    halaman = k.get("/daring/terkirim/").content.decode()
    assert p.nomor_registrasi in halaman
    assert p.kode_lacak_tampil in halaman
    fo = klien(instansi_a, orang.fo)
    assert p.nomor_registrasi in fo.get("/meja/").content.decode()
    kerja = fo.get(f"/permohonan/{p.uuid}/")
    assert kerja.status_code == 200
    assert "Daring" in kerja.content.decode()
    assert p.nomor_registrasi in k.get("/daring/").content.decode(), "listed for who proved the address"


def test_alurnya_berlanjut_seperti_biasa(terkirim, orang, instansi_a, di):
    """`petugas_input` is empty; the constraints and the desks cope."""
    _, p = terkirim
    with di(instansi_a):
        for nama in ("setujui", "distribusikan", "validasi"):
            p = langkah(p, nama, orang)
        assert p.status == Status.DIVALIDASI


def test_tanpa_javascript_dan_ringan(warga, di, instansi_a):
    k = warga()
    dasar = mulai(k)
    for alamat in ("/daring/", f"{dasar}diri/", f"{dasar}berkas/", f"{dasar}tinjau/"):
        jawaban = k.get(alamat)
        assert jawaban.status_code == 200
        assert jawaban.content.decode().count("<script") == 1, "only the small form script"
        assert "data-draf" not in jawaban.content.decode(), "nothing is kept in the browser"
        assert len(jawaban.content) < 40_000
        assert "no-store" in jawaban["Cache-Control"]


def test_langkah_yang_salah_422_tetapi_tersimpan(warga, instansi_a, di):
    k = warga()
    dasar = mulai(k)
    jawaban = k.post(f"{dasar}diri/", DIRI | {"nik": "123", "nama": "Tetap Ada"})
    assert jawaban.status_code == 422
    assert "Tetap Ada" in k.get(f"{dasar}diri/").content.decode()
    with di(instansi_a):
        assert Draf.objects.get().langkah == 0


def test_belum_lengkap_tidak_terkirim(warga, instansi_a, di):
    k = warga()
    dasar = mulai(k)
    isi(k, dasar)
    jawaban = k.post(f"{dasar}tinjau/", {"persetujuan": "on"})
    assert jawaban.status_code == 422
    assert "Unggah foto" in jawaban.content.decode()
    with di(instansi_a):
        assert not Permohonan.objects.exists()
        assert Draf.objects.exists()


def test_tanpa_persetujuan_tidak_terkirim(warga, instansi_a, di):
    k = warga()
    dasar = mulai(k)
    isi(k, dasar)
    unggah_semua(k, dasar, di, instansi_a)
    assert k.post(f"{dasar}tinjau/", {}).status_code == 422
    with di(instansi_a):
        assert not Permohonan.objects.exists()


def test_draf_orang_lain_404(warga, klien, instansi_a, di):
    dasar = mulai(warga())
    lain = warga("lain@contoh.test")
    for alamat in (f"{dasar}diri/", f"{dasar}berkas/", f"{dasar}tinjau/", dasar):
        assert lain.get(alamat).status_code == 404
        assert klien(instansi_a).get(alamat)["Location"] == "/daring/bukti/", "nobody is asked to prove first"
    assert lain.post(f"{dasar}diri/", DIRI | {"nik": nik_baru(), "nama": "Penyusup"}).status_code == 404
    assert lain.post(f"{dasar}hapus/").status_code == 404
    with di(instansi_a):
        assert Draf.objects.get().isi.get("nama") is None


def test_dilanjutkan_dari_gawai_lain_lewat_surel(warga, instansi_a, di):
    k = warga()
    dasar = mulai(k)
    isi(k, dasar)
    with di(instansi_a):
        tautan = re.search(
            r"http\S+(/daring/isi/\S+)", Surat.objects.filter(subjek__startswith="Isian").get().isi_teks
        )[1]
    assert tautan == dasar
    baru = warga()
    assert baru.get(tautan)["Location"] == f"{dasar}berkas/"


def test_draf_tersandi_di_basis_data(warga, instansi_a, di):
    k = warga("siti@contoh.test")
    nik = nik_baru()
    isi(k, mulai(k), nik=nik)
    with di(instansi_a), connection.cursor() as kursor:
        mentah = ""
        for tabel in ("layanan_draf", "daring_kodekontak", "akun_sesi"):
            kursor.execute(f"SELECT * FROM {tabel}")
            mentah += repr(kursor.fetchall())
    for rahasia in (nik, "Gang Rahasia", "siti@contoh.test", "Siti Contoh"):
        assert rahasia not in mentah


def test_permohonan_lama_orang_itu_tidak_diceritakan(warga, orang, instansi_a, di):
    """Who types a NIK has proven nothing: only the FO sees that there is an earlier permohonan."""
    nik = nik_baru()
    with di(instansi_a):
        lama = ajukan(orang.fo, nik=nik, nama="Noor Halimah")
    k = warga()
    dasar = mulai(k)
    isi(k, dasar, nik=nik)
    unggah_semua(k, dasar, di, instansi_a)
    tinjau = k.get(f"{dasar}tinjau/").content.decode()
    assert lama.nomor_registrasi not in tinjau
    assert "Halimah" not in tinjau
    k.post(f"{dasar}tinjau/", {"persetujuan": "on"})
    with di(instansi_a):
        p = Permohonan.objects.exclude(pk=lama.pk).get()
        assert p.riwayat.get().rinci["ganda_ditegaskan"] == [lama.nomor_registrasi]


def test_layanan_tanpa_kanal_daring_404(warga, klien, instansi_a, di):
    with di(instansi_a):
        kode = next(x.kode for x in Layanan.objects.aktif() if "warga" not in x.pemohon)
    assert warga().post(f"/daring/baru/{kode}/").status_code == 404
    assert klien(instansi_a).get("/daring/baru/KEC-99/").status_code == 404


def test_instansi_lain_tidak_mengenal_bukti(warga, klien, instansi_b):
    k = warga()
    b = klien(instansi_b)
    b.cookies = k.cookies
    assert "sudah terbukti" not in b.get("/daring/").content.decode()


# -- repair (Ps 9 ayat 3) -----------------------------------------------------------------------------------------


@pytest.fixture
def ditolak(terkirim, orang, instansi_a, di):
    k, p = terkirim
    with di(instansi_a):
        p = langkah(p, "tolak", orang)
        gagal = p.persyaratan.get(status=StatusSyarat.TIDAK_SESUAI)
    return k, p, gagal


def test_memperbaiki_lewat_kode_lacak(ditolak, klien, instansi_a, kode_terakhir, di):
    _, p, gagal = ditolak
    k = klien(instansi_a)
    lacak = k.get(f"/lacak/{p.kode_lacak}/").content.decode()
    assert f"/daring/perbaiki/{p.kode_lacak}/" in lacak
    assert k.get(f"/daring/perbaiki/{p.kode_lacak}/berkas/").status_code == 302, "not before the code"
    halaman = k.get(f"/daring/perbaiki/{p.kode_lacak}/").content.decode()
    assert "siti@" not in halaman
    k.post(f"/daring/perbaiki/{p.kode_lacak}/")
    assert k.post("/daring/kode/", {"kode": kode_terakhir()})["Location"].endswith("/berkas/")
    formulir = k.get(f"/daring/perbaiki/{p.kode_lacak}/berkas/").content.decode()
    assert formulir.count('type="file"') == 1, "only what failed"
    kosong = k.post(f"/daring/perbaiki/{p.kode_lacak}/berkas/", {})
    assert kosong.status_code == 422
    jawaban = k.post(
        f"/daring/perbaiki/{p.kode_lacak}/berkas/", {f"syarat_{gagal.pk}_berkas": unggahan("baru.pdf")}
    )
    assert jawaban.status_code == 302
    with di(instansi_a):
        q = Permohonan.objects.get()
        assert (q.status, q.pengajuan_ke, q.nomor_registrasi) == (Status.DIAJUKAN, 2, p.nomor_registrasi)
        assert q.persyaratan.get(pk=gagal.pk).berkas.nama == "baru.pdf"
        assert q.riwayat.latest("pk").oleh is None
    assert k.get(f"/daring/perbaiki/{p.kode_lacak}/").status_code == 404, "nothing waits any more"


def test_bukti_untuk_permohonan_lain_tidak_berlaku(ditolak, warga, orang, instansi_a, di):
    _, p, gagal = ditolak
    lain = warga("lain@contoh.test")
    assert lain.get(f"/daring/perbaiki/{p.kode_lacak}/berkas/").status_code == 302
    with di(instansi_a):
        from inti.errors import TidakBerhak

        sebelum = potret(p)
        q = langkah(ajukan(orang.fo), "tolak", orang)
        bukti = kirim_kode(jenis="surel", kontak="x@contoh.test", tujuan="perbaiki", permohonan=q)
        for b in (bukti, KodeKontak.objects.filter(tujuan="ajukan").first()):
            with pytest.raises(TidakBerhak):
                actions.perbaiki(bukti=b, permohonan=p, unggahan={gagal.pk: unggahan()})
        assert potret(p) == sebelum


def test_tanpa_kontak_diarahkan_ke_loket(klien, orang, instansi_a, di):
    with di(instansi_a):
        p = langkah(ajukan(orang.fo), "tolak", orang)
    k = klien(instansi_a)
    assert "Datanglah ke loket" in k.get(f"/daring/perbaiki/{p.kode_lacak}/").content.decode()
    k.post(f"/daring/perbaiki/{p.kode_lacak}/")
    with di(instansi_a):
        assert not KodeKontak.objects.exists()
    assert f"/daring/perbaiki/{p.kode_lacak}/" not in k.get(f"/lacak/{p.kode_lacak}/").content.decode()
