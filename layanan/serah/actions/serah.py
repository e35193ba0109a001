"""What is kept of a hand-over, and the scan of its receipt that may follow."""

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from inti.akun.models import Pengguna
from inti.audit import catat as catat_jejak
from inti.berkas.actions import BerkasDitolak, simpan_berkas
from inti.berkas.jenis import JENIS_PINDAIAN
from inti.berkas.models import Berkas
from inti.errors import Bentrok, MasukanSalah
from layanan.enums import CaraTandaTerima
from layanan.models import Permohonan
from layanan.penyerahan import RincianSerah

from ..models import BerkasKembali, Penyerahan


def catat(p: Permohonan, rincian: RincianSerah, oleh: Pengguna | None) -> Penyerahan:
    """In the transaction that hands over (registered with `layanan.penyerahan.daftarkan_pencatat`)."""
    layar = rincian.cara_tanda_tangan == CaraTandaTerima.LAYAR
    penyerahan = Penyerahan.objects.create(
        permohonan=p,
        cara=p.serah_cara,
        lembar=rincian.lembar,
        kurir=rincian.kurir.strip(),
        resi=rincian.resi.strip(),
        surat_kuasa=_simpan(rincian.surat_kuasa, oleh, "surat_kuasa"),
        tanda_tangan=_simpan(rincian.tanda_tangan, oleh, "coretan" if layar else "pindaian"),
        cara_tanda_tangan=rincian.cara_tanda_tangan,
        oleh=oleh,
        pada=p.serah_pada,
    )
    milik = (
        set(p.persyaratan.filter(pk__in=rincian.kembali).values_list("pk", flat=True))
        if rincian.kembali
        else set()
    )
    BerkasKembali.objects.bulk_create(
        BerkasKembali(penyerahan=penyerahan, syarat_id=pk, kembali=kembali)
        for pk, kembali in rincian.kembali.items()
        if pk in milik
    )
    return penyerahan


def _simpan(unggahan: UploadedFile | None, oleh: Pengguna | None, bidang: str) -> Berkas | None:
    if unggahan is None:
        return None
    try:
        return simpan_berkas(unggahan=unggahan, oleh=oleh, diizinkan=JENIS_PINDAIAN)
    except BerkasDitolak as galat:
        raise MasukanSalah("Ada berkas yang tidak dapat diterima.", bidang={bidang: galat.pesan}) from galat


@transaction.atomic
def lampirkan_pindaian(*, penyerahan: Penyerahan, unggahan: UploadedFile, oleh: Pengguna) -> Penyerahan:
    """The scan of the receipt that was signed on paper; once. Raises Bentrok when there is one already."""
    terkunci = Penyerahan.objects.select_for_update(of=("self",)).get(pk=penyerahan.pk)
    if not terkunci.menunggu_pindaian:
        raise Bentrok("Bukti serah terima ini tidak menunggu pindaian.")
    terkunci.tanda_tangan = _simpan(unggahan, oleh, "pindaian")
    terkunci.save(update_fields=["tanda_tangan"])
    catat_jejak("serah.dipindai", terkunci, oleh=oleh)
    return terkunci
