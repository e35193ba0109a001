"""Validation with paraf, hand-over and cancellation (Perbup Tanah Laut 126/2022 Ps 1 angka 14-16)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.errors import TransisiTidakSah

from .. import konsep, tahap, tenggat
from ..enums import CaraSerah, CaraTandaTerima, Hubungan, Status
from ..models import Permohonan
from ..models.permohonan import teks_json
from ..orang import penugasan
from ..penyerahan import RincianSerah, catat_penyerahan, periksa_serah
from ..waktu import tanggal_lokal
from ..workflow import ALUR, Transisi
from .pindah import kunci, pindahkan, terapkan


@transaction.atomic
def validasi(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    cara: str = "",
    catatan: str = "",
    isian: Mapping[str, Any] | None = None,
) -> Permohonan:
    """The head of the seksi states that the file is complete and genuine, and gives the paraf (Ps 9 ayat 4).

    `isian`: answers to `layanan.isian_seksi`, added to those of the applicant.
    """
    p, t = kunci(permohonan, "validasi", oleh)
    ubah: dict[str, Any] = {} if p.layanan.perlu_ttd else {"siap_pada": timezone.now()}
    if isian:
        ubah["isian_sandi"] = p.isian_sandi = teks_json(p.isian | dict(isian))
    if p.layanan.perlu_ttd:
        lama = konsep.tersimpan(p)
        isi = lama.data | {"isian": lama.data["isian"] | dict(isian or {})} if lama else konsep.isi_awal(p)
        konsep.beri_paraf(p, konsep.simpan(p, isi, oleh), oleh=oleh, tugas=penugasan(oleh, t.hak))
        ubah["giliran_paraf"] = konsep.giliran_sesudah(p)
    return terapkan(p, t, oleh=oleh, alasan=catatan, rinci={"cara": cara} if cara else {}, **ubah)


@transaction.atomic
def paraf(*, permohonan: Permohonan, oleh: Pengguna, catatan: str = "") -> Permohonan:
    """The next paraf of the chain, on the version of the letter as it is now."""
    p, t = kunci(permohonan, "paraf", oleh)
    tugas = next(x for x in oleh.penugasan_berlaku() if x.peran == p.giliran_paraf)
    tanda = konsep.beri_paraf(p, konsep.terkini(p), oleh=oleh, tugas=tugas)
    rinci = {"konsep": tanda.konsep.versi, "sidik": tanda.konsep.sidik}
    return terapkan(
        p, t, oleh=oleh, alasan=catatan, rinci=rinci, giliran_paraf=konsep.giliran_sesudah(p)
    )  # fmt: skip


@transaction.atomic
def serahkan(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    kepada: str,
    hubungan: str,
    identitas_cocok: bool,
    cara: str = CaraSerah.DIAMBIL,
    catatan: str = "",
    rincian: RincianSerah | None = None,
) -> Permohonan:
    """Hand over and close (Ps 1 angka 16). Somebody else than the applicant gets the paper only with a matched identity."""
    p, t = kunci(permohonan, "serahkan", oleh)
    rincian = rincian or RincianSerah()
    periksa_serah(
        kepada=kepada, hubungan=hubungan, cocok=identitas_cocok, cara=cara, catatan=catatan, rincian=rincian
    )
    p = _serahkan(
        p, t, oleh, kepada=kepada, hubungan=hubungan, cara=cara, cocok=identitas_cocok, catatan=catatan
    )
    catat_penyerahan(p, rincian, oleh)
    return p


@transaction.atomic
def selesaikan_unduhan(*, permohonan: Permohonan) -> Permohonan:
    """The applicant proved who they are and downloaded the letter: that is the hand-over. Nothing where it was closed before.

    For the room that checked the code; raises TransisiTidakSah where the letter is not ready.
    """
    p = (
        Permohonan.objects.select_for_update(of=("self",))
        .select_related("layanan", "seksi")
        .get(pk=permohonan.pk)
    )
    if p.status == Status.SELESAI:
        return p
    t = ALUR["serahkan"]
    if p.status not in t.dari or not all(s.uji(p, None) for s in t.syarat):
        raise TransisiTidakSah("Dokumen ini belum siap diunduh.")
    p = _serahkan(
        p,
        t,
        None,
        kepada=p.pemohon_nama,
        hubungan=Hubungan.PEMOHON,
        cara=CaraSerah.DIUNDUH,
        cocok=None,
        catatan="",
    )
    catat_penyerahan(p, RincianSerah(cara_tanda_tangan=CaraTandaTerima.TANPA), None)
    return p


def _serahkan(
    p: Permohonan,
    t: Transisi,
    oleh: Pengguna | None,
    *,
    kepada: str,
    hubungan: str,
    cara: str,
    cocok: bool | None,
    catatan: str,
) -> Permohonan:
    kini = timezone.now()
    return terapkan(
        p, t, oleh=oleh, alasan=catatan, rinci={"hubungan": hubungan, "cara": cara, "identitas_cocok": cocok},
        serah_pada=kini,
        serah_kepada=kepada.strip(),
        serah_hubungan=Hubungan(hubungan),
        serah_identitas_cocok=cocok,
        serah_cara=CaraSerah(cara),
        **ukuran_selesai(p, kini),
    )  # fmt: skip


def ukuran_selesai(p: Permohonan, kini: datetime) -> dict[str, Any]:
    """The figures of a closed permohonan: measured to the moment it was ready, not to when it was fetched."""
    siap = p.siap_pada or kini
    return {
        "siap_pada": siap,
        "tanggal_selesai": tanggal_lokal(kini),
        "tepat_waktu": tenggat.tepat(siap, p.janji_selesai),
        "lama_menit": tahap.lama_proses(p),
    }


def batalkan(*, permohonan: Permohonan, oleh: Pengguna, alasan: str) -> Permohonan:
    return pindahkan(permohonan=permohonan, transisi="batalkan", oleh=oleh, alasan=alasan)
