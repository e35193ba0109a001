"""A real browser for the tests: Debian's Chromium, driven by Playwright, without network access of its own.

    from tests.peramban import halaman, layani, periksa_axe, peramban  # noqa: F401 (fixtures)

    def test_masuk(halaman, basis_nyata):
        with layani() as porta:
            halaman.goto(f"http://uji-a.kab.localhost:{porta}/")
            periksa_axe(halaman)

Where Chromium is missing the tests are skipped, and the summary says so. With `CI` set they fail instead.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

AXE = Path(__file__).parent / "ui" / "vendor" / "axe.min.js"
NAMA_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
BENDERA = [
    "--no-sandbox",  # tests may run as root in a container
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--force-color-profile=srgb",
    # Whatever a page asks for, only this machine answers.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
]
_tunggal: list[Any] = []
PENCATAT_CSP = """
window.pelanggaranCsp = [];
document.addEventListener("securitypolicyviolation", (e) =>
  window.pelanggaranCsp.push(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile || ""}:${e.lineNumber}`));
"""


def jalur_chromium() -> str | None:
    """Path of the browser: SPBE_CHROMIUM, or the first of the usual names."""
    return os.environ.get("SPBE_CHROMIUM") or next(filter(None, map(shutil.which, NAMA_CHROMIUM)), None)


@pytest.fixture(scope="session")
def peramban() -> Iterator[Any]:
    """One Chromium for the whole run."""
    jalur = jalur_chromium()
    if jalur is None:
        pesan = "TIDAK DIUJI DI PERAMBAN: Chromium tidak ada (pasang paket chromium, atau isi SPBE_CHROMIUM)"
        if os.environ.get("CI"):
            pytest.fail(pesan)
        pytest.skip(pesan)
    if _tunggal:  # the fixture is imported in several places, and each import would be a browser of its own
        yield _tunggal[0]
        return
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; Django would then refuse the ORM here.
    semula = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=jalur, args=BENDERA)
        _tunggal.append(chromium)
        yield chromium
        _tunggal.clear()
        chromium.close()
    if semula is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def buka_halaman(peramban: Any, **opsi: Any) -> Iterator[Any]:
    """A page in a fresh context (no cookies); it remembers script errors and CSP violations.

    `opsi` as for Playwright's new_context: viewport, color_scheme, java_script_enabled, has_touch, …
    """
    bawaan = {"viewport": {"width": 1440, "height": 900}, "locale": "id-ID", "timezone_id": "Asia/Makassar"}
    konteks = peramban.new_context(**(bawaan | opsi))
    konteks.add_init_script(PENCATAT_CSP)
    page = konteks.new_page()
    page.galat_skrip = []
    page.on("pageerror", lambda galat: page.galat_skrip.append(str(galat)))
    try:
        yield page
    finally:
        konteks.close()


@pytest.fixture
def halaman(peramban: Any) -> Iterator[Any]:
    """A page of 1440×900, light; the test fails when a script failed or the CSP stopped something."""
    with buka_halaman(peramban) as page:
        yield page
        periksa_bersih(page)


def periksa_bersih(page: Any) -> None:
    """No script error, no CSP violation, no sideways scrolling."""
    assert page.galat_skrip == []
    assert page.evaluate("window.pelanggaranCsp || []") == []
    lebih = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert lebih <= 0, f"the page is {lebih} px wider than the screen"


def periksa_axe(page: Any, *, kecuali: tuple[str, ...] = ()) -> None:
    """axe-core (WCAG 2.2 A and AA, best practices) finds nothing. `kecuali`: selectors to leave out."""
    # evaluate() runs outside the page's CSP; a script element would be blocked, as it should.
    page.evaluate(AXE.read_text())
    hasil = page.evaluate(
        """(kecuali) => axe.run({exclude: kecuali.map((k) => [k])}, {resultTypes: ["violations"]})""",
        ["iframe", *kecuali],
    )
    temuan = [
        f"{v['id']} ({v['impact']}): {v['help']}\n    "
        + "\n    ".join(n["html"][:200] for n in v["nodes"][:5])
        for v in hasil["violations"]
    ]
    assert not temuan, f"{page.url}\n" + "\n".join(temuan)


class _Diam(WSGIRequestHandler):
    """No line per request on the terminal."""

    def log_message(self, *_: Any) -> None:
        return


class _Peladen(ThreadedWSGIServer):
    def handle_error(self, *_: Any) -> None:
        """A browser that hangs up is no error; failures of a view are logged by Django."""


@contextmanager
def layani(aplikasi: Any = None) -> Iterator[int]:
    """Serve the project (with static files) on a free port of this machine; yields the port."""
    server = _Peladen(("127.0.0.1", 0), _Diam, connections_override={})
    server.daemon_threads = True
    server.set_app(aplikasi or StaticFilesHandler(WSGIHandler()))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
