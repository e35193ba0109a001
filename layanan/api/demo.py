"""Applications that use the API of the demonstration: one of the counter, one of a desa, one that nobody has accepted yet;
and a webhook with deliveries in every state. No token's secret is kept, so none of them opens anything."""

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from inti.akun.models import Pengguna

from ..models import Permohonan
from .actions import buat_token, langgan, terima_token
from .actions.webhook import isi_kiriman
from .cakupan import Cakupan
from .models import Kiriman, Langganan, TokenApi

K = Kiriman.Keadaan
DESA = [Cakupan.KATALOG_BACA, Cakupan.PERMOHONAN_BACA, Cakupan.PERMOHONAN_TULIS]
KEADAAN = ((K.TERKIRIM, 1, 200, ""), (K.TERKIRIM, 3, 204, ""), (K.GAGAL, 8, 503, "Penerima menjawab 503."),
           (K.MENUNGGU, 2, None, "Tidak terjangkau (ConnectTimeout)."))  # fmt: skip


def isi_demo(
    *,
    instansi: Any,
    acak: random.Random,
    sampai: date,
    orang: Mapping[str, Pengguna],
    per_seksi: Mapping[str, Pengguna] | None = None,
) -> None:
    if TokenApi.objects.exists():
        return
    admin, akhir = orang["administrator"], sampai + timedelta(days=180)
    _token("Anjungan mandiri", orang["operator"], list(Cakupan.values), akhir, admin)
    desa = Pengguna.objects.filter(surel=f"desa@{instansi.domain_email}").first()
    if desa is not None:
        _token("Aplikasi desa", desa, [str(c) for c in DESA], akhir, admin)
    buat_token(
        nama="Dasbor kabupaten", pengguna=orang["koordinator"], cakupan=[str(Cakupan.PERMOHONAN_BACA)], sampai=akhir, oleh=admin
    )  # fmt: skip
    _kiriman(langgan(url="https://anjungan.contoh.test/kabar", langkah=[], oleh=orang["operator"]))


def _token(nama: str, milik: Pengguna, cakupan: list[str], akhir: date, admin: Pengguna) -> None:
    token = buat_token(nama=nama, pengguna=milik, cakupan=cakupan, sampai=akhir, oleh=admin)
    terima_token(token=token, oleh=milik)
    TokenApi.objects.filter(pk=token.pk).update(dipakai_pada=timezone.now() - timedelta(minutes=25))


def _kiriman(langganan: Langganan) -> None:
    """Not sent by a task: the address does not exist. The one that waits is tried again in a year."""
    kini = timezone.now()
    baris = []
    for i, p in enumerate(Permohonan.objects.order_by("-masuk_pada", "-pk")[: 3 * len(KEADAAN)]):
        keadaan, percobaan, kode, galat = KEADAAN[i % len(KEADAAN)]
        pada = kini - timedelta(hours=i + 1)
        baris.append(
            Kiriman(
                langganan=langganan, langkah="ajukan", isi=isi_kiriman(p, "ajukan"), keadaan=keadaan, percobaan=percobaan,
                kode_jawaban=kode, galat=galat, dibuat_pada=pada, terkirim_pada=pada if keadaan == K.TERKIRIM else None,
                coba_lagi_pada=kini + timedelta(days=365) if keadaan == K.MENUNGGU else None,
            )
        )  # fmt: skip
    Kiriman.objects.bulk_create(baris)
