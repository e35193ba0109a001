"""Intake (Perbup Tanah Laut 126/2022 Ps 8): a new permohonan, or the repaired one again (Ps 9 ayat 3)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.berkas.actions import BerkasDitolak, simpan_berkas
from inti.berkas.models import Berkas
from inti.errors import Bentrok, MasukanSalah, TidakBerhak, TransisiTidakSah

from ..enums import TERBUKA, Bertindak, Kanal, KeadaanVersi, Status, StatusSyarat
from ..kabar import kabari_masuk
from ..meja.orang import jabatan
from ..models import Draf, Layanan, Permohonan, Persetujuan, Persyaratan, PersyaratanPermohonan
from ..models.permohonan import teks_json
from ..models.query import GANDA, indeks_nik, indeks_telepon
from ..pemohon.asal_desa import desa_tugas
from ..pemohon.persetujuan import TEKS, VERSI_KINI
from ..surat import nomor
from ..waktu import tahap, tenggat
from ..waktu.jam import tanggal_lokal
from ..workflow import ALUR, Transisi
from .pindah import catat_riwayat, kunci, kunci_baris, terapkan


@dataclass(frozen=True, slots=True)
class DataPemohon:
    """The applicant as checked by the form; `nik` and `nkk` are 16 digits."""

    nama: str
    nik: str
    alamat: str
    nkk: str = ""
    desa: str = ""
    telepon: str = ""
    surel: str = ""
    luar_wilayah: bool = False
    bertindak_sebagai: str = Bertindak.SENDIRI
    mewakili: str = ""
    boleh_surel: bool = True
    boleh_wa: bool = False
    rinci: Mapping[str, Any] = field(default_factory=dict)
    pengguna: Pengguna | None = None


@dataclass(frozen=True, slots=True)
class Bawaan:
    """What the applicant hands over for one requirement: a scan (new, or of a draft), the paper, or nothing."""

    dibawa: bool = False
    unggahan: UploadedFile | None = None
    berkas: Berkas | None = None
    asli: bool = False

    @property
    def berpindaian(self) -> bool:
        return self.unggahan is not None or self.berkas is not None

    @property
    def ada(self) -> bool:
        return self.dibawa or self.berpindaian

    def cukup(self, syarat: Persyaratan) -> bool:
        """Paper alone is not enough where the service asks for a scan."""
        return self.berpindaian or (self.dibawa and not syarat.harus_diunggah)


@transaction.atomic
def ajukan(
    *,
    layanan: Layanan,
    pemohon: DataPemohon,
    keperluan: str,
    oleh: Pengguna | None,
    isian: Mapping[str, Any] | None = None,
    bawaan: Mapping[int, Bawaan] | None = None,
    kanal: str = Kanal.LOKET,
    surat_wakil: UploadedFile | Berkas | None = None,
    persetujuan: str = VERSI_KINI,
    ganda: bool | None = None,
    asal: str = "",
    draf: Draf | None = None,
    pada: datetime | None = None,
    nomor_registrasi: str = "",
) -> Permohonan:
    """A new permohonan with its number. Raises MasukanSalah (422), then nothing is written.

    `bawaan` maps the pk of a Persyaratan to what was handed over; `oleh` is None where a resident applies without an
    account; `persetujuan` is the version of the text that the applicant agreed to; `ganda`: None = do not look for
    the same person's permohonan of this service, False = refuse when there is one, True = the officer saw it and
    goes on, which is recorded; `asal` is handed to the rooms (`daftarkan_asal`), e.g. a queue number; `draf` goes with
    it, and one that was sent already raises Bentrok (409); `pada` and `nomor_registrasi` are those of a case that was taken
    on paper (Ps 12).
    """
    if not layanan.aktif or layanan.keadaan != KeadaanVersi.BERLAKU:
        raise MasukanSalah("Layanan ini sedang tidak dibuka.")
    if pemohon.luar_wilayah and not layanan.luar_wilayah:
        raise MasukanSalah(
            "Layanan ini hanya untuk warga wilayah ini (Perbup Tanah Laut 126/2022 Ps 7).",
            bidang={"luar_wilayah": "Layanan ini tidak terbuka bagi pemohon luar wilayah."},
        )
    if persetujuan not in TEKS:
        raise MasukanSalah("Tanpa persetujuan pemohon, datanya tidak boleh diproses (UU 27/2022).")
    if draf is not None and not Draf.objects.select_for_update().filter(pk=draf.pk).exists():
        raise Bentrok("Draf ini sudah dikirim.", saran="Cari nomornya pada daftar permohonan.")
    kembar = _periksa_ganda(layanan, pemohon.nik, ganda)
    p = _baris(
        layanan,
        pemohon,
        keperluan=keperluan,
        isian=isian or {},
        kanal=kanal,
        oleh=oleh,
        pada=pada,
        nomor_registrasi=nomor_registrasi,
    )
    if surat_wakil is not None:
        p.surat_wakil = (
            surat_wakil if isinstance(surat_wakil, Berkas) else _simpan(surat_wakil, oleh, "wakil_berkas")
        )
    p.save(force_insert=True)
    Persetujuan.objects.create(
        permohonan=p, versi=persetujuan, pemberi=p.bertindak_sebagai, kanal=kanal, dicatat_oleh=oleh
    )
    tahap.awal(p)
    PersyaratanPermohonan.objects.bulk_create(_syarat(p, layanan.persyaratan.all(), bawaan or {}, oleh))
    catat_riwayat(
        p,
        "ajukan",
        dari="",
        oleh=oleh,
        jabatan_oleh=jabatan(oleh, ALUR["ajukan_kembali"].hak) if oleh else "",
        rinci={"kanal": kanal} | ({"ganda_ditegaskan": kembar} if kembar else {}),
    )
    for kait in _ASAL if asal else ():
        kait(p, asal, oleh)
    if draf is not None:
        draf.delete()
    kabari_masuk(p, oleh)
    return p


Asal = Callable[[Permohonan, str, Pengguna | None], None]
_ASAL: list[Asal] = []


def daftarkan_asal(fn: Asal) -> Asal:
    """`fn(permohonan, asal, oleh)` runs inside the transaction of `ajukan`, where an `asal` was given."""
    if fn not in _ASAL:
        _ASAL.append(fn)
    return fn


def serupa(layanan: Layanan, nik: str) -> QuerySet[Permohonan]:
    """Permohonan of the same person for the same service that are open, or came in the last 30 days."""
    return Permohonan.objects.pemohon_sama(nik).filter(
        Q(status__in=sorted(TERBUKA)) | Q(masuk_pada__gt=timezone.now() - GANDA), kode_layanan=layanan.kode
    )


def _periksa_ganda(layanan: Layanan, nik: str, ganda: bool | None) -> list[str]:
    if ganda is None:
        return []
    kembar = list(serupa(layanan, nik).values_list("nomor_registrasi", flat=True)[:5])
    if kembar and not ganda:
        raise MasukanSalah(
            f"Orang ini sudah mengajukan layanan yang sama: {', '.join(kembar)}.",
            bidang={"ganda": "Tegaskan bahwa ini memang permohonan baru."},
        )
    return kembar


def _baris(
    layanan: Layanan,
    pemohon: DataPemohon,
    *,
    keperluan: str,
    isian: Mapping[str, Any],
    kanal: str,
    oleh: Pengguna | None,
    pada: datetime | None = None,
    nomor_registrasi: str = "",
) -> Permohonan:
    kini = pada or timezone.now()
    hari = tanggal_lokal(kini)
    return Permohonan(
        nomor_registrasi=nomor_registrasi
        or nomor.nomor_registrasi(nomor.ambil(nomor.REGISTRASI, hari.year), hari.year),
        layanan=layanan,
        kode_layanan=layanan.kode,
        kanal=kanal,
        bertindak_sebagai=pemohon.bertindak_sebagai,
        mewakili=pemohon.mewakili,
        pemohon_pengguna=pemohon.pengguna,
        pemohon_nama=pemohon.nama,
        pemohon_nik=pemohon.nik,
        pemohon_nik_indeks=indeks_nik(pemohon.nik),
        pemohon_nkk=pemohon.nkk,
        pemohon_alamat=pemohon.alamat,
        pemohon_desa=pemohon.desa,
        pemohon_telepon=pemohon.telepon,
        pemohon_telepon_indeks=indeks_telepon(pemohon.telepon),
        boleh_surel=pemohon.boleh_surel,
        boleh_wa=pemohon.boleh_wa,
        pemohon_surel=pemohon.surel,
        pemohon_rinci=teks_json(pemohon.rinci),
        luar_wilayah=pemohon.luar_wilayah,
        keperluan=keperluan,
        isian_sandi=teks_json(isian),
        petugas_input=oleh,
        asal_desa=_asal_desa(kanal, oleh),
        diajukan_pada=kini,
        masuk_pada=kini,
        tanggal_masuk=hari,
        janji_selesai=tenggat.tambah(kini, tahap.standar(layanan, kini)),
        batas_tahap=tahap.batas(layanan, Status.DIAJUKAN, kini)[1],
    )


def _asal_desa(kanal: str, oleh: Pengguna | None) -> str:
    """The desa of the account; an officer who writes down what a desa brought on paper has none."""
    if kanal != Kanal.DESA or oleh is None or oleh.punya(Hak.PERMOHONAN_INPUT):
        return ""
    desa = desa_tugas(oleh)
    if not desa or not oleh.punya(Hak.PERMOHONAN_AJUKAN):
        raise TidakBerhak("Akun ini tidak dikaitkan dengan desa, jadi tidak dapat mengajukan lewat desa.")
    return desa[0]


def _simpan(unggahan: UploadedFile, oleh: Pengguna | None, bidang: str) -> Berkas:
    """As `simpan_berkas`; a refusal names the requirement that the file was for."""
    try:
        return simpan_berkas(unggahan=unggahan, oleh=oleh)
    except BerkasDitolak as galat:
        raise MasukanSalah("Ada berkas yang tidak dapat diterima.", bidang={bidang: galat.pesan}) from galat


def _syarat(
    p: Permohonan, daftar: Iterable[Persyaratan], bawaan: Mapping[int, Bawaan], oleh: Pengguna | None
) -> list[PersyaratanPermohonan]:
    hasil = []
    for syarat in daftar:
        b = bawaan.get(syarat.pk, Bawaan())
        berkas = _simpan(b.unggahan, oleh, f"syarat_{syarat.pk}") if b.unggahan else b.berkas
        status = StatusSyarat.BELUM if b.cukup(syarat) else StatusSyarat.TIDAK_ADA
        hasil.append(
            PersyaratanPermohonan(
                permohonan=p, persyaratan=syarat, dibawa=b.dibawa, berkas=berkas, status=status,
                asli_ditunjukkan=b.asli and b.ada,
            )
        )  # fmt: skip
    return hasil


@transaction.atomic
def ajukan_kembali(
    *,
    permohonan: Permohonan,
    oleh: Pengguna | None,
    bawaan: Mapping[int, Bawaan] | None = None,
    alasan: str = "",
    oleh_pemohon: bool = False,
) -> Permohonan:
    """The same registration number comes back (Ps 9 ayat 3). Only requirements that failed reopen; each must be met.

    `bawaan` maps the pk of a PersyaratanPermohonan to what was handed over. The time that the file was with the
    applicant is added to `menit_di_pemohon` and never counts against the instansi. `oleh_pemohon`: by the applicant
    without an officer, after the caller has checked that it is theirs (a code, or an account of the desa).
    """
    if oleh_pemohon:
        p, t = _kunci_pemohon(permohonan)
    elif oleh is None:
        raise TidakBerhak("Perbaikan dicatat oleh petugas, atau oleh pemohon sendiri.")
    else:
        p, t = kunci(permohonan, "ajukan_kembali", oleh, alasan)
    diperbaiki = _perbaiki(p, bawaan or {}, oleh)
    kini = timezone.now()
    menit = int((kini - (p.tolak_pada or kini)).total_seconds() // 60)
    return terapkan(
        p, t, oleh=oleh, alasan=alasan, rinci={"diperbaiki": diperbaiki, "pengajuan_ke": p.pengajuan_ke + 1},
        pengajuan_ke=p.pengajuan_ke + 1,
        diajukan_pada=kini,
        menit_di_pemohon=p.menit_di_pemohon + menit,
        batas_perbaikan=None,
    )  # fmt: skip


def _kunci_pemohon(permohonan: Permohonan) -> tuple[Permohonan, Transisi]:
    t = ALUR["ajukan_kembali"]
    p = kunci_baris(permohonan)
    if p.status not in t.dari:
        raise TransisiTidakSah(
            f"Permohonan {p.nomor_registrasi} tidak sedang menunggu perbaikan.",
            saran="Lihat keadaannya pada halaman lacak.",
        )
    return p, t


def _perbaiki(p: Permohonan, bawaan: Mapping[int, Bawaan], oleh: Pengguna | None) -> list[str]:
    gagal = p.perlu_dibawa_lagi()
    kurang = {
        f"syarat_{s.pk}": "Syarat ini wajib dan belum diperbaiki."
        for s in gagal
        if s.persyaratan.wajib and not bawaan.get(s.pk, Bawaan()).cukup(s.persyaratan)
    }
    if kurang:
        raise MasukanSalah("Masih ada syarat wajib yang belum diperbaiki.", bidang=kurang)
    for s in gagal:
        b = bawaan.get(s.pk, Bawaan())
        if not b.ada:
            continue
        s.status, s.dibawa, s.diperiksa_oleh, s.diperiksa_pada = StatusSyarat.BELUM, b.dibawa, None, None
        if b.berpindaian:
            s.berkas = _simpan(b.unggahan, oleh, f"syarat_{s.pk}") if b.unggahan else b.berkas
        s.asli_ditunjukkan = s.asli_ditunjukkan or b.asli
        s.save()
    return [s.persyaratan.kode for s in gagal]
