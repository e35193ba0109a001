"""Who hears of a step: the people at the next desk, and the applicant over every channel that they allowed."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.urls import reverse

from inti.akun.models import Pengguna, Penugasan
from inti.notifikasi import gerbang
from inti.notifikasi.actions import beri_tahu, kirim_pesan
from inti.notifikasi.models import Notifikasi
from inti.situs import alamat, situs_kini
from inti.ui import format

from .enums import Putusan, Status
from .meja.orang import nama_instansi, pemegang
from .models import Permohonan
from .pemohon.asal_desa import PERAN
from .peristiwa import DARI_STATUS
from .peristiwa import isi as isi_kata
from .peristiwa import kata as peristiwa_kata
from .workflow import Transisi, berikut

log = logging.getLogger(__name__)
_selesai: list[Callable[[Permohonan], object]] = []


def daftarkan_selesai(fn: Callable[[Permohonan], object]) -> Callable[[Permohonan], object]:
    """`fn(p)` runs inside the transaction that closes a permohonan as finished. For rooms, in their `apps.ready()`."""
    if fn not in _selesai:
        _selesai.append(fn)
    return fn


_senyap: ContextVar[bool] = ContextVar("kabar_senyap", default=False)


@contextmanager
def senyap() -> Iterator[None]:
    """Nobody is told of steps that were taken on paper long ago and are only entered now."""
    tanda = _senyap.set(True)
    try:
        yield
    finally:
        _senyap.reset(tanda)


_langkah: list[Callable[[Permohonan, str], object]] = []


def daftarkan_langkah(fn: Callable[[Permohonan, str], object]) -> Callable[[Permohonan, str], object]:
    """`fn(p, langkah)` runs inside the transaction of every step, `ajukan` included. For rooms, in their `apps.ready()`."""
    if fn not in _langkah:
        _langkah.append(fn)
    return fn


def tautan_lacak(p: Permohonan) -> str:
    """Public, unguessable address of the tracking page."""
    situs = situs_kini()
    jalur = reverse("layanan:lacak_kode", args=[p.kode_lacak], urlconf="inti.urls.instansi")
    return alamat(situs.instansi.slug, jalur) if situs and situs.instansi else jalur


def kabari_masuk(p: Permohonan, oleh: Pengguna | None) -> None:
    _meja_berikut(p, f"Permohonan baru {p.nomor_registrasi}", oleh)
    kabari_pemohon(p, "masuk")
    for fn in _langkah:
        fn(p, "ajukan")


def kabari(
    p: Permohonan, t: Transisi, *, oleh: Pengguna | None = None, alasan: str = "", meja_berikut: bool = True
) -> None:
    """`oleh` is not told of their own step; `meja_berikut=False` when the next step follows at once."""
    if meja_berikut:
        judul = (
            f"{p.nomor_registrasi} menunggu Anda" if t.maju else f"{p.nomor_registrasi}: {t.sesudah.lower()}"
        )
        _meja_berikut(p, judul, oleh, alasan)
    if peristiwa := _peristiwa(p):
        kabari_pemohon(p, peristiwa, alasan=p.putusan_alasan if peristiwa == "tidak_dikabulkan" else alasan)
    for langkah in _langkah:
        langkah(p, t.nama)
    if p.status == Status.SELESAI:
        for fn in _selesai:
            fn(p)


def _peristiwa(p: Permohonan) -> str:
    if p.status == Status.DITANDATANGANI and p.putusan == Putusan.TOLAK:
        return "tidak_dikabulkan"
    if p.status == Status.DIVALIDASI and not p.perlu_surat:
        return "siap"
    return DARI_STATUS.get(p.status, "")


def _meja_berikut(p: Permohonan, judul: str, oleh: Pengguna | None, alasan: str = "") -> None:
    if _senyap.get():
        return
    tautan = reverse("layanan:kerja", args=[p.uuid], urlconf="inti.urls.instansi")
    for t in berikut(p):
        for orang in pemegang(t.hak, p):
            if orang != oleh and t.boleh(p, orang):
                isi = f"{p.layanan.nama}. {t.label}, paling lambat {format.tanggal_jam(p.janji_selesai)}."
                beri_tahu(
                    judul=judul,
                    isi=f"{isi} {alasan}".strip(),
                    kepada=orang,
                    tautan=tautan,
                    tentang=p.uuid,
                )


def kabari_petugas(p: Permohonan, petugas: Pengguna) -> None:
    """The person to whom a file was given by name."""
    tautan = reverse("layanan:kerja", args=[p.uuid], urlconf="inti.urls.instansi")
    isi = f"{p.layanan.nama}. Ditugaskan kepada Anda, paling lambat {format.tanggal_jam(p.janji_selesai)}."
    beri_tahu(
        judul=f"{p.nomor_registrasi} untuk Anda", isi=isi, kepada=petugas, tautan=tautan, tentang=p.uuid
    )


def kabari_pemohon(p: Permohonan, peristiwa: str, *, alasan: str = "") -> None:
    """Tell the applicant over every channel that they allowed: e-mail, WhatsApp/SMS, and the bell of an account.

    The number of the letter, the NIK and the like are never in it; whoever reads along learns no more than the page.
    """
    if _senyap.get():
        return
    surel = p.pemohon_surel if p.boleh_surel else ""
    telepon = p.pemohon_telepon if p.boleh_wa and gerbang.aktif() else ""
    akun = _akun(p)
    if not (surel or telepon or akun):
        return
    kata = peristiwa_kata(peristiwa)
    kalimat = isi_kata(kata.teks, _nilai(p, alasan))
    judul, tautan = f"{p.nomor_registrasi}: {p.layanan.nama}", tautan_lacak(p)
    for pk in akun:
        Notifikasi.objects.create(
            pengguna_id=pk, judul=judul[:150], isi=kalimat, tautan=tautan, tentang=p.uuid
        )
    if surel and kata.lewat_surel:
        isi = f"Yth. {p.pemohon_nama},\n\n{kalimat}\n\nLayanan: {p.layanan.nama}\n{nama_instansi()}"
        beri_tahu(judul=judul, isi=isi, surel=surel, tautan=tautan, tentang=p.uuid)
    if telepon and kata.lewat_pesan:
        isi = f"{kalimat}\n\n{p.layanan.nama}, nomor {p.nomor_registrasi}.\n{tautan}\n{nama_instansi()}"
        pesan_pemohon(p, isi)


def _akun(p: Permohonan) -> list[int]:
    """Whose bell rings: the applicant's account, and those who act for the desa today."""
    milik = [p.pemohon_pengguna_id] if p.pemohon_pengguna_id else []
    if not p.asal_desa:
        return milik
    tugas = Penugasan.objects.berlaku().filter(peran=PERAN, seksi=p.asal_desa)
    return [*milik, *tugas.order_by("pengguna_id").values_list("pengguna_id", flat=True).distinct()]


def pesan_pemohon(p: Permohonan, isi: str, *, rahasia: bool = False) -> None:
    """By WhatsApp or SMS, to an applicant who allowed it."""
    try:
        kirim_pesan(telepon=p.pemohon_telepon, isi=isi, rahasia=rahasia, tentang=p.uuid)
    except (
        ValueError
    ):  # an office number or a typing error from before numbers were checked: there is nobody to tell
        log.warning("Nomor telepon pemohon bukan nomor yang dapat dikirimi pesan.")


def _nilai(p: Permohonan, alasan: str) -> dict[str, str]:
    return {
        "nomor": p.nomor_registrasi,
        "layanan": p.layanan.nama,
        "instansi": nama_instansi(),
        "seksi": p.seksi.nama if p.seksi else "loket pelayanan",
        "janji": format.tanggal_jam(p.janji_selesai),
        "alasan": alasan.strip(),
        "batas": format.tanggal(p.batas_perbaikan) if p.batas_perbaikan else "",
        "tautan": tautan_lacak(p),
    }
