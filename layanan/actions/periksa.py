"""What the FO decides (Perbup Tanah Laut 126/2022 Ps 9 ayat 1-2) and where the file then goes (Ps 1 angka 13)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.errors import MasukanSalah, TidakBerhak

from ..alasan import alasan_baku, gabung, periksa_batas
from ..enums import JenisAlasan, Sifat, StatusSyarat
from ..models import PengaturanAlur, Permohonan, PersyaratanPermohonan, Seksi
from ..workflow import ALUR, Transisi
from .meja import PENGATUR, catat_petugas, periksa_petugas
from .pindah import kunci, terapkan


@dataclass(frozen=True, slots=True)
class Nilai:
    """The FO's judgement of one requirement. `asli`: the original was shown; `tanpa_asli`: why it is accepted without."""

    status: str
    catatan: str = ""
    asli: bool | None = None
    tanpa_asli: str = ""


def _nilai_syarat(p: Permohonan, nilai: Mapping[int, Nilai], oleh: Pengguna) -> list[PersyaratanPermohonan]:
    """Write the judgements; returns all requirements of the permohonan as they now stand."""
    semua = list(p.persyaratan.select_related("persyaratan"))
    kini = timezone.now()
    dinilai = [s for s in semua if s.pk in nilai]
    for s in dinilai:
        s.status, s.catatan = StatusSyarat(nilai[s.pk].status), nilai[s.pk].catatan[:240]
        asli = nilai[s.pk].asli
        s.asli_ditunjukkan = s.asli_ditunjukkan if asli is None else asli
        s.tanpa_asli = nilai[s.pk].tanpa_asli.strip()[:240] if s.asli_kurang else ""
        selesai = s.status != StatusSyarat.BELUM
        s.diperiksa_oleh, s.diperiksa_pada = (oleh, kini) if selesai else (None, None)
    PersyaratanPermohonan.objects.bulk_update(
        dinilai, ["status", "catatan", "asli_ditunjukkan", "tanpa_asli", "diperiksa_oleh", "diperiksa_pada"]
    )
    return semua


@transaction.atomic
def setujui(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    nilai: Mapping[int, Nilai],
    catatan: str = "",
    teruskan: bool | None = None,
) -> Permohonan:
    """Every required item must be "sesuai", and where the service asks for the original, that was handed in or shown, or the
    officer says why not. The promised time starts now: the file is complete.

    `teruskan`: and on to the seksi of the service in the same transaction, if this person may distribute; None: as the
    instansi has settled it (Ps 1 angka 13).
    """
    p, t = kunci(permohonan, "setujui", oleh)
    kurang, tanpa = {}, {}
    for s in _nilai_syarat(p, nilai, oleh):
        if s.persyaratan.wajib and s.status != StatusSyarat.SESUAI:
            kurang[f"syarat_{s.pk}"] = "Syarat wajib ini belum dinyatakan sesuai."
        elif s.status == StatusSyarat.SESUAI and s.asli_kurang and not s.tanpa_asli:
            tanpa[f"tanpa_asli_{s.pk}"] = "Tandai bahwa aslinya ditunjukkan, atau tuliskan mengapa tidak."
    if kurang:
        raise MasukanSalah("Berkas belum lengkap, sehingga belum dapat disetujui.", bidang=kurang | tanpa)
    if tanpa:
        raise MasukanSalah("Layanan ini meminta berkas asli yang belum ditunjukkan.", bidang=tanpa)
    if teruskan is None:
        teruskan = PengaturanAlur.kini().distribusi_otomatis
    teruskan = teruskan and oleh.punya(ALUR["distribusikan"].hak)
    p = terapkan(p, t, oleh=oleh, alasan=catatan, kabari_meja=not teruskan)
    return distribusikan(permohonan=p, oleh=oleh) if teruskan else p


@transaction.atomic
def tolak(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    nilai: Mapping[int, Nilai],
    alasan: str = "",
    kode: str = "",
    batas: date | None = None,
) -> Permohonan:
    """Refuse with the coded reason and the requirements that failed; the applicant may come back (Ps 9 ayat 3).

    `batas`: last day to repair; None: the working days of the settings.
    """
    return _ke_pemohon("tolak", permohonan, oleh, nilai=nilai, alasan=alasan, kode=kode, batas=batas)


