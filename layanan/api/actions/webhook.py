"""Subscriptions and deliveries of webhooks."""

import hashlib
import hmac
import json
import secrets
import time
from datetime import timedelta
from typing import Any

import httpx
from django.db import transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from layanan.models import Permohonan
from layanan.workflow import ALUR

from ..alamat_aman import AlamatTerlarang, Tujuan, periksa, periksa_bentuk
from ..models import Kiriman, Langganan

MAKS_PERCOBAAN = 8
JEDA_PERTAMA = timedelta(seconds=30)
TUNGGU = httpx.Timeout(10.0, connect=5.0)  # seconds
LANGKAH = ("ajukan", *ALUR)


@transaction.atomic
def langgan(*, url: str, langkah: list[str], oleh: Pengguna) -> Langganan:
    """Tell this address of changes that `oleh` may see. The secret is on the row that is returned."""
    try:
        periksa_bentuk(url)
    except AlamatTerlarang as galat:
        raise MasukanSalah(str(galat), bidang={"url": str(galat)}) from galat
    asing = sorted(set(langkah) - set(LANGKAH))
    if asing:
        raise MasukanSalah("Langkah tidak dikenal.", bidang={"langkah": f"Langkah {asing[0]} tidak dikenal."})
    baris = Langganan.objects.create(
        pengguna=oleh, url=url, rahasia=secrets.token_urlsafe(32), langkah=sorted(set(langkah))
    )
    catat("api.webhook_dibuat", baris, oleh=oleh)
    return baris


@transaction.atomic
def berhenti(*, langganan: Langganan, oleh: Pengguna) -> Langganan:
    if langganan.pengguna_id != oleh.pk and not oleh.punya(Hak.API_KELOLA):
        raise TidakBerhak("Langganan ini bukan milik Anda.")
    terkunci = Langganan.objects.select_for_update(of=("self",)).get(pk=langganan.pk)
    if not terkunci.aktif:
        raise Bentrok("Langganan ini sudah berhenti.")
    terkunci.aktif = False
    terkunci.save(update_fields=["aktif"])
    catat("api.webhook_berhenti", terkunci, oleh=oleh)
    return terkunci


def siarkan(p: Permohonan, langkah: str) -> int:
    """In the transaction of a step: a row and a task for everyone who wants to know of it and may see the permohonan."""
    from ..tasks import kirim_webhook

    jumlah = 0
    for langganan in Langganan.objects.filter(aktif=True, pengguna__aktif=True).select_related("pengguna"):
        if langganan.langkah and langkah not in langganan.langkah:
            continue
        if not Permohonan.objects.untuk(langganan.pengguna).filter(pk=p.pk).exists():
            continue
        kiriman = Kiriman.objects.create(langganan=langganan, langkah=langkah, isi=isi_kiriman(p, langkah))
        kirim_webhook.enqueue(kiriman_id=kiriman.pk)
        jumlah += 1
    return jumlah


def isi_kiriman(p: Permohonan, langkah: str) -> dict[str, Any]:
    return {
        "langkah": langkah,
        "pada": timezone.now().isoformat(),
        "permohonan": {
            "uuid": str(p.uuid),
            "nomor_registrasi": p.nomor_registrasi,
            "kode_layanan": p.kode_layanan,
            "status": p.status,
            "janji_selesai": p.janji_selesai.isoformat(),
        },
    }


def lupakan_kiriman(p: Permohonan) -> None:
    """What was told about a permohonan that is destroyed."""
    Kiriman.objects.filter(isi__permohonan__uuid=str(p.uuid)).delete()


def tanda_tangan(rahasia: str, waktu: int, tubuh: bytes) -> str:
    """HMAC-SHA256 over "<time>.<body>": the receiver refuses an old time, so a recorded notice cannot be replayed to it."""
    return hmac.new(rahasia.encode(), f"{waktu}.".encode() + tubuh, hashlib.sha256).hexdigest()


