"""Files leave only through the view, only to those whom an app lets read them."""

import uuid

import pytest

from inti.audit.models import Jejak
from inti.berkas import akses
from inti.berkas.actions import simpan_berkas, simpan_bita
from inti.berkas.models import Berkas
from tests.berkas.conftest import PDF, gambar, unggahan


@pytest.fixture(autouse=True)
def _pembaca(monkeypatch):
    """Only what this test registers."""
    monkeypatch.setattr(akses, "_pembaca", [])


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_orang("operator", di=instansi_a)


@pytest.fixture
def berkas(instansi_a, di):
    with di(instansi_a):
        return simpan_berkas(unggahan=unggahan("kartu keluarga.pdf", PDF), oleh=None)


def _url(berkas, tambahan=""):
    return f"/berkas/{berkas.uuid}/{tambahan}"


def _isi(jawaban):
    return b"".join(jawaban.streaming_content)


def test_unduhan_terlindungi(instansi_a, di, klien, orang, berkas):
    akses.daftarkan(lambda pengguna, b: pengguna == orang and b == berkas)
    jawaban = klien(instansi_a, orang).get(_url(berkas))
    assert jawaban.status_code == 200
    assert jawaban.streaming
    assert _isi(jawaban) == PDF
    assert jawaban["Content-Type"] == "application/pdf"
    assert jawaban["Content-Disposition"] == 'attachment; filename="kartu keluarga.pdf"'
    assert jawaban["X-Content-Type-Options"] == "nosniff"
    assert jawaban["Cache-Control"] == "private, no-store"
    assert "sandbox" in jawaban["Content-Security-Policy"]
    assert "default-src 'none'" in jawaban["Content-Security-Policy"]
    with di(instansi_a):
        jejak = Jejak.objects.get(kode="berkas.dibaca")
        assert (jejak.oleh_id, jejak.objek_id) == (orang.pk, str(berkas.uuid))


def test_tampil_di_halaman_hanya_pdf_dan_gambar(instansi_a, di, klien, orang, berkas):
    akses.daftarkan(lambda pengguna, b: True)
    k = klien(instansi_a, orang)
    with di(instansi_a):
        foto = simpan_berkas(unggahan=unggahan("ktp.png", gambar("PNG")), oleh=None)
        teks = simpan_bita(isi=b"<script>", nama="x.html", jenis_konten="text/html", oleh=None)
    pdf = k.get(_url(berkas, "?tampil=1"))
    assert pdf["Content-Disposition"].startswith("inline")
    assert "sandbox" not in pdf["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in pdf["Content-Security-Policy"]
    gambar_ = k.get(_url(foto, "?tampil=1"))
    assert gambar_["Content-Disposition"].startswith("inline")
    assert "sandbox" in gambar_["Content-Security-Policy"]
    html = k.get(_url(teks, "?tampil=1"))
    assert html["Content-Disposition"].startswith("attachment")
    assert "sandbox" in html["Content-Security-Policy"]
    assert [len(_isi(j)) > 0 for j in (pdf, gambar_, html)] == [True] * 3


def test_nama_aneh_tidak_merusak_kepala(instansi_a, di, klien, orang):
    akses.daftarkan(lambda pengguna, b: True)
    with di(instansi_a):
        berkas = simpan_berkas(unggahan=unggahan('akta "kelahiran"\r\nX: 1 – é.pdf', PDF), oleh=None)
    jawaban = klien(instansi_a, orang).get(_url(berkas))
    assert "X" not in jawaban.headers
    assert jawaban["Content-Disposition"].startswith("attachment; filename*=utf-8''akta%20kelahiranX%201")
    assert _isi(jawaban) == PDF


def test_tanpa_pembaca_tidak_ditemukan(instansi_a, di, klien, orang, berkas):
    akses.daftarkan(lambda pengguna, b: False)
    assert klien(instansi_a, orang).get(_url(berkas)).status_code == 404
    assert klien(instansi_a, orang).get(f"/berkas/{uuid.uuid4()}/").status_code == 404
    with di(instansi_a):
        assert not Jejak.objects.filter(kode="berkas.dibaca").exists()
        assert Jejak.objects.filter(kode="akses.ditolak", oleh_id=orang.pk).count() == 2


def test_tamu_harus_masuk(instansi_a, klien, berkas):
    akses.daftarkan(lambda pengguna, b: True)
    jawaban = klien(instansi_a).get(_url(berkas))
    assert (jawaban.status_code, jawaban["Location"].split("?")[0]) == (302, "/akun/login/")


def test_pengunggah_membaca_selama_belum_dilampirkan(instansi_a, di, klien, orang, buat_orang, monkeypatch):
    with di(instansi_a):
        berkas = simpan_berkas(unggahan=unggahan("a.pdf", PDF), oleh=orang)
    jawaban = klien(instansi_a, orang).get(_url(berkas))
    assert _isi(jawaban) == PDF
    lain = klien(instansi_a, buat_orang("operator", di=instansi_a))
    assert lain.get(_url(berkas)).status_code == 404
    monkeypatch.setattr(akses, "yatim", Berkas.objects.none)
    assert klien(instansi_a, orang).get(_url(berkas)).status_code == 404


def test_berkas_instansi_lain_tidak_terjangkau(instansi_a, instansi_b, di, klien, buat_orang, berkas):
    akses.daftarkan(lambda pengguna, b: True)
    orang_b = buat_orang("administrator", di=instansi_b)
    assert klien(instansi_b, orang_b).get(_url(berkas)).status_code == 404
    with di(instansi_b):
        # Even a row with that very uuid leads to the folder of the present schema.
        Berkas.objects.create(
            uuid=berkas.uuid, nama="a.pdf", jenis_konten="application/pdf", ukuran=1, sha256="x"
        )
    assert klien(instansi_b, orang_b).get(_url(berkas)).status_code == 404


@pytest.mark.parametrize(
    "jalur", ["../../etc/passwd", "..%2f..%2fetc%2fpasswd", "00000000-0000-0000-0000-00000000000g"]
)
def test_alamat_jahat_tidak_ditemukan(instansi_a, klien, orang, jalur):
    assert klien(instansi_a, orang).get(f"/berkas/{jalur}/").status_code == 404


def test_isi_hilang_dari_disk(instansi_a, di, klien, orang, berkas):
    akses.daftarkan(lambda pengguna, b: True)
    with di(instansi_a):
        berkas.letak().unlink()
    assert klien(instansi_a, orang).get(_url(berkas)).status_code == 404
    with di(instansi_a):
        assert not Jejak.objects.filter(kode="berkas.dibaca").exists()


def test_bukan_data_pribadi_tidak_dicatat(instansi_a, di, klien, orang):
    akses.daftarkan(lambda pengguna, b: True)
    with di(instansi_a):
        berkas = simpan_berkas(unggahan=unggahan("a.pdf", PDF), oleh=None, pribadi=False)
    k = klien(instansi_a, orang)
    kepala = k.head(_url(berkas))
    assert (kepala.status_code, _isi(kepala)) == (200, b"")
    assert _isi(k.get(_url(berkas))) == PDF
    assert k.post(_url(berkas)).status_code == 405
    with di(instansi_a):
        assert not Jejak.objects.filter(kode="berkas.dibaca").exists()
