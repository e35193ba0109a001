"""What waits for a person, counted in one query."""

from dataclasses import dataclass

from django.db import connection

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from monitoring_center.walidata.pihak import skema_kini

INSTANSI = """
SELECT (SELECT count(*) FROM gerbang.permohonan p WHERE p.pemilik = session_user
           AND NOT EXISTS (SELECT FROM gerbang.rekomendasi r WHERE r.permohonan_id = p.id)),
       (SELECT count(*) FROM gerbang.konsep WHERE keadaan = 'dikembalikan'),
       (SELECT count(*) FROM gerbang.konsep WHERE keadaan = 'menunggu')
"""
MONITORING = """
SELECT (SELECT count(*) FROM gerbang.rekomendasi r
         WHERE NOT EXISTS (SELECT FROM gerbang.izin i WHERE i.permohonan_id = r.permohonan_id)
           AND NOT EXISTS (SELECT FROM gerbang.penolakan t WHERE t.permohonan_id = r.permohonan_id)),
       (SELECT count(*) FROM gerbang.perintah p WHERE p.izin_id IS NULL AND p.oleh_uuid IS DISTINCT FROM %s
           AND NOT EXISTS (SELECT FROM gerbang.pembatalan b WHERE b.perintah_id = p.id)),
       (SELECT count(*) FROM gerbang.usul_cabut WHERE dijawab_pada IS NULL)
"""


@dataclass(frozen=True)
class Menunggu:
    rekomendasi: int = 0
    diperbaiki: int = 0
    ditandatangani: int = 0
    keputusan: int = 0
    konfirmasi: int = 0
    usul: int = 0

    @property
    def jumlah(self) -> int:
        return sum(vars(self).values())


def menunggu(pengguna: Pengguna) -> Menunggu:
    """Only what this person may do. At most one query."""
    if not skema_kini():
        if not pengguna.punya(Hak.KEPUTUSAN_BUAT):
            return Menunggu()
        keputusan, konfirmasi, usul = _baris(MONITORING, [pengguna.uuid])
        return Menunggu(keputusan=keputusan, konfirmasi=konfirmasi, usul=usul)
    kelola, setujui = pengguna.punya(Hak.DATA_KELOLA), pengguna.punya(Hak.DATA_SETUJUI)
    if not (kelola or setujui):
        return Menunggu()
    rekomendasi, diperbaiki, tanda_tangan = _baris(INSTANSI, [])
    return Menunggu(
        rekomendasi=rekomendasi * kelola,
        diperbaiki=diperbaiki * kelola,
        ditandatangani=tanda_tangan * setujui,
    )


def _baris(sql: str, nilai: list[object]) -> tuple[int, int, int]:
    with connection.cursor() as k:
        k.execute(sql, nilai or None)
        hasil: tuple[int, int, int] = k.fetchone()
        return hasil
