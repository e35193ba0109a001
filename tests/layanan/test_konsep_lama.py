"""Files validated before letters had versions: their seksi draws the letter up, and they go on."""

from importlib import import_module

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inti.db.konteks import koneksi, sebagai_pemilik
from inti.errors import TidakBerhak, TransisiTidakSah
from layanan import actions
from layanan.actions import Uji
from layanan.enums import Status
from layanan.models import Permohonan
from layanan.syarat import KONSEP_DULU
from tests.layanan.bantu import langkah, potret, sampai

MIGRASI = import_module("layanan.migrations.0022_konsep_lama")
SANDI = "sandi-yang-panjang"


def dari_zaman_lama(meja, status):
    """As such a row stands in the database: stamps, and neither Konsep nor Paraf."""
    p = sampai(Status.DIDISTRIBUSI, meja)
    actions.catat_uji(permohonan=p, oleh=meja.kasi, uji=Uji("cek_berkas"))
    cap = {"validasi_oleh": meja.kasi, "validasi_pada": timezone.now(), "putusan": "kabul"}
    if status == Status.DIPARAF:
        cap |= {"paraf_oleh": meja.sekcam, "paraf_pada": timezone.now()}
    Permohonan.objects.filter(pk=p.pk).update(status=status, **cap)
    return Permohonan.objects.get(pk=p.pk)


def migrasikan():
    with sebagai_pemilik(koneksi.sasaran.skema), connection.cursor() as kursor:
        kursor.execute(MIGRASI.SQL)


@pytest.mark.parametrize("status", [Status.DIVALIDASI, Status.DIPARAF])
def test_disusun_seksinya_lalu_sampai_ditandatangani(meja, status):
    lama, biasa, siap = (
        dari_zaman_lama(meja, status),
        sampai(status, meja),
        sampai(Status.DITANDATANGANI, meja),
    )
    sebelum = [potret(biasa), potret(siap)]
    migrasikan()
    assert [potret(biasa), potret(siap)] == sebelum, "only what has no letter is marked"
    p = Permohonan.objects.get(pk=lama.pk)
    assert p.giliran_paraf == KONSEP_DULU
    for orang in (meja.sekcam, meja.camat):
        assert p not in Permohonan.objects.menunggu(orang)
    assert p in Permohonan.objects.menunggu(meja.kasi)
    p = actions.susun_konsep(permohonan=p, oleh=meja.kasi)
    assert (p.status, p.giliran_paraf, p.paraf_oleh) == (Status.DIVALIDASI, "koordinator", None)
    assert (p.konsep.get().versi, p.paraf.get().oleh) == (1, meja.kasi)
    p = langkah(langkah(p, "paraf", meja), "tandatangani", meja)
    assert (p.status, p.dokumen.count()) == (Status.DITANDATANGANI, 1)


def test_yang_tidak_boleh_tidak_mengubah(meja):
    p = dari_zaman_lama(meja, Status.DIPARAF)
    with pytest.raises(IntegrityError), transaction.atomic():
        Permohonan.objects.filter(pk=p.pk).update(ttd_oleh=meja.camat, ttd_pada=timezone.now())
    migrasikan()
    sebelum = potret(p)
    for siapa, galat in (("fo", TidakBerhak), ("kasi_lain", TidakBerhak), ("sekcam", TidakBerhak)):
        with pytest.raises(galat):
            actions.susun_konsep(permohonan=p, oleh=meja.yang(siapa))
    with pytest.raises(TransisiTidakSah):
        actions.paraf(permohonan=p, oleh=meja.sekcam)
    with pytest.raises(TransisiTidakSah):
        actions.tandatangani(permohonan=p, oleh=meja.camat)
    biasa = sampai(Status.DIVALIDASI, meja)
    with pytest.raises(TransisiTidakSah):
        actions.susun_konsep(permohonan=biasa, oleh=meja.kasi)
    assert potret(p) == sebelum


def test_di_layar_dengan_kata_sandi(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = dari_zaman_lama(orang, Status.DIVALIDASI)
        migrasikan()
    k = klien(instansi_a, orang.kasi)
    assert "Susun konsep (1)" in k.get("/meja/").content.decode()
    isi = k.get(f"/permohonan/{p.uuid}/").content.decode()
    assert "Susun konsep dan paraf" in isi
    minta = k.post(f"/permohonan/{p.uuid}/susun_konsep/")
    with di(instansi_a):
        assert not p.konsep.exists()
    assert k.post(minta["Location"], {"password": SANDI}).status_code == 302
    with di(instansi_a):
        assert p.paraf.get().oleh == orang.kasi
