"""Lists from one declaration: search, filters, sorting, columns, paging, export, bulk actions (README, 5)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify

from inti.db.kata import JARANG, temukan
from inti.ui import format as f
from inti.ui.lembar_kerja import KolomLembar, berkas_csv, respons_unduh
from inti.ui.penomor import PenomorTerbatas

PER_HALAMAN = (25, 50, 100)

PENULIS: dict[str, Callable[[Any], str]] = {
    "teks": lambda n: f.KOSONG if n is None or n == "" else str(n),
    "angka": f.angka,
    "persen": f.persen,
    "rupiah": f.rupiah,
    "tanggal": f.tanggal_pendek,
    "tanggal_jam": lambda n: f"{f.tanggal_pendek(n)}, {f.jam(n)}" if n else f.KOSONG,
    "sejak": f.sejak,
    "lama": f.lama,
    "ya_tidak": lambda n: f.KOSONG if n is None else ("Ya" if n else "Tidak"),
    "chip": lambda n: f.KOSONG if n is None else str(n.label),
}
RATA_KANAN = ("angka", "persen", "rupiah")


@dataclass(frozen=True)
class Kolom:
    """A column. `nilai`: attribute path ("layanan.nama") or callable(objek); `urut`: order_by field(s)."""

    nilai: str | Callable[[Any], Any]
    label: str
    urut: str | Sequence[str] = ""
    jenis: str = "teks"
    utama: bool = False
    templat: str = ""
    ekspor: bool = True
    tampil: bool = True  # False: hidden until chosen under "Kolom"
    kunci: str = ""

    def __post_init__(self) -> None:
        if self.jenis not in PENULIS:
            raise ValueError(f"Kolom {self.label!r}: jenis must be one of {sorted(PENULIS)}")
        if not self.kunci:
            dasar = self.nilai if isinstance(self.nilai, str) else slugify(self.label).replace("-", "_")
            object.__setattr__(self, "kunci", dasar.replace(".", "_"))

    @property
    def kanan(self) -> bool:
        return self.jenis in RATA_KANAN

    @property
    def bidang_urut(self) -> tuple[str, ...]:
        return (self.urut,) if isinstance(self.urut, str) else tuple(self.urut)

    def baca(self, objek: Any) -> Any:
        if callable(self.nilai):
            return self.nilai(objek)
        for nama in self.nilai.split("."):
            if objek is None:
                return None
            objek = objek[nama] if isinstance(objek, dict) else getattr(objek, nama)
            objek = objek() if callable(objek) else objek
        return objek

    def teks(self, objek: Any) -> str:
        return PENULIS[self.jenis](self.baca(objek))


@dataclass(frozen=True)
class Saringan:
    """A filter: `bidang` (lookup) or `terapkan(qs, nilai)`. `tab=True` shows it as tabs above the list."""

    nama: str
    label: str
    pilihan: Sequence[tuple[str, str]] | Callable[[HttpRequest], Iterable[tuple[str, str]]]
    bidang: str = ""
    terapkan: Callable[[Any, str], Any] | None = None
    tab: bool = False


@dataclass(frozen=True)
class Sel:
    kolom: Kolom
    nilai: Any
    teks: str
    html: str = ""


@dataclass(frozen=True)
class Baris:
    objek: Any
    url: str
    sel: list[Sel]
    pengenal: str


class Daftar:
    judul = ""
    kolom: Sequence[Kolom] = ()
    saringan: Sequence[Saringan] = ()
    cari: Sequence[str] = ()
    kata: Sequence[
        Sequence[str]
    ] = ()  # for long tables: groups of columns whose words are indexed (inti.db.kata)
    banyak = False  # set by `cari_di` where it knows that more than JARANG rows are found
    petunjuk_cari = "Cari"
    cari_lewat_post = False  # the search is posted, and the address gets what `tutup_cari` makes of it
    urut_baku = ""
    pengikat_urut: Sequence[str] = ("pk",)  # () for aggregated querysets
    per_halaman = 25
    maks_hitung = 1_000  # rows that are counted and can be paged to; more is "lebih dari"
    massal: Sequence[tuple[str, str]] = ()
    ekspor = True
    awalan = ""
    kosong_judul = "Belum ada data"
    kosong_pesan = ""
    kosong_ikon = "inbox"

    def __init__(self, request: HttpRequest, sumber: QuerySet[Any] | Sequence[Any]) -> None:
        self.request = request
        self.sumber = sumber

    # -- to override -----------------------------------------------------------------------------------------

    def url_baris(self, objek: Any) -> str:
        return ""

    def cari_di(self, qs: Any, q: str) -> Any:
        """Every word must begin a word of `kata`, or else be found in one of the fields of `cari`."""
        if self.kata:
            syarat, self.banyak = temukan(qs, self.kata, q, self.cari_tepat(q))
            return qs.filter(syarat)
        for kata in q.split():
            syarat = Q()
            for bidang in self.cari:
                syarat |= Q(**{bidang if "__" in bidang else f"{bidang}__icontains": kata})
            qs = qs.filter(syarat)
        return qs

    def cari_tepat(self, q: str) -> Iterable[Q]:
        """Beside `kata`: other conditions that what is typed may mean, each with an index."""
        return ()

    def tutup_cari(self, q: str) -> str:
        """What stands in the address for a search; override where a personal number may be typed."""
        return q

    def tampil_cari(self, q: str) -> str:
        """What the search box and its chip show for what stands in the address."""
        return q

    def tampil_massal(self) -> list[tuple[str, str]]:
        """(label, url) of the bulk actions; override to filter by right."""
        from django.urls import reverse

        return [(label, reverse(nama)) for label, nama in self.massal]

    # -- parameters of the address ---------------------------------------------------------------------------

    def param(self, nama: str) -> str:
        return self.request.GET.get(self.awalan + nama, "").strip()

    @property
    def id(self) -> str:
        return f"{self.awalan}daftar"

    @cached_property
    def q(self) -> str:
        return self.param("q")[:200]

    @cached_property
    def q_tampil(self) -> str:
        return self.tampil_cari(self.q) if self.q else ""

    @cached_property
    def bisa_cari(self) -> bool:
        return bool(self.cari or self.kata) or type(self).cari_di is not Daftar.cari_di

    @cached_property
    def urut(self) -> str:
        """Key of the sorting column with "-" when descending, or "" for the default order."""
        minta = self.param("urut")
        boleh = {k.kunci for k in self.kolom if k.urut}
        return minta if minta.removeprefix("-") in boleh else ""

    @cached_property
    def pilihan_saringan(self) -> list[tuple[Saringan, list[tuple[str, str]], str]]:
        """(filter, its choices, the valid chosen value or "")."""
        hasil = []
        for s in self.saringan:
            asal = s.pilihan(self.request) if callable(s.pilihan) else s.pilihan
            pilihan = [(str(n), str(t)) for n, t in asal]
            nilai = self.param(s.nama)
            hasil.append((s, pilihan, nilai if nilai in dict(pilihan) else ""))
        return hasil

    @cached_property
    def saringan_aktif(self) -> list[dict[str, str]]:
        """Chips of what narrows the list, each with the address without it."""
        chip = [
            {"label": s.label, "nilai": dict(pilihan)[nilai], "url": self.url(**{s.nama: None})}
            for s, pilihan, nilai in self.pilihan_saringan
            if nilai and not s.tab
        ]
        if self.q:
            chip.insert(0, {"label": "Pencarian", "nilai": self.q_tampil, "url": self.url(q=None)})
        return chip

    def url_terbuka(self) -> str:
        """Where a posted search, or one with a personal number in its address, is sent on to; or ""."""
        if not self.cari_lewat_post:
            return ""
        if self.request.method != "POST":
            tutup = self.tutup_cari(self.q)
            return self.url(q=tutup) if tutup != self.q else ""
        data = self.request.POST.copy()
        nama_q, nama_kolom = self.awalan + "q", self.awalan + "kolom"
        asal = data.get(nama_q + "_asal", "")
        q = data.get(nama_q, "").strip()[:200]
        data[nama_q] = asal if asal and q == self.tampil_cari(asal) else self.tutup_cari(q)
        if ",".join(data.getlist(nama_kolom)) == self.kolom_baku:
            data.setlist(nama_kolom, [])
        for nama in (nama_q + "_asal", "csrfmiddlewaretoken"):
            data.pop(nama, None)
        for nama in list(data):
            data.setlist(nama, [n for n in data.getlist(nama) if n])
        ekor = data.urlencode()
        return f"{self.request.path}?{ekor}" if ekor else self.request.path

    def url(self, **ubah: Any) -> str:
        """Address of this list with some parameters changed; None removes one. Always back to page one."""
        data: QueryDict = self.request.GET.copy()
        data.pop(self.awalan + "hal", None)
        data.pop(self.awalan + "ekspor", None)
        for nama, nilai in ubah.items():
            data.pop(self.awalan + nama, None)
            if nilai not in (None, ""):
                data[self.awalan + nama] = str(nilai)
        return f"{self.request.path}?{data.urlencode()}" if data else self.request.path

    # -- rows ------------------------------------------------------------------------------------------------

    @cached_property
    def tersaring(self) -> Any:
        """The source after search and filters, ordered."""
        qs: Any = self.sumber
        for s, _, nilai in self.pilihan_saringan:
            if nilai:
                qs = s.terapkan(qs, nilai) if s.terapkan else qs.filter(**{s.bidang or s.nama: nilai})
        if self.q and self.bisa_cari:
            qs = self.cari_di(qs, self.q)
        return self._urutkan(qs)

    def _urutkan(self, qs: Any) -> Any:
        turun = self.urut.startswith("-")
        kolom = next((k for k in self.kolom if self.urut and k.kunci == self.urut.lstrip("-")), None)
        if not isinstance(qs, QuerySet):
            if kolom is None:
                return qs
            ada = [o for o in qs if kolom.baca(o) is not None]
            return sorted(ada, key=kolom.baca, reverse=turun) + [o for o in qs if kolom.baca(o) is None]
        if kolom is None:
            return qs.order_by(self.urut_baku, *self.pengikat_urut) if self.urut_baku else qs
        bidang = [_balik(b) if turun else b for b in kolom.bidang_urut]
        # the tie-break goes the same way, so that one index (column, pk) serves both directions
        pengikat = [("-" if turun else "") + b.removeprefix("-") for b in self.pengikat_urut]
        return qs.order_by(*bidang, *pengikat)

    @cached_property
    def per(self) -> int:
        """Rows a page, as asked for if that is offered."""
        minta = self.param("per")
        return int(minta) if minta.isdecimal() and int(minta) in PER_HALAMAN else self.per_halaman

    @property
    def pilihan_per(self) -> list[int]:
        return [n for n in PER_HALAMAN if n != self.per_halaman]

    @cached_property
    def halaman(self) -> Page[Any]:
        baris = self.tersaring  # the search in it may find out that there are many
        banyak = self.banyak and self.maks_hitung <= JARANG
        penomor = PenomorTerbatas(baris, self.per, maks=self.maks_hitung, banyak=banyak)
        return penomor.get_page(self.param("hal") or 1)

    @property
    def kolom_baku(self) -> str:
        """Keys of the columns shown unless others are chosen, as the browser would send them."""
        return ",".join(k.kunci for k in self.kolom if k.tampil and k.label and not k.utama)

    @cached_property
    def kolom_tampil(self) -> list[Kolom]:
        minta = set(self.request.GET.getlist(self.awalan + "kolom"))
        return [k for k in self.kolom if k.utama or (k.kunci in minta if minta else k.tampil)]

    @cached_property
    def kepala(self) -> list[dict[str, Any]]:
        """Column heads with the address that sorts by them."""
        hasil = []
        for k in self.kolom_tampil:
            arah = {k.kunci: "naik", f"-{k.kunci}": "turun"}.get(self.urut, "")
            url = self.url(urut=f"-{k.kunci}" if arah == "naik" else k.kunci) if k.urut else ""
            hasil.append({"kolom": k, "arah": arah, "url": url})
        return hasil

    def baris(self) -> Iterator[Baris]:
        for objek in self.halaman.object_list:
            sel = [self._sel(k, objek) for k in self.kolom_tampil]
            yield Baris(objek, self.url_baris(objek), sel, _pengenal(objek))

    def _sel(self, kolom: Kolom, objek: Any) -> Sel:
        if kolom.templat:
            html = render_to_string(kolom.templat, {"objek": objek, "daftar": self}, request=self.request)
            return Sel(kolom, None, "", html)
        nilai = kolom.baca(objek)
        return Sel(kolom, nilai, PENULIS[kolom.jenis](nilai))

    @cached_property
    def nomor_halaman(self) -> list[dict[str, Any]]:
        """Page links; url "" is the present page, nomor None a gap."""
        hal = self.halaman
        rentang = hal.paginator.get_elided_page_range(hal.number, on_each_side=1, on_ends=1)
        return [self._butir_halaman(n) for n in rentang]

    def _butir_halaman(self, nomor: int | str) -> dict[str, Any]:
        if isinstance(nomor, str):
            return {"nomor": None}
        return {"nomor": nomor, "url": "" if nomor == self.halaman.number else self.url_halaman(nomor)}

    def url_halaman(self, nomor: int) -> str:
        return self.url(hal=nomor)

    @property
    def url_sebelum(self) -> str:
        return self.url_halaman(self.halaman.previous_page_number()) if self.halaman.has_previous() else ""

    @property
    def url_sesudah(self) -> str:
        return self.url_halaman(self.halaman.next_page_number()) if self.halaman.has_next() else ""

    # -- responses -------------------------------------------------------------------------------------------

    def respons(self, templat: str, konteks: dict[str, Any] | None = None) -> HttpResponse:
        """The page, its rows for htmx, or the export, from the same address."""
        if url := self.url_terbuka():
            pindah = HttpResponseRedirect(url)
            pindah.status_code = 303  # from POST to GET, also for htmx
            return pindah
        if self.ekspor and self.param("ekspor") == "csv":
            return self.respons_ekspor()
        kepala = self.request.headers
        sasaran, pulih = kepala.get("HX-Target"), kepala.get("HX-History-Restore-Request")
        potongan = sasaran == f"{self.id}-hasil" and not pulih
        nama = "ui/daftar_hasil.html" if potongan else templat
        respons = render(self.request, nama, {"daftar": self, **(konteks or {})})
        patch_vary_headers(respons, ["HX-Request", "HX-Target"])
        return respons

    def respons_ekspor(self) -> HttpResponse:
        """CSV of the whole filtered list, as Indonesian Excel opens it: semicolons and a byte order mark.

        All rows are read here, not while the answer is sent: by then the connection of the instansi is gone.
        """
        kolom = [k for k in self.kolom if k.ekspor and not k.templat]
        sumber = self.tersaring
        isi = sumber.iterator(chunk_size=500) if isinstance(sumber, QuerySet) else iter(sumber)
        baris = (["" if (t := k.teks(objek)) == f.KOSONG else t for k in kolom] for objek in isi)
        csv = berkas_csv([KolomLembar(k.label) for k in kolom], baris)
        return respons_unduh(
            csv, nama=f"{self.judul or 'daftar'}-{timezone.localdate():%Y%m%d}", akhiran="csv"
        )


def _balik(bidang: str) -> str:
    return bidang[1:] if bidang.startswith("-") else f"-{bidang}"


def _pengenal(objek: Any) -> str:
    nilai = objek.get("uuid") if isinstance(objek, dict) else getattr(objek, "uuid", "")
    return str(nilai or "")
