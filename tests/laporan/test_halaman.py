"""Pages, files and background exports of the reports: rights, content, resuming, cancelling, privacy."""

import random
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from inti.berkas.akses import boleh_baca
from inti.berkas.models import Berkas
from inti.errors import Bentrok, TidakBerhak
from inti.notifikasi.models import Notifikasi
from inti.tasks import jalankan_semua
from layanan.demo import isi_riwayat
from layanan.laporan import actions, register
from layanan.laporan.hitung import ringkas
from layanan.laporan.models import EksporLaporan
from layanan.laporan.saringan import Acuan, Saringan
from layanan.models import Permohonan
from layanan.waktu.jam import hari_ini
from layanan.waktu.periode import Periode
from tests.layanan.bantu import buat_meja

TAHUN = {"periode": str(hari_ini().year)}


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def terisi(orang, di, instansi_a):
    with di(instansi_a):
        isi_riwayat(
            instansi=instansi_a, acak=random.Random(5), sampai=hari_ini(), jumlah=60, terbuka=14,
            orang={"operator": orang.fo, "administrator": orang.admin, "pelaksana": orang.kasi, "koordinator": orang.sekcam,
                   "penanggung_jawab": orang.camat},
        )  # fmt: skip


def test_hanya_yang_berhak(klien, instansi_a, orang):
    for url in (
        "/laporan/",
        "/laporan/register/",
        "/laporan/agenda/",
        "/laporan/unduhan/",
        "/laporan/rekap.pdf",
    ):
        for nama, status in (("camat", 200), ("sekcam", 200), ("admin", 200), ("fo", 403), ("kasi", 403)):
            assert klien(instansi_a, orang.yang(nama)).get(url).status_code == status, (url, nama)
        assert klien(instansi_a).get(url).status_code == 302
    assert (
        klien(instansi_a, orang.fo)
        .post("/laporan/unduh/", {"jenis": "register", "bentuk": "csv"})
        .status_code
        == 403
    )


def test_halaman_ringkasan(klien, instansi_a, orang, terisi, di):
    camat = klien(instansi_a, orang.camat)
    isi = camat.get("/laporan/", TAHUN).content.decode()
    with di(instansi_a):
        acuan = Acuan.baca()
        r = ringkas(Saringan.dari(TAHUN, acuan), acuan)
    assert f"{r.kini.masuk}" in isi
    assert isi.count("data-grafik=") >= 4
    assert "Apa arti tiap angka?" in isi
    assert f"/laporan/register/?periode={hari_ini().year}&amp;isi=terbuka" in isi
    for isi_daftar, jumlah in (("masuk", r.kini.masuk), ("terbuka", r.kini.terbuka)):
        daftar = camat.get("/laporan/register/", TAHUN | {"isi": isi_daftar}).content.decode()
        assert f"{jumlah} permohonan." in daftar
    assert camat.get("/laporan/", {"periode": "2019", "layanan": "KEC-01", "seksi": "KMS"}).status_code == 200


def test_rekap_berkas(klien, instansi_a, orang, terisi, di):
    camat = klien(instansi_a, orang.camat)
    pdf = camat.get("/laporan/rekap.pdf", TAHUN)
    teks = "".join(h.extract_text() for h in PdfReader(BytesIO(pdf.content)).pages)
    assert "REKAPITULASI PELAYANAN" in teks
    assert "KECAMATAN UJI A" in teks
    assert "Permohonan yang pertama kali diajukan" in teks
    buku = load_workbook(BytesIO(camat.get("/laporan/rekap.xlsx", TAHUN).content))
    ringkasan = {b[0]: b[1] for b in buku["Ringkasan"].iter_rows(min_row=6, values_only=True)}
    with di(instansi_a):
        assert ringkasan["Masuk"] == Permohonan.objects.filter(tanggal_masuk__year=hari_ini().year).count()
    assert camat.get("/laporan/rekap.exe").status_code == 404


def unduh(k, bentuk, **lain):
    return k.post("/laporan/unduh/", TAHUN | {"jenis": "register", "isi": "masuk", "bentuk": bentuk} | lain)


def test_register_langsung(klien, instansi_a, orang, terisi, di):
    with di(instansi_a):
        Permohonan.objects.filter(pk=Permohonan.objects.first().pk).update(pemohon_nama="=HYPERLINK(0)")
        jumlah = Permohonan.objects.filter(tanggal_masuk__year=hari_ini().year).count()
    camat = klien(instansi_a, orang.camat)
    lembar = load_workbook(BytesIO(unduh(camat, "xlsx").content)).active
    baris = list(lembar.iter_rows(min_row=6, values_only=True))
    assert lembar.freeze_panes == "A6"
    assert [b[0] for b in baris] == list(range(1, jumlah + 1))
    assert "'=HYPERLINK(0)" in {b[3] for b in baris}
    assert lembar["C6"].is_date
    csv = unduh(camat, "csv").content.decode("utf-8-sig").splitlines()
    assert len(csv) == jumlah + 1
    assert csv[0].startswith("No.;Nomor registrasi;Masuk;")
    teks = "".join(h.extract_text() for h in PdfReader(BytesIO(unduh(camat, "pdf").content)).pages)
    assert baris[0][1] in teks.replace("\n", "")
    assert unduh(camat, "xlsx", jenis="agenda").status_code == 200
    assert unduh(camat, "doc").status_code == 422
    assert camat.get("/laporan/unduh/").status_code == 405


