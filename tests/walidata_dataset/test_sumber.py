"""gerbang.siapkan_sumber: typed views over the versions in force, for their owner's datasets alone."""

import json
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from inti.dataset import Kolom
from inti.db import sebagai_pemilik
from inti.db.hak import terapkan_hak
from inti.db.isolasi import periksa_katalog
from monitoring_center.walidata.dataset.models import BIT_BARIS, Baris, Versi
from monitoring_center.walidata.dataset.sumber import siapkan_sumber
from monitoring_center.walidata.katalog.models import Dataset
from tests.walidata_dataset.bantu import KOLOM, buat_dataset
from tests.walidata_dataset.test_sistem import kolom_tampilan


def isi_versi(d: Dataset, baris: list[dict[str, Any]], *, tahun: int = 2025, berlaku: bool = True) -> Versi:
    """A version with these rows, taken through its states by hand."""
    v = Versi.objects.create(
        dataset=d.uuid,
        kode=d.kode,
        urut=Versi.objects.filter(dataset=d.uuid).count() + 1,
        periode=str(tahun),
        periode_mulai=date(tahun, 1, 1),
        periode_selesai=date(tahun, 12, 31),
        kolom=d.kolom,
    )
    Versi.objects.filter(pk=v.pk).update(keadaan="diperiksa")
    Baris.objects.bulk_create(
        Baris(nomor=(v.pk << BIT_BARIS) + i, dataset=d.uuid, versi=v, isi=b) for i, b in enumerate(baris, 2)
    )
    Versi.objects.filter(pk=v.pk).update(keadaan="konsep", baris=len(baris))
    if berlaku:
        Versi.objects.filter(pk=v.pk).update(keadaan="berlaku", diberlakukan_pada=timezone.now())
    v.refresh_from_db()
    return v


def baca(nama: str = "ds_sampah") -> list[tuple[Any, ...]]:
    with sebagai_pemilik("i_uji_a"), connection.cursor() as k:
        k.execute(f"SELECT * FROM {nama} ORDER BY nomor")
        return [b[1:] for b in k.fetchall()]


BARIS = [
    {"desa": "Batulicin", "jumlah": 120, "tanggal": "2025-03-01"},
    {"desa": "Kampung 'Baru'", "jumlah": None},
]
TERBACA = [("Batulicin", 120, date(2025, 3, 1)), ("Kampung 'Baru'", None, None)]


def test_tampilan_bertipe_atas_versi_yang_berlaku(di_a: Any) -> None:
    d = buat_dataset()
    assert siapkan_sumber(d) == "ds_sampah"
    isi_versi(d, BARIS)
    isi_versi(d, [{"desa": "Konsep"}], tahun=2024, berlaku=False)
    lain = buat_dataset("lain")
    isi_versi(lain, [{"desa": "Data lain"}])
    assert baca() == TERBACA
    isi_versi(d, [{"desa": "Tahun lalu"}], tahun=2024)
    assert baca() == [*TERBACA, ("Tahun lalu", None, None)]
    with sebagai_pemilik("i_uji_a"):
        assert kolom_tampilan("ds_sampah") == {
            "nomor": "bigint",
            "desa": "text",
            "jumlah": "bigint",
            "tanggal": "date",
        }


def test_semua_tipe_dan_kolom_tersandi(di_a: Any) -> None:
    kolom = [Kolom(t, t, t) for t in ("string", "integer", "number", "boolean", "date", "datetime", "year")]
    nik = Kolom(
        "nik", "NIK", pribadi="umum", tersandi=True, konteks="walidata.semua.nik", indeks="nik_indeks"
    )
    d = buat_dataset("semua", [*kolom, nik])
    siapkan_sumber(d)
    siapkan_sumber(d)
    isi_versi(d, [{"string": "a", "integer": 2**60, "number": "1.50", "boolean": True, "date": "2025-01-31",
                   "datetime": "2025-01-31T10:00:00+08:00", "year": 2025, "nik": "s1.x", "nik_indeks": "ab"}])  # fmt: skip
    baris = baca("ds_semua")[0]
    assert baris[:2] == ("a", 2**60)
    assert str(baris[2]) == "1.50"
    assert baris[3:5] == (True, date(2025, 1, 31))
    assert baris[5].isoformat() == "2025-01-31T02:00:00+00:00"
    assert baris[6:] == (2025, "s1.x", "ab")


def test_dataset_instansi_lain_ditolak(di_a: Any, instansi_b: Any, di: Any) -> None:
    d = buat_dataset()
    with di(instansi_b), pytest.raises(DatabaseError, match="bukan milik login"), transaction.atomic():
        siapkan_sumber(d)
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute("SELECT count(*) FROM pg_views WHERE viewname = 'ds_sampah'")
        assert k.fetchone()[0] == 0


