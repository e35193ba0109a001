"""`spbe isolasi --nyata` also walks the gate: every login, every grant, without a ticket and with another's."""

import pytest

from inti.db import sebagai_pemilik
from inti.db.isolasi import coba_nyata, periksa_katalog
from tests.walidata.bantu import PEMBACA, buka, jejak, satu, sebagai_superpengguna, terbitkan

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]


def nyata():
    with sebagai_pemilik():
        return coba_nyata(periksa_katalog())


def test_setiap_login_ditolak_juga_saat_pembaca_sedang_membaca():
    dibaca, lain = terbitkan(), terbitkan()
    tiket, _ = buka(dibaca)
    sebelum = jejak()
    assert nyata().bocor == []
    assert jejak() == sebelum, "memeriksa tidak meninggalkan apa pun"
    assert satu(PEMBACA, "SELECT gerbang.tutup(%s, 0)", tiket), "tiket pembaca tidak tersentuh"
    assert lain


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        ("GRANT SELECT ON gerbang.rahasia TO spbe_portal", "spbe_portal dapat membaca gerbang.rahasia"),
        ("GRANT SELECT ON gerbang.tiket TO i_uji_a", "i_uji_a dapat membaca gerbang.tiket"),
        ("CREATE OR REPLACE VIEW gerbang.izin_1 AS SELECT kode, nama FROM i_uji_a.layanan_seksi",
         "i_uji_b dapat membaca gerbang.izin_1"),
        ("CREATE OR REPLACE FUNCTION gerbang.lapor(p_tiket uuid, p_baris bigint) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
         "i_uji_a dapat menutup tiket i_uji_b"),
    ],
)  # fmt: skip
def test_yang_berhasil_adalah_bocor(ubah, kalimat):
    terbitkan()
    if "lapor" in ubah:
        buka(satu(PEMBACA, "SELECT uuid FROM gerbang.izin"))
    sebagai_superpengguna(ubah)
    assert kalimat in nyata().bocor


def test_portal_menunjukkan_segelnya(masuk):
    portal = masuk("portal")
    for alamat in ("/", "/katalog/"):
        assert 'href="/jejak/segel/"' in portal.get(alamat).content.decode()
