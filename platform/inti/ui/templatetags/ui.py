"""Template tags and filters of every page. How each looks: /ui/galeri/; how to call it: ../README.md."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from inti.ui import alamat
from inti.ui import format as f
from inti.ui.formulir import galat_formulir, kelompokkan
from inti.ui.ikon import bentuk
from inti.ui.kemajuan import Kemajuan

register = template.Library()

NADA = ("netral", "info", "sukses", "peringatan", "bahaya")
IKON_NADA = {
    "netral": "point",
    "info": "info-circle",
    "sukses": "circle-check",
    "peringatan": "alert-triangle",
    "bahaya": "alert-circle",
}
LEBAR_GARIS, TINGGI_GARIS = 96, 28

# -- small parts ---------------------------------------------------------------------------------------------


@register.simple_tag
def ikon(nama: str, kelas: str = "", judul: str = "") -> SafeString:
    """Inline icon; with `judul` it speaks, else it is decoration."""
    peran = format_html('role="img" aria-label="{}"', judul) if judul else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="ikon {}" viewBox="0 0 24 24" width="20" height="20" focusable="false" {}>{}</svg>',
        kelas,
        peran,
        mark_safe(bentuk(nama)),  # noqa: S308 (a vendored file whose checksum is tested)
    )


@register.simple_tag
def chip(status: Any, kelas: str = "") -> str:
    """Word, icon and colour of a status: any object with label, nada and ikon."""
    return "" if status is None else chip_teks(str(status.label), status.nada, status.ikon, kelas)


@register.simple_tag
def chip_teks(label: str, nada: str = "netral", ikon_nama: str = "", kelas: str = "") -> SafeString:
    if nada not in NADA:
        raise ValueError(f"nada {nada!r} is not one of {NADA}")
    gambar = ikon(ikon_nama or IKON_NADA[nada])
    return format_html('<span class="chip nada-{} {}">{}{}</span>', nada, kelas, gambar, label)


@register.filter
def ikon_nada(nada: str) -> str:
    return IKON_NADA.get(nada, "point")


@register.filter
def nada_pesan(tags: str) -> str:
    """Tone of a django.contrib.messages level."""
    padanan = {"debug": "netral", "success": "sukses", "warning": "peringatan", "error": "bahaya"}
    return next((padanan[t] for t in tags.split() if t in padanan), "info")


@register.simple_tag
def remah(*bagian: str) -> SafeString:
    """Breadcrumbs: label, url, label, url, … and the present page without a URL."""
    pasangan = zip_longest(bagian[::2], bagian[1::2], fillvalue="")
    butir = [{"label": label, "url": url} for label, url in pasangan]
    return render_to_string("ui/komponen/remah.html", {"butir": butir})


@register.simple_block_tag
def kartu(
    content: str,
    judul: str = "",
    keterangan: str = "",
    ikon: str = "",
    url: str = "",
    url_label: str = "Lihat semua",
    rapat: bool = False,
    kelas: str = "",
) -> SafeString:
    """One card. Never a card inside a card."""
    return render_to_string(
        "ui/komponen/kartu.html",
        {
            "isi": content,
            "judul": judul,
            "keterangan": keterangan,
            "ikon_nama": ikon,
            "url": url,
            "url_label": url_label,
            "rapat": rapat,
            "kelas": kelas,
        },
    )


@register.inclusion_tag("ui/komponen/ubin.html")
def ubin(
    label: str,
    nilai: Any,
    satuan: str = "",
    delta: float | None = None,
    delta_label: str = "",
    naik_baik: bool | None = True,
    catatan: str = "",
    url: str = "",
    ikon: str = "",
    nada: str = "",
    garis: Sequence[float] | None = None,
    delta_satuan: str = "%",
) -> dict[str, Any]:
    """A figure that explains itself: number, unit, change and whether the change is good, note.

    `delta_satuan`: "%" or a word such as "poin"; `naik_baik`: None when neither way is good or bad.
    """
    arah = "" if delta is None else "naik" if delta > 0 else "turun" if delta < 0 else "tetap"
    netral = naik_baik is None or arah in ("", "tetap")
    return {
        "label": label,
        "nilai": nilai if isinstance(nilai, str) else f.angka(nilai),
        "satuan": satuan,
        "arah": arah,
        "nilai_delta": "" if netral else "baik" if (arah == "naik") == naik_baik else "buruk",
        "delta": _delta(delta, delta_satuan),
        "delta_label": delta_label,
        "catatan": catatan,
        "url": url,
        "ikon_nama": ikon,
        "nada": nada,
        "titik": titik_garis(garis or ()),
        "kotak": f"0 0 {LEBAR_GARIS} {TINGGI_GARIS}",
    }


def _delta(delta: float | None, satuan: str) -> str:
    if delta is None:
        return ""
    return f.persen(abs(delta)) if satuan == "%" else f"{f.angka(abs(delta))} {satuan}".strip()


def titik_garis(nilai: Sequence[float]) -> str:
    """Points of a sparkline polyline; empty for fewer than two values."""
    if len(nilai) < 2:
        return ""
    bawah, atas = min(nilai), max(nilai)
    rentang = (atas - bawah) or 1
    langkah = LEBAR_GARIS / (len(nilai) - 1)
    return " ".join(
        f"{i * langkah:.1f},{TINGGI_GARIS - 2 - (n - bawah) / rentang * (TINGGI_GARIS - 4):.1f}"
        for i, n in enumerate(nilai)
    )


@register.inclusion_tag("ui/komponen/rincian.html")
def rincian(pasangan: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """Facts as a definition list; (label, value) or (label, value, "penuh") for the full width."""
    return {
        "pasangan": [
            {"label": p[0], "nilai": f.KOSONG if p[1] in (None, "") else p[1], "penuh": len(p) > 2}
            for p in pasangan
        ]
    }


@register.inclusion_tag("ui/komponen/linimasa.html")
def linimasa(butir: Iterable[Any]) -> dict[str, Any]:
    bawaan = {"oleh": "", "isi": "", "nada": "netral", "ikon": "", "kini": False, "pada": None}
    return {"butir": [bawaan | _kamus(b, ("judul", *bawaan)) for b in butir]}


@register.inclusion_tag("ui/komponen/langkah.html")
def langkah(butir: Iterable[Any], kini: int = 1) -> dict[str, Any]:
    """Step bar; `kini` counts from 1, a number past the end means all done."""
    daftar = [{"label": b, "url": "", "keterangan": ""} if isinstance(b, str) else _lengkap(b) for b in butir]
    for nomor, b in enumerate(daftar, 1):
        b |= {"nomor": nomor, "keadaan": "selesai" if nomor < kini else "kini" if nomor == kini else "nanti"}
    return {"butir": daftar, "kini": kini, "jumlah": len(daftar)}


def _lengkap(b: Any) -> dict[str, Any]:
    return {"url": "", "keterangan": ""} | _kamus(b, ("label", "url", "keterangan"))


def _kamus(objek: Any, nama: Iterable[str]) -> dict[str, Any]:
    if isinstance(objek, Mapping):
        return dict(objek)
    return {n: getattr(objek, n) for n in nama if hasattr(objek, n)}


# -- states --------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/komponen/keadaan.html")
def kosong(
    judul: str,
    pesan: str = "",
    ikon: str = "inbox",
    aksi_label: str = "",
    aksi_url: str = "",
    kontak: Any = None,
    saran: str = "",
) -> dict[str, Any]:
    """Nothing to show: why, what to do, whom to ask."""
    return {
        "judul": judul,
        "pesan": pesan,
        "saran": saran,
        "ikon_nama": ikon,
        "aksi_label": aksi_label,
        "aksi_url": aksi_url,
        "kontak": baca_kontak(kontak),
        "nada": "netral",
    }


@register.inclusion_tag("ui/komponen/keadaan.html")
def ditolak(judul: str, pesan: str = "", saran: str = "", kontak: Any = None) -> dict[str, Any]:
    """Refused: why, what to do, whom to ask."""
    return kosong(judul, pesan, "hand-stop", kontak=kontak, saran=saran) | {"nada": "peringatan"}


@register.inclusion_tag("ui/komponen/kontak.html")
def kontak(nilai: Any) -> dict[str, Any]:
    return {"kontak": baca_kontak(nilai)}


def baca_kontak(nilai: Any) -> dict[str, str]:
    """A contact from a dict with any of the known keys, or from a sentence."""
    kunci = ("jabatan", "nama", "telepon", "surel", "alamat", "jam", "laman", "teks")
    isi = {"teks": nilai} if isinstance(nilai, str) else dict(nilai or {})
    return {k: str(isi.get(k) or "") for k in kunci} if any(isi.values()) else {}


@register.inclusion_tag("ui/komponen/kerangka.html")
def kerangka(baris: int = 4) -> dict[str, Any]:
    return {"baris": range(baris)}


@register.inclusion_tag("ui/komponen/kemajuan.html")
def kemajuan(k: Kemajuan, url: str = "") -> dict[str, Any]:
    return {"k": k, "url": url}


@register.inclusion_tag("ui/komponen/konfirmasi.html", takes_context=True)
def konfirmasi(
    context: template.Context,
    pengenal: str,
    judul: str,
    aksi: str,
    pesan: str = "",
    nomor: str = "",
    label: str = "Lanjutkan",
    nada: str = "bahaya",
    alasan: bool = False,
) -> dict[str, Any]:
    """A dialog that says what will happen; with `nomor` it must be typed. The server checks it again."""
    return {
        "pengenal": pengenal,
        "judul": judul,
        "aksi": aksi,
        "pesan": pesan,
        "nomor": nomor,
        "label": label,
        "nada": nada,
        "alasan": alasan,
        "csrf_token": context.get("csrf_token", ""),
    }


# -- files, charts, lists, forms -----------------------------------------------------------------------------


@register.inclusion_tag("ui/komponen/penampil.html")
def penampil(url: str, nama: str, jenis: str = "application/pdf", unduh_url: str = "") -> dict[str, Any]:
    return penampil_banyak([{"url": url, "nama": nama, "jenis": jenis, "unduh_url": unduh_url}])


@register.inclusion_tag("ui/komponen/penampil.html")
def penampil_banyak(daftar: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """Viewer of one or more files; dicts with url, nama, jenis (and unduh_url)."""
    berkas = [
        {
            "nomor": nomor,
            "url": b["url"],
            "nama": b["nama"],
            "unduh_url": b.get("unduh_url") or b["url"],
            "gambar": b["jenis"].startswith("image/"),
            "pdf": b["jenis"] == "application/pdf",
        }
        for nomor, b in enumerate(daftar, 1)
    ]
    return {"berkas": berkas, "jumlah": len(berkas)}


@register.inclusion_tag("ui/komponen/grafik.html")
def grafik(g: Any) -> dict[str, Any]:
    return {"g": g, "id_opsi": f"{g.id}-opsi"}


@register.inclusion_tag("ui/komponen/peta.html")
def peta(p: Any) -> dict[str, Any]:
    return {"p": p, "id_opsi": f"{p.id}-opsi"}


@register.inclusion_tag("ui/komponen/skrip_grafik.html")
def skrip_grafik() -> dict[str, Any]:
    return {}


@register.inclusion_tag("ui/daftar.html", takes_context=True)
def daftar(context: template.Context, isi: Any) -> dict[str, Any]:
    return {"daftar": isi, "csrf_token": context.get("csrf_token", ""), "request": isi.request}


@register.simple_tag
def url_daftar(isi: Any, nama: str, nilai: str) -> str:
    """Address of a list with one parameter changed."""
    return isi.url(**{nama: nilai})


@register.inclusion_tag("ui/komponen/formulir_lengkap.html", takes_context=True)
def formulir(
    context: template.Context,
    form: forms.BaseForm,
    label: str = "Simpan",
    aksi: str = "",
    batal_url: str = "",
    simpan_draf: str = "",
    unggah: bool | None = None,
    metode: str = "post",
) -> dict[str, Any]:
    """A whole form: error summary, fields, CSRF, one primary button, a way back."""
    return {
        "form": form,
        "label": label,
        "aksi": aksi,
        "batal_url": batal_url,
        "simpan_draf": simpan_draf,
        "unggah": form.is_multipart() if unggah is None else unggah,
        "metode": metode,
        "csrf_token": context.get("csrf_token", ""),
    }


@register.filter
def kelompok_bidang(form: forms.BaseForm) -> list[Any]:
    return kelompokkan(form)


@register.filter
def galat_semua(form: forms.BaseForm) -> list[Any]:
    return galat_formulir(form)


@register.simple_tag(takes_context=True)
def isi_blok(context: template.Context, nama: str) -> SafeString:
    """The content of another block of this page, e.g. the title again as the heading."""
    blok = context.render_context[BLOCK_CONTEXT_KEY].get_block(nama)
    return blok.nodelist.render(context) if blok else mark_safe("")


# -- addresses that must work even on an error page ----------------------------------------------------------

for _tag in (alamat.aset, alamat.tema_url, alamat.zona_nama, alamat.nama_kabupaten, alamat.url_lambang):
    register.simple_tag(_tag)
register.filter("alamat_sendiri", alamat.alamat_sendiri)

# -- filters -------------------------------------------------------------------------------------------------

for _saringan in (
    f.tanggal,
    f.tanggal_pendek,
    f.tanggal_hari,
    f.tanggal_jam,
    f.jam,
    f.sejak,
    f.angka,
    f.persen,
    f.rupiah,
    f.lama,
    f.samar_nik,
    f.ukuran,
):
    register.filter(_saringan.__name__, _saringan)
