"""Provisioning: steps once each, resumable after a fault at any of them, removable without a trace."""

from pathlib import Path

import pytest
from django.db import connection

from inti.akun.models import Undangan
from inti.audit.models import Jejak
from inti.db import di_instansi, sebagai_pemilik
from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.notifikasi.models import Surat
from layanan.models import Layanan, Persyaratan, Seksi
from tenants import actions, ddl
from tenants.ddl.putar import naskah_untuk
from tenants.models import Domain, Instansi, Penyediaan
from tenants.penyediaan import LANGKAH, PenyediaanGagal, Terhenti, langkah
from tests.tenants.bantu import ada_login, ada_skema, isian, jejak

NAMA = [bagian.nama for bagian in LANGKAH]
FUNGSI = {bagian.nama: bagian.kerjakan.__name__ for bagian in LANGKAH}
SUREL = "camat@coba.kab.go.id"


class Mati(RuntimeError):
    pass


def _ganti(monkeypatch, nama, fungsi):
    """Replace the work of a step."""
    baru = tuple(
        type(bagian)(**(vars(bagian) | {"kerjakan": fungsi})) if bagian.nama == nama else bagian
        for bagian in LANGKAH
    )
    monkeypatch.setattr("tenants.penyediaan.pelaksana.LANGKAH", baru)


def _asli(nama):
    return getattr(langkah, FUNGSI[nama])


def _sediakan(instansi, **lain) -> Penyediaan:
    return actions.sediakan(instansi=instansi, surel_admin=SUREL, nama_admin="Camat Baru", **lain)


def _periksa_lengkap(instansi: Instansi) -> None:
    """What every provisioned instansi has, however it got there."""
    with sebagai_pemilik():
        i = Instansi.objects.get(pk=instansi.pk)
        p = Penyediaan.objects.get(instansi=i)
    assert (i.status, p.keadaan, p.progres, p.galat) == ("aktif", "selesai", 100, "")
    assert set(p.riwayat) == set(NAMA)
    with di_instansi(i):
        assert Layanan.objects.count() == 25
        assert Persyaratan.objects.count() > 25
        assert Seksi.objects.exists()
        assert Undangan.objects.filter(surel=SUREL).count() == 1
        assert Surat.objects.count() == 1
        assert list(Jejak.objects.values_list("kode", flat=True)) == ["akun.diundang"]
        Seksi.objects.create(
            kode="BARU", nama="Seksi baru", jabatan="Kepala Seksi"
        )  # the sequences are right
        with connection.cursor() as k:
            k.execute("SELECT session_user, current_schema()")
            assert k.fetchone() == (i.schema_name, i.schema_name)
    assert len(jejak("instansi.tersedia")) >= 1


def _periksa_hilang(instansi: Instansi, p: Penyediaan) -> None:
    assert not ada_skema(instansi.schema_name)
    assert not ada_login(instansi.schema_name)
    with sebagai_pemilik():
        assert not Instansi.objects.filter(pk=instansi.pk).exists()
        assert not Domain.objects.filter(tenant_id=instansi.pk).exists()
        sisa = Penyediaan.objects.get(pk=p.pk)
    assert (sisa.keadaan, sisa.instansi_id, sisa.slug) == ("dibatalkan", None, instansi.slug)


def test_semua_langkah_tercatat_dengan_kemajuan_dan_waktu(draf):
    laporan = []
    p = _sediakan(draf, lapor=lambda label, persen: laporan.append((label, persen)))
    _periksa_lengkap(draf)
    assert [label for label, _ in laporan] == [*(bagian.label for bagian in LANGKAH), "Selesai"]
    assert [persen for _, persen in laporan] == [0, *(bagian.sesudah for bagian in LANGKAH)]
    assert all(c["ms"] >= 0 and c["selesai"] and c["percobaan"] == 1 for c in p.riwayat.values())
    assert len(jejak("penyediaan.mulai")) >= 1


def test_skpd_mendapat_acuannya_sendiri(db):
    with sebagai_pemilik():
        i = actions.daftarkan_instansi(oleh=None, **isian(jenis="skpd", kode_wilayah="63.10"))
    actions.sediakan(instansi=i)
    with di_instansi(i):
        assert Layanan.objects.count() == 4
        assert not Undangan.objects.exists()


def test_pengulangan_setelah_selesai_tidak_mengubah_apa_pun(draf, di, segarkan):
    p = _sediakan(draf)
    from tenants.penyediaan import jalankan

    assert jalankan(p.pk).riwayat == segarkan(p).riwayat == p.riwayat
    with di("diskominfo"), pytest.raises(TransisiTidakSah):
        actions.minta_penyediaan(instansi=draf, oleh=None)


