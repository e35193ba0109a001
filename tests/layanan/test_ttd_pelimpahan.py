"""Who signs, and what stands under the letter: tupoksi, Plt., Plh., a.n., u.b. (Ps 9 ayat 6)."""

import io
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from inti.akun.models import Penugasan
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from layanan import actions
from layanan.actions import pelimpahan
from layanan.enums import Status
from layanan.models import PelimpahanTtd
from layanan.surat.antrean_ttd import menunggu_ttd
from layanan.waktu.jam import hari_ini
from tests.layanan.bantu import potret, sampai


def limpah(meja, penerima, **ubah):
    hari = hari_ini()
    isi = {
        "bentuk": "an",
        "layanan": ["KEC-01"],
        "nomor_sk": "800/12/SK",
        "mulai": hari,
        "selesai": hari + timedelta(days=7),
    }
    return pelimpahan.limpahkan(penerima=penerima, oleh=meja.admin, **(isi | ubah))


def baris(d) -> list[str]:
    semua = " \n".join(h.extract_text() for h in PdfReader(io.BytesIO(d.berkas.bita())).pages)
    return [b.strip() for b in semua.splitlines()]


def sesudah(teks: list[str], awal: str, n: int) -> list[str]:
    i = next(i for i, b in enumerate(teks) if b.startswith(awal))
    return teks[i : i + n]


def tanda(p, oleh):
    oleh.lupakan_hak()
    oleh.__dict__.pop("_pelimpahan_ttd", None)
    return actions.tandatangani(permohonan=p, oleh=oleh)


@pytest.mark.parametrize("sifat, awalan", [("definitif", ""), ("plt", "Plt. "), ("plh", "Plh. ")])
def test_camat_definitif_plt_plh(meja, buat_orang, sifat, awalan):
    p = sampai(Status.DIPARAF, meja)
    camat = buat_orang("penanggung_jawab")
    Penugasan.objects.filter(pengguna=camat).update(sifat=sifat, nomor_sk="SK/2")
    d = tanda(p, camat)
    assert f"{awalan}CAMAT UJI A," in baris(d)
    assert d.penanda_jabatan == f"{awalan}CAMAT UJI A"


def test_kasi_an_camat(meja):
    p = sampai(Status.DIPARAF, meja)
    limpah(meja, meja.kasi_lain)
    teks = baris(tanda(p, meja.kasi_lain))
    assert [b.replace("a.n. ", "a.n.").removeprefix("a.n.") for b in sesudah(teks, "a.n.", 2)][-1].startswith(
        "KEPALA SEKSI"
    )
    assert "u.b." not in teks


def test_kasi_ub_sekretaris(meja):
    p = sampai(Status.DIPARAF, meja)
    limpah(meja, meja.kasi_lain, bentuk="ub")
    isi = " ".join(baris(tanda(p, meja.kasi_lain)))
    assert (
        isi.index("a.n.")
        < isi.index("CAMAT UJI A")
        < isi.index("SEKRETARIS CAMAT,")
        < isi.index("u.b.")
        < isi.index("KEPALA SEKSI TATA")
    )


@pytest.mark.parametrize("mulai, selesai", [(-9, -1), (1, 9)])
def test_di_luar_jangka_waktu_ditolak(meja, mulai, selesai):
    p = sampai(Status.DIPARAF, meja)
    hari = hari_ini()
    limpah(meja, meja.kasi_lain, mulai=hari + timedelta(days=mulai), selesai=hari + timedelta(days=selesai))
    sebelum = potret(p)
    with pytest.raises(TidakBerhak):
        tanda(p, meja.kasi_lain)
    assert potret(p) == sebelum


def test_layanan_lain_dan_sesudah_dicabut_ditolak(meja):
    p = sampai(Status.DIPARAF, meja)
    m = limpah(meja, meja.kasi_lain, layanan=["KEC-02"])
    with pytest.raises(TidakBerhak):
        tanda(p, meja.kasi_lain)
    m = limpah(meja, meja.kasi_lain, layanan=[])
    with pytest.raises(MasukanSalah):
        pelimpahan.cabut(pelimpahan=m, alasan="", oleh=meja.admin)
    pelimpahan.cabut(pelimpahan=m, alasan="Camat kembali", oleh=meja.admin)
    with pytest.raises(Bentrok):
        pelimpahan.cabut(pelimpahan=m, alasan="Lagi", oleh=meja.admin)
    with pytest.raises(TidakBerhak):
        tanda(p, meja.kasi_lain)


def test_kotak_masuk_mengikuti_pelimpahan(meja):
    from layanan.models import Permohonan

    p = sampai(Status.DIPARAF, meja)
    Permohonan.objects.filter(pk=p.pk).update(petugas_input=None)
    assert list(menunggu_ttd(meja.camat)) == [p]
    assert not menunggu_ttd(meja.kasi_lain).exists()


@pytest.mark.parametrize(
    "ubah, bidang",
    [
        ({"nomor_sk": " "}, "nomor_sk"),
        ({"selesai": hari_ini() - timedelta(days=1)}, "selesai"),
        ({"selesai": hari_ini() + timedelta(days=900)}, "selesai"),
        ({"layanan": ["KEC-99"]}, "layanan"),
    ],
)
def test_pelimpahan_tidak_lengkap(meja, ubah, bidang):
    with pytest.raises(MasukanSalah) as galat:
        limpah(meja, meja.kasi_lain, **ubah)
    assert bidang in galat.value.bidang
    assert not PelimpahanTtd.objects.exists()


def test_penerima_yang_keliru(meja):
    for penerima, bentuk in ((meja.fo, "an"), (meja.camat, "an"), (meja.sekcam, "ub")):
        with pytest.raises(MasukanSalah):
            limpah(meja, penerima, bentuk=bentuk)
    hari = hari_ini()
    with pytest.raises(IntegrityError), transaction.atomic():
        PelimpahanTtd.objects.create(
            penerima=meja.kasi, nomor_sk="x", mulai=hari, selesai=hari, dibuat_oleh=meja.kasi
        )
