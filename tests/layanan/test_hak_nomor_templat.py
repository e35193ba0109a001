"""Number books and letter templates ask for the right in the action; two letters never get the same text of a number."""

import pytest
from django.db import transaction

from inti.audit.models import Jejak
from inti.errors import Bentrok, TidakBerhak, TransisiTidakSah
from layanan.enums import Status
from layanan.models import BlokNomor, Dokumen, FormatNomor, Layanan, NomorSurat, SeriNomor, TemplatSurat
from layanan.surat import nomor, templat
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import langkah, potret, sampai


def buku():
    return (
        list(NomorSurat.objects.order_by("pk").values()), list(SeriNomor.objects.order_by("pk").values()),
        list(BlokNomor.objects.values()), list(FormatNomor.objects.values()), list(TemplatSurat.objects.values()),
        Dokumen.objects.count(), Jejak.objects.count(),
    )  # fmt: skip


def _layanan():
    return Layanan.objects.terkini().get(kode="KEC-01")


def _naskah():
    return templat.naskah_layanan(_layanan())


def _dipesan():
    return NomorSurat.objects.filter(keadaan="dipesan").order_by("urut")[0]


TINDAKAN = {
    "pesan_blok": lambda o: nomor.pesan_blok(buku=nomor.SURAT, tahun=hari_ini().year, jumlah=1, alasan="x", oleh=o),
    "batalkan": lambda o: nomor.batalkan(nomor_surat=_dipesan(), alasan="x", oleh=o),
    "nyatakan_hilang": lambda o: nomor.nyatakan_hilang(nomor_surat=_dipesan(), alasan="x", oleh=o),
    "ubah_format": lambda o: nomor.ubah_format(
        pola="{urut}/{tahun}", cakupan="satu", unit="", mulai=hari_ini(), oleh=o
    ),
    "simpan_templat": lambda o: templat.simpan_konsep(layanan=_layanan(), naskah=_naskah(), perubahan="x", oleh=o),
    "terbitkan_templat": lambda o: templat.terbitkan(layanan=_layanan(), naskah=_naskah(), perubahan="x", oleh=o),
}  # fmt: skip


@pytest.mark.parametrize("nama", TINDAKAN)
def test_tindakan_menolak_yang_tidak_berhak(meja, nama):
    nomor.pesan_blok(buku=nomor.SURAT, tahun=hari_ini().year, jumlah=3, alasan="uji", oleh=meja.admin)
    for oleh in (meja.fo, meja.kasi):
        sebelum = buku()
        with pytest.raises(TidakBerhak):
            TINDAKAN[nama](oleh)
        assert buku() == sebelum
    TINDAKAN[nama](meja.admin)


def test_teks_nomor_yang_bentrok_menjadi_kalimat(meja):
    """A paper letter got by hand the text that the next number would have: refused in words, and the number stays free."""
    sampai(Status.SELESAI, meja)
    p = sampai(Status.DIPARAF, meja)
    terakhir = NomorSurat.objects.exclude(nomor="").latest("urut")
    berikut = terakhir.nomor.replace(f"{terakhir.urut:03d}", f"{terakhir.urut + 2:03d}")
    assert berikut != terakhir.nomor
    blok = nomor.pesan_blok(buku=nomor.SURAT, tahun=hari_ini().year, jumlah=1, alasan="uji", oleh=meja.admin)
    NomorSurat.objects.filter(blok=blok).update(
        nomor=berikut, tanggal=hari_ini(), keadaan="terpakai", permohonan=p
    )
    sebelum, lama = buku(), potret(p)
    with pytest.raises(Bentrok, match="sudah dipakai surat lain"):
        langkah(p, "tandatangani", meja)
    assert (buku(), potret(p)) == (sebelum, lama)


def test_bentrok_saat_memakai_nomor_pesanan(meja, monkeypatch, di_a):
    """Two desks write the same text at once: the second meets the constraint, not the check before it."""
    sampai(Status.SELESAI, meja)
    ada = NomorSurat.objects.exclude(nomor="").latest("urut")
    p = sampai(Status.DIPARAF, meja)
    nomor.pesan_blok(buku=nomor.SURAT, tahun=hari_ini().year, jumlah=1, alasan="uji", oleh=meja.admin)
    dipesan = NomorSurat.objects.get(keadaan="dipesan")
    saring = NomorSurat.objects.filter
    kosong = type("Kosong", (), {"exists": lambda self: False})()
    monkeypatch.setattr(
        NomorSurat.objects, "filter", lambda *a, **k: kosong if set(k) == {"nomor"} else saring(*a, **k)
    )
    sebelum = buku()
    with pytest.raises(Bentrok, match=ada.nomor), transaction.atomic():
        nomor.pakai(
            nomor_surat=dipesan,
            permohonan=p,
            tanggal=hari_ini(),
            instansi=di_a,
            oleh=meja.fo,
            nomor=ada.nomor,
        )
    assert buku() == sebelum
    with pytest.raises(TransisiTidakSah):
        nomor.pakai(nomor_surat=ada, permohonan=p, tanggal=hari_ini(), instansi=di_a)
