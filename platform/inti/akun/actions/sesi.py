import hashlib

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna, Sesi
from inti.akun.sesi import kunci_situs
from inti.audit import catat


def nomor_sesi(sesi_key: str) -> str:
    """A name for a session that may stand in a URL (its key may not)."""
    return hashlib.sha256(f"nomor-sesi:{sesi_key}".encode()).hexdigest()[:20]


def sesi_aktif(pengguna: Pengguna) -> list[Sesi]:
    """The person's sessions on this site that have not expired, latest first."""
    semua = Sesi.objects.filter(pengguna_id=pengguna.pk, situs=kunci_situs(), expire_date__gt=timezone.now())
    return list(semua.order_by("-terakhir_aktif", "session_key"))


def hapus_sesi(pengguna: Pengguna, *, kecuali: str = "") -> int:
    jumlah, _ = Sesi.objects.filter(pengguna_id=pengguna.pk).exclude(session_key=kecuali).delete()
    return jumlah


@transaction.atomic
def akhiri_sesi(*, oleh: Pengguna, kini: str, nomor: str = "") -> int:
    """End one's own other sessions: all of them, or the one called `nomor`. `kini` is the present key, which
    stays."""
    if not nomor:
        jumlah = hapus_sesi(oleh, kecuali=kini)
    else:
        cocok = [s.pk for s in sesi_aktif(oleh) if nomor_sesi(s.pk) == nomor and s.pk != kini]
        jumlah, _ = Sesi.objects.filter(pk__in=cocok).delete()
    if jumlah:
        catat("akun.sesi_diakhiri", oleh, oleh=oleh, jumlah=jumlah)
    return jumlah


def bersihkan_sesi() -> int:
    """Delete what has expired, in the present schema."""
    jumlah, _ = Sesi.objects.filter(expire_date__lt=timezone.now()).delete()
    return jumlah
