"""Numbers: 1, 2, 3, … per day and group, also with many hands at once; steps only where they make sense."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inti.db import di_instansi
from inti.errors import Bentrok, MasukanSalah, TransisiTidakSah
from inti.situs import info_instansi, pada_situs, situs_instansi
from layanan.antrian import actions
from layanan.antrian.hitung import angka_hari, di_depan, layanan_kelompok, layar
from layanan.antrian.models import Antrian, Keadaan, Kelompok, Loket
from layanan.waktu.jam import hari_ini


def potret() -> list[dict]:
    return list(Antrian.objects.order_by("pk").values())


def test_nomor_per_kelompok_dan_hari(a, b):
    assert [actions.ambil(kelompok=k).nomor for k in (a, a, b, a)] == ["A001", "A002", "B001", "A003"]
    Antrian.objects.update(tanggal=hari_ini() - timedelta(days=1))
    assert actions.ambil(kelompok=a).nomor == "A001"


def test_kelompok_tertutup_ditolak_tanpa_sisa(a):
    Kelompok.objects.filter(pk=a.pk).update(aktif=False)
    with pytest.raises(MasukanSalah):
        actions.ambil(kelompok=a)
    assert not Antrian.objects.exists()


def test_perjalanan_satu_nomor(a, loket1, meja):
    x = actions.ambil(kelompok=a)
    y = actions.ambil(kelompok=a)
    assert (di_depan(x), di_depan(y)) == (0, 1)
    assert actions.panggil_berikut(loket=loket1, oleh=meja.fo) == x
    actions.panggil(antrian=x, loket=loket1, oleh=meja.fo)
    actions.layani(antrian=x, oleh=meja.fo)
    berikut = actions.panggil_berikut(loket=loket1, oleh=meja.fo)
    x.refresh_from_db()
    assert (x.keadaan, x.panggilan, berikut) == (Keadaan.SELESAI, 2, y)
    actions.lewati(antrian=y, oleh=meja.fo)
    actions.panggil(antrian=y, loket=loket1, oleh=meja.fo)
    actions.selesaikan(antrian=y, oleh=meja.fo)
    y.refresh_from_db()
    assert y.keadaan == Keadaan.SELESAI
    assert y.dilayani_pada == y.dipanggil_pada
    assert angka_hari().selesai == 2


def test_yang_menunggu_terlama_dan_hanya_kelompok_loketnya(a, b, loket1, meja):
    loket1.kelompok.set([b])
    actions.ambil(kelompok=a)
    nomor_b = actions.ambil(kelompok=b)
    assert actions.panggil_berikut(loket=loket1, oleh=meja.fo) == nomor_b


@pytest.mark.parametrize("langkah", ["layani", "lewati", "selesaikan"])
def test_langkah_yang_tidak_sah_tidak_mengubah(a, meja, langkah):
    x = actions.ambil(kelompok=a)
    sebelum = potret()
    with pytest.raises(TransisiTidakSah):
        getattr(actions, langkah)(antrian=x, oleh=meja.fo)
    assert potret() == sebelum


def test_masih_dipanggil_dan_kosong_ditolak(a, loket1, loket2, meja):
    with pytest.raises(Bentrok):
        actions.panggil_berikut(loket=loket1, oleh=meja.fo)
    x = actions.ambil(kelompok=a)
    y = actions.ambil(kelompok=a)
    actions.panggil_berikut(loket=loket1, oleh=meja.fo)
    sebelum = potret()
    with pytest.raises(TransisiTidakSah):
        actions.panggil_berikut(loket=loket1, oleh=meja.fo)
    with pytest.raises(TransisiTidakSah):
        actions.panggil(antrian=y, loket=loket1, oleh=meja.fo)
    with pytest.raises(TransisiTidakSah):
        actions.panggil(antrian=x, loket=loket2, oleh=meja.fo)
    Loket.objects.filter(pk=loket2.pk).update(aktif=False)
    with pytest.raises(Bentrok):
        actions.panggil_berikut(loket=loket2, oleh=meja.fo)
    assert potret() == sebelum


def test_nomor_kemarin_tidak_dipanggil(a, loket1, meja):
    x = actions.ambil(kelompok=a)
    Antrian.objects.update(tanggal=hari_ini() - timedelta(days=1))
    sebelum = potret()
    with pytest.raises(TransisiTidakSah):
        actions.panggil(antrian=x, loket=loket1, oleh=meja.fo)
    assert potret() == sebelum


@pytest.mark.parametrize(
    "ubah",
    [{"urut": 1}, {"urut": 0}, {"keadaan": "selesai"}, {"keadaan": "dipanggil"}, {"keadaan": "dilewati"}],
)
def test_basis_data_menolak_baris_yang_tidak_masuk_akal(a, ubah):
    actions.ambil(kelompok=a)
    baris = {"tanggal": hari_ini(), "kelompok": a, "urut": 2} | ubah
    with pytest.raises(IntegrityError), transaction.atomic():
        Antrian.objects.create(**baris)
    assert Antrian.objects.count() == 1


def test_satu_nomor_saja_di_satu_loket(a, loket1):
    kini = timezone.now()
    lain = {
        "tanggal": hari_ini(),
        "kelompok": a,
        "keadaan": "dipanggil",
        "loket": loket1,
        "dipanggil_pada": kini,
    }
    Antrian.objects.create(urut=1, **lain)
    with pytest.raises(IntegrityError), transaction.atomic():
        Antrian.objects.create(urut=2, **lain)


def test_rata_rata_tunggu(a, loket1, meja):
    x = actions.ambil(kelompok=a)
    Antrian.objects.filter(pk=x.pk).update(diambil_pada=timezone.now() - timedelta(minutes=12))
    actions.panggil_berikut(loket=loket1, oleh=meja.fo)
    assert round(angka_hari().tunggu.total_seconds() / 60) == 12


def test_layanan_kelompok_tidak_tumpang_tindih(a, b, django_assert_num_queries):
    kode_b = {x.kode for x in layanan_kelompok(b)}
    assert kode_b == {"KEC-10", "KEC-11", "KEC-12"}
    assert not kode_b & {x.kode for x in layanan_kelompok(a)}
    with django_assert_num_queries(3):
        layar()


@pytest.mark.nyata
def test_banyak_tangan_sekaligus(basis_nyata):
    """Real log-ins, real commits: eight kiosks take ninety-six numbers while two loket call them."""
    situs = situs_instansi(info_instansi("i_uji_a"))
    galat: list[Exception] = []

    def kios() -> None:
        try:
            with pada_situs(situs), di_instansi("i_uji_a"):
                k = Kelompok.objects.get(kode="A")
                for _ in range(12):
                    actions.ambil(kelompok=k)
        except Exception as e:  # reported below
            galat.append(e)
        finally:
            connection.close()

    utas = [threading.Thread(target=kios) for _ in range(8)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert not galat
    with pada_situs(situs), di_instansi("i_uji_a"):
        assert sorted(Antrian.objects.values_list("urut", flat=True)) == list(range(1, 97))


@pytest.mark.nyata
def test_dua_loket_tidak_memanggil_orang_yang_sama(basis_nyata):
    from tests.layanan.bantu import orang_langsung

    situs = situs_instansi(info_instansi("i_uji_a"))
    galat: list[Exception] = []
    with pada_situs(situs), di_instansi("i_uji_a"):
        fo = orang_langsung("operator")
        for _ in range(40):
            actions.ambil(kelompok=Kelompok.objects.get(kode="A"))

    def loket(nomor: int) -> None:
        try:
            with pada_situs(situs), di_instansi("i_uji_a"):
                tempat = Loket.objects.get(nomor=nomor)
                for _ in range(20):
                    x = actions.panggil_berikut(loket=tempat, oleh=fo)
                    actions.layani(antrian=x, oleh=fo)
        except Exception as e:  # reported below
            galat.append(e)
        finally:
            connection.close()

    utas = [threading.Thread(target=loket, args=[n]) for n in (1, 2)]
    for u in utas:
        u.start()
    for u in utas:
        u.join()
    assert not galat
    with pada_situs(situs), di_instansi("i_uji_a"):
        assert set(Antrian.objects.values_list("panggilan", flat=True)) == {1}
        assert Antrian.objects.filter(keadaan=Keadaan.SELESAI).count() == 38
