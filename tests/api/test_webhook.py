"""Webhooks: only to public https, signed, retried, logged, replayed; no redirect is followed and no personal data leaves."""

import datetime as dt
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.utils import timezone

from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.tasks import jalankan_semua
from inti.tugas.models import Tugas
from layanan.api.actions import berhenti, kirim_kiriman, kirim_lagi, langgan
from layanan.api.actions.webhook import MAKS_PERCOBAAN, tanda_tangan
from layanan.api.alamat_aman import AlamatTerlarang, periksa
from layanan.api.models import Kiriman, Langganan
from tests.layanan.bantu import ajukan, buat_meja, langkah


@pytest.fixture
def meja(di_a, buat_orang):
    return buat_meja(buat_orang)


@pytest.fixture
def penerima(settings):
    class Penerima(BaseHTTPRequestHandler):
        def do_POST(self):
            isi = self.rfile.read(int(self.headers["Content-Length"]))
            server.terima.append((dict(self.headers), isi))
            self.send_response(server.jawab)
            self.send_header("Location", "/lain")
            self.end_headers()

        def log_message(self, *args):
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Penerima)
    server.terima, server.jawab = [], 204
    utas = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    utas.start()
    server.url = f"http://localhost:{server.server_port}/kait?a=1"
    settings.SPBE_WEBHOOK_HOST = [f"localhost:{server.server_port}"]
    yield server
    server.shutdown()
    server.server_close()
    utas.join(5)


def test_tanda_tangan_isi_dan_nomor_kiriman(meja, penerima):
    baris = langgan(url=penerima.url, langkah=[], oleh=meja.fo)
    p = ajukan(meja.fo)
    jalankan_semua()
    ((tajuk, isi),) = penerima.terima
    data = json.loads(isi)
    kiriman = Kiriman.objects.get()
    harap = tanda_tangan(baris.rahasia, int(tajuk["X-SPBE-Waktu"]), isi)
    assert tajuk["X-SPBE-Tanda-Tangan"] == f"sha256={harap}"
    assert data["id"] == tajuk["X-SPBE-Kiriman"] == str(kiriman.uuid)
    assert (data["langkah"], data["permohonan"]["nomor_registrasi"]) == ("ajukan", p.nomor_registrasi)
    for rahasia in (p.pemohon_nik, p.pemohon_nama, p.kode_lacak, p.pemohon_telepon, baris.rahasia):
        assert rahasia not in isi.decode()
    assert (kiriman.keadaan, kiriman.kode_jawaban) == ("terkirim", 204)
    assert kirim_kiriman(kiriman_id=kiriman.pk) is None
    assert len(penerima.terima) == 1


def test_hanya_langkah_yang_diminta_dan_yang_terlihat(meja, penerima):
    langgan(url=penerima.url, langkah=["distribusikan"], oleh=meja.fo)
    langgan(url=penerima.url, langkah=[], oleh=meja.kasi_lain)
    p = ajukan(meja.fo)
    p = langkah(langkah(p, "setujui", meja), "distribusikan", meja)
    assert list(Kiriman.objects.values_list("langkah", "langganan__pengguna")) == [
        ("distribusikan", meja.fo.pk)
    ]


@pytest.mark.parametrize("jawab", [301, 302, 307, 400, 500])
def test_gagal_dicoba_lagi_lalu_terlihat(meja, penerima, jawab):
    penerima.jawab = jawab
    langgan(url=penerima.url, langkah=["ajukan"], oleh=meja.fo)
    ajukan(meja.fo)
    jeda = []
    for _ in range(MAKS_PERCOBAAN + 2):
        sebelum = timezone.now()
        jalankan_semua()
        k = Kiriman.objects.get()
        if k.coba_lagi_pada:
            jeda.append(round((k.coba_lagi_pada - sebelum).total_seconds()))
        Tugas.objects.filter(status="menunggu").update(mulai_pada=timezone.now() - dt.timedelta(seconds=1))
    assert jeda[:3] == [30, 60, 120]
    assert (k.keadaan, k.percobaan, k.kode_jawaban) == ("gagal", MAKS_PERCOBAAN, jawab)
    assert len(penerima.terima) == MAKS_PERCOBAAN, "a redirect is an answer, not a way"
    assert len({t["X-SPBE-Kiriman"] for t, _ in penerima.terima}) == 1
    penerima.jawab = 200
    with pytest.raises(TidakBerhak):
        kirim_lagi(kiriman=k, oleh=meja.kasi)
    kirim_lagi(kiriman=k, oleh=meja.admin)
    with pytest.raises(Bentrok):
        kirim_lagi(kiriman=k, oleh=meja.admin)
    jalankan_semua()
    k.refresh_from_db()
    assert (k.keadaan, k.percobaan, k.galat) == ("terkirim", 1, "")


