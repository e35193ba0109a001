"""`spbe pengguna undang`: how the first person of Diskominfo gets in."""

import pytest
from django.core.management import CommandError, call_command

from inti.akun.models import Undangan
from inti.db import di_instansi, sebagai
from inti.db.login import LOGIN_DISKOMINFO


@pytest.mark.django_db
def test_mengundang_pengelola_pertama(capsys, klien):
    call_command("pengguna", "undang", "admin@diskominfo.kab.go.id", "Admin Pertama")
    tautan = capsys.readouterr().out.split()[-1]
    assert tautan.startswith("http://diskominfo.kab.localhost/akun/undangan/")
    with sebagai(LOGIN_DISKOMINFO):
        assert Undangan.objects.get().peran == "diskominfo"
    assert klien("diskominfo").get(tautan.partition("localhost")[2]).status_code == 200


@pytest.mark.django_db
def test_mengundang_administrator_instansi():
    call_command("pengguna", "undang", "a@uji-a.kab.go.id", "Admin", peran="administrator", instansi="uji-a")
    with di_instansi("i_uji_a"):
        assert Undangan.objects.get().peran == "administrator"


@pytest.mark.parametrize(
    ("surel", "pilihan", "pesan"),
    [
        ("admin@gmail.com", {}, "surel"),
        ("a@kab.go.id", {"peran": "administrator"}, "--instansi"),
        ("a@kab.go.id", {"peran": "administrator", "instansi": "entah"}, "Tidak ada instansi"),
        ("a@kab.go.id", {"peran": "pelaksana", "instansi": "uji-a"}, "seksi"),
    ],
)
@pytest.mark.django_db
def test_masukan_salah_tidak_mengundang_siapa_pun(surel, pilihan, pesan):
    with pytest.raises(CommandError, match=pesan):
        call_command("pengguna", "undang", surel, "Nama Orang", **pilihan)
    with sebagai(LOGIN_DISKOMINFO):
        assert Undangan.objects.count() == 0
    with di_instansi("i_uji_a"):
        assert Undangan.objects.count() == 0
