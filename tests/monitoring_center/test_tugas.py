"""How a fold comes about: asked for by changes, at most one pending; swept by beat."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import reverse

from inti import tasks
from inti.db import TanpaInstansi, di_instansi, sebagai, sebagai_pemilik
from inti.db.login import LOGIN_MONITORING
from inti.tugas.models import Tugas
from monitoring_center.agregasi import actions
from monitoring_center.agregasi.middleware import LipatMiddleware
from monitoring_center.agregasi.models import AgregasiDelta
from monitoring_center.agregasi.tasks import lipat_instansi, minta_lipat_bila_perlu
from monitoring_center.dasbor.models import Fakta, StatusInstansi
from tenants.models import Instansi


def menunggu() -> int:
    return Tugas.objects.filter(nama=lipat_instansi.nama, status="menunggu").count()


def test_tanpa_perubahan_tidak_diminta(di_a: Any) -> None:
    assert minta_lipat_bila_perlu() is False
    assert menunggu() == 0


def test_banyak_perubahan_satu_tugas(di_a: Any, buat_permohonan: Any) -> None:
    diminta = []
    for _ in range(3):
        buat_permohonan()
        diminta.append(minta_lipat_bila_perlu())
    assert diminta == [True, False, False]
    assert menunggu() == 1


def test_tugas_melipat_dari_instansi(di_a: Any, buat_permohonan: Any, setujui_semua: Any) -> None:
    buat_permohonan()
    setujui_semua("permohonan_masuk")
    assert tasks.jalankan_semua() >= 1
    assert not AgregasiDelta.objects.exists()
    with sebagai(LOGIN_MONITORING):
        assert Fakta.objects.get().nilai == 1


def test_tugas_tanpa_instansi_tidak_berjalan(db: None) -> None:
    with pytest.raises(TanpaInstansi):
        lipat_instansi()


def test_tugas_yang_diulang_tidak_menghitung_dua_kali(
    di_a: Any, buat_permohonan: Any, setujui_semua: Any
) -> None:
    buat_permohonan()
    setujui_semua("permohonan_masuk")
    lipat_instansi()
    lipat_instansi()
    with sebagai(LOGIN_MONITORING):
        assert Fakta.objects.get().nilai == 1


def test_permintaan_yang_mengubah_meminta_lipatan(di_a: Any, buat_permohonan: Any) -> None:
    def kirim(metode: str, status: int) -> int:
        """Number of pending folds after such a request, which started with none."""
        Tugas.objects.all().delete()
        permintaan = getattr(RequestFactory(), metode)("/")
        LipatMiddleware(lambda _: HttpResponse(status=status))(permintaan)
        return menunggu()

    buat_permohonan()
    assert (kirim("post", 302), kirim("get", 200), kirim("post", 422)) == (1, 0, 0)


def test_sapuan_melipat_semua_yang_aktif(
    instansi_a: Any, instansi_b: Any, buat_permohonan: Any, setujui_semua: Any
) -> None:
    for i in (instansi_a, instansi_b):
        with di_instansi(i):
            buat_permohonan()
            setujui_semua("permohonan_masuk")
    assert {h.skema for h in actions.sapu() if h.ada_perubahan} == {"i_uji_a", "i_uji_b"}
    with sebagai(LOGIN_MONITORING):
        assert Fakta.objects.count() == 2
        assert StatusInstansi.objects.count() == 2


def test_sapuan_melewati_yang_ditangguhkan(instansi_a: Any, instansi_b: Any) -> None:
    with sebagai_pemilik():
        Instansi.objects.filter(pk=instansi_b.id).update(status="ditangguhkan", alasan_status="Uji")
    assert [h.skema for h in actions.sapu()] == ["i_uji_a"]


def test_satu_yang_gagal_tidak_menghentikan_yang_lain(
    instansi_a: Any, instansi_b: Any, monkeypatch: Any, caplog: Any
) -> None:
    asli = actions.lipat

    def lipat(*, instansi: Any) -> Any:
        if instansi.slug == "uji-a":
            raise RuntimeError("rusak")
        return asli(instansi=instansi)

    monkeypatch.setattr(actions, "lipat", lipat)
    assert [h.skema for h in actions.sapu()] == ["i_uji_b"]
    assert "i_uji_a" in caplog.text


def test_persetujuan_langsung_meminta_lipatan(di_a: Any, klien: Any, buat_orang: Any) -> None:
    url = reverse("agregasi:setujui", args=["permohonan_masuk"], urlconf="inti.urls.instansi")
    klien(di_a, buat_orang("penanggung_jawab")).post(url, {"dasar": "sop"})
    assert menunggu() == 1
