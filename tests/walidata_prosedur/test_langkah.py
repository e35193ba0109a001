"""The steps of Ps 12 and Ps 11(6), and every refusal with nothing changed."""

from collections.abc import Callable
from typing import Any

import pytest

from inti.audit.models import Jejak
from inti.errors import Bentrok, Galat, MasukanSalah, TidakBerhak, TransisiTidakSah
from layanan.dokumen.tanda_tangan import periksa
from layanan.surat.penanda import otoritas_lokal
from monitoring_center.walidata.katalog.actions import tarik
from monitoring_center.walidata.katalog.models import Dataset
from monitoring_center.walidata.prosedur import actions
from monitoring_center.walidata.prosedur.models import Izin, Konsep, Lampiran, Perintah, Permohonan, UsulCabut
from tests.conftest import di_situs
from tests.walidata_prosedur.bantu import (
    KODE,
    PINDAIAN,
    Pihak,
    ajukan,
    catat_perintah,
    hari,
    isi,
    izin,
    konsep,
    potret,
    putuskan,
    rekomendasikan,
    tolak,
)

SAMAR = {
    "nama": "kepala",
    "samar": True,
    "dasar": "kepala_indeks",
}  # personal data are encrypted: hashed by their index


def ditolak(kelas: type[Galat], langkah: Callable[[], Any], cocok: str | None = None) -> Galat:
    """The step raises and leaves every row as it was."""
    sebelum = potret()
    with pytest.raises(kelas, match=cocok) as galat:
        langkah()
    assert potret() == sebelum
    return galat.value


def test_dari_konsep_sampai_izin(p: Pihak) -> None:
    k = konsep(p)
    with di_situs(p.a):
        assert not Konsep.objects.exists(), "konsep tidak terlihat pemilik data"
    with di_situs(p.b):
        k = actions.serahkan(konsep=k, oleh=p.petugas)
        m = actions.ajukan(konsep=k, oleh=p.kepala_b)
        assert m.keadaan == "rekomendasi"
        surat = list(Lampiran.objects.filter(permohonan=m))
    assert [s.jenis for s in surat] == ["surat", "pernyataan"]
    for s in surat:
        hasil = periksa(bytes(s.isi), akar=otoritas_lokal().akar())
        assert hasil.sah
        assert hasil.penanda is not None
        assert hasil.penanda.nama == p.kepala_b.nama
    rekomendasikan(p, m, selesai=hari(30), maks_harian=3, alasan="Hanya untuk rujukan.")
    i = putuskan(p, m)
    with di_situs(p.b):
        i = Izin.objects.get(pk=i.pk)
        assert i.keadaan == "berlaku"
        assert (i.maks_harian, i.nomor) == (3, "100.3/7/2026")
        assert i.kolom == [{"nama": "kode"}, {"nama": "nama"}, SAMAR]
        assert Permohonan.objects.lengkap().get().keadaan == "disetujui"
        assert Lampiran.objects.filter(jenis="keputusan").count() == 1
    with di_situs("monitoring"):
        assert Jejak.objects.filter(kode="data.disetujui").count() == 1


@pytest.mark.parametrize(
    ("lain", "cocok"),
    [
        ({"kolom": []}, "sedikitnya satu"),
        ({"kolom": ["kode", 'nama" FROM layanan_seksi; --']}, "tidak ada pada data"),
        ({"kolom": ["ctid"]}, "tidak ada pada data"),
        ({"selesai": hari(-1), "mulai": hari(-9)}, "sudah lewat"),
        ({"mulai": hari(5), "selesai": hari(4)}, "sebelum mulai"),
        ({"selesai": hari(2000)}, "dua tahun"),
        ({"penanggung_jawab": " "}, "belum lengkap"),
        ({"saringan": "kode = 'x'"}, "paling banyak"),
        ({"saringan": [{"kolom": "kode"}]}, "terdiri atas"),
        ({"saringan": [{"kolom": "kode", "op": "= '' OR true OR ''", "nilai": "x"}]}, "tidak dapat dipakai"),
        ({"saringan": [{"kolom": 'kode" = d."kode" OR "kode', "op": "=", "nilai": "x"}]}, "tidak ada pada data"),
        ({"saringan": [{"kolom": "urutan", "op": "<", "nilai": "1 OR 1=1"}]}, "tidak cocok"),
        ({"saringan": [{"kolom": "kode", "op": "<", "nilai": "a"}]}, "tidak dapat dipakai"),
        ({"saringan": [{"kolom": "kode", "op": "salah_satu", "nilai": []}]}, "1 sampai"),
        ({"saringan": [{"kolom": "kode", "op": "=", "nilai": {"a": 1}}]}, "tidak cocok"),
        ({"saringan": [{"kolom": "kode", "op": "=", "nilai": "a\x00b"}]}, "tidak cocok"),
    ],
)  # fmt: skip
def test_konsep_yang_salah(p: Pihak, lain: dict[str, Any], cocok: str) -> None:
    ditolak(MasukanSalah, lambda: konsep(p, **lain), cocok)


