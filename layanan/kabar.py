"""Who hears of a step: the people at the next desk, and the applicant when there is an e-mail address."""

from collections.abc import Callable

from django.urls import reverse

from inti.akun.models import Pengguna
from inti.notifikasi.actions import beri_tahu
from inti.situs import alamat, situs_kini
from inti.ui import format

from .enums import Status
from .models import Permohonan
from .orang import nama_instansi, pemegang
from .workflow import Transisi, berikut

PEMOHON_MEMBACA = {
    Status.DITOLAK: "Berkas Anda perlu dilengkapi: {alasan}",
    Status.DIVERIFIKASI: "Berkas Anda lengkap dan mulai diproses. Perkiraan selesai {janji}.",
    Status.DITANDATANGANI: "Dokumen Anda sudah jadi dan dapat diambil di loket.",
    Status.SELESAI: "Dokumen Anda sudah diserahkan. Terima kasih.",
    Status.DIBATALKAN: "Permohonan Anda dibatalkan: {alasan}",
}

_selesai: list[Callable[[Permohonan], object]] = []


def daftarkan_selesai(fn: Callable[[Permohonan], object]) -> Callable[[Permohonan], object]:
    """`fn(p)` runs inside the transaction that closes a permohonan as finished. For rooms, in their `apps.ready()`."""
    if fn not in _selesai:
        _selesai.append(fn)
    return fn


def tautan_lacak(p: Permohonan) -> str:
    """Public, unguessable address of the tracking page."""
    situs = situs_kini()
    jalur = reverse("layanan:lacak_kode", args=[p.kode_lacak], urlconf="inti.urls.instansi")
    return alamat(situs.instansi.slug, jalur) if situs and situs.instansi else jalur


def kabari_masuk(p: Permohonan, oleh: Pengguna | None) -> None:
    _meja_berikut(p, f"Permohonan baru {p.nomor_registrasi}", oleh)
    _pemohon(p, f"Permohonan Anda tercatat dengan nomor {p.nomor_registrasi}.")


def kabari(
    p: Permohonan, t: Transisi, *, oleh: Pengguna | None = None, alasan: str = "", meja_berikut: bool = True
) -> None:
    """`oleh` is not told of their own step; `meja_berikut=False` when the next step follows at once."""
    if meja_berikut:
        judul = (
            f"{p.nomor_registrasi} menunggu Anda" if t.maju else f"{p.nomor_registrasi}: {t.sesudah.lower()}"
        )
        _meja_berikut(p, judul, oleh, alasan)
    kalimat = PEMOHON_MEMBACA.get(Status(p.status))
    if kalimat:
        _pemohon(p, kalimat.format(alasan=alasan.strip(), janji=format.tanggal_jam(p.janji_selesai)))
    if p.status == Status.SELESAI:
        for fn in _selesai:
            fn(p)


def _meja_berikut(p: Permohonan, judul: str, oleh: Pengguna | None, alasan: str = "") -> None:
    tautan = reverse("layanan:kerja", args=[p.uuid], urlconf="inti.urls.instansi")
    for t in berikut(p):
        for orang in pemegang(t.hak, p):
            if orang != oleh and t.boleh(p, orang):
                isi = f"{p.layanan.nama}. {t.label}, paling lambat {format.tanggal_jam(p.janji_selesai)}."
                beri_tahu(judul=judul, isi=f"{isi} {alasan}".strip(), kepada=orang, tautan=tautan)


def _pemohon(p: Permohonan, kalimat: str) -> None:
    if p.pemohon_surel:
        isi = f"Yth. {p.pemohon_nama},\n\n{kalimat}\n\nLayanan: {p.layanan.nama}\n{nama_instansi()}"
        judul = f"{p.nomor_registrasi}: {p.layanan.nama}"
        beri_tahu(judul=judul, isi=isi, surel=p.pemohon_surel, tautan=tautan_lacak(p))
