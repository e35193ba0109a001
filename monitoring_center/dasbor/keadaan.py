"""Is the data of an instansi there, in time, approved? Else why, and whom to call (Tanah Bumbu Ps 11(1))."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from inti.akun.hak import label_peran
from inti.indikator import Indikator
from inti.ui.format import sejak, tanggal
from tenants.enums import StatusInstansi as Status
from tenants.models import Instansi

from .models import StatusInstansi

BATAS_TERLAMBAT = timedelta(minutes=15)
BATAS_SEPI = timedelta(days=7)
KEPUTUSAN = frozenset({"belum_disetujui", "dicabut", "sebagian"})  # the head of the instansi has to decide


@dataclass(frozen=True)
class Masalah:
    """One reason why figures are missing; label, nada and ikon make its chip.

    `kode`: ditangguhkan belum_terhubung terlambat belum_disetujui dicabut sebagian sepi.
    """

    kode: str
    label: str
    nada: str
    ikon: str
    penjelasan: str


def masalah_instansi(
    instansi: Instansi,
    status: StatusInstansi | None,
    terakhir: date | None,
    indikator: Mapping[str, Indikator],
    kini: datetime,
) -> list[Masalah]:
    """All that is wrong with the data of one instansi, gravest first; empty means complete and in time."""
    if instansi.status == Status.DITANGGUHKAN:
        sampai = f" sampai {tanggal(instansi.ditangguhkan_sampai)}" if instansi.ditangguhkan_sampai else ""
        kalimat = f"Layanan ditangguhkan{sampai}: {instansi.alasan_status}"
        return [Masalah("ditangguhkan", "Ditangguhkan", "netral", "player-pause", kalimat)]
    if status is None:
        kalimat = "Belum pernah mengirim angka ke pusat."
        return [Masalah("belum_terhubung", "Belum terhubung", "bahaya", "plug-off", kalimat)]
    hasil = []
    if kini - status.per > BATAS_TERLAMBAT:
        kalimat = f"Angka terakhir diterima {sejak(status.per)}; pembaruannya tertahan."
        hasil.append(Masalah("terlambat", "Terlambat", "bahaya", "clock", kalimat))
    hasil += _persetujuan(status, indikator)
    if status.disetujui and (terakhir is None or timezone.localdate(kini) - terakhir > BATAS_SEPI):
        sela = f"sejak {tanggal(terakhir)}" if terakhir else "pada periode ini maupun periode sebelumnya"
        kalimat = f"Tidak ada permohonan {sela}."
        hasil.append(Masalah("sepi", "Tidak ada kegiatan", "peringatan", "mood-sad", kalimat))
    return hasil


def _persetujuan(status: StatusInstansi, indikator: Mapping[str, Indikator]) -> list[Masalah]:
    belum = [i.nama for k, i in indikator.items() if k not in status.publikasi]
    dicabut = {k: v for k, v in status.publikasi.items() if v["keadaan"] == "dicabut" and k in indikator}
    hasil = []
    if dicabut:
        nama = _rangkai([indikator[k].nama for k in dicabut])
        alasan = "; ".join(sorted({v["alasan"] for v in dicabut.values()}))
        hasil.append(Masalah("dicabut", "Persetujuan dicabut", "bahaya", "ban", f"{nama}. Alasan: {alasan}"))
    if len(belum) == len(indikator):
        kalimat = "Pimpinan instansi belum menyetujui publikasi satu indikator pun."
        hasil.append(Masalah("belum_disetujui", "Belum disetujui", "peringatan", "hourglass", kalimat))
    elif belum:
        kalimat = f"Belum disetujui: {_rangkai(belum)}."
        hasil.append(Masalah("sebagian", "Disetujui sebagian", "peringatan", "circle-dashed", kalimat))
    return hasil


def _rangkai(kata: list[str]) -> str:
    return kata[0] if len(kata) == 1 else f"{', '.join(kata[:-1])} dan {kata[-1]}"


def nama_pendek(instansi: Instansi) -> str:
    return instansi.nama.removeprefix("Kecamatan ")


def kontak(instansi: Instansi) -> dict[str, Any]:
    """The post to call, with the office's telephone and address from its letterhead."""
    if instansi.jenis == "kecamatan":
        jabatan = f"{label_peran('penanggung_jawab', 'kecamatan')} {nama_pendek(instansi)}"
    else:
        jabatan = f"Kepala {instansi.nama}"
    return {
        "jabatan": jabatan,
        "telepon": instansi.kop.get("telepon", ""),
        "surel": instansi.kop.get("surel", ""),
        "alamat": instansi.kop.get("alamat", ""),
    }