def test_nilai_saringan_hanyalah_nilai(p: Pihak) -> None:
    m = ajukan(p, saringan=[{"kolom": "kode", "op": "=", "nilai": "x' OR 'a'='a"}])
    rekomendasikan(p, m, saringan=[{"kolom": "urutan", "op": ">", "nilai": "1"}])
    i = putuskan(p, m)
    assert [s["kolom"] for s in i.saringan] == ["kode", "urutan"]


def test_hanya_yang_berhak(p: Pihak) -> None:
    k = konsep(p)
    with di_situs(p.b):
        d = Dataset.objects.get(kode=KODE)
        ditolak(TidakBerhak, lambda: actions.simpan_konsep(dataset=d, isi=isi(), oleh=p.kepala_b))
        actions.serahkan(konsep=k, oleh=p.petugas)
        ditolak(TidakBerhak, lambda: actions.ajukan(konsep=k, oleh=p.petugas, pindaian=PINDAIAN))
        m = actions.ajukan(konsep=k, oleh=p.kepala_b, pindaian=PINDAIAN)
    ditolak(TidakBerhak, lambda: _rek(p, m, p.kepala_a))
    rekomendasikan(p, m)
    ditolak(TidakBerhak, lambda: putuskan(p, m, oleh=p.walidata))


def _rek(p: Pihak, m: Permohonan, oleh: Any) -> None:
    with di_situs(p.a):
        actions.rekomendasikan(permohonan=m, setuju=False, alasan="x", oleh=oleh)


def test_diajukan_dua_kali(p: Pihak) -> None:
    k = konsep(p)
    with di_situs(p.b):
        k = actions.serahkan(konsep=k, oleh=p.petugas)
        actions.ajukan(konsep=k, oleh=p.kepala_b, pindaian=PINDAIAN)
        ditolak(
            Bentrok, lambda: actions.ajukan(konsep=k, oleh=p.kepala_b, pindaian=PINDAIAN), "sudah diajukan"
        )
        ditolak(Bentrok, lambda: actions.hapus_konsep(konsep=k, oleh=p.petugas))


def test_dikembalikan_dengan_catatan(p: Pihak) -> None:
    k = konsep(p)
    with di_situs(p.b):
        k = actions.serahkan(konsep=k, oleh=p.petugas)
        ditolak(MasukanSalah, lambda: actions.kembalikan(konsep=k, catatan=" ", oleh=p.kepala_b))
        k = actions.kembalikan(konsep=k, catatan="Kolom terlalu banyak.", oleh=p.kepala_b)
        assert (k.keadaan, k.catatan) == ("dikembalikan", "Kolom terlalu banyak.")
        ditolak(Bentrok, lambda: actions.ajukan(konsep=k, oleh=p.kepala_b, pindaian=PINDAIAN))


