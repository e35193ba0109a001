"""News and reminders: everybody concerned is told once, on his own site, without contents."""

import datetime as dt
from typing import Any

from django.urls import reverse
from django.utils import timezone

from inti.notifikasi.models import Notifikasi, Surat
from inti.situs import situs_publik
from monitoring_center.walidata.prosedur import actions, kabar, tasks
from tests.conftest import di_situs
from tests.walidata_prosedur.bantu import Pihak, ajukan, catat_perintah, izin, konsep, potret, rekomendasikan


def kabarkan(situs: Any) -> int:
    with di_situs(situs):
        return kabar.sampaikan(kabar.peristiwa())


def judul(situs: Any) -> dict[str, list[str]]:
    with di_situs(situs):
        hasil: dict[str, list[str]] = {}
        semua = Notifikasi.objects.filter(
            tautan__startswith="/pemanfaatan/"
        )  # the catalogue has news of its own
        for n in semua.select_related("pengguna").order_by("pk"):
            hasil.setdefault(n.pengguna.nama, []).append(n.judul)
        return hasil


def test_setiap_pihak_diberi_tahu_sekali(p: Pihak) -> None:
    mohon = ajukan(p)
    assert kabarkan(p.a) == 1
    assert kabarkan(p.a) == 0, "sekali saja"
    kabarkan(p.b)
    assert judul(p.b) == {p.petugas.nama: ["Permohonan data diajukan"]}
    assert judul(p.a) == {
        p.walidata.nama: ["Permohonan data masuk"],
        p.kepala_a.nama: ["Permohonan data masuk"],
    }
    rekomendasikan(p, mohon)
    assert kabarkan("monitoring") == 1
    assert set(judul("monitoring")) == {p.sekda.nama, p.bupati.nama}
    kabarkan(p.a)
    kabarkan(p.b)
    assert judul(p.a)[p.kepala_a.nama][-1] == "Rekomendasi walidata diberikan"
    assert judul(p.b)[p.petugas.nama][-1] == "Rekomendasi walidata diberikan"
    with di_situs(p.a):
        surat_kami = [s for s in Surat.objects.all() if "/pemanfaatan/" in s.isi_teks]
        assert surat_kami
        for surat in surat_kami:
            assert "Seksi pelayanan" not in surat.isi_teks + surat.subjek, "tanpa isi"


def test_pimpinan_diberi_tahu_konsep(p: Pihak) -> None:
    k = konsep(p)
    with di_situs(p.b):
        actions.serahkan(konsep=k, oleh=p.petugas)
    kabarkan(p.b)
    assert judul(p.b) == {p.kepala_b.nama: ["Permohonan data menunggu tanda tangan"]}


def test_keputusan_pencabutan_dan_perintah(p: Pihak) -> None:
    i = izin(p)
    with di_situs("monitoring"):
        actions.cabut(izin=i, alasan="x", oleh=p.sekda)
        actions.konfirmasi(perintah=catat_perintah(p), oleh=p.bupati)
    kabarkan(p.a)
    kabarkan(p.b)
    for situs, orang in ((p.a, p.kepala_a), (p.b, p.petugas)):
        assert {"Permohonan data disetujui", "Izin data dicabut", "Akses data atas perintah Bupati"} <= set(
            judul(situs)[orang.nama]
        )


def test_diskominfo_tidak_mendapat_apa_apa(p: Pihak) -> None:
    ajukan(p)
    with di_situs("diskominfo"):
        assert kabar.peristiwa() == kabar.pengingat() == []
        assert not tasks.ada()
    assert situs_publik("diskominfo")


def test_pengingat_izin_akan_berakhir(p: Pihak) -> None:
    mohon = ajukan(p)
    rekomendasikan(p, mohon, selesai=timezone.localdate() + dt.timedelta(days=5))
    with di_situs("monitoring"):
        actions.putuskan(permohonan=mohon, nomor="1", tanggal=timezone.localdate(), oleh=p.sekda)
    with di_situs(p.b):
        assert [k.judul for k in kabar.pengingat()] == ["Izin data akan berakhir"]
    with di_situs(p.a):
        assert kabar.pengingat() == []


def test_kabar_tidak_mengubah_prosedur(p: Pihak) -> None:
    ajukan(p)
    sebelum = potret()
    kabarkan(p.a)
    assert potret() == sebelum


def test_surel_pemutus_yang_gagal_terlihat(p: Pihak, klien: Any, buat_orang: Any) -> None:
    """Nobody administers the Monitoring Center's host: Diskominfo sees the deciders' undelivered mail; an instansi its own."""
    mohon = ajukan(p)
    rekomendasikan(p, mohon)
    for situs, orang, di in (
        ("monitoring", p.sekda, "diskominfo"),
        (p.b, p.petugas, p.b),
    ):
        kabarkan(situs)
        with di_situs(situs):
            surat = Surat.objects.filter(kepada=orang.surel).first()
            assert surat is not None
            Surat.objects.filter(pk=surat.pk).update(keadaan=Surat.Keadaan.GAGAL, galat="Kotak surat penuh")
        pengurus = buat_orang("diskominfo" if di == "diskominfo" else "administrator", di=di)
        alamat = reverse(
            "notifikasi:surel", urlconf=f"inti.urls.{'diskominfo' if di == 'diskominfo' else 'instansi'}"
        )
        html = klien(di, pengurus).get(alamat).content.decode()
        assert orang.surel in html
        assert "Kotak surat penuh" in html
