"""Destruction reaches every room: no table can be forgotten, and nothing of the applicant is left anywhere."""

import io
import json
import tracemalloc
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from inti.audit.models import Jejak
from inti.berkas.models import Berkas
from inti.kripto import TeksTersandi
from inti.notifikasi.actions import beri_tahu, buang_lama, kirim_pesan, lupakan
from inti.notifikasi.models import Notifikasi, Pesan, Surat
from inti.tasks import jalankan_semua
from layanan import musnah
from layanan.actions import Nilai, cabut
from layanan.actions import tolak as tolak_permohonan
from layanan.antrian.models import Antrian, Kelompok
from layanan.api.models import Kiriman, Langganan
from layanan.arsip import actions, pribadi
from layanan.arsip.aliran import alirkan
from layanan.arsip.retensi import jatuh_tempo
from layanan.daring.models import KodeKontak
from layanan.enums import DIMUSNAHKAN, Status, StatusSyarat
from layanan.models import Dokumen, Permohonan
from layanan.pengaduan.models import LampiranPengaduan, Pengaduan, TindakLanjut
from layanan.skm.models import Undangan
from tests.arsip.conftest import beri_dasar, tua
from tests.layanan.bantu import ajukan, sampai

NAMA = "Raden Unikwati"
RAHASIA = (NAMA, "Unikwati", "unikwati@contoh.test", "081299887766", "Gang Rahasia Unik")
PEMOHON = {"nama": NAMA, "surel": RAHASIA[2], "telepon": RAHASIA[3], "alamat": RAHASIA[4]}


def test_tidak_ada_tabel_yang_terlupa(di_a):
    """Every table with a key to Permohonan or an encrypted column is emptied with it, or a room has said why not."""
    ikut = {Permohonan, *(m for m, _ in pribadi.keturunan())}
    lupa = []
    for model in apps.get_models():
        if not model._meta.managed or model in ikut | musnah.dikenal():
            continue
        menunjuk = any(
            f.remote_field is not None and f.remote_field.model is Permohonan
            for f in model._meta.concrete_fields
        )
        tersandi = any(isinstance(f, TeksTersandi) for f in model._meta.concrete_fields)
        if (menunjuk or tersandi) and model._meta.app_config.name.startswith(("layanan", "inti")):
            lupa.append(model._meta.label)
    assert lupa == [], "name them in layanan.musnah, or set ikut_musnah on the model"


def test_alasan_pengecualian_tertulis():
    assert all(len(sebab) > 10 for sebab in musnah._lain.values())
    assert not set(musnah._lain) & set(musnah._pengosong)


def _isi_semua_kamar(meja) -> Permohonan:
    """A closed permohonan that left something in every room."""
    p = ajukan(meja.fo, dengan_berkas=True, **PEMOHON)
    Permohonan.objects.filter(pk=p.pk).update(boleh_surel=True, boleh_wa=True)
    p.refresh_from_db()
    syarat = p.persyaratan.order_by("pk").first()
    tolak_permohonan(
        permohonan=p, oleh=meja.fo, alasan=f"KK milik {NAMA} tidak terbaca.",
        nilai={syarat.pk: Nilai(StatusSyarat.TIDAK_SESUAI, f"KK {NAMA} buram")},
    )  # fmt: skip
    from layanan import actions as meja_aksi
    from layanan.actions import Bawaan

    p = Permohonan.objects.get(pk=p.pk)
    kurang = p.persyaratan.exclude(status=StatusSyarat.SESUAI)
    meja_aksi.ajukan_kembali(permohonan=p, oleh=meja.fo, bawaan={s.pk: Bawaan(dibawa=True) for s in kurang})
    p = _selesaikan(p, meja)
    cabut(dokumen=p.dokumen.get(), alasan=f"{NAMA} memakai KK palsu", oleh=meja.camat)
    a = Pengaduan.objects.create(
        nomor=f"ADU-{p.pk}", kategori="pengaduan", permohonan=p, judul=f"Keluhan {NAMA}", isi=f"Saya {NAMA}",
        nama=NAMA, telepon=PEMOHON["telepon"], surel=PEMOHON["surel"], lokasi=PEMOHON["alamat"], status="selesai",
        jawaban=f"Yth. {NAMA}", diterima_pada=timezone.now(),
        ditutup_pada=timezone.now(), tanggal_tutup=timezone.localdate(), tenggat=timezone.now(),
    )  # fmt: skip
    TindakLanjut.objects.create(pengaduan=a, jenis="terima", isi=f"Diterima dari {NAMA}")
    foto = Berkas.objects.create(
        nama=f"{NAMA}.pdf", jenis_konten="application/pdf", ukuran=1, sha256="0" * 64
    )
    LampiranPengaduan.objects.create(pengaduan=a, berkas=foto)
    KodeKontak.objects.create(
        tujuan="perbaiki",
        jenis="surel",
        kontak=PEMOHON["surel"],
        kontak_indeks="x",
        kode_sidik="x",
        permohonan=p,
    )
    Antrian.objects.create(
        tanggal=timezone.localdate(), kelompok=Kelompok.objects.first() or Kelompok.objects.create(kode="Z"), urut=900,
        permohonan=p,
    )  # fmt: skip
    langganan = Langganan.objects.create(pengguna=meja.camat, url="https://contoh.test/", rahasia="x")
    Kiriman.objects.create(langganan=langganan, langkah="tolak", isi={"permohonan": {"uuid": str(p.uuid)}})
    kirim_pesan(telepon=PEMOHON["telepon"], isi=f"Yth. {NAMA}", tentang=p.uuid)
    beri_tahu(judul="Berkas dikembalikan", isi=f"KK {NAMA} salah", kepada=meja.kasi, tentang=p.uuid)
    p.persyaratan.update(catatan=f"KK {NAMA}")
    return p


