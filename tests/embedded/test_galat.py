"""What a person reads when the servers cannot run: a sentence that says what to do."""

import errno
import os
import shutil
import socket
import stat
from collections import namedtuple
from pathlib import Path

import pytest

from inti import embedded
from inti.embedded import GalatEmbedded, biner, galat, kunci, proses, siklus

Pakai = namedtuple("Pakai", "total used free")


def test_disk_penuh_ditolak_sebelum_mulai(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Pakai(10 * 2**30, 10 * 2**30, 5 * 2**20))
    with pytest.raises(GalatEmbedded, match=r"tinggal 5 MiB; perlu paling sedikit 100 MiB.*SPBE_DATA"):
        embedded.pastikan(data, uji=True)
    assert not (data / "pg").exists()
    assert not (data / "server.json").exists()


def test_disk_penuh_di_tengah_pembuatan(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def penuh(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(proses, "jalankan", penuh)
    with pytest.raises(GalatEmbedded, match="Ruang simpan habis"):
        embedded.pastikan(data, uji=True)
    assert not list(data.glob("pg*"))


def test_folder_tidak_dapat_dibuat(tmp_path: Path) -> None:
    (tmp_path / "berkas").touch()
    with pytest.raises(GalatEmbedded, match="tidak dapat dibuat"):
        embedded.pastikan(tmp_path / "berkas" / "data")


def test_folder_milik_pengguna_lain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 4321)
    with pytest.raises(GalatEmbedded, match=r"milik pengguna lain .*Jalankan sebagai pengguna itu"):
        proses.pilih_pelaksana(tmp_path)


def test_root_di_luar_linux(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(proses.sys, "platform", "darwin")
    with pytest.raises(GalatEmbedded, match="Pakai pengguna biasa"):
        proses.pilih_pelaksana(tmp_path)


def test_sistem_tidak_didukung(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(biner.sys, "platform", "win32")
    with pytest.raises(GalatEmbedded, match=r"Windows.*DATABASE_URL"):
        biner.cari(None)


def test_wheel_tanpa_biner(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(biner.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(GalatEmbedded, match="REDIS_URL"):
        biner.cari(None)


def test_tanpa_zona_waktu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(biner, "ZONEINFO", tmp_path)
    with pytest.raises(GalatEmbedded, match="apt-get install tzdata"):
        biner.cari(None)


def test_versi_lain(data: Path) -> None:
    """The sentence comes first, then the tail of the server's own log."""
    embedded.pastikan(data)
    embedded.hentikan(data)
    (data / "pg" / "PG_VERSION").write_text("16\n")
    with pytest.raises(GalatEmbedded, match="PostgreSQL versi lain") as tangkap:
        embedded.pastikan(data)
    assert "database files are incompatible with server" in tangkap.value.ekor
    assert "Akhir catatan server:" in str(tangkap.value)
    assert not (data / "server.json").exists()


def test_sebab_lain_menunjukkan_catatan() -> None:
    pesan = galat.dari_log("PostgreSQL tidak dapat dijalankan.", "FATAL: sesuatu")
    assert str(pesan).endswith("FATAL: sesuatu")
    assert "Baca catatan" in pesan.pesan


def test_data_asli_tidak_dijalankan_tanpa_fsync(data: Path) -> None:
    embedded.pastikan(data)
    with pytest.raises(GalatEmbedded, match="berisi data asli"):
        embedded.pastikan(data, uji=True)


def test_port_direbut_program_lain(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between choosing a port and binding it another program may take it: another one is tried."""
    bebas = siklus._bebas
    with socket.create_server(("127.0.0.1", 0)) as perebut:
        terpakai = perebut.getsockname()[1]
        urutan = iter([terpakai, bebas(0), terpakai, bebas(0)])
        monkeypatch.setattr(siklus, "_bebas", lambda _: next(urutan))
        alamat = embedded.pastikan(data, uji=True)
    assert alamat.database_port != terpakai
    assert not alamat.redis_url.endswith(f":{terpakai}/0")


def test_tanpa_port_bebas(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as perebut:
        terpakai = perebut.getsockname()[1]
        monkeypatch.setattr(siklus, "_bebas", lambda _: terpakai)
        with pytest.raises(GalatEmbedded, match="Tidak ada port bebas untuk PostgreSQL"):
            embedded.pastikan(data, uji=True)
    assert not (data / "server.json").exists()


def test_proses_lain_terlalu_lama(data: Path) -> None:
    data.mkdir()
    berkas = data / ".server.lock"
    with kunci.kunci_berkas(berkas), pytest.raises(GalatEmbedded, match=r"proses lain .* masih memakai"):
        kunci.kunci_berkas(berkas, sabar=0.1).__enter__()


def test_salinan_root_hanya_dipercaya_bila_utuh_dan_milik_root(tmp_path: Path) -> None:
    asal, redis = tmp_path / "pginstall", tmp_path / "redis-server"
    (asal / "bin").mkdir(parents=True)
    (asal / "bin" / "postgres").write_text("program")
    redis.write_text("program")
    sidik = biner._sidik(asal, redis)
    root = os.geteuid() == 0
    tujuan = tmp_path / "salinan"

    def salin() -> None:
        shutil.rmtree(tujuan, ignore_errors=True)
        shutil.copytree(asal, tujuan)
        shutil.copy(redis, tujuan / "bin")
        for p in (tujuan, *tujuan.rglob("*")):
            p.chmod(0o755)

    salin()
    assert biner._tepercaya(tujuan, sidik, "redis-server") is root
    (tujuan / "bin" / "postgres").write_text("program lain")
    assert not biner._tepercaya(tujuan, sidik, "redis-server")
    salin()
    (tujuan / "bin").chmod(0o777)
    assert not biner._tepercaya(tujuan, sidik, "redis-server")
    salin()
    (tujuan / "bin" / "postgres").unlink()
    (tujuan / "bin" / "postgres").symlink_to(asal / "bin" / "postgres")
    assert not biner._tepercaya(tujuan, sidik, "redis-server")
    assert not biner._tepercaya(tmp_path / "tidak-ada", sidik, "redis-server")
    if root:
        salin()
        os.chown(tujuan / "bin", 65534, 65534)
        assert not biner._tepercaya(tujuan, sidik, "redis-server")
        biner._salin(asal, redis, tujuan, sidik)
        assert biner._tepercaya(tujuan, sidik, "redis-server")
        assert stat.S_IMODE(tujuan.stat().st_mode) == 0o755
