import datetime as dt
import re
from smtplib import SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok
from inti.kripto import indeks_buta
from inti.notifikasi import gerbang
from inti.notifikasi.models import Keluar, Notifikasi, Pesan, Surat
from inti.situs import alamat, situs_kini
from inti.tasks import TugasTerdaftar

MAKS_PERCOBAAN = 6
UMUR_SIMPAN = dt.timedelta(days=365)  # not longer than the shortest retention of a case
UMUR_LEPAS = dt.timedelta(days=30)
"""Of a message that names no case, after it was delivered or read: nothing else would ever take it away."""
JEDA_PERTAMA = dt.timedelta(minutes=1)
TUJUAN_TELEPON = "pesan.telepon"
_POLA_ANGKA_PANJANG = re.compile(r"\d(?:[ .-]?\d){7,}")  # NIK, KK, NIP, telephone numbers


def nama_situs() -> str:
    situs = situs_kini()
    if situs is not None and situs.instansi is not None:
        return situs.instansi.nama
    return str(settings.SPBE_KABUPATEN)


def subjek_aman(subjek: str) -> str:
    """One line, without anything that looks like a NIK or a telephone number."""
    return _POLA_ANGKA_PANJANG.sub("…", " ".join(subjek.split()))[:150]


def tautan_sah(tautan: str) -> bool:
    """A path on this site, or an absolute address of the platform."""
    if not tautan or (tautan.startswith("/") and not tautan.startswith(("//", "/\\"))):
        return True
    pola = rf"{re.escape(settings.SPBE_SKEMA_URL)}://([a-z0-9-]+\.)?{re.escape(settings.SPBE_DOMAIN)}(:\d+)?(/|$)"
    return re.match(pola, tautan) is not None


def tautan_mutlak(tautan: str) -> str:
    situs = situs_kini()
    if not tautan.startswith("/") or situs is None:
        return tautan
    return alamat(situs.instansi.slug if situs.instansi else situs.jenis, tautan)


@transaction.atomic
def beri_tahu(
    *,
    judul: str,
    isi: str,
    kepada: Pengguna | None = None,
    surel: str = "",
    tautan: str = "",
    tentang: UUID | None = None,
) -> tuple[Notifikasi | None, Surat | None]:
    """Tell a person (bell and e-mail) or an address (e-mail only).

    The e-mail's subject never repeats `judul`, which may name an applicant: it only says who writes.
    `tentang`: uuid of the case it speaks of, so that it goes when the case is destroyed.
    """
    if not tautan_sah(tautan):
        raise ValueError(f"Tautan di luar platform: {tautan!r}")
    notifikasi = None
    if kepada is not None:
        notifikasi = Notifikasi.objects.create(
            pengguna=kepada, judul=judul[:150], isi=isi, tautan=tautan, tentang=tentang
        )
    tujuan = surel or (kepada.surel if kepada else "")
    if not tujuan:
        return notifikasi, None
    konteks = {
        "judul": judul,
        "isi": isi,
        "tautan": tautan_mutlak(tautan),
        "nama": kepada.nama if kepada else "",
    }
    return notifikasi, kirim_surel_templat(
        kepada=tujuan, templat="notifikasi/surel/pemberitahuan", konteks=konteks, tentang=tentang
    )


@transaction.atomic
def kirim_surel_templat(
    *,
    kepada: str,
    templat: str,
    konteks: dict[str, Any],
    rahasia: bool = False,
    tentang: UUID | None = None,
) -> Surat:
    """Put an e-mail in the outbox, from `<templat>_subjek.txt`, `<templat>.txt` and `<templat>.html`.

    With `rahasia` its text is deleted as soon as it is sent.
    """
    isi = {"nama_situs": nama_situs(), **konteks}
    return _titip(
        kepada=kepada,
        subjek=subjek_aman(render_to_string(f"{templat}_subjek.txt", isi)),
        teks=render_to_string(f"{templat}.txt", isi),
        html=render_to_string(f"{templat}.html", isi),
        rahasia=rahasia,
        tentang=tentang,
    )


def _titip(*, kepada: str, subjek: str, teks: str, html: str, rahasia: bool, tentang: UUID | None) -> Surat:
    from inti.notifikasi.tasks import kirim_surat

    surat = Surat.objects.create(
        kepada=kepada,
        subjek=subjek,
        isi_teks=teks.strip() + "\n",
        isi_html=html.strip(),
        rahasia=rahasia,
        tentang=tentang,
    )
    kirim_surat.enqueue(surat_id=surat.pk)
    return surat


@transaction.atomic
def kirim_pesan(
    *,
    telepon: str,
    isi: str,
    rahasia: bool = False,
    kanal: str = Pesan.Kanal.WA,
    tentang: UUID | None = None,
) -> Pesan:
    """Put a WhatsApp message or SMS in the outbox. `telepon`: digits, 08… or 628…; with `rahasia` its text is
    deleted as soon as it is sent. Raises ValueError for what cannot be a number."""
    from inti.notifikasi.tasks import kirim_pesan as tugas_kirim

    nomor = gerbang.nomor_lokal(telepon)
    pesan = Pesan.objects.create(
        kanal=kanal,
        telepon=nomor,
        telepon_indeks=indeks_buta(nomor, TUJUAN_TELEPON),
        isi=isi.strip(),
        rahasia=rahasia,
        tentang=tentang,
    )
    tugas_kirim.enqueue(pesan_id=pesan.pk)
    return pesan


