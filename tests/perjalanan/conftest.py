"""One running platform for all journeys; windows of its people."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.peramban import peramban  # noqa: F401 (fixture)
from tests.perjalanan.jendela import Jendela
from tests.perjalanan.rumah import Rumah


@pytest.fixture(scope="session")
def rumah(peramban: Any, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[Rumah]:  # noqa: F811
    """The platform, started once; without Chromium it is not started at all."""
    with django_db_blocker.unblock(), Rumah(tmp_path_factory.mktemp("perjalanan")) as r:
        yield r


@pytest.fixture
def buka(rumah: Rumah, peramban: Any) -> Iterator[Callable[..., Jendela]]:  # noqa: F811
    """buka("camat", "uji-a", ponsel=True) -> a window, logged in; at the end none may have logged an error."""
    semua: list[Jendela] = []
    with ExitStack() as tumpukan:

        def jalan(
            akun: str = "", situs: str = "uji-a", *, masuk: bool = True, segar: bool = False, **opsi: Any
        ) -> Jendela:
            j = Jendela(rumah, peramban, akun, situs, **opsi)
            tumpukan.callback(j.tutup)
            semua.append(j)
            return j.masuk(segar=segar) if akun and masuk else j

        yield jalan
        for j in semua:
            j.page.wait_for_timeout(20)  # the last messages of the console arrive
            j.periksa_konsol()