@transaction.atomic
def kirim_kiriman(*, kiriman_id: int) -> Kiriman | None:
    """One attempt; None when there is nothing left to send. Failures are tried again after 30 s, 1 min, 2 min, … eight times."""
    from ..tasks import kirim_webhook

    k = (
        Kiriman.objects.select_for_update(of=("self",))
        .select_related("langganan")
        .filter(pk=kiriman_id, keadaan=Kiriman.Keadaan.MENUNGGU)
        .first()
    )
    if k is None:
        return None
    k.percobaan += 1
    k.coba_lagi_pada = None
    k.kode_jawaban, k.galat, tetap = (
        _coba(k) if k.langganan.aktif else (None, "Langganan sudah berhenti.", True)
    )
    if not k.galat:
        k.keadaan, k.terkirim_pada = Kiriman.Keadaan.TERKIRIM, timezone.now()
    elif tetap or k.percobaan >= MAKS_PERCOBAAN:
        k.keadaan = Kiriman.Keadaan.GAGAL
    else:
        jeda = JEDA_PERTAMA * 2 ** (k.percobaan - 1)
        k.coba_lagi_pada = timezone.now() + jeda
        kirim_webhook.enqueue(tunda=jeda, kiriman_id=k.pk)
    k.save()
    return k


def _coba(k: Kiriman) -> tuple[int | None, str, bool]:
    """(status, sentence or "", whether another attempt is pointless)."""
    tubuh = json.dumps({"id": str(k.uuid)} | k.isi, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        kode = _pos(periksa(k.langganan.url), k, tubuh)
    except AlamatTerlarang as galat:
        return None, str(galat), True
    except httpx.HTTPError as galat:
        return None, f"Tidak terjangkau ({type(galat).__name__}).", False
    return kode, "" if 200 <= kode < 300 else f"Penerima menjawab {kode}.", kode == 410


def _pos(tujuan: Tujuan, k: Kiriman, tubuh: bytes) -> int:
    """POST to the address that was checked; redirects are answers like any other, and bodies are not read."""
    waktu = int(time.time())
    ip = f"[{tujuan.ip}]" if ":" in tujuan.ip else tujuan.ip
    url = f"{tujuan.skema}://{ip}:{tujuan.port}{tujuan.jalur}"
    tajuk = {
        "Host": tujuan.host if tujuan.port in (80, 443) else f"{tujuan.host}:{tujuan.port}",
        "Content-Type": "application/json",
        "User-Agent": "SPBE-Webhook/1",
        "X-SPBE-Kiriman": str(k.uuid),
        "X-SPBE-Waktu": str(waktu),
        "X-SPBE-Tanda-Tangan": f"sha256={tanda_tangan(k.langganan.rahasia, waktu, tubuh)}",
    }
    with (
        httpx.Client(timeout=TUNGGU, follow_redirects=False, trust_env=False) as klien,
        klien.stream(
            "POST", url, content=tubuh, headers=tajuk, extensions={"sni_hostname": tujuan.host}
        ) as jawaban,
    ):
        return jawaban.status_code


@transaction.atomic
def kirim_lagi(*, kiriman: Kiriman, oleh: Pengguna) -> Kiriman:
    """Replay: the same notice with the same number, with a fresh count of attempts."""
    from ..tasks import kirim_webhook

    if kiriman.langganan.pengguna_id != oleh.pk and not oleh.punya(Hak.API_KELOLA):
        raise TidakBerhak("Kiriman ini bukan milik Anda.")
    k = Kiriman.objects.select_for_update(of=("self",)).select_related("langganan").get(pk=kiriman.pk)
    if k.keadaan == Kiriman.Keadaan.MENUNGGU or not k.langganan.aktif:
        raise Bentrok("Kiriman ini masih menunggu, atau langganannya sudah berhenti.")
    k.keadaan, k.percobaan, k.terkirim_pada = Kiriman.Keadaan.MENUNGGU, 0, None
    k.save(update_fields=["keadaan", "percobaan", "terkirim_pada"])
    kirim_webhook.enqueue(kiriman_id=k.pk)
    catat("api.webhook_diulang", k, oleh=oleh)
    return k
