"""Aparat desa with an account (Ps 5): only their desa, only their own, never the desks."""

import pytest
from django.utils import timezone

from inti.akun.models import Penugasan
from layanan.daring.desa import pilihan_desa
from layanan.enums import Bertindak, Kanal, Status, StatusSyarat
from layanan.models import Dokumen, Draf, Layanan, Permohonan
from tenants.wilayah import desa_di
from tests.layanan.bantu import ajukan, langkah, nik_baru, potret, unggahan

URL = "/desa/baru/KEC-01/"


@pytest.fixture
def dua_desa(instansi_a):
    return desa_di(instansi_a.kode_wilayah)[:2]


@pytest.fixture
def aparat(buat_orang, instansi_a, dua_desa):
    return [buat_orang("pengguna", seksi=f"desa:{d.kode}", di=instansi_a) for d in dua_desa]


@pytest.fixture
def k(klien, instansi_a, aparat):
    return klien(instansi_a, aparat[0])


@pytest.fixture
def isian(di, instansi_a):
    data = {
        "nik": nik_baru(), "nama": "Siti Contoh", "tempat_lahir": "Batulicin", "tanggal_lahir": "17-08-1985",
        "jenis_kelamin": "L", "alamat": "RT 01", "telepon": "0812-3456-7890", "keperluan": "Sekolah",
        "wakil_jabatan_desa": "Kaur Umum", "wakil_pengantar_nomor": "140/9", "wakil_pengantar_tanggal": "4-11-2026",
        "wakil_pengantar_penanda": "Kepala Desa", "persetujuan": "on", "isian_tujuan": "pendidikan",
        "isian_nomor_surat_desa": "145/01/2026", "isian_tanggal_surat_desa": "2 November 2026",
    }  # fmt: skip
    with di(instansi_a):
        for s in Layanan.objects.terkini().get(kode="KEC-01").persyaratan.all():
            data[f"syarat_{s.pk}_dibawa"] = "on"
    return data


@pytest.fixture
def milik(k, isian, instansi_a, di):
    assert k.post(URL, isian).status_code == 302
    with di(instansi_a):
        return Permohonan.objects.get()


def test_mengajukan_untuk_warga_desanya(milik, aparat, dua_desa, k, instansi_a, di):
    assert (milik.kanal, milik.bertindak_sebagai) == (Kanal.DESA, Bertindak.APARAT_DESA)
    assert (milik.petugas_input_id, milik.pemohon_desa) == (aparat[0].pk, dua_desa[0].nama)
    assert milik.mewakili == f"{dua_desa[0].tingkat.capitalize()} {dua_desa[0].nama}"
    assert milik.rinci["wakil"]["pengantar_nomor"] == "140/9"
    assert milik.nomor_registrasi in k.get("/desa/").content.decode()
    assert k.get(f"/desa/{milik.uuid}/").status_code == 200
    with di(instansi_a):
        assert milik.persetujuan.dicatat_oleh == aparat[0]


def test_desa_lain_tidak_dapat_dipalsukan(k, isian, dua_desa, instansi_a, di):
    palsu = {"desa": dua_desa[1].nama, "wakil_desa": dua_desa[1].nama, "kanal": "loket", "luar_wilayah": "on"}
    k.post(URL, isian | palsu | {"bertindak_sebagai": "sendiri"})
    with di(instansi_a):
        p = Permohonan.objects.get()
        assert (p.pemohon_desa, p.kanal, p.bertindak_sebagai) == (dua_desa[0].nama, "desa", "aparat_desa")
        assert not p.luar_wilayah


def test_hanya_melihat_miliknya(milik, aparat, klien, orang, instansi_a, di):
    with di(instansi_a):
        lain = ajukan(orang.fo)
    desa_lain = klien(instansi_a, aparat[1])
    assert milik.nomor_registrasi not in desa_lain.get("/desa/").content.decode()
    assert desa_lain.get(f"/desa/{milik.uuid}/").status_code == 404
    assert desa_lain.post(f"/desa/{milik.uuid}/perbaiki/").status_code == 404
    assert klien(instansi_a, aparat[0]).get(f"/desa/{lain.uuid}/").status_code == 404
    with di(instansi_a):
        assert list(Permohonan.objects.untuk(aparat[0])) == [milik]


@pytest.mark.parametrize(
    "alamat",
    [
        "/meja/",
        "/permohonan/",
        "/permohonan/baru/",
        "/permohonan/baru/KEC-01/",
        "/antrian/",
        "/antrian/atur/",
    ],
)
def test_tidak_melihat_halaman_petugas(k, alamat):
    assert k.get(alamat).status_code == 403


