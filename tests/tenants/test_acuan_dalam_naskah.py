"""Reference data that comes with the schema is what `isi_acuan` would write; what depends on more is left to it."""

from datetime import date

import pytest
from django.db import connection

from inti.db import di_instansi, sebagai_pemilik
from layanan.models import Layanan, Persyaratan, Seksi
from tenants import actions, ddl
from tenants.ddl.acuan import BukanPerJenis, Contoh, _boleh, _sisipan, susun_acuan
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
        with sebagai_pemilik(i.schema_name):  # the instansi itself cannot delete what was published
            for model in (Persyaratan, Layanan, Seksi):
                model.objects.all().delete()
        for tabel in ("layanan_seksi", "layanan_layanan", "layanan_persyaratan"):
            _mulai_dari_satu(i, tabel)
        ddl.isi_acuan(i)
        assert dari_naskah == _acuan()


def _mulai_dari_satu(instansi: Instansi, tabel: str) -> None:
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), 1, false)", [f"{instansi.schema_name}.{tabel}"]
        )


def _rekam(isi) -> dict[str, str]:
    with sebagai_pemilik():
        ddl.putar_ulang("i_rekam_acuan")
    return susun_acuan("i_rekam_acuan", isi)


def test_yang_membaca_lebih_dari_jenis_tidak_ikut(db):
    hasil = _rekam(lambda i: Seksi.objects.create(kode="A", nama=i.nama, jabatan="x"))
    assert hasil == {}
    hasil = susun_acuan(
        "i_rekam_acuan", lambda i: Seksi.objects.create(kode="A", nama="x" if i.jenis == "skpd" else i.slug)
    )
    assert set(hasil) == {"skpd"}


def test_yang_mengubah_isi_migrasi_tidak_ikut(db):
    def isi(i: Contoh) -> None:
        with connection.cursor() as k:
            k.execute("UPDATE django_migrations SET app = app || '' WHERE false; DELETE FROM auth_permission")

    assert _rekam(isi) == {}


def test_yang_tersandi_tidak_ikut():
    """Every instansi has a key of its own."""
    with pytest.raises(BukanPerJenis, match="tersandi"):
        _boleh("layanan_permohonan", "")
    assert _boleh("layanan_seksi", "")


def test_rekaman_tidak_meninggalkan_apa_pun(db):
    _rekam(lambda i: Seksi.objects.create(kode="A", nama="x", jabatan="y"))
    with sebagai_pemilik("i_rekam_acuan"):
        assert not Seksi.objects.exists()


def test_waktu_dan_uuid_dibuat_baru_sedangkan_yang_lain_tetap(db):
    with sebagai_pemilik():
        ddl.putar_ulang("i_rekam_acuan")
        with connection.cursor() as k:
            k.execute(
                "CREATE TABLE i_rekam_acuan.contoh (id int GENERATED ALWAYS AS IDENTITY, u uuid, hari date, waktu timestamptz,"
                " nama text, isi jsonb)"
            )
            k.execute(
                "INSERT INTO i_rekam_acuan.contoh (u, hari, waktu, nama, isi) VALUES (gen_random_uuid(), CURRENT_DATE, now(),"
                " %s, NULL), (NULL, %s, '2020-01-02 03:04:05Z', '%%s', '[1]')",
                ["O'Brien \\ x", date(2019, 5, 6)],
            )
        naskah = _sisipan("i_rekam_acuan", "contoh")
        assert "('1', gen_random_uuid(), CURRENT_DATE, now(), E'O''Brien \\\\ x', NULL)" in naskah
        assert "('2', NULL, '2019-05-06', '2020-01-02 03:04:05+00', '%s', '[1]')" in naskah
        with connection.cursor() as k:
            k.execute("DELETE FROM i_rekam_acuan.contoh")
            k.execute(naskah)
            k.execute("INSERT INTO i_rekam_acuan.contoh DEFAULT VALUES RETURNING id")
            assert k.fetchone() == (3,)
