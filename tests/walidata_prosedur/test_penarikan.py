"""A request is taken back by its maker until it is decided: who may, what follows, and every refusal with nothing changed."""

import threading
from contextlib import closing
from typing import Any

import psycopg
import pytest
from django.urls import reverse

from inti.audit.models import Jejak
from inti.db.login import LOGIN_MONITORING
from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah
from monitoring_center.walidata.prosedur import actions
from monitoring_center.walidata.prosedur.alur import giliran, linimasa
from monitoring_center.walidata.prosedur.menunggu import menunggu
from monitoring_center.walidata.prosedur.models import Permohonan
from tests.conftest import di_situs
from tests.walidata.bantu import PEMBACA, PEMILIK, mohon, sambung, satu
from tests.walidata.bantu import rekomendasikan as psql_rekomendasikan
from tests.walidata_prosedur.bantu import Pihak, ajukan, potret, putuskan, rekomendasikan, tolak
from tests.walidata_prosedur.test_kabar import judul, kabarkan
from tests.walidata_prosedur.test_langkah import ditolak

ALASAN = "Data sudah tersedia di kantor."


def tarik(p: Pihak, m: Permohonan, oleh: Any = None, *, di: Any = None, alasan: str = ALASAN) -> None:
    with di_situs(di or p.b):
        actions.tarik_permohonan(permohonan=m, alasan=alasan, oleh=oleh or p.petugas)


@pytest.mark.parametrize("siapa", ["petugas", "kepala_b"])
@pytest.mark.parametrize("dinilai", [False, True], ids=["belum dinilai", "sudah dinilai"])
def test_ditarik_sebelum_diputus(p: Pihak, siapa: str, dinilai: bool) -> None:
    m = ajukan(p)
    if dinilai:
        rekomendasikan(p, m)
    tarik(p, m, getattr(p, siapa))
    for situs, orang in ((p.b, p.petugas), (p.a, p.walidata), ("monitoring", p.sekda)):
        with di_situs(situs):
            satu_p = Permohonan.objects.lengkap().get()
            assert satu_p.keadaan == "ditarik"
            assert list(Permohonan.objects.berkeadaan("ditarik")) == [satu_p]
            assert menunggu(orang).jumlah == 0, "tidak menunggu siapa pun"
            assert giliran(satu_p).tenggat is None
            akhir = linimasa(satu_p)[-1]
            assert (akhir["judul"], akhir["isi"]) == ("Ditarik pemohon", ALASAN)
    with di_situs(p.b):
        assert Jejak.objects.get(kode="data.ditarik").rinci["alasan"] == ALASAN


def test_tidak_dapat_dinilai_atau_diputus_lagi(p: Pihak) -> None:
    m = ajukan(p)
    tarik(p, m)
    ditolak(TransisiTidakSah, lambda: rekomendasikan(p, m), "sudah menarik")
    m = ajukan(p)
    rekomendasikan(p, m)
    tarik(p, m)
    ditolak(TransisiTidakSah, lambda: putuskan(p, m), "sudah menarik")
    ditolak(TransisiTidakSah, lambda: tolak(p, m), "sudah menarik")


def test_yang_ditolak(p: Pihak, buat_orang: Any) -> None:
    m = ajukan(p)
    ditolak(TidakBerhak, lambda: tarik(p, m, buat_orang("koordinator", di=p.b)))
    ditolak(MasukanSalah, lambda: tarik(p, m, alasan="  "), "Alasan")
    ditolak(MasukanSalah, lambda: tarik(p, m, p.walidata, di=p.a), "instansi sendiri")
    ditolak(TidakBerhak, lambda: tarik(p, m, p.sekda, di="monitoring"))
    tarik(p, m)
    ditolak(TransisiTidakSah, lambda: tarik(p, m), "sudah ditarik")
    for putus, kata in ((putuskan, "sudah disetujui"), (tolak, "sudah ditolak")):
        m = ajukan(p)
        rekomendasikan(p, m)
        putus(p, m)
        ditolak(TransisiTidakSah, lambda m=m: tarik(p, m), kata)  # type: ignore[misc]


