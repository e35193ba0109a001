"""Shortcuts for the tests of the service desk: people at every desk, and a permohonan as far as wanted."""

import itertools
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from inti.akun.models import Pengguna, Penugasan
from inti.db.konteks import koneksi, sebagai_pemilik
from layanan import actions
from layanan.actions import Bawaan, DataPemohon, Nilai, Uji
from layanan.enums import KeadaanVersi, Status, StatusSyarat
from layanan.models import Layanan, Permohonan, Seksi

PDF_KECIL = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n"
    b"0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n165\n%%EOF\n"
)
_serial = itertools.cycle(range(9901, 10000))


def nik_baru() -> str:
    return f"631001170885{next(_serial)}"


def unggahan(nama: str = "ktp.pdf", isi: bytes = PDF_KECIL) -> SimpleUploadedFile:
    return SimpleUploadedFile(nama, isi, content_type="application/pdf")


@dataclass
class Meja:
    """One person at each desk; `kasi` works in the seksi of KEC-01."""

    fo: Any
    fo2: Any
    admin: Any
    kasi: Any
    kasi_lain: Any
    sekcam: Any
    camat: Any

    def yang(self, peran: str) -> Any:
        return getattr(self, peran)


def orang_langsung(peran: str, seksi: str = "", di: Any = None) -> Any:
    """As the fixture `buat_orang`, for tests with a database of their own (already on the site)."""
    nomor = next(_serial)
    orang = Pengguna.objects.create(surel=f"{peran}{nomor}@contoh.test", nama=f"{peran.title()} {nomor}")
    hari = timezone.localdate().replace(day=1)
    Penugasan.objects.create(pengguna=orang, peran=peran, seksi=seksi, mulai=hari)
    return orang


def buat_meja(buat_orang: Any, di: Any = None) -> Meja:
    return Meja(
        fo=buat_orang("operator", di=di),
        fo2=buat_orang("operator", di=di),
        admin=buat_orang("administrator", di=di),
        kasi=buat_orang("pelaksana", seksi="KMS", di=di),
        kasi_lain=buat_orang("pelaksana", seksi="TPM", di=di),
        sekcam=buat_orang("koordinator", di=di),
        camat=buat_orang("penanggung_jawab", di=di),
    )


def ubah_standar(kode: str, **kolom: Any) -> None:
    """Other terms for the version in force, as if it had been published so: only the owner of the tables can."""
    sasaran = koneksi.sasaran
    assert sasaran is not None
    with sebagai_pemilik(sasaran.skema):
        Layanan.objects.terkini().filter(kode=kode).update(**kolom)


ISIAN = {
    "KEC-01": {"tujuan": "pendidikan", "nomor_surat_desa": "145/01/2026", "tanggal_surat_desa": "2026-11-02"},
    "KEC-10": {"jenis_permohonan": "KTP-el baru"},
}


def ajukan(
    oleh: Any, kode: str = "KEC-01", *, kanal: str = "loket", dengan_berkas: bool = False, **lain: Any
) -> Permohonan:
    layanan = Layanan.objects.terkini().get(kode=kode)
    pemohon = {
        "nama": "Siti Contoh",
        "nik": nik_baru(),
        "alamat": "RT 01 RW 02",
        "desa": "Batulicin",
        "telepon": "08001234567",
        "rinci": {"tempat_lahir": "Batulicin", "tanggal_lahir": "1985-08-17", "jenis_kelamin": "L"},
    } | lain
    bawaan = {s.pk: Bawaan(dibawa=True) for s in layanan.persyaratan.all()}
    if dengan_berkas:
        pertama = min(bawaan)
        bawaan[pertama] = Bawaan(unggahan=unggahan())
    return actions.ajukan(
        layanan=layanan,
        pemohon=DataPemohon(**pemohon),
        keperluan="Persyaratan sekolah",
        isian=ISIAN.get(kode, {}),
        bawaan=bawaan,
        kanal=kanal,
        oleh=oleh,
    )


def semua_sesuai(p: Permohonan) -> dict[int, Nilai]:
    """Every requirement in order; an original that was not handed in was shown."""
    return {
        s.pk: Nilai(StatusSyarat.SESUAI, asli=s.asli_kurang or None)
        for s in p.persyaratan.select_related("persyaratan")
    }


def kepala_seksi(p: Permohonan, meja: Meja) -> Any:
    return meja.kasi_lain if p.seksi and p.seksi.kode == "TPM" else meja.kasi


