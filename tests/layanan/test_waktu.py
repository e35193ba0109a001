"""Hours and days that the Administrator sets: what counts from then on, what is refused, what others may see."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from layanan.actions import waktu as aksi
from layanan.actions.waktu import JamHari
from layanan.enums import JenisHari, Status
from layanan.forms.waktu import jam_perpres
from layanan.models import BagianTahap, HariKhusus, JamKerja, Tahap
from layanan.waktu import tenggat
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import ajukan, langkah, sampai

URL = "inti.urls.instansi"


def alamat(nama, *args):
    return reverse(f"layanan:{nama}", args=args, urlconf=URL)


def senin(minggu=1):
    """A Monday to come that is an ordinary working day."""
    hari = hari_ini() + dt.timedelta(days=7 * minggu - hari_ini().weekday())
    while tenggat.kalender_kini().hari(hari).jenis != "kerja":
        hari += dt.timedelta(days=7)
    return hari


def pukul(hari, teks):
    from layanan.waktu.jam import zona_waktu

    return dt.datetime.combine(hari, dt.time.fromisoformat(teks), zona_waktu())


SEHARI = {h: JamHari(dt.time(9), dt.time(12)) for h in range(5)}


def test_hari_khusus_menggeser_janji_baru_saja(meja, jam):
    p = sampai(Status.DIDISTRIBUSI, meja)
    janji, hari = p.janji_selesai, senin()
    sebelum = tenggat.janji(pukul(hari, "08:00"), 60, "menit")
    assert sebelum == pukul(hari, "09:00")
    aksi.tambah_hari(tanggal=hari, jenis="libur", nama="Hari jadi kabupaten", oleh=meja.admin)
    assert tenggat.janji(pukul(hari, "08:00"), 60, "menit") > sebelum
    assert not tenggat.hari_kerja(hari)
    p.refresh_from_db()
    assert p.janji_selesai == janji


def test_masuk_pengganti_dan_setengah_hari(meja):
    hari = senin()
    sabtu = hari + dt.timedelta(days=5)
    aksi.tambah_hari(tanggal=sabtu, jenis="masuk", nama="Pengganti", oleh=meja.admin)
    assert tenggat.kalender_kini().hari(sabtu).menit == 480
    aksi.tambah_hari(
        tanggal=hari, jenis="setengah", nama="Puasa", buka=dt.time(8), tutup=dt.time(12), oleh=meja.admin
    )
    assert tenggat.lama_kerja(pukul(hari, "00:00"), pukul(hari, "23:59")) == 240


def test_jam_baru_berlaku_sejak_harinya(meja):
    hari = senin(2)
    aksi.tetapkan_jam(berlaku_sejak=hari, jam=SEHARI, oleh=meja.admin)
    kal = tenggat.kalender_kini()
    assert kal.hari(hari).menit == 180
    assert kal.menit_sehari(hari) == 180
    assert kal.menit_sehari(hari - dt.timedelta(days=7)) == 480
    aksi.tetapkan_jam(berlaku_sejak=hari, jam=SEHARI | {5: SEHARI[0]}, oleh=meja.admin)  # corrected in time
    assert JamKerja.objects.count() == 6


@pytest.mark.parametrize(
    "isi",
    [
        {"jenis": "libur", "buka": dt.time(8), "tutup": dt.time(9)},
        {"jenis": "setengah"},
        {"jenis": "setengah", "buka": dt.time(9), "tutup": dt.time(9)},
        {"jenis": "masuk"},
        {"jenis": "libur", "tanggal": dt.date(2020, 1, 6)},
    ],
)
def test_hari_yang_ditolak_tidak_tersimpan(meja, isi):
    with pytest.raises(MasukanSalah):
        aksi.tambah_hari(**({"tanggal": senin(), "nama": "Uji", "oleh": meja.admin} | isi))
    assert not HariKhusus.objects.exists()


def test_hari_kembar_ditolak(meja):
    hari = senin()
    aksi.tambah_hari(tanggal=hari, jenis="libur", nama="Satu", oleh=meja.admin)
    with pytest.raises(MasukanSalah, match="Satu"):
        aksi.tambah_hari(tanggal=hari, jenis="libur", nama="Dua", oleh=meja.admin)
    assert [h.nama for h in HariKhusus.objects.all()] == ["Satu"]


def test_hari_yang_berjalan_tidak_dihapus(meja):
    hari = aksi.tambah_hari(tanggal=senin(), jenis="libur", nama="Nanti", oleh=meja.admin)
    aksi.hapus_hari(hari=hari, oleh=meja.admin)
    hari = HariKhusus.objects.create(tanggal=hari_ini(), jenis="libur", nama="Sekarang")
    with pytest.raises(Bentrok):
        aksi.hapus_hari(hari=hari, oleh=meja.admin)
    assert HariKhusus.objects.get() == hari


@pytest.mark.parametrize("peran", ["fo", "kasi", "sekcam", "camat"])
def test_bukan_administrator_ditolak(meja, klien, instansi_a, peran):
    oleh = meja.yang(peran)
    for panggil in (
        lambda: aksi.tetapkan_jam(berlaku_sejak=senin(), jam=SEHARI, oleh=oleh),
        lambda: aksi.tambah_hari(tanggal=senin(), jenis="libur", nama="X", oleh=oleh),
        lambda: aksi.tetapkan_bagian(persen={"diajukan": 5}, oleh=oleh),
    ):
        with pytest.raises(TidakBerhak):
            panggil()
    k = klien(instansi_a, oleh)
    assert k.post(alamat("waktu_hari"), {}).status_code == 403
    halaman = k.get(alamat("waktu"))
    assert halaman.status_code == 200
    assert b"Ubah jam kerja" not in halaman.content
    assert not any(m.objects.exists() for m in (JamKerja, HariKhusus, BagianTahap))


def test_jam_yang_salah_ditolak(meja):
    terbalik = {0: JamHari(dt.time(8), dt.time(16), dt.time(13), dt.time(12))}
    for jam_salah in ({}, terbalik, {0: JamHari(dt.time(16), dt.time(8))}):
        with pytest.raises(MasukanSalah):
            aksi.tetapkan_jam(berlaku_sejak=senin(), jam=jam_salah, oleh=meja.admin)
    with pytest.raises(MasukanSalah):
        aksi.tetapkan_jam(berlaku_sejak=hari_ini() - dt.timedelta(days=1), jam=SEHARI, oleh=meja.admin)
    assert not JamKerja.objects.exists()


def test_basis_data_menolak_jam_terbalik(meja):
    with pytest.raises(IntegrityError), transaction.atomic():
        JamKerja.objects.create(berlaku_sejak=senin(), hari=0, buka=dt.time(9), tutup=dt.time(8))
    with pytest.raises(IntegrityError), transaction.atomic():
        HariKhusus.objects.create(tanggal=senin(), jenis=JenisHari.SETENGAH, nama="Tanpa jam")


def test_bagian_tahap_mengatur_batas(meja, jam):
    p = ajukan(meja.fo)
    aksi.tetapkan_bagian(
        persen={"diajukan": 10, "diverifikasi": 90, "didistribusi": 5, "divalidasi": 3, "diparaf": 2},
        oleh=meja.admin,
    )
    p = langkah(p, "setujui", meja)
    t = Tahap.objects.get(permohonan=p, selesai=None)
    total = tenggat.menit_standar(p.layanan.waktu_nilai, p.layanan.waktu_satuan, hari_ini())
    assert t.menit_standar == max(total * 90 // 100, 5)
    with pytest.raises(MasukanSalah):
        aksi.tetapkan_bagian(persen={"diajukan": 0}, oleh=meja.admin)
    assert BagianTahap.objects.count() == 5


def test_halaman_kalender(meja, klien, instansi_a, django_assert_num_queries):
    k = klien(instansi_a, meja.admin)
    isi = k.get(alamat("waktu"), {"tahun": 2026}).content.decode()
    assert "Proklamasi Kemerdekaan" in isi
    assert "masih perkiraan" not in isi
    assert "masih perkiraan" in k.get(alamat("waktu"), {"tahun": 2031}).content.decode()
    assert k.get(alamat("waktu"), {"tahun": 1800}).status_code == 404
    assert 'value="07:30"' in k.get(alamat("waktu"), {"jam": "perpres"}).content.decode()
    assert k.get(alamat("waktu_hari")).status_code == 405


def test_mengisi_lewat_halaman(meja, klien, instansi_a):
    k, hari = klien(instansi_a, meja.admin), senin()
    isi = {"tanggal": f"{hari:%d-%m-%Y}", "jenis": "libur", "nama": "Banjir", "dasar": "SE 12/2026"}
    assert k.post(alamat("waktu_hari"), isi).status_code == 302
    gagal = k.post(alamat("waktu_hari"), isi | {"nama": "Lagi"})
    assert gagal.status_code == 422
    assert b"Lagi" in gagal.content
    assert (
        k.post(alamat("waktu_jam"), jam_perpres() | {"berlaku_sejak": f"{hari:%d-%m-%Y}"}).status_code == 302
    )
    assert JamKerja.objects.filter(hari=4).get().istirahat_mulai == dt.time(11, 30)
    assert tenggat.kalender_kini().menit_sehari(hari) == 450
    salah = k.post(alamat("waktu_jam"), {"berlaku_sejak": f"{hari:%d-%m-%Y}", "buka_0": "08:00"})
    assert salah.status_code == 422
    bagian = {"kode_layanan": "KEC-01", "diajukan": 5, "diverifikasi": 5, "didistribusi": 60}
    assert k.post(alamat("waktu_bagian"), bagian).status_code == 422
    assert k.post(alamat("waktu_bagian"), bagian | {"divalidasi": 20, "diparaf": 15}).status_code == 302
    assert BagianTahap.objects.filter(kode_layanan="KEC-01").count() == 5
    hapus = HariKhusus.objects.get()
    assert k.post(alamat("waktu_hapus", "besok")).status_code == 404
    assert k.post(alamat("waktu_hapus", hapus.tanggal.isoformat())).status_code == 302
    assert not HariKhusus.objects.exists()


def test_instansi_lain_tidak_terpengaruh(meja, instansi_b, di):
    hari = senin()
    aksi.tambah_hari(tanggal=hari, jenis="libur", nama="Hari jadi", oleh=meja.admin)
    with di(instansi_b):
        assert tenggat.hari_kerja(hari)
    assert not tenggat.hari_kerja(hari)


def test_kalender_dari_cache_tanpa_kueri(meja, django_assert_num_queries):
    with django_assert_num_queries(3):
        tenggat.kalender_kini()
    with django_assert_num_queries(0):
        assert tenggat.kalender_kini() is tenggat.kalender_kini()
