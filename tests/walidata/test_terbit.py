"""What a grant may be, whoever writes it: with raw SQL and the owner of the database, past every action."""

import json

import psycopg
import pytest
from django.db import IntegrityError

from inti.db.login import LOGIN_MONITORING
from tests.walidata.bantu import (
    PEMBACA,
    PEMILIK,
    jejak,
    mohon,
    putuskan,
    rekomendasikan,
    satu,
    sebagai_superpengguna,
    terbit_orang,
    terbitkan,
    terbitkan_dataset,
)

pytestmark = [pytest.mark.nyata, pytest.mark.usefixtures("basis_nyata")]
NIK_SAMAR = {"nama": "nik", "samar": True, "dasar": "nik_indeks"}


def coba(kolom, **rekomendasi):
    permohonan = mohon([k["nama"] for k in kolom], dataset="orang")
    rekomendasikan(permohonan, kolom, **({"sumber": "orang_uji", "kunci": "nomor"} | rekomendasi))
    return putuskan(permohonan)


def tidak_ada_izin():
    return satu(LOGIN_MONITORING, "SELECT count(*) FROM gerbang.izin") == 0 and jejak() == []


@pytest.mark.parametrize("keadaan", ["konsep", "tertahan"])
def test_hanya_data_yang_terbit(orang_tersandi, keadaan):
    terbitkan_dataset("orang", sumber="orang_uji", kunci="nomor")
    sebagai_superpengguna(
        f"ALTER TABLE gerbang.dataset DISABLE TRIGGER USER; UPDATE gerbang.dataset SET keadaan = '{keadaan}';"
        " ALTER TABLE gerbang.dataset ENABLE TRIGGER USER"
    )
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="tidak diterbitkan"):
        coba([{"nama": "nomor"}])
    assert tidak_ada_izin()


@pytest.mark.parametrize(
    ("rekomendasi", "kata"),
    [({"sumber": "akun_pengguna"}, "bukan sumber"), ({"sumber": "layanan_seksi"}, "bukan sumber"),
     ({"kunci": "nama"}, "bukan sumber"),
     ({"saringan": json.dumps([{"kolom": "nik_indeks", "op": "=", "nilai": "x"}])}, "nik_indeks tidak ada")],
)  # fmt: skip
def test_hanya_sumber_dan_kolom_datanya_sendiri(orang_tersandi, rekomendasi, kata):
    """A grant for a harmless dataset must not open another table of the same owner."""
    terbitkan_dataset("orang", sumber="orang_uji", kunci="nomor")
    with pytest.raises(psycopg.Error, match=kata):
        coba([{"nama": "nomor"}], **rekomendasi)
    assert tidak_ada_izin()


def test_samaran_tidak_meminjam_kolom_lain(orang_tersandi):
    terbitkan_dataset("orang", sumber="orang_uji", kunci="nomor")
    with pytest.raises(psycopg.Error, match="indeks butanya"):
        coba([{"nama": "nama", "samar": True, "dasar": "umur"}])
    assert tidak_ada_izin()


@pytest.mark.parametrize("alasan", ["", "  "])
def test_data_pribadi_apa_adanya_perlu_alasan(orang_tersandi, alasan):
    terbitkan_dataset("orang", sumber="orang_uji", kunci="nomor")
    with pytest.raises(psycopg.errors.CheckViolation, match=r"Data pribadi \(nama\) diberikan"):
        coba([{"nama": "nomor"}, {"nama": "nama"}, NIK_SAMAR], alasan_polos=alasan)
    assert tidak_ada_izin()
    terbit_orang("nomor", NIK_SAMAR, alasan_polos="")
    terbit_orang("nomor", "nama", alasan_polos="Surat panggilan bernama")
    assert (
        satu(PEMBACA, "SELECT alasan_polos FROM gerbang.izin ORDER BY id DESC LIMIT 1")
        == "Surat panggilan bernama"
    )


def test_data_sendiri_tidak_dapat_diberikan_kepada_diri_sendiri():
    izin = terbitkan()
    with pytest.raises(IntegrityError):
        sebagai_superpengguna("UPDATE gerbang.izin SET pembaca = pemilik WHERE uuid = %s", izin)
    assert satu(PEMBACA, "SELECT pembaca <> pemilik FROM gerbang.izin")
    assert satu(PEMILIK, "SELECT count(*) FROM gerbang.izin") == 1
