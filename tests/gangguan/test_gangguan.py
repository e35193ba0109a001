"""Manual mode (Ps 12): declared once, numbers reserved and every one explained, paper cases with their paper dates."""

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pypdf import PdfReader

from inti.errors import Bentrok, Galat, MasukanSalah, TidakBerhak
from inti.notifikasi.models import Notifikasi, Surat
from layanan.enums import Status
from layanan.gangguan import actions, cetak
from layanan.gangguan.models import Gangguan, NomorRegistrasi, Susulan
from layanan.gangguan.susulan import Langkah, lengkapi, masukkan
from layanan.models import Dokumen, NomorSurat, Permohonan, SeriNomor
from layanan.surat import nomor
from layanan.surat.data import instansi_kini
from layanan.surat.periksa import keadaan_surat, tercatat
from layanan.waktu.jam import hari_ini, tanggal_lokal
from tests.gangguan.conftest import kasus, nyatakan
from tests.layanan.bantu import ajukan, unggahan


def pulih(g, meja):
    return actions.pulihkan(gangguan=g, selesai=timezone.now(), tindakan="Gardu diganti", oleh=meja.sekcam)


def test_satu_gangguan_berlangsung(meja):
    nyatakan(meja)
    with pytest.raises(Bentrok):
        nyatakan(meja, nomor_ba="BA/2")
    with pytest.raises(IntegrityError), transaction.atomic():
        Gangguan.objects.create(
            sebab="lain",
            uraian="x",
            mulai=timezone.now(),
            penanggung_jawab=meja.fo,
            nomor_ba="x",
            dinyatakan_oleh=meja.fo,
        )


@pytest.mark.parametrize(
    "ubah, bidang",
    [
        ({"uraian": " "}, "uraian"),
        ({"nomor_ba": ""}, "nomor_ba"),
        ({"mulai": timezone.now() + timedelta(days=1)}, "mulai"),
        ({"perkiraan_pulih": timezone.now() - timedelta(days=9)}, "perkiraan_pulih"),
    ],
)
def test_pernyataan_tidak_lengkap(meja, ubah, bidang):
    with pytest.raises(MasukanSalah) as galat:
        nyatakan(meja, **ubah)
    assert bidang in galat.value.bidang
    assert not Gangguan.objects.exists()


def test_hanya_yang_berhak(meja, g):
    with pytest.raises(TidakBerhak):
        actions.pesan(gangguan=g, surat=1, registrasi=0, oleh=meja.fo)
    with pytest.raises(TidakBerhak):
        masukkan(gangguan=g, kasus=kasus(meja, g), oleh=meja.fo)
    assert not Susulan.objects.exists()


def test_blok_tidak_bertabrakan_dengan_nomor_biasa(meja, g):
    biasa = ajukan(meja.fo)
    assert biasa.nomor_registrasi not in set(g.registrasi.values_list("nomor", flat=True))
    assert [n.urut for n in NomorSurat.objects.order_by("urut")] == [1, 2, 3]
    assert SeriNomor.objects.get(buku=nomor.SURAT).terakhir == 3


def test_kasus_sampai_selesai_dengan_tanggal_kertas(meja, g):
    k = kasus(meja, g)
    s = masukkan(gangguan=g, kasus=k, oleh=meja.sekcam, pindaian=unggahan("surat.pdf"))
    p = Permohonan.objects.get(pk=s.permohonan_id)
    assert (p.status, p.nomor_registrasi) == (Status.SELESAI, k.registrasi)
    assert (p.masuk_pada, p.ttd_pada) == (k.masuk_pada, k.langkah[4].pada)
    assert p.tanggal_masuk == tanggal_lokal(k.masuk_pada)
    assert (p.petugas_input, p.validasi_oleh, p.paraf_oleh, p.ttd_oleh) == (
        meja.fo,
        meja.kasi,
        meja.sekcam,
        meja.camat,
    )
    assert p.siap_pada == k.langkah[4].pada
    assert p.tepat_waktu is (p.siap_pada <= p.janji_selesai)
    d = Dokumen.objects.get()
    assert (d.urut, d.cara, d.tanggal) == (1, "basah", tanggal_lokal(k.langkah[4].pada))
    assert keadaan_surat(tercatat(d)) == "asli"
    assert NomorSurat.objects.get(urut=1).keadaan == "terpakai"
    assert NomorRegistrasi.objects.get(nomor=k.registrasi).permohonan == p
    tahap = list(p.tahap.order_by("urutan"))
    assert tahap[0].mulai == k.masuk_pada
    assert all(t.selesai for t in tahap)
    assert p.riwayat.get(transisi="tandatangani").rinci["susulan"] is True
    assert list(p.paraf.order_by("urutan").values_list("pada", flat=True)) == [
        k.langkah[2].pada,
        k.langkah[3].pada,
    ]
    assert not Notifikasi.objects.exists(), "nobody is told of steps long past"
    assert not Surat.objects.exists()


