"""Files of a permohonan are read by those who may see it, and by nobody else."""

import pytest

from layanan.enums import Status
from layanan.models import Dokumen
from tests.layanan.bantu import buat_meja, langkah, sampai


def status(k, url):
    jawaban = k.get(url)
    jawaban.getvalue()  # reads a stream to its end, which closes the file
    return jawaban.status_code


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


def test_pindaian_menurut_permohonannya(klien, instansi_a, instansi_b, orang, buat_orang, di):
    with di(instansi_a):
        p = sampai(Status.DIDISTRIBUSI, orang, dengan_berkas=True)
        berkas = p.persyaratan.get(berkas__isnull=False).berkas
    url = f"/berkas/{berkas.uuid}/"
    for nama, harap in (("fo2", 200), ("kasi", 200), ("camat", 200), ("kasi_lain", 404)):
        assert status(klien(instansi_a, orang.yang(nama)), url) == harap, nama
    assert status(klien(instansi_a), url) == 302
    assert status(klien(instansi_b, buat_orang("penanggung_jawab", di=instansi_b)), url) == 404


def test_pemohon_berakun_membaca_suratnya(klien, instansi_a, orang, buat_orang, di):
    pemohon, lain = (buat_orang("pengguna", di=instansi_a) for _ in range(2))
    with di(instansi_a):
        p = sampai(Status.DIPARAF, orang, pengguna=pemohon)
        langkah(p, "tandatangani", orang)
        surat = Dokumen.objects.select_related("berkas").get()
    url = f"/berkas/{surat.berkas.uuid}/"
    assert status(klien(instansi_a, pemohon), url) == 200
    assert status(klien(instansi_a, lain), url) == 404
