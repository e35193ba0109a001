"""The workbook of the desk: made, filled in, checked cell by cell, entered once."""

import io
import time
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from inti.errors import MasukanSalah
from layanan.enums import Status
from layanan.gangguan import actions, impor, lembar
from layanan.gangguan.models import Impor, Susulan
from layanan.models import Permohonan
from layanan.surat.data import instansi_kini
from layanan.waktu.jam import zona_waktu
from tests.layanan.bantu import nik_baru

NAMA = [k.nama for k in lembar.KOLOM]


def isi_lembar(g, baris, *, ubah=lambda buku: None) -> bytes:
    buku = load_workbook(io.BytesIO(lembar.buat(g, instansi_kini())))
    h = buku[lembar.LEMBAR]
    for n, b in enumerate(baris, 2):
        for nama, nilai in b.items():
            h.cell(n, NAMA.index(nama) + 1, nilai)
    ubah(buku)
    hasil = io.BytesIO()
    buku.save(hasil)
    return hasil.getvalue()


def baris(meja, g, ke=0, **ubah):
    mulai = (
        (g.mulai + timedelta(hours=1)).astimezone(zona_waktu()).replace(tzinfo=None, second=0, microsecond=0)
    )
    jam = lambda n: mulai + timedelta(hours=n)  # noqa: E731
    nomor = list(g.registrasi.order_by("urut").values_list("nomor", flat=True))
    return {
        "kunci": str(ke + 1), "registrasi": nomor[ke], "layanan": "KEC-01", "nama": "Siti Contoh", "nik": nik_baru(),
        "alamat": "RT 01", "keperluan": "Sekolah", "isian": "tujuan=pendidikan; nomor_surat_desa=145/1",
        "masuk_pada": jam(0), "petugas": meja.fo.surel, "verifikasi_pada": jam(1), "verifikasi_oleh": meja.fo.surel,
        "distribusi_pada": jam(2), "distribusi_oleh": meja.fo.surel, "validasi_pada": jam(3), "validasi_oleh": meja.kasi.surel,
    } | ubah  # fmt: skip


def terima(g, meja, isi):
    return impor.terima(gangguan=g, unggahan=SimpleUploadedFile("lembar.xlsx", isi), oleh=meja.sekcam)


def test_lembar_memuat_daftar_dan_kunci(meja, g):
    buku = load_workbook(io.BytesIO(lembar.buat(g, instansi_kini())))
    assert buku.sheetnames == ["Petunjuk", "Kasus", "Layanan", "Petugas", "Nomor"]
    kasus = buku["Kasus"]
    assert kasus.protection.sheet
    assert kasus["A1"].protection.locked
    assert not kasus["A2"].protection.locked
    assert len(kasus.data_validations.dataValidation) >= 9
    assert [c.value for c in buku["Nomor"]["A"]][1:] == [
        "REG-2026-000001",
        "REG-2026-000002",
        "REG-2026-000003",
    ]
    assert buku["Layanan"].max_row == 26


def test_masuk_sekali_walau_diunggah_dua_kali(meja, g):
    isi = isi_lembar(g, [baris(meja, g, 0), baris(meja, g, 1)])
    i = terima(g, meja, isi)
    t = impor.tinjau(i)
    assert (len(t.siap), len(t.salah), len(t.sudah)) == (2, 0, 0)
    assert not Permohonan.objects.exists(), "a preview writes nothing"
    assert impor.jalankan(impor=i, oleh=meja.sekcam, baris=[2]).masuk == 1
    lagi = terima(g, meja, isi)
    habis = impor.jalankan(impor=lagi, oleh=meja.sekcam, detik=-1)
    assert (habis.masuk, habis.sisa) == (0, 1), "what one request cannot do waits for the next"
    assert impor.jalankan(impor=lagi, oleh=meja.sekcam).masuk == 1
    assert impor.jalankan(impor=terima(g, meja, isi), oleh=meja.sekcam).masuk == 0
    assert Susulan.objects.count() == 2
    p = Permohonan.objects.order_by("pk").first()
    assert (p.status, p.isian["tujuan"]) == (Status.DIVALIDASI, "pendidikan")


SALAH = [
    ({"nik": "123"}, "NIK", "16 angka"),
    ({"nama": None}, "Nama pemohon", "Wajib"),
    ({"layanan": "KEC-99"}, "Kode layanan", "tidak dikenal"),
    ({"petugas": "siapa@x.id"}, "Petugas loket (surel)", "tidak dikenal"),
    ({"masuk_pada": "kemarin"}, "Masuk (tanggal jam)", "23-11-2026"),
    ({"validasi_oleh": None}, "Validasi oleh (surel)", "bersama"),
    ({"isian": "bukan_isian=1"}, "Isian layanan", "bukan isian"),
    ({"urut_surat": "tujuh"}, "Nomor urut surat", "angka"),
    ({"nama": "=1+1"}, "Nama pemohon", "Rumus"),
    ({"registrasi": "REG-2026-009999"}, "Nomor registrasi", "Bukan dari blok"),
]