@pytest.mark.parametrize(
    "sampai, status", [("", Status.DIAJUKAN), ("validasi", Status.DIVALIDASI), ("paraf", Status.DIPARAF)]
)
def test_kasus_berhenti_di_tengah(meja, g, sampai, status):
    s = masukkan(gangguan=g, kasus=kasus(meja, g, sampai=sampai), oleh=meja.sekcam)
    assert Permohonan.objects.get(pk=s.permohonan_id).status == status


def test_tanpa_pindaian_menunggu_dan_nomornya_tetap(meja, g):
    s = masukkan(gangguan=g, kasus=kasus(meja, g), oleh=meja.sekcam)
    p = Permohonan.objects.get(pk=s.permohonan_id)
    assert p.status == Status.DIPARAF
    assert not Dokumen.objects.exists()
    with pytest.raises(MasukanSalah):
        masukkan(gangguan=g, kasus=kasus(meja, g, 1, urut_surat=1), oleh=meja.sekcam)  # that number is taken
    with pytest.raises(MasukanSalah):
        lengkapi(susulan=s, pindaian=unggahan("a.pdf", b"MZ"), oleh=meja.sekcam)
    lengkapi(susulan=s, pindaian=unggahan("a.pdf"), oleh=meja.sekcam)
    assert Permohonan.objects.get(pk=p.pk).status == Status.SELESAI
    with pytest.raises(Bentrok):
        lengkapi(susulan=s, pindaian=unggahan("a.pdf"), oleh=meja.sekcam)
    assert Dokumen.objects.count() == 1


def test_baris_yang_sama_sekali_saja(meja, g):
    k = kasus(meja, g, sampai="setujui")
    pertama = masukkan(gangguan=g, kasus=k, oleh=meja.sekcam)
    assert masukkan(gangguan=g, kasus=k, oleh=meja.sekcam) == pertama
    assert Permohonan.objects.count() == 1


def test_ditolak_di_kertas(meja, g):
    k = kasus(meja, g, sampai="")
    tolak = [Langkah("tolak", meja.fo, k.masuk_pada + timedelta(hours=1), "KK tidak terbaca")]
    s = masukkan(gangguan=g, kasus=kasus(meja, g, sampai="", langkah=tolak), oleh=meja.sekcam)
    p = Permohonan.objects.get(pk=s.permohonan_id)
    assert (p.status, p.tolak_pada, p.jumlah_penolakan) == (Status.DITOLAK, tolak[0].pada, 1)


def tukar(meja, g, nama, oleh):
    k = kasus(meja, g)
    return kasus(
        meja, g, langkah=[Langkah(x.nama, oleh if x.nama == nama else x.oleh, x.pada) for x in k.langkah]
    )


@pytest.mark.parametrize(
    "nama, peran",
    [("validasi", "fo"), ("paraf", "kasi"), ("tandatangani", "sekcam"), ("validasi", "kasi_lain")],
)
def test_aturan_alur_berlaku_juga_untuk_kertas(meja, g, nama, peran):
    """Wrong desk or the same person twice: refused, and nothing stays behind."""
    with pytest.raises(Galat):
        masukkan(
            gangguan=g,
            kasus=tukar(meja, g, nama, meja.yang(peran)),
            oleh=meja.sekcam,
            pindaian=unggahan("a.pdf"),
        )
    assert not Permohonan.objects.exists()
    assert set(g.registrasi.values_list("keadaan", flat=True)) == {"dipesan"}