@pytest.mark.parametrize(
    ("lain", "cocok"),
    [
        ({"kolom": {"urutan": "polos"}}, "tidak ada pada data"),  # not asked for
        ({"kolom": {"kode": "tidak"}}, "sedikitnya satu"),
        ({"kolom": {"kepala": "polos"}}, "data pribadi"),
        ({"selesai": hari(61)}, "tidak boleh melampaui"),
        ({"maks_harian": 0}, "Batas harian"),
        ({"maks_baris": -1}, "Batas harian"),
        ({"saringan": [{"kolom": "x", "op": "=", "nilai": "1"}]}, "tidak ada pada data"),
        ({"setuju": False}, "Alasan wajib"),
    ],
)
def test_rekomendasi_yang_salah(p: Pihak, lain: dict[str, Any], cocok: str) -> None:
    m = ajukan(p)
    ditolak(MasukanSalah, lambda: rekomendasikan(p, m, **lain), cocok)


def test_data_pribadi_polos_perlu_alasan(p: Pihak) -> None:
    m = ajukan(p)
    rekomendasikan(p, m, kolom={"kepala": "polos"}, alasan_polos="Nama dicetak pada undangan.")
    assert putuskan(p, m).kolom == [{"nama": "kepala"}]


def test_data_yang_ditarik_tidak_dapat_diberikan(p: Pihak) -> None:
    """Ps 11(1): what the head withdrew is no longer offered, also to those who asked before."""
    m, k = ajukan(p), konsep(p)
    with di_situs(p.a):
        tarik(dataset=Dataset.objects.get(kode=KODE), oleh=p.kepala_a, alasan="Keliru.")
    ditolak(MasukanSalah, lambda: rekomendasikan(p, m), "sudah ditarik")
    with di_situs(p.b):
        k = actions.serahkan(konsep=k, oleh=p.petugas)
        ditolak(
            MasukanSalah, lambda: actions.ajukan(konsep=k, oleh=p.kepala_b, pindaian=PINDAIAN), "diterbitkan"
        )
    rekomendasikan(p, m, setuju=False, alasan="Data ditarik.")


def test_rekomendasi_dan_keputusan_hanya_sekali(p: Pihak) -> None:
    m = ajukan(p)
    ditolak(TransisiTidakSah, lambda: putuskan(p, m), "belum memberi rekomendasi")
    ditolak(TransisiTidakSah, lambda: tolak(p, m), "belum memberi rekomendasi")
    rekomendasikan(p, m)
    ditolak(TransisiTidakSah, lambda: rekomendasikan(p, m), "sudah diberi rekomendasi")
    ditolak(MasukanSalah, lambda: putuskan(p, m, nomor=" "))
    ditolak(MasukanSalah, lambda: putuskan(p, m, tanggal=hari(1)), "belum tiba")
    ditolak(MasukanSalah, lambda: tolak(p, m, alasan=" "), "Alasan")
    putuskan(p, m)
    ditolak(TransisiTidakSah, lambda: putuskan(p, m, oleh=p.bupati), "sudah diputus")
    ditolak(TransisiTidakSah, lambda: tolak(p, m, oleh=p.bupati), "sudah diputus")


def test_tidak_direkomendasikan_maka_tidak_dapat_disetujui(p: Pihak) -> None:
    m = ajukan(p)
    rekomendasikan(p, m, setuju=False, alasan="Datanya belum rapi.")
    ditolak(TransisiTidakSah, lambda: putuskan(p, m), "hanya penolakan")
    tolak(p, m)


def test_banding(p: Pihak) -> None:
    m = ajukan(p)
    with di_situs(p.b):
        d = Dataset.objects.get(kode=KODE)
        m = Permohonan.objects.lengkap().get(pk=m.pk)
        ditolak(
            MasukanSalah, lambda: actions.simpan_konsep(dataset=d, isi=isi(), oleh=p.petugas, banding_atas=m)
        )
    rekomendasikan(p, m, setuju=False, alasan="Belum rapi.")
    tolak(p, m)
    with di_situs(p.b):
        lama = Permohonan.objects.lengkap().get(pk=m.pk)
        k = actions.simpan_konsep(dataset=d, isi=isi(), oleh=p.petugas, banding_atas=lama)
        k = actions.serahkan(konsep=k, oleh=p.petugas)
        baru = actions.ajukan(konsep=k, oleh=p.kepala_b, pindaian=PINDAIAN)
        assert baru.banding_atas == lama
        ditolak(
            Bentrok,
            lambda: actions.simpan_konsep(dataset=d, isi=isi(), oleh=p.petugas, banding_atas=lama),
            "sudah diajukan",
        )


