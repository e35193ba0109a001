"""WhatsApp and SMS: a row first, sent by a task through the configured gateway, failures seen and sent again."""

import datetime as dt
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection
from django.utils import timezone

from inti.errors import Bentrok
from inti.notifikasi import gerbang
from inti.notifikasi.actions import MAKS_PERCOBAAN, kirim_pesan, kirim_satu_pesan, kirim_ulang_pesan
from inti.notifikasi.models import Pesan
from inti.tasks import jalankan_semua
from inti.tugas.models import Tugas

NOMOR = "081234567890"


@pytest.fixture(autouse=True)
def _kotak_kosong():
    gerbang.Memori.kotak.clear()


@pytest.fixture
def stub(settings):
    """A gateway on this machine: `jawab` is the status of the next answers; `terima` what it was sent."""

    class Stub(BaseHTTPRequestHandler):
        def do_POST(self):
            isi = self.rfile.read(int(self.headers["Content-Length"]))
            server.terima.append((dict(self.headers), json.loads(isi)))
            self.send_response(server.jawab)
            self.send_header("Location", f"http://127.0.0.1:{server.server_port}/lain")
            self.end_headers()

        def log_message(self, *args):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Stub)
    server.terima, server.jawab = [], 200
    utas = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    utas.start()
    settings.SPBE_PESAN, settings.SPBE_PESAN_TOKEN = "http", "token-rahasia-gerbang"
    settings.SPBE_PESAN_URL = f"http://127.0.0.1:{server.server_port}/kirim"
    yield server
    server.shutdown()
    server.server_close()
    utas.join(5)


def _mundurkan():
    Tugas.objects.filter(status="menunggu").update(mulai_pada=timezone.now() - dt.timedelta(seconds=1))


def _kirim(**isian):
    return kirim_pesan(**({"telepon": "+62 812-3456-7890", "isi": "Dokumen Anda sudah jadi."} | isian))


def test_pesan_tersimpan_tersandi_lalu_terkirim(di_a):
    pesan = _kirim()
    assert (pesan.keadaan, pesan.telepon, gerbang.Memori.kotak) == ("menunggu", NOMOR, [])
    with connection.cursor() as k:
        k.execute("SELECT telepon, isi FROM notifikasi_pesan")
        assert all(nilai.startswith("s1.") for nilai in k.fetchone())
    assert jalankan_semua() == 1
    assert gerbang.Memori.kotak == [(NOMOR, "Dokumen Anda sudah jadi.")]
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan, pesan.isi) == ("terkirim", 1, "Dokumen Anda sudah jadi.")
    assert kirim_satu_pesan(pesan_id=pesan.pk) is None, "the second delivery of the task does nothing"
    assert len(gerbang.Memori.kotak) == 1


@pytest.mark.parametrize("salah", ["", "12345", "081234567890123", "halo", "+1 202 555 0101"])
def test_bukan_nomor_telepon_ditolak(di_a, salah):
    with pytest.raises(ValueError, match="nomor telepon"):
        _kirim(telepon=salah)
    assert not Pesan.objects.exists()


def test_pesan_rahasia_dikosongkan_setelah_terkirim_saja(di_a, stub):
    stub.jawab = 503
    pesan = _kirim(isi="Kode Anda 123456", rahasia=True)
    kirim_satu_pesan(pesan_id=pesan.pk)
    pesan.refresh_from_db()
    assert pesan.isi == "Kode Anda 123456"
    stub.jawab = 200
    kirim_satu_pesan(pesan_id=pesan.pk)
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.isi) == ("terkirim", "")


def test_gerbang_menerima_nomor_token_dan_kunci_idempoten(di_a, stub):
    pesan = _kirim()
    jalankan_semua()
    ((tajuk, isi),) = stub.terima
    assert tajuk["Authorization"] == "Bearer token-rahasia-gerbang"
    assert tajuk["Idempotency-Key"] == str(pesan.uuid) == isi["id"]
    assert isi == {
        "id": str(pesan.uuid), "kanal": "wa", "kepada": "6281234567890", "pesan": "Dokumen Anda sudah jadi.",
    }  # fmt: skip


@pytest.mark.parametrize("status", [500, 503, 429, 408])
def test_gangguan_gerbang_dicoba_lagi_lalu_menyerah(di_a, stub, status):
    stub.jawab = status
    pesan = _kirim()
    for _ in range(MAKS_PERCOBAAN + 2):
        jalankan_semua()
        _mundurkan()
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan, len(stub.terima)) == ("gagal", MAKS_PERCOBAAN, MAKS_PERCOBAAN)
    assert pesan.galat == f"GalatGerbang: Gerbang pesan menjawab {status}."
    assert len({tajuk["Idempotency-Key"] for tajuk, _ in stub.terima}) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 302, 307])
