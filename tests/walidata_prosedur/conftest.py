from typing import Any

import pytest

from tests.walidata_prosedur.bantu import Pihak, susun_pihak


@pytest.fixture
def p(instansi_a: Any, instansi_b: Any, buat_orang: Any) -> Pihak:
    return susun_pihak(instansi_a, instansi_b, buat_orang)
