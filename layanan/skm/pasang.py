"""Where the survey is hung into the service desk: at the hand-over and on the tracking page."""

from django.urls import reverse
from django.utils import timezone

from layanan import kabar, musnah
from layanan.enums import Status
from layanan.models import Permohonan
from layanan.pemohon import tautan_warga
from layanan.pemohon.tautan_warga import TautanWarga

from .actions import undang
from .models import Jawaban, Undangan


def tautan(p: Permohonan) -> TautanWarga | None:
    if p.status != Status.SELESAI:
        return None
    u = Undangan.objects.filter(permohonan=p, dipakai=False, kedaluwarsa_pada__gt=timezone.now()).first()
    if u is None or not u.token:
        return None
    return TautanWarga(
        "Nilai layanan kami",
        reverse("skm:survei", args=[u.token]),
        "Dua menit, sembilan pertanyaan. Jawaban tidak dapat ditelusuri kepada Anda.",
        utama=True,
    )


def pasang() -> None:
    kabar.daftarkan_selesai(undang)
    tautan_warga.daftarkan(tautan)
    musnah.kecualikan(Jawaban, sebab="jawaban tidak menunjuk orang maupun permohonan")
