"""Wet ink: number at the print, one print without a reason, a scan and a stamp before "siap diambil"."""

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pypdf import PdfReader

from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah
from layanan import actions
from layanan.actions import basah
from layanan.enums import KeadaanNomor, Status
from layanan.models import CetakanTtd, Dokumen, NaskahTtd, NomorSurat, Permohonan, SetelanTtd
from layanan.surat import nomor
from layanan.surat.periksa import keadaan_surat, tercatat
from tests.layanan.bantu import langkah, potret, sampai, unggahan


@pytest.fixture
def p(meja):
    SetelanTtd.objects.create(pk=1, layanan_basah=["KEC-01"])
    return sampai(Status.DIPARAF, meja)


def teks(isi: bytes) -> str:
    return " ".join(h.extract_text() for h in PdfReader(io.BytesIO(isi)).pages)


def cetak(p, meja, **lain):
    return basah.cetak(permohonan=p, penanda=meja.camat, oleh=meja.fo, **lain)


def rekam(p, meja, **ubah):
    kini = timezone.now()
    isi = {
        "pindaian": unggahan("pindai.pdf"),
        "ditandatangani_pada": kini,
        "distempel_oleh": "Petugas Stempel",
        "distempel_pada": kini,
    }
    return basah.rekam(permohonan=p, oleh=meja.fo, **(isi | ubah))


def test_cetak_pindai_siap_diambil(p, meja):
    naskah, isi = cetak(p, meja)
    assert naskah.nomor in teks(isi)
    assert "CAMAT UJI A" in teks(isi)
    assert "KONSEP" not in teks(isi)
    p.refresh_from_db()
    assert p.status == Status.DIPARAF, "printing is not signing"
    d = rekam(p, meja)
    p.refresh_from_db()
    assert (p.status, p.ttd_oleh) == (Status.DITANDATANGANI, meja.camat)
    assert (d.nomor, d.cara, d.distempel_oleh) == (naskah.nomor, "basah", "Petugas Stempel")
    assert keadaan_surat(tercatat(d)) == "asli"
    assert p.riwayat.get(transisi="tandatangani").rinci["direkam_oleh"] == meja.fo.nama
    assert nomor.periksa_buku(nomor.SURAT, d.tahun) == []


def test_cetak_ulang_perlu_alasan_dan_bertanda(p, meja):
    naskah, _ = cetak(p, meja)
    with pytest.raises(MasukanSalah):
        cetak(p, meja)
    assert CetakanTtd.objects.count() == 1
    sama, isi = cetak(p, meja, alasan="Kertas macet")
    assert sama == naskah
    assert "Cetak ulang ke-1" in teks(isi)
    with pytest.raises(IntegrityError), transaction.atomic():
        CetakanTtd.objects.create(naskah=naskah, urutan=3, oleh=meja.fo)


@pytest.mark.parametrize(
    "ubah, bidang",
    [
        ({"distempel_oleh": " "}, "distempel_oleh"),
        ({"distempel_pada": timezone.now() - timedelta(days=1)}, "distempel_pada"),
        ({"ditandatangani_pada": timezone.now() - timedelta(days=9)}, "ditandatangani_pada"),
        ({"distempel_pada": timezone.now() + timedelta(days=1)}, "distempel_pada"),
        ({"pindaian": unggahan("a.pdf", b"MZ bukan pdf")}, "pindaian"),
    ],
)
def test_rekaman_yang_salah_tidak_mengubah_apa_pun(p, meja, ubah, bidang):
    cetak(p, meja)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah) as galat:
        rekam(p, meja, **ubah)
    assert bidang in galat.value.bidang
    assert potret(p) == sebelum
    assert NaskahTtd.objects.get().keadaan == "menunggu"


def test_tidak_tanpa_cetakan_dan_tidak_elektronik(p, meja):
    with pytest.raises(TransisiTidakSah):
        rekam(p, meja)
    with pytest.raises(TransisiTidakSah, match="basah"):
        actions.tandatangani(permohonan=p, oleh=meja.camat)
    SetelanTtd.objects.update(layanan_basah=[])
    with pytest.raises(TransisiTidakSah, match="elektronik"):
        cetak(p, meja)


def test_siapa_mencetak_dan_siapa_menandatangani(p, meja):
    with pytest.raises(TidakBerhak):
        basah.cetak(permohonan=p, penanda=meja.sekcam, oleh=meja.fo)  # gave the paraf
    assert basah.penanda_mungkin(p) == [meja.camat]
    assert not NomorSurat.objects.exists()


def test_batal_cetak_mencatat_nomor(p, meja):
    _naskah, _ = cetak(p, meja)
    with pytest.raises(MasukanSalah):
        basah.batal_cetak(permohonan=p, oleh=meja.fo, alasan=" ")
    basah.batal_cetak(permohonan=p, oleh=meja.fo, alasan="Salah kertas")
    n = NomorSurat.objects.get()
    assert (n.keadaan, n.alasan) == (KeadaanNomor.BATAL, "Salah kertas")
    with pytest.raises(Bentrok):
        basah.batal_cetak(permohonan=p, oleh=meja.fo, alasan="Lagi")
    baru, _ = cetak(p, meja)
    assert baru.nomor_surat.urut == 2


def test_permohonan_dibatalkan_membatalkan_nomor(p, meja):
    cetak(p, meja)
    langkah(p, "batalkan", meja)
    assert NomorSurat.objects.get().keadaan == KeadaanNomor.BATAL
    assert NaskahTtd.objects.get().keadaan == "batal"


def test_basis_data_menolak_siap_tanpa_surat_atau_stempel(p, meja):
    cetak(p, meja)
    kini = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        Permohonan.objects.filter(pk=p.pk).update(
            status="ditandatangani", ttd_oleh=meja.camat, ttd_pada=kini, siap_pada=kini
        )
    d = rekam(p, meja)
    d.pk, d.distempel_pada = None, None
    with pytest.raises(IntegrityError), transaction.atomic():
        Dokumen.objects.bulk_create([d])
