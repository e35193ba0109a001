"""A state machine over everything that moves a connection; after each step it is who the model says (promise 4).

Keeps the leak of django-tenants issue 1262 (savepoint rollback) and its kin from coming back.
"""

import threading

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from inti.db import BerpindahDalamTransaksi, Sasaran, TanpaInstansi
from inti.db.login import LOGIN_DISKOMINFO, LOGIN_PORTAL
from tests.basis import _admin

SASARAN = [
    Sasaran("i_uji_a", "i_uji_a"),
    Sasaran("i_uji_b", "i_uji_b"),
    Sasaran(LOGIN_PORTAL, "public"),
    Sasaran(LOGIN_DISKOMINFO, "public"),
    None,
]


def siapa() -> tuple[str, str] | None:
    try:
        with connection.cursor() as k:
            k.execute("SELECT session_user::text, current_schema()::text")
            return k.fetchone()
    except TanpaInstansi:
        return None


class MesinKoneksi(RuleBasedStateMachine):
    @initialize()
    def awal(self) -> None:
        self.atomik: list[transaction.Atomic] = []
        self.model: Sasaran | None = None
        connection.set_sasaran(None)

    @rule(tujuan=st.sampled_from(SASARAN))
    def pindah(self, tujuan: Sasaran | None) -> None:
        if self.atomik and tujuan != self.model:
            with pytest.raises(BerpindahDalamTransaksi):
                connection.set_sasaran(tujuan)
        else:
            connection.set_sasaran(tujuan)
            self.model = tujuan

    @precondition(lambda self: self.model is not None and len(self.atomik) < 4)
    @rule()
    def masuk_atomik(self) -> None:
        a = transaction.atomic()
        a.__enter__()
        self.atomik.append(a)

    @precondition(lambda self: self.atomik)
    @rule(gagal=st.booleans())
    def keluar_atomik(self, gagal: bool) -> None:
        a = self.atomik.pop()
        if gagal:
            a.__exit__(ValueError, ValueError("batal"), None)
        else:
            a.__exit__(None, None, None)

    @precondition(lambda self: self.model is not None and self.atomik)
    @rule()
    def galat_lalu_savepoint_mundur(self) -> None:
        with transaction.atomic():
            siapa()
            transaction.set_rollback(True)

    @precondition(lambda self: self.model is not None)
    @rule()
    def pernyataan_salah(self) -> None:
        with pytest.raises(Exception, match="tidak_ada"), transaction.atomic(), connection.cursor() as k:
            k.execute("SELECT * FROM tidak_ada")

    @precondition(lambda self: not self.atomik)
    @rule()
    def tutup(self) -> None:
        connection.close()

    @precondition(lambda self: not self.atomik and self.model is not None)
    @rule()
    def diputus_peladen(self) -> None:
        with connection.cursor() as k:
            k.execute("SELECT pg_backend_pid()")
            pid = k.fetchone()[0]
        connection.close()
        with psycopg.connect(**_admin(), dbname="postgres", autocommit=True) as k:
            k.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])

    @precondition(lambda self: not self.atomik)
    @rule()
    def permintaan_selesai(self) -> None:
        connection.close_if_unusable_or_obsolete()

    @rule(tujuan=st.sampled_from(SASARAN))
    def thread_lain_pindah(self, tujuan: Sasaran | None) -> None:
        dilihat = []

        def kerja() -> None:
            connection.set_sasaran(tujuan)
            dilihat.append(siapa())
            connection.set_sasaran(None)
            connection.close()

        t = threading.Thread(target=kerja)
        t.start()
        t.join()
        assert dilihat == [(tujuan.login, tujuan.skema) if tujuan else None]

    @invariant()
    def sama_dengan_model(self) -> None:
        if hasattr(self, "model"):
            assert siapa() == ((self.model.login, self.model.skema) if self.model else None)

    def teardown(self) -> None:
        while getattr(self, "atomik", None):
            self.keluar_atomik(gagal=True)
        connection.set_sasaran(None)
        connection.close()


def test_koneksi_selalu_milik_yang_seharusnya(basis_nyata):
    run_state_machine_as_test(
        MesinKoneksi,
        settings=settings(
            max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