def test_penolakan_dan_alihan_tidak_dicoba_lagi(di_a, stub, status):
    stub.jawab = status
    pesan = _kirim()
    jalankan_semua()
    pesan.refresh_from_db()
    assert (pesan.keadaan, len(stub.terima)) == ("gagal", 1), "a redirect never carries the token on"
    assert not Tugas.objects.siap().exists()


def test_gerbang_mati_tidak_membocorkan_apa_pun(di_a, stub, settings):
    settings.SPBE_PESAN_URL = "http://127.0.0.1:9/rahasia-di-alamat"
    pesan = _kirim()
    jalankan_semua()
    pesan.refresh_from_db()
    assert pesan.keadaan == "menunggu"
    assert pesan.galat == "GalatGerbang: Gerbang pesan tidak terjangkau (ConnectError)."
    assert pesan.coba_lagi_pada is not None


@pytest.mark.parametrize("nama", ["http", "entah"])
def test_setelan_kurang_gagal_terlihat(di_a, settings, nama):
    settings.SPBE_PESAN, settings.SPBE_PESAN_URL = nama, ""
    pesan = _kirim()
    jalankan_semua()
    pesan.refresh_from_db()
    assert pesan.keadaan == "gagal"
    assert "SPBE_PESAN" in pesan.galat


def test_ke_berkas_dan_konsol(di_a, settings, capsys):
    settings.SPBE_PESAN = "berkas"
    _kirim()
    jalankan_semua()
    (berkas,) = (settings.SPBE_DATA / "pesan").glob("*.jsonl")
    assert json.loads(berkas.read_text().splitlines()[-1])["kepada"] == NOMOR
    assert berkas.stat().st_mode & 0o077 == 0
    settings.SPBE_PESAN = "konsol"
    _kirim(isi="Ke konsol")
    jalankan_semua()
    assert "Ke konsol" in capsys.readouterr().err


def test_kirim_ulang_hanya_yang_gagal(di_a, stub, buat_orang):
    admin = buat_orang("administrator")
    stub.jawab = 400
    pesan = _kirim()
    jalankan_semua()
    pesan.refresh_from_db()
    stub.jawab = 200
    kirim_ulang_pesan(pesan=pesan, oleh=admin)
    jalankan_semua()
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan) == ("terkirim", 1)
    with pytest.raises(Bentrok):
        kirim_ulang_pesan(pesan=pesan, oleh=admin)
    pesan.refresh_from_db()
    assert (pesan.keadaan, pesan.percobaan) == ("terkirim", 1)


def test_halaman_pesan_keluar(instansi_a, di, klien, buat_orang):
    with di(instansi_a):
        gagal, _ = _kirim(), _kirim(telepon="085700001111")
        Pesan.objects.filter(pk=gagal.pk).update(keadaan="gagal", galat="Gerbang pesan menolak dengan 400.")
    k = klien(instansi_a, buat_orang("administrator", di=instansi_a))
    isi = k.get("/notifikasi/pesan/").content.decode()
    assert NOMOR not in isi
    assert "0812•••••890" in isi
    assert "1 gagal" in isi
    assert isi.count("Kirim ulang") == 1
    assert "1 gagal" in k.get("/notifikasi/surel/").content.decode()
    dicari = k.post("/notifikasi/pesan/", {"q": "0812-3456-7890"}, follow=True)
    assert NOMOR not in dicari.redirect_chain[-1][0]
    assert "0812•••••890" in dicari.content.decode()
    assert "0857•••••111" not in dicari.content.decode()
    operator = klien(instansi_a, buat_orang("operator", di=instansi_a))
    assert operator.get("/notifikasi/pesan/").status_code == 403
    assert operator.post(f"/notifikasi/pesan/{gagal.uuid}/kirim-ulang/").status_code == 403
    with di(instansi_a):
        assert Pesan.objects.get(pk=gagal.pk).keadaan == "gagal"
    assert k.post(f"/notifikasi/pesan/{gagal.uuid}/kirim-ulang/").status_code == 302
    assert k.post(f"/notifikasi/pesan/{gagal.uuid}/kirim-ulang/").status_code == 409


def test_instansi_lain_tidak_dapat_mengirim_ulang(instansi_a, instansi_b, di, klien, buat_orang):
    with di(instansi_a):
        pesan = _kirim()
        Pesan.objects.filter(pk=pesan.pk).update(keadaan="gagal")
    k = klien(instansi_b, buat_orang("administrator", di=instansi_b))
    assert k.post(f"/notifikasi/pesan/{pesan.uuid}/kirim-ulang/").status_code == 404
    with di(instansi_a):
        assert Pesan.objects.get(pk=pesan.pk).keadaan == "gagal"
