"""The signature is all or nothing: number, bytes, document and status move together, once."""

import hashlib
import threading
from typing import Any

import pytest
from django.db import connection

from inti.berkas.models import Berkas
from inti.berkas.simpanan import akar_skema
from inti.db import di_instansi
from inti.errors import TidakBerhak, TransisiTidakSah
from inti.situs import info_instansi, pada_situs, situs_instansi
from layanan import actions
from layanan.actions import tandatangan
from layanan.dokumen.galat import GalatTandaTangan, QrTidakSah
from layanan.dokumen.tanda_tangan import HasilPeriksa, periksa
from layanan.enums import Status
from layanan.models import Dokumen, Permohonan, SeriNomor
from layanan.surat import data as surat
from layanan.surat import nomor
from layanan.surat.penanda import kunci_qr_kini, penanda_tangan
from layanan.surat.periksa import periksa_surat
from tests.conftest import di_situs
from tests.layanan.bantu import buat_meja, orang_langsung, potret, sampai, ubah_standar


def berkas_di_cakram() -> set[Any]:
    return {x for x in akar_skema().rglob("*") if x.is_file()}


def muatan(d: Dokumen, **ubah: Any) -> str:
    from layanan.dokumen.qr import muatan_qr

    isi = {
        "nomor": d.nomor,
        "tanggal": d.tanggal,
        "instansi": "uji-a",
        "sidik": d.sidik,
        "penanda": d.penanda_nama,
    }
    return muatan_qr(isi | ubah, kunci_qr_kini("uji-a"))


def test_surat_terbit_utuh_dan_tepercaya(meja):
    p = sampai(Status.DIPARAF, meja)
    d = actions.tandatangani(permohonan=p, oleh=meja.camat)
    p.refresh_from_db()
    bita = d.berkas.bita()
    hasil = periksa(bita, akar=penanda_tangan().akar())
    assert hasil.sah
    assert hasil.penanda.nama == meja.camat.nama
    assert hasil.penanda.jabatan == "CAMAT UJI A"
    assert d.sha256 == hashlib.sha256(bita).hexdigest() == d.berkas.sha256
    assert (p.status, p.ttd_oleh, p.siap_pada) == (Status.DITANDATANGANI, meja.camat, d.ditandatangani_pada)
    assert d.berlaku_sampai is not None
    assert p.riwayat.get(transisi="tandatangani").rinci["nomor"] == d.nomor


def test_gagal_memeriksa_tidak_meninggalkan_apa_pun(meja, monkeypatch):
    p = sampai(Status.DIPARAF, meja)
    sebelum, cakram = potret(p), berkas_di_cakram()
    monkeypatch.setattr(tandatangan, "periksa", lambda pdf, akar: HasilPeriksa(keterangan="rusak."))
    with pytest.raises(GalatTandaTangan):
        actions.tandatangani(permohonan=p, oleh=meja.camat)
    assert potret(p) == sebelum
    assert berkas_di_cakram() == cakram
    assert not Berkas.objects.exists()
    assert not SeriNomor.objects.filter(buku=nomor.SURAT).exists(), "nomor tidak boleh hilang"
    monkeypatch.undo()
    assert actions.tandatangani(permohonan=p, oleh=meja.camat).urut == 1


def test_klik_ganda(meja):
    p = sampai(Status.DIPARAF, meja)
    actions.tandatangani(permohonan=p, oleh=meja.camat)
    sebelum = potret(p)
    with pytest.raises(TransisiTidakSah):
        actions.tandatangani(permohonan=p, oleh=meja.camat)
    assert potret(p) == sebelum
    assert Dokumen.objects.count() == 1