def test_berhenti(meja, penerima):
    baris = langgan(url=penerima.url, langkah=[], oleh=meja.fo)
    ajukan(meja.fo)
    with pytest.raises(TidakBerhak):
        berhenti(langganan=baris, oleh=meja.kasi)
    berhenti(langganan=baris, oleh=meja.fo)
    with pytest.raises(Bentrok):
        berhenti(langganan=baris, oleh=meja.fo)
    jalankan_semua()
    assert penerima.terima == []
    assert Kiriman.objects.get().keadaan == "gagal"
    ajukan(meja.fo)
    assert Kiriman.objects.count() == 1


@pytest.mark.parametrize(
    "url",
    [
        "", "aplikasi.example", "ftp://aplikasi.example/", "http://aplikasi.example/", "https://a:b@aplikasi.example/",
        "https:///jalur", "https://aplikasi.example:99999/", "https://aplikasi.example/#x", "https://[::1", "https://aplikası.example/",
    ],
)  # fmt: skip
def test_bentuk_alamat_yang_ditolak(meja, url):
    with pytest.raises(MasukanSalah):
        langgan(url=url, langkah=[], oleh=meja.fo)
    with pytest.raises(MasukanSalah):
        langgan(url="https://aplikasi.example/", langkah=["entah"], oleh=meja.fo)
    assert not Langganan.objects.exists()


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.0.0.5", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", "::1",
        "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    ],
)  # fmt: skip
def test_jaringan_dalam_tidak_dapat_dituju(monkeypatch, ip):
    """Also when only one of the addresses of a name lies inside."""
    for semua in ([ip], ["93.184.216.34", ip]):
        hasil = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, 443)) for a in semua]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *a, _hasil=hasil, **k: _hasil)
        with pytest.raises(AlamatTerlarang):
            periksa("https://aplikasi.example/kait")


def test_alamat_publik_dihubungi_pada_alamat_yang_diperiksa(monkeypatch):
    hasil = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: hasil)
    tujuan = periksa("https://Aplikasi.Example./kait?x=1")
    assert (tujuan.ip, tujuan.host, tujuan.port, tujuan.jalur) == (
        "93.184.216.34",
        "aplikasi.example",
        443,
        "/kait?x=1",
    )


def test_ke_dalam_gagal_tetap_tanpa_permintaan(meja, penerima, settings):
    settings.SPBE_WEBHOOK_HOST = []
    Langganan.objects.create(pengguna=meja.fo, url=penerima.url.replace("http:", "https:"), rahasia="x")
    ajukan(meja.fo)
    jalankan_semua()
    k = Kiriman.objects.get()
    assert (k.keadaan, k.percobaan, penerima.terima) == ("gagal", 1, [])
    assert "jaringan dalam" in k.galat


def test_webhook_lewat_api(aplikasi, orang, penerima, di, instansi_a):
    app, lain = aplikasi(orang.fo), aplikasi(orang.kasi)
    baru = app.post("webhook/", {"url": penerima.url, "langkah": ["ajukan"]})
    assert baru.status_code == 201
    assert baru.json()["rahasia"]
    uuid = baru.json()["uuid"]
    assert "rahasia" not in app.get("webhook/").json()[0]
    assert lain.get("webhook/").json() == []
    assert lain.get(f"webhook/{uuid}/").status_code == 404
    assert lain.delete(f"webhook/{uuid}/").status_code == 404
    with di(instansi_a):
        ajukan(orang.fo)
        jalankan_semua()
    (kiriman,) = app.get(f"webhook/{uuid}/").json()
    assert kiriman["keadaan"] == "terkirim"
    assert lain.post(f"webhook/kiriman/{kiriman['uuid']}/ulang/").status_code == 404
    assert app.post(f"webhook/kiriman/{kiriman['uuid']}/ulang/").json()["keadaan"] == "menunggu"
    assert app.delete(f"webhook/{uuid}/").json()["aktif"] is False
    assert app.post("webhook/", {"url": "http://10.0.0.1/"}).status_code == 422
