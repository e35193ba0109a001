"""Checking the ledger: every record hashes the one before it, the head stands apart, and sealed heads are published."""

from dataclasses import dataclass

from django.db import connection

RANTAI = """
SELECT count(*), min(urut) FILTER (WHERE rusak), max(urut) FROM (
    SELECT j.urut, j.urut <> row_number() OVER w OR j.sidik IS DISTINCT FROM gerbang.sidik_jejak(
               coalesce(lag(j.sidik) OVER w, sha256('gerbang')), j) AS rusak
      FROM gerbang.jejak j WINDOW w AS (ORDER BY j.urut)) r
"""
UJUNG = """
SELECT k.urut = coalesce(j.urut, 0) AND k.sidik = coalesce(j.sidik, sha256('gerbang'))
  FROM gerbang.kepala k LEFT JOIN LATERAL (SELECT urut, sidik FROM gerbang.jejak ORDER BY urut DESC LIMIT 1) j ON true
"""
SEGEL = """
SELECT min(s.urut) FROM gerbang.segel s LEFT JOIN gerbang.jejak j USING (urut)
 WHERE s.urut > 0 AND j.sidik IS DISTINCT FROM s.sidik
"""


@dataclass(frozen=True)
class HasilJejak:
    """`rusak`: sentences; empty when the ledger is whole."""

    baris: int
    rusak: tuple[str, ...]


def periksa_jejak(segel_luar: dict[int, str] | None = None) -> HasilJejak:
    """Recompute the whole chain. Runs as the owner.

    Args:
        segel_luar: sealed heads that somebody kept elsewhere (record number -> hex digest). They also find out an attacker who
            rewrote the ledger, its head and its seals together.
    """
    rusak = []
    with connection.cursor() as k:
        k.execute(RANTAI)
        baris, pertama, _ = k.fetchone()
        if pertama is not None:
            rusak.append(
                f"rantai putus pada catatan {pertama}: diubah, disisipkan, atau ada yang dihapus sebelumnya"
            )
        k.execute(UJUNG)
        if not k.fetchone()[0]:
            rusak.append(
                "ujung rantai tidak sama dengan catatan terakhir: ada catatan yang dihapus di belakang"
            )
        k.execute(SEGEL)
        if (salah := k.fetchone()[0]) is not None:
            rusak.append(f"catatan {salah} tidak sama dengan segelnya")
        for urut, sidik in (segel_luar or {}).items():
            k.execute("SELECT encode(sidik, 'hex') FROM gerbang.jejak WHERE urut = %s", [urut])
            ada = k.fetchone()
            if ada is None or ada[0] != sidik:
                rusak.append(f"catatan {urut} tidak sama dengan segel yang disimpan di luar")
    return HasilJejak(baris, tuple(rusak))