def langkah(p: Permohonan, nama: str, meja: Meja) -> Permohonan:
    """One step of ALUR, by the person whose desk it is."""
    sekarang = Permohonan.objects.get(pk=p.pk)
    match nama:
        case "setujui":
            actions.setujui(permohonan=sekarang, oleh=meja.fo, nilai=semua_sesuai(sekarang), teruskan=False)
        case "tolak":
            gagal = sekarang.persyaratan.order_by("pk").first()
            nilai = {gagal.pk: Nilai(StatusSyarat.TIDAK_SESUAI, "Tidak terbaca")}
            actions.tolak(permohonan=sekarang, oleh=meja.fo, alasan="Salinan KK tidak terbaca.", nilai=nilai)
        case "ajukan_kembali":
            kurang = [s for s in sekarang.persyaratan.all() if s.status != StatusSyarat.SESUAI]
            bawaan = {s.pk: Bawaan(dibawa=True) for s in kurang}
            actions.ajukan_kembali(permohonan=sekarang, oleh=meja.fo, bawaan=bawaan)
        case "distribusikan":
            actions.distribusikan(permohonan=sekarang, oleh=meja.fo)
        case "validasi":
            actions.validasi(permohonan=sekarang, oleh=kepala_seksi(sekarang, meja), cara="cek_berkas")
        case "paraf":
            actions.paraf(permohonan=sekarang, oleh=meja.sekcam)
        case "alihkan":
            lain = Seksi.objects.exclude(pk=sekarang.seksi_id).get(
                kode="TPM" if sekarang.seksi.kode != "TPM" else "KMS"
            )
            actions.alihkan(permohonan=sekarang, oleh=meja.sekcam, seksi=lain, alasan="Alasan uji.")
        case "kembalikan_pemohon":
            gagal = sekarang.persyaratan.order_by("pk").first()
            nilai = {gagal.pk: Nilai(StatusSyarat.TIDAK_SESUAI, "Tidak cocok")}
            actions.kembalikan_pemohon(
                permohonan=sekarang, oleh=kepala_seksi(sekarang, meja), kode="L08", nilai=nilai
            )
        case "usul_tolak":
            actions.usul_tolak(
                permohonan=sekarang, oleh=kepala_seksi(sekarang, meja), kode="S02", alasan="Tidak memenuhi syarat.",
                dasar="Perbup Tanah Laut 126/2022 Ps 9", uji=Uji("cek_berkas", "tidak_sah"),
            )  # fmt: skip
        case "tandatangani":
            actions.tandatangani(permohonan=sekarang, oleh=meja.camat)
        case "serahkan":
            actions.serahkan(
                permohonan=sekarang,
                oleh=meja.fo,
                kepada="Siti Contoh",
                hubungan="pemohon",
                identitas_cocok=True,
            )
        case _:
            pelaku = {"kembalikan_paraf": meja.sekcam, "kembalikan_ttd": meja.camat}
            bawaan_pelaku = meja.fo if nama == "batalkan" else kepala_seksi(sekarang, meja)
            actions.pindahkan(
                permohonan=sekarang, transisi=nama, oleh=pelaku.get(nama, bawaan_pelaku), alasan="Alasan uji."
            )
    return Permohonan.objects.get(pk=p.pk)


URUTAN = {
    Status.DIVERIFIKASI: "setujui",
    Status.DIDISTRIBUSI: "distribusikan",
    Status.DIVALIDASI: "validasi",
    Status.DIPARAF: "paraf",
    Status.DITANDATANGANI: "tandatangani",
    Status.SELESAI: "serahkan",
}


def sampai(status: Status, meja: Meja, kode: str = "KEC-01", **lain: Any) -> Permohonan:
    """A permohonan that went the ordinary way up to `status`."""
    p = ajukan(meja.fo, kode, **lain)
    if status in (Status.DITOLAK, Status.DIBATALKAN):
        return langkah(p, "tolak" if status == Status.DITOLAK else "batalkan", meja)
    for tujuan, nama in URUTAN.items():
        if p.status == status:
            break
        p = langkah(p, nama, meja)
        assert p.status == tujuan
    return p


def potret(p: Permohonan) -> dict[str, Any]:
    """Everything of a row and the number of its traces, to prove that nothing changed."""
    baris = Permohonan.objects.filter(pk=p.pk).values().get()
    return baris | {
        "riwayat": p.riwayat.count(),
        "dokumen": p.dokumen.count(),
        "syarat": list(p.persyaratan.order_by("pk").values_list("status", "catatan", "dibawa", "berkas")),
    }


def versi_baru(kode: str, **ubah: Any) -> Layanan:
    """The next version of a service, in force, with other terms and the same requirements."""
    lama = Layanan.objects.terkini().get(kode=kode)
    syarat = list(lama.persyaratan.all())
    baru = Layanan.objects.get(pk=lama.pk)
    baru.pk, baru.versi, baru.keadaan = None, lama.versi + 1, KeadaanVersi.KONSEP
    for nama, nilai in ubah.items():
        setattr(baru, nama, nilai)
    baru.save(force_insert=True)
    for s in syarat:
        s.pk, s.layanan = None, baru
        s.save(force_insert=True)
    Layanan.objects.filter(pk=lama.pk).update(keadaan=KeadaanVersi.DIGANTIKAN)
    Layanan.objects.filter(pk=baru.pk).update(keadaan=KeadaanVersi.BERLAKU)
    return Layanan.objects.get(pk=baru.pk)
