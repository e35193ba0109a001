from inti.tasks import tugas

from .muat import bandingkan_versi, kosongkan_versi, periksa_versi


@tugas(atomik=False)
def periksa(versi: int) -> None:
    """Check and load an upload. Idempotent: goes on where a killed worker stopped, does nothing when it is done."""
    periksa_versi(versi)


@tugas(atomik=False)
def kosongkan(versi: int) -> None:
    """Rows of a refused or replaced version are not kept; the record of the version and, without personal data, its file are."""
    kosongkan_versi(versi)


@tugas
def bandingkan(versi: int) -> None:
    """Compare a checked version with what is in force now."""
    bandingkan_versi(versi)
