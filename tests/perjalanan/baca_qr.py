"""Is a certain QR really on the page that the browser draws? Finds its three corner marks and compares every module."""

import io
import re
from itertools import combinations, groupby
from typing import Any

from PIL import Image

from layanan.dokumen.qr import qr_svg

LEMBAR = {"width": 900, "height": 1300}  # an A4 page as wide as the window fits its height
SKALA = 3
TITIK = tuple[float, float, float]  # x, y, width of a module in pixels


def pastikan_terlihat(j: Any, alamat_pdf: str, isi: str) -> None:
    """Opens the PDF as the viewer does (same person, sharper screen) and looks for the QR that says `isi`."""
    konteks = j.page.context.browser.new_context(
        viewport=LEMBAR, device_scale_factor=SKALA, storage_state=j.page.context.storage_state()
    )
    try:
        lembar = konteks.new_page()
        lembar.goto(j.alamat(alamat_pdf))
        for _ in range(30):
            lembar.wait_for_timeout(300)
            gambar = Image.open(io.BytesIO(lembar.screenshot())).convert("L")
            if kecocokan(gambar, modul(isi)) > 0.98:
                return
        gambar.save(j.rumah.data / "tanpa-qr.png")
        raise AssertionError(f"QR tidak terlihat; lihat {j.rumah.data}/tanpa-qr.png")
    finally:
        konteks.close()


def modul(isi: str) -> list[list[bool]]:
    """The modules of the QR for `isi`, from the path of its SVG: "M0 0.5h7m1 0h4…m-29 1h1…"."""
    svg = qr_svg(isi)
    cocok = re.search(r'width="(\d+)"', svg)
    jalan = re.search(r' d="([^"]+)"', svg)
    assert cocok
    assert jalan
    n = int(cocok[1])
    kisi = [[False] * n for _ in range(n)]
    x = y = 0
    for perintah, a, b in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", jalan[1]):
        if perintah == "h":
            for i in range(int(a)):
                kisi[y][x + i] = True
            x += int(a)
        elif perintah == "M":
            x, y = int(a), int(float(b))
        else:
            x, y = x + int(a), y + int(float(b))
    return kisi


def kecocokan(gambar: Image.Image, kisi: list[list[bool]]) -> float:
    """Share of the modules that stand in the picture as they should; 0 when no QR of this size is found."""
    return max((_cocok(gambar, kisi, tiga) for tiga in combinations(_sudut(gambar), 3)), default=0.0)


def _cocok(gambar: Image.Image, kisi: list[list[bool]], sudut: tuple[TITIK, ...]) -> float:
    kiri_atas = min(sudut, key=lambda t: t[0] + t[1])
    kanan_atas = max(sudut, key=lambda t: t[0] - t[1])
    kiri_bawah = max(sudut, key=lambda t: t[1] - t[0])
    n = len(kisi)
    dx = (kanan_atas[0] - kiri_atas[0]) / (n - 7)
    dy = (kiri_bawah[1] - kiri_atas[1]) / (n - 7)
    if not (0.8 < dx / kiri_atas[2] < 1.25 and 0.8 < dy / kiri_atas[2] < 1.25):
        return 0.0
    titik = gambar.load()
    sama = 0
    for baris in range(n):
        for kolom in range(n):
            x, y = kiri_atas[0] + (kolom - 3) * dx, kiri_atas[1] + (baris - 3) * dy
            sama += (titik[round(x), round(y)] < 128) == kisi[baris][kolom]
    return sama / (n * n)


def _sudut(gambar: Image.Image) -> list[TITIK]:
    """Centres of the corner marks: dark, light, dark, light, dark as 1:1:3:1:1, across and down."""
    lebar, tinggi = gambar.size
    isi = gambar.tobytes()
    calon: list[TITIK] = []
    for y in range(0, tinggi, 3):
        for x, satuan in _pola(isi[y * lebar : (y + 1) * lebar]):
            tegak = isi[round(x) :: lebar]
            calon += [
                (x, yy, satuan)
                for yy, s in _pola(tegak)
                if abs(yy - y) < 1.5 * satuan and 0.7 < s / satuan < 1.4
            ]
    kelompok: list[TITIK] = []
    for t in calon:
        if all(abs(t[0] - k[0]) + abs(t[1] - k[1]) > 4 * t[2] for k in kelompok):
            kelompok.append(t)
    return kelompok


def _pola(garis: bytes) -> list[tuple[float, float]]:
    """(middle, width of a module) of every 1:1:3:1:1 in a line of grey values."""
    panjang = [(gelap, len(list(isi))) for gelap, isi in groupby(v < 128 for v in garis)]
    hasil = []
    awal = 0
    for i in range(len(panjang) - 4):
        lima = [p for _, p in panjang[i : i + 5]]
        satuan = sum(lima) / 7
        if panjang[i][0] and satuan > 2:
            seharusnya = (1, 1, 3, 1, 1)
            if all(
                abs(p - s * satuan) < max(1.5, satuan * 0.4) for p, s in zip(lima, seharusnya, strict=True)
            ):
                hasil.append((awal + sum(lima) / 2 - 0.5, satuan))
        awal += panjang[i][1]
    return hasil
