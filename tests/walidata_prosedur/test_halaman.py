"""The pages of both kinds of host: who sees what, the whole procedure over HTTP, exact numbers of queries."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from inti.audit.models import Jejak
from inti.ui.menu import hitung_sekaligus
from monitoring_center.walidata.prosedur import actions
from monitoring_center.walidata.prosedur.menunggu import menunggu, semua_antrean
from monitoring_center.walidata.prosedur.models import Izin, Konsep, Lampiran, Perintah, Permohonan, UsulCabut
from tests.conftest import di_situs
from tests.walidata_prosedur.bantu import (
    PDF,
    Pihak,
    ajukan,
    catat_perintah,
    hari,
    konsep,
    potret,
    putuskan,
    rekomendasikan,
)

KATA_SANDI = "sandi-yang-panjang"


def url(situs: str, nama: str, *args: Any) -> str:
    return reverse(f"prosedur:{nama}", args=args, urlconf=f"inti.urls.{situs}")


def i(nama: str, *args: Any) -> str:
    return url("instansi", nama, *args)


def m(nama: str, *args: Any) -> str:
    return url("monitoring", nama, *args)


ISIAN = {
    "penanggung_jawab": "Camat Uji B", "unit_kerja": "Seksi Pelayanan", "maksud": "Rujukan", "kegunaan": "Daftar rujukan",
    "kolom": ["kode", "nama", "kepala"], "bentuk": "halaman", "frekuensi": "bulanan", "nomor_surat": "400/1",
    "s0-kolom": "urutan", "s0-op": ">", "s0-nilai": "0",
}  # fmt: skip


def tanggal(n: int) -> str:
    return hari(n).strftime("%d-%m-%Y")


def ulang(k: Any, alamat: str, data: dict[str, Any]) -> Any:
    """Post as somebody who has just given the password again."""
    situs = "instansi" if k.situs.instansi else "monitoring"
    k.post(reverse("account_reauthenticate", urlconf=f"inti.urls.{situs}"), {"password": KATA_SANDI})
    return k.post(alamat, data)


def test_seluruh_prosedur_lewat_halaman(p: Pihak, klien: Any) -> None:
    petugas, kepala, walidata, sekda = (
        klien(p.b, p.petugas), klien(p.b, p.kepala_b), klien(p.a, p.walidata), klien("monitoring", p.sekda),
    )  # fmt: skip
    assert "Seksi pelayanan" in petugas.get(i("pilih")).content.decode()
    isian = ISIAN | {"mulai": tanggal(0), "selesai": tanggal(60)}
    jawaban = petugas.post(i("baru", p.dataset.uuid), isian)
    assert jawaban.status_code == 302, jawaban.content.decode()
    with di_situs(p.b):
        k = Konsep.objects.get()
        assert k.saringan == [{"kolom": "urutan", "op": ">", "nilai": "0"}]
    assert petugas.get(i("konsep", k.uuid)).status_code == 200
    for jenis in ("surat", "pernyataan"):
        assert petugas.get(i("konsep_surat", k.uuid, jenis)).content.startswith(b"%PDF")
    assert petugas.post(i("serahkan", k.uuid)).status_code == 302
    assert "Menunggu tanda tangan Anda" in kepala.get(i("beranda")).content.decode()
    assert ulang(kepala, i("ajukan", k.uuid), {}).status_code == 302
    with di_situs(p.b):
        mohon = Permohonan.objects.get()
    html = walidata.get(i("beranda")).content.decode()
    assert "Menunggu rekomendasi Anda" in html
    assert i("rekomendasi", mohon.uuid) in html
    assert walidata.get(i("rekomendasi", mohon.uuid)).status_code == 200
    isian = {
        "setuju": "ya",
        "alasan": "Hanya rujukan.",
        "k_kode": "polos",
        "k_nama": "polos",
        "k_kepala": "samar",
        "maks_harian": "5",
    }
    jawaban = ulang(walidata, i("rekomendasi", mohon.uuid), isian)
    assert jawaban.status_code == 302, jawaban.content.decode()
    html = sekda.get(m("beranda")).content.decode()
    assert m("permohonan", mohon.uuid) in html
    assert "Walidata setuju" in html
    html = sekda.get(m("permohonan", mohon.uuid)).content.decode()
    assert "Disamarkan" in html
    jawaban = ulang(sekda, m("setujui", mohon.uuid), {"nomor": "100/1", "tanggal": tanggal(0)})
    assert jawaban.status_code == 302, jawaban.content.decode()
    with di_situs("monitoring"):
        satu = Izin.objects.get()
    for k_, buat in ((petugas, i), (walidata, i), (sekda, m)):
        for nama, kunci in (("permohonan", mohon.uuid), ("izin", satu.uuid)):
            assert "Seksi pelayanan" in k_.get(buat(nama, kunci)).content.decode()
        assert satu.nomor in k_.get(buat("daftar_izin")).content.decode()
    with di_situs("monitoring"):
        surat = list(Lampiran.objects.all())
    assert len(surat) == 4
    for s in surat:
        for k_, buat in ((petugas, i), (walidata, i), (sekda, m)):
            assert k_.get(buat("lampiran", s.uuid)).content.startswith(b"%PDF")
    ulang(sekda, m("cabut", satu.uuid), {"alasan": "Selesai dipakai.", "konfirmasi_nomor": satu.nomor})
    assert "Selesai dipakai." in petugas.get(i("izin", satu.uuid)).content.decode()


def test_formulir_yang_salah_mempertahankan_isian(p: Pihak, klien: Any) -> None:
    k = klien(p.b, p.petugas)
    sebelum = potret()
    for ubah, kalimat in (
        ({"kolom": []}, "Kolom yang diperlukan"),
        ({"s0-nilai": "1 OR 1=1"}, "tidak cocok"),
        ({"s0-kolom": "ctid"}, "ctid"),
        ({"selesai": tanggal(-1)}, "sudah lewat"),
        ({"kegunaan": " "}, "Kegunaan"),
    ):
        jawaban = k.post(
            i("baru", p.dataset.uuid), ISIAN | {"mulai": tanggal(-2), "selesai": tanggal(9)} | ubah
        )
        assert jawaban.status_code == 422
        assert kalimat in jawaban.content.decode()
        assert "Seksi Pelayanan" in jawaban.content.decode()
    assert potret() == sebelum


def test_pindaian_menggantikan_tanda_tangan(p: Pihak, klien: Any) -> None:
    k = konsep(p)
    with di_situs(p.b):
        actions.serahkan(konsep=k, oleh=p.petugas)
    kepala = klien(p.b, p.kepala_b)
    kepala.post(reverse("account_reauthenticate", urlconf="inti.urls.instansi"), {"password": KATA_SANDI})
    sebelum = potret()
    buruk = {
        n: SimpleUploadedFile(f"{n}.pdf", b"<html>", content_type="application/pdf")
        for n in ("surat", "pernyataan")
    }
    assert kepala.post(i("ajukan_pindaian", k.uuid), buruk).status_code == 422
    assert potret() == sebelum
    baik = {
        n: SimpleUploadedFile(f"{n}.pdf", PDF, content_type="application/pdf")
        for n in ("surat", "pernyataan")
    }
    assert kepala.post(i("ajukan_pindaian", k.uuid), baik).status_code == 302
    with di_situs(p.b):
        assert [s.elektronik for s in Lampiran.objects.all()] == [False, False]


@pytest.mark.parametrize("nama", ["permohonan", "izin", "lampiran", "konsep"])
def test_uuid_asing(p: Pihak, klien: Any, nama: str) -> None:
    assert klien(p.b, p.petugas).get(i(nama, uuid.uuid4())).status_code == 404


def test_konsep_dan_surat_orang_lain(p: Pihak, klien: Any) -> None:
    k = konsep(p)
    assert klien(p.a, p.walidata).get(i("konsep", k.uuid)).status_code == 404
    perintah = catat_perintah(p)
    with di_situs("monitoring"):
        surat = Lampiran.objects.get(perintah=perintah)
    assert klien(p.a, p.walidata).get(i("lampiran", surat.uuid)).status_code == 404, "belum dikonfirmasi"


def test_siapa_yang_boleh(p: Pihak, klien: Any, buat_orang: Any) -> None:
    mohon = ajukan(p)
    fo, sekcam = klien(p.a, buat_orang("operator", di=p.a)), klien(p.a, buat_orang("koordinator", di=p.a))
    evaluator = klien("monitoring", buat_orang("evaluator", di="monitoring"))
    assert fo.get(i("beranda")).status_code == fo.get(i("permohonan", mohon.uuid)).status_code == 403
    assert sekcam.get(i("permohonan", mohon.uuid)).status_code == 200
    assert sekcam.get(i("rekomendasi", mohon.uuid)).status_code == 403
    with di_situs(p.a):
        surat = Lampiran.objects.first()
    for alamat in (m("beranda"), m("permohonan", mohon.uuid), m("lampiran", surat.uuid), m("perintah")):
        assert evaluator.get(alamat).status_code == 403
    sebelum = potret()
    assert evaluator.post(m("setujui", mohon.uuid), {"nomor": "1", "tanggal": tanggal(0)}).status_code == 403
    assert klien(p.b, p.petugas).get(i("rekomendasi", mohon.uuid)).status_code == 404, "bukan datanya"
    assert potret() == sebelum


def test_keputusan_minta_kata_sandi(p: Pihak, klien: Any) -> None:
    mohon = ajukan(p)
    rekomendasikan(p, mohon)
    sebelum = potret()
    jawaban = klien("monitoring", p.sekda).post(
        m("setujui", mohon.uuid), {"nomor": "1", "tanggal": tanggal(0)}
    )
    assert jawaban.status_code == 302
    assert "autentikasi-ulang" in jawaban["Location"]
    assert potret() == sebelum


def test_perintah_lewat_halaman(p: Pihak, klien: Any) -> None:
    sekda, bupati = klien("monitoring", p.sekda), klien("monitoring", p.bupati)
    for k in (sekda, bupati):
        k.post(reverse("account_reauthenticate", urlconf="inti.urls.monitoring"), {"password": KATA_SANDI})
    isian = {
        "nomor": "300/1/BUP", "tanggal": tanggal(0), "pembaca": p.b.schema_name, "kegunaan": "Banjir", "mulai": tanggal(0),
        "selesai": tanggal(20), "k_kode": "polos", "k_nama": "tidak", "k_urutan": "tidak", "k_kepala": "samar",
    }  # fmt: skip
    assert sekda.get(m("perintah_baru", p.dataset.uuid)).status_code == 200
    assert sekda.post(m("perintah_baru", p.dataset.uuid), isian).status_code == 422, "tanpa pindaian"
    pindaian = SimpleUploadedFile("perintah.pdf", PDF, content_type="application/pdf")
    jawaban = sekda.post(m("perintah_baru", p.dataset.uuid), isian | {"pindaian": pindaian})
    assert jawaban.status_code == 302, jawaban.content.decode()
    with di_situs("monitoring"):
        perintah = Perintah.objects.get()
    sebelum = potret()
    assert sekda.post(m("konfirmasi", perintah.uuid)).status_code == 403, "bukan oleh yang memasukkan"
    assert potret() == sebelum
    assert "menunggu konfirmasi Anda" in bupati.get(m("beranda")).content.decode()
    assert bupati.post(m("konfirmasi", perintah.uuid)).status_code == 302
    with di_situs(p.a):
        satu = Izin.objects.get()
    html = klien(p.a, p.walidata).get(i("izin", satu.uuid)).content.decode()
    assert "atas perintah Bupati" in html
    assert (
        klien(p.a, p.walidata).post(i("usul_cabut", satu.uuid), {"alasan": "Sudah surut."}).status_code == 302
    )
    assert "Sudah surut." in sekda.get(m("beranda")).content.decode()
    assert sekda.post(m("jawab_usul", satu.uuid), {"alasan": "Masih perlu."}).status_code == 302
    with di_situs("monitoring"):
        assert UsulCabut.objects.get().jawaban == "Masih perlu."


def test_membuka_surat_tercatat(p: Pihak, klien: Any) -> None:
    ajukan(p)
    with di_situs(p.a):
        surat = Lampiran.objects.first()
    klien(p.a, p.walidata).get(i("lampiran", surat.uuid))
    with di_situs(p.a):
        assert Jejak.objects.filter(kode="data.lampiran_dibaca").count() == 1


def test_angka_menunggu(p: Pihak, buat_orang: Any, django_assert_num_queries: Any) -> None:
    """The number beside the menu is that of the page; nobody counts what he may not do."""
    mohon = ajukan(p)
    konsep(p)
    for situs, orang, jumlah in (
        (p.a, p.walidata, 1),
        (p.a, p.kepala_a, 0),
        (p.b, p.petugas, 0),
        ("monitoring", p.sekda, 0),
    ):
        with di_situs(situs):
            assert menunggu(orang).jumlah == jumlah
    rekomendasikan(p, mohon)
    catat_perintah(p)
    for orang, jumlah in ((p.sekda, 1), (p.bupati, 2), (buat_orang("evaluator", di="monitoring"), 0)):
        with di_situs("monitoring"):
            orang.hak()
            with django_assert_num_queries(1 if jumlah else 0):
                assert menunggu(orang).jumlah == jumlah
            semua = semua_antrean(orang)
            assert (semua if isinstance(semua, int) else hitung_sekaligus([semua])[0]) == jumlah


KUERI = {
    ("walidata", "beranda"): 9, ("walidata", "permohonan"): 6, ("walidata", "rekomendasi"): 8, ("walidata", "izin"): 6,
    ("walidata", "daftar_izin"): 6, ("petugas", "beranda"): 9, ("petugas", "permohonan"): 6, ("petugas", "konsep"): 6,
    ("kepala_a", "beranda"): 9, ("sekda", "beranda"): 10, ("sekda", "permohonan"): 6, ("sekda", "izin"): 6,
    ("sekda", "daftar_izin"): 6, ("sekda", "perintah"): 5, ("sekda", "satu_perintah"): 6,
}  # fmt: skip


def test_jumlah_kueri(p: Pihak, klien: Any) -> None:
    """Exact, and the same whether there is one of everything or there are six."""
    rumah = {"walidata": p.a, "kepala_a": p.a, "petugas": p.b, "sekda": "monitoring"}
    orang = {nama: klien(situs, getattr(p, nama)) for nama, situs in rumah.items()}
    putus, antre, k, perintah = ajukan(p), ajukan(p), konsep(p), catat_perintah(p)
    rekomendasikan(p, putus)
    satu = putuskan(p, putus)
    with di_situs("monitoring"):
        actions.konfirmasi(perintah=catat_perintah(p, nomor="300/9/BUP"), oleh=p.bupati)
    sasaran = {"permohonan": putus.uuid, "rekomendasi": antre.uuid, "izin": satu.uuid, "konsep": k.uuid,
               "satu_perintah": perintah.uuid}  # fmt: skip

    def buka(siapa: str, nama: str) -> None:
        buat = m if siapa == "sekda" else i
        args = [sasaran[nama]] if nama in sasaran else []
        assert orang[siapa].get(buat(nama, *args)).status_code == 200

    def hitung() -> dict[tuple[str, str], int]:
        hasil = {}
        for siapa, nama in KUERI:
            buka(siapa, nama)
            with CaptureQueriesContext(connection) as kueri:
                buka(siapa, nama)
            hasil[siapa, nama] = len(kueri)
        return hasil

    assert hitung() == KUERI
    for n in range(5):
        mohon = ajukan(p, nomor_surat=str(n))
        konsep(p)
        catat_perintah(p, nomor=f"300/{n}/BUP")
        if n % 2:
            rekomendasikan(p, mohon)
        if n == 3:
            putuskan(p, mohon)
    assert hitung() == KUERI


def test_mohon_lagi_terisi_dari_yang_lama(p: Pihak, klien: Any) -> None:
    """One request, one purpose, one period: asking again starts from the old one, and only from one's own."""
    lama = ajukan(p, kegunaan="Daftar rujukan lama", selesai=hari(5))
    rekomendasikan(p, lama)
    satu = putuskan(p, lama)
    petugas, walidata = klien(p.b, p.petugas), klien(p.a, p.walidata)
    alamat = f"{i('baru', p.dataset.uuid)}?dari={lama.uuid}"
    assert alamat in petugas.get(i("izin", satu.uuid)).content.decode(), "akan berakhir"
    assert "Mohon lagi" not in walidata.get(i("izin", satu.uuid)).content.decode()
    html = petugas.get(alamat).content.decode()
    assert "Daftar rujukan lama" in html
    assert "400/12/UJI-B" not in html, "nomor surat baru"
    for asing in ("", "bukan-uuid", uuid.uuid4()):
        assert (
            "Daftar rujukan lama"
            not in petugas.get(f"{i('baru', p.dataset.uuid)}?dari={asing}").content.decode()
        )
    ditarik = ajukan(p)
    with di_situs(p.b):
        actions.tarik_permohonan(permohonan=ditarik, alasan="x", oleh=p.petugas)
    assert "Mohon lagi" in petugas.get(i("permohonan", ditarik.uuid)).content.decode()
    assert "Mohon lagi" not in klien(p.b, p.kepala_b).get(i("permohonan", ditarik.uuid)).content.decode()
