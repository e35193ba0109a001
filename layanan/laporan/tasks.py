"""The background work of the reports."""

import logging

from inti.errors import Galat
from inti.tasks import tugas

from . import actions

log = logging.getLogger(__name__)


@tugas(atomik=False)
def kerjakan_ekspor(ekspor_id: int) -> None:
    """Write the next rows of an export; again until it is done. Each run notes how far it came."""
    try:
        if actions.lanjutkan(ekspor_id=ekspor_id):
            kerjakan_ekspor.enqueue(ekspor_id=ekspor_id)
    except Galat as galat:
        log.warning("Ekspor %s gagal: %s", ekspor_id, galat.pesan)
        actions.gagalkan(ekspor_id=ekspor_id, keterangan=galat.pesan)


@tugas(setiap_hari=True)
def buang_ekspor_lama() -> None:
    actions.buang_lama()
