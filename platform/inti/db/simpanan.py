"""The connections that a process keeps open between requests, shared by its threads."""

import os
import select
import threading
import time
from collections import OrderedDict
from typing import Any

from psycopg.pq import ConnStatus, TransactionStatus

Kunci = tuple[Any, ...]
_OK, _DIAM = int(ConnStatus.OK), int(TransactionStatus.IDLE)


def _bersih(koneksi: Any) -> bool:
    """Open, outside a transaction, and committing each statement, as the next user expects it."""
    pgconn = koneksi.pgconn
    return pgconn.status == _OK and pgconn.transaction_status == _DIAM and koneksi.autocommit


def _telinga(koneksi: Any) -> select.poll:
    """Tells whether there is something unread on the socket of an idle connection.

    A server that went away leaves an end-of-file (or a FATAL message) to read, so polling the socket finds it
    without a round trip.
    """
    polling = select.poll()
    polling.register(koneksi.pgconn.socket, select.POLLIN | select.POLLERR | select.POLLHUP)
    return polling


class SimpananKoneksi:
    """Idle connections by key, least recently used first out.

    Bounded by `maks` for the whole process whatever the number of instansi; a connection older than `umur` seconds is
    closed rather than reused. Connections in use are not in here, so threads never share one.
    """

    def __init__(self, maks: int = 32, umur: float = 900.0) -> None:
        self.maks = maks
        self.umur = umur
        self._kunci = threading.Lock()
        self._diam: OrderedDict[int, tuple[Kunci, Any]] = OrderedDict()  # by id of the connection
        self._per_kunci: dict[Kunci, list[int]] = {}  # the same ids, last used last
        self._catatan: dict[int, tuple[float, select.poll]] = {}  # also of those in use: born, ear
        self._warisan: list[Any] = []
        os.register_at_fork(after_in_child=self._setelah_fork)

    def ambil(self, kunci: Kunci) -> Any | None:
        """The most recently used clean connection for `kunci`, or None."""
        while True:
            with self._kunci:
                antrean = self._per_kunci.get(kunci)
                if not antrean:
                    return None
                nomor = antrean.pop()
                koneksi = self._diam.pop(nomor)[1]
                lahir, telinga = self._catatan[nomor]
            if not telinga.poll(0) and time.monotonic() - lahir < self.umur and _bersih(koneksi):
                return koneksi
            self._tutup(koneksi)

    def catat(self, koneksi: Any) -> None:
        """Remember when a new connection was opened."""
        with self._kunci:
            self._catatan[id(koneksi)] = (time.monotonic(), _telinga(koneksi))

    def simpan(self, kunci: Kunci, koneksi: Any) -> None:
        """Park a connection, or close it when it is not clean or too old. Evicts the least recently used."""
        nomor = id(koneksi)
        catatan = self._catatan.get(nomor)
        if catatan is None:  # the parent's, in use when it forked
            self._warisan.append(koneksi)
            return
        if time.monotonic() - catatan[0] >= self.umur or not _bersih(koneksi):
            self._tutup(koneksi)
            return
        buang = []
        with self._kunci:
            self._diam[nomor] = (kunci, koneksi)
            self._per_kunci.setdefault(kunci, []).append(nomor)
            while len(self._diam) > self.maks:
                buang.append(self._terlama())
        for usang in buang:
            self._tutup(usang)

    def _terlama(self) -> Any:
        nomor, (kunci, koneksi) = self._diam.popitem(last=False)
        self._per_kunci[kunci].remove(nomor)
        if not self._per_kunci[kunci]:
            del self._per_kunci[kunci]
        return koneksi

    def kosongkan(self) -> None:
        """Close every idle connection."""
        with self._kunci:
            semua = [k for _, k in self._diam.values()]
            self._diam.clear()
            self._per_kunci.clear()
        for koneksi in semua:
            self._tutup(koneksi)

    def jumlah(self) -> int:
        return len(self._diam)

    def _tutup(self, koneksi: Any) -> None:
        with self._kunci:
            self._catatan.pop(id(koneksi), None)
        koneksi.close()

    def _setelah_fork(self) -> None:
        """A forked child must neither use nor close its parent's sockets."""
        self._warisan.extend(k for _, k in self._diam.values())
        self._diam = OrderedDict()
        self._per_kunci = {}
        self._catatan = {}
        self._kunci = threading.Lock()


SIMPANAN = SimpananKoneksi(
    maks=int(os.environ.get("SPBE_KONEKSI_MAKS", "32")),
    umur=float(os.environ.get("SPBE_KONEKSI_UMUR", "900")),
)
