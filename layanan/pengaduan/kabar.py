"""Who hears of a complaint: the managers, the seksi, the complainant. Never somebody who worked on the case."""

from uuid import UUID

from django.urls import reverse

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.notifikasi.actions import beri_tahu, kirim_pesan
from inti.situs import alamat, situs_kini
from inti.ui import format
from layanan.meja.orang import nama_instansi

from .models import Pengaduan


def tautan_ikuti(a: Pengaduan) -> str:
    situs = situs_kini()
    jalur = reverse("pengaduan:ikuti", args=[a.kode], urlconf="inti.urls.instansi")
    return alamat(situs.instansi.slug, jalur) if situs and situs.instansi else jalur


def _perkara(a: Pengaduan) -> UUID | None:
    return a.permohonan.uuid if a.permohonan else None


def _orang(hak: Hak) -> list[Pengguna]:
    semua = list(Pengguna.objects.berhak(hak).dengan_penugasan().order_by("pk"))
    for p in semua:
        p._penugasan_berlaku = p.penugasan_kini
    return semua


def _beri_tahu(a: Pengaduan, judul: str, orang: list[Pengguna]) -> None:
    tautan = reverse("pengaduan:kerja", args=[a.uuid], urlconf="inti.urls.instansi")
    isi = f"{a.get_kategori_display()}, tenggat {format.tanggal_jam(a.tenggat)}."
    for satu in orang:
        beri_tahu(judul=judul, isi=isi, kepada=satu, tautan=tautan, tentang=_perkara(a))


def kabari_pengelola(a: Pengaduan, judul: str) -> None:
    terlapor = a.petugas_terlapor()
    _beri_tahu(a, judul, [p for p in _orang(Hak.PENGADUAN_KELOLA) if p.pk not in terlapor])


def kabari_seksi(a: Pengaduan) -> None:
    if a.seksi is None:
        return
    kode, terlapor = a.seksi.kode, a.petugas_terlapor()
    orang = [p for p in _orang(Hak.PERMOHONAN_VALIDASI) if kode in p.seksi() and p.pk not in terlapor]
    _beri_tahu(a, f"Pengaduan {a.nomor} diteruskan ke seksi Anda", orang)


def kabari_pelapor(a: Pengaduan, kalimat: str) -> None:
    """By e-mail, else by message; the text goes once it is sent, for the link opens the complaint."""
    isi = f"{kalimat}\n\nIkuti dengan kode {a.kode_tampil}.\n{nama_instansi()}"
    if a.surel:
        beri_tahu(
            judul=f"Laporan {a.nomor}", isi=isi, surel=a.surel, tautan=tautan_ikuti(a), tentang=_perkara(a)
        )
    elif a.telepon:
        kirim_pesan(telepon=a.telepon, isi=f"{isi}\n{tautan_ikuti(a)}", rahasia=True, tentang=_perkara(a))
