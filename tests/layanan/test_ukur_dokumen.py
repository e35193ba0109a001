"""The benchmark compares equal letters and says how to install its peer."""

import builtins
import sys

import pytest
from django.core.management import CommandError

from layanan.ukur import dokumen


@pytest.mark.filterwarnings("ignore")
def test_pengukuran_berisi_surat_yang_sama():
    """WeasyPrint warns a lot and leaves its colour profile open: as an error each warning would make it slow."""
    hasil = dokumen.ukur(n=2, lapor=lambda _: None)
    assert hasil["rasio"]["vs_weasyprint"] > 1
    assert {"kita", "weasyprint"} <= set(hasil["ukuran"])
    assert hasil["ukuran"]["kita"]["n"] == 2
    assert hasil["rasio"]["bita_kita"] > 10_000


def test_tanpa_pembanding_ada_petunjuk(monkeypatch):
    asli = builtins.__import__

    def tanpa(nama, *args, **kwargs):
        if nama == "weasyprint":
            raise ImportError(nama)
        return asli(nama, *args, **kwargs)

    monkeypatch.delitem(sys.modules, "layanan.ukur.pembanding_surat", raising=False)
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", tanpa)
    with pytest.raises(CommandError, match="pip install"):
        dokumen.ukur(n=1, lapor=lambda _: None)