def test_waktu_kertas_harus_berurutan(meja, g):
    k = kasus(meja, g)
    balik = [
        *k.langkah[:2],
        Langkah("validasi", meja.kasi, k.masuk_pada - timedelta(hours=1)),
        *k.langkah[3:],
    ]
    sebelum = g.mulai - timedelta(hours=5)
    nanti = [Langkah("setujui", meja.fo, timezone.now() + timedelta(hours=2))]
    for ubah in ({"langkah": balik}, {"masuk_pada": sebelum}, {"langkah": nanti}, {"distempel_oleh": ""}, {"urut_surat": None},
                 {"urut_surat": 99}, {"registrasi": "REG-2026-999999"}):  # fmt: skip
        with pytest.raises(MasukanSalah):
            masukkan(gangguan=g, kasus=kasus(meja, g, **ubah), oleh=meja.sekcam)
    assert not Permohonan.objects.exists()


def test_tidak_ditutup_selama_ada_nomor_tanpa_penjelasan(meja, g):
    with pytest.raises(Bentrok):
        actions.tutup(gangguan=g, oleh=meja.sekcam)
    pulih(g, meja)
    masukkan(gangguan=g, kasus=kasus(meja, g), oleh=meja.sekcam, pindaian=unggahan("a.pdf"))
    with pytest.raises(Bentrok, match="4 nomor"):
        actions.tutup(gangguan=g, oleh=meja.sekcam)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gangguan.objects.filter(pk=g.pk).update(ditutup_pada=timezone.now(), ditutup_oleh=meja.fo)
    surat = NomorSurat.objects.filter(keadaan="dipesan")
    with pytest.raises(MasukanSalah):
        actions.jelaskan_surat(
            gangguan=g, nomor_surat=surat[0], keadaan="batal", alasan=" ", oleh=meja.sekcam
        )
    actions.jelaskan_surat(
        gangguan=g, nomor_surat=surat[0], keadaan="batal", alasan="Salah tulis", oleh=meja.sekcam
    )
    actions.jelaskan_surat(
        gangguan=g, nomor_surat=surat[0], keadaan="hilang", alasan="Kertas hilang", oleh=meja.sekcam
    )
    for r in g.registrasi.filter(keadaan="dipesan"):
        actions.jelaskan_registrasi(registrasi=r, keadaan="batal", alasan="Tidak dipakai", oleh=meja.sekcam)
    tertutup = actions.tutup(gangguan=g, oleh=meja.sekcam)
    assert tertutup.ditutup_pada is not None
    assert nomor.periksa_buku(nomor.SURAT, hari_ini().year) == []
    for langgar in (
        lambda: actions.pesan(gangguan=g, surat=1, registrasi=0, oleh=meja.sekcam),
        lambda: masukkan(gangguan=g, kasus=kasus(meja, g, 1), oleh=meja.sekcam),
    ):
        with pytest.raises(Bentrok):
            langgar()
    with pytest.raises(IntegrityError), transaction.atomic():
        NomorRegistrasi.objects.create(gangguan=g, tahun=2026, urut=999, nomor="REG-X")


def test_nomor_hilang_ditemukan_kembali(meja, g):
    pertama = NomorSurat.objects.get(urut=1)
    actions.jelaskan_surat(
        gangguan=g, nomor_surat=pertama, keadaan="hilang", alasan="Belum ketemu", oleh=meja.sekcam
    )
    masukkan(gangguan=g, kasus=kasus(meja, g), oleh=meja.sekcam, pindaian=unggahan("a.pdf"))
    assert NomorSurat.objects.get(urut=1).keadaan == "terpakai"


def teks(isi: bytes) -> str:
    return " ".join(h.extract_text() for h in PdfReader(io.BytesIO(isi)).pages)


def test_kertas(meja, g):
    instansi = instansi_kini()
    semua = cetak.layanan_cetak()
    assert len(semua) == 25
    for layanan in semua:
        isi = cetak.formulir(layanan, g, instansi)
        assert isi.startswith(b"%PDF-")
    isi = teks(cetak.formulir(next(x for x in semua if x.kode == "KEC-01"), g, instansi))
    for kata in ("Nomor registrasi", "NIK", "Surat pernyataan tidak mampu", "Distempel", "BA/1"):
        assert kata in isi
    assert "REG-2026-000001" in teks(cetak.lembar_nomor(g, instansi))
    assert "MANUAL" in teks(cetak.register(g, instansi)).upper()
    pulih(g, meja)
    g.refresh_from_db()
    laporan = teks(cetak.laporan(g, instansi))
    for kata in ("Gardu terbakar", "Gardu diganti", "Rekonsiliasi nomor", "Dinas Komunikasi"):
        assert kata in laporan
