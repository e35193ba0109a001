"""Tasks for the tests of the outbox."""

from inti.db import sebagai
from inti.db.login import LOGIN_PORTAL
from inti.tasks import tugas

DIPANGGIL: list[str] = []


@tugas
def catat_nama(nama: str) -> None:
    """Writes a person, so that the effect is visible in the schema."""
    from inti.akun.models import Pengguna

    DIPANGGIL.append(nama)
    Pengguna.objects.create(surel=f"{nama}@contoh.go.id", nama=nama)


@tugas
def selalu_gagal() -> None:
    from inti.akun.models import Pengguna

    Pengguna.objects.create(surel="setengah@contoh.go.id", nama="Setengah jadi")
    raise ValueError("sengaja")


@tugas(antrean="agregasi", atomik=False)
def pindah_login() -> None:
    """Leased work may change its login."""
    with sebagai(LOGIN_PORTAL):
        DIPANGGIL.append("pindah")
