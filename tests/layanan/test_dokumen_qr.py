"""The QR payload: signed, compact, canonical, checkable with the server off."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from layanan.dokumen.galat import QrTidakSah
from layanan.dokumen.kunci import turunkan
from layanan.dokumen.qr import (
    HARI_NOL,
    instansi_muatan,
    kunci_publik_qr,
    kunci_qr,
    muatan_qr,
    periksa_muatan,
    qr_svg,
)
from layanan.dokumen.sidik import sidik_data

INDUK = b"kunci induk uji coba saja 0123456"
ALAMAT = "https://batulicin.tanahbumbukab.go.id/v/"
DATA = {
    "nomor": "500.3.2/0042/KEC-BTL/XI/2026",
    "tanggal": date(2026, 11, 23),
    "instansi": "batulicin",
    "sidik": sidik_data({"a": 1}),
    "penanda": "Drs. H. Rahmat Hidayat, M.Si",
}
KUNCI = kunci_qr(INDUK, "batulicin")
PUBLIK = kunci_publik_qr(INDUK, "batulicin")
URL = muatan_qr(DATA, KUNCI, alamat=ALAMAT)


def test_bolak_balik() -> None:
    assert periksa_muatan(URL, PUBLIK) == DATA | {"sidik": DATA["sidik"][:32]}
    assert instansi_muatan(URL) == "batulicin"


def test_alamat_dan_huruf_kecil_tidak_berpengaruh() -> None:
    muatan = URL.removeprefix(ALAMAT)
    assert periksa_muatan(muatan.lower() + "\n", PUBLIK) == periksa_muatan(URL, PUBLIK)


def test_muat_di_qr_cetak() -> None:
    assert len(URL) < 300
    assert 'width="57"' in qr_svg(URL), "QR version 10: 0.42 mm a module at 24 mm"


def test_tanggal_boleh_teks_iso() -> None:
    assert muatan_qr(DATA | {"tanggal": "2026-11-23"}, KUNCI, alamat=ALAMAT) == URL


def test_kunci_tetap_dan_terpisah_per_instansi() -> None:
    assert kunci_qr(INDUK, "batulicin").private_bytes_raw() == turunkan(INDUK, "dokumen/qr/batulicin")
    with pytest.raises(QrTidakSah, match="bukan dari instansi"):
        periksa_muatan(URL, kunci_publik_qr(INDUK, "simpang-empat"))
    with pytest.raises(QrTidakSah, match="bukan dari instansi"):
        periksa_muatan(muatan_qr(DATA, kunci_qr(INDUK, "simpang-empat")), PUBLIK)


def test_kunci_induk_kosong_ditolak() -> None:
    with pytest.raises(ValueError, match="kunci induk"):
        turunkan(b"", "apa pun")


@settings(deadline=None)
@given(
    letak=st.integers(0, len(URL) - len(ALAMAT) - 1),
    huruf=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"),
)
def test_satu_huruf_diubah_ketahuan(letak: int, huruf: str) -> None:
    muatan = URL.removeprefix(ALAMAT)
    if muatan[letak] == huruf:
        return
    with pytest.raises(QrTidakSah):
        periksa_muatan(ALAMAT + muatan[:letak] + huruf + muatan[letak + 1 :], PUBLIK)


@given(panjang=st.integers(0, len(URL) - 1))
def test_terpotong_ketahuan(panjang: int) -> None:
    with pytest.raises(QrTidakSah):
        periksa_muatan(URL[:panjang], PUBLIK)


@given(teks=st.text(max_size=1200))
def test_teks_sembarang_ditolak_dengan_kalimat(teks: str) -> None:
    with pytest.raises(QrTidakSah) as galat:
        periksa_muatan(teks, PUBLIK)
    assert galat.value.pesan.startswith("Isi QR")


@settings(deadline=None)
@given(
    nomor=st.text(max_size=60),
    penanda=st.text(max_size=80),
    hari=st.integers(0, 0xFFFF),
    isi=st.binary(min_size=16, max_size=32),
)
def test_data_apa_pun_bolak_balik(nomor: str, penanda: str, hari: int, isi: bytes) -> None:
    data = {
        "nomor": nomor,
        "tanggal": HARI_NOL + timedelta(days=hari),
        "instansi": "a",
        "sidik": isi.hex(),
        "penanda": penanda,
    }
    hasil = periksa_muatan(muatan_qr(data, KUNCI), PUBLIK)
    assert hasil["nomor"] == nomor
    assert penanda.startswith(hasil["penanda"])
    assert hasil["sidik"] == isi.hex()[:32]
    assert hasil["tanggal"] == data["tanggal"]


@pytest.mark.parametrize("ganti", [{"tanggal": date(2019, 12, 31)}, {"sidik": "00"}, {"nomor": "x" * 256}])
def test_data_di_luar_jangkauan_ditolak(ganti: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        muatan_qr(DATA | ganti, KUNCI)


def test_qr_alamat_biasa() -> None:
    assert qr_svg("https://batulicin.tanahbumbukab.go.id/lacak/K7PX29QM").startswith("<svg")
    assert qr_svg("halo dunia").startswith("<svg")


class TestSidik:
    def test_urutan_kunci_dan_qr_tidak_dihitung(self) -> None:
        assert sidik_data({"a": 1, "b": [2]}) == sidik_data({"b": [2], "a": 1, "qr": "x", "konsep": True})

    def test_tanggal_sama_dengan_teksnya(self) -> None:
        assert sidik_data({"t": date(2026, 11, 23)}) == sidik_data({"t": "2026-11-23"})

    @given(
        a=st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
        b=st.dictionaries(st.text(max_size=5), st.text(max_size=5)),
    )
    def test_isi_berbeda_sidik_berbeda(self, a: dict[str, str], b: dict[str, str]) -> None:
        buang = {"qr", "konsep"}
        sama = {k: v for k, v in a.items() if k not in buang} == {
            k: v for k, v in b.items() if k not in buang
        }
        assert (sidik_data(a) == sidik_data(b)) is sama
