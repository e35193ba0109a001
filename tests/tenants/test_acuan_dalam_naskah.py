"""Reference data that comes with the schema is what `isi_acuan` would write; what depends on more is left to it."""

from datetime import date

import pytest
from django.db import connection

from inti.akun.models import Pengguna
from inti.db import di_instansi, sebagai_pemilik
from layanan.models import Layanan, Permohonan, Persyaratan, Seksi
from tenants import actions, ddl
from tenants.ddl.acuan import Contoh, susun_acuan
from tenants.models import DdlAcuan, Instansi
from tests.tenants.bantu import isian


def _acuan() -> dict[str, list[dict[str, object]]]:
    return {m.__name__: list(m.objects.order_by("pk").values()) for m in (Seksi, Layanan, Persyaratan)}


@pytest.mark.parametrize(("jenis", "wilayah"), [("kecamatan", "63.10.05"), ("skpd", "63.10")])
def test_sama_dengan_yang_ditulis_isi_acuan(db, jenis, wilayah):
    with sebagai_pemilik():
        assert set(DdlAcuan.objects.get().acuan) == {"kecamatan", "skpd"}
        i = actions.daftarkan_instansi(oleh=None, **isian(jenis=jenis, kode_wilayah=wilayah))
    p = actions.sediakan(instansi=i)
    assert p.riwayat["skema"]["acuan"] is True
    with di_instansi(i):
        dari_naskah = _acuan()
        for model in (Persyaratan, Layanan, Seksi):
            model.objects.all().delete()
        for tabel in ("layanan_seksi", "layanan_layanan", "layanan_persyaratan"):
            _mulai_dari_satu(i, tabel)
        ddl.isi_acuan(i)
        assert dari_naskah == _acuan()


def _mulai_dari_satu(instansi: Instansi, tabel: str) -> None:
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(f'ALTER TABLE "{instansi.schema_name}"."{tabel}" ALTER COLUMN id RESTART')


def _rekam(isi) -> dict[str, str]:
    with sebagai_pemilik():
        ddl.putar_ulang("i_rekam_acuan")
    return susun_acuan("i_rekam_acuan", isi)


def test_yang_membaca_lebih_dari_jenis_tidak_ikut(db):
    hasil = _rekam(lambda i: Seksi.objects.create(kode="A", nama=i.nama, jabatan="x"))
    assert hasil == {}
    hasil = _rekam_lagi(lambda i: Seksi.objects.create(kode="A", nama="x" if i.jenis == "skpd" else i.slug))
    assert set(hasil) == {"skpd"}


def _rekam_lagi(isi) -> dict[str, str]:
    return susun_acuan("i_rekam_acuan", isi)


def test_yang_mengubah_isi_migrasi_tidak_ikut(db):
    def isi(i: Contoh) -> None:
        with connection.cursor() as k:
            k.execute("UPDATE django_migrations SET app = app || '' WHERE false; DELETE FROM auth_permission")

    assert _rekam(isi) == {}


def test_yang_tersandi_tidak_ikut(db):
    def isi(i: Contoh) -> None:
        from layanan.contoh import permohonan_contoh  # pragma: no cover

        permohonan_contoh()

    assert any(type(f).__name__ == "TeksTersandi" for f in Permohonan._meta.get_fields())
    assert _rekam(isi) == {}


def test_rekaman_tidak_meninggalkan_apa_pun(db):
    _rekam(lambda i: Seksi.objects.create(kode="A", nama="x", jabatan="y"))
    with sebagai_pemilik("i_rekam_acuan"):
        assert not Seksi.objects.exists()


def test_waktu_dan_uuid_dibuat_baru_sedangkan_tanggal_lain_tetap(db):
    def isi(i: Contoh) -> None:
        Pengguna.objects.create(surel="o'brien@kab.go.id", nama="Nama \\ 'aneh'")
        with connection.cursor() as k:
            k.execute("CREATE TABLE contoh_tanggal (id int PRIMARY KEY, hari date, lama timestamptz)")
            k.execute("INSERT INTO contoh_tanggal VALUES (1, CURRENT_DATE, '2020-01-02 03:04:05Z'), (2, %s, NULL)",
                      [date(2019, 5, 6)])

    naskah = _rekam(isi)["skpd"]
    assert "gen_random_uuid()" in naskah
    assert "now()" in naskah
    assert "'o''brien@kab.go.id'" in naskah
    assert r"E'Nama \\ ''aneh'''" in naskah
    assert "CURRENT_DATE" in naskah
    assert "'2019-05-06'" in naskah
    assert "2020-01-02" in naskah
    assert "NULL" in naskah
    assert "setval" in naskah