def kirim(*, surat_id: int) -> Surat | None:
    """Try to send one e-mail now; None when there is nothing (left) to send. See `_coba`."""
    from inti.notifikasi.tasks import kirim_surat

    return _coba(Surat, surat_id, kirim_surat, "surat_id")


def kirim_satu_pesan(*, pesan_id: int) -> Pesan | None:
    """As `kirim`, for a WhatsApp message or SMS."""
    from inti.notifikasi.tasks import kirim_pesan as tugas_kirim

    return _coba(Pesan, pesan_id, tugas_kirim, "pesan_id")


@transaction.atomic
def _coba(model: type[Any], pk: int, tugas: TugasTerdaftar, argumen: str) -> Any:
    """One attempt.

    A failure is recorded and tried again after 1, 2, 4, … minutes; after MAKS_PERCOBAAN, or when the server
    refuses the recipient, the row is `gagal` until somebody sends it again. Delivery is at least once: a
    second copy carries the same Message-ID or message number.
    """
    baris = model.objects.select_for_update().filter(pk=pk, keadaan=Keluar.Keadaan.MENUNGGU).first()
    if baris is None:
        return None
    baris.percobaan += 1
    baris.coba_lagi_pada = None
    try:
        _serahkan(baris) if isinstance(baris, Surat) else gerbang.serahkan(baris)
    except OSError as galat:  # smtplib.SMTPException and GalatGerbang are OSErrors
        baris.galat = subjek_aman(f"{type(galat).__name__}: {galat}")
        if baris.percobaan >= MAKS_PERCOBAAN or isinstance(galat, SMTPRecipientsRefused | gerbang.Ditolak):
            baris.keadaan = Keluar.Keadaan.GAGAL
        else:
            jeda = JEDA_PERTAMA * 2 ** (baris.percobaan - 1)
            baris.coba_lagi_pada = timezone.now() + jeda
            tugas.enqueue(tunda=jeda, **{argumen: baris.pk})
    else:
        baris.keadaan, baris.terkirim_pada, baris.galat = Keluar.Keadaan.TERKIRIM, timezone.now(), ""
        if baris.rahasia:
            baris.kosongkan()
    baris.save()
    return baris


def _serahkan(surat: Surat) -> None:
    pesan = EmailMultiAlternatives(
        subject=surat.subjek,
        body=surat.isi_teks,
        to=[surat.kepada],
        headers={"Message-ID": f"<{surat.uuid}@{settings.SPBE_DOMAIN}>", "Auto-Submitted": "auto-generated"},
    )
    if surat.isi_html:
        pesan.attach_alternative(surat.isi_html, "text/html")
    pesan.send()


def kirim_ulang(*, surat: Surat, oleh: Pengguna) -> Surat:
    """Send a failed e-mail once more, with a fresh count of attempts."""
    from inti.notifikasi.tasks import kirim_surat

    return _ulang(surat, oleh, kirim_surat, "surat_id")


def kirim_ulang_pesan(*, pesan: Pesan, oleh: Pengguna) -> Pesan:
    """As `kirim_ulang`, for a WhatsApp message or SMS."""
    from inti.notifikasi.tasks import kirim_pesan as tugas_kirim

    return _ulang(pesan, oleh, tugas_kirim, "pesan_id")


@transaction.atomic
def _ulang(baris: Any, oleh: Pengguna, tugas: TugasTerdaftar, argumen: str) -> Any:
    terkunci = type(baris).objects.select_for_update().get(pk=baris.pk)
    if terkunci.keadaan != Keluar.Keadaan.GAGAL:
        raise Bentrok("Hanya yang gagal yang dapat dikirim ulang.")
    terkunci.keadaan, terkunci.percobaan = Keluar.Keadaan.MENUNGGU, 0
    terkunci.save(update_fields=["keadaan", "percobaan"])
    tugas.enqueue(**{argumen: terkunci.pk})
    catat("notifikasi.dikirim_ulang", terkunci, oleh=oleh)
    return terkunci


@transaction.atomic
def lupakan(tentang: UUID) -> None:
    """Everything that was said about a case goes with it."""
    for model in (Notifikasi, Surat, Pesan):
        model.objects.filter(tentang=tentang).delete()


@transaction.atomic
def buang_lama() -> int:
    """What nobody reads any more, and names people: everything after a year, sent or not.

    Messages of a case go with the case (`lupakan`). One that names no case (`tentang` is younger than the outbox) goes 30
    days after it was delivered, a line of the bell 30 days after it was read.
    """
    kini = timezone.now()
    lepas = kini - UMUR_LEPAS
    tua, tanpa_perkara = Q(dibuat_pada__lt=kini - UMUR_SIMPAN), Q(tentang__isnull=True)
    terkirim = tua | tanpa_perkara & Q(terkirim_pada__lt=lepas)
    dibaca = tua | tanpa_perkara & Q(dibaca_pada__lt=lepas)
    pasangan: list[tuple[Any, Q]] = [(Surat, terkirim), (Pesan, terkirim), (Notifikasi, dibaca)]
    return sum(model.objects.filter(syarat).delete()[0] for model, syarat in pasangan)


@transaction.atomic
def tandai_dibaca(*, oleh: Pengguna, uuid: list[Any] | None = None) -> int:
    """Mark one's own notifications as read: the given ones, or all."""
    milik = Notifikasi.objects.untuk(oleh).belum_dibaca()
    if uuid is not None:
        milik = milik.filter(uuid__in=uuid)
    return milik.update(dibaca_pada=timezone.now())
