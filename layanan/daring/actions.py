"""A resident sends what the draft holds, or repairs what was refused."""

from collections.abc import Mapping

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from inti.errors import TidakBerhak
from inti.notifikasi.actions import kirim_surel_templat
from inti.situs import alamat, situs_kini

from ..actions import Bawaan, ajukan, ajukan_kembali
from ..actions.draf import simpan_draf
from ..enums import Kanal
from ..models import Draf, Permohonan
from .forms import DaringForm
from .models import JenisKontak, KodeKontak, PengajuanDaring, Tujuan


@transaction.atomic
def mulai(*, bukti: KodeKontak, kode_layanan: str, jalur: str) -> Draf:
    """A new draft of this proven contact; by e-mail they get the address where it goes on (`jalur` of a draft)."""
    isi = {"surel" if bukti.jenis == JenisKontak.SUREL else "telepon": bukti.kontak}
    draf = simpan_draf(
        kode_layanan=kode_layanan, isi=isi, kontak_indeks=bukti.kontak_indeks, kanal=Kanal.DARING
    )
    situs = situs_kini()
    if bukti.jenis == JenisKontak.SUREL and situs and situs.instansi:
        tautan = alamat(situs.instansi.slug, jalur.replace("UUID", str(draf.uuid)))
        kirim_surel_templat(kepada=bukti.kontak, templat="daring/surel/lanjut", konteks={"tautan": tautan})
    return draf


@transaction.atomic
def kirim(*, bukti: KodeKontak, draf: Draf, form: DaringForm) -> Permohonan:
    """Submit a draft whose whole form is valid. An earlier permohonan is not shown to the resident: the NIK that
    somebody types is no proof of who they are. The FO sees it on the file."""
    if draf.kontak_indeks != bukti.kontak_indeks:
        raise TidakBerhak("Draf ini milik kontak lain.")
    p = ajukan(
        layanan=form.layanan, pemohon=form.pemohon(), keperluan=form.cleaned_data["keperluan"],
        isian=form.isian(), bawaan=form.bawaan(form.tersimpan), kanal=Kanal.DARING, oleh=None,
        surat_wakil=form.tersimpan.get("wakil_berkas"), ganda=True, draf=draf,
    )  # fmt: skip
    PengajuanDaring.objects.create(
        permohonan=p, jenis=bukti.jenis, kontak=bukti.kontak, kontak_indeks=bukti.kontak_indeks
    )
    return p


def kontak_pemohon(p: Permohonan) -> tuple[str, str] | None:
    """(kind, address) to which the code for a repair goes: where it came from, else what the applicant gave."""
    asal = PengajuanDaring.objects.filter(permohonan=p).first()
    if asal:
        return asal.jenis, asal.kontak
    if p.pemohon_surel and p.boleh_surel:
        return JenisKontak.SUREL, p.pemohon_surel.lower()
    if p.pemohon_telepon.startswith("08") and p.boleh_wa:
        return JenisKontak.TELEPON, p.pemohon_telepon
    return None


@transaction.atomic
def perbaiki(
    *, bukti: KodeKontak, permohonan: Permohonan, unggahan: Mapping[int, UploadedFile], catatan: str = ""
) -> Permohonan:
    """Bring the failed requirements again (Ps 9 ayat 3), proven by a code to the applicant's own contact."""
    if bukti.tujuan != Tujuan.PERBAIKI or bukti.permohonan_id != permohonan.pk or not bukti.terbukti:
        raise TidakBerhak("Buktikan dulu bahwa permohonan ini milik Anda.")
    bawaan = {pk: Bawaan(unggahan=f) for pk, f in unggahan.items()}
    return ajukan_kembali(permohonan=permohonan, oleh=None, bawaan=bawaan, alasan=catatan, oleh_pemohon=True)