@pytest.mark.parametrize("ubah, kolom, kata", SALAH, ids=[k for _, k, _ in SALAH])
def test_galat_menyebut_baris_dan_sel(meja, g, ubah, kolom, kata):
    t = impor.tinjau(terima(g, meja, isi_lembar(g, [baris(meja, g, 0), baris(meja, g, 1, **ubah)])))
    assert len(t.siap) == 1
    (salah,) = t.salah
    assert salah.nomor == 3
    assert kata in salah.galat[kolom]


def test_kunci_dan_nomor_ganda(meja, g):
    t = impor.tinjau(terima(g, meja, isi_lembar(g, [baris(meja, g, 0), baris(meja, g, 0)])))
    assert t.salah[0].galat == {
        "Kunci baris": "Sama dengan baris 2.",
        "Nomor registrasi": "Sama dengan baris 2.",
    }


def test_aturan_alur_menolak_satu_baris_saja(meja, g):
    i = terima(g, meja, isi_lembar(g, [baris(meja, g, 0, validasi_oleh=meja.camat.surel), baris(meja, g, 1)]))
    hasil = impor.jalankan(impor=i, oleh=meja.sekcam)
    assert hasil.masuk == 1
    (salah,) = hasil.ditolak
    assert salah.nomor == 2
    assert "seksi" in salah.galat["Baris"] or "hak" in salah.galat["Baris"]


def test_rumus_dinetralkan_di_lembar_yang_dibuat(meja, g):
    meja.fo.nama = "=HYPERLINK()"
    meja.fo.save()
    buku = load_workbook(io.BytesIO(lembar.buat(g, instansi_kini())))
    nama = [c.value for c in buku["Petugas"]["B"]]
    assert "'=HYPERLINK()" in nama
    assert all(c.data_type != "f" for baris_ in buku["Petugas"] for c in baris_)


def _zip(isi: dict[str, bytes]) -> bytes:
    hasil = io.BytesIO()
    with zipfile.ZipFile(hasil, "w", zipfile.ZIP_DEFLATED) as z:
        for nama, bita in isi.items():
            z.writestr(nama, bita)
    return hasil.getvalue()


@pytest.mark.parametrize(
    "isi", [b"", b"bukan zip", b"PK\x03\x04rusak", _zip({"a.txt": b"x"}), _zip({"bom": b"\0" * (90 * 1024 * 1024)})],
    ids=["kosong", "teks", "terpotong", "bukan-lembar", "bom"],
)  # fmt: skip
def test_berkas_rusak_ditolak_dengan_jelas(meja, g, isi):
    with pytest.raises(MasukanSalah) as galat:
        terima(g, meja, isi)
    assert galat.value.pesan
    assert not Impor.objects.exists()


def test_judul_kolom_berubah(meja, g):
    def ubah(buku):
        buku["Kasus"]["C1"] = "Lain"

    with pytest.raises(MasukanSalah, match="Judul kolom"):
        terima(g, meja, isi_lembar(g, [baris(meja, g)], ubah=ubah))

    def hapus(buku):
        del buku["Kasus"]

    with pytest.raises(MasukanSalah, match="tidak ada"):
        terima(g, meja, isi_lembar(g, [], ubah=hapus))


def test_sepuluh_ribu_baris(meja, g):
    """Reading and checking 10,000 rows takes a bounded number of queries and seconds."""
    contoh = baris(meja, g)
    isi = isi_lembar(
        g, [contoh | {"kunci": str(n), "registrasi": f"REG-2026-{n + 100000}"} for n in range(10_000)]
    )
    i = terima(g, meja, isi)
    awal = time.monotonic()
    t = impor.tinjau(i)
    assert (len(t.siap), len(t.salah)) == (0, 10_000)
    assert time.monotonic() - awal < 60


def test_nomor_belum_dipesan_lembar_tetap_ada(meja):
    from tests.gangguan.conftest import nyatakan

    g = nyatakan(meja)
    assert load_workbook(io.BytesIO(lembar.buat(g, instansi_kini())))["Nomor"].max_row == 1
    actions.pesan(gangguan=g, surat=0, registrasi=1, oleh=meja.sekcam)
    assert load_workbook(io.BytesIO(lembar.buat(g, instansi_kini())))["Nomor"].max_row == 2
