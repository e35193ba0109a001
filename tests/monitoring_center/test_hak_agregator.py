"""What the aggregator may not do: anything but fold."""

from typing import Any

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction
from psycopg import sql

from inti.db import di_instansi, sebagai
from inti.db.login import LOGIN_AGREGATOR, LOGIN_MONITORING

BOLEH = {
    "agregasi_delta": {"SELECT", "DELETE"},
    "agregasi_rekap": {"SELECT", "INSERT", "UPDATE"},
    "agregasi_publikasi": {"SELECT"},
}
SEMUA = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def hak(login: str, skema: str) -> dict[str, set[str]]:
    """Privileges of a login on the tables of a schema, without the tables where it has none."""
    with sebagai(LOGIN_AGREGATOR), connection.cursor() as k:
        k.execute(
            "SELECT c.relname, array_agg(p) FROM pg_class c, unnest(%s::text[]) p"
            " WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')"
            " AND has_table_privilege(%s, c.oid, p) GROUP BY 1",
            [list(SEMUA), skema, login],
        )
        return {nama: set(daftar) for nama, daftar in k.fetchall()}


def test_hanya_tiga_tabel_instansi(db: None) -> None:
    assert hak(LOGIN_AGREGATOR, "i_uji_a") == BOLEH


def test_hanya_tabel_dasbor_di_publik(db: None) -> None:
    dml = {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert hak(LOGIN_AGREGATOR, "public") == {"dasbor_fakta": dml, "dasbor_status_instansi": dml}


def test_situs_monitoring_hanya_membaca_angka(db: None) -> None:
    punya = hak(LOGIN_MONITORING, "public")
    assert punya["dasbor_fakta"] == punya["dasbor_status_instansi"] == {"SELECT"}


@pytest.mark.parametrize(
    "pernyataan",
    [
        "SELECT pemohon_nama FROM {}.layanan_permohonan",
        "SELECT * FROM {}.akun_pengguna",
        "UPDATE {}.agregasi_publikasi SET dicabut_pada = NULL",
        "INSERT INTO {}.agregasi_delta (indikator, tanggal, dimensi, nilai) VALUES ('x', now(), '{{}}', 1)",
        "DELETE FROM {}.agregasi_rekap",
        "TRUNCATE {}.agregasi_delta",
        "SET ROLE {}",
    ],
)
def test_pernyataan_lain_ditolak(db: None, pernyataan: str) -> None:
    with (
        sebagai(LOGIN_AGREGATOR),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as k,
    ):
        k.execute(sql.SQL(pernyataan).format(sql.Identifier("i_uji_a")).as_string(connection.connection))


@pytest.mark.parametrize(
    "pernyataan",
    [
        "UPDATE agregasi_rekap SET nilai = 0",
        "INSERT INTO agregasi_rekap (indikator, tanggal, dimensi, nilai) VALUES ('x', now(), '{}', 1)",
        "DELETE FROM agregasi_delta",
        "DELETE FROM agregasi_publikasi",
        "UPDATE agregasi_publikasi SET disetujui_pada = now()",
        "UPDATE agregasi_publikasi SET indikator = 'lain'",
        "SELECT * FROM public.dasbor_fakta",
    ],
)
def test_instansi_tidak_dapat_mengubah_rekap_atau_riwayat(instansi_a: Any, pernyataan: str) -> None:
    with (
        di_instansi(instansi_a),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as k,
    ):
        k.execute(pernyataan)


def test_setiap_model_menyatakan_haknya() -> None:
    for label in ("agregasi", "dasbor"):
        for model in apps.get_app_config(label).get_models():
            assert hasattr(model, "hak_publik" if label == "dasbor" else "hak_instansi"), model
