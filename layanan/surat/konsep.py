"""The draft of a letter: its newest version, a new version, and the paraf that hang on it.

A paraf is on one version. A new version voids every paraf before it, and the file goes back to the seksi, where the first
paraf is missing. `surat.susun_data(..., konsep=…)` renders a version; the signature is put under `terkini`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from inti.akun.models import Pengguna, Penugasan
from inti.audit import catat

from ..meja.orang import nama_jabatan
from ..models import AlasanTolak, Konsep, Paraf, Permohonan
from ..models.konsep import naskah, sidik_isi
from .templat import berlaku

KELAMIN = {"L": "Laki-laki", "P": "Perempuan"}
PARAF_SEKSI = 0
PENOLAKAN = "penolakan"
"""Key of the content that makes the letter a refusal."""


def pemohon_surat(p: Permohonan) -> dict[str, Any]:
    rinci = p.rinci
    return rinci | {
        "nama": p.pemohon_nama,
        "nik": p.pemohon_nik,
        "jenis_kelamin": KELAMIN.get(rinci.get("jenis_kelamin", ""), ""),
        "alamat": p.pemohon_alamat,
        "desa": p.pemohon_desa,
        "telepon": p.pemohon_telepon,
    }


def isi_awal(p: Permohonan) -> dict[str, Any]:
    """What the letter says before anybody edits it: the permohonan as it is now."""
    isi = {"pemohon": pemohon_surat(p), "isian": p.isian, "keperluan": p.keperluan}
    templat = berlaku(p.layanan.kode)
    return isi | {"templat": templat.versi} if templat is not None and templat.isi else isi


def tanpa_penolakan(isi: Mapping[str, Any], isian: Mapping[str, Any]) -> dict[str, Any]:
    """An edited version with the answers of the seksi, and without the refusal that an earlier round proposed."""
    sisa = {kunci: nilai for kunci, nilai in isi.items() if kunci != PENOLAKAN}
    return sisa | {"isian": isi["isian"] | dict(isian)}


def isi_penolakan(p: Permohonan, baku: AlasanTolak) -> dict[str, Any]:
    """The refusal on substance: reason, legal basis, and what the applicant can do (UU 30/2014 Ps 75-77)."""
    return isi_awal(p) | {
        PENOLAKAN: {
            "alasan": [[baku.nama, p.putusan_alasan, baku.cara]],
            "dasar": [baris.strip() for baris in p.putusan_dasar.splitlines() if baris.strip()],
        }
    }


def tersimpan(p: Permohonan) -> Konsep | None:
    return Konsep.objects.filter(permohonan=p).order_by("-versi").first()


def terkini(p: Permohonan) -> Konsep:
    """The newest version. Where none was saved yet: an unsaved first version, from the permohonan as it is now."""
    isi = tersimpan(p)
    return isi or _baru(p, isi_awal(p), versi=1, oleh=None)


def _baru(p: Permohonan, isi: Mapping[str, Any], *, versi: int, oleh: Pengguna | None) -> Konsep:
    return Konsep(
        permohonan=p, versi=versi, isi=naskah(isi), sidik=sidik_isi(isi), dibuat_oleh=oleh, dibuat_pada=timezone.now()
    )  # fmt: skip


def sementara(p: Permohonan, isi: Mapping[str, Any]) -> Konsep:
    """A version that is only looked at, never saved."""
    return _baru(p, isi, versi=0, oleh=None)


def simpan(p: Permohonan, isi: Mapping[str, Any], oleh: Pengguna | None) -> Konsep:
    """A new version, or the newest one when it says the same. The row of `p` must be locked by the caller."""
    lama = tersimpan(p)
    if lama is not None and lama.sidik == sidik_isi(isi):
        return lama
    baru = _baru(p, isi, versi=lama.versi + 1 if lama else 1, oleh=oleh)
    batalkan_paraf(p, f"Konsep surat diubah menjadi versi {baru.versi}.")
    baru.save(force_insert=True)
    catat("permohonan.konsep", p, oleh=oleh, versi=baru.versi, sidik=baru.sidik)
    return baru


def beri_paraf(
    p: Permohonan,
    konsep: Konsep,
    *,
    oleh: Pengguna,
    tugas: Penugasan | None,
    pada: datetime | None = None,
    peran: str = "",
) -> Paraf:
    """The next paraf on this version. The row of `p` must be locked by the caller. `pada`: as it stands on paper (Ps 12);
    `peran`: the vacant post for which it is given, if not that of `tugas`."""
    terakhir = _sah(p).aggregate(n=Max("urutan"))["n"]
    return Paraf.objects.create(
        permohonan=p,
        konsep=konsep,
        urutan=PARAF_SEKSI if terakhir is None else terakhir + 1,
        peran=peran or (tugas.peran if tugas else ""),
        oleh=oleh,
        oleh_nama=oleh.nama,
        jabatan=nama_jabatan(tugas) if tugas else "",
        pada=pada or timezone.now(),
    )


def batalkan_paraf(p: Permohonan, sebab: str) -> int:
    """Void what is in force. Returns how many."""
    return _sah(p).update(batal_pada=timezone.now(), batal_sebab=sebab[:240])


def _sah(p: Permohonan) -> Any:
    return Paraf.objects.filter(permohonan=p, batal_pada=None)


def rantai(p: Permohonan, peran_validasi: str = "") -> list[str]:
    """Peran whose paraf follows the seksi's, in order.

    Never the one that already stands for the seksi (a vacant post), nor the only one that may sign: four people.
    """
    if not (p.layanan.perlu_ttd and p.layanan.perlu_paraf):
        return []
    return [
        peran
        for peran in p.layanan.rantai_paraf
        if peran != peran_validasi and p.layanan.penandatangan != [peran]
    ]


def giliran_sesudah(p: Permohonan) -> str:
    """The peran whose paraf is next on the present version; "" when the chain is complete."""
    diberi = list(_sah(p).order_by("urutan").values_list("peran", flat=True))
    sisa = rantai(p, diberi[0] if diberi else "")
    return next(iter(sisa[max(len(diberi) - 1, 0) :]), "")
