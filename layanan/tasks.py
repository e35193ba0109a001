from inti.tasks import tugas

from .actions.pelimpahan import ingatkan_sertifikat
from .surat import kunci_terbit
from .waktu import eskalasi
from .waktu.perbaikan import periksa_batas_perbaikan


@tugas(setiap_menit=5, bila=eskalasi.ada)
def eskalasi_terlambat() -> None:
    """Late files reach the secretary and then the head."""
    eskalasi.eskalasikan()


@tugas(setiap_hari=True)
def batas_perbaikan() -> None:
    """Applicants whose time to repair has passed are reminded; then what the instansi settled."""
    periksa_batas_perbaikan()


@tugas(setiap_hari=True)
def peringatan_sertifikat() -> None:
    """Signers whose certificate ends within 30 days hear of it."""
    ingatkan_sertifikat()


@tugas(setiap_hari=True)
def terbitkan_kunci_dokumen() -> None:
    """The public keys and withdrawn letters of this instansi, for machines that check letters without network."""
    kunci_terbit.perbarui()
