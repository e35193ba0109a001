"""The CSP forbids inline code and style; this finds them in every template before a browser does."""

import re
import subprocess
from pathlib import Path

import pytest
from django.template import TemplateSyntaxError, engines

from inti.ui.ikon import semua_ikon

AKAR = Path(__file__).resolve().parents[2]
LARANGAN = {
    "atribut style": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "elemen style": re.compile(r"<style\b", re.I),
    "penangan on…": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.I),
    "hx-on": re.compile(r"\bhx-on\b", re.I),
    "javascript:": re.compile(r"(href|src|action)\s*=\s*[\"']\s*javascript:", re.I),
    "js: pada htmx": re.compile(r"hx-(vals|headers|vars)\s*=\s*[\"']\s*(js|javascript):", re.I),
    "skrip dari luar": re.compile(r"<(script|link|img|iframe)[^>]*\s(src|href)\s*=\s*[\"']https?:", re.I),
}
SKRIP = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.I | re.S)
KOMENTAR = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}|<!--.*?-->", re.S)
IKON = re.compile(r"{%\s*ikon\s+\"([^\"]+)\"|\bikon(?:_nama)?=\"([^\"]+)\"")


def templat() -> list[Path]:
    """Every page template in the checkout; e-mails (folder `surel`) are read where there is no CSP."""
    hasil = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.html"],
        cwd=AKAR,
        capture_output=True,
        text=True,
        check=True,
    )
    semua = {AKAR / b for b in hasil.stdout.splitlines()}
    return sorted(b for b in semua if b.exists() and "surel" not in b.parent.parts and "templates" in b.parts)


def pelanggaran(teks: str) -> list[str]:
    teks = KOMENTAR.sub("", teks)
    temuan = [nama for nama, pola in LARANGAN.items() if pola.search(teks)]
    for atribut, isi in SKRIP.findall(teks):
        if "application/json" not in atribut and ("src=" not in atribut or isi.strip()):
            temuan.append("skrip sebaris")
    return temuan


@pytest.mark.parametrize("berkas", templat(), ids=lambda b: str(b.relative_to(AKAR)))
def test_tanpa_skrip_dan_gaya_sebaris(berkas: Path):
    assert pelanggaran(berkas.read_text()) == []


@pytest.mark.parametrize("berkas", templat(), ids=lambda b: str(b.relative_to(AKAR)))
def test_dapat_disusun_dan_ikonnya_ada(berkas: Path):
    teks = berkas.read_text()
    try:
        engines["django"].from_string(teks)
    except TemplateSyntaxError as galat:
        pytest.fail(str(galat))
    asing = {a or b for a, b in IKON.findall(teks)} - semua_ikon()
    assert asing == set()


@pytest.mark.parametrize(
    "html",
    [
        '<p style="color:red">',
        "<style>p{}</style>",
        '<a onclick="x()">',
        '<div hx-on:click="x()">',
        "<script>x()</script>",
        '<script src="a.js">x()</script>',
        '<a href="javascript:x()">',
        "<div hx-vals='js:{a:1}'>",
        '<script src="https://cdn.example/x.js"></script>',
    ],
)
def test_pemeriksa_mengenali_pelanggaran(html: str):
    assert pelanggaran(html) != []


def test_pemeriksa_membiarkan_yang_boleh():
    assert (
        pelanggaran(
            '<script type="application/json" id="a">{"a":1}</script><script src="/a.js" defer></script>'
        )
        == []
    )
    assert pelanggaran('<p class="style" data-on="x">{# <p style="x"> #}</p>') == []


def test_skrip_kita_tanpa_eval():
    for berkas in (AKAR / "platform/inti/ui/static/ui").glob("*.js"):
        assert not re.search(
            r"\beval\(|new Function|document\.write|\.setAttribute\(\"style\"", berkas.read_text()
        ), berkas


def test_htmx_dipasang_tanpa_eval_dan_tanpa_menyimpan_riwayat():
    isi = (AKAR / "platform/inti/ui/templates/ui/staf.html").read_text()
    for setelan in (
        '"allowEval":false',
        '"includeIndicatorStyles":false',
        '"historyCacheSize":0',
        '"selfRequestsOnly":true',
    ):
        assert setelan in isi
