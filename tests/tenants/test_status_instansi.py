"""Suspend, re-open, archive: only along the table, with a reason, audited, and felt by visitors at once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from inti import situs as modul_situs
from inti.db import sebagai_pemilik
from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.ui.format import tanggal
from tenants import actions
from tenants.celery import aktifkan_yang_lewat
from tenants.models import Instansi
from tenants.workflow import ALUR, transisi_untuk
from tests.tenants.bantu import jejak, keadaan_semua


def _instansi(info) -> Instansi:
    return Instansi.objects.get(schema_name=info.schema_name)


def _besok(hari: int = 1) -> date:
    return timezone.localdate() + timedelta(days=hari)


def test_ditangguhkan_lalu_diaktifkan(instansi_a, di, pengelola, klien, django_capture_on_commit_callbacks):
    pengunjung = klien(instansi_a)
    assert pengunjung.get("/").status_code == 200
    with di("diskominfo"), django_capture_on_commit_callbacks(execute=True):
        i = actions.tangguhkan(
            instansi=_instansi(instansi_a), sampai=_besok(3), alasan=" Pemeliharaan ", oleh=pengelola
        )
    assert (i.status, i.ditangguhkan_sampai, i.alasan_status) == ("ditangguhkan", _besok(3), "Pemeliharaan")
    jawaban = pengunjung.get("/")
    assert jawaban.status_code == 503
    assert "Pemeliharaan" in jawaban.content.decode()
    with di("diskominfo"), django_capture_on_commit_callbacks(execute=True):
        i = actions.aktifkan(instansi=i, oleh=pengelola)
    assert (i.status, i.ditangguhkan_sampai, i.alasan_status) == ("aktif", None, "")
    assert pengunjung.get("/").status_code == 200
    baris = jejak("instansi.tangguhkan")[-1]
    assert (baris.oleh_nama, baris.rinci["dari"], baris.rinci["ke"]) == (
        pengelola.nama,
        "aktif",
        "ditangguhkan",
    )
    assert baris.kalimat().endswith(f"sampai {tanggal(_besok(3))}: Pemeliharaan")
    assert jejak("instansi.aktifkan")[-1].rinci["dari"] == "ditangguhkan"


def test_diarsipkan_tidak_dikenal_lagi_tetapi_skemanya_utuh(instansi_a, di, pengelola, klien):
    with di("diskominfo"):
        actions.arsipkan(instansi=_instansi(instansi_a), alasan="Digabung", oleh=pengelola)
    modul_situs._simpanan.entri.clear()
    assert klien(instansi_a).get("/").status_code == 404
    with di("diskominfo"):
        i = actions.aktifkan(instansi=_instansi(instansi_a), oleh=pengelola)
    assert i.status == "aktif"


@pytest.mark.parametrize("alasan", ["", "   "])
def test_tanpa_alasan_ditolak(instansi_a, di, pengelola, alasan):
    sebelum = keadaan_semua()
    with di("diskominfo"):
        for lakukan in (
            lambda i: actions.tangguhkan(instansi=i, sampai=None, alasan=alasan, oleh=pengelola),
            lambda i: actions.arsipkan(instansi=i, alasan=alasan, oleh=pengelola),
        ):
            with pytest.raises(MasukanSalah) as galat:
                lakukan(_instansi(instansi_a))
            assert set(galat.value.bidang) == {"alasan"}
    assert keadaan_semua() == sebelum


def test_tanggal_yang_lewat_ditolak(instansi_a, di, pengelola):
    sebelum = keadaan_semua()
    with di("diskominfo"), pytest.raises(MasukanSalah) as galat:
        actions.tangguhkan(instansi=_instansi(instansi_a), sampai=_besok(-1), alasan="x", oleh=pengelola)
    assert set(galat.value.bidang) == {"sampai"}
    assert keadaan_semua() == sebelum


@pytest.mark.parametrize("status", ["draf", "aktif", "ditangguhkan", "arsip"])
@pytest.mark.parametrize("transisi", list(ALUR))
def test_hanya_langkah_dalam_tabel_yang_boleh(instansi_a, di, pengelola, status, transisi):
    with sebagai_pemilik():
        Instansi.objects.filter(schema_name="i_uji_a").update(status=status, alasan_status="sebab")
    sebelum = keadaan_semua()
    argumen = {"alasan": "sebab baru", "oleh": pengelola}
    if transisi == "tangguhkan":
        argumen["sampai"] = None
    with di("diskominfo"):
        i = _instansi(instansi_a)
        if status in ALUR[transisi].dari:
            assert ALUR[transisi] in transisi_untuk(i)
            assert getattr(actions, transisi)(instansi=i, **argumen).status == ALUR[transisi].ke
            return
        assert ALUR[transisi] not in transisi_untuk(i)
        with pytest.raises(TransisiTidakSah):
            getattr(actions, transisi)(instansi=i, **argumen)
    assert keadaan_semua() == sebelum


def test_orang_tanpa_hak_ditolak(instansi_a, di, buat_orang):
    orang = buat_orang("bupati", di="monitoring")
    sebelum = keadaan_semua()
    with di("diskominfo"), pytest.raises(TidakBerhak):
        actions.arsipkan(instansi=_instansi(instansi_a), alasan="x", oleh=orang)
    assert keadaan_semua() == sebelum


def test_masa_penangguhan_yang_lewat_dibuka_sendiri(instansi_a, instansi_b, di, pengelola):
    hari_ini = timezone.localdate()
    with sebagai_pemilik():
        ubah = {"status": "ditangguhkan", "alasan_status": "Pemeliharaan"}
        Instansi.objects.filter(slug="uji-a").update(ditangguhkan_sampai=hari_ini - timedelta(days=1), **ubah)
        Instansi.objects.filter(slug="uji-b").update(ditangguhkan_sampai=hari_ini, **ubah)
    assert aktifkan_yang_lewat() == 1
    with sebagai_pemilik():
        status = dict(Instansi.objects.values_list("slug", "status"))
    assert (status["uji-a"], status["uji-b"]) == ("aktif", "ditangguhkan")
    assert jejak("instansi.aktifkan")[-1].oleh_id is None
    assert aktifkan_yang_lewat() == 0
