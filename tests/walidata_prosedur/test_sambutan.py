"""The greeting of the demonstration names everybody of the procedure, in lines that can be copied."""

import io
from types import SimpleNamespace
from typing import Any

from rich.console import Console

from monitoring_center.peragaan.orang import PUBLIK, jabatan_instansi
from monitoring_center.peragaan.sambutan import JABATAN, sambut
from tests.conftest import di_situs


def test_semua_pelaku_prosedur_disebut() -> None:
    """Also at 60 columns, where a table would cut the addresses."""
    satu = SimpleNamespace(
        slug="batulicin", nama="Kecamatan Batulicin", domain_email="batulicin.tanahbumbukab.go.id"
    )
    keluar = io.StringIO()
    sambut([satu], port=8132, detik=3, konsol=Console(file=keluar, width=60))
    baris = [b.split()[-1] for b in keluar.getvalue().splitlines() if b.strip()]
    for surel in ("data@batulicin.tanahbumbukab.go.id", "camat@batulicin.tanahbumbukab.go.id", "sekda@tanahbumbukab.go.id",
                  "bupati@tanahbumbukab.go.id", "admin@diskominfo.tanahbumbukab.go.id"):  # fmt: skip
        assert surel in baris
    for host in ("batulicin.", "monitoring.", "diskominfo.", ""):
        assert any(b.startswith(f"http://{host}") and b.endswith(":8132") for b in baris)


def test_yang_disebut_memang_ada(instansi_a: Any) -> None:
    with di_situs(instansi_a):
        ada = {j.akun for j in jabatan_instansi("kecamatan")}
    assert {akun for _, akun in JABATAN} <= ada
    assert {j.akun for daftar in PUBLIK.values() for j in daftar} == {"admin", "sekda", "bupati", "evaluator"}
