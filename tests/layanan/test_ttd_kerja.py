"""Signing with BSrE from the work screen, and the warning before a certificate ends."""

import base64
import datetime as dt

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from inti.notifikasi.models import Notifikasi
from layanan.actions import pelimpahan
from layanan.dokumen.otoritas import OtoritasLokal
from layanan.enums import Status
from layanan.models import Dokumen, PercobaanTtd, Permohonan, ProfilTtd, SetelanTtd
from layanan.surat.antrean_ttd import chip_sertifikat
from layanan.tasks import peringatan_sertifikat
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import potret, sampai
from tests.layanan.esign_tiruan import NIK, PASSPHRASE, PENGGUNA, SANDI, EsignTiruan, sertifikat_uji

SANDI_ORANG = "sandi-yang-panjang"
ULANG = "/akun/autentikasi-ulang/"


@pytest.fixture
def tiruan(tmp_path):
    satu = EsignTiruan(tmp_path / "bsre")
    yield satu
    satu.peladen.shutdown()
    satu.peladen.server_close()


@pytest.fixture
def bsre(tiruan, di, instansi_a, orang):
    with di(instansi_a):
        SetelanTtd.objects.create(
            pk=1, penyedia="bsre", batas_waktu=3, alamat=tiruan.alamat, nama_pengguna=PENGGUNA, sandi=SANDI,
            akar_pem=tiruan.akar_pem(),
        )  # fmt: skip
        ProfilTtd.objects.create(pengguna=orang.camat, nik=NIK)
    return tiruan


@pytest.fixture
def p(di, instansi_a, orang):
    with di(instansi_a):
        return sampai(Status.DIPARAF, orang)


@pytest.fixture
def camat(klien, instansi_a, orang):
    k = klien(instansi_a, orang.camat)
    k.post(ULANG, {"password": SANDI_ORANG})
    return k


def tanda(k, p, **data):
    return k.post(f"/permohonan/{p.uuid}/tandatangani/", data)


def test_ditandatangani_dari_layar_kerja(camat, bsre, p, di, instansi_a):
    layar = camat.get(f"/permohonan/{p.uuid}/").content.decode()
    assert 'type="password" name="passphrase"' in layar
    assert "Masa berlaku sertifikat belum diketahui" in layar
    jawaban = tanda(camat, p, passphrase=PASSPHRASE)
    assert jawaban.status_code == 302
    with di(instansi_a):
        assert Permohonan.objects.get().status == Status.DITANDATANGANI
        assert Dokumen.objects.count() == bsre.dibuat == 1


@pytest.mark.parametrize(
    "isi, kata",
    [({"passphrase": ""}, "Masukkan passphrase"), ({"passphrase": "Keliru-99"}, "Passphrase salah")],
)
def test_passphrase_kosong_atau_salah_tidak_mengubah(camat, bsre, p, di, instansi_a, isi, kata):
    with di(instansi_a):
        sebelum = potret(p)
    jawaban = tanda(camat, p, **isi)
    assert jawaban.status_code == 422
    assert kata in jawaban.content.decode()
    assert "Keliru-99" not in jawaban.content.decode()
    with di(instansi_a):
        assert (potret(p), bsre.dibuat) == (sebelum, 0)


def test_passphrase_hanya_diketik_sekali(klien, instansi_a, orang, bsre, p, di):
    """Before the password is asked neither screen shows the field; afterwards both do, and nothing was numbered meanwhile."""
    k = klien(instansi_a, orang.camat)
    layar = (f"/permohonan/{p.uuid}/", f"/tandatangan/{p.uuid}/")
    for jalur in layar:
        isi = k.get(jalur).content.decode()
        assert 'name="passphrase"' not in isi, jalur
        assert "Kata sandi Anda ditanyakan dahulu" in isi
    for jalur in (f"/permohonan/{p.uuid}/tandatangani/", f"/tandatangan/{p.uuid}/tanda/"):
        satu = klien(instansi_a, orang.camat)
        minta = satu.post(jalur)
        assert minta["Location"].startswith(ULANG)
        lanjut = satu.post(minta["Location"], {"password": SANDI_ORANG})
        isi = lanjut.content.decode()
        assert (lanjut.status_code, 'name="passphrase"' in isi) == (422, True)
        assert "Sekarang masukkan passphrase" in isi
        assert all('name="passphrase"' in satu.get(x).content.decode() for x in layar)
    with di(instansi_a):
        assert not Dokumen.objects.exists()
        assert not PercobaanTtd.objects.exists(), "no attempt, so no number"


