"""The review page: every answer as it was typed, by step, with what is still missing."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from inti.berkas.models import Berkas
from inti.ui.format import KOSONG

from ..models import Draf
from ..pemohon.nik import samarkan
from ..pemohon.wakil import BIDANG_WAKIL
from .forms import LANGKAH, DaringForm, bidang_langkah

NOMOR = ("nik", "nkk", "wakil_nik")


def ringkasan(form: DaringForm, draf: Draf, tersimpan: Mapping[str, Berkas]) -> list[dict[str, Any]]:
    """[{judul, url, isi: [(label, value, sentence of what is wrong)]}] for the template."""
    bagian = []
    for kunci, judul, _ in LANGKAH:
        isi = [_baris(form, n) for n in bidang_langkah(form, kunci) if _perlu(form, n)]
        url = reverse("daring:isi", args=[draf.uuid, kunci]) + "?tinjau=1"
        bagian.append({"judul": judul, "url": url, "isi": isi})
    berkas = []
    for s in form.persyaratan:
        nama = f"syarat_{s.pk}_berkas"
        ada = tersimpan.get(nama)
        berkas.append((s.nama, ada.nama if ada else KOSONG, " ".join(map(str, form.errors.get(nama, [])))))
    bagian.append({"judul": "Berkas", "url": reverse("daring:berkas", args=[draf.uuid]), "isi": berkas})
    return bagian


def _perlu(form: DaringForm, nama: str) -> bool:
    """Fields of a role that was not chosen stay out, and so do empty ones that nobody must fill in."""
    if nama == "wakil_berkas":
        return False
    if nama.startswith("wakil_"):
        peran = form.data.get("bertindak_sebagai", "")
        return nama.removeprefix("wakil_") in BIDANG_WAKIL.get(peran, ())
    return bool(form.fields[nama].required or form.data.get(nama) or nama in form.errors)


def _baris(form: DaringForm, nama: str) -> tuple[str, str, str]:
    bidang = form.fields[nama]
    nilai = str(form.data.get(nama, ""))
    if nama in NOMOR and nilai:
        nilai = samarkan("".join(c for c in nilai if c.isdigit()))
    elif nilai == "on":
        nilai = "Ya"
    elif pilihan := getattr(bidang, "choices", None):
        nilai = str(dict(pilihan).get(nilai, nilai))
    return str(bidang.label), nilai or KOSONG, " ".join(map(str, form.errors.get(nama, [])))
