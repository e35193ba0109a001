"""Manual mode (Perbup Tanah Laut 126/2022 Ps 12): declare it, reserve numbers, end it, explain every number, close it."""

from datetime import datetime
from functools import partial

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.actions import BerkasDitolak, simpan_berkas
from inti.errors import Bentrok, MasukanSalah, TidakBerhak

from ..models import NomorSurat
from ..surat import nomor
from ..waktu.jam import hari_ini
from .enums import KeadaanRegistrasi, Sebab
from .models import BlokGangguan, Gangguan, NomorRegistrasi, PindaianImpor
from .pengumuman import lupakan

REGISTRASI_MAKS = 500


def _berhak(oleh: Pengguna) -> None:
    if not oleh.punya(Hak.GANGGUAN_KELOLA):
        raise TidakBerhak("Jabatan Anda tidak mengelola gangguan.")


def kunci(g: Gangguan) -> Gangguan:
    """The row, locked, still open. Raises Bentrok when it is closed."""
    baris = Gangguan.objects.select_for_update().get(pk=g.pk)
    if baris.ditutup_pada is not None:
        raise Bentrok("Gangguan ini sudah ditutup.")
    return baris


@transaction.atomic
def nyatakan(
    *,
    sebab: str,
    uraian: str,
    mulai: datetime,
    penanggung_jawab: Pengguna,
    nomor_ba: str,
    oleh: Pengguna,
    perkiraan_pulih: datetime | None = None,
    berkas_ba: UploadedFile | None = None,
) -> Gangguan:
    """Service goes on by hand from `mulai` on, with a berita acara and somebody who answers for it."""
    _berhak(oleh)
    salah = {}
    if not uraian.strip():
        salah["uraian"] = "Tuliskan apa yang terjadi."
    if not nomor_ba.strip():
        salah["nomor_ba"] = "Mode manual ditetapkan dengan berita acara; tuliskan nomornya."
    if mulai > timezone.now():
        salah["mulai"] = "Waktu mulai belum tiba."
    if perkiraan_pulih and perkiraan_pulih < mulai:
        salah["perkiraan_pulih"] = "Perkiraan pulih sesudah waktu mulai."
    if salah:
        raise MasukanSalah("Pernyataan gangguan belum lengkap.", bidang=salah)
    if Gangguan.objects.filter(berlangsung=True).exists():
        raise Bentrok("Mode manual sudah berlaku.")
    g = Gangguan(
        sebab=Sebab(sebab), uraian=uraian.strip(), mulai=mulai, penanggung_jawab=penanggung_jawab,
        nomor_ba=nomor_ba.strip(), dinyatakan_oleh=oleh, perkiraan_pulih=perkiraan_pulih,
    )  # fmt: skip
    if berkas_ba is not None:
        try:
            g.berkas_ba = simpan_berkas(unggahan=berkas_ba, oleh=oleh)
        except BerkasDitolak as galat:
            raise MasukanSalah(
                "Berita acara tidak dapat diterima.", bidang={"berkas_ba": galat.pesan}
            ) from galat
    g.save(force_insert=True)
    catat("gangguan.nyatakan", g, oleh=oleh, sebab=sebab, mulai=mulai)
    lupakan()
    return g


@transaction.atomic
def pesan(
    *,
    gangguan: Gangguan,
    surat: int,
    registrasi: int,
    oleh: Pengguna,
    buku: str = "",
    sudah: int | None = None,
) -> None:
    """Reserve consecutive letter and registration numbers, for the desk to write on paper.

    `buku`: the book of the letter numbers; needed where the instansi keeps one for each seksi, service or classification.
    `sudah`: how many were reserved when the page was shown; more by now means the button was pressed twice (Bentrok).
    """
    _berhak(oleh)
    g = kunci(gangguan)
    if sudah is not None and banyak_dipesan(g) != sudah:
        raise Bentrok(
            "Nomor untuk gangguan ini baru saja dipesan.", saran="Muat ulang; bila masih kurang, pesan lagi."
        )
    if surat + registrasi < 1:
        raise MasukanSalah("Isi jumlah nomor yang diperlukan.", bidang={"surat": "Isi salah satu."})
    if not 0 <= registrasi <= REGISTRASI_MAKS:
        raise MasukanSalah(
            "Jumlah nomor registrasi tidak wajar.", bidang={"registrasi": f"Paling banyak {REGISTRASI_MAKS}."}
        )
    tahun = hari_ini().year
    alasan = f"Mode manual, berita acara {g.nomor_ba}"
    if surat:
        dikenal = dict(nomor.pilihan_buku(hari_ini()))
        buku = buku or (next(iter(dikenal)) if len(dikenal) == 1 else "")
        if buku not in dikenal:
            raise MasukanSalah("Pilih buku nomor suratnya.", bidang={"buku": "Pilih buku nomor surat."})
        blok = nomor.pesan_blok(buku=buku, tahun=tahun, jumlah=surat, alasan=alasan, oleh=oleh)
        BlokGangguan.objects.create(gangguan=g, blok=blok)
    if registrasi:
        akhir = nomor.ambil(nomor.REGISTRASI, tahun, registrasi)
        NomorRegistrasi.objects.bulk_create(
            NomorRegistrasi(gangguan=g, tahun=tahun, urut=n, nomor=nomor.nomor_registrasi(n, tahun))
            for n in range(akhir - registrasi + 1, akhir + 1)
        )
    catat("gangguan.pesan", g, oleh=oleh, surat=surat, registrasi=registrasi)


