"""The letter as a download: a one-time code, and the hand-over that the first download is."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.models import Berkas
from inti.errors import Bentrok, Galat, MasukanSalah
from inti.kripto import indeks_buta
from inti.notifikasi import gerbang
from inti.notifikasi.actions import kirim_pesan, kirim_surel_templat
from inti.ui.format import jam
from layanan.actions.putuskan import selesaikan_unduhan
from layanan.meja.orang import nama_instansi
from layanan.models import Permohonan

from ..baca import dokumen_terunduh
from ..models import KodeUnduh

UMUR_KODE = timedelta(minutes=15)
UMUR_KODE_LOKET = timedelta(days=7)
MAKS_PERCOBAAN = 5
MAKS_KODE_SEJAM = 3


class TerlaluBanyakKode(Galat):
    status = 429
    judul = "Terlalu banyak permintaan kode"


@dataclass(frozen=True, slots=True)
class HasilKode:
    """`berkas` where the code was right; else the sentence for the applicant."""

    berkas: Berkas | None = None
    pesan: str = ""


def sidik(permohonan_id: int, kode: str) -> str:
    """Keyed with the instansi's secret: the row alone does not give the six digits away."""
    return indeks_buta(f"{permohonan_id}:{kode}", "serah.kode_unduh")


def _kode_baru(
    p: Permohonan, saluran: KodeUnduh.Saluran, umur: timedelta, oleh: Pengguna | None
) -> tuple[KodeUnduh, str]:
    """A new code; the older one dies. The caller holds the row of the permohonan."""
    if dokumen_terunduh(p) is None:
        raise Bentrok("Dokumen ini belum dapat diunduh.")
    kini = timezone.now()
    sejam = KodeUnduh.objects.filter(permohonan=p, dibuat_pada__gt=kini - timedelta(hours=1))
    if oleh is None and sejam.count() >= MAKS_KODE_SEJAM:
        raise TerlaluBanyakKode(
            "Kode untuk dokumen ini sudah diminta beberapa kali.",
            saran="Tunggu satu jam, atau datanglah ke loket.",
        )
    KodeUnduh.objects.filter(permohonan=p, dipakai_pada=None, mati_pada=None).update(mati_pada=kini)
    angka = f"{secrets.randbelow(1_000_000):06d}"
    baris = KodeUnduh.objects.create(
        permohonan=p, saluran=saluran, sidik=sidik(p.pk, angka), berlaku_sampai=kini + umur, oleh=oleh
    )
    return baris, angka


def _kunci(permohonan: Permohonan) -> Permohonan:
    return Permohonan.objects.select_for_update(of=("self",)).select_related("layanan").get(pk=permohonan.pk)


@transaction.atomic
def minta_kode(*, permohonan: Permohonan, saluran: str) -> KodeUnduh:
    """Send a code to the number or address that was given with the permohonan, never to another one.

    Raises MasukanSalah where there is none, Bentrok where there is no letter, TerlaluBanyakKode (429).
    """
    p = _kunci(permohonan)
    if saluran not in saluran_ada(p):
        raise MasukanSalah("Pilih ke mana kode dikirim.", bidang={"saluran": "Pilihan ini tidak tersedia."})
    baris, angka = _kode_baru(p, KodeUnduh.Saluran(saluran), UMUR_KODE, None)
    konteks = {"kode": angka, "sampai": jam(baris.berlaku_sampai), "menit": UMUR_KODE.seconds // 60}
    if saluran == KodeUnduh.Saluran.SUREL:
        kirim_surel_templat(
            kepada=p.pemohon_surel, templat="serah/surel/kode", konteks=konteks, rahasia=True, tentang=p.uuid
        )
    else:
        isi = f"Kode unduh Anda: {angka}. Berlaku sampai {konteks['sampai']}. Jangan berikan kepada siapa pun.\n{nama_instansi()}"
        kirim_pesan(telepon=p.pemohon_telepon, isi=isi, rahasia=True, tentang=p.uuid)
    catat("serah.kode_diminta", p, oleh=None, saluran=KodeUnduh.Saluran(saluran).label)
    return baris


@transaction.atomic
def beri_kode_loket(*, permohonan: Permohonan, oleh: Pengguna) -> str:
    """A code for an applicant who stands at the counter and has no telephone; the officer has checked who it is."""
    p = _kunci(permohonan)
    _, angka = _kode_baru(p, KodeUnduh.Saluran.LOKET, UMUR_KODE_LOKET, oleh)
    catat("serah.kode_loket", p, oleh=oleh)
    return angka


def saluran_ada(p: Permohonan) -> dict[str, str]:
    """Channel -> where it goes, masked."""
    hasil = {}
    if p.pemohon_telepon and gerbang.aktif():
        hasil[KodeUnduh.Saluran.WA.value] = f"WhatsApp/SMS ke •••{p.pemohon_telepon[-3:]}"
    if p.pemohon_surel:
        nama, _, domain = p.pemohon_surel.partition("@")
        hasil[KodeUnduh.Saluran.SUREL.value] = f"surel {nama[:1]}•••@{domain}"
    return hasil


def unduh(*, permohonan: Permohonan, kode: str) -> HasilKode:
    """The letter against its code. A wrong code counts, and the count stays whatever the answer is."""
    with transaction.atomic():
        p = _kunci(permohonan)
        hidup = KodeUnduh.objects.filter(permohonan=p, dipakai_pada=None, mati_pada=None).first()
        kini = timezone.now()
        if hidup is None or hidup.berlaku_sampai <= kini:
            return HasilKode(pesan="Kode ini sudah tidak berlaku. Mintalah kode baru.")
        hidup.percobaan += 1
        if not secrets.compare_digest(hidup.sidik, sidik(p.pk, kode)):
            return HasilKode(pesan=_salah(hidup))
        dokumen = dokumen_terunduh(p)
        if dokumen is None:
            return HasilKode(pesan="Dokumen ini tidak dapat diunduh. Silakan datang ke loket.")
        hidup.dipakai_pada = kini
        hidup.save(update_fields=["percobaan", "dipakai_pada"])
        selesaikan_unduhan(permohonan=p)
        catat("serah.diunduh", p, oleh=None, nomor=dokumen.nomor)
        return HasilKode(berkas=dokumen.berkas)


def _salah(kode: KodeUnduh) -> str:
    sisa = MAKS_PERCOBAAN - kode.percobaan
    if sisa <= 0:
        kode.mati_pada = timezone.now()
    kode.save(update_fields=["percobaan", "mati_pada"])
    return f"Kode salah. Sisa {sisa} kali." if sisa > 0 else "Kode salah terlalu sering. Mintalah kode baru."
