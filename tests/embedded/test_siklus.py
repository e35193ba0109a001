"""Start, reuse, stop."""

import os
import stat
from pathlib import Path

import psycopg
import pytest
import redis

from inti import embedded
from inti.embedded import proses
from tests.embedded.conftest import Skrip, hidup, mati, pid_server, tanya


def test_mulai_lalu_dipakai_lagi_lalu_berhenti(data: Path) -> None:
    pertama = embedded.pastikan(data, uji=True)
    assert pertama.dimulai_di_sini
    assert (pertama.database_host, pertama.database_name, pertama.superuser) == (
        "127.0.0.1",
        "spbe",
        "postgres",
    )
    assert pertama.data == data
    assert tanya(pertama, "SELECT current_database()") == [("spbe",)]
    with redis.Redis.from_url(pertama.redis_url) as klien:
        assert klien.ping()
    pids = pid_server(data)

    kedua = embedded.pastikan(data, uji=True)
    assert not kedua.dimulai_di_sini
    assert (kedua.database_port, kedua.redis_url) == (pertama.database_port, pertama.redis_url)
    assert pid_server(data) == pids

    embedded.hentikan(data)
    assert mati(*pids)
    assert not (data / "server.json").exists()
    embedded.hentikan(data)  # once more is fine


def test_data_dan_sandi_tetap_setelah_dijalankan_lagi(data: Path) -> None:
    pertama = embedded.pastikan(data)
    tanya(pertama, "CREATE TABLE catatan AS SELECT 1 AS nilai")
    embedded.hentikan(data)
    kedua = embedded.pastikan(data)
    assert kedua.dimulai_di_sini
    assert kedua.superuser_sandi == pertama.superuser_sandi
    assert tanya(kedua, "SELECT nilai FROM catatan") == [(1,)]
    assert tanya(kedua, "SHOW fsync") == [("on",)]
    assert tanya(kedua, "SHOW data_checksums") == [("on",)]


def test_pengaturan_dan_penjagaan(data: Path) -> None:
    alamat = embedded.pastikan(data, uji=True)
    for nama in ("fsync", "synchronous_commit", "full_page_writes"):
        assert tanya(alamat, f"SHOW {nama}") == [("off",)]
    assert int(str(tanya(alamat, "SHOW max_connections")[0][0])) >= 200
    assert tanya(alamat, "SHOW listen_addresses") == [("127.0.0.1",)]
    assert tanya(alamat, "SELECT DISTINCT auth_method FROM pg_hba_file_rules") == [("scram-sha-256",)]
    assert tanya(alamat, "SELECT 1 FROM pg_authid WHERE rolpassword NOT LIKE 'SCRAM-SHA-256$%'") == []
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        tanya(alamat, "SELECT 1", password="salah")
    tanpa_sandi = alamat.redis_url.split("@")[1]
    with redis.Redis.from_url(f"redis://{tanpa_sandi}") as klien, pytest.raises(redis.AuthenticationError):
        klien.ping()
    assert alamat.superuser_sandi not in repr(alamat)
    judul = b"".join(
        p.read_bytes() for pid in pid_server(data) for p in [Path(f"/proc/{pid}/cmdline")] if p.exists()
    )
    assert alamat.superuser_sandi.encode() not in judul
    assert embedded.rahasia(data, "redis").encode() not in judul
    assert stat.S_IMODE((data / "rahasia.json").stat().st_mode) == 0o600
    assert all(stat.S_IMODE(log.stat().st_mode) == 0o600 for log in (data / "log").iterdir())


def test_server_bukan_root_dan_lepas_dari_terminal(data: Path) -> None:
    """PostgreSQL refuses root, and a Ctrl-C in our terminal must not reach the servers."""
    embedded.pastikan(data, uji=True)
    for pid in pid_server(data):
        assert os.getsid(pid) != os.getsid(0)
        assert os.getpgid(pid) != os.getpgid(0)
    pemilik = (data / "pg").stat().st_uid
    assert pemilik == os.geteuid() if os.geteuid() else pemilik != 0


def test_bertahan_setelah_proses_yang_memulai_selesai(data: Path, skrip: Skrip) -> None:
    pemulai = skrip(data, "print(embedded.pastikan(data, uji=True).dimulai_di_sini)")
    assert pemulai.communicate(timeout=30)[0] == "True\n"
    assert hidup(*pid_server(data))
    assert not embedded.pastikan(data, uji=True).dimulai_di_sini


def test_banyak_proses_sekaligus_hanya_sekali_memulai(data: Path, skrip: Skrip) -> None:
    kode = "a = embedded.pastikan(data, uji=True); print(a.dimulai_di_sini, a.database_port, a.redis_url)"
    keluaran = [p.communicate(timeout=60)[0].split() for p in [skrip(data, kode) for _ in range(5)]]
    assert sorted(k[0] for k in keluaran) == ["False"] * 4 + ["True"]
    assert len({tuple(k[1:]) for k in keluaran}) == 1


def test_jalan_menghentikan_yang_dimulainya(data: Path) -> None:
    with embedded.jalan(data, uji=True) as luar:
        pids = pid_server(data)
        with embedded.jalan(data, uji=True) as dalam:
            assert (luar.dimulai_di_sini, dalam.dimulai_di_sini) == (True, False)
        assert hidup(*pids)
    assert mati(*pids)


def test_jalan_membiarkan_yang_sudah_ada(data: Path) -> None:
    embedded.pastikan(data, uji=True)
    with embedded.jalan(data, uji=True):
        pids = pid_server(data)
    assert hidup(*pids)


def test_jalan_berhenti_juga_saat_galat(data: Path) -> None:
    pids: list[int] = []

    def terputus() -> None:
        with embedded.jalan(data, uji=True):
            pids.extend(pid_server(data))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        terputus()
    assert len(pids) == 2
    assert mati(*pids)


def test_yang_terakhir_yang_menghentikan(data: Path, skrip: Skrip) -> None:
    """A short command never stops the servers under a longer one that found them running."""
    with embedded.jalan(data, uji=True):
        pids = pid_server(data)
        lain = skrip(
            data, "with embedded.jalan(data, uji=True) as a: print(a.dimulai_di_sini, flush=True); input()"
        )
        assert lain.stdout
        assert lain.stdout.readline() == "False\n"
    assert hidup(*pids)
    lain.communicate("\n", timeout=30)
    assert mati(*pids)


def test_folder_baku(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SPBE_DATA", raising=False)
    akar = Path(__file__).resolve().parents[2]
    assert embedded.folder_data() == akar / ".data"
    assert embedded.folder_data(uji=True) == akar / ".data" / "uji"
    monkeypatch.setenv("SPBE_DATA", str(tmp_path / "lain"))
    assert embedded.folder_data() == tmp_path / "lain"
    assert embedded.folder_data(tmp_path, uji=True) == tmp_path


def test_penanda_judul_proses(data: Path) -> None:
    """The servers are found by their titles alone; a copied folder is another one."""
    embedded.pastikan(data, uji=True)
    pid_postgres, pid_redis = pid_server(data)
    assert pid_postgres in proses.bertanda(proses.nama_kluster(data) + "-pg")
    assert proses.bertanda(proses.nama_kluster(data) + "-redis") == [pid_redis]
    assert proses.nama_kluster(data.parent) != proses.nama_kluster(data)
