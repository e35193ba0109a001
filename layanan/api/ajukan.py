"""From the JSON of a request to the form and the action of the counter: the same checks, the same writes."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.urls import reverse

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from layanan import actions
from layanan.daring.desa import desa_akun
from layanan.daring.forms import DesaForm
from layanan.enums import Kanal
from layanan.forms.permohonan import PermohonanForm
from layanan.models import Layanan, Permohonan
from layanan.pemohon.asal_desa import desa_tugas
from layanan.views.laku import LAKU
from layanan.workflow import ALUR

from .masalah import LangkahPribadi
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
    """As the form of the counter; an account of a desa as the form of the desa: for its own residents, through its own
    channel, whatever the request says. Raises MasukanSalah (422), TidakBerhak (403)."""
    desa = None
    if not oleh.punya(Hak.PERMOHONAN_INPUT):
        if not oleh.punya(Hak.PERMOHONAN_AJUKAN):
            raise TidakBerhak(
                "Jabatan orang yang diwakili token ini tidak mempunyai hak mencatat permohonan."
            )
        desa = desa_akun(oleh)
    layanan = Layanan.objects.aktif().prefetch_related("persyaratan").filter(kode=isi["kode_layanan"]).first()
    if layanan is None or (desa is not None and Kanal.DESA not in layanan.kanal):
        raise MasukanSalah("Layanan tidak dikenal.", bidang={"kode_layanan": "Layanan ini tidak ada."})
    data = dict(isi["pemohon"]) | {k: isi[k] for k in ("keperluan", "kanal", "persetujuan", "ganda")}
    nama = {k: f"pemohon.{k}" for k in isi["pemohon"]}
    data = dict(isi.get("wakil", {})) | data
    for kunci, nilai in isi.get("isian", {}).items():
        data[f"isian_{kunci}"] = nilai
        nama[f"isian_{kunci}"] = f"isian.{kunci}"
    berkas = _syarat(isi.get("syarat", {}), {s.kode: s.pk for s in layanan.persyaratan.all()}, data, nama)
    masuk = data_formulir(data), berkas_formulir(berkas)
    form = DesaForm(*masuk, layanan=layanan, desa=desa) if desa else PermohonanForm(*masuk, layanan=layanan)
    if not form.is_valid():
        raise kesalahan(form, nama)
    d = form.cleaned_data
    with bernama(nama):
        return actions.ajukan(
            layanan=layanan, pemohon=form.pemohon(), keperluan=d["keperluan"], isian=form.isian(),
            bawaan=form.bawaan(), kanal=Kanal.DESA if desa else d["kanal"], oleh=oleh,
            surat_wakil=d.get("wakil_berkas"), ganda=isi["ganda"],
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

    What asks for the password again (validation, paraf, signature) cannot be done by a machine: LangkahPribadi (403).
    """
    t = ALUR[langkah]
    if t.autentikasi_ulang:
        layar = reverse("layanan:kerja", args=[permohonan.uuid], urlconf="inti.urls.instansi")
        raise LangkahPribadi(t.label, lanjut_di=layar)
    perbaikan_desa = langkah == "ajukan_kembali" and not oleh.punya(t.hak) and _milik_desa(permohonan, oleh)
    if not perbaikan_desa:  # else the action looks at the status
        t.periksa(permohonan, oleh, "diperiksa pada formulir")
    if langkah not in LAKU:
        raise TidakBerhak(f"“{t.label}” tidak tersedia lewat API.")
    data, nama = dict(isi.get("isian", {})), {k: f"isian.{k}" for k in isi.get("isian", {})}
    syarat = {s.persyaratan.kode: s.pk for s in permohonan.persyaratan.all()}
    berkas = _syarat(isi.get("syarat", {}), syarat, data, nama)
    form = LAKU[langkah].formulir(permohonan, data_formulir(data), berkas_formulir(berkas), oleh)
    if not form.is_valid():
        raise kesalahan(form, nama)
    with bernama(nama):
        if perbaikan_desa:
            d: Any = form
            actions.ajukan_kembali(
                permohonan=permohonan,
                oleh=oleh,
                bawaan=d.bawaan(),
                alasan=d.cleaned_data["catatan"],
                oleh_pemohon=True,
            )
        else:
            LAKU[langkah].jalankan(permohonan, form, oleh)
    return Permohonan.objects.lengkap().get(pk=permohonan.pk)


def _milik_desa(p: Permohonan, oleh: Pengguna) -> bool:
    """The desa of this account submitted it: it may repair what was refused (Ps 9 ayat 3)."""
    return bool(p.asal_desa) and p.asal_desa in desa_tugas(oleh)


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
