"""BSrE eSign Client against a server that speaks its API: every refusal, every silence, and never two signatures."""

import io
import logging
import pickle
import socket
import threading
import traceback
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from inti.audit.models import Jejak
from inti.db import di_instansi
from inti.errors import Bentrok, TransisiTidakSah
from inti.notifikasi.models import Notifikasi, Surat
from inti.situs import info_instansi, pada_situs, situs_instansi
from inti.tugas.models import Tugas
from layanan import actions
from layanan.actions import pelimpahan, tandatangan
from layanan.dokumen.galat import GalatPenyedia, GalatTandaTangan, TakTerjawab
from layanan.dokumen.rahasia import Rahasia
from layanan.dokumen.tanda_tangan import periksa
from layanan.enums import KeadaanNaskah, KeadaanPercobaan, Status
from layanan.models import Dokumen, NaskahTtd, PercobaanTtd, Permohonan, ProfilTtd, SeriNomor, SetelanTtd
from layanan.surat import konsep, naskah, nomor
from layanan.surat.penanda import akar_tepercaya, klien_bsre, otoritas_lokal
from layanan.surat.periksa import keadaan_surat, tercatat
from tests.layanan.bantu import buat_meja, langkah, orang_langsung, potret, sampai
from tests.layanan.esign_tiruan import NIK, PASSPHRASE, PENGGUNA, SANDI, EsignTiruan, rantai

BENAR = Rahasia(PASSPHRASE)


@pytest.fixture
def esign(tmp_path):
    tiruan = EsignTiruan(tmp_path / "bsre")
    yield tiruan
    tiruan.peladen.shutdown()
    tiruan.peladen.server_close()


def pasang(esign: EsignTiruan, penanda: Any, **lain: Any) -> None:
    isi = {"alamat": esign.alamat, "nama_pengguna": PENGGUNA, "sandi": SANDI, "akar_pem": esign.akar_pem()}
    SetelanTtd.objects.create(pk=1, penyedia="bsre", batas_waktu=3, **(isi | lain))
    ProfilTtd.objects.create(pengguna=penanda, nik=NIK)


@pytest.fixture(params=["1", "2"])
def versi(request):
    return request.param


@pytest.fixture
def p(meja, esign, versi):
    pasang(esign, meja.camat, versi=versi)
    return sampai(Status.DIPARAF, meja)


def tanda_tangani(p: Permohonan, meja: Any, rahasia: Rahasia | None = BENAR, **lain: Any) -> Dokumen:
    return actions.tandatangani(permohonan=p, oleh=meja.camat, rahasia=rahasia, **lain)


def beri_nik(nik: str) -> None:
    profil = ProfilTtd.objects.get()
    profil.nik = nik
    profil.save()


def percobaan() -> list[str]:
    return list(PercobaanTtd.objects.order_by("pk").values_list("keadaan", flat=True))


def test_surat_ditandatangani_bsre(p, meja, esign, versi):
    d = tanda_tangani(p, meja)
    p.refresh_from_db()
    hasil = periksa(d.berkas.bita(), akar=akar_tepercaya())
    assert hasil.sah
    assert not periksa(d.berkas.bita(), akar=otoritas_lokal().akar()).tepercaya
    assert (p.status, percobaan(), esign.dibuat) == (Status.DITANDATANGANI, ["berhasil"], 1)
    assert NaskahTtd.objects.get().keadaan == KeadaanNaskah.SELESAI
    assert keadaan_surat(tercatat(d)) == "asli"
    assert PercobaanTtd.objects.get().id_dokumen == ("dok000001" if versi == "1" else "")
    assert ProfilTtd.objects.get().sertifikat_sampai is not None
    jalur = "/api/sign/pdf" if versi == "1" else "/api/v2/sign/pdf"
    kirim = next(x for x in esign.permintaan if x["jalur"] == jalur)["isian"]
    assert d.berkas.bita().startswith(kirim["file"])
    assert kirim["tampilan"].lower() == b"invisible"
    assert nomor.periksa_buku(nomor.SURAT, d.tahun) == []


def test_periksa_menerima_surat_lokal_dan_bsre(p, meja):
    d = tanda_tangani(p, meja)
    SetelanTtd.objects.update(penyedia="lokal")
    lokal = actions.tandatangani(permohonan=sampai(Status.DIPARAF, meja), oleh=meja.camat)
    assert [keadaan_surat(tercatat(x)) for x in (d, lokal)] == ["asli", "asli"]
    SetelanTtd.objects.update(akar_pem="")
    assert [keadaan_surat(tercatat(x)) for x in (d, lokal)] == ["berubah", "asli"]


