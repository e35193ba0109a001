"""The head of the requesting instansi signs both letters and hands in (Ps 12(1))."""

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok
from layanan.dokumen.rahasia import Rahasia

from ..cakupan import kolom_sah, per_nama, saringan_sah
from ..galat import kalimat_galat
from ..lampiran import BerkasSurat, lampirkan
from ..models import JenisLampiran, KeadaanKonsep, Konsep, Permohonan
from ..orang import sebutan, wajib
from ..surat import nomor_registrasi, surat_permohonan, surat_pernyataan
from ..waktu import akhir_hari, awal_hari
from .konsep import berkeadaan, dataset_dimohon, kunci, periksa_masa


@sensitive_variables()
def ajukan(
    *,
    konsep: Konsep,
    oleh: Pengguna,
    pindaian: tuple[BerkasSurat, BerkasSurat] | None = None,
    rahasia: Rahasia | None = None,
) -> Permohonan:
    """Sign, then hand in: the signature may be made elsewhere, so nothing is locked while it is awaited.

    Args:
        pindaian: scans of the letters signed on paper (surat, pernyataan); without them both are made and signed here.
        rahasia: the head's passphrase at a remote signing service.
    """
    wajib(oleh, Hak.DATA_SETUJUI)
    semua = Konsep.objects.select_related("banding_atas__penolakan")
    k = berkeadaan(semua.filter(pk=konsep.pk).first(), KeadaanKonsep.MENUNGGU)
    dataset = dataset_dimohon(k.pemilik, k.dataset)
    kolom_sah(k.kolom, dataset.kolom)  # the dataset may have changed since the draft
    periksa_masa(k.mulai, k.selesai)
    k.nomor_surat = k.nomor_surat or nomor_registrasi("PD", k.uuid)
    surat, pernyataan = pindaian or (
        surat_permohonan(k, dataset.kolom, oleh, rahasia),
        surat_pernyataan(k, dataset.kolom, oleh, rahasia),
    )
    return _catat_permohonan(k, surat, pernyataan, oleh)


@transaction.atomic
def _catat_permohonan(k: Konsep, surat: BerkasSurat, pernyataan: BerkasSurat, oleh: Pengguna) -> Permohonan:
    if kunci(k, KeadaanKonsep.MENUNGGU).diubah_pada != k.diubah_pada:
        raise Bentrok(
            "Konsep ini berubah sesudah suratnya dibuat.", saran="Baca suratnya, lalu tanda tangani lagi."
        )
    dataset = dataset_dimohon(k.pemilik, k.dataset)
    ada = per_nama(dataset.kolom)
    with kalimat_galat():
        p = Permohonan.objects.create(
            pembaca=k.pembaca, pemilik=k.pemilik, dataset=k.dataset, dataset_nama=dataset.nama,
            penanggung_jawab=k.penanggung_jawab, unit_kerja=k.unit_kerja, maksud=k.maksud, kegunaan=k.kegunaan,
            bentuk=k.bentuk, frekuensi=k.frekuensi, kolom=k.kolom, saringan=saringan_sah(k.saringan, dataset.kolom),
            rinci_kolom=[ada[n] for n in kolom_sah(k.kolom, dataset.kolom)],
            mulai=awal_hari(k.mulai), selesai=akhir_hari(k.selesai),
            surat_sha256=surat.sha256, pernyataan_sha256=pernyataan.sha256, nomor_surat=k.nomor_surat,
            diajukan_oleh=sebutan(oleh), diajukan_pada=timezone.now(), banding_atas=k.banding_atas,
        )  # fmt: skip
        lampirkan(surat, jenis=JenisLampiran.SURAT, oleh=sebutan(oleh), permohonan=p)
        lampirkan(pernyataan, jenis=JenisLampiran.PERNYATAAN, oleh=sebutan(oleh), permohonan=p)
        k.keadaan, k.permohonan = KeadaanKonsep.DIAJUKAN, p
        k.save(update_fields=["keadaan", "permohonan", "nomor_surat", "diubah_pada"])
    catat("data.diajukan", p, oleh=oleh, pemilik=p.pemilik, surat=surat.sha256, pernyataan=pernyataan.sha256)
    return p
