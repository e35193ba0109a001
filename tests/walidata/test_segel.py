"""Sealing, the published seals, and the gate that closes when sealing stops (promise 16). Time is moved in rows."""

import json

import pytest
from django.core.management import call_command

from inti.db.login import LOGIN_MONITORING
from inti.tasks import jalankan_semua, titipkan_berkala
from monitoring_center.walidata.gerbang import segel, tasks
from tests.walidata.bantu import PEMBACA, buka, jejak, satu, sebagai_superpengguna, terbitkan
from tests.walidata.conftest import di

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]
MUNDUR = "UPDATE gerbang.jejak SET pada = pada - interval '4 hours 1 minute'"


def test_gerbang_menutup_setelah_empat_jam_tanpa_segel_dan_membuka_lagi():
    izin = terbitkan()
    assert buka(izin)[0]
    sebagai_superpengguna("UPDATE gerbang.jejak SET pada = pada - interval '3 hours 59 minutes'")
    assert buka(izin)[0], "belum empat jam"
    sebagai_superpengguna(MUNDUR)
    tiket, alasan = buka(izin)
    assert tiket is None
    assert "Gerbang ditutup: jejak akses belum disegel lebih dari 4 jam" in alasan
    assert jejak()[-1][0] == "tolak"
    # reading on does not help: the oldest record without a seal counts, not the newest
    assert buka(izin)[0] is None
    with di("monitoring"):
        assert segel.keadaan().tertutup
        tasks.segelkan()
        assert segel.keadaan().menunggu_sejak is None
    assert buka(izin)[0]


def test_beat_menyegel_hanya_di_monitoring_dan_bila_ada_yang_baru():
    terbitkan()
    titipkan_berkala()
    with di("monitoring"):
        jalankan_semua()
        assert satu(LOGIN_MONITORING, "SELECT max(urut) FROM gerbang.segel") == len(jejak())
        assert segel.segelkan() == len(jejak()), "dua kali menyegel tidak mengubah apa pun"
    with di(PEMBACA):
        assert not tasks._ada_yang_belum()
        assert not tasks._di_monitoring()


def test_segel_terbit_di_portal_dan_memeriksa_dari_berkas(masuk, tmp_path, capsys):
    izin = terbitkan()
    for n in range(4):
        buka(izin, maksud=str(n))
    satu(LOGIN_MONITORING, "SELECT gerbang.segelkan()")
    portal = masuk("portal")
    halaman = portal.get("/jejak/segel/")
    sidik = satu(LOGIN_MONITORING, "SELECT encode(sidik, 'hex') FROM gerbang.segel")
    assert sidik in halaman.content.decode()
    terbit = portal.get("/jejak/segel.json").json()
    assert [(s["urut"], s["sidik"]) for s in terbit["segel"]] == [(5, sidik)]
    assert portal.get("/jejak/segel.json?sebelum=5").json()["segel"] == []
    assert portal.get("/jejak/segel.json?sebelum=5%27%20OR%201").json()["segel"] == terbit["segel"]
    berkas = tmp_path / "segel.json"
    berkas.write_text(json.dumps(terbit))
    call_command("walidata", "periksa-jejak", "--segel", str(berkas))
    assert "5 catatan diperiksa, 0 kerusakan" in capsys.readouterr().out
    sebagai_superpengguna("DELETE FROM gerbang.segel; DELETE FROM gerbang.jejak WHERE urut = 5")
    sebagai_superpengguna(
        "UPDATE gerbang.kepala SET urut = 4, sidik = (SELECT sidik FROM gerbang.jejak WHERE urut = 4)"
    )
    with pytest.raises(SystemExit):
        call_command("walidata", "periksa-jejak", "--segel", str(berkas))
    assert "disimpan di luar" in capsys.readouterr().out


def test_segel_lewat_alamat_dan_yang_tidak_terbaca(monkeypatch, capsys):
    import httpx

    terbitkan()
    satu(LOGIN_MONITORING, "SELECT gerbang.segelkan()")
    sidik = satu(LOGIN_MONITORING, "SELECT encode(sidik, 'hex') FROM gerbang.segel")
    halaman = {
        "": {"segel": [], "berikut": 9},
        "9": {"segel": [{"urut": 1, "sidik": sidik}], "berikut": None},
    }

    def ambil(url, **_):
        isi = halaman[str(httpx.URL(url).params.get("sebelum", ""))]
        return httpx.Response(200, json=isi, request=httpx.Request("GET", url))

    monkeypatch.setattr(httpx, "get", ambil)
    call_command("walidata", "periksa-jejak", "--segel", "https://kab.test/jejak/segel.json")
    assert "1 segel dari luar dicocokkan" in capsys.readouterr().out
    for salah in ("tidak-ada.json", "12", "1=bukan-hex"):
        with pytest.raises(Exception, match="Segel"):
            call_command("walidata", "periksa-jejak", "--segel", salah)