@pytest.mark.parametrize("kapan", ["sebelum", "sesudah"])
@pytest.mark.parametrize("nama", NAMA)
def test_gagal_di_setiap_langkah_lalu_dilanjutkan(draf, segarkan, monkeypatch, nama, kapan):
    def mati(p):
        if kapan == "sesudah":
            _asli(nama)(p)
        raise Mati("listrik padam")

    with monkeypatch.context() as tambalan:
        _ganti(tambalan, nama, mati)
        with pytest.raises(PenyediaanGagal) as galat:
            _sediakan(draf)
    assert (galat.value.langkah, galat.value.sementara) == (nama, True)
    with sebagai_pemilik():
        p = Penyediaan.objects.get(instansi=draf)
    assert (p.keadaan, segarkan(draf).status) == ("gagal", "draf")
    assert "listrik padam" in p.galat
    assert nama not in p.riwayat
    assert jejak("penyediaan.gagal")[-1].rinci["sebab"] == "Mati: listrik padam"
    _sediakan(draf)
    assert segarkan(p).percobaan == 2
    _periksa_lengkap(draf)


@pytest.mark.parametrize("nama", NAMA)
def test_gagal_di_setiap_langkah_lalu_dibatalkan(draf, settings, monkeypatch, nama):
    folder = Path(settings.BERKAS_AKAR) / draf.schema_name
    folder.mkdir(parents=True)
    (folder / "berkas").write_bytes(b"isi")

    def mati(p):
        raise Mati

    with monkeypatch.context() as tambalan:
        _ganti(tambalan, nama, mati)
        with pytest.raises(PenyediaanGagal):
            _sediakan(draf)
    with sebagai_pemilik():
        p = Penyediaan.objects.get(instansi=draf)
    actions.batalkan_penyediaan(penyediaan=p)
    _periksa_hilang(draf, p)
    assert not folder.exists()
    assert jejak("penyediaan.batal")[-1].rinci["slug"] == draf.slug
    assert actions.batalkan_penyediaan(penyediaan=p).keadaan == "dibatalkan"
    with sebagai_pemilik():
        lagi = actions.daftarkan_instansi(oleh=None, **isian(slug=draf.slug, kode=draf.kode))
    _sediakan(lagi)
    with sebagai_pemilik():
        assert Instansi.objects.get(pk=lagi.pk).status == "aktif"


def test_skema_dari_versi_lama_dibuat_lagi(draf, monkeypatch):
    """The job stopped, then the platform was upgraded: the half-made instansi must not keep the old tables."""

    def mati(p):
        raise Mati

    with monkeypatch.context() as tambalan:
        _ganti(tambalan, "undangan", mati)
        with pytest.raises(PenyediaanGagal):
            _sediakan(draf)
    with sebagai_pemilik():
        p = Penyediaan.objects.get(instansi=draf)
        p.riwayat["skema"]["sidik"] = "sidik versi lama"
        p.save()
        with connection.cursor() as k:
            k.execute(f'CREATE TABLE "{draf.schema_name}".tabel_versi_lama (n int)')
    _sediakan(draf)
    _periksa_lengkap(draf)
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute("SELECT to_regclass(%s)", [f"{draf.schema_name}.tabel_versi_lama"])
        assert k.fetchone() == (None,)


def test_belum_terbuka_sebelum_langkah_terakhir(draf, monkeypatch, klien):
    from inti.situs import situs_instansi

    def mati(p):
        raise Mati

    with monkeypatch.context() as tambalan:
        _ganti(tambalan, "aktif", mati)
        with pytest.raises(PenyediaanGagal):
            _sediakan(draf)
    assert klien(situs_instansi(draf).instansi).get("/").status_code == 404


def test_skema_milik_pihak_lain_tidak_disentuh(draf):
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(
            f'CREATE SCHEMA "{draf.schema_name}"; CREATE TABLE "{draf.schema_name}".milik_orang (n int)'
        )
    with pytest.raises(PenyediaanGagal) as galat:
        _sediakan(draf)
    assert not galat.value.sementara
    assert "bukan hasil penyediaan ini" in galat.value.pesan
    with sebagai_pemilik():
        p = Penyediaan.objects.get(instansi=draf)
    actions.batalkan_penyediaan(penyediaan=p)
    assert ada_skema(draf.schema_name)


def test_login_milik_pihak_lain_tidak_disentuh(draf):
    from inti.db import hak

    with sebagai_pemilik():
        hak.buat_login_instansi(draf.schema_name)
    with pytest.raises(PenyediaanGagal, match="Login basis data"):
        _sediakan(draf)
    with sebagai_pemilik():
        p = Penyediaan.objects.get(instansi=draf)
    actions.batalkan_penyediaan(penyediaan=p)
    assert ada_login(draf.schema_name)


