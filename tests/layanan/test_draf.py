"""Drafts of the counter's form: on the server, encrypted, one officer's own, gone with their files."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from inti.berkas.models import Berkas
from inti.errors import Bentrok
from layanan import actions
from layanan.actions.draf import hapus_draf_lama
from layanan.models import BerkasDraf, Draf, Permohonan
from tests.layanan.bantu import unggahan

URL = "/permohonan/baru/KEC-01/"
JSON = {"Accept": "application/json"}


def simpan(k, data, **lain):
    return k.post(f"{URL}draf/", data, headers=JSON, **lain)


def test_draf_dilanjutkan_dari_komputer_lain(fo, klien, isian, orang, instansi_a, di):
    data = isian(nama="Noor Halimah")
    kunci = next(k for k in data if k.endswith("_dibawa")).replace("_dibawa", "_berkas")
    hasil = simpan(fo, data | {kunci: unggahan("kk.pdf")}).json()
    assert hasil["berkas"] == {kunci: "kk.pdf"}
    lain = klien(instansi_a, orang.fo)
    assert "Noor Halimah" in lain.get("/meja/").content.decode()
    isi = lain.get(f"{URL}?draf={hasil['draf']}").content.decode()
    assert "Noor Halimah" in isi
    assert "kk.pdf" in isi
    assert "localStorage" not in isi
    assert "data-draf=" not in isi, "nothing stays in the browser"
    assert lain.post(URL, data | {"draf": hasil["draf"]}).status_code == 302
    with di(instansi_a):
        assert not Draf.objects.exists()
        assert not BerkasDraf.objects.exists()
        p = Permohonan.objects.get()
        assert p.persyaratan.get(persyaratan=kunci.split("_")[1]).berkas.nama == "kk.pdf"
    assert lain.post(URL, data | {"draf": hasil["draf"]}).status_code == 404, "sent twice from two computers"
    with di(instansi_a):
        assert Permohonan.objects.count() == 1


def test_draf_hanya_milik_sendiri(fo, klien, isian, orang, instansi_a, di):
    nomor = simpan(fo, isian()).json()["draf"]
    lain = klien(instansi_a, orang.fo2)
    assert lain.get(f"{URL}?draf={nomor}").status_code == 404
    assert simpan(lain, isian(nama="Penyusup") | {"draf": nomor}).status_code == 404
    assert lain.post(f"/permohonan/draf/{nomor}/hapus/").status_code == 404
    assert "Draf (" not in lain.get("/meja/").content.decode()
    assert klien(instansi_a, orang.kasi).post(f"{URL}draf/", isian()).status_code == 403
    with di(instansi_a):
        assert Draf.objects.get().isi["nama"] != "Penyusup"


def test_draf_ditimpa_bukan_ditambah_dan_tanpa_persetujuan(fo, isian, instansi_a, di):
    nomor = simpan(fo, isian(nama="Satu")).json()["draf"]
    assert simpan(fo, isian(nama="Dua") | {"draf": nomor}).json()["draf"] == nomor
    with di(instansi_a):
        d = Draf.objects.get()
        assert d.isi["nama"] == "Dua"
        assert not {"persetujuan", "ganda", "csrfmiddlewaretoken"} & set(d.isi)


def test_draf_dibuang_bersama_berkasnya(fo, isian, instansi_a, di, django_capture_on_commit_callbacks):
    kunci = next(k for k in isian() if k.endswith("_dibawa")).replace("_dibawa", "_berkas")
    nomor = simpan(fo, isian() | {kunci: unggahan()}).json()["draf"]
    with di(instansi_a):
        letak = Berkas.objects.get().letak()
        assert letak.exists()
    with django_capture_on_commit_callbacks(execute=True):
        fo.post(f"/permohonan/draf/{nomor}/hapus/")
    with di(instansi_a):
        assert not Berkas.objects.exists()
        assert not Draf.objects.exists()
    assert not letak.exists()


def test_draf_tua_hilang_sendiri(fo, isian, instansi_a, di):
    simpan(fo, isian(nama="Tua"))
    simpan(fo, isian(nama="Baru"))
    with di(instansi_a):
        tua = next(d for d in Draf.objects.all() if d.isi["nama"] == "Tua")
        Draf.objects.filter(pk=tua.pk).update(diubah_pada=timezone.now() - dt.timedelta(days=15))
        assert not Draf.objects.hidup().filter(pk=tua.pk).exists()
        hapus_draf_lama()
        hapus_draf_lama()
        assert [d.isi["nama"] for d in Draf.objects.all()] == ["Baru"]


def test_berkas_draf_yang_menyamar_ditolak_tanpa_sisa(fo, isian, instansi_a, di):
    kunci = next(k for k in isian() if k.endswith("_dibawa")).replace("_dibawa", "_berkas")
    jawaban = simpan(fo, isian() | {kunci: unggahan("ktp.pdf", b"MZ\x90\x00 bukan pdf")})
    assert jawaban.status_code == 422
    assert kunci in jawaban.json()["bidang"]
    with di(instansi_a):
        assert not Draf.objects.exists()
        assert not Berkas.objects.exists()


def test_basis_data_menolak_draf_tanpa_atau_dengan_dua_pemilik(orang, instansi_a, di):
    with di(instansi_a):
        for lain in ({}, {"pengguna": orang.fo, "kontak_indeks": "x"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Draf.objects.create(kode_layanan="KEC-01", **lain)


def test_draf_yang_sudah_dikirim_ditolak(meja_langsung, orang, instansi_a, di):
    with di(instansi_a):
        d = actions.simpan_draf(kode_layanan="KEC-01", isi={"nama": "A"}, oleh=orang.fo)
        actions.ajukan(**meja_langsung(), draf=Draf.objects.get(pk=d.pk))
        d.pk = d.pk or 1
        with pytest.raises(Bentrok):
            actions.ajukan(**meja_langsung(), draf=d)
        assert Permohonan.objects.count() == 1
