"""Withdrawing a signed letter: everybody who scans it sees that at once; its number and bytes stay."""

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna, Penugasan
from inti.audit import catat
from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah

from ..enums import StatusDokumen
from ..meja.orang import nama_jabatan
from ..models import Dokumen

JENJANG = ("pelaksana", "koordinator", "penanggung_jawab")
"""Peran that sign, the lower post first (Perbup Tanah Laut 126/2022 Ps 4(1), Ps 9(6))."""


def tugas_pencabut(dokumen: Dokumen, oleh: Pengguna) -> Penugasan | None:
    """The assignment under which this person may withdraw: the post that signed, or one above it."""
    p = dokumen.permohonan
    tugas_penanda = Penugasan.objects.filter(
        pengguna=dokumen.ditandatangani_oleh_id, peran__in=p.layanan.penandatangan
    )
    jenjang = [JENJANG.index(t.peran) for t in tugas_penanda if t.peran in JENJANG]
    batas = min(jenjang, default=len(JENJANG) - 1)
    boleh = [
        t
        for t in oleh.penugasan_berlaku()
        if t.peran in JENJANG
        and JENJANG.index(t.peran) >= batas
        and (t.peran != "pelaksana" or (p.seksi and t.seksi == p.seksi.kode))
    ]
    return max(boleh, key=lambda t: (JENJANG.index(t.peran), -t.pk), default=None)


@transaction.atomic
def cabut(*, dokumen: Dokumen, alasan: str, oleh: Pengguna) -> Dokumen:
    """Raises TidakBerhak (403), TransisiTidakSah (409, already withdrawn) or MasukanSalah (422)."""
    d = (
        Dokumen.objects.select_for_update(of=("self",))
        .select_related("permohonan__layanan", "permohonan__seksi")
        .get(pk=dokumen.pk)
    )
    tugas = tugas_pencabut(d, oleh)
    if tugas is None:
        raise TidakBerhak("Surat hanya dicabut oleh jabatan yang menandatanganinya atau atasannya.")
    if d.status == StatusDokumen.DICABUT:
        raise TransisiTidakSah(f"Surat {d.nomor} sudah dicabut.")
    if not alasan.strip():
        raise MasukanSalah("Tulis alasan pencabutan.", bidang={"alasan": "Tulis alasannya."})
    d.status, d.dicabut_pada, d.dicabut_oleh = StatusDokumen.DICABUT, timezone.now(), oleh
    d.dicabut_jabatan, d.dicabut_alasan = nama_jabatan(tugas)[:160], alasan.strip()[:300]
    d.save(update_fields=["status", "dicabut_pada", "dicabut_oleh", "dicabut_jabatan", "dicabut_alasan"])
    catat("dokumen.cabut", d, oleh=oleh, permohonan=d.permohonan.nomor_registrasi)
    return d
