import re
from typing import Any

import pytest

from inti.notifikasi.models import Surat
from tests.layanan.bantu import Meja, buat_meja


@pytest.fixture
def orang(instansi_a: Any, buat_orang: Any) -> Meja:
    return buat_meja(buat_orang, di=instansi_a)


@pytest.fixture
def kode_terakhir(instansi_a: Any, di: Any) -> Any:
    """The six digits of the newest e-mail in the outbox."""

    def baca() -> str:
        with di(instansi_a):
            return re.search(r"Kode Anda: (\d{6})", Surat.objects.latest("pk").isi_teks)[1]

    return baca


@pytest.fixture
def warga(klien: Any, instansi_a: Any, kode_terakhir: Any) -> Any:
    """A resident whose browser has proven an e-mail address."""

    def buat(surel: str = "siti@contoh.test") -> Any:
        k = klien(instansi_a)
        assert k.post("/daring/bukti/", {"kontak": surel}).status_code == 302
        assert k.post("/daring/kode/", {"kode": kode_terakhir()}).status_code == 302
        return k

    return buat
