"""The bar of a long job: drawn once in a page, then polled by htmx until the job ends."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.crypto import salted_hmac

from inti.ui.format import lama

AKHIR = ("selesai", "gagal")


@dataclass(frozen=True, kw_only=True)
class Kemajuan:
    """State of a job. `total` 0 means not known yet (the bar then moves without a number)."""

    judul: str
    selesai: int = 0
    total: int = 0
    keterangan: str = ""
    status: str = "berjalan"  # menunggu, berjalan, selesai, gagal
    mulai_pada: datetime | None = None
    url_hasil: str = ""
    label_hasil: str = "Buka hasil"
    pengenal: str = "kemajuan"

    @property
    def berakhir(self) -> bool:
        return self.status in AKHIR

    @property
    def persen(self) -> int | None:
        if self.status == "selesai":
            return 100
        return min(100, self.selesai * 100 // self.total) if self.total else None

    @property
    def sisa(self) -> str:
        """Estimated time left from the pace so far; empty while it cannot be known."""
        if not (self.mulai_pada and self.selesai and self.total) or self.status != "berjalan":
            return ""
        berlalu = timezone.now() - self.mulai_pada
        perkiraan = berlalu * (self.total - self.selesai) / self.selesai
        return f"sisa sekitar {lama(perkiraan)}" if perkiraan > timedelta(minutes=1) else "sebentar lagi"


def respons_kemajuan(request: HttpRequest, kemajuan: Kemajuan, *, url: str) -> HttpResponse:
    """The fragment with an ETag: 304 when nothing moved; without a next request when the job ended."""
    isi = render_to_string("ui/komponen/kemajuan.html", {"k": kemajuan, "url": url}, request=request)
    etag = f'"{salted_hmac("ui.kemajuan", isi).hexdigest()[:20]}"'
    respons = HttpResponse(isi, headers={"ETag": etag})
    patch_cache_control(respons, private=True, no_cache=True)
    return get_conditional_response(request, etag=etag, response=respons) or respons
