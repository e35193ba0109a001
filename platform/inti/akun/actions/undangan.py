import datetime as dt
import hashlib
import secrets

from django.db import connection, transaction
from django.utils import timezone

from inti.akun.actions.pengguna import buat_pengguna, periksa_nama, setel_sandi
from inti.akun.actions.penugasan import tugaskan
from inti.akun.hak import LABEL_PERAN, SITUS_PERAN, peran_situs
from inti.akun.models import Pengguna, Undangan
from inti.akun.surel import periksa_surel_peran, rapikan_surel
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah
from inti.notifikasi.actions import kirim_surel_templat
from inti.situs import alamat, situs_kini

MASA_BERLAKU = dt.timedelta(days=7)


def _sidik(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _tujuan(peran: str) -> str:
    """Host on which the invited person will work: `diskominfo`, `monitoring`, or the slug of the instansi."""
    if SITUS_PERAN[peran] != "instansi":
        return SITUS_PERAN[peran]
    situs = situs_kini()
    if situs is not None and situs.instansi is not None:
        return situs.instansi.slug
    return str(getattr(connection, "schema_name", "")).removeprefix("i_").replace("_", "-")


@transaction.atomic
def undang(*, surel: str, nama: str, peran: str, oleh: Pengguna | None, seksi: str = "") -> Undangan:
    """Offer an account by e-mail. The link works once, for seven days; an earlier offer to the same address
    ends.

    The returned object alone carries `token` and `tautan`; the database keeps the hash. Raises MasukanSalah.
    """
    surel = rapikan_surel(surel)
    nama = periksa_nama(nama)
    situs = situs_kini()
    if peran not in (peran_situs(situs.jenis) if situs else LABEL_PERAN):
        raise MasukanSalah("Peran tidak dikenal.", bidang={"peran": "Peran ini tidak ada pada situs ini."})
    if peran == "pelaksana" and not seksi:
        raise MasukanSalah(
            "Seksi belum dipilih.", bidang={"seksi": "Pilih seksi atau subbagian tempat bertugas."}
        )
    periksa_surel_peran(surel, peran)
    if Pengguna.objects.filter(surel=surel).exists():
        raise MasukanSalah(
            "Orang ini sudah mempunyai akun.",
            bidang={"surel": "Sudah terdaftar. Buka akunnya lalu tambahkan penugasan."},
        )
    Undangan.objects.menunggu().filter(surel=surel).update(dibatalkan_pada=timezone.now())
    token = secrets.token_urlsafe(32)
    undangan = Undangan.objects.create(
        surel=surel,
        nama=nama,
        peran=peran,
        seksi=seksi,
        sidik_token=_sidik(token),
        diundang_oleh=oleh,
        berlaku_sampai=timezone.now() + MASA_BERLAKU,
    )
    undangan.token = token
    undangan.tautan = alamat(_tujuan(peran), f"/akun/undangan/{token}/")
    kirim_surel_templat(
        kepada=surel, templat="akun/surel/undangan", konteks={"undangan": undangan}, rahasia=True
    )
    catat("akun.diundang", undangan, oleh=oleh, surel=surel, peran=peran, label=undangan.label())
    return undangan


def cari_undangan(token: str) -> Undangan | None:
    """The waiting invitation of a token, or None."""
    return Undangan.objects.menunggu().filter(sidik_token=_sidik(token)).first()


@transaction.atomic
def terima_undangan(*, token: str, sandi: str) -> Pengguna:
    """Make the account, its password and its penugasan. Raises Bentrok when the link was used, cancelled or
    is too old."""
    undangan = (
        Undangan.objects.menunggu().select_for_update(of=("self",)).filter(sidik_token=_sidik(token)).first()
    )
    if undangan is None:
        raise Bentrok(
            "Undangan ini sudah dipakai, dibatalkan, atau kedaluwarsa.", saran="Mintalah undangan baru."
        )
    pengundang = undangan.diundang_oleh
    pengguna = buat_pengguna(surel=undangan.surel, nama=undangan.nama, oleh=pengundang)
    setel_sandi(pengguna=pengguna, sandi=sandi, oleh=pengguna)
    tugaskan(pengguna=pengguna, peran=undangan.peran, seksi=undangan.seksi, oleh=pengundang)
    undangan.dipakai_pada, undangan.dipakai_oleh = timezone.now(), pengguna
    undangan.save(update_fields=["dipakai_pada", "dipakai_oleh"])
    catat("akun.undangan_diterima", undangan, oleh=pengguna)
    return pengguna


@transaction.atomic
def batalkan_undangan(*, undangan: Undangan, oleh: Pengguna) -> None:
    jumlah = Undangan.objects.menunggu().filter(pk=undangan.pk).update(dibatalkan_pada=timezone.now())
    if not jumlah:
        raise Bentrok("Undangan ini sudah dipakai, dibatalkan, atau kedaluwarsa.")
    catat("akun.undangan_dibatalkan", undangan, oleh=oleh)
