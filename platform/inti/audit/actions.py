"""Writing the trail. There is no function that changes or deletes a line, and no privilege to do so."""

import logging
import re
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import DatabaseError, connection, models, transaction

from inti.audit.konteks import asal_dari, asal_kini
from inti.audit.models import Jejak
from inti.catatan import samarkan
from inti.db import TanpaInstansi
from inti.situs import situs_kini

if TYPE_CHECKING:
    from django.http import HttpRequest

    from inti.akun.models import Pengguna

POLA_KODE = re.compile(r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$")
log = logging.getLogger(__name__)
JEDA_TAMU = 10  # seconds: at most one line per stranger's address in that time


def catat(kode: str, objek: models.Model | None, *, oleh: "Pengguna | None", **rinci: Any) -> Jejak:
    """Write one line in the caller's transaction; see `inti.audit.catat`."""
    if not POLA_KODE.match(kode):
        raise ValueError(f"Kode audit tidak sah: {kode!r}")
    asal = asal_kini()
    situs = situs_kini()
    return Jejak.objects.create(
        kode=kode,
        oleh_id=oleh.pk if oleh else None,
        oleh_nama=oleh.nama if oleh else "",
        situs=situs.jenis if situs else "",
        alamat_ip=asal.alamat_ip,
        agen=asal.agen,
        nomor_permintaan=asal.nomor,
        rinci=rinci,
        **_objek(objek),
    )


def _objek(objek: models.Model | None) -> dict[str, str]:
    if objek is None:
        return {}
    label = getattr(objek, "label_audit", "") or str(objek._meta.verbose_name)
    return {
        "objek_jenis": objek._meta.label_lower,
        "objek_id": str(getattr(objek, "uuid", objek.pk)),
        "objek_label": str(label)[:150],
    }


def catat_penolakan(request: "HttpRequest", status: int) -> None:
    """A line for a refused attempt, in a transaction of its own so that the view's rollback does not take it
    along.

    Never raises: the refusal must reach the person even when the trail cannot be written (then the log has
    it).
    """
    situs = situs_kini()
    if situs is None or situs.jenis == "portal" or (connection.in_atomic_block and connection.needs_rollback):
        return
    pengguna: Any = getattr(request, "user", None)
    masuk = pengguna is not None and pengguna.is_authenticated
    if not masuk and status == 404:
        return  # a stranger's mistyped address is not an attempt
    asal = asal_kini() if asal_kini().nomor else asal_dari(request)
    if not masuk and not cache.add(f"ditolak:{asal.alamat_ip}", 1, JEDA_TAMU):
        return  # the trail cannot be shortened, so strangers may not fill it
    try:
        with transaction.atomic():
            Jejak.objects.create(
                kode="akses.ditolak",
                oleh_id=pengguna.pk if masuk else None,
                oleh_nama=pengguna.nama if masuk else "",
                situs=situs.jenis,
                alamat_ip=asal.alamat_ip,
                agen=asal.agen,
                nomor_permintaan=asal.nomor,
                rinci={"metode": request.method, "jalur": samarkan(request.path)[:300], "status": status},
            )
    except (DatabaseError, TanpaInstansi):
        log.exception("Penolakan %s %s (%s) tidak tercatat.", request.method, request.path, status)