@pytest.mark.parametrize(
    "nama",
    ['x"; DROP TABLE akun_pengguna; --', "x'y", "Desa", "nomor", "", "a" * 58, "desa", "tab\tel"],
)
def test_nama_kolom_yang_berbahaya_ditolak(di_a: Any, nama: str) -> None:
    d = buat_dataset(kolom=[KOLOM[0], {"name": nama, "title": "x", "type": "string"}])
    with pytest.raises(DatabaseError, match="Kolom tidak sah"), transaction.atomic():
        siapkan_sumber(d)
    assert to_regclass("ds_sampah") is None


@pytest.mark.parametrize("tipe", ["text); DROP TABLE x; --", "object", "any"])
def test_tipe_yang_tidak_dikenal_ditolak(di_a: Any, tipe: str) -> None:
    d = buat_dataset(kolom=[{"name": "a", "title": "A", "type": tipe}])
    with pytest.raises(DatabaseError, match="Kolom tidak sah"), transaction.atomic():
        siapkan_sumber(d)


def to_regclass(nama: str) -> Any:
    with sebagai_pemilik("i_uji_a"), connection.cursor() as k:
        k.execute("SELECT to_regclass(%s)", [nama])
        return k.fetchone()[0]


def test_kode_yang_sudah_dipakai_aplikasi_ditolak(di_a: Any) -> None:
    d = buat_dataset("penerima_sktm")
    with pytest.raises(DatabaseError, match="sudah dipakai data lain"), transaction.atomic():
        siapkan_sumber(d)
    with sebagai_pemilik("i_uji_a"):
        assert "nik_indeks" in kolom_tampilan("ds_penerima_sktm"), "tampilan aplikasi tetap"


def test_dataset_sistem_hanya_diperiksa(di_a: Any) -> None:
    d = buat_dataset("penerima_sktm", jenis="sistem", kunci="urut")
    assert siapkan_sumber(d) == "ds_penerima_sktm"
    tiada = buat_dataset("tidak_ada", jenis="sistem")
    with pytest.raises(DatabaseError, match="belum menyediakan"), transaction.atomic():
        siapkan_sumber(tiada)


def ubah_kolom(d: Dataset, *kolom: Kolom) -> None:
    d.kolom = [k.skema() for k in kolom]
    d.save(update_fields=["kolom"])


def test_kolom_baru_ditambahkan_dan_kolom_lama_dibuang(di_a: Any) -> None:
    d = buat_dataset()
    siapkan_sumber(d)
    isi_versi(d, BARIS)
    ubah_kolom(d, Kolom("petugas", "Petugas"), KOLOM[0], KOLOM[2])
    siapkan_sumber(d)
    with sebagai_pemilik("i_uji_a"):
        assert list(kolom_tampilan("ds_sampah")) == ["nomor", "petugas", "desa", "tanggal"]
    assert baca()[0] == (None, "Batulicin", date(2025, 3, 1))


def test_tipe_kolom_yang_sudah_berisi_tidak_dapat_diganti(di_a: Any) -> None:
    d = buat_dataset()
    siapkan_sumber(d)
    ubah_kolom(d, Kolom("desa", "Desa", "integer"))
    siapkan_sumber(d)  # nothing in force yet
    ubah_kolom(d, *KOLOM)
    siapkan_sumber(d)
    isi_versi(d, BARIS)
    for pengganti in (
        Kolom("jumlah", "Jumlah", "string"),
        Kolom("desa", "Desa", pribadi="umum", tersandi=True, konteks="k", indeks="desa_indeks"),
    ):
        ubah_kolom(d, pengganti)
        with pytest.raises(DatabaseError, match="sudah berisi data"), transaction.atomic():
            siapkan_sumber(d)
    assert baca() == TERBACA


def beri_izin(kolom: list[str], *, selesai: str = "1 day") -> int:
    """A grant as gerbang.putuskan would write it, on a dataset that was published once."""
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute("ALTER TABLE gerbang.izin DISABLE TRIGGER jaga_izin")
        k.execute(
            "INSERT INTO gerbang.izin (jenis, pemilik, pembaca, dataset, sumber, kunci, kolom, saringan, kegunaan, nomor,"
            " tanggal, mulai, selesai, oleh, dikonfirmasi_oleh) VALUES ('perintah', 'i_uji_a', 'i_uji_b', 'sampah', 'ds_sampah',"
            " 'nomor', %s, '[]', 'Uji', '100.3/7', current_date, now() - interval '9 days', now() + %s::interval, 'a', 'b')"
            " RETURNING id",
            [json.dumps([{"nama": n} for n in kolom]), selesai],
        )
        pk = k.fetchone()[0]
        k.execute("ALTER TABLE gerbang.izin ENABLE TRIGGER jaga_izin")
        k.execute("SELECT gerbang.pasang(i) FROM gerbang.izin i WHERE id = %s", [pk])
    return pk


