"""The stage hand: a process beside the served platform that prepares what a journey starts from.

It has the environment of the served processes (`rumah.py`), so it writes with real log-ins into their database, their files
and their queue. One JSON object a line on standard input, one answer a line on standard output.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import django

SANDI = "sandi-perjalanan-uji"
JABATAN = (
    ("fo", "operator", ""),
    ("fo2", "operator", ""),
    ("admin", "administrator", ""),
    ("kasi", "pelaksana", "KMS"),
    ("kasi-lain", "pelaksana", "TPM"),
    ("sekcam", "koordinator", ""),
    ("camat", "penanggung_jawab", ""),
    ("pemohon", "pengguna", ""),
    ("data", "pengelola_data", ""),
)
PUBLIK = (
    ("diskominfo", "admin", "diskominfo"),
    ("monitoring", "sekda", "sekda"),
    ("monitoring", "bupati", "bupati"),
    ("monitoring", "evaluator", "evaluator"),
)
INSTANSI = ("uji-a", "uji-b")


@contextmanager
def di(slug: str) -> Iterator[Any]:
    """Be on a site with its own log-in."""
    from inti.db import sebagai_sasaran
    from inti.situs import info_instansi, pada_situs, situs_instansi, situs_publik

    if slug in ("diskominfo", "monitoring"):
        situs = situs_publik(slug)
    else:
        situs = situs_instansi(info_instansi("i_" + slug.replace("-", "_")))
    with pada_situs(situs), sebagai_sasaran(situs.sasaran):
        yield situs.instansi


def siapkan_orang() -> None:
    """Everybody of both instansi and of the public hosts; the password is hashed once, with few rounds."""
    from django.contrib.auth.hashers import PBKDF2PasswordHasher

    # The first log-in re-hashes it; a test runs no slower than a person types.
    sandi = PBKDF2PasswordHasher().encode(SANDI, "garam-uji", iterations=1000)
    for slug in INSTANSI:
        with di(slug) as instansi:
            for akun, peran, seksi in JABATAN:
                _orang(f"{akun}@{instansi.domain_email}", peran, seksi, sandi)
    for situs, akun, peran in PUBLIK:
        with di(situs):
            _orang(f"{akun}@kab.go.id", peran, "", sandi)


def _orang(surel: str, peran: str, seksi: str, sandi: str) -> None:
    from inti.akun.actions import buat_pengguna, tugaskan

    orang = buat_pengguna(surel=surel, nama=f"{surel.split('@')[0].title()} Contoh", oleh=None)
    type(orang).objects.filter(pk=orang.pk).update(password=sandi)
    tugaskan(pengguna=orang, peran=peran, seksi=seksi, nomor_sk="800/UJI", oleh=None)


def _meja() -> Any:
    from inti.akun.models import Pengguna
    from tests.layanan.bantu import Meja

    orang = {p.surel.split("@")[0].replace("-", "_"): p for p in Pengguna.objects.all()}
    return Meja(
        **{nama: orang[nama] for nama in ("fo", "fo2", "admin", "kasi", "kasi_lain", "sekcam", "camat")}
    )


def permohonan(situs: str, status: str, kode: str = "KEC-01", **lain: Any) -> dict[str, str]:
    """A permohonan that went the ordinary way up to `status`."""
    from layanan.enums import Status
    from tests.layanan.bantu import sampai

    with di(situs):
        p = sampai(Status(status), _meja(), kode, **lain)
        return {
            "uuid": str(p.uuid),
            "nomor": p.nomor_registrasi,
            "kode": p.kode_lacak_tampil,
            "nama": p.pemohon_nama,
        }


def keadaan(situs: str, uuid: str) -> dict[str, Any]:
    """What the database says of a permohonan."""
    from layanan.models import Permohonan

    with di(situs):
        p = Permohonan.objects.get(uuid=uuid)
        return {
            "status": p.status,
            "pengajuan_ke": p.pengajuan_ke,
            "jumlah_penolakan": p.jumlah_penolakan,
            "berkas": p.persyaratan.filter(berkas__isnull=False).count(),
            "nama": p.pemohon_nama,
            "kode": p.kode_lacak_tampil,
            "nomor": p.nomor_registrasi,
        }


def alamat_qr(situs: str, uuid: str) -> str:
    """The address that the QR of a signed letter must lead to, made from the row and the key alone."""
    from inti.situs import alamat
    from layanan.dokumen.qr import muatan_qr
    from layanan.models import Dokumen
    from layanan.surat.penanda import kunci_qr_kini

    with di(situs):
        d = Dokumen.objects.get(permohonan__uuid=uuid)
        isi = {
            "nomor": d.nomor,
            "tanggal": d.tanggal,
            "instansi": situs,
            "sidik": d.sidik,
            "penanda": d.penanda_nama,
        }
        return muatan_qr(isi, kunci_qr_kini(situs), alamat=alamat(situs, "/v/"))


def sapu() -> int:
    """What beat does four times a minute: hint every waiting task again."""
    from inti import tasks

    return tasks.sapu(umur=timedelta())


def riwayat_angka(situs: str, jumlah: int, setujui: bool) -> None:
    """Finished permohonan over the past months, for charts; with `setujui` the head lets all but the last indicator out."""
    from django.utils import timezone

    from monitoring_center.agregasi import actions
    from monitoring_center.agregasi.daftar import daftar_indikator
    from tests.monitoring_center.conftest import baris_permohonan

    hari = timezone.localdate()
    with di(situs) as instansi:
        for n in range(jumlah):
            masuk = hari - timedelta(days=7 * n)
            baris_permohonan(masuk=masuk, selesai=masuk if n % 4 else None, tepat=n % 5 != 0).save()
        if setujui:
            camat = _meja().camat
            for kode in set(daftar_indikator()) - {"lama_proses_menit"}:
                actions.setujui(indikator=kode, oleh=camat)
    actions.lipat(instansi=instansi)


def arsip_lama(situs: str, banyak: int) -> list[str]:
    """Files that were closed so long ago that the schedule lets them go, which rests on a regulation."""
    from django.utils import timezone

    from layanan.arsip.models import JadwalRetensi
    from layanan.enums import Status
    from layanan.models import Permohonan
    from tests.layanan.bantu import sampai

    with di(situs):
        JadwalRetensi.objects.filter(nasib="musnah").update(dasar="Perbup JRA 1/2026")
        semua = [sampai(Status.SELESAI, _meja(), dengan_berkas=True) for _ in range(banyak)]
        hari = timezone.localdate().replace(day=1)
        Permohonan.objects.filter(pk__in=[p.pk for p in semua]).update(
            tanggal_selesai=hari.replace(year=hari.year - 20)
        )
        return [str(p.uuid) for p in semua]


def dataset_terbit() -> str:
    """Restricted data of uji-a, in the catalogue; the same every time."""
    from monitoring_center.walidata.katalog.models import Dataset
    from tests.walidata_katalog.bantu import terbit
    from tests.walidata_prosedur.bantu import KODE, KOLOM

    with di("uji-a"):
        ada = Dataset.objects.filter(kode=KODE).first()
        if ada is None:
            ada = terbit(
                _orang_ini("data"),
                _orang_ini("camat"),
                KODE,
                nama="Seksi pelayanan",
                akses="terbatas",
                kolom=KOLOM,
            )
        return str(ada.uuid)


def permohonan_data(kegunaan: str) -> str:
    """A request of uji-b that the walidata did not recommend; it waits for the decision."""
    from monitoring_center.walidata.katalog.models import Dataset
    from monitoring_center.walidata.prosedur import actions
    from monitoring_center.walidata.prosedur.models import Permohonan
    from tests.walidata_prosedur.bantu import KODE, PINDAIAN, isi

    dataset_terbit()
    with di("uji-b"):
        d = Dataset.objects.get(kode=KODE)
        k = actions.simpan_konsep(dataset=d, isi=isi(kegunaan=kegunaan), oleh=_orang_ini("data"))
        k = actions.serahkan(konsep=k, oleh=_orang_ini("data"))
        p = actions.ajukan(konsep=k, oleh=_orang_ini("camat"), pindaian=PINDAIAN)
    with di("uji-a"):
        p = Permohonan.objects.get(pk=p.pk)
        actions.rekomendasikan(
            permohonan=p, setuju=False, alasan="Datanya belum rapi.", oleh=_orang_ini("data")
        )
    return str(p.uuid)


def _orang_ini(akun: str) -> Any:
    from inti.akun.models import Pengguna

    return Pengguna.objects.get(surel__startswith=f"{akun}@")


def nik_baru() -> str:
    """A NIK that nobody on the stage has: only this process counts them."""
    from tests.layanan.bantu import nik_baru

    return nik_baru()


PERINTAH: dict[str, Callable[..., Any]] = {
    f.__name__: f
    for f in (
        siapkan_orang,
        permohonan,
        keadaan,
        alamat_qr,
        sapu,
        riwayat_angka,
        arsip_lama,
        nik_baru,
        dataset_terbit,
        permohonan_data,
    )
}


def main() -> None:
    django.setup()
    for baris in sys.stdin:
        minta = json.loads(baris)
        try:
            jawab = {"hasil": PERINTAH[minta.pop("perintah")](**minta)}
        except Exception as galat:
            import traceback

            jawab = {"galat": f"{galat!r}\n{traceback.format_exc()}"}
        sys.stdout.write(json.dumps(jawab) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
