import importlib
from dataclasses import replace

import pytest
from django.urls import reverse

from inti.situs import Situs
from inti.ui import menu
from inti.ui.ikon import semua_ikon
from inti.ui.menu import Butir, menu_untuk, semua_butir
from tests.ui.lingkungan import INFO, SITUS

pytestmark = pytest.mark.usefixtures("situs_contoh")


def label(request, tempat="samping"):
    return [b.label for b in menu_untuk(request, tempat)]


def pasang(monkeypatch, *butir: Butir) -> None:
    monkeypatch.setattr(menu, "semua_butir", lambda: butir)


def butir(nama: str, **lain) -> Butir:
    return Butir(**({"situs": "instansi", "label": nama, "ikon": "inbox", "url_name": "uji:kotak"} | lain))


def test_disaring_menurut_hak(monkeypatch, minta):
    pasang(
        monkeypatch,
        butir("semua"),
        butir("kelola", hak="layanan.kelola"),
        butir("salah satu", hak=("layanan.kelola", "permohonan.lihat")),
    )
    assert label(minta("/", "permohonan.lihat")) == ["semua", "salah satu"]
    assert label(minta("/", "layanan.kelola")) == ["semua", "kelola", "salah satu"]


def test_disaring_menurut_situs_dan_jenis_instansi(monkeypatch, minta):
    pasang(
        monkeypatch,
        butir("portal", situs="portal"),
        butir("dua", situs=("instansi", "portal")),
        butir("skpd", jenis=("skpd",)),
        butir("mana pun", situs="*"),
    )
    request = minta("/")
    assert label(request) == ["dua", "mana pun"]
    request.situs = Situs("portal", "spbe_portal")
    assert label(request) == ["portal", "dua", "mana pun"]
    skpd = replace(INFO, jenis="skpd")
    request.situs = Situs("instansi", SITUS.login, skpd)
    assert label(request) == ["dua", "skpd", "mana pun"]


def test_kelompok_berdiri_utuh_di_tempat_butir_pertamanya(monkeypatch, minta):
    pasang(
        monkeypatch,
        butir("masuk", kelompok="Layanan"),
        butir("data instansi", kelompok="Data"),
        butir("jam kerja", kelompok="Pengaturan"),
        butir("katalog", kelompok="Data"),
    )
    assert label(minta("/")) == ["masuk", "data instansi", "katalog", "jam kerja"]


def test_pengunjung_hanya_melihat_menu_publik(monkeypatch, minta):
    pasang(monkeypatch, butir("dalam"), butir("luar", tempat="publik"))
    request = minta("/")
    request.user.is_authenticated = False
    assert label(request) == []
    assert label(request, "publik") == ["luar"]


def test_alamat_yang_tidak_ada_dilewati_tanpa_merusak_halaman(monkeypatch, minta, caplog):
    pasang(monkeypatch, butir("buntu", url_name="tidak:ada"), butir("jalan"))
    assert label(minta("/")) == ["jalan"]
    assert "buntu" in caplog.text


def test_halaman_kini_ditandai_pada_alamat_terpanjang(monkeypatch, minta):
    pasang(monkeypatch, butir("kotak"), butir("laporan", url_name="uji:laporan"))
    aktif = [b.label for b in menu_untuk(minta("/uji/laporan/2026/")) if b.aktif]
    assert aktif == ["laporan"]
    assert not any(b.aktif for b in menu_untuk(minta("/lain/")))


def test_hitungan_hanya_untuk_yang_tampak(monkeypatch, minta):
    dihitung = []
    pasang(
        monkeypatch,
        butir("boleh", hitung=lambda r: dihitung.append("boleh") or 3),
        butir("tidak", hak="layanan.kelola", hitung=lambda r: dihitung.append("tidak") or 9),
    )
    assert [b.hitungan for b in menu_untuk(minta("/"))] == [3]
    assert dihitung == ["boleh"]


def test_tempat_yang_salah_ketahuan_saat_dimuat():
    with pytest.raises(ValueError, match="tempat"):
        butir("x", tempat="atas")


def test_setiap_butir_menuju_halaman_yang_ada_dan_berikon(monkeypatch):
    monkeypatch.undo()  # the real entries of the installed apps
    semua_butir.cache_clear()
    assert semua_butir()
    buntu = []
    for b in semua_butir():
        assert b.ikon in semua_ikon(), b
        situs = ("instansi", "diskominfo", "monitoring", "portal") if b.situs == "*" else b.situs
        for nama in (situs,) if isinstance(situs, str) else situs:
            try:
                reverse(b.url_name, urlconf=importlib.import_module(f"inti.urls.{nama}"))
            except Exception as galat:
                if b.situs != "*":
                    buntu.append((b.label, nama, str(galat)))
    assert buntu == []
