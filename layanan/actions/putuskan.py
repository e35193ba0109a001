"""Validation with paraf, hand-over and cancellation (Perbup Tanah Laut 126/2022 Ps 1 angka 14-16)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna, Penugasan
from inti.errors import MasukanSalah, TransisiTidakSah

from ..alasan import alasan_baku, gabung
from ..enums import CaraSerah, CaraTandaTerima, CaraUji, HasilUji, Hubungan, JenisAlasan, Putusan, Status
from ..meja.orang import penugasan
from ..models import Permohonan
from ..models.permohonan import teks_json
from ..penyerahan import RincianSerah, catat_penyerahan, periksa_serah
from ..surat import konsep
from ..syarat import KOORDINATOR, menggantikan
from ..waktu import tahap, tenggat
from ..waktu.jam import tanggal_lokal
from ..workflow import ALUR, Transisi
from .keabsahan import Uji, catat_uji_baris
from .pindah import kunci, kunci_baris, pindahkan, terapkan


@transaction.atomic
def validasi(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    cara: str = "",
    catatan: str = "",
    isian: Mapping[str, Any] | None = None,
    uji: Uji | None = None,
) -> Permohonan:
    """The head of the seksi states that the file is complete and genuine, and gives the paraf (Ps 9 ayat 4).

    `isian`: answers to `layanan.isian_seksi`, added to those of the applicant. `uji`: how it was made sure; `cara` alone
    stands for a plain check of that kind. Neither is needed where a check was noted before (`catat_uji`).
    """
    p, t = kunci(permohonan, "validasi", oleh)
    uji = uji or (Uji(cara=cara) if cara else None)
    periksa_cara(p, uji)
    if uji is not None:
        catat_uji_baris(p, uji, oleh)
    ubah: dict[str, Any] = {"putusan": Putusan.KABUL}
    if isian:
        ubah["isian_sandi"] = p.isian_sandi = teks_json(p.isian | dict(isian))
    if p.layanan.perlu_ttd:
        lama = konsep.tersimpan(p)
        isi = konsep.tanpa_penolakan(lama.data, isian or {}) if lama else konsep.isi_awal(p)
        ubah |= _paraf_seksi(p, isi, oleh)
    else:
        ubah["siap_pada"] = timezone.now()
    return terapkan(p, t, oleh=oleh, alasan=catatan, rinci={"cara": uji.cara} if uji else {}, **ubah)


def periksa_cara(p: Permohonan, uji: Uji | None, putusan: str = Putusan.KABUL) -> None:
    """There is a check of what was submitted last, and the visit where the service has one. Raises MasukanSalah.

    The database demands the check too.
    """
    diuji = p.keabsahan.filter(pada__gte=p.diajukan_pada)
    if putusan == Putusan.KABUL:
        diuji = diuji.filter(hasil=HasilUji.SAH)
    if uji is None and not diuji.exists():
        raise MasukanSalah(
            "Keabsahan permohonan ini belum diuji (Perbup Tanah Laut 126/2022 Ps 1 angka 14).",
            bidang={"cara": "Pilih cara mengujinya."},
        )
    if (
        putusan != Putusan.KABUL
        or not p.layanan.tinjau_lapangan
        or uji is None
        or uji.cara == CaraUji.TINJAU_LAPANGAN
    ):
        return
    if not p.keabsahan.filter(cara=CaraUji.TINJAU_LAPANGAN).exists():
        raise MasukanSalah(
            "Layanan ini memerlukan tinjau lapangan dengan berita acara.",
            bidang={"cara": "Catat hasil tinjau lapangannya lebih dulu."},
        )


def _paraf_seksi(p: Permohonan, isi: Mapping[str, Any], oleh: Pengguna) -> dict[str, Any]:
    """The letter as it is now with the paraf of the seksi on it, and whose paraf is next."""
    tugas = tugas_validasi(oleh, p)
    pengganti = menggantikan(oleh) and p.seksi is not None and p.seksi.kode not in oleh.seksi()
    peran = KOORDINATOR if pengganti else ""
    konsep.beri_paraf(p, konsep.simpan(p, isi, oleh), oleh=oleh, tugas=tugas, peran=peran)
    return {"giliran_paraf": konsep.giliran_sesudah(p)}


def tugas_validasi(oleh: Pengguna, p: Permohonan) -> Penugasan | None:
    """The assignment under which this person stands for the seksi.

    One that is in the paraf chain comes first: who validates for a vacant post does not paraf again, so the chain goes
    on above.
    """
    dirantai = [x for x in oleh.penugasan_berlaku() if x.peran in p.layanan.rantai_paraf]
    return next(iter(dirantai), None) or penugasan(oleh, Hak.PERMOHONAN_VALIDASI)


@transaction.atomic
def usul_tolak(
    *,
    permohonan: Permohonan,
    oleh: Pengguna,
    kode: str,
    dasar: str,
    alasan: str = "",
    uji: Uji | None = None,
) -> Permohonan:
    """Refuse on substance: the refusal goes the way of a letter, with paraf, signature and hand-over.

    `dasar`: the legal basis, one a line; `uji`: what the check found, unless one was noted
    before. The applicant may object (UU 30/2014 Ps 75-77).
    """
    baku = alasan_baku(kode, JenisAlasan.SUBSTANSI)
    kalimat = gabung(baku, alasan)
    p, t = kunci(permohonan, "usul_tolak", oleh, kalimat)
    if not dasar.strip():
        raise MasukanSalah("Penolakan memerlukan dasar hukum.", bidang={"dasar": "Tuliskan dasar hukumnya."})
    periksa_cara(p, uji, Putusan.TOLAK)
    if uji is not None:
        catat_uji_baris(p, uji, oleh)
    p.putusan, p.putusan_alasan, p.putusan_dasar = Putusan.TOLAK, kalimat, dasar.strip()
    isi = konsep.isi_penolakan(p, baku)
    return terapkan(
        p, t, oleh=oleh, alasan=kalimat, rinci={"alasan_kode": kode, "dasar": p.putusan_dasar}, putusan=p.putusan,
        putusan_alasan=kalimat, putusan_dasar=p.putusan_dasar, **_paraf_seksi(p, isi, oleh),
    )  # fmt: skip


@transaction.atomic
def susun_konsep(*, permohonan: Permohonan, oleh: Pengguna, catatan: str = "") -> Permohonan:
    """The first version of a letter that was validated before there were versions, with the paraf of the seksi on it.

    The paraf is given now, by a person who sees the letter: none is made up from the old stamps.
    """
    p, t = kunci(permohonan, "susun_konsep", oleh)
    return terapkan(p, t, oleh=oleh, alasan=catatan, **_paraf_seksi(p, konsep.isi_awal(p), oleh))


@transaction.atomic
def paraf(*, permohonan: Permohonan, oleh: Pengguna, catatan: str = "") -> Permohonan:
    """The next paraf of the chain, on the version of the letter as it is now."""
    p, t = kunci(permohonan, "paraf", oleh)
    milik = (x for x in oleh.penugasan_berlaku() if x.peran == p.giliran_paraf)
    tugas = next(milik, None) or penugasan(
        oleh, t.hak
    )  # the Administrator, for the vacant post of the secretary
    tanda = konsep.beri_paraf(p, konsep.terkini(p), oleh=oleh, tugas=tugas, peran=p.giliran_paraf)
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


@transaction.atomic
def batalkan_lewat_batas(*, permohonan: Permohonan) -> Permohonan | None:
    """By the system: what was not repaired in time. None when it moved meanwhile."""
    p = kunci_baris(permohonan)
    if p.status != Status.DITOLAK or p.diingatkan_pada is None:
        return None
    return terapkan(
        p, ALUR["batalkan"], oleh=None, alasan="Tidak dilengkapi sampai batas waktunya."
    )  # fmt: skip


def batalkan(*, permohonan: Permohonan, oleh: Pengguna, alasan: str) -> Permohonan:
    return pindahkan(permohonan=permohonan, transisi="batalkan", oleh=oleh, alasan=alasan)
