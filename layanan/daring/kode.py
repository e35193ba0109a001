"""One-time codes: made, sent, tried. The answers to a visitor never depend on whether an address is known here."""

import re
import secrets
from datetime import timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from inti.errors import MasukanSalah
from inti.notifikasi.actions import kirim_pesan, kirim_surel_templat
from inti.tasks import tugas

from ..meja.orang import nama_instansi
from ..models import Permohonan
from .models import MAKS_COBA, MAKS_PER_JAM, UMUR_BUKTI, JenisKontak, KodeKontak, Tujuan, indeks_kontak


def baca_kontak(teks: str) -> tuple[JenisKontak, str]:
    """An e-mail address or a mobile number as it was typed. Raises MasukanSalah."""
    teks = teks.strip()
    if "@" in teks:
        try:
            validate_email(teks.lower())
        except ValidationError as galat:
            raise _salah() from galat
        return JenisKontak.SUREL, teks.lower()
    angka = re.sub(r"\D", "", teks)
    angka = f"0{angka[2:]}" if angka.startswith("62") else angka
    if not re.fullmatch(r"08\d{7,12}", angka):
        raise _salah()
    return JenisKontak.TELEPON, angka


def _salah() -> MasukanSalah:
    pesan = "Tulis alamat surel, atau nomor telepon seluler seperti 0812-3456-7890."
    return MasukanSalah(pesan, bidang={"kontak": pesan})


def _sidik(uuid: UUID, kode: str) -> str:
    return salted_hmac("daring.kode", f"{uuid}:{kode}", algorithm="sha256").hexdigest()


@transaction.atomic
def kirim_kode(
    *, jenis: str, kontak: str, tujuan: str = Tujuan.AJUKAN, permohonan: Permohonan | None = None
) -> KodeKontak:
    """A new code to this address. Over the limit nothing is sent, but the answer looks the same."""
    indeks = indeks_kontak(jenis, kontak)
    sejam = KodeKontak.objects.filter(
        kontak_indeks=indeks, dibuat_pada__gt=timezone.now() - timedelta(hours=1)
    )
    penuh = sejam.count() >= MAKS_PER_JAM
    kode = f"{secrets.randbelow(10**6):06d}"
    baris = KodeKontak(jenis=jenis, kontak=kontak, kontak_indeks=indeks, tujuan=tujuan, permohonan=permohonan)
    baris.kode_sidik = _sidik(baris.uuid, kode)
    if penuh:  # a row that no code opens
        baris.percobaan = MAKS_COBA
    baris.save(force_insert=True)
    if not penuh:
        _antar(baris, kode)
    return baris


def _antar(baris: KodeKontak, kode: str) -> None:
    """Through the channel of the address; the text is deleted as soon as it is sent."""
    tentang = baris.permohonan.uuid if baris.permohonan else None
    if baris.jenis == JenisKontak.TELEPON:
        kirim_pesan(
            telepon=baris.kontak,
            isi=f"{nama_instansi()}: kode Anda {kode}, berlaku 10 menit. Jangan berikan kepada siapa pun.",
            rahasia=True,
            tentang=tentang,
        )
        return
    kirim_surel_templat(
        kepada=baris.kontak,
        templat="daring/surel/kode",
        konteks={"kode": kode},
        rahasia=True,
        tentang=tentang,
    )


@transaction.atomic
def coba_kode(*, uuid: UUID, kode: str) -> KodeKontak | None:
    """The proven row when the code is right. Each try counts; the fifth wrong one closes the row for good."""
    baris = KodeKontak.objects.select_for_update().filter(uuid=uuid).first()
    if baris is None or not baris.berlaku:
        return None
    cocok = constant_time_compare(_sidik(baris.uuid, re.sub(r"\D", "", kode)[:6]), baris.kode_sidik)
    baris.percobaan += 1
    if cocok:
        baris.terbukti_pada = timezone.now()
    baris.save(update_fields=["percobaan", "terbukti_pada"])
    return baris if cocok else None


def bukti(uuid: str, tujuan: str) -> KodeKontak | None:
    """The proof that a session names, while it counts."""
    try:
        nomor = UUID(uuid)
    except ValueError:
        return None
    baris = KodeKontak.objects.filter(uuid=nomor, tujuan=tujuan).select_related("permohonan").first()
    return baris if baris and baris.terbukti else None


@tugas(setiap_hari=True)
def hapus_kode_lama() -> None:
    """Codes and proofs that count no more."""
    KodeKontak.objects.filter(dibuat_pada__lt=timezone.now() - UMUR_BUKTI - timedelta(hours=12)).delete()