def test_izin_yang_berlaku_menjaga_kolomnya(di_a: Any) -> None:
    d = buat_dataset()
    siapkan_sumber(d)
    beri_izin(["desa", "jumlah"])
    ubah_kolom(d, *KOLOM[:2], Kolom("tanggal", "Tanggal", "string"))
    with pytest.raises(DatabaseError, match=r"selama izin 100\.3/7 berlaku"), transaction.atomic():
        siapkan_sumber(d)
    ubah_kolom(d, *KOLOM[:2], Kolom("baru", "Baru"))
    siapkan_sumber(d)
    with sebagai_pemilik("i_uji_a"):
        assert list(kolom_tampilan("ds_sampah")) == ["nomor", "desa", "jumlah", "tanggal", "baru"]


def test_izin_yang_sudah_lewat_tidak_menghalangi(di_a: Any) -> None:
    d = buat_dataset()
    siapkan_sumber(d)
    pk = beri_izin(["desa"], selesai="-1 hour")
    ubah_kolom(d, KOLOM[1])
    siapkan_sumber(d)
    with sebagai_pemilik("i_uji_a"):
        assert list(kolom_tampilan("ds_sampah")) == ["nomor", "jumlah"]
    assert to_regclass(f"gerbang.izin_{pk}") is None


def test_hak_tetap_setelah_migrasi_dan_isolasi_nol(di_a: Any) -> None:
    d = buat_dataset()
    siapkan_sumber(d)
    isi_versi(d, BARIS)
    pk = beri_izin(["desa"])
    with sebagai_pemilik("i_uji_a"):
        terapkan_hak("i_uji_a")
    siapkan_sumber(d)
    with sebagai_pemilik(), connection.cursor() as k:
        assert periksa_katalog().bocor == []
        k.execute(
            "SELECT has_column_privilege('spbe_gerbang', 'i_uji_a.ds_sampah', 'desa', 'SELECT'),"
            " has_column_privilege('spbe_gerbang', 'i_uji_a.ds_sampah', 'jumlah', 'SELECT'),"
            " has_table_privilege('i_uji_a', 'i_uji_a.ds_sampah', 'SELECT'),"
            " has_table_privilege('i_uji_b', 'gerbang.izin_' || %s, 'SELECT')",
            [pk],
        )
        assert k.fetchone() == (True, False, False, True)


def test_baris_yang_berlaku_tidak_dapat_diubah(di_a: Any) -> None:
    d = buat_dataset()
    v = isi_versi(d, BARIS)
    with pytest.raises(IntegrityError, match="tidak dapat diubah"), transaction.atomic():
        Baris.objects.filter(versi=v).delete()
    with pytest.raises(IntegrityError, match="tidak dapat diubah"), transaction.atomic():
        Baris.objects.create(nomor=(v.pk << BIT_BARIS) + 99, dataset=d.uuid, versi=v, isi={})
    with pytest.raises(IntegrityError, match="Isi versi"), transaction.atomic():
        Versi.objects.filter(pk=v.pk).update(baris=7)
    with pytest.raises(IntegrityError, match="tidak dapat berpindah"), transaction.atomic():
        Versi.objects.filter(pk=v.pk).update(keadaan="konsep", diberlakukan_pada=None)
    assert Baris.objects.count() == 2


def test_satu_versi_berlaku_per_periode(di_a: Any) -> None:
    d = buat_dataset()
    isi_versi(d, BARIS)
    with pytest.raises(IntegrityError, match="versi_satu_berlaku_per_periode"), transaction.atomic():
        isi_versi(d, BARIS)
    assert baca_versi() == [("berlaku", 2)]


def baca_versi() -> list[tuple[str, int]]:
    return list(Versi.objects.order_by("pk").values_list("keadaan", "baris"))


def test_versi_bergalat_tidak_dapat_menjadi_konsep(di_a: Any) -> None:
    d = buat_dataset()
    v = isi_versi(d, BARIS, berlaku=False)
    with pytest.raises(IntegrityError, match="versi_siap_tanpa_galat"), transaction.atomic():
        Versi.objects.filter(pk=v.pk).update(galat=1)
