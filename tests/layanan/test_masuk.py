"""Intake at the counter: who acts for whom, consent, duplicates, drafts, the queue number; and nothing readable at rest."""

import datetime as dt
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from inti.errors import MasukanSalah
from layanan import actions
from layanan.actions import Bawaan
from layanan.antrian import actions as antrian
from layanan.antrian.models import Antrian, Keadaan, Kelompok, Loket
from layanan.enums import Bertindak, StatusSyarat
from layanan.models import Layanan, Permohonan, Persetujuan
from layanan.models.query import indeks_telepon
from layanan.views.rupa import fakta
from tests.layanan.bantu import ajukan, nik_baru, unggahan
from tests.layanan.test_perjalanan import isian_formulir

URL = "/permohonan/baru/KEC-01/"
JSON = {"Accept": "application/json"}


KUASA = {"bertindak_sebagai": "kuasa", "wakil_nama": "Rusdi Contoh", "wakil_nik": "6310010101909902",
         "wakil_nomor": "SK/7/2026", "wakil_tanggal": "3-11-2026"}  # fmt: skip
APARAT = {"bertindak_sebagai": "aparat_desa", "wakil_jabatan_desa": "Kaur Umum", "wakil_desa": "Batulicin",
          "wakil_pengantar_nomor": "140/9", "wakil_pengantar_tanggal": "4-11-2026",
          "wakil_pengantar_penanda": "Kepala Desa"}  # fmt: skip
LEMBAGA = {"bertindak_sebagai": "lembaga", "wakil_lembaga": "Yayasan Harapan", "wakil_izin": "AHU-1",
           "wakil_jabatan": "Ketua"}  # fmt: skip


@pytest.mark.parametrize(("bidang", "nilai"), [("nama", "Siti 你好"), ("keperluan", "Sekolah ʇ")])
def test_huruf_yang_tidak_tercetak_disebut_di_loket(fo, isian, instansi_a, di, bidang, nilai):
    """Not at the signature: the field and the character are named where it is typed."""
    jawaban = fo.post(URL, isian(**{bidang: nilai}))
    teks = jawaban.content.decode()
    assert jawaban.status_code == 422
    assert f"Huruf {' '.join(f'“{h}”' for h in nilai.split()[1])} tidak dapat dicetak di surat" in teks
    with di(instansi_a):
        assert not Permohonan.objects.exists()


# -- bertindak sebagai --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "terbaca", "mewakili"),
    [(KUASA, "Rusdi Contoh", ""), (APARAT, "140/9", "Desa Batulicin"), (LEMBAGA, "AHU-1", "Yayasan Harapan")],
)
def test_wakil_tercatat_tersandi_dan_tampil(fo, isian, instansi_a, di, data, terbaca, mewakili):
    jawaban = fo.post(URL, isian(**data, wakil_berkas=unggahan("surat.pdf")), follow=True)
    isi = jawaban.content.decode()
    assert terbaca in isi
    with di(instansi_a):
        p = Permohonan.objects.lengkap().get()
        assert p.mewakili == mewakili
        assert terbaca in dict(fakta(p)[p.get_bertindak_sebagai_display()]).values()
        assert str(p.surat_wakil.uuid) in isi, "the viewer shows the letter"


@pytest.mark.parametrize(
    ("data", "hilang"),
    [(KUASA, "wakil_nik"), (APARAT, "wakil_pengantar_nomor"), (LEMBAGA, "wakil_izin")],
)
def test_wakil_tidak_lengkap_ditolak(fo, isian, instansi_a, di, data, hilang):
    jawaban = fo.post(URL, isian(**(data | {hilang: ""})))
    assert jawaban.status_code == 422
    assert f'id="id_{hilang}_galat"' in jawaban.content.decode() or hilang in jawaban.content.decode()
    with di(instansi_a):
        assert not Permohonan.objects.exists()


def test_penerima_kuasa_bukan_pemohon_sendiri(fo, isian):
    assert fo.post(URL, isian(**KUASA, nik=KUASA["wakil_nik"])).status_code == 422


def test_isian_wakil_peran_lain_tidak_ikut(fo, isian, instansi_a, di):
    fo.post(URL, isian(**(KUASA | {"bertindak_sebagai": "sendiri"})))
    with di(instansi_a):
        assert "wakil" not in Permohonan.objects.get().rinci


def test_nik_tidak_boleh_di_kolom_terbuka(fo, isian, orang, instansi_a, di):
    salah = LEMBAGA | {"wakil_lembaga": "Yayasan 631001 170885 9901"}
    assert fo.post(URL, isian(**salah)).status_code == 422
    with di(instansi_a):
        p = ajukan(orang.fo)
        with pytest.raises(IntegrityError), transaction.atomic():
            Permohonan.objects.filter(pk=p.pk).update(mewakili="NIK 6310011708859901")


