"""The connections that a process keeps open between requests, shared by its threads."""

import os
import select
import threading
import time
from collections import OrderedDict
from typing import Any

from psycopg.pq import ConnStatus, TransactionStatus

Kunci = tuple[Any, ...]


def _bersih(koneksi: Any) -> bool:
    """Alive, outside a transaction, and with nothing unread on its socket.

    A server that went away leaves an end-of-file (or a FATAL message) to read, so polling the socket finds it
    without a round trip.
    """
    if koneksi.closed or koneksi.pgconn.status != ConnStatus.OK:
        return False
    if koneksi.pgconn.transaction_status != TransactionStatus.IDLE:
        return False
    polling = select.poll()
    polling.register(koneksi.pgconn.socket, select.POLLIN | select.POLLERR | select.POLLHUP)
    return not polling.poll(0)


class SimpananKoneksi:
    """Idle connections by key, least recently used first out.

    Bounded by `maks` for the whole process whatever the number of instansi; a connection older than `umur` seconds is
    closed rather than reused. Connections in use are not in here, so threads never share one.
    """

    def __init__(self, maks: int = 32, umur: float = 900.0) -> None:
        self.maks = maks
        self.umur = umur
        self._kunci = threading.Lock()
        self._diam: OrderedDict[int, tuple[Kunci, Any, float]] = OrderedDict()
        self._lahir: dict[int, float] = {}
        self._pid = os.getpid()
        self._warisan: list[Any] = []

    def ambil(self, kunci: Kunci) -> Any | None:
        """The most recently used clean connection for `kunci`, or None."""
        self._setelah_fork()
        while True:
            with self._kunci:
                nomor = next((n for n in reversed(self._diam) if self._diam[n][0] == kunci), None)
                if nomor is None:
                    return None
                _, koneksi, _ = self._diam.pop(nomor)
                lahir = self._lahir.get(nomor, 0.0)
            if time.monotonic() - lahir < self.umur and _bersih(koneksi):
                return koneksi
            self._tutup(koneksi)

    def catat(self, koneksi: Any) -> None:
        """Remember when a new connection was opened."""
        with self._kunci:
            self._lahir[id(koneksi)] = time.monotonic()

    def simpan(self, kunci: Kunci, koneksi: Any) -> None:
        """Park a connection, or close it when it is not clean or too old. Evicts the least recently used."""
        self._setelah_fork()
        lahir = self._lahir.get(id(koneksi), 0.0)
        if not _bersih(koneksi) or time.monotonic() - lahir >= self.umur:
            self._tutup(koneksi)
            return
        buang = []
        with self._kunci:
            self._diam[id(koneksi)] = (kunci, koneksi, time.monotonic())
            while len(self._diam) > self.maks:
                buang.append(self._diam.popitem(last=False)[1][1])
        for usang in buang:
            self._tutup(usang)

    def kosongkan(self) -> None:
        """Close every idle connection."""
        self._setelah_fork()
        with self._kunci:
            semua = [k for _, k, _ in self._diam.values()]
            self._diam.clear()
        for koneksi in semua:
            self._tutup(koneksi)

    def jumlah(self) -> int:
        return len(self._diam)

    def _tutup(self, koneksi: Any) -> None:
        with self._kunci:
            self._lahir.pop(id(koneksi), None)
        koneksi.close()

    def _setelah_fork(self) -> None:
        """A forked child must neither use nor close its parent's sockets."""
        if self._pid != os.getpid():
            self._warisan.extend(k for _, k, _ in self._diam.values())
            self._diam = OrderedDict()
            self._lahir = {}
            self._kunci = threading.Lock()
            self._pid = os.getpid()


SIMPANAN = SimpananKoneksi(
    maks=int(os.environ.get("SPBE_KONEKSI_MAKS", "32")),
    umur=float(os.environ.get("SPBE_KONEKSI_UMUR", "900")),
)
