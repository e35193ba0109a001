"""`spbe instansi`: what it prints, and the exit code of every way to go wrong."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from inti.db import sebagai_pemilik
from tenants.models import Instansi, Penyediaan
from tests.tenants.bantu import ada_skema, isian, keadaan_semua


def _jalankan(*argumen: str) -> str:
    keluaran = StringIO()
    call_command("instansi", *argumen, stdout=keluaran)
    return keluaran.getvalue()


def _gagal(*argumen: str) -> tuple[int, str]:
    with pytest.raises(CommandError) as galat:
        _jalankan(*argumen)
    return galat.value.returncode, str(galat.value)


def _buat(data: dict[str, str], *lain: str) -> list[str]:
    return [
        "buat",
        data["slug"],
        "--nama",
        data["nama"],
        "--jenis",
        data["jenis"],
        "--kode",
        data["kode"],
        "--wilayah",
        data["kode_wilayah"],
        *lain,
    ]


def test_buat_menyediakan_sampai_aktif(db):
    data = isian()
    isi = json.loads(
        _jalankan(*_buat(data, "--json", "--surel-admin", "a@x.kab.go.id", "--nama-admin", "Budi"))
    )
    assert (isi["slug"], isi["status"], isi["penyediaan"]["keadaan"]) == (data["slug"], "aktif", "selesai")
    assert isi["domain"] == [f"{data['slug']}.kab.localhost"]
    assert ada_skema(isi["skema"])


def test_buat_memberi_kalimat(db):
    data = isian()
    assert f"{data['nama']} siap dipakai" in _jalankan(*_buat(data))


def test_buat_dengan_isian_salah_keluar_dua_dan_menyebut_bidangnya(db):
    sebelum = keadaan_semua()
    kode, pesan = _gagal(*_buat(isian(slug="www", nama="x")))
    assert kode == 2
    assert "slug:" in pesan
    assert "nama:" in pesan
    assert keadaan_semua() == sebelum


def test_daftar_sebagai_tabel_dan_json(instansi_a):
    teks = _jalankan("daftar")
    assert "uji-a" in teks
    assert "i_uji_b" in teks
    semua = json.loads(_jalankan("daftar", "--json"))
    assert [b["slug"] for b in semua] == ["uji-a", "uji-b"]
    assert json.loads(_jalankan("daftar", "--json", "--status", "arsip")) == []
    assert len(json.loads(_jalankan("daftar", "--json", "--jenis", "kecamatan"))) == 2


def test_tangguhkan_aktifkan_arsipkan(instansi_a):
    isi = json.loads(_jalankan("tangguhkan", "uji-a", "--sampai", "2099-01-31", "--alasan", "Uji", "--json"))
    assert (isi["status"], isi["ditangguhkan_sampai"], isi["alasan"]) == ("ditangguhkan", "2099-01-31", "Uji")
    assert "aktif" in _jalankan("aktifkan", "uji-a")
    assert json.loads(_jalankan("arsipkan", "uji-a", "--alasan", "Digabung", "--json"))["status"] == "arsip"


@pytest.mark.parametrize(
    ("argumen", "kode"),
    [
        (["tangguhkan", "tidak-ada", "--alasan", "x"], 3),
        (["aktifkan", "tidak-ada"], 3),
        (["lanjutkan", "tidak-ada"], 3),
        (["batal", "uji-a"], 3),
        (["aktifkan", "uji-a"], 4),
        (["lanjutkan", "uji-a"], 4),
        (["tangguhkan", "uji-a", "--alasan", " "], 2),
        (["tangguhkan", "uji-a", "--alasan", "x", "--sampai", "2000-01-01"], 2),
    ],
)
def test_kode_keluar(instansi_a, argumen, kode):
    sebelum = keadaan_semua()
    assert _gagal(*argumen)[0] == kode
    assert keadaan_semua() == sebelum


def test_tanggal_yang_bukan_tanggal(instansi_a):
    with pytest.raises(CommandError, match="bukan tanggal"):
        _jalankan("tangguhkan", "uji-a", "--alasan", "x", "--sampai", "besok")


def test_penyediaan_gagal_keluar_satu_lalu_dilanjutkan_atau_dibatalkan(db, monkeypatch):
    from tenants.penyediaan import langkah, pelaksana

    data, dua = isian(), isian()
    asli = pelaksana.LANGKAH
    rusak = tuple(
        type(b)(**(vars(b) | {"kerjakan": lambda p: 1 / 0})) if b.nama == "hak" else b
        for b in langkah.LANGKAH
    )
    monkeypatch.setattr(pelaksana, "LANGKAH", rusak)
    for d in (data, dua):
        kode, pesan = _gagal(*_buat(d))
        assert kode == 1
        assert "Memasang hak akses gagal" in pesan
    monkeypatch.setattr(pelaksana, "LANGKAH", asli)
    assert json.loads(_jalankan("lanjutkan", data["slug"], "--json"))["status"] == "aktif"
    assert json.loads(_jalankan("batal", dua["slug"], "--json"))["keadaan"] == "dibatalkan"
    with sebagai_pemilik():
        assert not Instansi.objects.filter(slug=dua["slug"]).exists()
        assert Penyediaan.objects.get(slug=dua["slug"]).keadaan == "dibatalkan"


def test_bantuan_berbahasa_indonesia(capsys):
    with pytest.raises(SystemExit):
        call_command("instansi", "tangguhkan", "--help")
    bantuan = capsys.readouterr().out
    assert "Tutup situs instansi untuk sementara." in bantuan
