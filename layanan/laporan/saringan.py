"""What a report is about: a period, and perhaps one service or one seksi. The same in pages, lists, files and jobs."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Q

from layanan.models import Layanan, Seksi
from layanan.waktu.jam import hari_ini, zona_waktu
from layanan.waktu.periode import Periode


@dataclass(frozen=True)
class Acuan:
    """Names and ids of the catalogue, read once a page."""

    layanan: dict[str, str]  # kode -> name of the version in force
    seksi: dict[str, str]
    id_seksi: dict[str, int]
    layanan_seksi: dict[str, list[int]]  # seksi kode -> ids of its services, all versions

    @classmethod
    def baca(cls) -> Self:
        """Two queries."""
        seksi = list(Seksi.objects.values_list("pk", "kode", "nama"))
        kode = {pk: k for pk, k, _ in seksi}
        nama: dict[str, str] = {}
        milik: dict[str, list[int]] = {k: [] for k in kode.values()}
        daftar = Layanan.objects.order_by("urutan", "kode", "versi")
        for pk, kode_layanan, judul, seksi_id in daftar.values_list("pk", "kode", "nama", "seksi_id"):
            nama[kode_layanan] = judul
            milik[kode[seksi_id]].append(pk)
        return cls(nama, {k: n for _, k, n in seksi}, {k: pk for pk, k, _ in seksi}, milik)


@dataclass(frozen=True)
class Saringan:
    periode: Periode
    layanan: str = ""
    seksi: str = ""

    @classmethod
    def dari(cls, data: Any, acuan: Acuan) -> Self:
        """From an address or a stored job; what is unknown is left out, without a period it is this month."""
        periode = Periode.baca(str(data.get("periode", ""))) or Periode.memuat(hari_ini(), "B")
        layanan, seksi = str(data.get("layanan", "")), str(data.get("seksi", ""))
        return cls(
            periode,
            layanan if layanan in acuan.layanan else "",
            seksi if seksi in acuan.seksi else "",
        )

    @property
    def parameter(self) -> dict[str, str]:
        semua = {"periode": self.periode.kode, "layanan": self.layanan, "seksi": self.seksi}
        return {k: n for k, n in semua.items() if n}

    def url(self, dasar: str, **lain: str) -> str:
        return f"{dasar}?{urlencode(self.parameter | lain)}"

    def judul(self, acuan: Acuan) -> str:
        bagian = [self.periode.nama]
        if self.layanan:
            bagian.append(acuan.layanan[self.layanan])
        if self.seksi:
            bagian.append(acuan.seksi[self.seksi])
        return ", ".join(bagian)

    def q(self, acuan: Acuan) -> Q:
        """Service and seksi. Before a file is sent on, it belongs to the seksi of its service."""
        q = Q(kode_layanan=self.layanan) if self.layanan else Q()
        if self.seksi:
            pk, milik = acuan.id_seksi[self.seksi], acuan.layanan_seksi[self.seksi]
            q &= Q(seksi_id=pk) | Q(seksi__isnull=True, layanan_id__in=milik)
        return q

    def sql(self, acuan: Acuan) -> tuple[str, dict[str, Any]]:
        """The same for the alias `p`, with named parameters; "" when nothing narrows."""
        teks = ""
        isi: dict[str, Any] = {}
        if self.layanan:
            teks += " AND p.kode_layanan = %(layanan)s"
            isi["layanan"] = self.layanan
        if self.seksi:
            teks += " AND (p.seksi_id = %(seksi)s OR p.seksi_id IS NULL AND p.layanan_id = ANY(%(milik)s))"
            isi |= {"seksi": acuan.id_seksi[self.seksi], "milik": acuan.layanan_seksi[self.seksi]}
        return teks, isi


def saat(hari: date) -> datetime:
    """Midnight at the beginning of a day, where the instansi is."""
    return datetime.combine(hari, time.min, zona_waktu())


def rentang(p: Periode) -> tuple[datetime, datetime]:
    """From the first moment of a period up to, not including, the first one after it."""
    return saat(p.awal), saat(p.akhir + timedelta(days=1))
