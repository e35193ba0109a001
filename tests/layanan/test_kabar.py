"""Who hears of a step: the next desk, not the actor; the applicant in plain words when there is an address."""

from inti.notifikasi.models import Notifikasi, Surat
from layanan import actions
from layanan.enums import Status
from tests.layanan.bantu import ajukan, langkah, sampai, semua_sesuai


def penerima(judul=""):
    return set(Notifikasi.objects.filter(judul__contains=judul).values_list("pengguna__nama", flat=True))


def kosongkan():
    Notifikasi.objects.all().delete()
    Surat.objects.all().delete()


def test_permohonan_baru_dikabarkan_ke_fo_lain(meja):
    ajukan(meja.fo)
    assert penerima() == {meja.fo2.nama}


def test_setiap_langkah_dikabarkan_ke_meja_berikut(meja):
    p = ajukan(meja.fo)
    harap = {
        "setujui": {meja.fo2.nama, meja.admin.nama, meja.sekcam.nama},
        "distribusikan": {meja.kasi.nama},
        "validasi": {meja.sekcam.nama},
        "paraf": {meja.camat.nama},
        "tandatangani": {meja.fo.nama, meja.fo2.nama},
        "serahkan": set(),
    }
    for nama, siapa in harap.items():
        kosongkan()
        p = langkah(p, nama, meja)
        assert penerima() == siapa, nama


def test_setujui_dan_teruskan_sekaligus(meja):
    p = ajukan(meja.fo, surel="siti@contoh.test")
    kosongkan()
    p = actions.setujui(permohonan=p, oleh=meja.fo, nilai=semua_sesuai(p), teruskan=True)
    assert p.status == Status.DIDISTRIBUSI
    assert penerima() == {meja.kasi.nama}, "meja pembagian tidak perlu tahu"
    assert Surat.objects.filter(kepada="siti@contoh.test").count() == 1


def test_yang_tidak_boleh_memutus_tidak_dikabari(meja, buat_orang):
    """The applicant who is also FO is not asked to verify the own permohonan."""
    p = ajukan(meja.fo, pengguna=meja.fo2)
    assert penerima("Permohonan baru") == set()
    assert penerima(f"{p.nomor_registrasi}: ") == {meja.fo2.nama}, "as the applicant, on the own bell"


def test_pemohon_membaca_alasan_dan_tautan(meja):
    p = ajukan(meja.fo, surel="siti@contoh.test")
    kosongkan()
    p = langkah(p, "tolak", meja)
    surat = Surat.objects.get(kepada="siti@contoh.test")
    assert "Salinan KK tidak terbaca." in surat.isi_teks
    assert f"/lacak/{p.kode_lacak}/" in surat.isi_teks
    assert "ditolak" not in surat.subjek.lower()
    assert p.pemohon_nik not in surat.isi_teks + surat.isi_html + surat.subjek


def test_pemohon_tanpa_surel_tidak_dikirimi(meja):
    kosongkan()
    p = sampai(Status.DITOLAK, meja)
    assert not Surat.objects.exclude(kepada__in=[o.surel for o in vars(meja).values()]).exists()
    assert p.pemohon_surel == ""


def test_selesai_memanggil_yang_terdaftar_dalam_transaksi_yang_sama(meja, monkeypatch):
    from django.db import connection

    from layanan import kabar

    terpanggil = []
    monkeypatch.setattr(kabar, "_selesai", [])
    kabar.daftarkan_selesai(lambda p: terpanggil.append((p.pk, p.status, connection.in_atomic_block)))
    p = sampai(Status.DITANDATANGANI, meja)
    assert terpanggil == []
    langkah(p, "serahkan", meja)
    assert terpanggil == [(p.pk, Status.SELESAI, True)]
