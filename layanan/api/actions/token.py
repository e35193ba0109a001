"""Tokens: asked for by the administrator, accepted by the person for whom they act, revoked by either."""

import hashlib
import secrets
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.akun.waktu import hari_ini, zona_waktu
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.notifikasi.actions import beri_tahu

from ..cakupan import Cakupan
from ..models import TokenApi

UMUR_TERPANJANG = timedelta(days=366)


def sidik(rahasia: str) -> str:
    """A plain hash is enough for 256 random bits."""
    return hashlib.sha256(rahasia.encode()).hexdigest()


@transaction.atomic
def buat_token(
    *, nama: str, pengguna: Pengguna, cakupan: list[str], sampai: date, oleh: Pengguna
) -> TokenApi:
    """Ask for a token. Raises MasukanSalah (422), TidakBerhak (403)."""
    if not oleh.punya(Hak.API_KELOLA):
        raise TidakBerhak("Jabatan Anda tidak memiliki hak untuk mengelola token.")
    salah = {}
    if not nama.strip():
        salah["nama"] = "Tuliskan nama aplikasinya."
    if not cakupan or set(cakupan) - set(Cakupan.values):
        salah["cakupan"] = "Pilih sedikitnya satu cakupan yang tersedia."
    if not hari_ini() < sampai <= hari_ini() + UMUR_TERPANJANG:
        salah["sampai"] = "Token berlaku paling lama satu tahun, mulai besok."
    if not pengguna.aktif:
        salah["pengguna"] = "Akun ini tidak aktif."
    if salah:
        raise MasukanSalah(" ".join(salah.values()), bidang=salah)
    token = TokenApi.objects.create(
        nama=nama.strip(),
        pengguna=pengguna,
        cakupan=sorted(set(cakupan)),
        kedaluwarsa_pada=datetime.combine(sampai, time.max, zona_waktu()),
        dibuat_oleh=oleh,
    )
    catat("api.token_dibuat", token, oleh=oleh, untuk=pengguna.nama, cakupan=token.label_cakupan())
    if pengguna != oleh:
        isi = f"Aplikasi “{token.nama}” meminta bertindak atas nama Anda. Periksa cakupannya, lalu terima atau tolak."
        beri_tahu(judul="Token API menunggu Anda", isi=isi, kepada=pengguna, tautan="/token/saya/")
    return token


@transaction.atomic
def terima_token(*, token: TokenApi, oleh: Pengguna) -> str:
    """The secret, this once. Only the person for whom it acts can do this, and only once."""
    terkunci = TokenApi.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if terkunci.pengguna_id != oleh.pk:
        raise TidakBerhak("Hanya orang yang diwakili token ini yang dapat menerimanya.")
    if terkunci.diterima_pada or terkunci.dicabut_pada or terkunci.kedaluwarsa_pada <= timezone.now():
        raise Bentrok("Token ini sudah diterima atau sudah tidak berlaku.")
    terkunci.awalan = secrets.token_hex(4)
    rahasia = f"spbe_{terkunci.awalan}_{secrets.token_urlsafe(32)}"
    terkunci.sidik, terkunci.diterima_pada = sidik(rahasia), timezone.now()
    terkunci.save(update_fields=["awalan", "sidik", "diterima_pada"])
    catat("api.token_diterima", terkunci, oleh=oleh)
    return rahasia


@transaction.atomic
def cabut_token(*, token: TokenApi, oleh: Pengguna) -> TokenApi:
    """By the administrator or by the person for whom it acts. From now on it opens nothing."""
    terkunci = TokenApi.objects.select_for_update(of=("self",)).get(pk=token.pk)
    if terkunci.pengguna_id != oleh.pk and not oleh.punya(Hak.API_KELOLA):
        raise TidakBerhak("Token ini bukan milik Anda.")
    if terkunci.dicabut_pada:
        raise Bentrok("Token ini sudah dicabut.")
    terkunci.dicabut_pada, terkunci.dicabut_oleh = timezone.now(), oleh
    terkunci.save(update_fields=["dicabut_pada", "dicabut_oleh"])
    catat("api.token_dicabut", terkunci, oleh=oleh)
    return terkunci
