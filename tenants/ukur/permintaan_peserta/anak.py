"""A contestant's process: takes commands on standard input, one JSON object a line, and answers on standard output.

    {"perintah": "jalankan", "urutan": [[instansi, nomor], …]}  ->  {"ms": [time of each request]}, after one
                                                                    untimed request to every instansi
    {"perintah": "periksa", "urutan": …}                        ->  {"pernyataan": [SQL statements of each request]}

`periksa` also looks whether every page is the right one; it warms the process and is not timed.
"""

import gc
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from tenants.ukur.permintaan_peserta import data

Urutan = list[tuple[int, int]]
Tulis = Callable[[bytes], object]
LINGKUNGAN = {
    "REQUEST_METHOD": "GET",
    "SCRIPT_NAME": "",
    "QUERY_STRING": "",
    "SERVER_PROTOCOL": "HTTP/1.1",
    "SERVER_NAME": "localhost",
    "SERVER_PORT": "80",
    "REMOTE_ADDR": "127.0.0.1",
    "HTTP_USER_AGENT": "ukur",
    "HTTP_ACCEPT": "text/html",
    "wsgi.version": (1, 0),
    "wsgi.url_scheme": "http",
    "wsgi.errors": sys.stderr,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}


class Peserta:
    def __init__(self) -> None:
        self.aplikasi = get_wsgi_application()
        self.nama = settings.SETTINGS_MODULE.rpartition(".")[2]
        if self.nama == "kita":
            # SitusMiddleware names the URLconf of the platform's instansi; here it is the measured page.
            from tenants.ukur.permintaan_peserta import urls

            sys.modules["inti.urls.instansi"] = urls

    def minta(self, instansi: int, nomor: int) -> tuple[int, bytes]:
        """One request as a WSGI server makes it: (nanoseconds, page)."""
        lingkungan = {
            **LINGKUNGAN,
            "HTTP_HOST": data.host(instansi),
            "PATH_INFO": f"/orang/{nomor}/",
            "wsgi.input": io.BytesIO(),
        }
        status: list[str] = []
        tulis: list[bytes] = []

        def mulai(baris: str, kepala: list[tuple[str, str]], galat: Any = None, /) -> Tulis:
            status.append(baris)
            return tulis.append

        awal = time.perf_counter_ns()
        jawaban = self.aplikasi(lingkungan, mulai)
        isi = b"".join(jawaban)
        jawaban.close()
        akhir = time.perf_counter_ns()
        if status != ["200 OK"]:
            raise RuntimeError(f"{self.nama}: {data.host(instansi)} menjawab {status}")
        return akhir - awal, isi

    def jalankan(self, urutan: Urutan) -> dict[str, Any]:
        """Times, after an untimed request to every instansi: the others have had the processor's caches meanwhile."""
        for instansi in range(1, data.INSTANSI + 1):
            self.minta(instansi, 1)
        return {"ms": [self.minta(i, nomor)[0] / 1e6 for i, nomor in urutan]}

    def periksa(self, urutan: Urutan) -> dict[str, Any]:
        hasil = []
        with hitung_pernyataan() as jumlah:
            for instansi, nomor in urutan:
                sebelum = jumlah[0]
                _, isi = self.minta(instansi, nomor)
                hasil.append(jumlah[0] - sebelum)
                tempat = "tunggal" if self.nama == "tunggal" else data.skema(instansi)
                if data.surel(tempat, nomor).encode() not in isi:
                    raise RuntimeError(f"{self.nama}: halaman {data.host(instansi)} bukan miliknya")
        gc.collect()
        gc.freeze()  # how many modules a contestant has loaded must not decide how long its collections take
        return {"pernyataan": hasil}


@contextmanager
def hitung_pernyataan() -> Iterator[list[int]]:
    """Count what is sent to the server in the block, `SET` included, below Django."""
    asli = psycopg.Cursor.execute
    jumlah = [0]

    def execute(self: Any, *args: Any, **kwargs: Any) -> Any:
        jumlah[0] += 1
        return asli(self, *args, **kwargs)

    psycopg.Cursor.execute = execute  # type: ignore[method-assign]
    try:
        yield jumlah
    finally:
        psycopg.Cursor.execute = asli  # type: ignore[method-assign]


def utama() -> None:
    peserta = Peserta()
    perintah = {"jalankan": peserta.jalankan, "periksa": peserta.periksa}
    for baris in sys.stdin:
        pesan = json.loads(baris)
        jawaban = perintah[pesan["perintah"]](pesan["urutan"])
        sys.stdout.write(json.dumps(jawaban) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    utama()