# -- at rest ------------------------------------------------------------------------------------------------------


def test_tidak_ada_data_pribadi_terbaca_di_baris(fo, isian, orang, instansi_a, di):
    """The raw rows of every table that intake writes, of a permohonan and of its draft."""
    nik, nkk = nik_baru(), "6310010101180099"
    data = isian(**KUASA, nik=nik, nkk=nkk, alamat="Gang Rahasia 7", telepon="0812-3456-7890")
    fo.post(f"{URL}draf/", data, headers=JSON)
    assert fo.post(URL, data).status_code == 302
    with di(instansi_a), connection.cursor() as kursor:
        p = Permohonan.objects.get()
        assert (
            Permohonan.objects.filter(pemohon_telepon_indeks=indeks_telepon("+62 812 3456 7890")).get() == p
        )
        mentah = ""
        for tabel in ("permohonan", "persetujuan", "riwayat", "draf", "berkasdraf", "persyaratanpermohonan"):
            kursor.execute(f"SELECT * FROM layanan_{tabel}")
            mentah += repr(kursor.fetchall())
        kursor.execute("SELECT rinci::text FROM audit_jejak")
        mentah += repr(kursor.fetchall())
    for rahasia in (
        nik,
        nkk,
        KUASA["wakil_nik"],
        "Gang Rahasia",
        "081234567890",
        "Rusdi",
        "siti@contoh.test",
    ):
        assert rahasia not in mentah, rahasia


def test_cari_menurut_telepon_tanpa_nomor_di_alamat(fo, orang, instansi_a, di):
    with di(instansi_a):
        p = ajukan(orang.fo, telepon="081234567890")
        lain = ajukan(orang.fo, telepon="081299999999")
    jawaban = fo.post("/permohonan/", {"q": "0812-3456-7890"})
    assert "3456" not in jawaban["Location"]
    isi = fo.get(jawaban["Location"]).content.decode()
    assert p.nomor_registrasi in isi
    assert lain.nomor_registrasi not in isi


# -- consent ------------------------------------------------------------------------------------------------------


def test_persetujuan_tercatat_dan_tetap(fo, isian, orang, instansi_a, di):
    data = isian(**KUASA, boleh_wa="on")
    del data["boleh_surel"]
    fo.post(URL, data)
    with di(instansi_a):
        p = Permohonan.objects.get()
        s = p.persetujuan
        assert (s.versi, s.pemberi, s.kanal, s.dicatat_oleh) == ("2026-1", "kuasa", "loket", orang.fo)
        assert (p.boleh_wa, p.boleh_surel) == (True, False)


def test_tanpa_persetujuan_ditolak(fo, isian, meja_langsung, instansi_a, di):
    data = isian()
    del data["persetujuan"]
    assert fo.post(URL, data).status_code == 422
    with di(instansi_a):
        with pytest.raises(MasukanSalah):
            actions.ajukan(**meja_langsung(), persetujuan="tidak ada")
        assert not Permohonan.objects.exists()
        assert not Persetujuan.objects.exists()


@pytest.mark.nyata
def test_persetujuan_tidak_dapat_diubah(basis_nyata):
    from django.db import ProgrammingError

    from inti.db import di_instansi
    from inti.situs import info_instansi, pada_situs, situs_instansi
    from tests.layanan.bantu import orang_langsung

    with pada_situs(situs_instansi(info_instansi("i_uji_a"))), di_instansi("i_uji_a"):
        ajukan(orang_langsung("operator"))
        with pytest.raises(ProgrammingError), transaction.atomic():
            Persetujuan.objects.update(versi="lain")
        with pytest.raises(ProgrammingError), transaction.atomic():
            Persetujuan.objects.all()._raw_delete("default")


# -- duplicates ---------------------------------------------------------------------------------------------------


def test_ganda_harus_ditegaskan_dan_tercatat(fo, isian, orang, instansi_a, di):
    nik = nik_baru()
    with di(instansi_a):
        lama = ajukan(orang.fo, nik=nik)
    data = isian(nik=nik)
    jawaban = fo.post(URL, data)
    assert jawaban.status_code == 422
    assert lama.nomor_registrasi in jawaban.content.decode()
    assert 'name="ganda"' in jawaban.content.decode()
    with di(instansi_a):
        assert Permohonan.objects.count() == 1
    assert fo.post(URL, data | {"ganda": "on"}).status_code == 302
    with di(instansi_a):
        baru = Permohonan.objects.exclude(pk=lama.pk).get()
        assert baru.riwayat.get().rinci["ganda_ditegaskan"] == [lama.nomor_registrasi]


