"""What stands on the desks of the demonstration beside the ordinary way: claims, returns, refusals on substance, paper files.

Through the actions, so every rule holds; only files whose seksi has the person in `per_seksi` are touched.
"""

from collections.abc import Mapping

from inti.akun.models import Pengguna

from .. import actions
from ..actions import Nilai, Uji
from ..enums import CaraUji, HasilUji, Status, StatusSyarat
from ..models import Permohonan
from .contoh import Bahan

DASAR = "Peraturan Bupati Tanah Laut Nomor 126 Tahun 2022 Pasal 9 ayat (4)\nStandar pelayanan yang berlaku"


def isi_meja(b: Bahan) -> None:
    """From the files that lie with a seksi: one refused as far as the signature, one proposed, one returned, one given
    to a person who has claimed it."""
    di_seksi = list(
        Permohonan.objects.filter(status=Status.DIDISTRIBUSI)
        .select_related("layanan", "seksi")
        .order_by("pk")
    )
    milik = [(p, kasi) for p in di_seksi if (kasi := _kasi(b, p)) is not None]
    for langkah, (p, kasi) in zip((_klaim, _usul, _kembalikan, _tolak_terbit), milik, strict=False):
        langkah(p, kasi, b.orang)
    loket = Permohonan.objects.filter(status=Status.DIAJUKAN).order_by("pk").first()
    if loket is not None:
        actions.terima_berkas(permohonan=loket, oleh=b.orang["operator"])


def _kasi(b: Bahan, p: Permohonan) -> Pengguna | None:
    """The person of the seksi of this file, where the demonstration has one."""
    kode = p.seksi.kode if p.seksi else ""
    kasi = b.per_seksi.get(kode, b.orang["pelaksana"])
    return kasi if kode in kasi.seksi() else None


def _klaim(p: Permohonan, kasi: Pengguna, orang: Mapping[str, Pengguna]) -> None:
    actions.tunjuk(permohonan=p, oleh=orang["koordinator"], petugas=kasi)
    actions.ambil(permohonan=p, oleh=kasi)
    actions.terima_berkas(permohonan=p, oleh=kasi)


def _usul(p: Permohonan, kasi: Pengguna, orang: Mapping[str, Pengguna]) -> None:
    actions.usul_tolak(
        permohonan=p, oleh=kasi, kode="S02", dasar=DASAR, alasan="Hasil pemeriksaan seksi terlampir dalam berkas.",
        uji=Uji(CaraUji.CEK_DUKCAPIL, HasilUji.TIDAK_SAH, catatan="Alamat pemohon berbeda dengan data kependudukan."),
    )  # fmt: skip


def _kembalikan(p: Permohonan, kasi: Pengguna, orang: Mapping[str, Pengguna]) -> None:
    syarat = p.persyaratan.order_by("pk").first()
    nilai = {syarat.pk: Nilai(StatusSyarat.TIDAK_SESUAI, "Sertakan bukti pendukungnya")} if syarat else {}
    actions.kembalikan_pemohon(permohonan=p, oleh=kasi, kode="L08", nilai=nilai)


def _tolak_terbit(p: Permohonan, kasi: Pengguna, orang: Mapping[str, Pengguna]) -> None:
    """A refusal that is signed and waits to be fetched."""
    _usul(p, kasi, orang)
    baris = Permohonan.objects.get(pk=p.pk)
    if baris.giliran_paraf:
        actions.paraf(permohonan=baris, oleh=orang[baris.giliran_paraf])
    actions.tandatangani(permohonan=Permohonan.objects.get(pk=p.pk), oleh=orang["penanggung_jawab"])
