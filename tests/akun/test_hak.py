"""Who may do what: roles as data, assignments by date, effect on the next request."""

import datetime as dt

import pytest
from django.core.exceptions import FieldDoesNotExist

from inti.akun.actions import buat_pengguna, cabut_penugasan, tugaskan
from inti.akun.hak import (
    LABEL_PERAN,
    PERAN,
    PERAN_WAJIB_MFA,
    SITUS_PERAN,
    Hak,
    label_peran,
    peran_berhak,
    peran_situs,
)
from inti.akun.models import Pengguna, Penugasan
from inti.akun.waktu import hari_ini
from inti.audit.models import Jejak


def test_setiap_peran_punya_situs_dan_label():
    assert set(PERAN) == set(SITUS_PERAN) == set(LABEL_PERAN)
    assert all(isinstance(h, Hak) for hak in PERAN.values() for h in hak)
    assert set(PERAN) >= PERAN_WAJIB_MFA
    assert label_peran("penanggung_jawab", "skpd") == "Kepala Dinas"
    assert label_peran("sekda", "kecamatan") == "Sekretaris Daerah"
    assert "pelaksana" in peran_situs("instansi")
    assert peran_situs("diskominfo") == ["diskominfo", "sekda", "bupati", "evaluator"]


def test_setiap_hak_dipegang_seseorang():
    assert [h for h in Hak if not peran_berhak(h)] == []


def test_yang_memeriksa_tidak_sekaligus_menandatangani():
    """No peran both verifies a file and signs it; of the later steps a person takes one (the database sees to it)."""
    langkah = {
        Hak.PERMOHONAN_VERIFIKASI,
        Hak.PERMOHONAN_VALIDASI,
        Hak.PERMOHONAN_PARAF,
        Hak.PERMOHONAN_TANDATANGAN,
    }
    for hak in PERAN.values():
        assert not {Hak.PERMOHONAN_VERIFIKASI, Hak.PERMOHONAN_TANDATANGAN} <= hak
        # the secretary may stand for a vacant seksi, and then neither parafs nor signs that file
        assert len(hak & langkah) <= 2 or hak == PERAN["koordinator"]


@pytest.mark.parametrize(
    ("mulai", "selesai", "berlaku"),
    [(0, None, True), (0, 0, True), (-5, -1, False), (1, None, False), (-1, 1, True)],
)
def test_hak_hanya_selama_masa_tugas(di_a, buat_orang, mulai, selesai, berlaku):
    hari = hari_ini()
    admin = buat_orang("administrator")
    orang = buat_pengguna(surel="x@kab.go.id", nama="X", oleh=admin)
    tugaskan(
        pengguna=orang,
        peran="operator",
        oleh=admin,
        mulai=hari + dt.timedelta(days=mulai),
        selesai=None if selesai is None else hari + dt.timedelta(days=selesai),
    )
    orang = Pengguna.objects.get(pk=orang.pk)
    assert orang.punya(Hak.PERMOHONAN_INPUT) is berlaku
    assert bool(orang.penugasan_berlaku()) is berlaku
    assert Pengguna.objects.berhak(Hak.PERMOHONAN_INPUT).filter(pk=orang.pk).exists() is berlaku


def test_hak_gabungan_dan_seksi(di_a, buat_orang):
    admin = buat_orang("administrator")
    orang = buat_orang("pelaksana", seksi="pem")
    tugaskan(pengguna=orang, peran="pelaksana", seksi="kesra", sifat="plt", nomor_sk="800/1", oleh=admin)
    tugaskan(pengguna=orang, peran="operator", oleh=admin)
    assert orang.seksi() == {"pem", "kesra"}
    assert orang.hak() == PERAN["pelaksana"] | PERAN["operator"]
    assert sorted(p.label() for p in orang.penugasan_berlaku()) == [
        "Front office",
        "Kasi/Kasubbag",
        "Plt. Kasi/Kasubbag",
    ]


def test_orang_nonaktif_tidak_berhak_apa_pun(di_a, buat_orang):
    orang = buat_orang("operator", aktif=False)
    assert orang.hak() == frozenset()
    assert not Pengguna.objects.berhak(Hak.PERMOHONAN_INPUT).filter(pk=orang.pk).exists()


def test_peran_situs_publik_hanya_berlaku_di_situsnya(db, di, buat_orang):
    sekda = buat_orang("sekda", di="monitoring")
    with di("monitoring"):
        assert Pengguna.objects.get(pk=sekda.pk).punya(Hak.DASBOR_LIHAT)
    with di("diskominfo"):
        assert Pengguna.objects.get(pk=sekda.pk).hak() == frozenset()


def test_hak_dibaca_sekali_per_permintaan(di_a, buat_orang, django_assert_num_queries):
    orang = Pengguna.objects.get(pk=buat_orang("operator").pk)
    with django_assert_num_queries(1):
        assert orang.punya(Hak.PERMOHONAN_INPUT)
        assert not orang.punya(Hak.PENGGUNA_KELOLA)
        assert orang.seksi() == frozenset()


def test_pencabutan_berlaku_pada_permintaan_berikutnya(instansi_a, di, klien, buat_orang, admin_a, alamat):
    lain = buat_orang("administrator", di=instansi_a)
    k = klien(instansi_a, lain)
    assert k.get(alamat("akun:daftar")).status_code == 200
    with di(instansi_a):
        cabut_penugasan(penugasan=lain.penugasan.get(), oleh=admin_a, alasan="mutasi")
    assert k.get(alamat("akun:daftar")).status_code == 403
    with di(instansi_a):
        tolak = Jejak.objects.get(kode="akses.ditolak")
        assert (tolak.oleh_id, tolak.oleh_nama, tolak.rinci["status"]) == (lain.pk, lain.nama, 403)
        assert tolak.rinci["jalur"] == alamat("akun:daftar")


def test_hari_menurut_zona_waktu_instansi(instansi_a, di, buat_orang, monkeypatch):
    """23.30 in Jakarta is already tomorrow in Makassar: the assignment that starts tomorrow is in force."""
    kini = dt.datetime(2026, 6, 1, 16, 30, tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: kini)
    with di(instansi_a):
        assert instansi_a.zona_waktu == "Asia/Makassar"
        assert hari_ini() == dt.date(2026, 6, 2)
        orang = buat_pengguna(surel="wita@kab.go.id", nama="Wita", oleh=None)
        Penugasan.objects.create(pengguna=orang, peran="operator", mulai=dt.date(2026, 6, 2))
        assert orang.punya(Hak.PERMOHONAN_INPUT)


def test_orang_yang_sama_di_dua_instansi_adalah_dua_orang(instansi_a, instansi_b, di):
    for instansi, nama in ((instansi_a, "Di A"), (instansi_b, "Di B")):
        with di(instansi):
            buat_pengguna(surel="sama@kab.go.id", nama=nama, oleh=None)
    for instansi, nama in ((instansi_a, "Di A"), (instansi_b, "Di B")):
        with di(instansi):
            assert Pengguna.objects.get(surel="sama@kab.go.id").nama == nama


def test_pengguna_bukan_staf_admin_django():
    assert Pengguna().is_staff is False
    with pytest.raises(FieldDoesNotExist):
        Pengguna._meta.get_field("is_staff")
