"""Writing a new version of a letter's draft."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from inti.akun.models import Pengguna
from inti.errors import TidakBerhak, TransisiTidakSah

from ..enums import Status
from ..models import Konsep, Permohonan
from ..surat import konsep
from ..syarat import MENYUSUN
from ..workflow import ALUR
from .pindah import kunci_baris, terapkan


@transaction.atomic
def ubah_konsep(*, permohonan: Permohonan, isi: Mapping[str, Any], oleh: Pengguna) -> Konsep:
    """Write a new version of the letter, while it is with the seksi or waits for paraf or signature.

    After the seksi's paraf the file goes back to the seksi. Raises TidakBerhak (403) or TransisiTidakSah (409).
    """
    p = kunci_baris(permohonan)
    t = ALUR["ubah_konsep"]
    if not oleh.punya(t.hak) or not MENYUSUN.uji(p, oleh):
        raise TidakBerhak(MENYUSUN.kalimat)
    if p.status not in {Status.DIDISTRIBUSI, *t.dari} or not p.perlu_surat:
        raise TransisiTidakSah(
            "Konsep surat hanya dapat diubah setelah berkas di seksi dan sebelum ditandatangani."
        )
    lama = konsep.tersimpan(p)
    if lama and konsep.PENOLAKAN in lama.data and konsep.PENOLAKAN not in isi:
        isi = {**isi, konsep.PENOLAKAN: lama.data[konsep.PENOLAKAN]}
    baru = konsep.simpan(p, isi, oleh)
    if baru != lama and p.status in t.dari:
        terapkan(p, t, oleh=oleh, alasan=f"Konsep surat versi {baru.versi}.", rinci={"versi": baru.versi})
    return baru
