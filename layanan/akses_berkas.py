"""Who may read a file of the service desk: whoever may see the permohonan that it belongs to."""

from typing import Any

from inti.akun.hak import Hak
from inti.berkas import akses

from .enums import Status
from .models import BerkasDraf, Dokumen, Permohonan

DIUNDUH = "diunduh"
"""Value of `Permohonan.serah_cara`: handed over by download."""


def boleh_baca(pengguna: Any, berkas: Any) -> bool:
    terlihat = Permohonan.objects.untuk(pengguna)
    if terlihat.filter(persyaratan__berkas=berkas).exists() or terlihat.filter(surat_wakil=berkas).exists():
        return True
    if pengguna.punya(Hak.PERMOHONAN_LIHAT) and terlihat.filter(keabsahan__berkas__berkas=berkas).exists():
        return True  # photos and berita acara of a check are the office's own
    dokumen = Dokumen.objects.filter(berkas=berkas).select_related("permohonan").first()
    if dokumen and terlihat.filter(pk=dokumen.permohonan_id).exists():
        return boleh_unduh_surat(pengguna, dokumen.permohonan)
    return BerkasDraf.objects.filter(berkas=berkas, draf__pengguna=pengguna).exists()


def boleh_unduh_surat(pengguna: Any, p: Permohonan) -> bool:
    """Staff and the applicant read the letter; who only submitted it (an aparat desa) gets it when it was handed over
    by download."""
    if pengguna.punya(Hak.PERMOHONAN_LIHAT) or p.pemohon_pengguna_id == pengguna.pk:
        return True
    return p.status == Status.SELESAI and p.serah_cara == DIUNDUH


def daftarkan() -> None:
    akses.daftarkan(boleh_baca)
