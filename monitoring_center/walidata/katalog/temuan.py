"""Rulings of Diskominfo on findings of duplicate data (Perbup Tanah Bumbu 25/2019 Ps 11(3))."""

from typing import Any

from django.db import connection, transaction

from inti.akun.hak import Hak
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak

from .models import Putusan, Temuan


@transaction.atomic
def putuskan(*, temuan: Temuan, putusan: str, alasan: str, oleh: Any) -> Temuan:
    """`berbeda` lets the registration go on, `ganda` keeps it stopped: the other walidata's data must be asked for."""
    if not oleh.punya(Hak.DATA_TEMUAN):
        raise TidakBerhak("Temuan data ganda hanya diputuskan oleh Diskominfo.")
    salah = {}
    if putusan not in (Putusan.BERBEDA, Putusan.GANDA):
        salah["putusan"] = "Pilih salah satu putusan."
    if not alasan.strip():
        salah["alasan"] = "Alasan wajib diisi; pemilik dataset membacanya."
    if salah:
        raise MasukanSalah("Periksa isian yang ditandai.", bidang=salah)
    with connection.cursor() as k:
        k.execute(
            "SELECT gerbang.putus_temuan(%s, %s, %s, %s)",
            [temuan.uuid, putusan, alasan.strip()[:500], oleh.nama],
        )
        if not k.fetchone()[0]:
            raise Bentrok("Temuan ini sudah diputuskan atau sudah selesai.")
    temuan.refresh_from_db()
    catat("temuan.putuskan", temuan, oleh=oleh, putusan=putusan, alasan=temuan.alasan)
    return temuan
