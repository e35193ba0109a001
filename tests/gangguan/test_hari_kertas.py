"""Paper is entered with the rights of its own day: who left since counts, who came since does not (Ps 12)."""

from datetime import timedelta

import pytest

from inti.akun.models import Pengguna, Penugasan
from inti.akun.waktu import hari_ini
from inti.errors import MasukanSalah
from layanan.enums import Status
from layanan.gangguan import actions
from layanan.gangguan.forms import PesanForm
from layanan.gangguan.models import BlokGangguan, NomorRegistrasi, Susulan
from layanan.gangguan.susulan import masukkan, petugas_masa
from layanan.models import FormatNomor, NomorSurat, Permohonan, SeriNomor
from layanan.surat import nomor
from layanan.waktu.jam import tanggal_lokal
from tests.gangguan.conftest import kasus
from tests.layanan.bantu import unggahan


def potret():
    return (
        list(Permohonan.objects.values("pk", "status")), Susulan.objects.count(), NomorSurat.objects.count(),
        list(NomorRegistrasi.objects.order_by("pk").values()), list(SeriNomor.objects.order_by("pk").values()),
        BlokGangguan.objects.count(),
    )  # fmt: skip


def akhiri(orang, hari):
    Penugasan.objects.filter(pengguna=orang).update(selesai=hari)


def test_pejabat_yang_sudah_pindah_tetap_penanda_kertasnya(meja, g, buat_orang):
    hari = tanggal_lokal(g.mulai)
    akhiri(meja.camat, hari)
    Pengguna.objects.filter(pk=meja.camat.pk).update(aktif=False)
    akhiri(meja.kasi, hari)
    pengganti = buat_orang("penanggung_jawab")
    Penugasan.objects.filter(pengguna=pengganti).update(mulai=hari + timedelta(days=1))
    s = masukkan(gangguan=g, kasus=_satu_hari(meja, g), oleh=meja.sekcam, pindaian=unggahan("surat.pdf"))
    p = Permohonan.objects.get(pk=s.permohonan_id)
    assert (p.status, p.ttd_oleh, p.validasi_oleh) == (Status.SELESAI, meja.camat, meja.kasi)
    assert p.riwayat.get(transisi="tandatangani").jabatan


def _satu_hari(meja, g, **ubah):
    """All steps within the first minutes of the outage, so that they are on its first day."""
    from dataclasses import replace

    k = kasus(meja, g, **ubah)
    langkah = [replace(x, pada=g.mulai + timedelta(seconds=i + 2)) for i, x in enumerate(k.langkah)]
    return replace(k, masuk_pada=g.mulai + timedelta(seconds=1), langkah=langkah)


@pytest.mark.parametrize(
    ("peran", "bidang"),
    [("fo", "petugas"), ("kasi", "validasi_oleh"), ("sekcam", "paraf_oleh"), ("camat", "tandatangani_oleh")],
)
def test_yang_baru_menjabat_sesudahnya_ditolak(meja, g, buat_orang, peran, bidang):
    """In office today, not on the day of the paper."""
    siapa = meja.yang(peran)
    Penugasan.objects.filter(pengguna=siapa).update(mulai=tanggal_lokal(g.mulai) + timedelta(days=1))
    siapa.lupakan_hak()
    assert siapa.penugasan_berlaku()
    pencatat = buat_orang("koordinator")
    sebelum = potret()
    with pytest.raises(MasukanSalah) as galat:
        masukkan(gangguan=g, kasus=_satu_hari(meja, g), oleh=pencatat, pindaian=unggahan("surat.pdf"))
    assert bidang in galat.value.bidang
    assert siapa.nama in galat.value.pesan
    assert potret() == sebelum


def test_yang_dicabut_sesudah_hari_itu_masih_berhak_pada_hari_itu(meja, g):
    hari = tanggal_lokal(g.mulai)
    Penugasan.objects.filter(pengguna=meja.kasi).update(
        dicabut_pada=g.mulai + timedelta(days=1), dicabut_oleh=meja.admin
    )
    meja.kasi.lupakan_hak()
    assert not meja.kasi.penugasan_berlaku()
    assert [t.peran for t in meja.kasi.seperti_pada(hari).penugasan_berlaku()] == ["pelaksana"]
    assert not meja.kasi.seperti_pada(hari + timedelta(days=2)).penugasan_berlaku()
    assert meja.kasi.per_hari is None, "the person itself has the rights of today"


def test_daftar_petugas_memuat_yang_sudah_pergi_dan_bukan_yang_pergi_sebelumnya(meja, g):
    akhiri(meja.kasi, tanggal_lokal(g.mulai))
    akhiri(meja.kasi_lain, tanggal_lokal(g.mulai) - timedelta(days=1))
    nama = set(petugas_masa(g))
    assert meja.kasi in nama
    assert meja.kasi_lain not in nama


# -- books


@pytest.fixture
def per_seksi(meja):
    awal = hari_ini().replace(month=1, day=1)
    FormatNomor.objects.create(
        pola="{urut}/{seksi}/{tahun}", cakupan="seksi", mulai=awal, dibuat_oleh=meja.admin
    )


def test_blok_dari_buku_yang_dipakai_layanan(meja, g, per_seksi):
    buku = dict(nomor.pilihan_buku(hari_ini()))
    assert {"surat-keluar:KMS", "surat-keluar:TPM"} <= set(buku)
    assert "surat-keluar" not in buku
    actions.pesan(gangguan=g, surat=2, registrasi=0, buku="surat-keluar:KMS", oleh=meja.sekcam)
    actions.pesan(gangguan=g, surat=2, registrasi=0, buku="surat-keluar:TPM", oleh=meja.sekcam)
    milik = NomorSurat.objects.filter(blok__gangguan__gangguan=g)
    assert milik.filter(buku="surat-keluar:KMS", urut=1).exists()
    s = masukkan(gangguan=g, kasus=kasus(meja, g), oleh=meja.sekcam, pindaian=unggahan("surat.pdf"))
    d = Permohonan.objects.get(pk=s.permohonan_id).dokumen.get()
    assert (d.buku, d.urut) == ("surat-keluar:KMS", 1), "number 1 of the book of its own seksi"
    assert milik.get(buku="surat-keluar:TPM", urut=1).keadaan == "dipesan"


@pytest.mark.parametrize("buku", ["", "surat-keluar", "surat-keluar:XYZ", "registrasi"])
def test_buku_yang_tidak_dipakai_ditolak(meja, g, per_seksi, buku):
    sebelum = potret()
    with pytest.raises(MasukanSalah) as galat:
        actions.pesan(gangguan=g, surat=2, registrasi=2, buku=buku, oleh=meja.sekcam)
    assert "buku" in galat.value.bidang
    assert potret() == sebelum


def test_pilihan_buku_hanya_ditanyakan_bila_lebih_dari_satu(meja, per_seksi):
    assert "buku" not in PesanForm(buku=[("surat-keluar", "semua surat")]).fields
    assert len(PesanForm(buku=nomor.pilihan_buku(hari_ini())).fields["buku"].choices) > 2