PASTI = [
    ("biasa", "salah-passphrase", NIK, "2031"),
    ("biasa", "", NIK, "passphrase"),
    ("biasa", PASSPHRASE, "6310019999999999", "2011"),
    ("biasa", PASSPHRASE, "", "nik"),
    ("kedaluwarsa", PASSPHRASE, NIK, "2021"),
    ("bukan_pdf", PASSPHRASE, NIK, "200"),
]


@pytest.mark.parametrize("keadaan, sandi, nik, kode", PASTI)
def test_penolakan_pasti_menyimpan_nomor_dan_boleh_dicoba_lagi(p, meja, esign, keadaan, sandi, nik, kode):
    esign.keadaan = keadaan
    beri_nik(nik)
    sebelum = potret(p)
    with pytest.raises(GalatPenyedia) as galat:
        tanda_tangani(p, meja, Rahasia(sandi))
    assert galat.value.kode == kode
    assert potret(p) == sebelum
    assert percobaan() == ["gagal"]
    satu = NaskahTtd.objects.get()
    esign.keadaan = "biasa"
    beri_nik(NIK)
    assert tanda_tangani(p, meja).nomor == satu.nomor
    assert SeriNomor.objects.get(buku=nomor.SURAT).terakhir == 1


@pytest.mark.parametrize("keadaan", ["tanpa_tanda", "berubah", "ekor"])
def test_balasan_yang_bukan_surat_kami_dibuang(p, meja, esign, keadaan):
    esign.keadaan = keadaan
    sebelum = potret(p)
    with pytest.raises(GalatTandaTangan):
        tanda_tangani(p, meja)
    assert potret(p) == sebelum
    assert percobaan() == ["gagal"]
    assert not Dokumen.objects.exists()


def test_akar_yang_tidak_dikenal_ditolak(p, meja, esign):
    SetelanTtd.objects.update(akar_pem=otoritas_lokal().akar_pem().decode())
    with pytest.raises(GalatTandaTangan, match="otoritas yang dikenal"):
        tanda_tangani(p, meja)
    assert not Dokumen.objects.exists()


@pytest.mark.parametrize("keadaan", ["500", "503", "putus", "lambat"])
def test_tidak_terjawab_tetap_menunggu_dengan_nomor_yang_sama(p, meja, esign, keadaan):
    esign.keadaan, esign.tahan = keadaan, 4.0
    sebelum = potret(p)
    with pytest.raises(TakTerjawab):
        tanda_tangani(p, meja)
    assert potret(p) == sebelum
    assert percobaan() == ["tak_diketahui"]
    with pytest.raises(Bentrok, match="tidak terjawab"):
        tanda_tangani(p, meja)  # not without saying so
    assert percobaan() == ["tak_diketahui"]
    satu, dikirim = NaskahTtd.objects.get(), esign.permintaan[-1]["isian"]["file"]
    esign.keadaan = "biasa"
    d = tanda_tangani(p, meja, ulangi=True)
    assert (d.nomor, d.urut) == (satu.nomor, 1)
    assert d.berkas.bita().startswith(dikirim), "the very same document again"
    assert Dokumen.objects.count() == 1
    assert percobaan() == ["tak_diketahui", "berhasil"]


@pytest.mark.parametrize("versi", ["1"], indirect=True)
def test_terputus_sesudah_bernama_diambil_tanpa_menandatangani_lagi(p, meja, esign):
    """The service had named its result before the line broke: the retry fetches that one."""
    esign.keadaan = "putus"
    with pytest.raises(TakTerjawab):
        tanda_tangani(p, meja)
    assert PercobaanTtd.objects.get().id_dokumen == "dok000001"
    d = tanda_tangani(p, meja, rahasia=None, ulangi=True)
    assert esign.dibuat == 1, "no second signature was made"
    assert d.berkas.bita() == esign.hasil["dok000001"]


@pytest.mark.parametrize("versi", ["2"], indirect=True)
@pytest.mark.parametrize("keadaan", ["putus", "berkas_rusak"])
def test_jawaban_yang_tidak_sampai_tanpa_nama_dikirim_ulang(p, meja, esign, keadaan):
    """v2 names no document: the same letter, with the same number, is sent once more when the signer says so."""
    esign.keadaan = keadaan
    with pytest.raises(TakTerjawab):
        tanda_tangani(p, meja)
    assert percobaan() == ["tak_diketahui"]
    esign.keadaan = "biasa"
    assert tanda_tangani(p, meja, ulangi=True).urut == 1
    assert Dokumen.objects.count() == 1


