"""What the logins of the public hosts may do with the registry, as the database sees it."""

import pytest
from django.db import ProgrammingError, connection, transaction
from psycopg.errors import InsufficientPrivilege

from inti.db import di_instansi, sebagai

HAK = {
    "tenants_instansi": {
        "spbe_portal": "S",
        "spbe_diskominfo": "SIU",
        "spbe_monitoring": "S",
        "spbe_agregator": "",
    },
    "tenants_domain": {
        "spbe_portal": "S",
        "spbe_diskominfo": "SIU",
        "spbe_monitoring": "S",
        "spbe_agregator": "",
    },
    "tenants_penyediaan": {
        "spbe_portal": "",
        "spbe_diskominfo": "SIU",
        "spbe_monitoring": "",
        "spbe_agregator": "",
    },
    "tenants_ddlacuan": {
        "spbe_portal": "",
        "spbe_diskominfo": "",
        "spbe_monitoring": "",
        "spbe_agregator": "",
    },
}
PERINTAH = {
    "S": "SELECT 1 FROM {} LIMIT 1",
    "I": "INSERT INTO {} DEFAULT VALUES",
    "U": "UPDATE {} SET id = id WHERE false",
    "D": "DELETE FROM {} WHERE false",
}


@pytest.mark.parametrize("tabel", HAK)
@pytest.mark.parametrize("login", ["spbe_portal", "spbe_diskominfo", "spbe_monitoring", "spbe_agregator"])
def test_hak_login_situs_publik(db, tabel, login):
    with sebagai(login):
        for huruf, perintah in PERINTAH.items():
            if huruf == "I" and huruf in HAK[tabel][login]:
                continue  # an empty row is refused for other reasons; the actions' tests insert
            assert _boleh(perintah.format(tabel)) == (huruf in HAK[tabel][login]), (huruf, tabel, login)


@pytest.mark.parametrize("tabel", HAK)
def test_instansi_tidak_melihat_daftar_instansi(instansi_a, tabel):
    with di_instansi(instansi_a):
        assert not _boleh(f"SELECT 1 FROM public.{tabel} LIMIT 1")


def test_diskominfo_tidak_membaca_skema_instansi(instansi_a):
    """Perbup Tanah Bumbu 25/2019 Ps 11(6)."""
    with sebagai("spbe_diskominfo"):
        for tabel in ("layanan_permohonan", "akun_pengguna", "audit_jejak"):
            assert not _boleh(f"SELECT 1 FROM i_uji_a.{tabel} LIMIT 1")


def _boleh(perintah: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as k:
            k.execute(perintah)
    except ProgrammingError as galat:
        if not isinstance(galat.__cause__, InsufficientPrivilege):
            raise
        return False
    return True
