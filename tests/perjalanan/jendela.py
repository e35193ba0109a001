"""A browser window of one person on one site, that remembers what went wrong in it.

camat = buka("camat", "uji-a", ponsel=True)
camat.ke("/meja/")
camat.periksa()
"""

import base64
import re
from contextlib import ExitStack
from typing import Any

from tests.peramban import buka_halaman, periksa_axe
from tests.perjalanan.juru import SANDI
from tests.perjalanan.rumah import Rumah

MEJA = {"width": 1440, "height": 900}
TELEPON = {"width": 360, "height": 740}
PONSEL = {"viewport": TELEPON, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
TERLALU_LEBAR = """() => {
  const batas = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= batas) return [];
  const lewat = [...document.querySelectorAll("body *")].filter((el) => el.getBoundingClientRect().right > batas + 1);
  const ujung = lewat.filter((el) => ![...el.children].some((anak) => lewat.includes(anak)));
  return [`${document.documentElement.scrollWidth - batas} px`, ...ujung.slice(0, 5).map((el) => el.outerHTML.slice(0, 160))];
}"""
GAGAL_MEMUAT = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")


class Jendela:
    """`akun` is the first part of the e-mail address; "" is somebody without an account."""

    def __init__(
        self, rumah: Rumah, peramban: Any, akun: str, situs: str, *, ponsel: bool = False, **opsi: Any
    ) -> None:
        self.rumah, self.akun, self.situs, self.ponsel = rumah, akun, situs, ponsel
        self._tumpukan = ExitStack()
        bawaan = {"reduced_motion": "reduce", **(PONSEL if ponsel else {"viewport": MEJA})}
        self.page = self._tumpukan.enter_context(buka_halaman(peramban, **(bawaan | opsi)))
        self.js = opsi.get("java_script_enabled", True)
        self.konsol: list[str] = []
        self.boleh_gagal: set[str] = set()  # addresses that are expected to answer with 4xx or 5xx
        self.page.on("console", self._dengar)

    def tutup(self) -> None:
        self._tumpukan.close()

    def _dengar(self, pesan: Any) -> None:
        if pesan.type == "error":
            self.konsol.append(f"{pesan.text} ({pesan.location.get('url', '').split('#')[0]})")

    # -- going somewhere ------------------------------------------------------------------------------------------

    def alamat(self, jalur: str, situs: str | None = None) -> str:
        return jalur if "://" in jalur else self.rumah.alamat(self.situs if situs is None else situs, jalur)

    def ke(self, jalur: str, *, status: int = 200) -> Any:
        alamat = self.alamat(jalur)
        if status >= 400:
            self.boleh_gagal.add(alamat)
        jawaban = self.page.goto(alamat)
        assert jawaban.status == status, f"{alamat}: {jawaban.status}, seharusnya {status}"
        return jawaban

    def masuk(self, *, segar: bool = False) -> "Jendela":
        """Through the log-in page the first time; later windows of the same person take over that session.

        `segar`: a session of its own, in which the password was not asked again by another journey.
        """
        kunci = (self.akun, self.situs)
        if segar:
            self._masuk_lewat_halaman()
            return self
        if kunci not in self.rumah.kuki:
            self._masuk_lewat_halaman()
            self.rumah.kuki[kunci] = self.page.context.cookies()
        self.page.context.add_cookies(self.rumah.kuki[kunci])
        return self

    def _masuk_lewat_halaman(self) -> None:
        self.ke("/akun/login/")
        self.page.get_by_label("Surel").fill(self.surel)
        self.page.get_by_label("Kata sandi").fill(SANDI)
        self.page.get_by_role("button", name="Masuk", exact=True).click()
        self.page.wait_for_url(lambda url: "/akun/login/" not in url)

    @property
    def surel(self) -> str:
        return (
            f"{self.akun}@{self.situs}.kab.go.id"
            if self.situs.startswith("uji-")
            else f"{self.akun}@kab.go.id"
        )

    def ambil(self, jalur: str) -> tuple[str, bytes]:
        """(content type, bytes) of an address, fetched by the page itself with its cookies."""
        jenis, isi = self.page.evaluate(
            """async (url) => {
              const jawaban = await fetch(url), bita = new Uint8Array(await jawaban.arrayBuffer());
              let teks = "";
              for (const b of bita) teks += String.fromCharCode(b);
              return [jawaban.headers.get("content-type"), btoa(teks)];
            }""",
            self.alamat(jalur),
        )
        return jenis, base64.b64decode(isi)

    # -- keyboard -------------------------------------------------------------------------------------------------

    def tab_ke(self, sasaran: Any, *, maks: int = 120) -> None:
        """Press Tab until the element has the focus; fails when the keyboard cannot get there."""
        for _ in range(maks):
            if sasaran.evaluate("el => el === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"tidak tercapai dengan Tab: {sasaran}")

    def ketik_di(self, sasaran: Any, teks: str) -> None:
        self.tab_ke(sasaran)
        self.page.keyboard.type(teks)

    def tekan(self, sasaran: Any, tombol: str = "Enter") -> None:
        self.tab_ke(sasaran)
        self.page.keyboard.press(tombol)

    def tekan_lalu_pindah(self, sasaran: Any) -> None:
        """Enter on a link or button that leads to another page."""
        self.tab_ke(sasaran)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    # -- looking at it --------------------------------------------------------------------------------------------

    def teks(self) -> str:
        return str(self.page.inner_text("body"))

    def periksa(self, *lebar: int, kecuali: tuple[str, ...] = ()) -> None:
        """axe finds nothing and nothing is too wide, at these widths (default: the width of the window)."""
        semula = self.page.viewport_size
        for w in lebar or (semula["width"],):
            if w != semula["width"]:
                self.page.set_viewport_size(
                    {"width": w, "height": TELEPON["height"] if w < 600 else MEJA["height"]}
                )
            self._muat_di_layar()
            periksa_axe(self.page, kecuali=kecuali)
        if self.page.viewport_size != semula:
            self.page.set_viewport_size(semula)

    def periksa_lebar(self, lebar: int = 360) -> None:
        """No sideways scrolling on a phone (without axe)."""
        semula = self.page.viewport_size
        self.page.set_viewport_size({"width": lebar, "height": TELEPON["height"]})
        self._muat_di_layar()
        self.page.set_viewport_size(semula)

    def _muat_di_layar(self) -> None:
        self.page.wait_for_load_state("load")
        lewat = self.page.evaluate(TERLALU_LEBAR)
        assert not lewat, f"{self.page.url} is wider than the screen by {lewat}"

    def periksa_konsol(self) -> None:
        """No script error, no CSP violation and no broken request since the window was opened."""
        salah = [k for k in self.konsol if not self._diharapkan(k)] + self.page.galat_skrip
        assert not salah, f"{self.akun or 'warga'}@{self.situs}: {salah}"

    def _diharapkan(self, konsol: str) -> bool:
        return bool(GAGAL_MEMUAT.match(konsol)) and any(
            konsol.endswith(f"({url.split('#')[0]})") for url in self.boleh_gagal
        )
