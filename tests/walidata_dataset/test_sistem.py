"""What apps offer: declarations are sound, and the views in every schema are the declared ones."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from inti.dataset import DatasetSistem, Kolom
from inti.db import sebagai_pemilik
from inti.db.isolasi import periksa_katalog
from layanan.dataset import DATASET, PENERIMA_SKTM
from monitoring_center.walidata.dataset.daftar import TIPE, daftar_sistem, periksa_deklarasi
from monitoring_center.walidata.dataset.tampilan_sistem import sql_tampilan, tulis_migrasi


def kolom_tampilan(nama: str) -> dict[str, str]:
    with connection.cursor() as k:
        k.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum",
            [nama],
        )
        return dict(k.fetchall())


@pytest.mark.parametrize("d", DATASET, ids=lambda d: d.kode)
def test_tampilan_memberi_setiap_kolom_yang_dinyatakan(db: None, d: DatasetSistem) -> None:
    with sebagai_pemilik("i_uji_a"):
        nyata = kolom_tampilan(d.sumber)
    harap = {k.nama: "text" if k.tersandi else TIPE[k.tipe] for k in d.kolom}
    harap |= {k.indeks: "character varying(64)" for k in d.kolom if k.indeks}
    assert d.kunci in nyata
    assert {n: t for n, t in nyata.items() if n != d.kunci} == harap


@pytest.mark.parametrize("skema", ["i_uji_a", "i_uji_b"])
def test_yang_terpasang_sama_dengan_deklarasi(db: None, skema: str) -> None:
    with sebagai_pemilik(skema), connection.cursor() as k:
        k.execute(
            "SELECT viewname FROM pg_views WHERE schemaname = current_schema() AND viewname LIKE 'ds\\_%%'"
        )
        assert {b[0] for b in k.fetchall()} == {d.sumber for d in daftar_sistem().values()}
        for d in daftar_sistem().values():
            k.execute(sql_tampilan(d, "banding"))
            k.execute("SELECT pg_get_viewdef(%s::regclass), pg_get_viewdef('banding'::regclass)", [d.sumber])
            terpasang, dinyatakan = k.fetchone()
            saran = "dataset.py berubah: jalankan `spbe walidata migrasi` dan commit migrasinya."
            assert terpasang == dinyatakan, saran
            k.execute("DROP VIEW banding")


def test_migrasi_yang_ditulis_memuat_semua_tampilan(db: None, tmp_path: Any) -> None:
    isi = tulis_migrasi(tmp_path).read_text()
    assert all(f"VIEW {d.sumber} AS" in isi for d in DATASET)
    assert '("layanan", "' in isi


def test_tampilan_tidak_memberi_hak_kepada_login_mana_pun(db: None) -> None:
    with sebagai_pemilik():
        assert periksa_katalog().bocor == []
    with sebagai_pemilik("i_uji_a"), connection.cursor() as k:
        k.execute(
            "SELECT count(*) FROM pg_class c, pg_roles r WHERE c.relname = ANY(%s) AND r.rolname ~ '^(i|spbe)_'"
            " AND r.rolname <> 'spbe_pemilik' AND has_any_column_privilege(r.oid, c.oid, 'SELECT')",
            [[d.sumber for d in DATASET]],
        )
        assert k.fetchone()[0] == 0


def test_penerima_sktm_hanya_yang_selesai(di_a: Any, buat_permohonan_selesai: Any) -> None:
    selesai = buat_permohonan_selesai("KEC-01")
    buat_permohonan_selesai("KEC-07")
    with sebagai_pemilik("i_uji_a"), connection.cursor() as k:
        k.execute("SELECT nama, nik, nik_indeks, tanggal FROM ds_penerima_sktm")
        baris = k.fetchall()
        k.execute("SELECT kode_layanan, jumlah, tepat_waktu FROM ds_rekap_layanan ORDER BY kunci")
        rekap = k.fetchall()
    assert [(b[0], b[2], b[3]) for b in baris] == [
        (selesai.pemohon_nama, selesai.pemohon_nik_indeks, selesai.tanggal_selesai)
    ]
    assert baris[0][1].startswith("s1."), "NIK tetap tersandi"
    assert rekap == [("KEC-01", 1, 1), ("KEC-07", 1, 1)]


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({"kode": "Besar"}, "Nama tidak sah"),
        ({"kolom": (Kolom('x"; DROP', "x"),)}, "Nama tidak sah"),
        ({"kolom": (Kolom("a", "a"), Kolom("a", "b"))}, "berulang"),
        ({"kolom": (Kolom("a", "a", "uang"),)}, "tipe"),
        ({"kolom": (Kolom("a", "a", tersandi=True),)}, "tanpa konteks"),
        ({"akses": "terbuka"}, "data pribadi"),
    ],
)
def test_deklarasi_yang_keliru_ditolak(ubah: dict[str, Any], pesan: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=pesan):
        periksa_deklarasi(replace(PENERIMA_SKTM, **ubah))


def test_rekap_bulanan_memuat_jumlah_seluruhnya(di_a: Any, buat_permohonan_selesai: Any) -> None:
    """One row a seksi and one for all of them, of months that are over: the running month is not told of."""
    buat_permohonan_selesai("KEC-01")
    p = buat_permohonan_selesai("KEC-07")
    with sebagai_pemilik("i_uji_a"), connection.cursor() as k:
        k.execute("SELECT count(*) FROM ds_layanan_bulanan")
        assert k.fetchone()[0] == 0
        k.execute("UPDATE layanan_permohonan SET tanggal_selesai = tanggal_selesai - 40")
        k.execute("SELECT seksi, jumlah FROM ds_layanan_bulanan ORDER BY kunci")
        baris = k.fetchall()
        assert baris[0] == ("Semua seksi", 2)
        assert sum(n for _, n in baris[1:]) == 2
        k.execute("SELECT kode_layanan, jumlah FROM ds_layanan_triwulanan")
        assert {kode for kode, _ in k.fetchall()} <= {"KEC-01", p.kode_layanan}
