"""`spbe migrasi` upgrades every instansi that has a schema, also one out of service."""

import pytest
from django.core.management import call_command
from django.db import connection

from inti.db import sebagai_pemilik


@pytest.mark.parametrize("status", ["ditangguhkan", "arsip"])
def test_yang_tidak_melayani_pun_dimutakhirkan(basis_nyata, capsys, status):
    """Re-opened, it must not meet tables of an older release."""
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute(
            "UPDATE tenants_instansi SET status = %s, alasan_status = 'uji' WHERE schema_name = 'i_uji_a'",
            [status],
        )
        k.execute("DELETE FROM i_uji_a.django_migrations WHERE app = 'sessions'")
        k.execute("DROP TABLE i_uji_a.django_session")
    call_command("migrasi", verbosity=1)
    assert "i_uji_a mutakhir" in capsys.readouterr().out
    with sebagai_pemilik(), connection.cursor() as k:
        k.execute("SELECT to_regclass('i_uji_a.django_session') IS NOT NULL")
        assert k.fetchone() == (True,)