def banyak_dipesan(g: Gangguan) -> int:
    return (
        NomorRegistrasi.objects.filter(gangguan=g).count() + BlokGangguan.objects.filter(gangguan=g).count()
    )


@transaction.atomic
def pulihkan(*, gangguan: Gangguan, selesai: datetime, tindakan: str, oleh: Pengguna) -> Gangguan:
    """The system works again; what was written on paper is now entered."""
    _berhak(oleh)
    g = kunci(gangguan)
    if not g.berlangsung:
        raise Bentrok("Gangguan ini sudah dinyatakan pulih.")
    salah = {}
    if selesai < g.mulai or selesai > timezone.now():
        salah["selesai"] = "Waktu pulih di antara waktu mulai dan sekarang."
    if not tindakan.strip():
        salah["tindakan"] = "Tuliskan apa yang dilakukan."
    if salah:
        raise MasukanSalah("Pernyataan pulih belum lengkap.", bidang=salah)
    g.selesai, g.tindakan, g.berlangsung, g.dipulihkan_oleh = selesai, tindakan.strip(), False, oleh
    g.save(update_fields=["selesai", "tindakan", "berlangsung", "dipulihkan_oleh"])
    catat("gangguan.pulih", g, oleh=oleh, selesai=selesai)
    lupakan()
    return g


@transaction.atomic
def jelaskan_surat(
    *, gangguan: Gangguan, nomor_surat: NomorSurat, keadaan: str, alasan: str, oleh: Pengguna
) -> None:
    """A reserved letter number that no case used: void or lost, with the reason."""
    _berhak(oleh)
    g = kunci(gangguan)
    if not BlokGangguan.objects.filter(gangguan=g, blok=nomor_surat.blok_id).exists():
        raise MasukanSalah("Nomor ini bukan dari blok gangguan ini.")
    if keadaan == KeadaanRegistrasi.HILANG:
        nomor.nyatakan_hilang(nomor_surat=nomor_surat, alasan=alasan, oleh=oleh)
    else:
        nomor.batalkan(nomor_surat=nomor_surat, alasan=alasan, oleh=oleh)


@transaction.atomic
def jelaskan_registrasi(*, registrasi: NomorRegistrasi, keadaan: str, alasan: str, oleh: Pengguna) -> None:
    _berhak(oleh)
    kunci(registrasi.gangguan)
    baris = NomorRegistrasi.objects.select_for_update().get(pk=registrasi.pk)
    if baris.keadaan != KeadaanRegistrasi.DIPESAN:
        raise Bentrok(f"Nomor {baris} sudah {baris.get_keadaan_display().lower()}.")
    if keadaan not in (KeadaanRegistrasi.BATAL, KeadaanRegistrasi.HILANG):
        raise MasukanSalah("Nomor yang terpakai dicatat lewat kasusnya.")
    if not alasan.strip():
        raise MasukanSalah("Tulis alasannya.", bidang={"alasan": "Tulis alasannya."})
    baris.keadaan, baris.alasan = KeadaanRegistrasi(keadaan), alasan.strip()[:300]
    baris.save(update_fields=["keadaan", "alasan"])
    catat("gangguan.nomor", baris, oleh=oleh, keadaan=keadaan)


def belum_dijelaskan(g: Gangguan) -> int:
    surat = NomorSurat.objects.filter(blok__gangguan__gangguan=g, keadaan="dipesan").count()
    return surat + g.registrasi.filter(keadaan=KeadaanRegistrasi.DIPESAN).count()


def _buang_impor(g: Gangguan) -> None:
    """The workbooks and unused scans name everybody of the register; what was entered has its own files."""
    berkas = [i.berkas for i in g.impor.select_related("berkas") if i.berkas]
    sisa = PindaianImpor.objects.filter(impor__gangguan=g).select_related("berkas")
    berkas += [s.berkas for s in sisa]
    sisa.delete()
    g.impor.update(berkas=None)
    for satu in berkas:
        letak = satu.letak()
        satu.delete()
        transaction.on_commit(partial(letak.unlink, missing_ok=True))


@transaction.atomic
def tutup(*, gangguan: Gangguan, oleh: Pengguna) -> Gangguan:
    """Everything is entered and every number explained."""
    _berhak(oleh)
    g = kunci(gangguan)
    if g.berlangsung:
        raise Bentrok("Nyatakan pulih dahulu.")
    if sisa := belum_dijelaskan(g):
        raise Bentrok(
            f"Masih ada {sisa} nomor yang belum dijelaskan.",
            saran="Catat kasusnya, atau nyatakan batal atau hilang.",
        )
    g.ditutup_oleh, g.ditutup_pada = oleh, timezone.now()
    g.save(update_fields=["ditutup_oleh", "ditutup_pada"])
    _buang_impor(g)
    catat("gangguan.tutup", g, oleh=oleh)
    return g
