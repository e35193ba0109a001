"""The triggers: every change of event rows leaves its delta, and the installed ones are the registry's."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import NotSupportedError, connection, transaction

from inti.db import sebagai_pemilik
from layanan.models import Permohonan
from monitoring_center.agregasi.daftar import daftar_indikator
from monitoring_center.agregasi.models import AgregasiDelta
from monitoring_center.agregasi.pemicu import BADAN_TOLAK, TOLAK, badan_fungsi, nama_fungsi, per_tabel
from tests.monitoring_center.conftest import baris_permohonan, kosongkan_cap, selesaikan

HARI, BESOK = date(2026, 3, 2), date(2026, 3, 3)


def delta() -> Counter[tuple[str, date]]:
    """Sums of the pending deltas by indicator and day, without zeros."""
    hasil: Counter[tuple[str, date]] = Counter()
    for d in AgregasiDelta.objects.all():
        hasil[d.indikator, d.tanggal] += d.nilai
    return Counter({k: n for k, n in hasil.items() if n})


@pytest.mark.parametrize("skema", ["i_uji_a", "i_uji_b"])
def test_pemicu_terpasang_sama_dengan_daftar(db: None, skema: str) -> None:
    with sebagai_pemilik(skema), connection.cursor() as k:
        k.execute(
            "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = current_schema()::regnamespace"
            " AND proname LIKE 'agregasi%%'"
        )
        terpasang = dict(k.fetchall())
    seharusnya = {nama_fungsi(t): badan_fungsi(i) for t, i in per_tabel(daftar_indikator().values()).items()}
    saran = "Indikator berubah: jalankan `spbe agregasi migrasi` dan commit migrasinya."
    assert terpasang == seharusnya | {TOLAK: BADAN_TOLAK}, saran


def test_setiap_tabel_punya_empat_pemicu(db: None) -> None:
    with sebagai_pemilik("i_uji_a"), connection.cursor() as k:
        k.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE c.relnamespace = current_schema()::regnamespace AND t.tgname LIKE 'agregasi%%'"
        )
        nama = {"agregasi_sisip", "agregasi_ubah", "agregasi_hapus", TOLAK}
        assert set(k.fetchall()) == {(t, n) for t in per_tabel(daftar_indikator().values()) for n in nama}


def test_permohonan_baru_menambah_masuk_dan_terbuka(di_a: Any, buat_permohonan: Any) -> None:
    p = buat_permohonan(masuk=HARI, kanal="desa")
    assert delta() == {("permohonan_masuk", HARI): 1, ("permohonan_terbuka", HARI): 1}
    assert {tuple(sorted(d.dimensi.items())) for d in AgregasiDelta.objects.all()} == {
        (("kanal", "desa"), ("layanan", p.kode_layanan))
    }


def test_selesai_memindahkan_dari_terbuka(di_a: Any, buat_permohonan: Any) -> None:
    p = buat_permohonan(masuk=HARI)
    sebelum = delta()
    selesaikan(Permohonan.objects.filter(pk=p.pk), BESOK, tepat=False, menit=1500)
    assert delta() - sebelum == {("permohonan_selesai", BESOK): 1, ("lama_proses_menit", BESOK): 1500}
    assert delta()["permohonan_terbuka", HARI] == 0


def test_perubahan_yang_tidak_dihitung_tidak_meninggalkan_delta(di_a: Any, buat_permohonan: Any) -> None:
    p = buat_permohonan()
    banyak = AgregasiDelta.objects.count()
    Permohonan.objects.filter(pk=p.pk).update(pemohon_nama="Nama Lain")
    assert AgregasiDelta.objects.count() == banyak


def test_satu_pernyataan_satu_delta_per_kelompok(di_a: Any) -> None:
    Permohonan.objects.bulk_create([baris_permohonan(masuk=HARI) for _ in range(50)])
    assert AgregasiDelta.objects.count() == 2
    assert delta() == {("permohonan_masuk", HARI): 50, ("permohonan_terbuka", HARI): 50}


def test_hapus_mengurangi(di_a: Any, buat_permohonan: Any) -> None:
    """Only the owner may delete; the deltas are written all the same, in the schema that it works in."""
    p = buat_permohonan(masuk=HARI, selesai=BESOK)
    with sebagai_pemilik(di_a.schema_name):
        Permohonan.objects.filter(pk=p.pk).delete()
    assert delta() == {}


def test_kembali_ke_awal_menjadi_nol(di_a: Any, buat_permohonan: Any) -> None:
    p = buat_permohonan(masuk=HARI)
    sebelum = delta()
    selesaikan(Permohonan.objects.filter(pk=p.pk), BESOK)
    Permohonan.objects.filter(pk=p.pk).update(**kosongkan_cap())
    assert delta() == sebelum


def test_penolakan_dijumlahkan(di_a: Any, buat_permohonan: Any) -> None:
    p = buat_permohonan(masuk=HARI)
    Permohonan.objects.filter(pk=p.pk).update(jumlah_penolakan=2)
    assert delta()["permohonan_ditolak", HARI] == Decimal(2)


def test_rollback_tidak_meninggalkan_delta(di_a: Any, buat_permohonan: Any) -> None:
    class Batal(Exception):
        pass

    def gagal() -> None:
        with transaction.atomic():
            buat_permohonan()
            raise Batal

    with pytest.raises(Batal):
        gagal()
    assert not AgregasiDelta.objects.exists()


def test_truncate_ditolak(db: None) -> None:
    with (
        sebagai_pemilik("i_uji_a"),
        pytest.raises(NotSupportedError, match="tidak boleh dikosongkan"),
        transaction.atomic(),
        connection.cursor() as k,
    ):
        k.execute("TRUNCATE layanan_permohonan CASCADE")


def test_delta_tidak_memuat_data_pribadi(di_a: Any, buat_permohonan: Any) -> None:
    buat_permohonan(pemohon_nama="Rahasia Sekali", masuk=HARI, selesai=BESOK)
    assert {f.name for f in AgregasiDelta._meta.fields} == {"id", "indikator", "tanggal", "dimensi", "nilai"}
    for d in AgregasiDelta.objects.all():
        assert set(d.dimensi) == {"layanan", "kanal"}
        assert "Rahasia" not in str(d.dimensi)
