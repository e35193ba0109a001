"""Promise 5, by hypothesis: any mixture of changes, rollbacks and folds ends equal to a recount."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inti.db import di_instansi, sebagai_pemilik
from inti.situs import info_instansi
from layanan.models import KeabsahanUji, Layanan, Permohonan
from monitoring_center.agregasi.actions import lipat
from monitoring_center.agregasi.models import AgregasiDelta
from monitoring_center.agregasi.periksa import periksa
from tests.monitoring_center.conftest import baris_permohonan, dua_orang, kosongkan_cap, selesaikan

pytestmark = pytest.mark.nyata
AWAL = date(2026, 1, 5)
HARI = st.integers(0, 4).map(lambda n: AWAL + timedelta(days=n))

OPERASI = st.one_of(
    st.tuples(st.just("tambah"), HARI, st.sampled_from(["loket", "desa", "daring"]), st.integers(1, 4)),
    st.tuples(st.just("selesai"), HARI, st.booleans(), st.integers(1, 5000)),
    st.tuples(st.just("buka_lagi"), st.integers(0, 9)),
    st.tuples(st.just("tolak"), st.integers(0, 9)),
    st.tuples(st.just("pindah_layanan"), st.integers(0, 9)),
    st.tuples(st.just("ubah_hari"), st.integers(0, 9), HARI),
    st.tuples(st.just("hapus"), st.integers(0, 9)),
    st.tuples(st.just("lipat")),
)
TRANSAKSI = st.tuples(st.booleans(), st.lists(OPERASI, min_size=1, max_size=5))


class Batal(Exception):
    pass


def kerjakan(op: tuple[Any, ...]) -> None:
    nama, *isi = op
    if nama == "tambah":
        hari, kanal, banyak = isi
        Permohonan.objects.bulk_create([baris_permohonan(masuk=hari, kanal=kanal) for _ in range(banyak)])
        return
    kunci = list(Permohonan.objects.order_by("pk").values_list("pk", flat=True))
    pilih = Permohonan.objects.filter(pk__in=kunci[: isi[0] + 1 if isinstance(isi[0], int) else 2])
    if nama == "selesai":
        selesaikan(pilih.filter(status="diajukan"), isi[0], tepat=isi[1], menit=isi[2])
    elif nama == "buka_lagi":
        pilih.update(**kosongkan_cap())
    elif nama == "tolak":
        pilih.update(jumlah_penolakan=isi[0])
    elif nama == "pindah_layanan":
        lain = Layanan.objects.order_by("-kode")[isi[0]]
        pilih.update(layanan=lain, kode_layanan=lain.kode)
    elif nama == "ubah_hari":
        pilih.update(tanggal_masuk=isi[1])


def di_antara(instansi: Any, op: tuple[Any, ...]) -> None:
    """What does not run on the instansi's login: the fold, and deleting (the owner's)."""
    if op[0] == "lipat":
        lipat(instansi=instansi)
    elif op[0] == "hapus":
        with sebagai_pemilik(instansi.schema_name), transaction.atomic():
            kunci = list(Permohonan.objects.order_by("pk").values_list("pk", flat=True)[: op[1]])
            KeabsahanUji.objects.filter(permohonan__in=kunci).delete()
            Permohonan.objects.filter(pk__in=kunci).delete()


def jalankan(instansi: Any, transaksi: list[tuple[bool, list[tuple[Any, ...]]]]) -> None:
    """Each transaction commits or rolls back as drawn; folds stand between transactions."""
    for batal, operasi in transaksi:
        for op in operasi:
            di_antara(instansi, op)
        try:
            with di_instansi(instansi), transaction.atomic():
                for op in operasi:
                    if op[0] not in ("lipat", "hapus"):
                        kerjakan(op)
                if batal:
                    raise Batal
        except Batal:
            continue


ATURAN = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


@ATURAN
@given(st.lists(TRANSAKSI, min_size=1, max_size=6))
def test_lipatan_sama_dengan_hitung_ulang(basis_nyata: None, transaksi: Any) -> None:
    instansi = info_instansi("i_uji_a")
    jalankan(instansi, transaksi)
    assert periksa(instansi) == []
    lipat(instansi=instansi)
    assert periksa(instansi) == []
    with di_instansi(instansi):
        assert not AgregasiDelta.objects.exists()


@settings(ATURAN, max_examples=25)
@given(st.lists(st.lists(TRANSAKSI, min_size=1, max_size=3), min_size=2, max_size=4))
def test_bersamaan_sama_dengan_hitung_ulang(basis_nyata: None, banyak: Any) -> None:
    """Several threads write at once; others fold meanwhile. The loser of a deadlock, or of a deletion against the
    opinion that refers to the deleted row (its foreign key is checked at COMMIT), is rolled back: that must not count."""
    instansi = info_instansi("i_uji_a")
    with di_instansi(instansi):
        dua_orang()

    def utas(transaksi: Any) -> None:
        for satu in transaksi:
            try:
                jalankan(instansi, [satu])
            except (OperationalError, IntegrityError):
                connection.close()
        connection.close()

    semua = [threading.Thread(target=utas, args=(t,)) for t in banyak]
    for u in semua:
        u.start()
    while any(u.is_alive() for u in semua):
        lipat(instansi=instansi)
    lipat(instansi=instansi)
    assert periksa(instansi) == []
