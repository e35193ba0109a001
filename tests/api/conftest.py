import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from inti.akun.waktu import hari_ini
from layanan.api.actions import buat_token, terima_token
from layanan.api.cakupan import Cakupan
from tests.layanan.bantu import Meja, buat_meja


class Aplikasi:
    """Another application: a client that knows a token and speaks JSON."""

    def __init__(self, klien: Any, rahasia: str) -> None:
        self.klien, self.tajuk = klien, {"Authorization": f"Bearer {rahasia}"}

    def get(self, jalur: str, **params: Any) -> Any:
        return self.klien.get(f"/api/v1/{jalur}", params, headers=self.tajuk)

    def post(self, jalur: str, isi: Any = None, **tajuk: str) -> Any:
        return self.klien.post(
            f"/api/v1/{jalur}", {} if isi is None else isi, "application/json", headers=self.tajuk | tajuk
        )

    def delete(self, jalur: str) -> Any:
        return self.klien.delete(f"/api/v1/{jalur}", headers=self.tajuk)


@pytest.fixture
def orang(instansi_a: Any, buat_orang: Any) -> Meja:
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def rahasia(instansi_a: Any, orang: Meja, di: Any) -> Callable[..., str]:
    """rahasia(person, *cakupan) -> a token's secret (all scopes by default)."""

    def buat(siapa: Any, *cakupan: str) -> str:
        with di(instansi_a):
            token = buat_token(
                nama="Aplikasi uji",
                pengguna=siapa,
                cakupan=list(cakupan or Cakupan.values),
                sampai=hari_ini() + dt.timedelta(days=30),
                oleh=orang.admin,
            )
            return terima_token(token=token, oleh=siapa)

    return buat


@pytest.fixture
def aplikasi(instansi_a: Any, klien: Any, rahasia: Any) -> Callable[..., Aplikasi]:
    return lambda siapa, *cakupan: Aplikasi(klien(instansi_a), rahasia(siapa, *cakupan))
