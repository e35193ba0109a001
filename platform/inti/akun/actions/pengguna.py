from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from inti.akun.actions.pengelola import pastikan_tersisa, penugasan_pengelola
from inti.akun.actions.sesi import hapus_sesi
from inti.akun.models import Pengguna
from inti.akun.surel import rapikan_surel
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah


@transaction.atomic
def buat_pengguna(*, surel: str, nama: str, oleh: Pengguna | None, nip: str = "") -> Pengguna:
    """A person without a password and without rights. Raises MasukanSalah for a bad or taken address."""
    surel = rapikan_surel(surel)
    nama = periksa_nama(nama)
    pengguna = Pengguna(surel=surel, nama=nama, nip=periksa_nip(nip))
    pengguna.set_unusable_password()
    try:
        with transaction.atomic():
            pengguna.save(force_insert=True)
    except IntegrityError as galat:
        raise MasukanSalah(
            "Surel ini sudah terdaftar.", bidang={"surel": "Sudah dipakai akun lain di sini."}
        ) from galat
    catat("akun.pengguna_dibuat", pengguna, oleh=oleh)
    return pengguna


def periksa_nama(nama: str) -> str:
    rapi = " ".join(nama.split())
    if not rapi or len(rapi) > 150:
        raise MasukanSalah(
            "Nama belum benar.", bidang={"nama": "Tulis nama lengkap, paling panjang 150 huruf."}
        )
    return rapi


def periksa_nip(nip: str) -> str:
    """18 digits, or nothing (people who are no civil servants have none)."""
    rapi = nip.replace(" ", "")
    if rapi and not (rapi.isascii() and rapi.isdigit() and len(rapi) == 18):
        raise MasukanSalah("NIP belum benar.", bidang={"nip": "NIP terdiri dari 18 angka."})
    return rapi


@transaction.atomic
def ubah_pengguna(*, pengguna: Pengguna, nama: str, nip: str, oleh: Pengguna) -> Pengguna:
    """Correct a name or NIP. The address stays: it is who signs in."""
    terkunci = Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    dari = {"nama": terkunci.nama, "nip": terkunci.nip}
    terkunci.nama, terkunci.nip = periksa_nama(nama), periksa_nip(nip)
    ke = {"nama": terkunci.nama, "nip": terkunci.nip}
    if dari == ke:
        return terkunci
    terkunci.save(update_fields=["nama", "nip"])
    catat("akun.pengguna_diubah", terkunci, oleh=oleh, dari=dari, ke=ke)
    return terkunci


@transaction.atomic
def setel_sandi(*, pengguna: Pengguna, sandi: str, oleh: Pengguna | None) -> None:
    """Set a password that satisfies the rules; ends every session of the person (Django's session hash
    changes too)."""
    try:
        validate_password(sandi, pengguna)
    except ValidationError as galat:
        raise MasukanSalah(
            "Kata sandi belum cukup kuat.", bidang={"password1": " ".join(galat.messages)}
        ) from galat
    pengguna.set_password(sandi)
    pengguna.save(update_fields=["password"])
    hapus_sesi(pengguna)
    catat("akun.sandi_diubah", pengguna, oleh=oleh)


@transaction.atomic
def nonaktifkan(*, pengguna: Pengguna, oleh: Pengguna, alasan: str = "") -> Pengguna:
    """Close an account: no log-in, no rights, sessions ended. History stays. Refused for the last
    administrator."""
    if pengguna.pk == oleh.pk:
        raise Bentrok("Anda tidak dapat menonaktifkan akun sendiri.", saran="Mintalah administrator lain.")
    pastikan_tersisa(dilepas=penugasan_pengelola(pengguna))
    terkunci = Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    if not terkunci.aktif:
        raise Bentrok("Akun ini sudah nonaktif.")
    terkunci.aktif = False
    terkunci.save(update_fields=["aktif"])
    hapus_sesi(terkunci)
    catat("akun.dinonaktifkan", terkunci, oleh=oleh, alasan=alasan)
    return terkunci


@transaction.atomic
def aktifkan(*, pengguna: Pengguna, oleh: Pengguna) -> Pengguna:
    terkunci = Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    if terkunci.aktif:
        raise Bentrok("Akun ini sudah aktif.")
    terkunci.aktif = True
    terkunci.save(update_fields=["aktif"])
    catat("akun.diaktifkan", terkunci, oleh=oleh)
    return terkunci
