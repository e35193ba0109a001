"""The trail: complete, in the caller's transaction, and never changed."""

import datetime as dt
import uuid
from contextlib import contextmanager
from decimal import Decimal

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from inti.audit import catat, catat_penolakan
from inti.audit.kalimat import KALIMAT, daftarkan, kalimat
from inti.audit.models import Jejak
from inti.db import sebagai_pemilik


@contextmanager
def dibatalkan():
    """A transaction that ends with a rollback."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_catat_menyimpan_siapa_apa_dan_rinci(di_a, buat_orang):
    orang, objek = buat_orang("operator"), buat_orang("pelaksana", nama="Objek")
    nomor = uuid.uuid4()
    jejak = catat(
        "akun.pengguna_diubah",
        objek,
        oleh=orang,
        dari={"n": 1},
        pada_hari=dt.date(2026, 1, 2),
        nomor=nomor,
        x=Decimal("1.5"),
    )
    jejak.refresh_from_db()
    assert (jejak.oleh_id, jejak.oleh_nama) == (orang.pk, orang.nama)
    assert (jejak.objek_jenis, jejak.objek_id, jejak.objek_label) == (
        "akun.pengguna",
        str(objek.uuid),
        "Objek",
    )
    assert jejak.rinci == {"dari": {"n": 1}, "pada_hari": "2026-01-02", "nomor": str(nomor), "x": "1.5"}
    assert (jejak.situs, jejak.alamat_ip, jejak.nomor_permintaan) == ("instansi", None, "")


def test_rollback_membawa_serta_baris(di_a):
    with dibatalkan():
        catat("uji.coba", None, oleh=None)
    assert not Jejak.objects.filter(kode="uji.coba").exists()


@pytest.mark.parametrize("kode", ["", "tanpa", "Besar.kecil", "spasi .x", "x.", "x..y"])
def test_kode_tidak_sah_ditolak(di_a, kode):
    semula = Jejak.objects.count()
    with pytest.raises(ValueError, match="Kode audit"):
        catat(kode, None, oleh=None)
    assert Jejak.objects.count() == semula


def test_rinci_yang_bukan_json_ditolak(di_a):
    with pytest.raises(TypeError), transaction.atomic():
        catat("uji.coba", None, oleh=None, isi=object())
    assert not Jejak.objects.filter(kode="uji.coba").exists()


DITOLAK = r"permission denied|must be owner"
PERINTAH = [
    "UPDATE audit_jejak SET oleh_nama = 'orang lain'",
    "DELETE FROM audit_jejak",
    "TRUNCATE audit_jejak",
    "ALTER TABLE audit_jejak DISABLE TRIGGER ALL",
    "DROP TABLE audit_jejak",
]


@pytest.mark.parametrize("perintah", PERINTAH)
@pytest.mark.parametrize("situs", ["instansi", "diskominfo", "monitoring"])
def test_tidak_dapat_diubah_atau_dihapus(db, instansi_a, di, situs, perintah):
    with di(instansi_a if situs == "instansi" else situs):
        catat("uji.coba", None, oleh=None, isi="asli")
        semula = list(Jejak.objects.order_by("pk").values())
        with (
            pytest.raises(ProgrammingError, match=DITOLAK),
            transaction.atomic(),
            connection.cursor() as kursor,
        ):
            kursor.execute(perintah)
        assert list(Jejak.objects.order_by("pk").values()) == semula


@pytest.mark.parametrize("perintah", PERINTAH)
def test_login_nyata_juga_tidak_dapat(basis_nyata, di, perintah):
    """With a real log-in, as in production."""
    from inti.situs import info_instansi

    with di(info_instansi("i_uji_a")):
        catat("uji.coba", None, oleh=None, isi="asli")
        semula = list(Jejak.objects.order_by("pk").values())
        with connection.cursor() as kursor:
            kursor.execute("SELECT session_user")
            assert kursor.fetchone() == ("i_uji_a",)
            with pytest.raises(ProgrammingError, match=DITOLAK):
                kursor.execute(perintah)
        assert list(Jejak.objects.order_by("pk").values()) == semula


def test_orm_pun_ditolak(di_a):
    jejak = catat("uji.coba", None, oleh=None)
    jejak.oleh_nama = "orang lain"
    for ubah in (jejak.save, jejak.delete, Jejak.objects.all().delete):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ubah()
    assert Jejak.objects.get(pk=jejak.pk).oleh_nama == ""


def test_hak_tabel_persis(instansi_a):
    with sebagai_pemilik("public"), connection.cursor() as kursor:
        for tabel, login in [("i_uji_a.audit_jejak", "i_uji_a"), ("public.audit_jejak", "spbe_diskominfo")]:
            kursor.execute(
                "SELECT p FROM unnest(%s::text[]) p WHERE has_table_privilege(%s, %s, p) ORDER BY p",
                [["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"], login, tabel],
            )
            assert [p for (p,) in kursor] == ["INSERT", "SELECT"], login
        kursor.execute("SELECT has_table_privilege('i_uji_b', 'i_uji_a.audit_jejak', 'SELECT')")
        assert kursor.fetchone() == (False,)


def _permintaan(jalur, pengguna):
    permintaan = RequestFactory(REMOTE_ADDR="10.0.0.9", headers={"User-Agent": "x" * 500}).post(jalur)
    permintaan.user = pengguna
    return permintaan


def test_penolakan_tercatat_walau_transaksi_batal(di_a, buat_orang):
    from django.contrib.auth.models import AnonymousUser

    orang = buat_orang("operator")
    with dibatalkan():
        catat("uji.coba", None, oleh=orang)
    catat_penolakan(_permintaan("/rahasia/", orang), 403)
    catat_penolakan(_permintaan("/salah-ketik/", AnonymousUser()), 404)
    jejak = Jejak.objects.get(kode="akses.ditolak")
    assert jejak.rinci == {"metode": "POST", "jalur": "/rahasia/", "status": 403}
    assert (jejak.alamat_ip, len(jejak.agen), len(jejak.nomor_permintaan)) == ("10.0.0.9", 200, 32)
    assert jejak.kalimat() == f"{orang.nama} ditolak membuka /rahasia/ (403)"


def test_penolakan_di_portal_tidak_dicatat(db, di):
    from django.contrib.auth.models import AnonymousUser

    with di("portal"):
        catat_penolakan(_permintaan("/x/", AnonymousUser()), 403)


def test_penolakan_tidak_pernah_menggagalkan_jawaban(di_a, buat_orang, monkeypatch, caplog):
    orang = buat_orang("operator")

    def rusak(**isian):
        with connection.cursor() as kursor:
            kursor.execute("SELECT 1 FROM tidak_ada")

    monkeypatch.setattr(Jejak.objects, "create", rusak)
    catat_penolakan(_permintaan("/rahasia/", orang), 403)
    assert "tidak tercatat" in caplog.text
    with dibatalkan():
        pass


def test_kalimat_dan_kode_asing(di_a):
    assert kalimat(catat("uji.asing", None, oleh=None)) == "Sistem: uji.asing"
    daftarkan({"akses.ditolak": KALIMAT["akses.ditolak"]})
    with pytest.raises(ValueError, match=r"akses\.ditolak"):
        daftarkan({"akses.ditolak": "lain"})
    kosong = catat("akun.dinonaktifkan", None, oleh=None)
    assert kosong.kalimat() == "Sistem menonaktifkan akun –: –"


def test_kalimat_tidak_menjalankan_format_jahat(di_a):
    jejak = catat("akun.gagal_masuk", None, oleh=None, surel="{oleh.__class__}")
    assert jejak.kalimat() == "Percobaan masuk gagal untuk {oleh.__class__}"


@pytest.fixture
def k(instansi_a, klien, buat_orang):
    return klien(instansi_a, buat_orang("administrator", di=instansi_a, nama="Admin"))


def _isi(k, **saring):
    isi = k.get("/jejak-audit/", saring).content.decode()
    return isi.split("<main")[1].split("</main>")[0]


def _tubuh(k, **saring):
    isi = _isi(k, **saring)
    return isi.split("<tbody")[1].split("</tbody>")[0] if "<tbody" in isi else ""


def test_halaman_mencari_dan_menyaring(instansi_a, di, k, buat_orang):
    with di(instansi_a):
        orang = buat_orang("operator", nama="Rina")
        catat("akun.diaktifkan", buat_orang("operator", nama="Tono"), oleh=orang)
        lama = catat("akun.keluar", orang, oleh=orang)
        with sebagai_pemilik("i_uji_a"), connection.cursor() as kursor:
            kursor.execute(
                "UPDATE audit_jejak SET pada = %s WHERE id = %s",
                [timezone.now() - dt.timedelta(days=40), lama.pk],
            )
    aktif, keluar = "Rina mengaktifkan kembali akun Tono", "Rina keluar"
    for saring, ada in [
        ({}, {aktif, keluar}),
        ({"q": "tono"}, {aktif}),
        ({"kode": "akun.keluar"}, {keluar}),
        ({"oleh": str(orang.pk)}, {aktif, keluar}),
        ({"oleh": "0"}, set()),
        ({"waktu": "1"}, {aktif}),
        ({"waktu": "30"}, {aktif}),
        ({"waktu": f"{timezone.localtime(lama.pada - dt.timedelta(days=40)):%Y-%m}", "q": "Rina"}, {keluar}),
        ({"waktu": "1; DROP TABLE"}, {aktif, keluar}),
    ]:
        tubuh = _tubuh(k, **saring)
        assert {s for s in (aktif, keluar) if s in tubuh} == ada, saring


def test_jumlah_kueri_tetap_dan_berhalaman(instansi_a, di, k):
    from django.test.utils import CaptureQueriesContext

    def hitung():
        k.get("/jejak-audit/")
        with CaptureQueriesContext(connection) as kueri:
            assert k.get("/jejak-audit/").status_code == 200
        return len([q for q in kueri if not q["sql"].startswith(("SET", "SAVEPOINT", "RELEASE"))])

    with di(instansi_a):
        catat("akun.keluar", None, oleh=None)
    satu = hitung()
    with di(instansi_a):
        for _ in range(60):
            catat("akun.keluar", None, oleh=None)
    assert hitung() == satu <= 9
    assert "hal=2" in _isi(k)


@pytest.mark.parametrize("peran", ["penanggung_jawab", "koordinator", "pelaksana", "operator", "pengguna"])
def test_peran_lain_tidak_melihat_jejak(instansi_a, klien, buat_orang, peran):
    assert klien(instansi_a, buat_orang(peran, di=instansi_a)).get("/jejak-audit/").status_code == 403


def test_jejak_instansi_lain_tidak_terlihat(instansi_a, instansi_b, di, k):
    with di(instansi_b):
        catat("uji.milik_b", None, oleh=None)
    assert "uji.milik_b" not in _isi(k)


def test_diskominfo_melihat_jejak_situs_publik(db, di, klien, buat_orang, instansi_a):
    with di("monitoring"):
        catat("uji.di_monitoring", None, oleh=None)
    with di(instansi_a):
        catat("uji.milik_a", None, oleh=None)
    isi = _isi(klien("diskominfo", buat_orang("diskominfo", di="diskominfo")))
    assert "uji.di_monitoring" in isi
    assert "uji.milik_a" not in isi
    monitoring = klien("monitoring", buat_orang("sekda", di="monitoring"))
    assert monitoring.get("/jejak-audit/").status_code == 404


def test_jawaban_membawa_nomor_permintaan(instansi_a, di, klien, buat_orang):
    k = klien(instansi_a, buat_orang("operator", di=instansi_a))
    jawaban = k.get("/jejak-audit/")
    with di(instansi_a):
        assert Jejak.objects.get(kode="akses.ditolak").nomor_permintaan == jawaban["X-Request-ID"]
