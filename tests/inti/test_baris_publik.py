"""Whoever holds the monitoring host's database login can still not become Diskominfo."""

import pytest
from django.db import DatabaseError, connection, transaction

from inti.akun.models import Pengguna, Penugasan, Sesi, Undangan
from inti.db import sebagai
from inti.db.login import LOGIN_DISKOMINFO, LOGIN_MONITORING


@pytest.fixture
def orang(buat_orang):
    return {"admin": buat_orang("diskominfo", di="diskominfo"), "sekda": buat_orang("sekda", di="monitoring")}


@pytest.mark.django_db
def test_login_monitoring_tidak_melihat_orang_dan_sesi_diskominfo(orang, klien):
    admin, sekda = klien("diskominfo", orang["admin"]), klien("monitoring", orang["sekda"])
    assert admin.get("/").status_code == 200
    assert sekda.get("/").status_code == 200
    with sebagai(LOGIN_MONITORING):
        assert set(Sesi.objects.values_list("situs", flat=True)) == {LOGIN_MONITORING}
    with sebagai(LOGIN_DISKOMINFO):
        assert Pengguna.objects.count() == 2
        assert set(Sesi.objects.values_list("situs", flat=True)) == {LOGIN_DISKOMINFO}


@pytest.mark.django_db
def test_login_monitoring_tidak_dapat_menjadi_diskominfo(orang):
    with sebagai(LOGIN_MONITORING):
        assert Pengguna.objects.filter(pk=orang["admin"].pk).update(password="x") == 0
        for buat in (
            lambda: Penugasan.objects.create(pengguna=orang["sekda"], peran="diskominfo", mulai="2026-01-01"),
            lambda: Undangan.objects.create(
                surel="x@kab.go.id",
                nama="X",
                peran="diskominfo",
                sidik_token="x",
                berlaku_sampai="2030-01-01T00:00Z",
            ),
        ):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                buat()
        assert Penugasan.objects.filter(peran="diskominfo").update(pengguna=orang["sekda"]) == 0
    with sebagai(LOGIN_DISKOMINFO):
        assert list(Penugasan.objects.filter(peran="diskominfo").values_list("pengguna", flat=True)) == [
            orang["admin"].pk
        ]
        assert Undangan.objects.count() == 0
        assert orang["admin"].password == Pengguna.objects.get(pk=orang["admin"].pk).password


@pytest.mark.django_db
def test_kebijakan_terpasang_di_setiap_tabel_yang_menyatakannya():
    from inti.db import sebagai_pemilik
    from inti.db.baris import kebijakan

    with sebagai_pemilik(), connection.cursor() as k:
        k.execute("SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public'")
        assert set(k.fetchall()) == {(t, n) for t, isi in kebijakan().items() for n in isi}
        k.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
        )
        assert {b[0] for b in k.fetchall()} == set(kebijakan())


@pytest.mark.django_db
def test_orang_diskominfo_diarahkan_bila_masuk_di_monitoring(orang, klien):
    k = klien("monitoring")
    jawaban = k.post("/akun/login/", {"login": orang["admin"].surel, "password": "sandi-yang-panjang"})
    assert jawaban.status_code == 422
    assert "http://diskominfo.kab.localhost" in jawaban.content.decode()
    with sebagai(LOGIN_MONITORING):
        assert Sesi.objects.filter(pengguna_id=orang["admin"].pk).count() == 0