def test_penanda_menurut_tupoksi(meja, buat_orang, monkeypatch):
    """Ps 9 ayat (6): only the posts that the service names; a.n. the head unless it is the head."""
    from inti.akun import hak

    tambahan = {k: v | {hak.Hak.PERMOHONAN_TANDATANGAN} for k, v in hak.PERAN.items() if k == "koordinator"}
    for modul in ("inti.akun.models", "layanan.meja.orang"):
        monkeypatch.setattr(f"{modul}.PERAN", hak.PERAN | tambahan)
    sekretaris = buat_orang("koordinator")
    p = sampai(Status.DIPARAF, meja)
    ubah_standar("KEC-01", penandatangan=["penanggung_jawab"])
    with pytest.raises(TidakBerhak):
        actions.tandatangani(permohonan=p, oleh=sekretaris)
    ubah_standar("KEC-01", penandatangan=["penanggung_jawab", "koordinator"])
    with pytest.raises(TidakBerhak):
        actions.tandatangani(permohonan=p, oleh=meja.sekcam)  # gave the paraf
    d = actions.tandatangani(permohonan=p, oleh=sekretaris)
    assert d.penanda_jabatan == "SEKRETARIS CAMAT"
    tugas = surat.tugas_penanda(sekretaris, Permohonan.objects.get(pk=p.pk))
    assert surat.penanda_surat(sekretaris, tugas, surat.instansi_kini())["atas_nama"] == ["CAMAT UJI A"]


def test_verifikasi_publik(meja, instansi_b):
    d = actions.tandatangani(permohonan=sampai(Status.DIPARAF, meja), oleh=meja.camat)
    hasil = periksa_surat(muatan(d))
    assert (hasil.keadaan, hasil.nomor, hasil.untuk) == ("asli", d.nomor, "S••• C•••••")
    assert periksa_surat(muatan(d, sidik="0" * 64)).keadaan == "tidak_tercatat"
    assert periksa_surat(muatan(d, nomor="400/9999/X/2026")).keadaan == "tidak_tercatat"
    teks = muatan(d)
    with pytest.raises(QrTidakSah):
        periksa_surat(teks[:-1] + ("A" if teks[-1] != "A" else "B"))
    with pytest.raises(QrTidakSah), di_situs(instansi_b):
        periksa_surat(teks)


def test_berkas_yang_diubah_terbaca(meja):
    d = actions.tandatangani(permohonan=sampai(Status.DIPARAF, meja), oleh=meja.camat)
    letak = d.berkas.letak()
    bita = bytearray(letak.read_bytes())
    bita[len(bita) // 2] ^= 1
    letak.chmod(0o600)
    letak.write_bytes(bita)
    assert periksa_surat(muatan(d)).keadaan == "berubah"
    letak.unlink()
    assert periksa_surat(muatan(d)).keadaan == "berubah"


def test_masa_berlaku_lewat(meja):
    import datetime as dt

    d = actions.tandatangani(permohonan=sampai(Status.DIPARAF, meja), oleh=meja.camat)
    d.berlaku_sampai = dt.date(2020, 1, 1)
    from layanan.surat import periksa as modul

    assert modul.keadaan_surat(modul.tercatat(d)) == "berakhir"


@pytest.mark.nyata
def test_dua_penanda_sekaligus(basis_nyata):
    """Two camat (definitive and Plh.) press the button at the same moment, on real connections: one letter."""
    situs = situs_instansi(info_instansi("i_uji_a"))
    with pada_situs(situs), di_instansi("i_uji_a"):
        meja = buat_meja(orang_langsung)
        kedua = orang_langsung("penanggung_jawab")
        p = sampai(Status.DIPARAF, meja)
    gerbang, hasil = threading.Barrier(2), []

    def tekan(orang: Any) -> None:
        try:
            with pada_situs(situs), di_instansi("i_uji_a"):
                gerbang.wait()
                try:
                    hasil.append(actions.tandatangani(permohonan=p, oleh=orang).nomor)
                except TransisiTidakSah as galat:
                    hasil.append(galat)
        finally:
            connection.close()

    utas = [threading.Thread(target=tekan, args=(o,)) for o in (meja.camat, kedua)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert sorted(type(h).__name__ for h in hasil) == ["TransisiTidakSah", "str"]
    with pada_situs(situs), di_instansi("i_uji_a"):
        assert Dokumen.objects.count() == 1
        assert SeriNomor.objects.get(buku=nomor.SURAT).terakhir == 1
        assert Permohonan.objects.get(pk=p.pk).riwayat.filter(transisi="tandatangani").count() == 1
