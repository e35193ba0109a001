"""One-time codes: hashed, short-lived, counted, limited, and silent about who is known here."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inti.errors import MasukanSalah
from inti.notifikasi.models import Pesan, Surat
from layanan.daring import kode
from layanan.daring.models import MAKS_COBA, KodeKontak
from layanan.models import Draf


def salah(angka: str) -> str:
    return f"{(int(angka) + 1) % 10**6:06d}"


@pytest.mark.parametrize(
    ("ketik", "hasil"),
    [
        (" Siti@Contoh.TEST ", ("surel", "siti@contoh.test")),
        ("0812-3456-7890", ("telepon", "081234567890")),
        ("+62 812 3456 7890", ("telepon", "081234567890")),
    ],
)
def test_membaca_kontak(ketik, hasil):
    assert kode.baca_kontak(ketik) == hasil


@pytest.mark.parametrize("ketik", ["", "siti", "siti@", "0211234567", "123", "6310011708859901"])
def test_kontak_yang_salah_ditolak(ketik):
    with pytest.raises(MasukanSalah):
        kode.baca_kontak(ketik)


def test_kode_benar_membuka_sekali(warga, klien, instansi_a, kode_terakhir, di):
    k = warga()
    assert "sudah terbukti" in k.get("/daring/").content.decode()
    lain = klien(instansi_a)
    assert lain.post("/daring/kode/", {"kode": kode_terakhir()}).status_code == 302, "no code was asked here"
    assert "sudah terbukti" not in lain.get("/daring/").content.decode()
    with di(instansi_a):
        assert kode.coba_kode(uuid=KodeKontak.objects.get().uuid, kode=kode_terakhir()) is None, "used up"


def test_lima_kali_salah_menutup_kode(klien, instansi_a, kode_terakhir, di):
    k = klien(instansi_a)
    k.post("/daring/bukti/", {"kontak": "siti@contoh.test"})
    benar = kode_terakhir()
    for _ in range(MAKS_COBA):
        assert k.post("/daring/kode/", {"kode": salah(benar)}).status_code == 422
    assert k.post("/daring/kode/", {"kode": benar}).status_code == 422
    with di(instansi_a):
        assert KodeKontak.objects.get().terbukti_pada is None


def test_kode_kedaluwarsa(klien, instansi_a, kode_terakhir, di):
    k = klien(instansi_a)
    k.post("/daring/bukti/", {"kontak": "siti@contoh.test"})
    with di(instansi_a):
        KodeKontak.objects.update(dibuat_pada=timezone.now() - dt.timedelta(minutes=11))
    assert k.post("/daring/kode/", {"kode": kode_terakhir()}).status_code == 422


def test_batas_per_alamat_tidak_terlihat_dari_luar(klien, instansi_a, di):
    """The sixth request of an hour is answered as the first, but nothing is sent and no code opens it."""
    k = klien(instansi_a)
    jawaban = [k.post("/daring/bukti/", {"kontak": "siti@contoh.test"}) for _ in range(6)]
    assert {(j.status_code, j["Location"]) for j in jawaban} == {(302, "/daring/kode/")}
    with di(instansi_a):
        assert Surat.objects.count() == 5
        terakhir = KodeKontak.objects.latest("pk")
        assert not terakhir.berlaku
        assert all(kode.coba_kode(uuid=terakhir.uuid, kode=f"{n:06d}") is None for n in range(50))


def test_jawaban_sama_bagi_alamat_yang_dikenal(warga, klien, instansi_a):
    warga("dikenal@contoh.test").post("/daring/baru/KEC-01/")
    halaman = []
    for surel in ("dikenal@contoh.test", "asing@contoh.test"):
        k = klien(instansi_a)
        assert k.post("/daring/bukti/", {"kontak": surel})["Location"] == "/daring/kode/"
        halaman.append(k.get("/daring/kode/").content.decode().split("csrfmiddlewaretoken")[0])
    assert halaman[0] == halaman[1]


def test_batas_per_jaringan(klien, instansi_a):
    k = klien(instansi_a)
    kode_status = [k.post("/daring/bukti/", {"kontak": f"s{n}@contoh.test"}).status_code for n in range(22)]
    assert kode_status[0] == 302
    assert kode_status[-1] == 429


def test_tidak_terbaca_di_basis_data(warga, instansi_a, kode_terakhir, di):
    warga("rahasia@contoh.test")
    with di(instansi_a), connection.cursor() as kursor:
        kursor.execute("SELECT * FROM daring_kodekontak")
        mentah = repr(kursor.fetchall())
    assert "rahasia@contoh.test" not in mentah
    assert kode_terakhir() not in mentah


def test_telepon_lewat_notifikasi(klien, instansi_a, di):
    klien(instansi_a).post("/daring/bukti/", {"kontak": "0812-3456-7890"})
    with di(instansi_a):
        pesan = Pesan.objects.get()
        assert pesan.rahasia
        assert "kode" in pesan.isi.lower()
        assert not Surat.objects.exists()


def test_kode_lama_hilang(instansi_a, di):
    with di(instansi_a):
        kode.kirim_kode(jenis="surel", kontak="a@contoh.test")
        KodeKontak.objects.update(dibuat_pada=timezone.now() - dt.timedelta(days=2))
        kode.kirim_kode(jenis="surel", kontak="b@contoh.test")
        kode.hapus_kode_lama()
        assert [x.kontak for x in KodeKontak.objects.all()] == ["b@contoh.test"]


def test_basis_data_menolak_lebih_dari_lima_percobaan(instansi_a, di):
    with di(instansi_a):
        baris = kode.kirim_kode(jenis="surel", kontak="a@contoh.test")
        with pytest.raises(IntegrityError), transaction.atomic():
            KodeKontak.objects.filter(pk=baris.pk).update(percobaan=6)


def test_keluar_melupakan_bukti(warga):
    k = warga()
    k.post("/daring/keluar/")
    assert "sudah terbukti" not in k.get("/daring/").content.decode()


def test_bukti_berakhir(warga, instansi_a, di):
    k = warga()
    with di(instansi_a):
        KodeKontak.objects.update(terbukti_pada=timezone.now() - dt.timedelta(hours=13))
    assert k.post("/daring/baru/KEC-01/")["Location"] == "/daring/bukti/"
    with di(instansi_a):
        assert not Draf.objects.exists()
