"""Intake (Perbup Tanah Laut 126/2022 Ps 8): a new permohonan, or the repaired one again (Ps 9 ayat 3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.berkas.actions import BerkasDitolak, simpan_berkas
from inti.berkas.models import Berkas
from inti.errors import MasukanSalah

from .. import nomor
from ..enums import Bertindak, Kanal, StatusSyarat
from ..kabar import kabari_masuk
from ..models import Layanan, Permohonan, Persyaratan, PersyaratanPermohonan
from ..models.permohonan import teks_json
from ..models.query import indeks_nik
from ..orang import jabatan
from ..tenggat import janji
from ..waktu import tanggal_lokal, zona_waktu
from ..workflow import ALUR
from .pindah import catat_riwayat, kunci, terapkan


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
    rinci: Mapping[str, Any] = field(default_factory=dict)
    pengguna: Pengguna | None = None


@dataclass(frozen=True, slots=True)
class Bawaan:
    """What the applicant hands over for one requirement: a scan, the paper, or nothing."""

    dibawa: bool = False
    unggahan: UploadedFile | None = None

    @property
    def ada(self) -> bool:
        return self.dibawa or self.unggahan is not None


@transaction.atomic
def ajukan(
    *,
    layanan: Layanan,
    pemohon: DataPemohon,
    keperluan: str,
    oleh: Pengguna,
    isian: Mapping[str, Any] | None = None,
    bawaan: Mapping[int, Bawaan] | None = None,
    kanal: str = Kanal.LOKET,
) -> Permohonan:
    """`bawaan` maps the pk of a Persyaratan to what was handed over. Raises MasukanSalah (422), TidakBerhak (403)."""
    if not layanan.aktif:
        raise MasukanSalah("Layanan ini sedang tidak dibuka.")
    if pemohon.luar_wilayah and not layanan.luar_wilayah:
        raise MasukanSalah(
            "Layanan ini hanya untuk warga wilayah ini (Perbup Tanah Laut 126/2022 Ps 7).",
            bidang={"luar_wilayah": "Layanan ini tidak terbuka bagi pemohon luar wilayah."},
        )
    p = _baris(layanan, pemohon, keperluan=keperluan, isian=isian or {}, kanal=kanal, oleh=oleh)
    p.save(force_insert=True)
    PersyaratanPermohonan.objects.bulk_create(_syarat(p, layanan.persyaratan.all(), bawaan or {}, oleh))
    catat_riwayat(
        p,
        "ajukan",
        dari="",
        oleh=oleh,
        jabatan_oleh=jabatan(oleh, ALUR["ajukan_kembali"].hak),
        rinci={"kanal": kanal},
    )
    kabari_masuk(p, oleh)
    return p


def _baris(
    layanan: Layanan,
    pemohon: DataPemohon,
    *,
    keperluan: str,
    isian: Mapping[str, Any],
    kanal: str,
    oleh: Pengguna,
) -> Permohonan:
    kini = timezone.now()
    hari = tanggal_lokal(kini)
    return Permohonan(
        nomor_registrasi=nomor.nomor_registrasi(nomor.ambil(nomor.REGISTRASI, hari.year), hari.year),
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
        pemohon_surel=pemohon.surel,
        pemohon_rinci=teks_json(pemohon.rinci),
        luar_wilayah=pemohon.luar_wilayah,
        keperluan=keperluan,
        isian_sandi=teks_json(isian),
        petugas_input=oleh,
        diajukan_pada=kini,
        masuk_pada=kini,
        tanggal_masuk=hari,
        janji_selesai=janji(kini, layanan.waktu_nilai, layanan.waktu_satuan, zona_waktu()),
    )


def _simpan(unggahan: UploadedFile, oleh: Pengguna, bidang: str) -> Berkas:
    """As `simpan_berkas`; a refusal names the requirement that the file was for."""
    try:
        return simpan_berkas(unggahan=unggahan, oleh=oleh)
    except BerkasDitolak as galat:
        raise MasukanSalah("Ada berkas yang tidak dapat diterima.", bidang={bidang: galat.pesan}) from galat


def _syarat(
    p: Permohonan, daftar: Iterable[Persyaratan], bawaan: Mapping[int, Bawaan], oleh: Pengguna
) -> list[PersyaratanPermohonan]:
    hasil = []
    for syarat in daftar:
        b = bawaan.get(syarat.pk, Bawaan())
        berkas = _simpan(b.unggahan, oleh, f"syarat_{syarat.pk}") if b.unggahan else None
        status = StatusSyarat.BELUM if b.ada else StatusSyarat.TIDAK_ADA
        hasil.append(
            PersyaratanPermohonan(
                permohonan=p, persyaratan=syarat, dibawa=b.dibawa, berkas=berkas, status=status
            )
        )
    return hasil


@transaction.atomic
def ajukan_kembali(
    *, permohonan: Permohonan, oleh: Pengguna, bawaan: Mapping[int, Bawaan] | None = None, alasan: str = ""
) -> Permohonan:
    """The same registration number comes back (Ps 9 ayat 3). Only requirements that failed reopen; each must be met.

    `bawaan` maps the pk of a PersyaratanPermohonan to what was handed over. The time that the file was with the
    applicant is added to `menit_di_pemohon` and never counts against the instansi.
    """
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
        janji_selesai=janji(kini, p.layanan.waktu_nilai, p.layanan.waktu_satuan, zona_waktu()),
    )  # fmt: skip


def _perbaiki(p: Permohonan, bawaan: Mapping[int, Bawaan], oleh: Pengguna) -> list[str]:
    gagal = p.perlu_dibawa_lagi()
    kurang = {
        f"syarat_{s.pk}": "Syarat ini wajib dan belum diperbaiki."
        for s in gagal
        if s.persyaratan.wajib and not bawaan.get(s.pk, Bawaan()).ada
    }
    if kurang:
        raise MasukanSalah("Masih ada syarat wajib yang belum diperbaiki.", bidang=kurang)
    for s in gagal:
        b = bawaan.get(s.pk, Bawaan())
        if not b.ada:
            continue
        s.status, s.dibawa, s.diperiksa_oleh, s.diperiksa_pada = StatusSyarat.BELUM, b.dibawa, None, None
        if b.unggahan:
            s.berkas = _simpan(b.unggahan, oleh, f"syarat_{s.pk}")
        s.save()
    return [s.persyaratan.kode for s in gagal]
