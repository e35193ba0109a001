"""A ZIP of the workbook and its scans: each scan finds its row, what fits nowhere is named, and nothing is kept on refusal."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from inti.berkas.models import Berkas
from inti.errors import Bentrok, MasukanSalah
from layanan.enums import Status
from layanan.gangguan import actions, impor
from layanan.gangguan.models import Impor, PindaianImpor, Susulan
from layanan.models import Permohonan
from tests.gangguan.test_lembar import baris, isi_lembar
from tests.layanan.bantu import PDF_KECIL

SAMPAI_SERAH = {"paraf": 4, "ttd": 5, "serah": 6}


def selesai(meja, g, ke=0):
    from datetime import timedelta

    b = baris(meja, g, ke)
    orang = {"paraf": meja.sekcam, "ttd": meja.camat, "serah": meja.fo}
    for n, jam in SAMPAI_SERAH.items():
        b |= {f"{n}_pada": b["masuk_pada"] + timedelta(hours=jam), f"{n}_oleh": orang[n].surel}
    return b | {"urut_surat": ke + 1, "distempel_oleh": "Petugas"}


def bungkus(lembar, *berkas, nama_lembar="register.xlsx"):
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w") as z:
        if lembar is not None:
            z.writestr(nama_lembar, lembar)
        for nama, isi in berkas:
            z.writestr(nama, isi)
    return SimpleUploadedFile("loket.zip", wadah.getvalue())


def terima(g, meja, unggahan):
    return impor.terima(gangguan=g, unggahan=unggahan, oleh=meja.sekcam)


def test_satu_zip_mencatat_kasus_lengkap(meja, g):
    b = selesai(meja, g)
    reg = b["registrasi"]
    i = terima(
        g, meja,
        bungkus(isi_lembar(g, [b]), (f"pindaian/{reg}.pdf", PDF_KECIL), (f"{reg.lower()}-formulir.PDF", PDF_KECIL),
                ("__MACOSX/._x", b"x"), ("REG-2026-999999.pdf", PDF_KECIL)),
    )  # fmt: skip
    t = impor.tinjau(i)
    assert [sorted(x.pindaian) for x in t.siap] == [["formulir", "surat"]]
    assert [x.registrasi for x in t.tanpa_baris] == ["REG-2026-999999"]
    h = impor.jalankan(impor=i, oleh=meja.sekcam)
    assert (h.masuk, h.ditolak) == (1, [])
    s = Susulan.objects.get()
    p = Permohonan.objects.get(pk=s.permohonan_id)
    assert (p.status, s.sisa) == (Status.SELESAI, "")
    assert s.formulir is not None
    assert p.dokumen.get().berkas.bita() == PDF_KECIL
    assert list(PindaianImpor.objects.values_list("registrasi", flat=True)) == ["REG-2026-999999"]


def test_pindaian_menyusul_dalam_zip_kedua(meja, g):
    b = selesai(meja, g)
    lembar = isi_lembar(g, [b])
    impor.jalankan(impor=terima(g, meja, SimpleUploadedFile("l.xlsx", lembar)), oleh=meja.sekcam)
    assert Permohonan.objects.get().status == Status.DIPARAF
    i = terima(g, meja, bungkus(lembar, (f"{b['registrasi']}-surat.pdf", PDF_KECIL)))
    assert len(impor.tinjau(i).lengkap) == 1
    h = impor.jalankan(impor=i, oleh=meja.sekcam)
    assert (h.masuk, h.dilengkapi) == (0, 1)
    assert Permohonan.objects.get().status == Status.SELESAI
    assert impor.jalankan(impor=i, oleh=meja.sekcam).dilengkapi == 0, "once"
    assert not PindaianImpor.objects.exists()


def test_pindaian_surat_yang_belum_ditandatangani_tidak_dipakai(meja, g):
    b = baris(meja, g)
    i = terima(g, meja, bungkus(isi_lembar(g, [b]), (f"{b['registrasi']}.pdf", PDF_KECIL)))
    assert impor.jalankan(impor=i, oleh=meja.sekcam).masuk == 1
    assert PindaianImpor.objects.count() == 1


def bom():
    return b"\0" * (201 * 2**20)


@pytest.mark.parametrize(
    ("sebab", "kata"),
    [
        ("nama", "scan 1.pdf"), ("ganda", "tidak dikenal atau ganda"), ("tanpa_lembar", "satu lembar kerja"),
        ("dua_lembar", "satu lembar kerja"), ("bukan_zip", "bukan lembar kerja atau ZIP"), ("isi_pindaian", "Pindaian"),
        ("lembar_rusak", "XLSX"), ("bom", "terlalu besar"),
    ],
)  # fmt: skip
def test_penolakan_tidak_menyimpan_apa_pun(meja, g, sebab, kata):
    b = selesai(meja, g)
    lembar, reg = isi_lembar(g, [b]), b["registrasi"]
    unggah = {
        "nama": lambda: bungkus(lembar, ("scan 1.pdf", PDF_KECIL)),
        "ganda": lambda: bungkus(lembar, (f"{reg}.pdf", PDF_KECIL), (f"a/{reg}-surat.jpg", PDF_KECIL)),
        "tanpa_lembar": lambda: bungkus(None, (f"{reg}.pdf", PDF_KECIL)),
        "dua_lembar": lambda: bungkus(lembar, ("lain.xlsx", lembar)),
        "bukan_zip": lambda: SimpleUploadedFile("x.zip", b"bukan zip"),
        "isi_pindaian": lambda: bungkus(lembar, (f"{reg}.pdf", b"MZ bukan pdf")),
        "lembar_rusak": lambda: bungkus(b"PK rusak", (f"{reg}.pdf", PDF_KECIL)),
        "bom": lambda: _deflasi(lembar, f"{reg}.pdf"),
    }[sebab]()
    sebelum = Berkas.objects.count()
    with pytest.raises(MasukanSalah) as galat:
        terima(g, meja, unggah)
    assert kata in f"{galat.value.pesan} {galat.value.bidang}"
    assert (Impor.objects.count(), PindaianImpor.objects.count(), Berkas.objects.count()) == (0, 0, sebelum)


def _deflasi(lembar, nama):
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("register.xlsx", lembar)
        z.writestr(nama, bom())
    return SimpleUploadedFile("bom.zip", wadah.getvalue())


def test_lembar_dan_sisa_pindaian_dibuang_saat_ditutup(meja, g):
    """The workbook names everybody of the register; after the outage is closed it is nowhere any more."""
    from django.utils import timezone

    b = baris(meja, g)
    i = terima(g, meja, bungkus(isi_lembar(g, [b]), (f"{b['registrasi']}.pdf", PDF_KECIL)))
    impor.jalankan(impor=i, oleh=meja.sekcam)
    berkas = [i.berkas.pk, PindaianImpor.objects.get().berkas_id]
    actions.pulihkan(gangguan=g, selesai=timezone.now(), tindakan="x", oleh=meja.sekcam)
    for n in list(g.registrasi.filter(keadaan="dipesan").select_related("gangguan")):
        actions.jelaskan_registrasi(registrasi=n, keadaan="batal", alasan="x", oleh=meja.sekcam)
    from layanan.models import NomorSurat

    for n in NomorSurat.objects.filter(blok__gangguan__gangguan=g):
        actions.jelaskan_surat(gangguan=g, nomor_surat=n, keadaan="batal", alasan="x", oleh=meja.sekcam)
    actions.tutup(gangguan=g, oleh=meja.sekcam)
    assert not Berkas.objects.filter(pk__in=berkas).exists()
    with pytest.raises(Bentrok, match="dibuang"):
        impor.tinjau(Impor.objects.select_related("gangguan", "berkas").get(pk=i.pk))
