"""`spbe dokumen verifikasi` on a machine without a server, a database or the master key."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from layanan import actions
from layanan.dokumen.contoh import INDUK, PEJABAT, surat_contoh
from layanan.dokumen.luring import KunciPublik, KunciTidakSah, kunci_publik, periksa_luring
from layanan.dokumen.otoritas import OtoritasLokal
from layanan.dokumen.qr import kunci_publik_qr
from layanan.dokumen.susun import susun_pdf
from layanan.dokumen.tanda_tangan import Penanda
from layanan.enums import Status
from tests.layanan.bantu import sampai
from tests.layanan.test_tandatangan import muatan

AKAR = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def bekal(tmp_path_factory) -> Path:
    """A folder with a letter, the text of its QR, and the public keys: what somebody carries to another machine."""
    folder = tmp_path_factory.mktemp("luring")
    otoritas = OtoritasLokal(folder / "otoritas", b"x")
    templat, data = surat_contoh(7)
    pdf = otoritas.tandatangani(
        susun_pdf(templat, data),
        penanda=Penanda(str(PEJABAT["nama"]), "Camat", "Kecamatan Batulicin"),
        alasan=f"Pengesahan {data['nomor']}",
        lokasi="Batulicin",
    )
    (folder / "surat.pdf").write_bytes(pdf)
    (folder / "qr.txt").write_text(data["qr"])
    kunci = kunci_publik(
        akar=otoritas.akar(),
        instansi={"batulicin": "Kecamatan Batulicin"},
        qr={"batulicin": [kunci_publik_qr(INDUK, "batulicin")]},
    )
    (folder / "kunci-dokumen.json").write_text(kunci.ke_json())
    return folder


def spbe(bekal: Path, *argumen: str) -> subprocess.CompletedProcess[str]:
    lingkungan = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{AKAR / 'platform'}:{AKAR}",
        "SPBE_DATA": str(bekal),
        "DJANGO_SETTINGS_MODULE": "inti.settings.utama",
    }
    perintah = [sys.executable, "-c", "from inti.cli import main; main()", "dokumen", "verifikasi", *argumen]
    return subprocess.run(
        perintah, env=lingkungan, capture_output=True, text=True, timeout=120, check=False, cwd=bekal
    )


def test_surat_asli_tanpa_peladen(bekal):
    isi = set(bekal.iterdir())
    hasil = spbe(bekal, "surat.pdf", "--qr", (bekal / "qr.txt").read_text(), "--json")
    assert hasil.returncode == 0, hasil.stderr
    data = json.loads(hasil.stdout)
    assert data["asli"] is True
    assert data["nomor"] == "500.3.2/0007/KEC-BTL/XI/2026"
    assert set(bekal.iterdir()) == isi, "tidak ada basis data yang dinyalakan"
    assert spbe(bekal, "surat.pdf").stdout.startswith("ASLI")


def test_surat_yang_diubah_dan_tanpa_kunci(bekal, tmp_path):
    pdf = bytearray((bekal / "surat.pdf").read_bytes())
    pdf[2000] ^= 1
    (tmp_path / "ubah.pdf").write_bytes(pdf)
    hasil = spbe(bekal, str(tmp_path / "ubah.pdf"))
    assert hasil.returncode == 1
    assert "TIDAK DAPAT" in hasil.stdout
    tanpa = spbe(tmp_path, str(bekal / "surat.pdf"))
    assert tanpa.returncode == 2
    assert "spbe dokumen kunci" in tanpa.stderr
    assert spbe(bekal).returncode == 2
    assert spbe(bekal, "tidak-ada.pdf").returncode == 2


def _kunci(bekal: Path) -> KunciPublik:
    return KunciPublik.dari_json((bekal / "kunci-dokumen.json").read_text())


def test_qr_surat_lain_tidak_cocok_dengan_pdf(bekal):
    pdf = (bekal / "surat.pdf").read_bytes()
    hasil = periksa_luring(pdf, _kunci(bekal), qr=surat_contoh(8)[1]["qr"])
    assert not hasil.asli
    assert "bukan PDF ini" in " ".join(hasil.alasan)


def test_hanya_qr_dan_qr_palsu(bekal):
    teks = surat_contoh(7)[1]["qr"]
    hasil = periksa_luring(None, _kunci(bekal), qr=teks)
    assert hasil.asli
    assert hasil.instansi == "Kecamatan Batulicin"
    palsu = teks[:-3] + ("AAA" if not teks.endswith("AAA") else "BBB")
    assert not periksa_luring(None, _kunci(bekal), qr=palsu).asli
    assert not periksa_luring(None, _kunci(bekal)).asli


@pytest.mark.parametrize(
    "teks", ["", "[]", "{}", '{"versi": 9}', '{"versi":1,"akar":["x"],"qr":{},"dibuat":""}']
)
def test_berkas_kunci_rusak(teks):
    with pytest.raises(KunciTidakSah):
        KunciPublik.dari_json(teks)


def test_kunci_yang_ditulis_memuat_pencabutan(meja, tmp_path, capsys):
    d = sampai(Status.DITANDATANGANI, meja).dokumen.select_related("berkas", "permohonan").get()
    teks, pdf = muatan(d), d.berkas.bita()
    tujuan = tmp_path / "k" / "kunci.json"
    call_command("dokumen", "kunci", ke=str(tujuan))
    kunci = KunciPublik.dari_json(tujuan.read_text())
    assert periksa_luring(pdf, kunci, qr=teks).asli
    assert "PRIVATE" not in tujuan.read_text()
    actions.cabut(dokumen=d, alasan="Keliru", oleh=meja.camat)
    call_command("dokumen", "kunci", ke=str(tujuan))
    kunci = KunciPublik.dari_json(tujuan.read_text())
    for hasil in (periksa_luring(pdf, kunci), periksa_luring(None, kunci, qr=teks)):
        assert hasil.dicabut
        assert not hasil.asli