def test_dibatalkan_di_tengah_jalan_berhenti_sebelum_langkah_berikut(
    draf, di, pengelola, monkeypatch, segarkan
):
    """The cancellation comes while the reference data is being filled in."""

    def batal_di_tengah(p):
        with sebagai_pemilik():
            Penyediaan.objects.filter(pk=p.pk).update(keadaan="membatalkan")

    with monkeypatch.context() as tambalan:
        _ganti(tambalan, "cetakan", batal_di_tengah)
        with pytest.raises(Terhenti):
            _sediakan(draf)
    with sebagai_pemilik():
        p = Penyediaan.objects.get(instansi=draf)
    assert p.keadaan == "membatalkan"
    assert not ada_skema(draf.schema_name)
    with sebagai_pemilik(), pytest.raises(TransisiTidakSah):
        actions.minta_penyediaan(instansi=draf, oleh=None)
    actions.batalkan_penyediaan(penyediaan=p)
    _periksa_hilang(draf, p)


def test_yang_sudah_tersedia_tidak_dapat_dibatalkan(draf, segarkan):
    p = _sediakan(draf)
    with pytest.raises(TransisiTidakSah):
        actions.batalkan_penyediaan(penyediaan=p)
    assert ada_skema(draf.schema_name)
    assert segarkan(draf).status == "aktif"


def test_domain_yang_hilang_dipulihkan_dan_yang_direbut_ditolak(draf):
    with sebagai_pemilik():
        Domain.objects.filter(tenant=draf).delete()
    _sediakan(draf)
    with sebagai_pemilik():
        assert [(d.domain, d.is_primary) for d in Domain.objects.filter(tenant=draf)] == [
            (f"{draf.slug}.kab.localhost", True)
        ]


def test_acuan_tidak_dapat_ikut_naskah_tetap_diisi(draf, monkeypatch):
    monkeypatch.setattr(ddl, "putar_ulang", lambda skema, jenis: putar_tanpa_acuan(skema))

    def putar_tanpa_acuan(skema: str) -> bool:
        with connection.cursor() as k:
            k.execute(naskah_untuk(skema)[0])
        return False

    _sediakan(draf)
    _periksa_lengkap(draf)


@pytest.mark.parametrize(
    ("surel", "nama", "bidang"),
    [
        ("bukan surel", "A B", "surel_admin"),
        ("a@gmail.com", "A B", "surel_admin"),
        (SUREL, " ", "nama_admin"),
    ],
)
def test_administrator_yang_salah_ditolak_di_awal(draf, di, surel, nama, bidang):
    """Perbup Tanah Bumbu 25/2019 Ps 14(7): an official address."""
    with di("diskominfo"):
        with pytest.raises(MasukanSalah) as galat:
            actions.minta_penyediaan(instansi=draf, oleh=None, surel_admin=surel, nama_admin=nama)
        assert set(galat.value.bidang) == {bidang}
        assert not Penyediaan.objects.filter(instansi=draf).exists()


def test_pekerjaan_yang_belum_selesai_dipakai_lagi(draf, di, pengelola):
    with di("diskominfo"):
        satu = actions.minta_penyediaan(instansi=draf, oleh=pengelola)
        dua = actions.minta_penyediaan(
            instansi=draf, oleh=pengelola, surel_admin=SUREL, nama_admin="Camat Lain"
        )
    assert satu.pk == dua.pk
    assert (dua.undangan_surel, dua.undangan_nama) == (SUREL, "Camat Lain")


def test_orang_tanpa_hak_ditolak(draf, di, buat_orang):
    orang = buat_orang("evaluator", di="monitoring")
    with di("diskominfo"):
        with pytest.raises(TidakBerhak):
            actions.minta_penyediaan(instansi=draf, oleh=orang)
        p = actions.minta_penyediaan(instansi=draf, oleh=None)
        for lakukan in (actions.minta_batal, actions.batalkan_penyediaan):
            with pytest.raises(TidakBerhak):
                lakukan(penyediaan=p, oleh=orang)
        assert Penyediaan.objects.get(pk=p.pk).keadaan == "antre"


def test_bentrok_adalah_penolakan_yang_menunggu_orang():
    galat = PenyediaanGagal(LANGKAH[0], Bentrok("Sudah ada.", saran="Hubungi pengelola."))
    assert (galat.sementara, galat.saran) == (False, "Hubungi pengelola.")
    assert "Sudah ada." in galat.pesan