def _selesaikan(p, meja) -> Permohonan:
    from tests.layanan.bantu import URUTAN, langkah

    for nama in URUTAN.values():
        p = langkah(p, nama, meja)
    assert p.status == Status.SELESAI
    lama = timezone.localdate().replace(day=1)
    Permohonan.objects.filter(pk=p.pk).update(tanggal_selesai=lama.replace(year=lama.year - 20))
    return Permohonan.objects.select_related("layanan").get(pk=p.pk)


def _seluruh_skema() -> dict[str, list[str]]:
    """Everything that stands in the tables of this instansi, decrypted: table -> rows as text."""
    hasil = {}
    for model in apps.get_models():
        if not model._meta.managed or model._meta.proxy:
            continue
        with connection.cursor() as k:
            k.execute("SELECT to_regclass(%s)::text", [model._meta.db_table])
            ada = k.fetchone()[0]
        if ada:
            nama = [f.attname for f in model._meta.concrete_fields]
            hasil[model._meta.label] = [
                " | ".join(str(x) for x in baris) for baris in model._base_manager.values_list(*nama)
            ]
    return hasil


def _yang_menyebut(skema) -> set[str]:
    return {t for t, baris in skema.items() if any(r in b for b in baris for r in RAHASIA)}


def musnahkan(meja) -> None:
    u = actions.usulkan(alasan="JRA", oleh=meja.admin)
    actions.setujui(usul=u, oleh=meja.sekcam)
    actions.setujui(usul=u, oleh=meja.camat)
    actions.mulai(usul=u, oleh=meja.admin)
    jalankan_semua()
    u.refresh_from_db()
    assert u.keadaan == "selesai"


def test_tidak_tersisa_apa_pun_tentang_orangnya(meja):
    beri_dasar()
    p = _isi_semua_kamar(meja)
    sebelum = _yang_menyebut(_seluruh_skema())
    assert {
        "layanan.Permohonan", "layanan.Riwayat", "layanan.Dokumen", "layanan.PersyaratanPermohonan", "notifikasi.Surat",
        "notifikasi.Pesan", "notifikasi.Notifikasi", "pengaduan.Pengaduan", "pengaduan.TindakLanjut", "daring.KodeKontak",
        "berkas.Berkas",
    } <= sebelum  # fmt: skip
    assert "audit.Jejak" not in sebelum, (
        "the trail cannot be emptied, so it never holds what was typed about a person"
    )
    musnahkan(meja)
    assert _yang_menyebut(_seluruh_skema()) == set()
    assert not Antrian.objects.filter(permohonan=p).exists()
    assert not Kiriman.objects.exists()
    assert not Undangan.objects.filter(permohonan=p).exclude(token="").exists()
    assert not any(m.objects.filter(tentang=p.uuid).exists() for m in (Notifikasi, Surat, Pesan))
    d = Dokumen.objects.get(permohonan=p)
    assert (d.status, d.dicabut_alasan) == ("dicabut", DIMUSNAHKAN)
    a = Pengaduan.objects.get(permohonan=p)
    assert (a.judul, a.nama, a.jawaban, a.lokasi) == (DIMUSNAHKAN, "", DIMUSNAHKAN, "")


def test_permohonan_lain_tidak_tersentuh(meja):
    beri_dasar()
    _isi_semua_kamar(meja)
    lain = sampai(Status.SELESAI, meja, nama="Orang Lain")
    kirim_pesan(telepon="081200000001", isi="Yth. Orang Lain", tentang=lain.uuid)
    a = Pengaduan.objects.create(
        nomor="ADU-LAIN", kategori="pengaduan", judul="Keluhan lain", isi="Isi lain", nama="Orang Lain", tenggat=timezone.now()
    )  # fmt: skip
    musnahkan(meja)
    assert Pesan.objects.get(tentang=lain.uuid).isi == "Yth. Orang Lain"
    assert Pengaduan.objects.get(pk=a.pk).isi == "Isi lain"
    assert Permohonan.objects.get(pk=lain.pk).pemohon_nama == "Orang Lain"


