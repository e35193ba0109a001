"""Destroy lists: proposed by one, agreed to by two others, then carried out file by file."""

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak

from .models import ButirMusnah, JadwalRetensi, KeadaanUsul, UsulMusnah
from .retensi import jatuh_tempo, per_layanan, tambah_tahun

K = KeadaanUsul
MAKS_BUTIR = 20_000


def _berhak(oleh: Pengguna, hak: Hak) -> None:
    if not oleh.punya(hak):
        raise TidakBerhak("Jabatan Anda tidak memiliki hak untuk langkah ini.")


@transaction.atomic
def ubah_jadwal(
    *, kode: str, aktif_tahun: int, inaktif_tahun: int, nasib: str, dasar: str, oleh: Pengguna
) -> JadwalRetensi:
    _berhak(oleh, Hak.ARSIP_KELOLA)
    baris, _ = JadwalRetensi.objects.update_or_create(
        kode=kode,
        defaults={
            "aktif_tahun": aktif_tahun,
            "inaktif_tahun": inaktif_tahun,
            "nasib": nasib,
            "dasar": dasar.strip(),
        },
    )
    catat(
        "arsip.jadwal", baris, oleh=oleh, aktif=aktif_tahun, inaktif=inaktif_tahun, nasib=nasib, dasar=dasar
    )
    return baris


@transaction.atomic
def hapus_jadwal(*, kode: str, oleh: Pengguna) -> None:
    _berhak(oleh, Hak.ARSIP_KELOLA)
    baris = JadwalRetensi.objects.select_for_update().filter(kode=kode).first()
    if baris is None:
        raise Bentrok("Jadwal itu sudah tidak ada.")
    catat("arsip.jadwal_dihapus", baris, oleh=oleh)
    baris.delete()


@transaction.atomic
def usulkan(*, alasan: str, oleh: Pengguna, klasifikasi: str = "") -> UsulMusnah:
    """A list of everything that is due today, or of one classification. Raises MasukanSalah when nothing is."""
    _berhak(oleh, Hak.ARSIP_KELOLA)
    if not alasan.strip():
        raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Sebutkan dasar pemusnahan."})
    aturan = per_layanan()
    kosong = [j.kode for j in {a.jadwal for a in aturan.values()} if j.nasib == "musnah" and j.usulan]
    calon = jatuh_tempo()
    if klasifikasi:
        calon = calon.filter(layanan__kode_klasifikasi=klasifikasi)
    baris = list(calon.only("pk", "nomor_registrasi", "layanan")[:MAKS_BUTIR])
    if not baris:
        raise MasukanSalah("Tidak ada berkas yang lewat masa simpannya.")
    dipakai = {aturan[p.layanan_id].jadwal.kode for p in baris}
    if tanpa := sorted(dipakai & set(kosong)):
        raise MasukanSalah(
            f"Jadwal {', '.join(tanpa)} masih usulan: belum diperiksa dengan JRA instansi dan belum mempunyai dasar penetapan. "
            "Tanpa itu tidak boleh memusnahkan."
        )
    usul = UsulMusnah.objects.create(alasan=alasan.strip()[:300], jumlah=len(baris), diusulkan_oleh=oleh)
    ButirMusnah.objects.bulk_create(
        [_butir(usul, p, aturan[p.layanan_id].jadwal) for p in baris], batch_size=1000
    )
    catat("arsip.diusulkan", usul, oleh=oleh, jumlah=len(baris), alasan=usul.alasan)
    return usul


def _butir(usul: UsulMusnah, p: Any, jadwal: JadwalRetensi) -> ButirMusnah:
    return ButirMusnah(
        usul=usul, permohonan=p, nomor_registrasi=p.nomor_registrasi, layanan=p.layanan.nama,
        klasifikasi=p.layanan.kode_klasifikasi, ditutup=p.ditutup, batas=tambah_tahun(p.ditutup, jadwal.tahun),
        retensi=f"{jadwal.kode}: {jadwal.aktif_tahun} + {jadwal.inaktif_tahun} tahun, {jadwal.nasib}",
        dasar=jadwal.dasar.strip(),
    )  # fmt: skip


def _kunci(usul: UsulMusnah, *keadaan: str) -> UsulMusnah:
    terkunci = UsulMusnah.objects.select_for_update().get(pk=usul.pk)
    if terkunci.keadaan not in keadaan:
        raise Bentrok(f"Usul ini sudah “{terkunci.get_keadaan_display()}”.", saran="Muat ulang halaman.")
    return terkunci


@transaction.atomic
def setujui(*, usul: UsulMusnah, oleh: Pengguna) -> UsulMusnah:
    """The first or the second agreement; never the proposer's, never twice the same person's."""
    _berhak(oleh, Hak.ARSIP_SETUJUI)
    u = _kunci(usul, K.DIUSULKAN)
    if oleh.pk in (u.diusulkan_oleh_id, u.setuju1_oleh_id):
        raise TidakBerhak("Pengusul dan kedua penyetuju harus tiga orang yang berbeda.")
    kini = timezone.now()
    if u.setuju1_oleh_id is None:
        u.setuju1_oleh, u.setuju1_pada = oleh, kini
    else:
        u.setuju2_oleh, u.setuju2_pada, u.keadaan = oleh, kini, K.DISETUJUI
    u.save()
    catat("arsip.disetujui", u, oleh=oleh, ke=1 if u.setuju2_oleh_id is None else 2)
    return u


@transaction.atomic
def tolak(*, usul: UsulMusnah, alasan: str, oleh: Pengguna) -> UsulMusnah:
    """Until the work begins anybody who may agree may refuse; the files are then free for another list."""
    _berhak(oleh, Hak.ARSIP_SETUJUI)
    if not alasan.strip():
        raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Tuliskan mengapa usul ditolak."})
    u = _kunci(usul, K.DIUSULKAN, K.DISETUJUI)
    u.keadaan, u.tolak_oleh, u.tolak_pada, u.tolak_alasan = (
        K.DITOLAK,
        oleh,
        timezone.now(),
        alasan.strip()[:300],
    )
    u.save()
    ButirMusnah.objects.filter(usul=u).update(dilepas=True)
    catat("arsip.ditolak", u, oleh=oleh, alasan=u.tolak_alasan)
    return u


@transaction.atomic
def mulai(*, usul: UsulMusnah, oleh: Pengguna) -> UsulMusnah:
    """Begin the destruction; the work itself runs in the background and can be resumed."""
    from .tasks import musnahkan_daftar

    _berhak(oleh, Hak.ARSIP_KELOLA)
    u = _kunci(usul, K.DISETUJUI)
    u.keadaan, u.mulai_oleh, u.mulai_pada = K.BERJALAN, oleh, timezone.now()
    u.save()
    catat("arsip.dimulai", u, oleh=oleh, jumlah=u.jumlah)
    musnahkan_daftar.enqueue(usul=u.pk)
    return u


def menunggu_persetujuan(oleh: Pengguna) -> QuerySet[UsulMusnah]:
    """The lists that wait for this person's agreement."""
    if not oleh.punya(Hak.ARSIP_SETUJUI):
        return UsulMusnah.objects.none()
    milik = Q(diusulkan_oleh=oleh) | Q(setuju1_oleh__isnull=False, setuju1_oleh=oleh)
    return UsulMusnah.objects.filter(keadaan=K.DIUSULKAN).exclude(milik)
