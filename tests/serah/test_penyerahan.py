"""The hand-over: what is written down, what is refused, and the receipt."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from inti.errors import Bentrok, MasukanSalah
from layanan import actions
from layanan.enums import Status
from layanan.models import Permohonan
from layanan.penyerahan import RincianSerah
from layanan.serah.actions import lampirkan_pindaian
from layanan.serah.models import BerkasKembali, Penyerahan
from tests.layanan.bantu import PDF_KECIL, langkah, potret, sampai, unggahan
from tests.serah.conftest import coretan, png

SERAH = {"kepada": "Budi Contoh", "hubungan": "keluarga", "identitas_cocok": True}


def gambar(nama="ttd.png"):
    return SimpleUploadedFile(nama, png(), content_type="image/png")


def syarat(p):
    return p.persyaratan.order_by("persyaratan__urutan").first()


def test_diambil_dengan_semua_catatan(meja):
    p = sampai(Status.DITANDATANGANI, meja)
    s = syarat(p)
    rincian = RincianSerah(lembar=3, tanda_tangan=gambar(), cara_tanda_tangan="layar", kembali={s.pk: True})
    p = actions.serahkan(permohonan=p, oleh=meja.fo, rincian=rincian, **SERAH)
    catatan = p.penyerahan
    assert (p.status, p.serah_kepada, p.serah_cara) == (Status.SELESAI, "Budi Contoh", "diambil")
    assert (catatan.lembar, catatan.cara_tanda_tangan, catatan.oleh) == (3, "layar", meja.fo)
    assert catatan.tanda_tangan.bita() == png()
    assert list(BerkasKembali.objects.values_list("syarat", "kembali")) == [(s.pk, True)]


def test_dikirim_perlu_kurir_dan_resi(meja):
    p = sampai(Status.DITANDATANGANI, meja)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah) as galat:
        actions.serahkan(permohonan=p, oleh=meja.fo, cara="dikirim", **SERAH)
    assert set(galat.value.bidang) == {"kurir", "resi"}
    assert (potret(p), Penyerahan.objects.count()) == (sebelum, 0)
    kiriman = RincianSerah(kurir="Pos Indonesia", resi="P2611230001", cara_tanda_tangan="tanpa")
    p = actions.serahkan(permohonan=p, oleh=meja.fo, cara="dikirim", rincian=kiriman, **SERAH)
    assert (p.penyerahan.kurir, p.penyerahan.resi) == ("Pos Indonesia", "P2611230001")


@pytest.mark.parametrize(
    ("ubah", "rincian", "bidang"),
    [
        ({"kepada": "  "}, {}, {"kepada"}),
        ({"identitas_cocok": False}, {}, {"identitas_cocok"}),
        ({"hubungan": "kuasa"}, {}, {"surat_kuasa"}),
        ({"cara": "diunduh"}, {}, {"cara"}),
        ({}, {"cara_tanda_tangan": "layar"}, {"coretan"}),
        ({}, {"lembar": 0}, {"lembar"}),
        ({}, {"kembali": {1: False}}, {"alasan"}),
    ],
)
def test_penolakan_tidak_mengubah_apa_pun(meja, ubah, rincian, bidang):
    p = sampai(Status.DITANDATANGANI, meja)
    sebelum = potret(p)
    with pytest.raises(MasukanSalah) as galat:
        actions.serahkan(permohonan=p, oleh=meja.fo, rincian=RincianSerah(**rincian), **(SERAH | ubah))
    assert set(galat.value.bidang) == bidang
    assert (potret(p), Penyerahan.objects.count()) == (sebelum, 0)


def test_berkas_menyamar_membatalkan_penyerahan(meja):
    p = sampai(Status.DITANDATANGANI, meja)
    sebelum = potret(p)
    palsu = SimpleUploadedFile("ttd.png", b"MZ bukan gambar", content_type="image/png")
    with pytest.raises(MasukanSalah) as galat:
        actions.serahkan(permohonan=p, oleh=meja.fo, rincian=RincianSerah(tanda_tangan=palsu), **SERAH)
    assert set(galat.value.bidang) == {"pindaian"}
    assert (potret(p), Penyerahan.objects.count()) == (sebelum, 0)


def test_syarat_permohonan_lain_tidak_ikut_tercatat(meja):
    lain = syarat(sampai(Status.DIAJUKAN, meja))
    p = sampai(Status.DITANDATANGANI, meja)
    actions.serahkan(permohonan=p, oleh=meja.fo, rincian=RincianSerah(kembali={lain.pk: True}), **SERAH)
    assert not BerkasKembali.objects.exists()


def test_tanpa_petugas_hanya_untuk_unduhan(meja):
    """The constraints refuse it even from a shell."""
    p = sampai(Status.SELESAI, meja)
    for nilai in ({"serah_oleh": None}, {"serah_pada": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Permohonan.objects.filter(pk=p.pk).update(**nilai)
    with pytest.raises(IntegrityError), transaction.atomic():
        Penyerahan.objects.create(
            permohonan=sampai(Status.DITANDATANGANI, meja), cara="diambil", cara_tanda_tangan="tanpa"
        )


def test_catatan_penyerahan_tidak_dapat_diubah(di_a):
    with connection.cursor() as k:
        for tabel, kolom in (
            ("penyerahan", "resi"), ("berkaskembali", "kembali"), ("aksespermohonan", "jabatan"), ("kodeunduh", "sidik"),
        ):  # fmt: skip
            k.execute(
                "SELECT has_column_privilege('i_uji_a', %s, %s, 'UPDATE'), has_table_privilege('i_uji_a', %s, 'DELETE')",
                [f"i_uji_a.serah_{tabel}", kolom, f"i_uji_a.serah_{tabel}"],
            )
            assert k.fetchone() == (False, False), tabel


def test_pindaian_menyusul_sekali(meja):
    p = langkah(sampai(Status.DITANDATANGANI, meja), "serahkan", meja)
    assert p.penyerahan.menunggu_pindaian
    s = lampirkan_pindaian(penyerahan=p.penyerahan, unggahan=unggahan("bukti.pdf"), oleh=meja.fo)
    assert s.tanda_tangan.bita() == PDF_KECIL
    with pytest.raises(Bentrok):
        lampirkan_pindaian(penyerahan=s, unggahan=gambar(), oleh=meja.fo)
    s.refresh_from_db()
    assert s.tanda_tangan.bita() == PDF_KECIL


def isian(p, **ubah):
    return {
        "cara": "diambil", "kepada": "Budi Contoh", "hubungan": "keluarga", "identitas_cocok": "on", "lembar": "2",
        "cara_tanda_tangan": "layar", "coretan": coretan(),
    } | ubah  # fmt: skip


def test_formulir_di_layar_kerja(klien, instansi_a, orang, di, monkeypatch):
    with di(instansi_a):
        p = sampai(Status.DITANDATANGANI, orang)
        s = syarat(p)
    monkeypatch.setattr("layanan.forms.serahkan.berkas_asli", lambda p: [syarat(p)])
    fo = klien(instansi_a, orang.fo)
    layar = fo.get(f"/permohonan/{p.uuid}/").content.decode()
    assert 'enctype="multipart/form-data"' in layar
    assert f'name="asli_{s.pk}"' in layar
    assert "serah/tanda_tangan.js" in layar
    url = f"/permohonan/{p.uuid}/serahkan/"
    for ubah in ({"coretan": ""}, {"coretan": "data:image/png;base64,@@"}, {"coretan": "x" * 500_000}, {}):
        jawaban = fo.post(url, isian(p, **ubah))
        assert jawaban.status_code == 422, (
            ubah
        )  # the last one: the original is not ticked and no reason given
        assert "Budi Contoh" in jawaban.content.decode()
    with di(instansi_a):
        assert Permohonan.objects.get(pk=p.pk).status == Status.DITANDATANGANI
    assert fo.post(url, isian(p, **{f"asli_{s.pk}": "on"})).status_code == 302
    halaman = fo.get(f"/penyerahan/{p.uuid}/").content.decode()
    assert "Dikembalikan" in halaman
    assert "Budi Contoh" in halaman
    pdf = fo.get(f"/penyerahan/{p.uuid}/bukti.pdf")
    assert pdf.content.startswith(b"%PDF")
    with di(instansi_a):
        berkas = Permohonan.objects.get(pk=p.pk).penyerahan.tanda_tangan
    assert fo.get(f"/berkas/{berkas.uuid}/").getvalue() == png()
    assert klien(instansi_a, orang.kasi_lain).get(f"/berkas/{berkas.uuid}/").status_code == 404


def test_yang_asli_dan_dibawa_saja_yang_dikembalikan():
    from types import SimpleNamespace as Ns

    from layanan.forms.serahkan import berkas_asli

    baris = [
        Ns(dibawa=dibawa, persyaratan=Ns(bentuk=bentuk))
        for dibawa, bentuk in ((True, "asli"), (False, "asli"), (True, "salinan"))
    ]
    assert berkas_asli(Ns(persyaratan=Ns(all=lambda: baris))) == baris[:1]


def test_buku_dan_pindaian_lewat_halaman(klien, instansi_a, orang, di):
    with di(instansi_a):
        p = sampai(Status.SELESAI, orang)
    fo, kasi_lain = klien(instansi_a, orang.fo), klien(instansi_a, orang.kasi_lain)
    assert p.nomor_registrasi in fo.get("/penyerahan/?pindaian=menyusul").content.decode()
    assert kasi_lain.get("/penyerahan/").status_code == 403
    assert kasi_lain.get(f"/penyerahan/{p.uuid}/").status_code == 404
    url = f"/penyerahan/{p.uuid}/pindaian/"
    assert klien(instansi_a, orang.kasi).post(url, {"pindaian": unggahan()}).status_code == 403
    assert fo.post(url, {}).status_code == 422
    assert fo.post(url, {"pindaian": unggahan("a.pdf", b"MZ")}).status_code == 422
    assert fo.post(url, {"pindaian": unggahan()}).status_code == 302
    assert fo.post(url, {"pindaian": unggahan()}).status_code == 409
    assert "Pindaian menyusul" in fo.get("/penyerahan/").content.decode()
    belum = sampai_di(di, instansi_a, orang, Status.DITANDATANGANI)
    assert fo.get(f"/penyerahan/{belum.uuid}/").status_code == 404


def sampai_di(di, instansi, orang, status):
    with di(instansi):
        return sampai(status, orang)


def test_demo_menyerahkan_yang_sudah_selesai(meja):
    import random

    from inti.situs import situs_kini
    from layanan.serah.demo import isi_demo
    from layanan.serah.models import AksesPermohonan
    from layanan.waktu.jam import hari_ini

    for _ in range(3):
        sampai(Status.SELESAI, meja)
    with connection.cursor() as k:  # as if they had been closed by the bulk rows of the demonstration
        k.execute("SELECT count(*) FROM serah_penyerahan")
        assert k.fetchone()[0] == 3
    orang = {
        "operator": meja.fo,
        "pelaksana": meja.kasi,
        "koordinator": meja.sekcam,
        "penanggung_jawab": meja.camat,
    }
    for _ in range(2):
        isi_demo(
            instansi=situs_kini().instansi,
            acak=random.Random(1),
            sampai=hari_ini(),
            orang=orang,
            per_seksi={},
        )
    assert Penyerahan.objects.count() == 3
    assert AksesPermohonan.objects.filter(cara="layar").count() == 12
