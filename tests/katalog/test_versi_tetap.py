"""What was published cannot be changed, not even from a shell with the instansi's own login."""

import pytest
from django.db import IntegrityError, connection, transaction

from inti.db import sebagai_pemilik
from layanan.enums import KeadaanVersi
from layanan.models import Layanan, Persyaratan

KOLOM_TETAP = {
    "nama": "'lain'", "waktu_nilai": "9", "biaya": "5000", "isian": "'[]'", "dasar_hukum": "'[]'", "kode": "'X-1'",
    "versi": "7", "penandatangan": "'[]'", "komponen": "'{}'::jsonb || '{\"sarana\": \"x\"}'", "berlaku_pada": "now()",
}  # fmt: skip


def jalankan(sql: str) -> None:
    with connection.cursor() as k:
        k.execute(sql)


def potret() -> list[dict[str, object]]:
    return [*Layanan.objects.order_by("pk").values(), *Persyaratan.objects.order_by("pk").values()]


@pytest.mark.parametrize("kolom", KOLOM_TETAP)
def test_kolom_standar_tidak_berubah(di_a, kolom):
    sebelum = potret()
    with pytest.raises(IntegrityError, match="versi baru"), transaction.atomic():
        jalankan(f"UPDATE layanan_layanan SET {kolom} = {KOLOM_TETAP[kolom]} WHERE kode = 'KEC-01'")
    assert potret() == sebelum


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM layanan_layanan WHERE kode = 'KEC-01'",
        "UPDATE layanan_layanan SET keadaan = 'konsep' WHERE kode = 'KEC-01'",
        "UPDATE layanan_persyaratan SET wajib = NOT wajib WHERE kode = 'KEC-01-S1'",
        "DELETE FROM layanan_persyaratan WHERE kode = 'KEC-01-S1'",
        "INSERT INTO layanan_persyaratan (layanan_id, kode, nama, wajib, bentuk, harus_diunggah, urutan) SELECT id,"
        " 'BARU', 'Baru', true, 'asli', false, 9 FROM layanan_layanan WHERE kode = 'KEC-01'",
    ],
)
def test_versi_dan_syaratnya_tidak_dihapus_ditambah_atau_dibuka_lagi(di_a, sql):
    sebelum = potret()
    with pytest.raises(IntegrityError), transaction.atomic():
        jalankan(sql)
    assert potret() == sebelum


def test_yang_digantikan_tidak_berlaku_lagi(di_a):
    Layanan.objects.filter(kode="KEC-01").update(keadaan=KeadaanVersi.DIGANTIKAN)
    with pytest.raises(IntegrityError), transaction.atomic():
        Layanan.objects.filter(kode="KEC-01").update(keadaan=KeadaanVersi.BERLAKU)


def test_layanan_dapat_ditutup(di_a):
    Layanan.objects.filter(kode="KEC-01").update(aktif=False)
    assert not Layanan.objects.aktif().filter(kode="KEC-01").exists()


def test_syarat_tidak_pindah_ke_versi_terbit(di_a):
    asal = Layanan.objects.get(kode="KEC-01")
    konsep = Layanan.objects.get(kode="KEC-01")
    konsep.pk, konsep.versi, konsep.keadaan = None, 2, KeadaanVersi.KONSEP
    konsep.save(force_insert=True)
    s = Persyaratan.objects.create(layanan=konsep, kode="BARU", nama="Baru")
    with pytest.raises(IntegrityError), transaction.atomic():
        Persyaratan.objects.filter(pk=s.pk).update(layanan=asal)
    assert Persyaratan.objects.get(pk=s.pk).layanan_id == konsep.pk


def test_satu_berlaku_dan_satu_konsep(di_a):
    for keadaan in (KeadaanVersi.BERLAKU, KeadaanVersi.KONSEP):
        x = Layanan.objects.filter(kode="KEC-01").first()
        x.pk, x.versi, x.keadaan = None, 8, keadaan
        if keadaan == KeadaanVersi.KONSEP:
            x.save(force_insert=True)
            x.pk, x.versi = None, 9
        with pytest.raises(IntegrityError), transaction.atomic():
            x.save(force_insert=True)


@pytest.mark.parametrize(("perlu", "rantai"), [(True, []), (False, ["koordinator"])])
def test_rantai_dan_perlu_paraf_sejalan(di_a, perlu, rantai):
    with sebagai_pemilik(di_a.schema_name), pytest.raises(IntegrityError), transaction.atomic():
        Layanan.objects.filter(kode="KEC-01").update(perlu_paraf=perlu, rantai_paraf=rantai)
