"""The letters of the procedure under the one public check: genuine, changed, withdrawn; by QR, by PDF, with the server off."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from inti.audit.models import Jejak
from layanan.dokumen.luring import KunciPublik, periksa_luring
from layanan.dokumen.qr import muatan_qr
from layanan.dokumen.rahasia import Rahasia
from layanan.management.commands.dokumen import kumpulkan
from layanan.models import ProfilTtd, SetelanTtd
from layanan.surat import kunci_terbit
from layanan.surat.penanda import kunci_qr_kini
from monitoring_center.walidata.prosedur import actions, tasks
from monitoring_center.walidata.prosedur.models import Lampiran, Permohonan
from tests.conftest import di_situs
from tests.layanan.esign_tiruan import NIK, PASSPHRASE, PENGGUNA, SANDI, EsignTiruan
from tests.walidata_prosedur.bantu import (
    PDF,
    Pihak,
    catat_perintah,
    konsep,
    potret,
    putuskan,
    rekomendasikan,
    tolak,
)
from tests.walidata_prosedur.bantu import (
    ajukan as ajukan_pindaian,
)

MONITORING = "monitoring"


def ajukan(p: Pihak, **lain: Any) -> Permohonan:
    """Both letters signed here."""
    k = konsep(p, **lain)
    with di_situs(p.b):
        return actions.ajukan(konsep=actions.serahkan(konsep=k, oleh=p.petugas), oleh=p.kepala_b)


@dataclass
class Surat:
    jenis: str
    isi: bytes
    muatan: str
    rumah: Any


def surat(p: Pihak, m: Permohonan) -> dict[str, Surat]:
    """kind -> the letter with the payload of its QR, and the site that issued it."""
    rumah = {"surat": p.b, "pernyataan": p.b, "rekomendasi": p.a, "keputusan": MONITORING}
    hasil = {}
    with di_situs(MONITORING):
        for s in Lampiran.objects.filter(permohonan=m):
            slug = getattr(rumah[s.jenis], "slug", MONITORING)
            isi = {
                "nomor": s.nomor,
                "tanggal": s.tanggal,
                "instansi": slug,
                "sidik": s.sidik,
                "penanda": s.penanda,
            }
            muatan = muatan_qr(isi, kunci_qr_kini(slug))
            hasil[s.jenis] = Surat(s.jenis, bytes(s.isi), muatan, rumah[s.jenis])
    return hasil


def jawab(klien: Client, muatan: str) -> str:
    jawaban = klien.get(f"/v/{muatan}")
    assert jawaban.status_code in (200, 404)
    return jawaban.content.decode()


def unggah(klien: Client, isi: bytes) -> str:
    jawaban = klien.post("/v/pdf/", {"pdf": SimpleUploadedFile("surat.pdf", isi, "application/pdf")})
    assert jawaban.status_code == 200
    return jawaban.content.decode()


@pytest.fixture
def selesai(p: Pihak) -> Permohonan:
    m = ajukan(p)
    rekomendasikan(p, m)
    putuskan(p, m)
    return m


def test_setiap_surat_asli_di_tempat_terbitnya(p: Pihak, selesai: Permohonan, klien: Any) -> None:
    semua = surat(p, selesai)
    assert set(semua) == {"surat", "pernyataan", "rekomendasi", "keputusan"}
    for s in semua.values():
        html = jawab(klien(s.rumah), s.muatan)
        assert "Surat ini asli" in html, s.jenis
        assert "Seksi pelayanan" not in html, "isi surat tidak ditampilkan"
        assert "Kode pada tanda terima" not in html
        assert "sama persis" in unggah(klien(s.rumah), s.isi)
    html = jawab(klien(MONITORING), semua["keputusan"].muatan)
    for kata in ("100.3/7/2026", p.sekda.nama, "Pemerintah Kabupaten", "Kecamatan Uji B"):
        assert kata in html


def test_di_tempat_lain_qr_tidak_berlaku(p: Pihak, selesai: Permohonan, klien: Any) -> None:
    semua = surat(p, selesai)
    assert "Bukan QR surat kami" in jawab(klien(p.a), semua["surat"].muatan)
    assert "Bukan QR surat kami" in jawab(klien(p.b), semua["keputusan"].muatan)
    assert "Surat ini asli" in unggah(klien(p.a), semua["surat"].isi), "tembusannya dikenal walidata"
    assert "Diterbitkan oleh Kecamatan Uji B" in unggah(klien(p.a), semua["surat"].isi)


def test_satu_bita_berubah(p: Pihak, selesai: Permohonan, klien: Any) -> None:
    for s in surat(p, selesai).values():
        isi = bytearray(s.isi)
        isi[len(isi) // 3] ^= 1
        html = unggah(klien(s.rumah), bytes(isi))
        assert "Surat ini asli" not in html
        assert "sudah berubah" in html or "tidak dapat dibaca" in html


def test_qr_dan_nomor_palsu(p: Pihak, selesai: Permohonan, klien: Any) -> None:
    s = surat(p, selesai)["keputusan"]
    assert "Bukan QR surat kami" in jawab(
        klien(MONITORING), s.muatan[:40] + ("A" if s.muatan[40] != "A" else "B") + s.muatan[41:]
    )
    isi = {
        "nomor": "100.3/7/2026",
        "tanggal": "2026-01-01",
        "instansi": MONITORING,
        "sidik": "0" * 64,
        "penanda": "x",
    }
    with di_situs(MONITORING):
        palsu = muatan_qr(isi, kunci_qr_kini(MONITORING))
    assert "tidak cocok dengan arsip" in jawab(klien(MONITORING), palsu)


def test_izin_dicabut_maka_keputusannya_dicabut(p: Pihak, klien: Any) -> None:
    m = ajukan(p)
    rekomendasikan(p, m)
    izin = putuskan(p, m)
    with di_situs(MONITORING):
        actions.cabut(izin=izin, alasan="Disalahgunakan.", oleh=p.bupati)
    for s in surat(p, m).values():
        html = jawab(klien(s.rumah), s.muatan)
        assert ("sudah dicabut" if s.jenis == "keputusan" else "Surat ini asli") in html
        assert "Disalahgunakan" not in html
        assert ("sudah dicabut" in unggah(klien(s.rumah), s.isi)) == (s.jenis == "keputusan")


def test_permohonan_ditarik_maka_suratnya_dicabut(p: Pihak, klien: Any) -> None:
    m = ajukan(p)
    rekomendasikan(p, m)
    with di_situs(p.b):
        actions.tarik_permohonan(permohonan=m, alasan="Tidak perlu lagi.", oleh=p.petugas)
    for s in surat(p, m).values():
        kata = "Surat ini asli" if s.jenis == "rekomendasi" else "sudah dicabut"
        assert kata in jawab(klien(s.rumah), s.muatan)


def test_penolakan_tetap_asli(p: Pihak, klien: Any) -> None:
    m = ajukan(p)
    rekomendasikan(p, m, setuju=False, alasan="Belum rapi.")
    tolak(p, m)
    s = surat(p, m)["keputusan"]
    assert "Surat ini asli" in jawab(klien(MONITORING), s.muatan)


def test_pindaian_dikenal_dari_sidiknya(p: Pihak, klien: Any) -> None:
    """A scan of ink has no signature: the same bytes are ours, an order only when confirmed."""
    perintah = catat_perintah(p)
    assert "Surat ini asli" not in unggah(klien(MONITORING), PDF)
    with di_situs(MONITORING):
        izin = actions.konfirmasi(perintah=perintah, oleh=p.bupati)
    html = unggah(klien(MONITORING), PDF)
    assert "Surat ini asli" in html
    assert "300/1/BUP" in html
    with di_situs(MONITORING):
        actions.cabut(izin=izin, alasan="Selesai.", oleh=p.bupati)
    assert "sudah dicabut" in unggah(klien(MONITORING), PDF)
    ajukan_pindaian(p)


def luring(p: Pihak) -> KunciPublik:
    return KunciPublik.dari_json(kumpulkan().ke_json())


def test_tanpa_peladen(p: Pihak, selesai: Permohonan) -> None:
    kunci = luring(p)
    assert {"uji-a", "uji-b", MONITORING} <= kunci.qr.keys()
    for s in surat(p, selesai).values():
        hasil = periksa_luring(s.isi, kunci, qr=s.muatan)
        assert hasil.asli, hasil.alasan
        assert hasil.nomor
    satu = surat(p, selesai)
    silang = periksa_luring(satu["surat"].isi, kunci, qr=satu["rekomendasi"].muatan)
    assert not silang.asli


def test_pencabutan_sampai_ke_daftar_luring(p: Pihak) -> None:
    ditarik, dicabut = ajukan(p), ajukan(p)
    rekomendasikan(p, dicabut)
    izin = putuskan(p, dicabut)
    with di_situs(MONITORING):
        actions.cabut(izin=izin, alasan="x", oleh=p.bupati)
    with di_situs(p.b):
        actions.tarik_permohonan(permohonan=ditarik, alasan="x", oleh=p.petugas)
    kunci = luring(p)
    for m, jenis in ((ditarik, "surat"), (ditarik, "pernyataan"), (dicabut, "keputusan")):
        s = surat(p, m)[jenis]
        for hasil in (periksa_luring(s.isi, kunci), periksa_luring(None, kunci, qr=s.muatan)):
            assert (hasil.asli, hasil.dicabut) == (False, True)
    assert periksa_luring(surat(p, dicabut)["surat"].isi, kunci).asli


def test_bagian_monitoring_terbit_setiap_hari(p: Pihak, klien: Any) -> None:
    with di_situs(MONITORING):
        tasks.terbitkan_kunci_keputusan()
    berkas = kunci_terbit.folder() / "monitoring.json"
    assert KunciPublik.dari_json(berkas.read_text()).instansi == {
        MONITORING: "Pemerintah Kabupaten Tanah Bumbu"
    }
    assert klien(MONITORING).get("/kunci-dokumen.json").status_code == 200
    berkas.unlink()
    with di_situs("diskominfo"):
        tasks.terbitkan_kunci_keputusan()
    assert not berkas.exists()


# -- BSrE, where the instansi has chosen it


@pytest.fixture
def esign(tmp_path: Any, p: Pihak) -> Any:
    tiruan = EsignTiruan(tmp_path / "bsre")
    with di_situs(p.b):
        SetelanTtd.objects.create(
            pk=1, penyedia="bsre", batas_waktu=3, alamat=tiruan.alamat, nama_pengguna=PENGGUNA, sandi=SANDI,
            akar_pem=tiruan.akar_pem(),
        )  # fmt: skip
        ProfilTtd.objects.create(pengguna=p.kepala_b, nik=NIK)
    yield tiruan
    tiruan.peladen.shutdown()
    tiruan.peladen.server_close()


def test_ditandatangani_bsre(p: Pihak, esign: Any, klien: Any) -> None:
    k = konsep(p)
    with di_situs(p.b):
        k = actions.serahkan(konsep=k, oleh=p.petugas)
        m = actions.ajukan(konsep=k, oleh=p.kepala_b, rahasia=Rahasia(PASSPHRASE))
        assert Jejak.objects.filter(kode="data.surat_dikirim").count() == 2
    assert esign.dibuat == 2
    for s in surat(p, m).values():
        assert "Surat ini asli" in jawab(klien(p.b), s.muatan)
        for lain in (p.a, MONITORING):
            assert "Surat ini asli" in unggah(klien(lain), s.isi), "akar BSrE tidak perlu dikenal di sana"
        assert periksa_luring(s.isi, luring(p)).asli


@pytest.mark.parametrize("rahasia", [None, Rahasia("salah")], ids=["tanpa", "salah"])
def test_bsre_menolak_maka_tidak_ada_yang_berubah(
    p: Pihak, esign: Any, klien: Any, rahasia: Rahasia | None
) -> None:
    k = konsep(p)
    with di_situs(p.b):
        k = actions.serahkan(konsep=k, oleh=p.petugas)
        sebelum = potret()
        with pytest.raises(Exception, match=r"(?i)passphrase"):
            actions.ajukan(konsep=k, oleh=p.kepala_b, rahasia=rahasia)
        assert potret() == sebelum
    assert esign.dibuat == 0
