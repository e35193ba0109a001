"""Taking and calling numbers. Two loket never get the same one; each step is checked against the locked row."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TransisiTidakSah

from ..models import Permohonan
from ..waktu.jam import hari_ini
from .models import DI_LOKET, Antrian, JenisPerangkat, Keadaan, Kelompok, Loket, Perangkat, sidik, token_baru

MAKS_SEHARI = 999


@transaction.atomic
def ambil(*, kelompok: Kelompok, oleh: Pengguna | None = None) -> Antrian:
    """The next number of the group today. The locked group row makes the numbers 1, 2, 3, … without a gap."""
    k = Kelompok.objects.select_for_update().get(pk=kelompok.pk)
    if not k.aktif:
        raise MasukanSalah("Antrian ini sedang ditutup.")
    hari = hari_ini()
    akhir = Antrian.objects.filter(tanggal=hari, kelompok=k).order_by("-urut").values_list("urut", flat=True)
    urut = (akhir.first() or 0) + 1
    if urut > MAKS_SEHARI:
        raise Bentrok("Nomor antrian hari ini sudah habis.", saran="Hubungi petugas loket.")
    a = Antrian.objects.create(tanggal=hari, kelompok=k, urut=urut)
    if oleh:  # the row itself tells what the kiosk gave; strangers do not fill the trail
        catat("antrian.ambil", a, oleh=oleh)
    return a


def di_loket(loket: Loket, hari: date | None = None) -> Antrian | None:
    """The number that stands at this loket now."""
    return (
        Antrian.objects.hari(hari or hari_ini())
        .select_related("permohonan")
        .filter(loket=loket, keadaan__in=DI_LOKET)
        .first()
    )


@transaction.atomic
def panggil_berikut(*, loket: Loket, oleh: Pengguna) -> Antrian:
    """Call the number that has waited longest for this loket. Who is being served here is finished by that."""
    terkunci = Loket.objects.select_for_update().get(pk=loket.pk)
    if not terkunci.aktif:
        raise Bentrok("Loket ini ditutup.")
    if kini := di_loket(terkunci):
        if kini.keadaan == Keadaan.DIPANGGIL:
            raise TransisiTidakSah(
                f"{kini.nomor} masih dipanggil.",
                saran="Layani atau lewati dulu nomor itu, lalu panggil yang berikut.",
            )
        selesaikan(antrian=kini, oleh=oleh)
    berikut = (
        Antrian.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(tanggal=hari_ini(), kelompok__in=terkunci.kelompok.all())
        .menunggu()
        .first()
    )
    if berikut is None:
        raise Bentrok("Tidak ada yang menunggu untuk loket ini.")
    return _panggil(berikut, terkunci, oleh)


@transaction.atomic
def panggil(*, antrian: Antrian, loket: Loket, oleh: Pengguna) -> Antrian:
    """Call one given number: again, or somebody who was skipped and came back."""
    terkunci = Loket.objects.select_for_update().get(pk=loket.pk)
    a = _kunci(antrian, Keadaan.MENUNGGU, Keadaan.DIPANGGIL, Keadaan.DILEWATI)
    kini = di_loket(terkunci)
    if kini and kini.pk != a.pk:
        raise TransisiTidakSah(
            f"{kini.nomor} masih di loket ini.", saran="Selesaikan atau lewati dulu nomor itu."
        )
    if a.keadaan == Keadaan.DIPANGGIL and a.loket_id != terkunci.pk:
        raise TransisiTidakSah(f"{a.nomor} sedang dipanggil loket lain.")
    return _panggil(a, terkunci, oleh)


def _panggil(a: Antrian, loket: Loket, oleh: Pengguna) -> Antrian:
    kini = timezone.now()
    a.keadaan, a.loket, a.petugas = Keadaan.DIPANGGIL, loket, oleh
    a.dipanggil_pada, a.panggilan = kini, a.panggilan + 1
    a.dipanggil_pertama = a.dipanggil_pertama or kini
    a.save()
    catat("antrian.panggil", a, oleh=oleh, loket=loket.nomor, ke=a.panggilan)
    return a


def _kunci(antrian: Antrian, *boleh: Keadaan) -> Antrian:
    a = Antrian.objects.select_for_update(of=("self",)).select_related("kelompok", "loket").get(pk=antrian.pk)
    if a.tanggal != hari_ini():
        raise TransisiTidakSah("Nomor ini bukan nomor hari ini.")
    if a.keadaan not in boleh:
        raise TransisiTidakSah(
            f"{a.nomor} sudah {a.get_keadaan_display().lower()}.", saran="Muat ulang halaman antrian."
        )
    return a


@transaction.atomic
def layani(*, antrian: Antrian, oleh: Pengguna) -> Antrian:
    a = _kunci(antrian, Keadaan.DIPANGGIL)
    a.keadaan, a.dilayani_pada, a.petugas = Keadaan.DILAYANI, timezone.now(), oleh
    a.save()
    catat("antrian.layani", a, oleh=oleh)
    return a


@transaction.atomic
def lewati(*, antrian: Antrian, oleh: Pengguna) -> Antrian:
    a = _kunci(antrian, Keadaan.DIPANGGIL)
    a.keadaan, a.petugas = Keadaan.DILEWATI, oleh
    a.save()
    catat("antrian.lewati", a, oleh=oleh)
    return a


@transaction.atomic
def selesaikan(*, antrian: Antrian, oleh: Pengguna) -> Antrian:
    """Served. Whoever was finished right after the call counts as served from the call on."""
    a = _kunci(antrian, Keadaan.DIPANGGIL, Keadaan.DILAYANI)
    a.dilayani_pada = a.dilayani_pada or a.dipanggil_pada
    a.keadaan, a.selesai_pada = Keadaan.SELESAI, timezone.now()
    a.save()
    catat("antrian.selesai", a, oleh=oleh)
    return a


def lepaskan(permohonan: Permohonan) -> None:
    """The number stays in the statistics of its day; whose it was goes with a destroyed permohonan."""
    Antrian.objects.filter(permohonan=permohonan).update(permohonan=None)


def kaitkan(permohonan: Permohonan, asal: str, oleh: Pengguna | None) -> None:
    """Call-back of `ajukan`: the permohonan that was taken in from a called number. An unknown number links nothing."""
    if not asal.startswith("antrian:"):
        return
    a = (
        Antrian.objects.select_for_update(of=("self",))
        .filter(uuid=asal.removeprefix("antrian:"), tanggal=hari_ini(), keadaan__in=DI_LOKET)
        .first()
    )
    if a is None:
        return
    a.permohonan = permohonan
    a.keadaan, a.dilayani_pada = Keadaan.DILAYANI, a.dilayani_pada or timezone.now()
    a.save()


@transaction.atomic
def putar_perangkat(*, jenis: JenisPerangkat, oleh: Pengguna) -> Perangkat:
    """A new secret address for the kiosk or the call screen; the old one stops working at once."""
    token = token_baru()
    p, _ = Perangkat.objects.update_or_create(
        jenis=jenis,
        defaults={
            "token": token, "token_sidik": sidik(token), "dibuat_pada": timezone.now(), "dibuat_oleh": oleh,
        },
    )  # fmt: skip
    catat("antrian.perangkat_diputar", p, oleh=oleh)
    return p


@transaction.atomic
def atur_kelompok(*, kelompok: Kelompok, oleh: Pengguna) -> Kelompok:
    """Save a group that the form filled in."""
    kelompok.save()
    catat("antrian.kelompok_diatur", kelompok, oleh=oleh, nama=kelompok.nama, aktif=kelompok.aktif)
    return kelompok


@transaction.atomic
def atur_loket(*, loket: Loket, kelompok: list[Kelompok], oleh: Pengguna) -> Loket:
    """Save a loket and which groups it calls."""
    loket.save()
    loket.kelompok.set(kelompok)
    catat("antrian.loket_diatur", loket, oleh=oleh, kelompok=[k.kode for k in kelompok], aktif=loket.aktif)
    return loket
