"""E-mail: a row first, sent by a task, failures seen and sent again."""

import datetime as dt
from contextlib import contextmanager
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone

from inti.errors import Bentrok
from inti.notifikasi.actions import MAKS_PERCOBAAN, beri_tahu, kirim, kirim_ulang, subjek_aman, tautan_sah
from inti.notifikasi.models import Notifikasi, Surat
from inti.tasks import jalankan_semua
from inti.tugas.models import Tugas


@contextmanager
def dibatalkan():
    """A transaction that ends with a rollback."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


NIK = "6310010101900001"


@pytest.fixture
def tidak_terkirim(monkeypatch):
    """Make every send fail with the given error; returns the list of attempts."""

    def pasang(galat):
        upaya = []

        def gagal(self, *args, **kwargs):
            upaya.append(self.to)
            raise galat

        monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", gagal)
        return upaya

    return pasang


def _beri_tahu(**isian):
    return beri_tahu(
        **({"judul": "Permohonan siap", "isi": "Silakan diambil.", "surel": "warga@contoh.id"} | isian)
    )


def test_beri_tahu_orang_dan_surel(di_a, buat_orang):
    orang = buat_orang("operator")
    notifikasi, surat = _beri_tahu(kepada=orang, surel="", tautan="/permohonan/1/")
    assert (notifikasi.pengguna, notifikasi.dibaca_pada) == (orang, None)
    assert (surat.kepada, surat.keadaan) == (orang.surel, "menunggu")
    assert mail.outbox == []
    assert jalankan_semua() == 1
    (pesan,) = mail.outbox
    assert (pesan.subject, pesan.to) == ("Pemberitahuan dari Kecamatan Uji A", [orang.surel])
    assert "http://uji-a.kab.localhost/permohonan/1/" in pesan.body
    assert pesan.extra_headers["Message-ID"] == f"<{surat.uuid}@kab.localhost>"
    html, jenis = pesan.alternatives[0]
    assert jenis == "text/html"
    assert "Permohonan siap" in html
    assert "style=" not in html
    surat.refresh_from_db()
    assert (surat.keadaan, surat.percobaan, surat.isi_teks) == ("terkirim", 1, pesan.body)
    assert surat.terkirim_pada is not None


def test_html_dari_isi_tidak_dijalankan(di_a):
    _beri_tahu(judul="<script>alert(1)</script>", isi="<b>tebal</b>")
    jalankan_semua()
    html = mail.outbox[0].alternatives[0][0]
    assert "<script>" not in html
    assert "&lt;b&gt;tebal" in html


def test_rollback_tidak_mengirim(di_a):
    with dibatalkan():
        _beri_tahu()
    assert (Surat.objects.count(), Tugas.objects.filter(nama__contains="notifikasi").count()) == (0, 0)
    jalankan_semua()
    assert mail.outbox == []


@pytest.mark.parametrize("angka", [NIK, "6310 0101 0190 0001", "0812-3456-7890", "199001012020011001"])
def test_subjek_tidak_pernah_memuat_data_pribadi(di_a, angka):
    assert angka not in subjek_aman(f"Permohonan {angka} selesai")
    _beri_tahu(judul=f"Permohonan Budi Santoso {angka} selesai", isi=angka)
    jalankan_semua()
    assert mail.outbox[0].subject == "Pemberitahuan dari Kecamatan Uji A"


def test_subjek_satu_baris(di_a):
    assert subjek_aman("satu\r\nBcc: jahat@contoh.id\n") == "satu Bcc: jahat@contoh.id"
    assert len(subjek_aman("x" * 400)) == 150


@pytest.mark.parametrize(
    ("tautan", "sah"),
    [
        ("", True),
        ("/permohonan/", True),
        ("http://uji-b.kab.localhost/x", True),
        ("//jahat.com/", False),
        ("/\\jahat.com", False),
        ("http://kab.localhost.jahat.com/", False),
        ("http://jahatkab.localhost/", False),
        ("https://jahat.com/", False),
        ("javascript:alert(1)", False),
    ],
)
def test_tautan_hanya_di_dalam_platform(di_a, tautan, sah):
    assert tautan_sah(tautan) is sah
    if not sah:
        with pytest.raises(ValueError, match="luar platform"):
            _beri_tahu(tautan=tautan)
        assert Surat.objects.count() == 0


def test_kegagalan_dicoba_lagi_dengan_jeda_lalu_menyerah(di_a, tidak_terkirim):
    upaya = tidak_terkirim(SMTPServerDisconnected("putus"))
    _, surat = _beri_tahu()
    jeda = []
    for _ in range(MAKS_PERCOBAAN + 2):
        sebelum = timezone.now()
        jalankan_semua()
        surat.refresh_from_db()
        if surat.coba_lagi_pada:
            jeda.append(round((surat.coba_lagi_pada - sebelum).total_seconds() / 60))
        Tugas.objects.filter(status="menunggu").update(mulai_pada=timezone.now() - dt.timedelta(seconds=1))
    assert jeda == [1, 2, 4, 8, 16]
    assert len(upaya) == surat.percobaan == MAKS_PERCOBAAN
    assert (surat.keadaan, surat.galat) == ("gagal", "SMTPServerDisconnected: putus")
    assert not Tugas.objects.filter(status="gagal").exists()


def test_alamat_yang_ditolak_tidak_dicoba_lagi(di_a, tidak_terkirim):
    upaya = tidak_terkirim(SMTPRecipientsRefused({"warga@contoh.id": (550, b"tidak ada")}))
    _, surat = _beri_tahu()
    jalankan_semua()
    surat.refresh_from_db()
    assert (surat.keadaan, len(upaya)) == ("gagal", 1)
    assert not Tugas.objects.siap().exists()


def test_tugas_yang_datang_dua_kali_mengirim_satu_kali(di_a):
    _, surat = _beri_tahu()
    assert kirim(surat_id=surat.pk).keadaan == "terkirim"
    assert kirim(surat_id=surat.pk) is None
    jalankan_semua()
    assert len(mail.outbox) == 1


def test_surat_rahasia_dikosongkan_setelah_terkirim_saja(di_a, tidak_terkirim, monkeypatch):
    from inti.notifikasi.actions import kirim_surel_templat

    konteks = {"judul": "j", "isi": "token-rahasia", "tautan": "", "nama": ""}
    with monkeypatch.context() as m:
        m.setattr(
            "django.core.mail.EmailMultiAlternatives.send", lambda self: (_ for _ in ()).throw(OSError("x"))
        )
        surat = kirim_surel_templat(
            kepada="a@kab.go.id", templat="notifikasi/surel/pemberitahuan", konteks=konteks, rahasia=True
        )
        kirim(surat_id=surat.pk)
        surat.refresh_from_db()
        assert "token-rahasia" in surat.isi_teks
    kirim(surat_id=surat.pk)
    surat.refresh_from_db()
    assert (surat.keadaan, surat.isi_teks, surat.isi_html) == ("terkirim", "", "")
    assert "token-rahasia" in mail.outbox[0].body


def test_kirim_ulang_hanya_yang_gagal(di_a, buat_orang):
    admin = buat_orang("administrator")
    _, surat = _beri_tahu()
    with pytest.raises(Bentrok):
        kirim_ulang(surat=surat, oleh=admin)
    surat.refresh_from_db()
    assert surat.keadaan == "menunggu"
    Surat.objects.filter(pk=surat.pk).update(keadaan="gagal", percobaan=6)
    kirim_ulang(surat=surat, oleh=admin)
    jalankan_semua()
    surat.refresh_from_db()
    assert (surat.keadaan, surat.percobaan) == ("terkirim", 1)


def test_halaman_surel_keluar(instansi_a, di, klien, buat_orang):
    with di(instansi_a):
        _, gagal = _beri_tahu(surel="gagal@contoh.id")
        _beri_tahu(surel="tunggu@contoh.id")
        Surat.objects.filter(pk=gagal.pk).update(keadaan="gagal", galat="putus")
    k = klien(instansi_a, buat_orang("administrator", di=instansi_a))
    isi = k.get("/notifikasi/surel/").content.decode()
    assert "gagal@contoh.id" in isi
    assert "putus" in isi
    assert isi.count("Kirim ulang") == 1
    assert "tunggu@contoh.id" not in k.get("/notifikasi/surel/", {"keadaan": "gagal"}).content.decode()
    assert k.post(f"/notifikasi/surel/{gagal.uuid}/kirim-ulang/").status_code == 302
    assert k.post(f"/notifikasi/surel/{gagal.uuid}/kirim-ulang/").status_code == 409
    operator = klien(instansi_a, buat_orang("operator", di=instansi_a))
    assert operator.get("/notifikasi/surel/").status_code == 403
    with di(instansi_a):
        Surat.objects.filter(pk=gagal.pk).update(keadaan="gagal")
    assert operator.post(f"/notifikasi/surel/{gagal.uuid}/kirim-ulang/").status_code == 403
    with di(instansi_a):
        assert Surat.objects.get(pk=gagal.pk).keadaan == "gagal"


def test_jumlah_kueri_tetap(instansi_a, di, klien, buat_orang):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    admin = buat_orang("administrator", di=instansi_a)
    k = klien(instansi_a, admin)

    def hitung(jalur):
        k.get(jalur)
        with CaptureQueriesContext(connection) as kueri:
            assert k.get(jalur, {"per": "100"}).status_code == 200
        return len([q for q in kueri if not q["sql"].startswith(("SET", "SAVEPOINT", "RELEASE"))])

    for jalur in ("/notifikasi/surel/", "/notifikasi/"):
        with di(instansi_a):
            Notifikasi.objects.all().delete()
            Surat.objects.all().delete()
            _beri_tahu(kepada=admin)
        satu = hitung(jalur)
        with di(instansi_a):
            for _ in range(50):
                _beri_tahu(kepada=admin)
        assert hitung(jalur) == satu <= 14


def test_instansi_lain_tidak_melihat(instansi_a, instansi_b, di, klien, buat_orang):
    with di(instansi_a):
        _, surat = _beri_tahu(surel="rahasia@contoh.id")
        Surat.objects.filter(pk=surat.pk).update(keadaan="gagal")
    k = klien(instansi_b, buat_orang("administrator", di=instansi_b))
    assert "rahasia@contoh.id" not in k.get("/notifikasi/surel/").content.decode()
    assert k.post(f"/notifikasi/surel/{surat.uuid}/kirim-ulang/").status_code == 404
    with di(instansi_a):
        assert Surat.objects.get(pk=surat.pk).keadaan == "gagal"
