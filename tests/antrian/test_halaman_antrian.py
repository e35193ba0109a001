"""Pages of the queue: the officer's, the kiosk's and the call screen's; who may, and what a secret address is worth."""

import pytest

from layanan.antrian import actions
from layanan.antrian.models import Antrian, JenisPerangkat, Keadaan, Kelompok, Loket, Perangkat
from tests.layanan.bantu import buat_meja


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def fo(klien, instansi_a, orang):
    return klien(instansi_a, orang.fo)


@pytest.fixture
def perangkat(instansi_a, orang, di):
    with di(instansi_a):
        return {j: actions.putar_perangkat(jenis=j, oleh=orang.admin).token for j in JenisPerangkat}


def test_kios_memberi_nomor_tanpa_masuk(klien, instansi_a, perangkat, di):
    warga = klien(instansi_a)
    kios = f"/antrian/kios/{perangkat['kios']}/"
    isi = warga.get(kios)
    assert isi.status_code == 200
    assert "Kependudukan" in isi.content.decode()
    jawaban = warga.post(f"{kios}ambil/B/")
    assert jawaban.status_code == 302
    karcis = warga.get(jawaban["Location"]).content.decode()
    assert "B001" in karcis
    assert "Anda yang berikutnya" in karcis
    assert warga.get(f"{kios}ambil/B/").status_code == 405, "a GET takes no number"
    with di(instansi_a):
        assert Antrian.objects.count() == 1


def test_alamat_salah_atau_lama_ditolak(klien, instansi_a, perangkat, orang, di):
    warga = klien(instansi_a)
    kios, layar = perangkat["kios"], perangkat["layar"]
    for alamat in (f"kios/{layar}/", f"layar/{kios}/", "kios/tebakan/", "layar/tebakan/isi/"):
        assert warga.get(f"/antrian/{alamat}").status_code == 404
    assert klien(instansi_a, orang.admin).post("/antrian/atur/perangkat/kios/").status_code == 302
    assert warga.get(f"/antrian/kios/{kios}/").status_code == 404
    assert warga.post(f"/antrian/kios/{kios}/ambil/A/").status_code == 404
    with di(instansi_a):
        assert not Antrian.objects.exists()
        baru = Perangkat.objects.get(jenis="kios").token
    assert warga.get(f"/antrian/kios/{baru}/").status_code == 200


def test_alamat_instansi_lain_tidak_berlaku(klien, instansi_b, perangkat):
    assert klien(instansi_b).get(f"/antrian/kios/{perangkat['kios']}/").status_code == 404


def test_token_tidak_terbaca_di_basis_data(instansi_a, perangkat, di):
    from django.db import connection

    with di(instansi_a), connection.cursor() as kursor:
        kursor.execute("SELECT token FROM antrian_perangkat")
        assert not {b[0] for b in kursor.fetchall()} & set(perangkat.values())


def test_layar_304_selama_tidak_berubah(klien, instansi_a, perangkat, orang, di):
    tv = klien(instansi_a)
    alamat = f"/antrian/layar/{perangkat['layar']}/isi/"
    assert tv.get(f"/antrian/layar/{perangkat['layar']}/").status_code == 200
    awal = tv.get(alamat)
    assert tv.get(alamat, headers={"If-None-Match": awal["ETag"]}).status_code == 304
    with di(instansi_a):
        actions.ambil(kelompok=Kelompok.objects.get(kode="A"))
        actions.panggil_berikut(loket=Loket.objects.get(nomor=2), oleh=orang.fo)
    baru = tv.get(alamat, headers={"If-None-Match": awal["ETag"]})
    assert baru.status_code == 200
    assert 'data-nomor="A001"' in baru.content.decode()
    assert "Loket 2" in baru.content.decode()


def test_petugas_memanggil_dari_loketnya(fo, instansi_a, di):
    assert fo.post("/antrian/panggil/").status_code == 409, "no loket chosen yet"
    with di(instansi_a):
        pk = Loket.objects.get(nomor=1).pk
    assert fo.post("/antrian/pilih-loket/", {"loket": pk}).status_code == 302
    assert fo.post("/antrian/ambil/A/").status_code == 302
    assert fo.post("/antrian/panggil/").status_code == 302
    isi = fo.get("/antrian/").content.decode()
    assert "A001" in isi
    assert "Panggil ulang" in isi
    with di(instansi_a):
        a = Antrian.objects.get()
    assert fo.post(f"/antrian/nomor/{a.uuid}/layani/").status_code == 302
    assert "Catat permohonan" in fo.get("/antrian/").content.decode()
    assert fo.post(f"/antrian/nomor/{a.uuid}/lewati/").status_code == 409
    assert fo.post(f"/antrian/nomor/{a.uuid}/terbang/").status_code == 404
    with di(instansi_a):
        a.refresh_from_db()
        assert a.keadaan == Keadaan.DILAYANI


def test_isi_204_selama_tidak_berubah(fo):
    import re

    isi = fo.get("/antrian/").content.decode()
    sidik = re.search(r"sidik=([0-9a-f]{16})", isi)[1]
    assert fo.get("/antrian/isi/", {"sidik": sidik}).status_code == 204
    fo.post("/antrian/ambil/A/")
    assert "A001" in fo.get("/antrian/isi/", {"sidik": sidik}).content.decode()


@pytest.mark.parametrize("peran", ["kasi", "sekcam", "camat"])
def test_bukan_petugas_ditolak(klien, instansi_a, orang, di, peran):
    k = klien(instansi_a, orang.yang(peran))
    assert k.get("/antrian/").status_code == 403
    assert k.post("/antrian/ambil/A/").status_code == 403
    assert k.post("/antrian/atur/perangkat/kios/").status_code == 403
    with di(instansi_a):
        assert not Antrian.objects.exists()
        assert not Perangkat.objects.exists()


def test_mengatur_kelompok_dan_loket(fo, instansi_a, di):
    assert fo.get("/antrian/atur/").status_code == 200
    salah = fo.post("/antrian/atur/kelompok/", {"kode": "a1", "nama": "", "urutan": 4})
    assert salah.status_code == 422
    with di(instansi_a):
        assert Kelompok.objects.count() == 3
    data = {"kode": "D", "nama": "Usaha", "urutan": 4, "aktif": "on", "layanan": ["KEC-03", "KEC-08"]}
    assert fo.post("/antrian/atur/kelompok/", data).status_code == 302
    with di(instansi_a):
        d = Kelompok.objects.get(kode="D")
        loket = Loket.objects.get(nomor=1)
    data = {"nomor": 1, "nama": "Usaha", "aktif": "on", "melayani": [d.pk]}
    assert fo.post(f"/antrian/atur/loket/{loket.nomor}/", data).status_code == 302
    with di(instansi_a):
        assert list(loket.kelompok.all()) == [d]
