"""The disk agrees with the database: after a rollback, a full disk, a killed process."""

import datetime as dt
import errno
import os
import uuid
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from inti.audit.models import Jejak
from inti.berkas.actions import bersihkan_yatim, sapu_yatim, simpan_berkas, simpan_bita, yatim
from inti.berkas.models import Berkas
from inti.berkas.simpanan import PenyimpananPenuh, letak
from inti.db import TanpaInstansi, sebagai_pemilik
from tests.berkas.conftest import PDF, unggahan


@contextmanager
def dibatalkan():
    """A transaction that ends with a rollback."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _simpan(**isian):
    return simpan_berkas(**({"unggahan": unggahan("a.pdf", PDF), "oleh": None} | isian))


def test_rollback_menghapus_berkas(di_a, di_disk):
    with dibatalkan():
        _simpan()
        assert len(di_disk()) == 1
    assert (Berkas.objects.count(), di_disk()) == (0, [])


def test_rollback_savepoint_hanya_menghapus_miliknya(di_a, di_disk):
    with transaction.atomic():
        tetap = _simpan()
        with dibatalkan():
            _simpan()
    assert di_disk() == [f"i_uji_a/{tetap.uuid.hex[:2]}/{tetap.uuid}"]
    assert tetap.bita() == PDF


def test_gagal_menyimpan_baris_tidak_meninggalkan_berkas(di_a, di_disk, monkeypatch):
    def gagal(self, **opsi):
        raise IntegrityError("ganda")

    monkeypatch.setattr(Berkas, "save", gagal)
    with pytest.raises(IntegrityError):
        _simpan()
    assert di_disk() == []


def test_setelah_commit_berkas_tetap(basis_nyata, di, di_disk):
    from inti.situs import info_instansi

    with di(info_instansi("i_uji_a")):
        berkas = _simpan()
        connection.close()
        with dibatalkan():
            _simpan()
        assert di_disk() == [f"i_uji_a/{berkas.uuid.hex[:2]}/{berkas.uuid}"]
        letak(berkas.uuid).unlink()


@pytest.mark.parametrize("kode", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("fungsi", ["fsync", "fdopen"])
def test_disk_penuh_memberi_tahu_dan_tidak_meninggalkan_sisa(di_a, di_disk, monkeypatch, kode, fungsi):
    def penuh(*args, **kwargs):
        raise OSError(kode, "penuh")

    monkeypatch.setattr(f"inti.berkas.simpanan.os.{fungsi}", penuh)
    with pytest.raises(PenyimpananPenuh, match="ruang simpan") as galat:
        _simpan()
    assert galat.value.status == 507
    monkeypatch.undo()
    assert (Berkas.objects.count(), di_disk()) == (0, [])


def test_disk_penuh_saat_pindah(di_a, di_disk, monkeypatch):
    def penuh(self, tujuan):
        raise OSError(errno.ENOSPC, "penuh")

    monkeypatch.setattr("pathlib.Path.rename", penuh)
    with pytest.raises(PenyimpananPenuh):
        _simpan()
    monkeypatch.undo()
    assert (Berkas.objects.count(), di_disk()) == (0, [])


def test_letak_hanya_dari_skema_dan_uuid(instansi_a, instansi_b, di):
    nomor = uuid.uuid4()
    jalur = {}
    for instansi in (instansi_a, instansi_b):
        with di(instansi):
            jalur[instansi.schema_name] = letak(nomor)
    for skema, p in jalur.items():
        assert p == settings.BERKAS_AKAR / skema / nomor.hex[:2] / str(nomor)
    with di("diskominfo"):
        assert letak(nomor).parts[-3] == "public"
    for jahat in ("../../etc/passwd", "x"):
        with di(instansi_a), pytest.raises((ValueError, AttributeError)):
            letak(jahat)


def test_tanpa_instansi_tidak_ada_tempat():
    with pytest.raises(TanpaInstansi):
        letak(uuid.uuid4())


def test_simpan_bita(di_a, buat_orang):
    berkas = simpan_bita(
        isi=b"isi", nama="laporan.txt", jenis_konten="text/plain", oleh=buat_orang("operator"), pribadi=False
    )
    with berkas.buka() as isi:
        assert isi.read() == b"isi"
    assert (berkas.nama, berkas.jenis_konten, berkas.pribadi) == ("laporan.txt", "text/plain", False)
    assert simpan_bita(isi=b"", nama="k.txt", jenis_konten="text/plain", oleh=None).ukuran == 0


def _tua(berkas, jam=25):
    with sebagai_pemilik(connection.schema_name):  # the instansi itself cannot change what it stored
        Berkas.objects.filter(pk=berkas.pk).update(dibuat_pada=timezone.now() - dt.timedelta(hours=jam))


def test_berkas_tanpa_pemakai_dibersihkan(di_a, di_disk, django_capture_on_commit_callbacks):
    tua, muda = _simpan(), _simpan()
    _tua(tua)
    _tua(muda, jam=23)
    with django_capture_on_commit_callbacks(execute=True):
        assert bersihkan_yatim() == 1
    assert list(Berkas.objects.all()) == [muda]
    assert str(tua.uuid) not in str(di_disk())
    assert Jejak.objects.get(kode="berkas.dihapus").objek_id == str(tua.uuid)
    assert bersihkan_yatim() == 0


def test_berkas_yang_dipakai_tidak_dibersihkan(di_a, monkeypatch):
    """Any foreign key of any app counts: here one of layanan."""
    from django.apps import apps

    perujuk = [
        k
        for m in apps.get_app_config("layanan").get_models()
        for k in m._meta.concrete_fields
        if isinstance(k, models.ForeignKey) and k.remote_field.model is Berkas
    ]
    assert perujuk
    dipakai, bebas = _simpan(), _simpan()
    _tua(dipakai)
    _tua(bebas)

    def perujuk_uji():
        class Kolom:
            name = "pk"
            model = Berkas

        asli = Kolom()
        asli.model = type("M", (), {"_base_manager": Berkas.objects.filter(pk=dipakai.pk)})
        return [asli]

    monkeypatch.setattr("inti.berkas.actions._kolom_perujuk", perujuk_uji)
    assert list(yatim()) == [bebas]
    assert bersihkan_yatim() == 1
    assert list(Berkas.objects.all()) == [dipakai]


def test_sisa_proses_yang_mati_disapu(di_a, di_disk):
    berkas = _simpan()
    akar = settings.BERKAS_AKAR / "i_uji_a"
    yatim_tua = akar / "ab" / str(uuid.uuid4())
    sementara_tua = akar / "sementara" / "tmpabc"
    sementara_muda = akar / "sementara" / "tmpxyz"
    for p in (yatim_tua, sementara_tua, sementara_muda):
        p.parent.mkdir(exist_ok=True)
        p.write_bytes(b"sisa")
    kemarin = timezone.now().timestamp() - 25 * 3600
    for p in (yatim_tua, sementara_tua, letak(berkas.uuid)):
        os.utime(p, (kemarin, kemarin))
    assert sapu_yatim() == 2
    assert di_disk() == sorted([f"i_uji_a/{berkas.uuid.hex[:2]}/{berkas.uuid}", "i_uji_a/sementara/tmpxyz"])
    sementara_muda.unlink()


def test_perawatan_sebagai_tugas(di_a, di_disk):
    from inti.berkas.tasks import rawat_berkas
    from inti.tasks import jalankan_semua

    _tua(_simpan())
    rawat_berkas.enqueue()
    jalankan_semua()
    assert Berkas.objects.count() == 0
