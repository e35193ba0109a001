"""Background work is never lost, never doubled, and never runs for the wrong instansi (ADR 0008)."""

import pytest
from django.db import connection, transaction

from inti import tasks
from inti.akun.models import Pengguna
from inti.db import di_instansi, sebagai_pemilik, sebagai_sasaran
from inti.situs import batalkan_cache, info_instansi, pada_situs, situs_instansi, situs_publik
from inti.tugas.models import Tugas
from tests.inti import tugas_contoh


@pytest.fixture(autouse=True)
def isyarat(monkeypatch):
    """What would have been sent to the broker."""
    tugas_contoh.DIPANGGIL.clear()
    terkirim = []
    monkeypatch.setattr(tasks, "isyaratkan", lambda *a: terkirim.append(a) or True)
    return terkirim


def test_dibatalkan_bersama_transaksinya(basis_nyata, isyarat):
    with di_instansi("i_uji_a"):
        with transaction.atomic():
            tugas_contoh.catat_nama.enqueue(nama="budi")
            transaction.set_rollback(True)
        assert Tugas.objects.count() == 0
    assert isyarat == []


def test_isyarat_hanya_setelah_commit(basis_nyata, isyarat):
    with di_instansi("i_uji_a"):
        with transaction.atomic():
            baris = tugas_contoh.catat_nama.enqueue(nama="budi")
            assert isyarat == []
        assert isyarat == [("i_uji_a", baris.pk, "umum")]


def test_instansi_yang_masih_dibangun_tidak_mengisyaratkan(basis_nyata, isyarat):
    """The first administrator's invitation is written before the site opens: the sweep sends it, no worker refuses it."""
    for status, jumlah in (("draf", 0), ("aktif", 1)):
        _ubah_status(status)
        info = info_instansi("i_uji_a")
        with pada_situs(situs_instansi(info)), di_instansi("i_uji_a"):
            tugas_contoh.catat_nama.enqueue(nama="budi")
        assert len(isyarat) == jumlah, status


def test_berjalan_pada_login_instansinya_dan_hanya_sekali(basis_nyata):
    with di_instansi("i_uji_a"):
        baris = tugas_contoh.catat_nama.enqueue(nama="budi")
    assert tasks.kerjakan("i_uji_a", baris.pk) is True
    assert tasks.kerjakan("i_uji_a", baris.pk) is False
    assert connection.sasaran is None
    with di_instansi("i_uji_a"):
        assert Pengguna.objects.filter(nama="budi").count() == 1
        assert Tugas.objects.get().status == "selesai"
    with di_instansi("i_uji_b"):
        assert not Pengguna.objects.filter(nama="budi").exists()
        assert Tugas.objects.count() == 0


def test_gagal_tidak_meninggalkan_setengah_pekerjaan_dan_dicoba_lagi(basis_nyata):
    with di_instansi("i_uji_a"):
        baris = tugas_contoh.selalu_gagal.enqueue()
    with pytest.raises(ValueError, match="sengaja"):
        tasks.kerjakan("i_uji_a", baris.pk)
    with di_instansi("i_uji_a"):
        assert not Pengguna.objects.filter(nama="Setengah jadi").exists()
        baris.refresh_from_db()
        assert (baris.status, baris.percobaan) == ("menunggu", 1)
        assert "sengaja" in baris.galat
        assert baris.mulai_pada > baris.dibuat_pada
        Tugas.objects.update(percobaan=tasks.MAKS_PERCOBAAN - 1, mulai_pada=baris.dibuat_pada)
    with pytest.raises(ValueError, match="sengaja"):
        tasks.kerjakan("i_uji_a", baris.pk)
    with di_instansi("i_uji_a"):
        assert Tugas.objects.get().status == "gagal"


def test_tanpa_situs_yang_sah_tidak_pernah_berjalan(basis_nyata):
    with di_instansi("i_uji_a"):
        baris = tugas_contoh.catat_nama.enqueue(nama="budi")
    for kunci in (None, "", "public", "spbe_pemilik", "i_tidak_ada", "i_uji_a; DROP", "portal"):
        with pytest.raises(tasks.InstansiTidakTersedia):
            tasks.kerjakan(kunci, baris.pk)
    assert tugas_contoh.DIPANGGIL == []
    with di_instansi("i_uji_a"):
        assert Tugas.objects.get().status == "menunggu"