def test_agenda_memuat_nomor(klien, instansi_a, orang, terisi, di):
    from layanan.models import NomorSurat

    with di(instansi_a):
        nomor = [n for n in NomorSurat.objects.values_list("nomor", flat=True) if n]
        s, acuan = Saringan(Periode.memuat(hari_ini(), "")), Acuan.baca()
        baris = list(register.baris_surat(list(register.surat(s, acuan).select_related("permohonan"))))
    assert nomor, "the demonstration signs some letters"
    assert {b[3] for b in baris} == set(nomor)
    assert all(b[5] and b[7] for b in baris), "subject and registration number come with the letter"
    assert nomor[0] in klien(instansi_a, orang.camat).get("/laporan/agenda/", TAHUN).content.decode()


@pytest.fixture
def minta(monkeypatch, terisi, orang, di, instansi_a):
    monkeypatch.setattr(actions, "LANGSUNG", 10)
    monkeypatch.setattr(actions, "POTONG", 7)

    def buat(bentuk="csv", oleh=None):
        acuan = Acuan.baca()
        s = Saringan.dari(TAHUN, acuan)
        return actions.minta(
            jenis="register", isi="masuk", bentuk=bentuk, saringan=s, acuan=acuan, oleh=oleh or orang.camat
        )

    with di(instansi_a):
        yield buat


def test_ekspor_panjang_di_latar_belakang(klien, instansi_a, orang, minta, di):
    camat = klien(instansi_a, orang.camat)
    jawaban = unduh(camat, "xlsx")
    assert (jawaban.status_code, jawaban["Location"]) == (302, "/laporan/unduhan/")
    e = EksporLaporan.objects.get()
    assert camat.get(f"/laporan/unduhan/{e.uuid}/").status_code == 200
    assert "Batalkan" in camat.get("/laporan/unduhan/").content.decode()
    jalankan_semua()
    e.refresh_from_db()
    assert (e.status, e.selesai) == ("selesai", e.total)
    baris = list(load_workbook(BytesIO(e.berkas.bita())).active.iter_rows(min_row=6, values_only=True))
    langsung = actions._baris("register", list(actions.sumber("register", "masuk", *_saring())), 1)
    assert [b[1] for b in baris] == [b[1] for b in langsung]
    assert [b[0] for b in baris] == list(range(1, e.total + 1))
    assert not actions._letak(e).exists()
    assert Notifikasi.objects.filter(pengguna=orang.camat, judul="Unduhan laporan siap").count() == 1
    assert boleh_baca(orang.camat, e.berkas)
    assert not boleh_baca(orang.sekcam, e.berkas), "private to the person who asked"
    assert klien(instansi_a, orang.sekcam).get(f"/laporan/unduhan/{e.uuid}/").status_code == 404
    assert "Unduh" in camat.get("/laporan/unduhan/").content.decode()


def _saring():
    acuan = Acuan.baca()
    return Saringan.dari(TAHUN, acuan), acuan


@pytest.mark.parametrize("bentuk", ["csv", "pdf"])
def test_terputus_lalu_dilanjutkan(minta, monkeypatch, bentuk):
    """A run that dies between two notes leaves nothing twice and nothing out."""
    e = minta(bentuk)
    asli, kali = actions._baris, []

    def putus(*a):
        kali.append(1)
        if len(kali) in (3, 5):
            raise RuntimeError("listrik padam")
        return asli(*a)

    monkeypatch.setattr(actions, "_baris", putus)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            actions.lanjutkan(ekspor_id=e.pk)
        with actions._letak(e).open("ab") as berkas:
            berkas.write(b'{"setengah baris')  # what a killed process left behind its last note
    e.refresh_from_db()
    assert e.status == "berjalan"
    assert 0 < e.selesai < e.total
    while actions.lanjutkan(ekspor_id=e.pk):
        pass
    e.refresh_from_db()
    assert e.status == "selesai"
    if bentuk == "csv":
        s, acuan = _saring()
        assert e.berkas.bita() == actions.langsung("register", "masuk", "csv", s, acuan)


def test_batal(minta, orang):
    e = minta()
    with pytest.raises(TidakBerhak):
        actions.batalkan(ekspor=e, oleh=orang.sekcam)
    actions.batalkan(ekspor=e, oleh=orang.camat)
    assert not actions.lanjutkan(ekspor_id=e.pk)
    jalankan_semua()
    e.refresh_from_db()
    assert (e.status, e.berkas) == ("dibatalkan", None)
    with pytest.raises(Bentrok):
        actions.batalkan(ekspor=e, oleh=orang.camat)


def test_hanya_pelapor_meminta(minta, orang):
    with pytest.raises(TidakBerhak):
        minta(oleh=orang.fo)
    assert not EksporLaporan.objects.exists()


def test_tersimpan_tujuh_hari(minta):
    e = minta()
    jalankan_semua()
    pk = EksporLaporan.objects.get().berkas_id
    assert actions.buang_lama() == 0
    EksporLaporan.objects.filter(pk=e.pk).update(berakhir_pada=timezone.now() - timedelta(days=7, minutes=1))
    assert actions.buang_lama() == 1
    from inti.berkas.actions import yatim

    assert yatim().filter(pk=pk).exists(), "the daily sweep deletes it"
    assert Berkas.objects.filter(pk=pk).exists()
