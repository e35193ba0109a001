import datetime as dt
import re
from smtplib import SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok
from inti.notifikasi.models import Notifikasi, Surat
from inti.situs import alamat, situs_kini

MAKS_PERCOBAAN = 6
JEDA_PERTAMA = dt.timedelta(minutes=1)
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
    *, judul: str, isi: str, kepada: Pengguna | None = None, surel: str = "", tautan: str = ""
) -> tuple[Notifikasi | None, Surat | None]:
    """Tell a person (bell and e-mail) or an address (e-mail only).

    The e-mail's subject never repeats `judul`, which may name an applicant: it only says who writes.
    """
    if not tautan_sah(tautan):
        raise ValueError(f"Tautan di luar platform: {tautan!r}")
    notifikasi = None
    if kepada is not None:
        notifikasi = Notifikasi.objects.create(pengguna=kepada, judul=judul[:150], isi=isi, tautan=tautan)
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
        kepada=tujuan, templat="notifikasi/surel/pemberitahuan", konteks=konteks
    )


@transaction.atomic
def kirim_surel_templat(
    *, kepada: str, templat: str, konteks: dict[str, Any], rahasia: bool = False
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
    )


def _titip(*, kepada: str, subjek: str, teks: str, html: str, rahasia: bool) -> Surat:
    from inti.notifikasi.tasks import kirim_surat

    surat = Surat.objects.create(
        kepada=kepada, subjek=subjek, isi_teks=teks.strip() + "\n", isi_html=html.strip(), rahasia=rahasia
    )
    kirim_surat.enqueue(surat_id=surat.pk)
    return surat


@transaction.atomic
def kirim(*, surat_id: int) -> Surat | None:
    """Try to send one e-mail now; None when there is nothing (left) to send.

    A failure is recorded and tried again after 1, 2, 4, … minutes; after MAKS_PERCOBAAN, or when the server
    refuses the recipient, the e-mail is `gagal` until somebody sends it again. Delivery is at least once: a
    second copy carries the same Message-ID.
    """
    from inti.notifikasi.tasks import kirim_surat

    surat = Surat.objects.select_for_update().filter(pk=surat_id, keadaan=Surat.Keadaan.MENUNGGU).first()
    if surat is None:
        return None
    surat.percobaan += 1
    surat.coba_lagi_pada = None
    try:
        _serahkan(surat)
    except OSError as galat:  # smtplib.SMTPException is an OSError
        surat.galat = f"{type(galat).__name__}: {galat}"[:300]
        if surat.percobaan >= MAKS_PERCOBAAN or isinstance(galat, SMTPRecipientsRefused):
            surat.keadaan = Surat.Keadaan.GAGAL
        else:
            jeda = JEDA_PERTAMA * 2 ** (surat.percobaan - 1)
            surat.coba_lagi_pada = timezone.now() + jeda
            kirim_surat.enqueue(tunda=jeda, surat_id=surat.pk)
    else:
        surat.keadaan, surat.terkirim_pada, surat.galat = Surat.Keadaan.TERKIRIM, timezone.now(), ""
        if surat.rahasia:
            surat.isi_teks = surat.isi_html = ""
    surat.save()
    return surat


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


@transaction.atomic
def kirim_ulang(*, surat: Surat, oleh: Pengguna) -> Surat:
    """Send a failed e-mail once more, with a fresh count of attempts."""
    from inti.notifikasi.tasks import kirim_surat

    terkunci = Surat.objects.select_for_update().get(pk=surat.pk)
    if terkunci.keadaan != Surat.Keadaan.GAGAL:
        raise Bentrok("Hanya surel yang gagal yang dapat dikirim ulang.")
    terkunci.keadaan, terkunci.percobaan = Surat.Keadaan.MENUNGGU, 0
    terkunci.save(update_fields=["keadaan", "percobaan"])
    kirim_surat.enqueue(surat_id=terkunci.pk)
    catat("notifikasi.dikirim_ulang", terkunci, oleh=oleh, kepada=terkunci.kepada)
    return terkunci


@transaction.atomic
def tandai_dibaca(*, oleh: Pengguna, uuid: list[Any] | None = None) -> int:
    """Mark one's own notifications as read: the given ones, or all."""
    milik = Notifikasi.objects.untuk(oleh).belum_dibaca()
    if uuid is not None:
        milik = milik.filter(uuid__in=uuid)
    return milik.update(dibaca_pada=timezone.now())
