import io
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def gambar(format_: str, ukuran: tuple[int, int] = (40, 30), **opsi: Any) -> bytes:
    keluar = io.BytesIO()
    Image.effect_noise(ukuran, 60).convert("RGB").save(keluar, format_, **opsi)
    return keluar.getvalue()


def office(utama: str, tambahan: dict[str, bytes] | None = None) -> bytes:
    keluar = io.BytesIO()
    with zipfile.ZipFile(keluar, "w", zipfile.ZIP_DEFLATED) as arsip:
        arsip.writestr("[Content_Types].xml", "<Types/>")
        arsip.writestr(utama, "<w:document/>")
        for nama, isi in (tambahan or {}).items():
            arsip.writestr(nama, isi)
    return keluar.getvalue()


def unggahan(nama: str, isi: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi)


@pytest.fixture
def di_disk(settings: Any, tmp_path: Any) -> Any:
    """di_disk() -> every file below this test's own BERKAS_AKAR, temporary ones too."""
    settings.BERKAS_AKAR = tmp_path / "berkas"

    def daftar() -> list[str]:
        akar = settings.BERKAS_AKAR
        return (
            sorted(str(p.relative_to(akar)) for p in akar.rglob("*") if p.is_file()) if akar.exists() else []
        )

    return daftar
