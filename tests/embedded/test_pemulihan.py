"""After kill -9, a reboot, a lost or foreign state file."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from inti import embedded
from inti.embedded import GalatEmbedded, proses
from tests.embedded.conftest import Skrip, hidup, mati, pid_server, tanya


def _bunuh(*pids: int) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
    assert proses.tunggu_mati(pids, 10)


def test_keduanya_mati_mendadak(data: Path) -> None:
    """Same data, same ports: a web process that lost its servers finds them again."""
    pertama = embedded.pastikan(data)
    tanya(pertama, "CREATE TABLE catatan AS SELECT 7 AS nilai")
    _bunuh(*pid_server(data))
    kedua = embedded.pastikan(data)
    assert kedua.dimulai_di_sini
    assert tanya(kedua, "SELECT nilai FROM catatan") == [(7,)]
    assert (kedua.database_port, kedua.redis_url) == (pertama.database_port, pertama.redis_url)


def test_hanya_redis_mati(data: Path) -> None:
    pertama = embedded.pastikan(data, uji=True)
    postgres, redis = pid_server(data)
    _bunuh(redis)
    kedua = embedded.pastikan(data, uji=True)
    assert not kedua.dimulai_di_sini
    assert kedua.redis_url == pertama.redis_url
    assert pid_server(data)[0] == postgres
    assert hidup(*pid_server(data))


def test_hanya_postgres_mati_dengan_sambungan_terbuka(data: Path) -> None:
    embedded.pastikan(data, uji=True)
    postgres, redis = pid_server(data)
    _bunuh(postgres)
    embedded.pastikan(data, uji=True)
    assert pid_server(data)[0] != postgres
    assert pid_server(data)[1] == redis


@pytest.mark.parametrize("isi", [None, '{"postgres": {"pid": ', '{"postgres": 3, "tetap": 1}'])
def test_berkas_status_hilang_atau_rusak(data: Path, isi: str | None) -> None:
    """The forgotten servers are ended, not left behind, and new ones serve the same data."""
    embedded.pastikan(data, uji=True)
    lama = pid_server(data)
    (data / "server.json").unlink()
    if isi is not None:
        (data / "server.json").write_text(isi)
    assert embedded.pastikan(data, uji=True).dimulai_di_sini
    assert mati(*lama)


def test_nomor_proses_kini_milik_orang_lain(data: Path) -> None:
    """After a reboot the numbers in the files belong to strangers: they are neither trusted nor harmed."""
    embedded.pastikan(data, uji=True)
    status = json.loads((data / "server.json").read_text())
    pids = pid_server(data)
    postmaster = (data / "pg" / "postmaster.pid").read_text().splitlines()
    _bunuh(*pids)
    with subprocess.Popen(["/bin/sleep", "60"]) as asing:
        for nama in ("postgres", "redis"):
            status[nama]["pid"] = asing.pid
        (data / "server.json").write_text(json.dumps(status))
        (data / "pg" / "postmaster.pid").write_text("\n".join([str(asing.pid), *postmaster[1:]]) + "\n")
        assert embedded.pastikan(data, uji=True).dimulai_di_sini
        assert asing.poll() is None
        asing.kill()


def test_server_yang_tidak_terlihat_tidak_diganggu(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two containers on one volume see no process of each other: the second start is refused."""
    alamat = embedded.pastikan(data, uji=True)
    asli, ambil = proses.tanda, proses.ambil_kunci
    monkeypatch.setattr(proses, "tanda", lambda pid: asli(pid) if pid == os.getpid() else None)
    monkeypatch.setattr(proses, "ambil_kunci", lambda berkas, sabar: ambil(berkas, 0.1))
    with pytest.raises(GalatEmbedded, match="mungkin di kontainer lain"):
        embedded.pastikan(data, uji=True)
    monkeypatch.undo()
    assert tanya(alamat, "SELECT 1") == [(1,)]
    assert not embedded.pastikan(data, uji=True).dimulai_di_sini


def test_mesin_dinyalakan_ulang_pada_klaster_uji(data: Path) -> None:
    """Without fsync a power cut may have torn the cluster: it is made anew, not trusted."""
    pertama = embedded.pastikan(data, uji=True)
    tanya(pertama, "CREATE TABLE catatan()")
    _bunuh(*pid_server(data))
    status = json.loads((data / "server.json").read_text())
    status["postgres"]["tanda"] = "boot-lama:1"
    (data / "server.json").write_text(json.dumps(status))
    kedua = embedded.pastikan(data, uji=True)
    assert tanya(kedua, "SELECT to_regclass('catatan')") == [(None,)]


def test_klaster_uji_yang_rusak_dibuat_lagi(data: Path) -> None:
    embedded.pastikan(data, uji=True)
    embedded.hentikan(data)
    (data / "pg" / "global" / "pg_control").write_bytes(b"rusak")
    assert embedded.pastikan(data, uji=True).dimulai_di_sini


def test_pembuatan_yang_terputus_tidak_meninggalkan_setengah(data: Path) -> None:
    sisa = data / "pg.baru-00000000"
    sisa.mkdir(parents=True)
    (sisa / "PG_VERSION").write_text("17\n")
    embedded.pastikan(data, uji=True)
    assert not sisa.exists()


def test_pemilik_jalan_dibunuh(data: Path, skrip: Skrip) -> None:
    """kill -9 of a command leaves its servers; the next command uses them and then stops them."""
    korban = skrip(data, "with embedded.jalan(data, uji=True): print('siap', flush=True); input()")
    assert korban.stdout
    assert korban.stdout.readline() == "siap\n"
    pids = pid_server(data)
    korban.kill()
    korban.wait()
    assert hidup(*pids)
    with embedded.jalan(data, uji=True) as alamat:
        assert not alamat.dimulai_di_sini
        assert pid_server(data) == pids
    assert mati(*pids)


def test_dibunuh_saat_memulai(data: Path, skrip: Skrip) -> None:
    """Whatever moment a start is killed at, the next one works and leaves one pair of servers."""
    for jeda in (0.25, 0.4, 0.6):
        korban = skrip(data, "embedded.pastikan(data, uji=True)")
        time.sleep(jeda)
        korban.kill()
        korban.wait()
    embedded.pastikan(data, uji=True)
    assert proses.bertanda(proses.nama_kluster(data) + "-redis") == [pid_server(data)[1]]
    induk = [p for p in proses.bertanda(proses.nama_kluster(data) + "-pg") if _judul(p).find("-D") > 0]
    assert induk == [pid_server(data)[0]]


def _judul(pid: int) -> str:
    hasil = subprocess.run(
        ["/bin/ps", "-wwo", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return hasil.stdout