@transaction.atomic
def kembalikan_pemohon(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    nilai: Mapping[int, Nilai],
    alasan: str = "",
    kode: str = "",
    batas: date | None = None,
) -> Permohonan:
    """As `tolak`, from the seksi: its check found what the counter could not see. The clock stops (Ps 9 ayat 3)."""
    return _ke_pemohon(
        "kembalikan_pemohon", permohonan, oleh, nilai=nilai, alasan=alasan, kode=kode, batas=batas
    )


def _ke_pemohon(
    transisi: str,
    permohonan: Permohonan,
    oleh: Pengguna,
    *,
    nilai: Mapping[int, Nilai],
    alasan: str,
    kode: str,
    batas: date | None,
) -> Permohonan:
    baku = alasan_baku(kode, JenisAlasan.LENGKAP) if kode else None
    kalimat = gabung(baku, alasan)
    p, t = kunci(permohonan, transisi, oleh, kalimat)
    gagal = [
        {"kode": s.persyaratan.kode, "nama": s.persyaratan.nama, "status": s.status, "catatan": s.catatan}
        for s in _nilai_syarat(p, nilai, oleh)
        if s.status in (StatusSyarat.TIDAK_SESUAI, StatusSyarat.TIDAK_ADA)
    ]
    rinci = {"gagal": gagal} | ({"alasan_kode": kode, "cara": baku.cara} if baku else {})
    return terapkan(
        p, t, oleh=oleh, alasan=kalimat, rinci=rinci, seksi=p.seksi, tolak_alasan=kalimat, tolak_kode=kode,
        jumlah_penolakan=p.jumlah_penolakan + 1, batas_perbaikan=periksa_batas(batas), diingatkan_pada=None,
    )  # fmt: skip


@transaction.atomic
def distribusikan(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    seksi: Seksi | None = None,
    alasan: str = "",
    sifat: str = "",
    petugas: Pengguna | None = None,
) -> Permohonan:
    """To the seksi of the service, or with a reason to another one.

    `sifat`: how pressing; "" leaves it. `petugas`: one person there by name, by who arranges the work of others.
    """
    p, t = kunci(permohonan, "distribusikan", oleh, alasan)
    tujuan = seksi or Seksi.objects.get(pk=p.layanan.seksi_id)
    if tujuan.pk != p.layanan.seksi_id and not alasan.strip():
        raise MasukanSalah(
            "Tuliskan mengapa permohonan ini tidak ke seksi pengampunya.",
            bidang={"alasan": "Alasan wajib diisi bila seksi berbeda."},
        )
    return _ke_seksi(p, t, tujuan, oleh=oleh, alasan=alasan, rinci={}, sifat=sifat, petugas=petugas)


@transaction.atomic
def alihkan(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    seksi: Seksi,
    alasan: str,
    sifat: str = "",
    petugas: Pengguna | None = None,
) -> Permohonan:
    """From one seksi to another, with the reason. Whoever had claimed it loses the claim."""
    p, t = kunci(permohonan, "alihkan", oleh, alasan)
    if p.seksi_id == seksi.pk:
        raise MasukanSalah("Permohonan ini sudah di seksi itu.", bidang={"seksi": "Pilih seksi yang lain."})
    dari = p.seksi.kode if p.seksi else ""
    return _ke_seksi(
        p, t, seksi, oleh=oleh, alasan=alasan, rinci={"dari_seksi": dari}, sifat=sifat, petugas=petugas
    )


def _ke_seksi(
    p: Permohonan, t: Transisi, seksi: Seksi, *, oleh: Pengguna, alasan: str, rinci: dict[str, Any], sifat: str,
    petugas: Pengguna | None,
) -> Permohonan:  # fmt: skip
    if petugas is not None and not oleh.berperan(*PENGATUR):
        raise TidakBerhak("Petugas ditunjuk oleh Sekretaris, administrator, atau seksinya.")
    periksa_petugas(petugas, seksi, oleh)
    ubah: dict[str, Any] = {"seksi": seksi, "petugas": petugas} | ({"sifat": Sifat(sifat)} if sifat else {})
    terapkan(
        p,
        t,
        oleh=oleh,
        alasan=alasan,
        rinci=rinci | {"seksi": seksi.kode},
        kabari_meja=petugas is None,
        **ubah,
    )
    if petugas is not None:
        catat_petugas(p, oleh)
    return p