def test_cabut_dan_usul_walidata(p: Pihak) -> None:
    i = izin(p)
    with di_situs(p.b):
        ditolak(TidakBerhak, lambda: actions.usulkan_cabut(izin=i, alasan="x", oleh=p.kepala_b))
        ditolak(
            MasukanSalah, lambda: actions.usulkan_cabut(izin=i, alasan="x", oleh=p.petugas), "bukan atas data"
        )
    with di_situs(p.a):
        ditolak(MasukanSalah, lambda: actions.usulkan_cabut(izin=i, alasan=" ", oleh=p.walidata))
        actions.usulkan_cabut(izin=i, alasan="Dipakai di luar maksud.", oleh=p.walidata)
        ditolak(Bentrok, lambda: actions.usulkan_cabut(izin=i, alasan="x", oleh=p.walidata), "masih menunggu")
    with di_situs("monitoring"):
        ditolak(MasukanSalah, lambda: actions.cabut(izin=i, alasan="", oleh=p.sekda))
        actions.cabut(izin=i, alasan="Dipakai di luar maksud.", oleh=p.bupati)
        ditolak(Bentrok, lambda: actions.cabut(izin=i, alasan="x", oleh=p.sekda), "sudah dicabut")
        assert UsulCabut.objects.get().jawaban == "Izin dicabut."
        assert Izin.objects.get(pk=i.pk).keadaan == "dicabut"


def test_usul_dijawab_izin_tetap(p: Pihak) -> None:
    i = izin(p)
    with di_situs(p.a):
        actions.usulkan_cabut(izin=i, alasan="x", oleh=p.walidata)
    with di_situs("monitoring"):
        actions.jawab_usul(izin=i, jawaban="Sudah diklarifikasi.", oleh=p.sekda)
        ditolak(Bentrok, lambda: actions.jawab_usul(izin=i, jawaban="x", oleh=p.sekda))
        assert Izin.objects.get(pk=i.pk).keadaan == "berlaku"


def test_perintah_dua_orang(p: Pihak) -> None:
    perintah = catat_perintah(p)
    with di_situs(p.a):
        assert not Perintah.objects.exists(), "belum dikonfirmasi: belum apa-apa"
        assert not Lampiran.objects.exists()
    with di_situs("monitoring"):
        ditolak(TidakBerhak, lambda: actions.konfirmasi(perintah=perintah, oleh=p.sekda), "sendiri")
        i = actions.konfirmasi(perintah=perintah, oleh=p.bupati)
        ditolak(TransisiTidakSah, lambda: actions.konfirmasi(perintah=perintah, oleh=p.bupati))
        ditolak(Bentrok, lambda: actions.batalkan_perintah(perintah=perintah, alasan="x", oleh=p.sekda))
    with di_situs(p.a):
        i = Izin.objects.select_related("perintah").get(pk=i.pk)
        assert (i.jenis, i.judul, i.perintah.nomor) == ("perintah", "Seksi pelayanan", "300/1/BUP")
        assert Lampiran.objects.get().sha256 == perintah.pindaian_sha256


def test_perintah_dibatalkan(p: Pihak) -> None:
    perintah = catat_perintah(p)
    with di_situs("monitoring"):
        actions.batalkan_perintah(perintah=perintah, alasan="Salah nomor.", oleh=p.sekda)
        ditolak(Bentrok, lambda: actions.konfirmasi(perintah=perintah, oleh=p.bupati), "dibatalkan")


@pytest.mark.parametrize(
    "lain",
    [
        {"pembaca": "i_tidak_ada"},
        {"pembaca": "i_uji_a"},
        {"kolom": {"x": "polos"}},
        {"kolom": {"kepala": "polos"}},
        {"nomor": " "},
        {"tanggal": hari(1)},
        {"selesai": hari(-1)},
        {"selesai": hari(400)},
        {"saringan": [{"kolom": "kode", "op": "x", "nilai": "1"}]},
    ],
)
def test_perintah_yang_salah(p: Pihak, lain: dict[str, Any]) -> None:
    ditolak(MasukanSalah, lambda: catat_perintah(p, **lain))