def test_kata_sandi_dulu_lalu_passphrase_diminta_lagi(klien, instansi_a, orang, bsre, p, di):
    k = klien(instansi_a, orang.camat)
    minta = tanda(k, p, passphrase=PASSPHRASE)
    assert minta["Location"].startswith(ULANG)
    lanjut = k.post(minta["Location"], {"password": SANDI_ORANG})
    assert lanjut.status_code == 422
    assert "Identitas Anda sudah dipastikan" in lanjut.content.decode()
    assert PASSPHRASE not in lanjut.content.decode()
    with di(instansi_a):
        assert not Dokumen.objects.exists()
    assert tanda(k, p, passphrase=PASSPHRASE).status_code == 302


def test_tidak_terjawab_menawarkan_kirim_ulang_dengan_nomor_yang_sama(camat, bsre, p, di, instansi_a):
    bsre.keadaan = "503"
    jawaban = tanda(camat, p, passphrase=PASSPHRASE)
    assert jawaban.status_code == 504
    assert "Kirim ulang surat yang sama dengan nomor" in jawaban.content.decode()
    with di(instansi_a):
        assert Permohonan.objects.get().status == Status.DIPARAF
    bsre.keadaan = "biasa"
    assert tanda(camat, p, passphrase=PASSPHRASE).status_code == 422, "only on purpose"
    assert tanda(camat, p, passphrase=PASSPHRASE, ulangi="on").status_code == 302
    with di(instansi_a):
        assert {x.naskah_id for x in PercobaanTtd.objects.all()} == {PercobaanTtd.objects.first().naskah_id}
        assert Dokumen.objects.count() == 1


# -- the certificate's end


def jalankan(di, instansi):
    with di(instansi):
        peringatan_sertifikat()


def peringatan(orang):
    return [n.judul for n in Notifikasi.objects.filter(pengguna=orang.camat) if "Sertifikat" in n.judul]


def rantai(hari):
    akhir = dt.datetime.combine(hari, dt.time(5), dt.UTC)
    return [base64.b64encode(sertifikat_uji(akhir, ca=False).public_bytes(Encoding.DER)).decode()]


@pytest.mark.parametrize("sisa, kabar", [(31, 0), (30, 1), (3, 1), (-1, 1)])
def test_diperingatkan_30_hari_sebelumnya_sebelum_tanda_tangan_pertama(
    bsre, orang, di, instansi_a, sisa, kabar
):
    sampai_hari = hari_ini() + dt.timedelta(days=sisa)
    bsre.rantai = rantai(sampai_hari)
    for _ in range(2):
        jalankan(di, instansi_a)
    with di(instansi_a):
        assert ProfilTtd.objects.get().sertifikat_sampai == sampai_hari
        assert len(peringatan(orang)) == kabar, "once for a certificate"
        chip = chip_sertifikat(orang.camat, SetelanTtd.kini())
        assert (chip.nada == "netral") == (sisa > 30)
    bsre.rantai = rantai(hari_ini() + dt.timedelta(days=20))
    jalankan(di, instansi_a)
    with di(instansi_a):
        assert len(peringatan(orang)) == kabar + 1, "the renewed one is another"


def test_penyedia_yang_diam_tidak_mengganggu(bsre, orang, di, instansi_a):
    jalankan(di, instansi_a)
    bsre.keadaan = "biasa"
    with di(instansi_a):
        SetelanTtd.objects.update(alamat="http://127.0.0.1:9")
    jalankan(di, instansi_a)
    with di(instansi_a):
        assert peringatan(orang) == []


def test_otoritas_lokal_yang_hampir_berakhir(di, instansi_a, orang, monkeypatch):
    jalankan(di, instansi_a)
    with di(instansi_a):
        assert peringatan(orang) == []
        assert chip_sertifikat(orang.camat, SetelanTtd.kini()) is None
    monkeypatch.setattr(
        OtoritasLokal, "sampai", lambda _: hari_ini() + dt.timedelta(days=pelimpahan.PERINGATAN_HARI)
    )
    for _ in range(2):
        jalankan(di, instansi_a)
    with di(instansi_a):
        assert peringatan(orang) == ["Sertifikat tanda tangan berakhir 30 hari lagi"]
        assert "30 hari lagi" in chip_sertifikat(orang.camat, SetelanTtd.kini()).label
