"""Late files reach the secretary, then the head, each once; the list and the timeline show it."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inti import tasks
from inti.notifikasi.models import Notifikasi
from inti.tugas.models import Tugas
from layanan.actions.pengaturan import ubah_pengaturan
from layanan.enums import Status, TingkatEskalasi
from layanan.models import EskalasiTerkirim, PengaturanAlur, Permohonan, Tahap
from layanan.tasks import eskalasi_terlambat
from layanan.waktu import eskalasi, tenggat
from tests.layanan.bantu import ajukan, langkah, sampai


def ke(jam, menit):
    """The clock to `menit` working minutes from now."""
    jam.kini = tenggat.tambah(jam.kini, menit)


def tingkat(p):
    return list(EskalasiTerkirim.objects.filter(permohonan=p).values_list("tingkat", flat=True))


def untuk(orang):
    return [n.judul for n in Notifikasi.objects.filter(pengguna=orang) if "terlambat" in n.judul]


def test_sekcam_lalu_camat_masing_masing_sekali(meja, jam):
    p = sampai(Status.DIDISTRIBUSI, meja, "KEC-02")
    t = Tahap.objects.get(permohonan=p, selesai=None)
    assert not eskalasi.ada()
    ke(jam, t.menit_standar)
    assert eskalasi.eskalasikan() == 0  # the last minute is still in time
    ke(jam, 1)
    assert eskalasi.ada()
    assert eskalasi.eskalasikan() == 1
    assert eskalasi.eskalasikan() == 0
    assert tingkat(p) == ["sekcam"]
    assert (untuk(meja.sekcam), untuk(meja.camat)) == ([f"{p.nomor_registrasi} terlambat"], [])
    jam.kini = p.janji_selesai
    ke(jam, 1)
    assert eskalasi.eskalasikan() == 1
    assert tingkat(p) == ["sekcam", "camat"]
    assert untuk(meja.camat) == [f"{p.nomor_registrasi} terlambat"]
    ke(jam, 5000)
    assert eskalasi.eskalasikan() == 0
    assert not eskalasi.ada()


def test_camat_sesudah_sehari_kerja_walau_janji_belum_lewat(meja, jam):
    p = sampai(Status.DIDISTRIBUSI, meja, "KEC-02")
    jauh = tenggat.tambah(jam.kini, 100_000)
    Permohonan.objects.filter(pk=p.pk).update(janji_selesai=jauh)
    t = Tahap.objects.get(permohonan=p, selesai=None)
    ke(jam, t.menit_standar + PengaturanAlur.kini().eskalasi_menit)
    eskalasi.eskalasikan()
    assert tingkat(p) == ["sekcam"]
    ke(jam, 1)
    eskalasi.eskalasikan()
    assert tingkat(p) == ["sekcam", "camat"]


def test_setiap_tahap_sekali_dan_camat_sekali_untuk_semua(meja, jam):
    p = sampai(Status.DIDISTRIBUSI, meja)
    ke(jam, 3000)
    assert eskalasi.eskalasikan() == 2
    p = langkah(p, "validasi", meja)
    ke(jam, 3000)
    assert eskalasi.eskalasikan() == 1
    assert sorted(tingkat(p)) == ["camat", "sekcam", "sekcam"]


def test_tidak_saat_di_pemohon_atau_siap_diambil(meja, jam):
    sampai(Status.DITOLAK, meja)
    sampai(Status.DITANDATANGANI, meja)
    ke(jam, 9000)
    assert eskalasi.eskalasikan() == 0


def test_banyak_satu_pemberitahuan(meja, jam):
    for _ in range(7):
        ajukan(meja.fo)
    ke(jam, 9000)
    assert eskalasi.eskalasikan() == 14
    assert untuk(meja.sekcam) == ["7 permohonan terlambat"]


def test_jabatan_kosong_jatuh_ke_pimpinan(meja, jam):
    meja.sekcam.penugasan.update(selesai=timezone.localdate().replace(day=1))
    assert eskalasi.penerima(TingkatEskalasi.SEKCAM) in ([meja.camat], [meja.sekcam])
    meja.sekcam.aktif = False
    meja.sekcam.save()
    assert eskalasi.penerima(TingkatEskalasi.SEKCAM) == [meja.camat]


def test_basis_data_menolak_dua_kali(meja, jam):
    p = sampai(Status.DIDISTRIBUSI, meja)
    ke(jam, 9000)
    eskalasi.eskalasikan()
    for satu in EskalasiTerkirim.objects.all():
        satu.pk = None
        with pytest.raises(IntegrityError), transaction.atomic():
            satu.save(force_insert=True)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as k:
        k.execute("UPDATE layanan_eskalasiterkirim SET kepada = ''")
    assert len(tingkat(p)) == 2


def test_daftar_terlambat_dan_linimasa(meja, jam, klien, instansi_a):
    p = sampai(Status.DIDISTRIBUSI, meja)
    tepat = sampai(Status.DITOLAK, meja)
    ke(jam, 9000)
    eskalasi.eskalasikan()
    isi = klien(instansi_a, meja.camat).get("/permohonan/terlambat/").content.decode()
    assert p.nomor_registrasi in isi
    assert "Validasi di seksi" in isi
    assert "Sekretaris, Pimpinan" in isi
    assert tepat.nomor_registrasi not in isi
    assert klien(instansi_a, meja.fo).get("/permohonan/terlambat/").status_code == 403
    layar = klien(instansi_a, meja.sekcam).get(f"/permohonan/{p.uuid}/").content.decode()
    assert "Terlambat: diteruskan ke pimpinan" in layar
    assert "Hitungan waktu" in layar


def test_saringan_daftar(meja, jam, klien, instansi_a):
    p = sampai(Status.DIDISTRIBUSI, meja, "KEC-02")

    def tampil(keadaan):
        k = klien(instansi_a, meja.fo)  # a session does not last for days
        return p.nomor_registrasi in k.get("/permohonan/", {"keadaan": keadaan}).content.decode()

    assert [tampil(x) for x in ("terbuka", "mendekati", "tahap", "terlambat")] == [True, False, False, False]
    jam.kini = tenggat.mundur(p.janji_selesai, 100)
    assert [tampil(x) for x in ("terbuka", "mendekati", "tahap", "terlambat")] == [True, True, True, False]
    jam.kini = tenggat.tambah(p.janji_selesai, 1)
    assert [tampil(x) for x in ("terbuka", "mendekati", "tahap", "terlambat")] == [True, False, True, True]


def test_tugas_berkala_hanya_bila_ada_pekerjaan(meja, jam, instansi_a, di):
    assert eskalasi_terlambat.setiap_menit == 5
    saat = jam.kini.replace(hour=3, minute=7)

    def titip():
        from inti.situs import situs_kini

        kunci = situs_kini().kunci
        return tasks._titipkan_berkala(kunci, [eskalasi_terlambat])

    assert titip() == 0
    ajukan(meja.fo)
    ke(jam, 9000)
    assert titip() == 1
    assert titip() == 0  # it waits already
    assert Tugas.objects.filter(nama=eskalasi_terlambat.nama).count() == 1
    assert saat.minute == 7


def test_selang_harus_kelipatan():
    with pytest.raises(ValueError, match="kelipatan"):
        tasks.tugas(setiap_menit=7)(lambda: None)


def test_waktu_eskalasi_milik_instansi(meja, jam):
    """KEC-01 has a promise long enough that only the setting decides when the head hears of a late stage."""
    ubah_pengaturan(oleh=meja.admin, nilai={"eskalasi_menit": 60})
    p = sampai(Status.DIDISTRIBUSI, meja, "KEC-03")
    t = Tahap.objects.get(permohonan=p, selesai=None)
    Permohonan.objects.filter(pk=p.pk).update(janji_selesai=tenggat.tambah(jam.kini, 20_000))
    ke(jam, t.menit_standar + 60)
    assert eskalasi.eskalasikan() == 1
    assert tingkat(p) == ["sekcam"]
    ke(jam, 1)
    assert eskalasi.eskalasikan() == 1
    assert tingkat(p) == ["sekcam", "camat"]


def test_waktu_eskalasi_di_halaman_jam_kerja(klien, instansi_a, orang, di):
    admin = klien(instansi_a, orang.admin)
    assert "480" in admin.get("/waktu/").content.decode()
    for salah in ("0", "29", "9601", "x", ""):
        jawaban = admin.post("/waktu/eskalasi/", {"eskalasi_menit": salah})
        assert jawaban.status_code == 422
        with di(instansi_a):
            assert PengaturanAlur.kini().eskalasi_menit == 480
    assert (
        klien(instansi_a, orang.sekcam).post("/waktu/eskalasi/", {"eskalasi_menit": "90"}).status_code == 403
    )
    assert admin.post("/waktu/eskalasi/", {"eskalasi_menit": "90"}).status_code == 302
    with di(instansi_a):
        assert PengaturanAlur.kini().eskalasi_menit == 90
    assert "setelah 1 jam 30 menit kerja" in klien(instansi_a, orang.kasi).get("/waktu/").content.decode()
