"""The notice on every page while service goes on by hand. Cached: no page asks the database for it."""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse

from inti.ui import format

KUNCI = "gangguan:pengumuman"
UMUR = 300  # seconds
KOSONG = ""


def lupakan() -> None:
    cache.delete(KUNCI)


def _isi() -> dict[str, Any] | str:
    from .models import Gangguan

    g = Gangguan.objects.filter(berlangsung=True).first()
    if g is None:
        return KOSONG
    return {
        "uuid": str(g.uuid),
        "sebab": g.get_sebab_display(),
        "mulai": format.tanggal_jam(g.mulai),
        "pulih": format.tanggal_jam(g.perkiraan_pulih) if g.perkiraan_pulih else "",
    }


def pengumuman(request: HttpRequest) -> list[dict[str, str]]:
    """For `inti.ui.pengumuman`: staff read what to do, residents what it means for them."""
    situs = getattr(request, "situs", None)
    if situs is None or situs.instansi is None:
        return []
    isi = cache.get(KUNCI)
    if isi is None:
        isi = _isi()
        cache.set(KUNCI, isi, UMUR)
    if not isi:
        return []
    staf = getattr(request, "user", None) is not None and request.user.is_authenticated
    pulih = f" Perkiraan pulih {isi['pulih']}." if isi["pulih"] else ""
    if staf:
        return [
            {
                "judul": "Layanan manual berlaku.",
                "teks": f"{isi['sebab']} sejak {isi['mulai']}. Pakai formulir dan nomor dari blok yang dicetak.{pulih}",
                "url": reverse("gangguan:rinci", args=[isi["uuid"]]),
                "url_label": "Buka gangguan",
            }
        ]
    return [
        {
            "judul": "Layanan daring sedang terganggu.",
            "teks": f"Kantor tetap melayani dengan formulir kertas sejak {isi['mulai']}. Nomor pada tanda terima Anda tetap"
            f" berlaku dan dapat dilacak di sini setelah sistem pulih.{pulih}",
            "url": "",
            "url_label": "",
        }
    ]
