"""Ask for a provisioning, run it, resume it, cancel it."""

from typing import Any

from django.db import transaction

from inti.akun.hak import Hak
from inti.akun.surel import periksa_surel_peran, rapikan_surel
from inti.audit import catat
from inti.db import sebagai_pemilik
from inti.errors import MasukanSalah, TidakBerhak, TransisiTidakSah
from inti.situs import pada_situs, situs_instansi
from tenants.enums import BELUM_BERAKHIR, KeadaanPenyediaan, StatusInstansi
from tenants.models import Instansi, Penyediaan
from tenants.penyediaan import Lapor, bongkar, jalankan, mulai


def _wajib_kelola(oleh: Any) -> None:
    if oleh is not None and not oleh.punya(Hak.INSTANSI_KELOLA):
        raise TidakBerhak("Anda tidak berhak menyediakan instansi.")


@transaction.atomic
def minta_penyediaan(
    *, instansi: Instansi, oleh: Any, surel_admin: str = "", nama_admin: str = ""
) -> Penyediaan:
    """Queue the job of a draf instansi: the unfinished one if there is one, else a new one.

    Raises MasukanSalah for a wrong e-mail address, TransisiTidakSah when the instansi is past its draf.
    """
    from tenants.tasks import jalankan_penyediaan

    p = _pekerjaan(instansi, oleh, surel_admin, nama_admin)
    jalankan_penyediaan.enqueue(uuid=str(p.uuid))
    return p


def _pekerjaan(instansi: Instansi, oleh: Any, surel_admin: str, nama_admin: str) -> Penyediaan:
    """The locked job of a locked draf instansi."""
    _wajib_kelola(oleh)
    instansi = Instansi.objects.select_for_update().get(pk=instansi.pk)
    if instansi.status != StatusInstansi.DRAF:
        raise TransisiTidakSah(f"{instansi.nama} sudah tersedia.")
    p = Penyediaan.objects.select_for_update().filter(instansi=instansi, keadaan__in=BELUM_BERAKHIR).first()
    if p is None:
        return _buat(instansi, oleh, surel_admin, nama_admin)
    if p.keadaan == KeadaanPenyediaan.MEMBATALKAN:
        raise TransisiTidakSah(f"Penyediaan {p.nama} sedang dibatalkan.")
    _lanjutkan(p, oleh, surel_admin, nama_admin)
    return p


def _buat(instansi: Instansi, oleh: Any, surel_admin: str, nama_admin: str) -> Penyediaan:
    surel_admin, nama_admin = _periksa_admin(instansi, surel_admin, nama_admin)
    p = Penyediaan.objects.create(
        instansi=instansi,
        slug=instansi.slug,
        nama=instansi.nama,
        undangan_surel=surel_admin,
        undangan_nama=nama_admin,
        dibuat_oleh=oleh,
    )
    catat("penyediaan.mulai", instansi, oleh=oleh, slug=p.slug, nama=p.nama)
    return p


def _lanjutkan(p: Penyediaan, oleh: Any, surel_admin: str, nama_admin: str) -> None:
    """Wake a stopped job; another first administrator may be named as long as the first was not invited."""
    if surel_admin and not p.sudah("undangan"):
        assert p.instansi is not None
        p.undangan_surel, p.undangan_nama = _periksa_admin(p.instansi, surel_admin, nama_admin)
        p.save(update_fields=["undangan_surel", "undangan_nama", "diperbarui_pada"])
    if p.keadaan == KeadaanPenyediaan.GAGAL:
        p.keadaan, p.galat = KeadaanPenyediaan.ANTRE, ""
        p.save(update_fields=["keadaan", "galat", "diperbarui_pada"])
        catat("penyediaan.lanjutkan", p.instansi, oleh=oleh, slug=p.slug, nama=p.nama)


def _periksa_admin(instansi: Instansi, surel: str, nama: str) -> tuple[str, str]:
    """Address and name of the first administrator as they will be used. Raises MasukanSalah.

    The address must be an official one (Perbup Tanah Bumbu 25/2019 Ps 14(7)): better to say so now than at the last step.
    """
    surel, nama = surel.strip(), nama.strip()
    if not surel:
        return "", ""
    try:
        surel = rapikan_surel(surel)
        with pada_situs(situs_instansi(instansi)):
            periksa_surel_peran(surel, "administrator")
    except MasukanSalah as galat:
        raise MasukanSalah(
            galat.pesan, bidang={"surel_admin": galat.bidang.get("surel", galat.pesan)}
        ) from galat
    if not nama:
        raise MasukanSalah(
            "Nama administrator wajib diisi.", bidang={"nama_admin": "Isi nama administrator."}
        )
    return surel, nama


def sediakan(
    *,
    instansi: Instansi,
    oleh: Any = None,
    surel_admin: str = "",
    nama_admin: str = "",
    lapor: Lapor = lambda label, persen: None,
) -> Penyediaan:
    """Provision an instansi now, in this process, as the owner; resumes an unfinished job. Outside any transaction.

    Raises PenyediaanGagal (the job can be resumed or cancelled) and Terhenti.
    """
    with sebagai_pemilik(), transaction.atomic():
        p = _pekerjaan(instansi, oleh, surel_admin, nama_admin)
        mulai(p)
    return jalankan(p.pk, lapor=lapor, dimulai=p)


@transaction.atomic
def minta_batal(*, penyediaan: Penyediaan, oleh: Any) -> Penyediaan:
    """Stop an unfinished job before its next step and queue the removal of what it made."""
    from tenants.tasks import bongkar_penyediaan

    _wajib_kelola(oleh)
    p = Penyediaan.objects.select_for_update().get(pk=penyediaan.pk)
    if p.keadaan not in BELUM_BERAKHIR:
        raise TransisiTidakSah(f"Penyediaan {p.nama} sudah {p.get_keadaan_display().lower()}.")
    if p.keadaan != KeadaanPenyediaan.MEMBATALKAN:
        p.keadaan = KeadaanPenyediaan.MEMBATALKAN
        p.save(update_fields=["keadaan", "diperbarui_pada"])
        catat("penyediaan.minta_batal", p.instansi, oleh=oleh, slug=p.slug, nama=p.nama)
    bongkar_penyediaan.enqueue(uuid=str(p.uuid))
    return p


def batalkan_penyediaan(*, penyediaan: Penyediaan, oleh: Any = None) -> Penyediaan:
    """Remove an unfinished provisioning now, as the owner: schema, login, domains, files, registration."""
    _wajib_kelola(oleh)
    return bongkar(penyediaan.pk, oleh=oleh)
