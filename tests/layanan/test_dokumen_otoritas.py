"""The local authority's files: made once, private, encrypted, clear when wrong."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from layanan.dokumen.galat import GalatOtoritas
from layanan.dokumen.otoritas import NAMA_BERKAS, OtoritasLokal, sandi_otoritas


def sidik_akar(ca: OtoritasLokal) -> bytes:
    return ca.akar_pem()


def test_dibuat_sekali_dan_dipakai_lagi(tmp_path: Path) -> None:
    pertama = OtoritasLokal(tmp_path / "ca", b"x").akar_pem()
    assert OtoritasLokal(tmp_path / "ca", b"x").akar_pem() == pertama


def test_berkas_hanya_untuk_pemilik(tmp_path: Path) -> None:
    OtoritasLokal(tmp_path / "ca", b"x").akar()
    berkas = tmp_path / "ca" / NAMA_BERKAS
    assert stat.S_IMODE(berkas.stat().st_mode) == 0o600
    assert stat.S_IMODE(berkas.parent.stat().st_mode) == 0o700
    assert [p.name for p in berkas.parent.iterdir()] == [NAMA_BERKAS]


def test_kunci_tersandi(tmp_path: Path) -> None:
    OtoritasLokal(tmp_path / "ca", b"rahasia").akar()
    isi = (tmp_path / "ca" / NAMA_BERKAS).read_bytes()
    assert b"BEGIN ENCRYPTED PRIVATE KEY" in isi
    with pytest.raises(ValueError):
        load_pem_private_key(isi, b"salah")


def test_sandi_salah_disebut_dan_berkas_tetap(tmp_path: Path) -> None:
    OtoritasLokal(tmp_path / "ca", b"benar").akar()
    berkas = tmp_path / "ca" / NAMA_BERKAS
    semula = berkas.read_bytes()
    with pytest.raises(GalatOtoritas, match="kunci induk berbeda"):
        OtoritasLokal(tmp_path / "ca", b"salah").akar()
    assert berkas.read_bytes() == semula


@pytest.mark.parametrize(
    "rusak", [b"", b"sampah", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_berkas_rusak_tidak_diganti_diam_diam(tmp_path: Path, rusak: bytes) -> None:
    (tmp_path / NAMA_BERKAS).write_bytes(rusak)
    with pytest.raises(GalatOtoritas, match="tidak dapat dibuka"):
        OtoritasLokal(tmp_path, b"x").akar()
    assert (tmp_path / NAMA_BERKAS).read_bytes() == rusak


def test_kunci_dan_sertifikat_tidak_sepasang(tmp_path: Path) -> None:
    isi = []
    for nama in ("a", "b"):
        OtoritasLokal(tmp_path / nama, b"x").akar()
        isi.append((tmp_path / nama / NAMA_BERKAS).read_bytes())
    batas = isi[0].index(b"-----BEGIN CERT")
    (tmp_path / NAMA_BERKAS).write_bytes(isi[0][:batas] + isi[1][isi[1].index(b"-----BEGIN CERT") :])
    with pytest.raises(GalatOtoritas, match="tidak sepasang"):
        OtoritasLokal(tmp_path, b"x").akar()


def test_folder_tak_bisa_ditulis(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(GalatOtoritas, match="tidak dapat ditulis"):
        OtoritasLokal(tmp_path / "berkas" / "ca", b"x").akar()


def test_banyak_utas_satu_akar(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as utas:
        semua = set(utas.map(lambda _: OtoritasLokal(tmp_path / "ca", b"x").akar_pem(), range(16)))
    assert len(semua) == 1


def test_banyak_proses_satu_akar(tmp_path: Path) -> None:
    naskah = (
        "import sys\nfrom pathlib import Path\nfrom layanan.dokumen.otoritas import OtoritasLokal\n"
        "sys.stdout.write(OtoritasLokal(Path(sys.argv[1]), b'x').akar_pem().decode())"
    )
    lari = [
        subprocess.Popen(
            [sys.executable, "-c", naskah, str(tmp_path / "ca")],
            stdout=subprocess.PIPE,
            env={"PYTHONPATH": ":".join(p for p in sys.path if p)},
        )
        for _ in range(4)
    ]
    keluaran = {p.communicate(timeout=60)[0] for p in lari}
    assert len(keluaran) == 1
    assert b"BEGIN CERTIFICATE" in keluaran.pop()


def test_sandi_diturunkan_dari_kunci_induk() -> None:
    sandi = sandi_otoritas(b"0123456789abcdef")
    assert sandi == sandi_otoritas(b"0123456789abcdef")
    assert sandi != sandi_otoritas(b"0123456789abcdeg")
    assert len(sandi) == 64