def test_yang_berkepentingan_diberi_tahu(p: Pihak) -> None:
    m = ajukan(p)
    rekomendasikan(p, m)
    tarik(p, m, p.kepala_b)
    for situs in (p.a, p.b, "monitoring"):
        kabarkan(situs)
    for situs, orang in ((p.a, p.walidata), (p.a, p.kepala_a), (p.b, p.petugas), ("monitoring", p.sekda)):
        assert "Permohonan data ditarik" in judul(situs)[orang.nama]


def test_lewat_halaman(p: Pihak, klien: Any) -> None:
    m = ajukan(p)

    def url(nama: str) -> str:
        return reverse(f"prosedur:{nama}", args=[m.uuid], urlconf="inti.urls.instansi")

    petugas, walidata = klien(p.b, p.petugas), klien(p.a, p.walidata)
    assert url("tarik") in petugas.get(url("permohonan")).content.decode()
    assert url("tarik") not in walidata.get(url("permohonan")).content.decode()
    sebelum = potret()
    assert petugas.get(url("tarik")).status_code == 405
    assert petugas.post(url("tarik"), {"alasan": ""}).status_code == 422
    assert walidata.post(url("tarik"), {"alasan": "x"}).status_code == 422
    assert potret() == sebelum
    assert petugas.post(url("tarik"), {"alasan": ALASAN}).status_code == 302
    for k in (petugas, walidata):
        html = k.get(url("permohonan")).content.decode()
        assert "Ditarik pemohon" in html
        assert ALASAN in html
        assert url("tarik") not in html
    sekda = klien("monitoring", p.sekda)
    html = sekda.get(
        reverse("prosedur:permohonan", args=[m.uuid], urlconf="inti.urls.monitoring")
    ).content.decode()
    assert "Pemohon menarik permohonan ini" in html
    assert "rekomendasikan.</strong>" not in html, "belum ada rekomendasi"


TARIK = "INSERT INTO gerbang.penarikan (permohonan_id, alasan, oleh) SELECT id, 'x', 'x' FROM gerbang.permohonan WHERE uuid = %s"
PUTUSKAN = "SELECT gerbang.putuskan(%s, '1', current_date, 'Sekda')"


@pytest.mark.nyata
@pytest.mark.usefixtures("basis_nyata")
def test_login_lain_tidak_dapat_menarik() -> None:
    permohonan = mohon(["kode"])
    for login in (PEMILIK, LOGIN_MONITORING):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), closing(sambung(login)) as k:
            k.execute(TARIK, [permohonan])
    assert satu(LOGIN_MONITORING, "SELECT count(*) FROM gerbang.penarikan") == 0


@pytest.mark.nyata
@pytest.mark.usefixtures("basis_nyata")
@pytest.mark.parametrize("tarik_dahulu", [True, False])
def test_ditarik_dan_diputus_serentak(tarik_dahulu: bool) -> None:
    """The second waits for the first to commit and is refused."""
    permohonan = mohon(["kode"])
    psql_rekomendasikan(permohonan, [{"nama": "kode"}])
    langkah = [(PEMBACA, TARIK), (LOGIN_MONITORING, PUTUSKAN)]
    (login, pertama), (login_kedua, kedua) = langkah if tarik_dahulu else reversed(langkah)
    galat: list[Exception] = []

    def menyusul() -> None:
        try:
            with closing(sambung(login_kedua)) as k:
                k.execute(kedua, [permohonan])
        except psycopg.Error as e:
            galat.append(e)

    with closing(sambung(login)) as k, k.transaction():
        k.execute(pertama, [permohonan])
        utas = threading.Thread(target=menyusul)
        utas.start()
        utas.join(0.5)
        assert utas.is_alive(), "yang kedua menunggu"
    utas.join(10)
    assert len(galat) == 1
    jumlah = [satu(LOGIN_MONITORING, f"SELECT count(*) FROM gerbang.{t}") for t in ("penarikan", "izin")]
    assert jumlah == ([1, 0] if tarik_dahulu else [0, 1])
