"""Retention and destruction: what is due, three different people, what goes and what stays; each refusal changes nothing."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from inti.audit.models import Jejak
from inti.berkas.models import Berkas
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.tasks import jalankan_semua
from inti.tugas.models import Tugas
from layanan.arsip import actions, pribadi, tasks
from layanan.arsip.models import ButirMusnah, JadwalRetensi, UsulMusnah
from layanan.arsip.retensi import aturan_bagi, jatuh_tempo
from layanan.enums import Status
from layanan.models import Dokumen, Konsep, Permohonan, Riwayat
from tests.arsip.conftest import beri_dasar, tua
from tests.layanan.bantu import ajukan, sampai, ubah_standar


def potret():
    return (
        list(UsulMusnah.objects.values()),
        list(ButirMusnah.objects.values()),
        list(Permohonan.objects.values()),
        list(JadwalRetensi.objects.values()),
        Jejak.objects.count(),
    )


def disetujui(meja):
    u = actions.usulkan(alasan="JRA", oleh=meja.admin)
    actions.setujui(usul=u, oleh=meja.sekcam)
    return actions.setujui(usul=u, oleh=meja.camat)


@pytest.mark.parametrize(
    ("kode", "harap"),
    [
        ("400.12.3.1", "400.12.3"),
        ("400.12.4", "400"),
        ("400.123", "400"),
        ("410.2", "400"),
        ("999", "900"),
        ("abc", None),
    ],
)
def test_kode_terpanjang_menentukan(di_a, kode, harap):
    j = aturan_bagi(kode, JadwalRetensi.objects.all())
    assert (j.kode if j else None) == harap


def test_yang_jatuh_tempo(meja):
    lewat = tua(meja)
    tua(meja, tahun=1)
    ajukan(meja.fo)
    assert [p.pk for p in jatuh_tempo()] == [lewat.pk]
    batas = date(lewat.tanggal_selesai.year + 5, lewat.tanggal_selesai.month, 1)
    assert not jatuh_tempo(batas).exists(), "not on the day itself"
    assert jatuh_tempo(batas.replace(day=2)).exists()
    ubah_standar("KEC-01", kode_klasifikasi="500.17.1")
    assert not jatuh_tempo().exists()


def test_dimusnahkan_seluruhnya_dan_register_tetap(meja, django_assert_num_queries):
    beri_dasar()
    p, lain = tua(meja), sampai(Status.SELESAI, meja, dengan_berkas=True)
    berkas = pribadi.berkas_milik(p)
    letak = [b.letak() for b in berkas]
    dokumen = Dokumen.objects.get(permohonan=p)
    sebelum_lain = Permohonan.objects.filter(pk=lain.pk).values().get()
    jumlah = (Permohonan.objects.count(), Riwayat.objects.count(), Dokumen.objects.count())
    assert len(berkas) >= 2
    assert all(x.exists() for x in letak)

    u = disetujui(meja)
    actions.mulai(usul=u, oleh=meja.admin)
    with TestCaseOnCommit():
        jalankan_semua()
    p.refresh_from_db()
    assert (p.pemohon_nama, p.pemohon_nik, p.pemohon_nik_indeks, p.pemohon_alamat, p.isian_sandi, p.keperluan) == (
        pribadi.DIMUSNAHKAN, "", "", "", "", "",
    )  # fmt: skip
    assert p.status == Status.SELESAI
    assert not any(Konsep.objects.filter(permohonan=p).values_list("isi", flat=True))
    assert not any(Riwayat.objects.filter(permohonan=p).exclude(rinci={}).values_list("pk"))
    assert (Permohonan.objects.count(), Riwayat.objects.count(), Dokumen.objects.count()) == jumlah
    assert Dokumen.objects.get(pk=dokumen.pk).nomor == dokumen.nomor
    assert Permohonan.objects.filter(pk=lain.pk).values().get() == sebelum_lain
    assert not any(x.exists() for x in letak)
    assert all(b.letak().exists() for b in pribadi.berkas_milik(lain))
    assert Berkas.objects.filter(pk__in=[b.pk for b in berkas]).count() < len(berkas), (
        "only the register keeps a row"
    )
    u.refresh_from_db()
    assert u.keadaan == "selesai"
    assert u.berita_acara.bita().startswith(b"%PDF")
    assert Jejak.objects.filter(kode="arsip.dimusnahkan").count() == 1
    assert not jatuh_tempo().exists()


class TestCaseOnCommit:
    """Files are deleted after the commit; in a test that is when the block ends."""

    __test__ = False

    def __enter__(self):
        self.mulai = len(connection.run_on_commit)

    def __exit__(self, *galat):
        for _, fn, _ in connection.run_on_commit[self.mulai :]:
            fn()


def test_dilanjutkan_sesudah_terputus(meja, monkeypatch):
    beri_dasar()
    for _ in range(3):
        tua(meja, dengan_berkas=False)
    u = disetujui(meja)
    actions.mulai(usul=u, oleh=meja.admin)
    asli, dikerjakan = tasks.musnahkan_satu, []

    def putus(pk, rencana):
        if len(dikerjakan) == 1:
            raise ConnectionError
        dikerjakan.append(pk)
        return asli(pk, rencana)

    monkeypatch.setattr(tasks, "musnahkan_satu", putus)
    with pytest.raises(ConnectionError):
        tasks.musnahkan_daftar(u.pk)
    assert ButirMusnah.objects.filter(dimusnahkan_pada__isnull=False).count() == 1
    monkeypatch.setattr(tasks, "musnahkan_satu", asli)
    tasks.musnahkan_daftar(u.pk)
    tasks.musnahkan_daftar(u.pk)
    u.refresh_from_db()
    assert u.keadaan == "selesai"
    assert Jejak.objects.filter(kode="arsip.dimusnahkan").count() == 3
    assert Jejak.objects.filter(kode="arsip.selesai").count() == 1


@pytest.mark.parametrize("siapa", ["admin", "fo", "kasi", "sekcam_dua_kali", "pengusul"])
def test_persetujuan_yang_ditolak(meja, siapa, buat_orang):
    beri_dasar()
    tua(meja)
    u = actions.usulkan(alasan="JRA", oleh=meja.admin)
    oleh = meja.sekcam
    if siapa == "sekcam_dua_kali":
        actions.setujui(usul=u, oleh=meja.sekcam)
    elif siapa == "pengusul":
        UsulMusnah.objects.filter(pk=u.pk).update(diusulkan_oleh=meja.sekcam)
    else:
        oleh = meja.yang(siapa)
    sebelum = potret()
    with pytest.raises(TidakBerhak):
        actions.setujui(usul=u, oleh=oleh)
    assert potret() == sebelum


@pytest.mark.parametrize(
    "nilai",
    [
        {"setuju1_oleh": "admin"},
        {"setuju1_oleh": "sekcam", "setuju2_oleh": "sekcam"},
        {"setuju1_oleh": "sekcam", "setuju2_oleh": "admin"},
        {"setuju2_oleh": "camat"},
        {"keadaan": "disetujui"},
        {"keadaan": "berjalan", "setuju1_oleh": "sekcam"},
        {"keadaan": "ditolak"},
    ],
)
def test_basis_data_menjaga_tiga_orang(meja, nilai):
    beri_dasar()
    tua(meja)
    u = actions.usulkan(alasan="JRA", oleh=meja.admin)
    ubah = {k: meja.yang(v) if k.endswith("_oleh") else v for k, v in nilai.items()}
    ubah |= {k.replace("_oleh", "_pada"): u.diusulkan_pada for k in nilai if k.endswith("_oleh")}
    with pytest.raises(IntegrityError), transaction.atomic():
        UsulMusnah.objects.filter(pk=u.pk).update(**ubah)


@pytest.mark.parametrize("keadaan", ["diusulkan", "disetujui"])
def test_basis_data_tidak_memusnahkan_tanpa_persetujuan(meja, keadaan):
    beri_dasar()
    p = tua(meja)
    u = actions.usulkan(alasan="JRA", oleh=meja.admin)
    if keadaan == "disetujui":
        actions.setujui(usul=u, oleh=meja.sekcam)
        actions.setujui(usul=u, oleh=meja.camat)
    with pytest.raises(IntegrityError), transaction.atomic():
        tasks.musnahkan_satu(ButirMusnah.objects.get().pk, pribadi.rencana())
    assert Permohonan.objects.get(pk=p.pk).pemohon_nama == p.pemohon_nama
    tasks.musnahkan_daftar(u.pk)
    assert Permohonan.objects.get(pk=p.pk).pemohon_nama == p.pemohon_nama


@pytest.mark.parametrize(
    "kolom",
    [
        {"akun_pengguna": ["id", {"nama": ""}]},
        {"layanan_layanan": ["id", {"nama": ""}]},
        {"tidak_ada": ["permohonan_id", {"a": ""}]},
    ],
)
def test_pemicu_hanya_menyentuh_tabel_permohonan(meja, kolom):
    """The function of the owner cannot be turned on another table by who fills the row."""
    beri_dasar()
    tua(meja)
    u = disetujui(meja)
    actions.mulai(usul=u, oleh=meja.admin)
    sebelum = potret()
    b = ButirMusnah.objects.get()
    b.dimusnahkan_pada, b.kolom = u.diusulkan_pada, kolom
    with pytest.raises(IntegrityError), transaction.atomic():
        b.save(update_fields=["dimusnahkan_pada", "kolom"])
    assert potret() == sebelum


def test_yang_sudah_musnah_tidak_diubah_lagi(meja):
    beri_dasar()
    tua(meja)
    u = disetujui(meja)
    actions.mulai(usul=u, oleh=meja.admin)
    jalankan_semua()
    with pytest.raises(IntegrityError), transaction.atomic():
        ButirMusnah.objects.update(dimusnahkan_pada=None)


@pytest.mark.parametrize("sebab", ["tanpa_alasan", "bukan_administrator", "tanpa_dasar", "tidak_ada"])
def test_usul_yang_ditolak(meja, sebab):
    if sebab != "tanpa_dasar":
        beri_dasar()
    if sebab != "tidak_ada":
        tua(meja)
    sebelum = potret()
    with pytest.raises((MasukanSalah, TidakBerhak)):
        actions.usulkan(
            alasan="" if sebab == "tanpa_alasan" else "JRA",
            oleh=meja.camat if sebab == "bukan_administrator" else meja.admin,
        )
    assert potret() == sebelum


def test_tolak_melepas_berkas_untuk_daftar_lain(meja):
    beri_dasar()
    p = tua(meja)
    u = actions.usulkan(alasan="JRA", oleh=meja.admin)
    assert not jatuh_tempo().exists()
    with pytest.raises(MasukanSalah):
        actions.usulkan(alasan="lagi", oleh=meja.admin)
    with pytest.raises(MasukanSalah):
        actions.tolak(usul=u, alasan=" ", oleh=meja.sekcam)
    with pytest.raises(TidakBerhak):
        actions.tolak(usul=u, alasan="x", oleh=meja.admin)
    actions.tolak(usul=u, alasan="Masih dipakai perkara", oleh=meja.sekcam)
    assert [x.pk for x in jatuh_tempo()] == [p.pk]
    for langkah in (
        lambda: actions.setujui(usul=u, oleh=meja.camat),
        lambda: actions.tolak(usul=u, alasan="x", oleh=meja.camat),
        lambda: actions.mulai(usul=u, oleh=meja.admin),
    ):
        with pytest.raises(Bentrok):
            langkah()
    assert actions.usulkan(alasan="JRA", oleh=meja.admin).jumlah == 1


def test_mulai_hanya_sesudah_dua_persetujuan_dan_oleh_administrator(meja):
    beri_dasar()
    tua(meja)
    u = actions.usulkan(alasan="JRA", oleh=meja.admin)
    actions.setujui(usul=u, oleh=meja.sekcam)
    sebelum = potret()
    with pytest.raises(Bentrok):
        actions.mulai(usul=u, oleh=meja.admin)
    actions_tanpa_hak = [meja.fo, meja.camat]
    for oleh in actions_tanpa_hak:
        with pytest.raises(TidakBerhak):
            actions.mulai(usul=u, oleh=oleh)
    assert potret() == sebelum
    assert not Tugas.objects.filter(nama__contains="musnahkan").exists()


def test_jadwal(meja):
    isi = {"kode": "400.9", "aktif_tahun": 1, "inaktif_tahun": 1, "nasib": "permanen", "dasar": "Perbup"}
    with pytest.raises(TidakBerhak):
        actions.ubah_jadwal(**isi, oleh=meja.camat)
    actions.ubah_jadwal(**isi, oleh=meja.admin)
    actions.ubah_jadwal(**isi | {"aktif_tahun": 2}, oleh=meja.admin)
    assert JadwalRetensi.objects.get(kode="400.9").aktif_tahun == 2
    with pytest.raises(TidakBerhak):
        actions.hapus_jadwal(kode="400.9", oleh=meja.fo)
    actions.hapus_jadwal(kode="400.9", oleh=meja.admin)
    with pytest.raises(Bentrok):
        actions.hapus_jadwal(kode="400.9", oleh=meja.admin)


def test_setiap_kolom_tersandi_permohonan_ikut(di_a):
    """A new encrypted column anywhere behind a permohonan is found without being named."""
    rencana = pribadi.rencana()
    assert "isi" in rencana["layanan_konsep"][1]
    assert "alasan" in rencana["layanan_riwayat"][1]


def test_basis_data_menolak_butir_tanpa_dasar_jra(meja):
    """Whatever the application says: what is still a proposal destroys nothing."""
    p = tua(meja)
    usul = UsulMusnah.objects.create(alasan="x", jumlah=1, diusulkan_oleh=meja.admin)
    with pytest.raises(IntegrityError, match="musnah_berdasar_jra"), transaction.atomic():
        ButirMusnah.objects.create(
            usul=usul, permohonan=p, nomor_registrasi=p.nomor_registrasi, layanan="x", klasifikasi="400",
            ditutup=p.tanggal_selesai, batas=p.tanggal_selesai, retensi="400: 2 + 3 tahun", dasar="",
        )  # fmt: skip


def test_jadwal_awal_terlihat_sebagai_usulan(meja, klien, instansi_a):
    admin = klien(instansi_a, meja.admin)
    isi = admin.get("/arsip/jadwal/").content.decode()
    assert isi.count("Usulan – periksa dengan JRA instansi") == JadwalRetensi.objects.count() > 5
    beri_dasar()
    sisa = JadwalRetensi.objects.filter(dasar="").count()
    assert admin.get("/arsip/jadwal/").content.decode().count("Usulan – periksa dengan JRA instansi") == sisa