def test_layanan_lain_dan_yang_lama_bukan_ganda(meja_langsung, orang, instansi_a, di):
    nik = nik_baru()
    with di(instansi_a):
        ajukan(orang.fo, "KEC-10", nik=nik)
        lama = ajukan(orang.fo, nik=nik)
        actions.batalkan(permohonan=lama, oleh=orang.fo, alasan="Uji")
        with pytest.raises(MasukanSalah):
            actions.ajukan(**meja_langsung(nik=nik), ganda=False)
        Permohonan.objects.filter(pk=lama.pk).update(masuk_pada=timezone.now() - dt.timedelta(days=31))
        assert actions.ajukan(**meja_langsung(nik=nik), ganda=False).pk


def test_prefill_menyebut_asalnya(fo, orang, instansi_a, di):
    nik = nik_baru()
    with di(instansi_a):
        lama = ajukan(orang.fo, nik=nik, nama="Noor Halimah")
    isi = fo.post(f"{URL}nik/", {"nik": nik}, headers={"HX-Request": "true"}).content.decode()
    assert re.search(rf"Diisi dari <a[^>]*>{lama.nomor_registrasi}", isi)
    assert "nama lengkap" in isi
    assert "orang ini sudah mengajukan" in isi.lower()


def versi_baru(**ubah_syarat):
    """The next version of KEC-01, with changed requirements: {position: columns}."""
    lama = Layanan.objects.terkini().get(kode="KEC-01")
    syarat = list(lama.persyaratan.order_by("urutan"))
    baru = Layanan.objects.get(pk=lama.pk)
    baru.pk, baru.versi, baru.keadaan = None, lama.versi + 1, "konsep"
    baru.save()
    for n, s in enumerate(syarat):
        s.pk, s.layanan = None, baru
        for kolom, nilai in ubah_syarat.get(f"s{n}", {}).items():
            setattr(s, kolom, nilai)
        s.save()
    Layanan.objects.filter(pk=lama.pk).update(keadaan="digantikan")
    Layanan.objects.filter(pk=baru.pk).update(keadaan="berlaku", berlaku_pada=timezone.now())
    return Layanan.objects.get(pk=baru.pk), syarat


# -- requirements -------------------------------------------------------------------------------------------------


def test_harus_diunggah_dan_asli_ditunjukkan(fo, instansi_a, di):
    with di(instansi_a):
        baru, (pertama, kedua, *_) = versi_baru(
            s0={"harus_diunggah": True, "bentuk": "salinan"}, s1={"bentuk": "asli"}
        )
        data = isian_formulir(baru) | {f"syarat_{pertama.pk}_asli": "on"}
    assert fo.post(URL, data).status_code == 422, "the paper alone is not enough"
    isi = fo.get(URL).content.decode()
    assert f"syarat_{pertama.pk}_asli" in isi
    assert f"syarat_{kedua.pk}_asli" not in isi, "the original itself is handed over"
    assert fo.post(URL, data | {f"syarat_{pertama.pk}_berkas": unggahan()}).status_code == 302
    with di(instansi_a):
        s = Permohonan.objects.get().persyaratan.get(persyaratan=pertama)
        assert s.asli_ditunjukkan
        assert s.berkas is not None
        assert s.status == StatusSyarat.BELUM


def test_tindakan_menandai_yang_hanya_dibawa(meja_langsung, instansi_a, di):
    with di(instansi_a):
        baru, (satu, *_) = versi_baru(s0={"harus_diunggah": True})
        p = actions.ajukan(**(meja_langsung() | {"layanan": baru}), bawaan={satu.pk: Bawaan(dibawa=True)})
        assert p.persyaratan.get(persyaratan=satu).status == StatusSyarat.TIDAK_ADA


# -- from a called number -----------------------------------------------------------------------------------------


def test_dari_nomor_antrian(fo, isian, orang, instansi_a, di):
    with di(instansi_a):
        a = antrian.ambil(kelompok=Kelompok.objects.get(kode="A"))
        antrian.panggil_berikut(loket=Loket.objects.get(nomor=1), oleh=orang.fo)
    jawaban = fo.post(f"/antrian/nomor/{a.uuid}/mulai/", {"layanan": "KEC-01"})
    assert jawaban["Location"] == f"{URL}?antrian={a.uuid}"
    assert f'name="antrian" value="{a.uuid}"' in fo.get(jawaban["Location"]).content.decode()
    assert f"?antrian={a.uuid}" in fo.get(f"/permohonan/baru/?antrian={a.uuid}").content.decode()
    fo.post(URL, isian(antrian=str(a.uuid)))
    with di(instansi_a):
        a = Antrian.objects.get()
        assert a.permohonan == Permohonan.objects.get()
        assert a.keadaan == Keadaan.DILAYANI


def test_nomor_antrian_palsu_tidak_mengganggu(fo, isian, instansi_a, di):
    assert fo.post(URL, isian(antrian="bukan-uuid")).status_code == 302
    with di(instansi_a):
        assert Permohonan.objects.get().bertindak_sebagai == Bertindak.SENDIRI