def test_berkas_yang_masih_diadukan_tidak_diusulkan(meja):
    p = tua(meja)
    a = Pengaduan.objects.create(
        nomor="ADU-1", kategori="pengaduan", permohonan=p, judul="x", isi="x", tenggat=timezone.now()
    )
    assert not jatuh_tempo().exists()
    Pengaduan.objects.filter(pk=a.pk).update(
        status="diarsipkan", ditutup_pada=timezone.now(), tanggal_tutup=timezone.localdate()
    )
    assert [x.pk for x in jatuh_tempo()] == [p.pk]


def test_kotak_keluar_dibuang_sesudah_setahun(di_a):
    lama, baru = (kirim_pesan(telepon="081200000001", isi="x") for _ in range(2))
    Pesan.objects.filter(pk=lama.pk).update(dibuat_pada=timezone.now() - timedelta(days=366))
    assert buang_lama() == 1
    assert list(Pesan.objects.values_list("pk", flat=True)) == [baru.pk]


def test_tanpa_perkara_dibuang_30_hari_sesudah_terkirim(meja):
    """Rows from before `tentang` was kept: no case takes them along, so they go by themselves; the others stay."""
    kini, perkara = timezone.now(), uuid.uuid4()
    siapa = {"telepon": "081200000001", "isi": "Sdr. Siti"}
    lama, belum, milik, gagal, segar = (
        kirim_pesan(**siapa, tentang=t) for t in (None, None, perkara, None, None)
    )
    tiga_puluh_satu, kemarin = kini - timedelta(days=31), kini - timedelta(days=1)
    for p, terkirim in ((lama, tiga_puluh_satu), (milik, tiga_puluh_satu), (segar, kemarin)):
        Pesan.objects.filter(pk=p.pk).update(
            keadaan="terkirim", terkirim_pada=terkirim, dibuat_pada=tiga_puluh_satu
        )
    Pesan.objects.filter(pk=gagal.pk).update(keadaan="gagal", dibuat_pada=tiga_puluh_satu)
    for dibaca, tentang in (
        (tiga_puluh_satu, None),
        (None, None),
        (tiga_puluh_satu, perkara),
        (kemarin, None),
    ):
        Notifikasi.objects.create(pengguna=meja.fo, judul="Sdr. Siti", dibaca_pada=dibaca, tentang=tentang)
    assert buang_lama() == 2
    assert set(Pesan.objects.values_list("pk", flat=True)) == {belum.pk, milik.pk, gagal.pk, segar.pk}
    assert Notifikasi.objects.count() == 3
    lupakan(perkara)
    assert not Pesan.objects.filter(tentang=perkara).exists()
    assert buang_lama() == 0, "a second run finds nothing"


def test_jejak_menyebut_berkas_tanpa_namanya(di_a):
    b = Berkas(nama="KTP Siti.pdf", jenis_konten="application/pdf", uuid=uuid.UUID(int=7))
    assert b.label_audit == "PDF 00000000"
    b.pribadi = False
    assert b.label_audit == "KTP Siti.pdf"


def test_jejak_langkah_tanpa_ketikan(meja):
    p = ajukan(meja.fo, **PEMOHON)
    syarat = p.persyaratan.order_by("pk").first()
    tolak_permohonan(
        permohonan=p,
        oleh=meja.fo,
        alasan=f"{NAMA} salah",
        nilai={syarat.pk: Nilai(StatusSyarat.TIDAK_ADA, NAMA)},
    )
    jejak = Jejak.objects.get(kode="permohonan.tolak")
    assert set(jejak.rinci) == {"dari", "ke"}
    assert p.riwayat.latest("pk").alasan == f"{NAMA} salah"


@pytest.mark.parametrize("isi", [b"", b"abc", b"x" * 300_000])
def test_zip_mengalir_sama_isinya(tmp_path, isi):
    berkas = tmp_path / "a.bin"
    berkas.write_bytes(isi)
    bita = b"".join(alirkan([("a.json", b"{}"), ("a.bin", berkas), ("hilang", tmp_path / "tidak-ada")]))
    with zipfile.ZipFile(io.BytesIO(bita)) as z:
        assert z.testzip() is None
        assert z.namelist() == ["a.json", "a.bin"]
        assert z.read("a.bin") == isi
        assert json.loads(z.read("a.json")) == {}


def test_zip_tidak_disusun_di_ingatan(tmp_path):
    besar = tmp_path / "besar.bin"
    with besar.open("wb") as f:
        for i in range(400):
            f.write(bytes([i % 251]) * 1000 + uuid.uuid4().bytes * 6000)
    tracemalloc.start()
    total = sum(len(x) for x in alirkan((f"{i}.bin", besar) for i in range(3)))
    puncak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total > 100_000
    assert puncak < 4_000_000, f"{puncak} bytes for {besar.stat().st_size * 3}"