def test_layar_kerja_dan_langkah_petugas_tertutup(k, milik, instansi_a, di):
    with di(instansi_a):
        sebelum = potret(milik)
    assert k.get(f"/permohonan/{milik.uuid}/").status_code == 403
    assert k.post(f"/permohonan/{milik.uuid}/setujui/").status_code == 403
    with di(instansi_a):
        assert potret(milik) == sebelum


def test_beranda_menuju_halamannya(k):
    assert k.get("/")["Location"] == "/desa/"


def test_akun_tanpa_desa_ditolak(klien, instansi_a, buat_orang, isian, di):
    k = klien(instansi_a, buat_orang("pengguna", di=instansi_a))
    assert k.get("/desa/").status_code == 403
    assert k.post(URL, isian).status_code == 403
    with di(instansi_a):
        assert not Permohonan.objects.exists()


def test_akses_dicabut_langsung_berlaku(k, aparat, orang, instansi_a, di):
    with di(instansi_a):
        Penugasan.objects.filter(pengguna=aparat[0]).update(
            dicabut_pada=timezone.now(), dicabut_oleh=orang.admin
        )
    assert k.get("/desa/").status_code == 403


def test_petugas_bukan_aparat_desa(klien, instansi_a, orang):
    assert klien(instansi_a, orang.fo).get("/desa/").status_code == 403


def test_administrator_memilih_desa(klien, instansi_a, orang, aparat, dua_desa, di):
    halaman = klien(instansi_a, orang.admin).get(f"/akun/pengguna/{aparat[0].uuid}/").content.decode()
    with di(instansi_a):
        pilihan = dict(pilihan_desa())
    assert f"desa:{dua_desa[1].kode}" in pilihan
    assert len(pilihan) == len(desa_di(instansi_a.kode_wilayah))
    assert dua_desa[0].nama in halaman or "Penugasan" in halaman


def test_memperbaiki_yang_ditolak(k, milik, orang, instansi_a, di):
    with di(instansi_a):
        p = langkah(milik, "tolak", orang)
        gagal = p.persyaratan.get(status=StatusSyarat.TIDAK_SESUAI)
    halaman = k.get(f"/desa/{milik.uuid}/").content.decode()
    assert halaman.count('type="file"') == 1
    assert k.post(f"/desa/{milik.uuid}/perbaiki/", {}).status_code == 422
    with di(instansi_a):
        assert Permohonan.objects.get().status == Status.DITOLAK
    data = {f"syarat_{gagal.pk}_berkas": unggahan("baru.pdf")}
    assert k.post(f"/desa/{milik.uuid}/perbaiki/", data).status_code == 302
    assert k.post(f"/desa/{milik.uuid}/perbaiki/", data).status_code in (409, 422)
    with di(instansi_a):
        q = Permohonan.objects.get()
        assert (q.status, q.pengajuan_ke) == (Status.DIAJUKAN, 2)


def test_surat_hanya_bila_diserahkan_dengan_unduhan(k, milik, orang, instansi_a, di):
    with di(instansi_a):
        p = milik
        for nama in ("setujui", "distribusikan", "validasi", "paraf", "tandatangani"):
            p = langkah(p, nama, orang)
        berkas = Dokumen.objects.get(permohonan=p).berkas
    url = f"/berkas/{berkas.uuid}/"
    assert k.get(url).status_code == 404
    assert "Unduh surat" not in k.get(f"/desa/{p.uuid}/").content.decode()
    with di(instansi_a):
        p = langkah(p, "serahkan", orang)
    assert k.get(url).status_code == 404, "handed over on paper"
    with di(instansi_a):
        Permohonan.objects.filter(pk=p.pk).update(serah_cara="diunduh")
    jawaban = k.get(url)
    assert jawaban.status_code == 200
    jawaban.getvalue()
    assert "Unduh surat" in k.get(f"/desa/{p.uuid}/").content.decode()


def test_draf_desa(k, isian, klien, instansi_a, aparat, di):
    nomor = k.post(f"{URL}draf/", isian, headers={"Accept": "application/json"}).json()["draf"]
    assert "Siti Contoh" in k.get("/desa/").content.decode()
    assert "Siti Contoh" in k.get(f"{URL}?draf={nomor}").content.decode()
    assert klien(instansi_a, aparat[1]).get(f"{URL}?draf={nomor}").status_code == 404
    assert k.post(URL, isian | {"draf": nomor}).status_code == 302
    with di(instansi_a):
        assert not Draf.objects.exists()


def test_jumlah_kueri_daftar_tetap(k, isian, milik, django_assert_max_num_queries):
    for _ in range(3):
        k.post(URL, isian | {"nik": nik_baru()})
    with django_assert_max_num_queries(10):
        k.get("/desa/")
