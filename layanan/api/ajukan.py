"""From the JSON of a request to the form and the action of the counter: the same checks, the same writes."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.db import IntegrityError, transaction

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from layanan import actions
from layanan.forms.permohonan import PermohonanForm
from layanan.models import Layanan, Permohonan
from layanan.views.laku import LAKU
from layanan.workflow import ALUR

from .models import KunciIdempoten, TokenApi
from .urai import berkas_formulir, data_formulir, unggahan

PANJANG_KUNCI = 80


def kesalahan(form: forms.Form, nama: Mapping[str, str]) -> MasukanSalah:
    """The errors of a form, with the names that the API uses."""
    bidang = {
        nama.get(k, k) if k != "__all__" else "isi": " ".join(map(str, v)) for k, v in form.errors.items()
    }
    return MasukanSalah("Ada isian yang salah; lihat bidang.", bidang=bidang)


@contextmanager
def bernama(nama: Mapping[str, str]) -> Iterator[None]:
    """A refusal of an action, with the names that the API uses."""
    try:
        yield
    except MasukanSalah as galat:
        bidang = {nama.get(k, k): v for k, v in galat.bidang.items()}
        raise MasukanSalah(galat.pesan, bidang=bidang, saran=galat.saran) from galat


def ajukan(*, isi: Mapping[str, Any], oleh: Pengguna) -> Permohonan:
    """Raises MasukanSalah (422), TidakBerhak (403)."""
    if not oleh.punya(Hak.PERMOHONAN_INPUT):
        raise TidakBerhak("Jabatan orang yang diwakili token ini tidak mempunyai hak mencatat permohonan.")
    layanan = Layanan.objects.aktif().prefetch_related("persyaratan").filter(kode=isi["kode_layanan"]).first()
    if layanan is None:
        raise MasukanSalah("Layanan tidak dikenal.", bidang={"kode_layanan": "Layanan ini tidak ada."})
    data = dict(isi["pemohon"]) | {k: isi[k] for k in ("keperluan", "kanal", "persetujuan", "ganda")}
    nama = {k: f"pemohon.{k}" for k in isi["pemohon"]}
    data = dict(isi.get("wakil", {})) | data
    for kunci, nilai in isi.get("isian", {}).items():
        data[f"isian_{kunci}"] = nilai
        nama[f"isian_{kunci}"] = f"isian.{kunci}"
    berkas = _syarat(isi.get("syarat", {}), {s.kode: s.pk for s in layanan.persyaratan.all()}, data, nama)
    form = PermohonanForm(data_formulir(data), berkas_formulir(berkas), layanan=layanan)
    if not form.is_valid():
        raise kesalahan(form, nama)
    d = form.cleaned_data
    with bernama(nama):
        return actions.ajukan(
            layanan=layanan, pemohon=form.pemohon(), keperluan=d["keperluan"], isian=form.isian(),
            bawaan=form.bawaan(), kanal=d["kanal"], oleh=oleh, surat_wakil=d.get("wakil_berkas"), ganda=d["ganda"],
        )  # fmt: skip


def _syarat(
    isi: Mapping[str, Any], pk: Mapping[str, int], data: dict[str, Any], nama: dict[str, str]
) -> dict[str, Any]:
    """Adds what was handed over per requirement to `data`; returns the files by field name."""
    berkas = {}
    for kode, nilai in isi.items():
        if kode not in pk:
            raise MasukanSalah("Syarat tidak dikenal.", bidang={f"syarat.{kode}": "Syarat ini tidak ada."})
        bidang = f"syarat_{pk[kode]}"
        for akhir in ("", "_dibawa", "_asli", "_berkas"):
            nama[bidang + akhir] = f"syarat.{kode}"
        asli = {f"{bidang}_asli": nilai["asli"], f"asli_{pk[kode]}": nilai["asli"]}  # intake; later steps
        data |= {f"{bidang}_dibawa": nilai["dibawa"]} | asli
        if "berkas" in nilai:
            berkas[f"{bidang}_berkas"] = unggahan(f"syarat.{kode}", nilai["berkas"])
        if "status" in nilai:
            data[bidang] = nilai["status"]
        for rinci in ("catatan", "tanpa_asli"):
            data[f"{rinci}_{pk[kode]}"], nama[f"{rinci}_{pk[kode]}"] = (
                nilai.get(rinci, ""),
                f"syarat.{kode}.{rinci}",
            )
    return berkas


def lakukan(*, permohonan: Permohonan, langkah: str, isi: Mapping[str, Any], oleh: Pengguna) -> Permohonan:
    """One step of ALUR through the form and the action of the work screen.

    What asks for the password again (paraf, signature) cannot be done by a machine: TidakBerhak (403).
    """
    t = ALUR[langkah]
    if t.autentikasi_ulang:
        raise TidakBerhak(
            f"“{t.label}” hanya dapat dilakukan orangnya sendiri di layar, dengan kata sandinya."
        )
    t.periksa(permohonan, oleh, "diperiksa pada formulir")
    if langkah not in LAKU:
        raise TidakBerhak(f"“{t.label}” tidak tersedia lewat API.")
    data, nama = dict(isi.get("isian", {})), {k: f"isian.{k}" for k in isi.get("isian", {})}
    syarat = {s.persyaratan.kode: s.pk for s in permohonan.persyaratan.all()}
    berkas = _syarat(isi.get("syarat", {}), syarat, data, nama)
    form = LAKU[langkah].formulir(permohonan, data_formulir(data), berkas_formulir(berkas))
    if not form.is_valid():
        raise kesalahan(form, nama)
    with bernama(nama):
        LAKU[langkah].jalankan(permohonan, form, oleh)
    return Permohonan.objects.lengkap().get(pk=permohonan.pk)


def sekali(*, token: TokenApi, kunci: str, isi: Any, kerjakan: Any) -> tuple[dict[str, Any], bool]:
    """The answer of `kerjakan()`, kept under the key: (answer, whether it was given before).

    The same key with another body is refused (422); two requests with one key at one time: the second gets 409, and only one
    permohonan exists.
    """
    if not kunci:
        return kerjakan(), False
    if len(kunci) > PANJANG_KUNCI or not (kunci.isascii() and kunci.isprintable()):
        raise MasukanSalah(f"Idempotency-Key paling panjang {PANJANG_KUNCI} huruf biasa.")
    sidik = hashlib.sha256(json.dumps(isi, sort_keys=True, default=str).encode()).hexdigest()
    lama = KunciIdempoten.objects.filter(token=token, kunci=kunci).first()
    if lama is not None:
        if lama.sidik != sidik:
            raise MasukanSalah("Idempotency-Key ini sudah dipakai untuk isi yang lain.")
        return json.loads(lama.jawaban), True
    try:
        with transaction.atomic():
            jawaban = kerjakan()
            KunciIdempoten.objects.create(
                token=token, kunci=kunci, sidik=sidik, jawaban=json.dumps(jawaban, default=str), status=201
            )
    except IntegrityError as galat:
        if "kunci_idempoten_sekali" not in str(galat):
            raise
        raise Bentrok(
            "Permintaan dengan kunci ini sedang dikerjakan.", saran="Ulangi sebentar lagi."
        ) from galat
    return jawaban, False
