"""One permohonan over HTTP, each role with its own session: refused once, repaired, validated, signed, followed, collected."""

import re

import pytest
from django.core import mail

from inti.tasks import jalankan_semua
from layanan.enums import Status
from layanan.models import Dokumen, Permohonan
from tests.layanan.bantu import buat_meja, nik_baru, unggahan

SANDI = "sandi-yang-panjang"


@pytest.fixture
def orang(instansi_a, buat_orang):
    return buat_meja(buat_orang, di=instansi_a)


def isian_formulir(layanan, **ubah):
    data = {
        "nik": nik_baru(),
        "nama": "Siti  Contoh",
        "tempat_lahir": "Batulicin",
        "tanggal_lahir": "17-08-1985",
        "jenis_kelamin": "L",
        "alamat": "RT 01 RW 02",
        "desa": "Batulicin",
        "telepon": "0800-1234-567",
        "surel": "siti@contoh.test",
        "boleh_surel": "on",
        "bertindak_sebagai": "sendiri",
        "kanal": "loket",
        "keperluan": "Persyaratan sekolah",
        "persetujuan": "on",
        "isian_tujuan": "pendidikan",
        "isian_nomor_surat_desa": "145/01/2026",
        "isian_tanggal_surat_desa": "2 November 2026",
    }
    for s in layanan.persyaratan.all():
        data[f"syarat_{s.pk}_dibawa"] = "on"
    return data | ubah


def tindak(k, p, nama, **data):
    return k.post(f"/permohonan/{p.uuid}/{nama}/", data)


def ambil(instansi, di):
    with di(instansi):
        return Permohonan.objects.select_related("layanan", "seksi").get()


def nilai_syarat(p, status, di, instansi):
    with di(instansi):
        return {f"syarat_{s.pk}": status for s in p.persyaratan.all()}


def test_dari_loket_sampai_diserahkan(klien, instansi_a, orang, di):
    fo, kasi, sekcam, camat, warga = (
        klien(instansi_a, o) for o in (orang.fo, orang.kasi, orang.sekcam, orang.camat, None)
    )
    # intake
    assert fo.get("/").status_code == 302
    assert fo.get("/permohonan/baru/").status_code == 200
    assert fo.get("/permohonan/baru/KEC-01/").status_code == 200
    with di(instansi_a):
        from layanan.models import Layanan

        layanan = Layanan.objects.get(kode="KEC-01")
        pertama = layanan.persyaratan.first()
        data = isian_formulir(layanan)
    data[f"syarat_{pertama.pk}_berkas"] = unggahan("surat-desa.pdf")
    jawaban = fo.post("/permohonan/baru/KEC-01/", data)
    assert jawaban.status_code == 302, jawaban.content.decode()[:3000]
    p = ambil(instansi_a, di)
    assert (p.status, p.pemohon_nama, p.tanggal_masuk is not None) == (Status.DIAJUKAN, "Siti Contoh", True)
    assert fo.get(f"/permohonan/{p.uuid}/tanda-terima.pdf").content.startswith(b"%PDF")

    # refused, then repaired under the same number
    gagal = nilai_syarat(p, "sesuai", di, instansi_a)
    kunci = next(iter(gagal))
    gagal |= {kunci: "tidak_sesuai", kunci.replace("syarat", "catatan"): "Tidak terbaca"}
    assert tindak(fo, p, "tolak", **gagal, alasan="Salinan tidak terbaca.", kode="L02").status_code == 302
    halaman = warga.get(f"/lacak/{p.kode_lacak}/")
    assert "Perlu dilengkapi" in halaman.content.decode()
    assert "Tidak terbaca" in halaman.content.decode()
    pk = kunci.split("_")[1]
    assert tindak(fo, p, "ajukan_kembali", **{f"syarat_{pk}_dibawa": "on"}).status_code == 302

    # approved and sent on, validated, initialled
    semua = nilai_syarat(p, "sesuai", di, instansi_a)
    assert tindak(fo, p, "setujui", **semua, teruskan="on").status_code == 302
    assert ambil(instansi_a, di).status == Status.DIDISTRIBUSI
    assert kasi.get(f"/permohonan/{p.uuid}/konsep.pdf").content.startswith(b"%PDF")

    # validation with paraf, paraf and signature: each after the password was asked again
    uji = {"cara": "konfirmasi_desa", "narasumber": "Kaur Umum"}
    for orang_k, nama, data, sebelum in (
        (kasi, "validasi", uji, Status.DIDISTRIBUSI),
        (sekcam, "paraf", {}, Status.DIVALIDASI),
        (camat, "tandatangani", {}, Status.DIPARAF),
    ):
        minta = tindak(orang_k, p, nama, **data)
        assert minta.status_code == 302
        assert ambil(instansi_a, di).status == sebelum
        lanjut = orang_k.post(minta["Location"], {"password": SANDI})
        assert lanjut.status_code == 302, lanjut.content.decode()[:2000]
        orang_k.get(lanjut["Location"])
    p = ambil(instansi_a, di)
    assert p.status == Status.DITANDATANGANI

    # the letter can be checked by anybody, and read only by those who may
    with di(instansi_a):
        dokumen = Dokumen.objects.select_related("berkas").get()
        pdf = dokumen.berkas.bita()
        from layanan.dokumen.qr import muatan_qr
        from layanan.surat.penanda import kunci_qr_kini

        isi = {"nomor": dokumen.nomor, "tanggal": dokumen.tanggal, "instansi": "uji-a", "sidik": dokumen.sidik,
               "penanda": dokumen.penanda_nama}  # fmt: skip
        muatan = muatan_qr(isi, kunci_qr_kini("uji-a"))
    assert pdf.startswith(b"%PDF")
    assert re.fullmatch(r"400\.9\.14/0001/KEC-UJI-A/[IVX]+/\d{4}", dokumen.nomor)
    asli = warga.get(f"/v/{muatan}").content.decode()
    assert "Surat ini asli" in asli
    assert "Siti Contoh" not in asli
    unduh = f"/berkas/{dokumen.berkas.uuid}/"
    assert warga.get(unduh).status_code == 302
    unduhan = camat.get(unduh)
    assert unduhan.getvalue() == pdf

    # collected
    serah = {"kepada": "Siti Contoh", "hubungan": "pemohon", "identitas_cocok": "on", "cara": "diambil"}
    assert tindak(fo, p, "serahkan", **serah).status_code == 422, "the originals are not given back"
    with di(instansi_a):
        serah |= {f"asli_{s.pk}": "on" for s in p.persyaratan.filter(persyaratan__bentuk="asli")}
    assert tindak(fo, p, "serahkan", **serah).status_code == 302
    p = ambil(instansi_a, di)
    assert (p.status, p.tepat_waktu, p.pengajuan_ke, p.jumlah_penolakan) == (Status.SELESAI, True, 2, 1)
    assert "Selesai" in warga.get(f"/lacak/{p.kode_lacak_tampil.lower()}/", follow=True).content.decode()

    # the applicant and the next desk were told
    with di(instansi_a):
        jalankan_semua()
    tujuan = [t for surat in mail.outbox for t in surat.to]
    assert tujuan.count("siti@contoh.test") >= 4
    assert orang.camat.surel in tujuan
    assert not any(p.pemohon_nik in surat.subject for surat in mail.outbox)