def test_tidak_tersambung_berarti_tidak_terkirim(p, meja):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        SetelanTtd.objects.update(alamat=f"http://127.0.0.1:{s.getsockname()[1]}")
    with pytest.raises(GalatPenyedia, match="tidak dapat dihubungi"):
        tanda_tangani(p, meja)
    assert percobaan() == ["gagal"]


def test_sandi_layanan_salah(p, meja):
    SetelanTtd.objects.update(nama_pengguna="lain")
    with pytest.raises(GalatPenyedia, match="ditolak"):
        tanda_tangani(p, meja)


def test_proses_yang_mati_menjadi_tak_diketahui(p, meja, esign, monkeypatch):
    class Mati(BaseException):
        pass

    class Klien:
        jarak_jauh = True

        def tandatangani(self, *a: Any, **k: Any) -> bytes:
            raise Mati

        def akar(self) -> list[Any]:
            return []

    with pytest.raises(Mati):
        tandatangan._jarak_jauh(p, meja.camat, Klien(), BENAR, ulangi=False)  # type: ignore[arg-type]
    assert percobaan() == ["tak_diketahui"]
    PercobaanTtd.objects.update(keadaan="terkirim", selesai_pada=None)  # not even that was written
    with pytest.raises(Bentrok, match="sedang dikirim"):
        tanda_tangani(p, meja)
    monkeypatch.setattr(tandatangan, "SEWA", timedelta(0))
    with pytest.raises(Bentrok, match="tidak terjawab"):
        tanda_tangani(p, meja)
    assert tanda_tangani(p, meja, ulangi=True).urut == 1


def test_dikembalikan_sesudah_gagal_membatalkan_nomor_dengan_alasan(p, meja):
    with pytest.raises(GalatPenyedia):
        tanda_tangani(p, meja, Rahasia("salah"))
    langkah(p, "kembalikan_ttd", meja)
    n = NaskahTtd.objects.get()
    assert (n.keadaan, n.batal_oleh) == (KeadaanNaskah.BATAL, meja.camat)
    assert "Alasan uji" in n.batal_alasan
    assert nomor.periksa_buku(nomor.SURAT, n.nomor_surat.tahun) == []


def test_tidak_berpindah_selagi_dikirim(p, meja):
    with pytest.raises(GalatPenyedia):
        tanda_tangani(p, meja, Rahasia("salah"))
    PercobaanTtd.objects.update(keadaan="terkirim", selesai_pada=None)
    sebelum = potret(p)
    with pytest.raises(Bentrok, match="sedang dikirim"):
        langkah(p, "kembalikan_ttd", meja)
    assert potret(p) == sebelum


def test_isi_berubah_memakai_nomor_baru(p, meja):
    with pytest.raises(GalatPenyedia):
        tanda_tangani(p, meja, Rahasia("salah"))
    actions.ubah_konsep(
        permohonan=p, isi=konsep.terkini(p).data | {"keperluan": "Keperluan lain"}, oleh=meja.kasi
    )
    for nama in ("validasi", "paraf"):
        langkah(p, nama, meja)
    d = tanda_tangani(p, meja)
    assert d.urut == 2
    assert [n.keadaan for n in NaskahTtd.objects.order_by("nomor_surat__urut")] == ["batal", "selesai"]
    assert nomor.periksa_buku(nomor.SURAT, d.tahun) == []


def test_passphrase_tidak_tertinggal_di_mana_pun(p, meja, esign, caplog):
    caplog.set_level(logging.DEBUG)
    galat_semua = []
    for keadaan in ("gema", "500", "putus", "biasa"):
        esign.keadaan = keadaan
        try:
            tanda_tangani(p, meja, ulangi=True)
        except GalatTandaTangan as galat:
            galat_semua.append(galat)
    teks = caplog.text + "".join(
        "".join(traceback.TracebackException.from_exception(g, capture_locals=True).format())
        + repr(g.__cause__) + repr(g.__context__)
        for g in galat_semua
    )  # fmt: skip
    assert len(galat_semua) == 3
    klien_bsre(SetelanTtd.kini()).status(NIK)
    assert NIK not in caplog.text
    assert PASSPHRASE not in teks.replace(f"PASSPHRASE = '{PASSPHRASE}'", "")
    for model in (PercobaanTtd, NaskahTtd, Jejak, Notifikasi, Surat, Tugas, SetelanTtd, ProfilTtd):
        assert PASSPHRASE not in str(list(model.objects.values()))
    assert PASSPHRASE not in f"{BENAR} {BENAR!r} {[BENAR]}"
    with pytest.raises(TypeError):
        pickle.dump(BENAR, io.BytesIO())