def test_instansi_yang_tidak_aktif_ditolak_lalu_jalan_setelah_aktif(basis_nyata):
    with di_instansi("i_uji_a"):
        baris = tugas_contoh.catat_nama.enqueue(nama="budi")
    for status in ("ditangguhkan", "arsip", "draf"):
        _ubah_status(status)
        with pytest.raises(tasks.InstansiTidakTersedia):
            tasks.kerjakan("i_uji_a", baris.pk)
    assert tugas_contoh.DIPANGGIL == []
    _ubah_status("aktif")
    assert tasks.kerjakan("i_uji_a", baris.pk) is True


def _ubah_status(status: str) -> None:
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(
            "UPDATE tenants_instansi SET status = %s, ditangguhkan_sampai = NULL,"
            " alasan_status = 'uji' WHERE schema_name = 'i_uji_a'",
            [status],
        )
    batalkan_cache()


def test_celery_menolak_tanpa_mengulang(basis_nyata):
    from celery.exceptions import Reject

    from inti.celery import jalankan_tugas

    with di_instansi("i_uji_a"):
        baris = tugas_contoh.catat_nama.enqueue(nama="budi")
    jalankan_tugas.push_request(headers={"situs": "i_tidak_ada"})
    try:
        with pytest.raises(Reject) as tolak:
            jalankan_tugas(baris.pk)
    finally:
        jalankan_tugas.pop_request()
    assert tolak.value.requeue is False
    assert tugas_contoh.DIPANGGIL == []


def test_tugas_bersewa_boleh_berpindah_login(basis_nyata):
    with di_instansi("i_uji_a"):
        baris = tugas_contoh.pindah_login.enqueue()
    assert tasks.kerjakan("i_uji_a", baris.pk) is True
    assert tugas_contoh.DIPANGGIL == ["pindah"]


def test_sapuan_mengisyaratkan_yang_tertinggal_saja(basis_nyata, isyarat):
    from datetime import timedelta

    from django.utils import timezone

    with di_instansi("i_uji_a"):
        lama = tugas_contoh.catat_nama.enqueue(nama="lama")
        Tugas.objects.update(mulai_pada=timezone.now() - timedelta(minutes=5))
        tugas_contoh.catat_nama.enqueue(nama="baru")
    isyarat.clear()
    assert tasks.sapu() == 1
    assert isyarat == [("i_uji_a", lama.pk, "umum")]


def test_redis_tidak_ada_permintaan_tetap_jalan(basis_nyata, monkeypatch):
    from inti.celery import jalankan_tugas

    def putus(*args, **kwargs):
        raise ConnectionError("redis mati")

    monkeypatch.undo()
    monkeypatch.setattr(jalankan_tugas, "apply_async", putus)
    with di_instansi("i_uji_a"):
        baris = tugas_contoh.catat_nama.enqueue(nama="budi")
        assert Tugas.objects.get().status == "menunggu"
    assert tasks.kerjakan("i_uji_a", baris.pk) is True


def test_pekerjaan_harian_dititipkan_di_setiap_situs(basis_nyata, isyarat):
    jumlah = tasks.titipkan_harian()
    harian = {t.nama for t in tasks.TugasTerdaftar.semua.values() if t.setiap_hari}
    assert {"inti.akun.tasks.rawat_sesi", "inti.berkas.tasks.rawat_berkas"} <= harian
    bersama = {n for n in harian if n.startswith(("inti.", "monitoring_center.walidata."))}
    assert "layanan.actions.draf.hapus_draf_lama" in harian - bersama
    assert jumlah == len(harian) * 2 + len(bersama) * 2  # uji-a, uji-b; diskominfo, monitoring
    with di_instansi("i_uji_b"):
        assert set(Tugas.objects.values_list("nama", flat=True)) == harian
    with sebagai_sasaran(situs_publik("diskominfo").sasaran):
        assert set(Tugas.objects.values_list("nama", flat=True)) == bersama, (
            "no work on tables that are not there"
        )
    assert len(isyarat) == jumlah


@pytest.mark.django_db
def test_yang_selesai_lama_dilupakan_yang_gagal_tetap():
    from datetime import timedelta

    from django.utils import timezone

    from inti.tugas.tasks import SIMPAN, rapikan_kotak_keluar

    kini = timezone.now()
    with di_instansi("i_uji_a"):
        for status, selesai in (
            ("selesai", kini - SIMPAN - timedelta(hours=1)),
            ("selesai", kini),
            ("gagal", None),
            ("menunggu", None),
        ):
            Tugas.objects.create(nama="x", status=status, selesai_pada=selesai)
        rapikan_kotak_keluar()
        assert sorted(Tugas.objects.values_list("status", flat=True)) == ["gagal", "menunggu", "selesai"]