def test_status_pengguna(p, meja, esign, versi):
    klien = klien_bsre(SetelanTtd.kini())
    status = klien.status(NIK)
    assert (status.aktif, status.sampai) == (True, None), "no date where no certificate could be read"
    lain = klien.status("1234567890123456")
    assert (lain.aktif, lain.kode) == (False, "1110" if versi == "1" else "2011")
    assert "belum terdaftar" in lain.keterangan
    esign.keadaan = "kedaluwarsa"
    assert "kedaluwarsa" in klien.status(NIK).keterangan
    esign.keadaan = "asing"
    asing = klien.status(NIK)
    assert asing.aktif is None
    assert "tidak diketahui" in asing.keterangan


@pytest.mark.parametrize("versi", ["2"], indirect=True)
@pytest.mark.parametrize(
    "bentuk, terbaca", [("pem", 1), ("der", 1), ("objek", 1), ("asing", 0), ("kosong", 0), ("dua_orang", 0)]
)
def test_akhir_sertifikat_hanya_dari_sertifikat(p, meja, esign, bentuk, terbaca):
    akhir = datetime(2027, 3, 4, 5, 6, 7, tzinfo=UTC)
    esign.rantai = rantai(bentuk, akhir)
    assert pelimpahan.periksa_sertifikat(pengguna=meja.camat).sampai == (akhir.date() if terbaca else None)


def test_sertifikat_yang_sudah_diperbarui_tidak_memakai_tanggal_lama(p, meja, esign):
    ProfilTtd.objects.update(sertifikat_sampai=date(2026, 1, 1))
    pelimpahan.periksa_sertifikat(pengguna=meja.camat)
    assert ProfilTtd.objects.get().sertifikat_sampai is None
    nanti = timezone.now().date() + timedelta(days=90)
    ProfilTtd.objects.update(sertifikat_sampai=nanti)
    esign.keadaan = "asing"
    pelimpahan.periksa_sertifikat(pengguna=meja.camat)
    profil = ProfilTtd.objects.get()
    assert profil.sertifikat_sampai == nanti, (
        "what a certificate once said stays until another says otherwise"
    )
    assert "tidak diketahui" in profil.keadaan


def test_basis_data_menjaga(p, meja):
    with pytest.raises(GalatPenyedia):
        tanda_tangani(p, meja, Rahasia("salah"))
    n = NaskahTtd.objects.get()
    PercobaanTtd.objects.create(naskah=n, penyedia="bsre", oleh=meja.camat)
    with pytest.raises(IntegrityError), transaction.atomic():
        PercobaanTtd.objects.create(naskah=n, penyedia="bsre", oleh=meja.camat)
    with pytest.raises(IntegrityError), transaction.atomic():
        NaskahTtd.objects.filter(pk=n.pk).update(keadaan="batal")
    with pytest.raises(ProgrammingError), transaction.atomic():
        NaskahTtd.objects.filter(pk=n.pk).update(sidik="lain")
    with pytest.raises(IntegrityError), transaction.atomic():
        Permohonan.objects.filter(pk=p.pk).update(
            status="ditandatangani", ttd_oleh=meja.camat, ttd_pada=timezone.now(), siap_pada=timezone.now()
        )
    assert naskah.menunggu(p) == n


@pytest.mark.nyata
def test_dua_tekanan_sekaligus_satu_surat(basis_nyata, tmp_path):
    """The button pressed twice at the same moment, on real connections: one signature is asked for."""
    tiruan = EsignTiruan(tmp_path / "bsre")
    tiruan.keadaan, tiruan.tahan = "lambat", 0.5
    situs = situs_instansi(info_instansi("i_uji_a"))
    with pada_situs(situs), di_instansi("i_uji_a"):
        meja = buat_meja(orang_langsung)
        pasang(tiruan, meja.camat)
        p = sampai(Status.DIPARAF, meja)
    gerbang, hasil = threading.Barrier(2), []

    def tekan() -> None:
        try:
            with pada_situs(situs), di_instansi("i_uji_a"):
                gerbang.wait()
                try:
                    hasil.append(tanda_tangani(p, meja).nomor)
                except (Bentrok, TransisiTidakSah) as galat:
                    hasil.append(galat)
        finally:
            connection.close()

    utas = [threading.Thread(target=tekan) for _ in range(2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    tiruan.peladen.shutdown()
    tiruan.peladen.server_close()
    assert sorted(isinstance(h, str) for h in hasil) == [False, True]
    assert tiruan.dibuat == 1
    with pada_situs(situs), di_instansi("i_uji_a"):
        assert Dokumen.objects.count() == NaskahTtd.objects.count() == 1
        assert [x.keadaan for x in PercobaanTtd.objects.all()] == [KeadaanPercobaan.BERHASIL]
