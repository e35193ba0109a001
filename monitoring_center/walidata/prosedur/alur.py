"""Where a request stands, in plain words for whoever looks: whose turn, until when, and what happened so far."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from inti.ui.format import tanggal
from monitoring_center.walidata.pihak import nama_pihak

from .models import Chip, Izin, Konsep, Permohonan
from .waktu import eskalasi_rekomendasi, hari_terakhir, hari_terlambat, tenggat_keputusan, tenggat_rekomendasi


@dataclass(frozen=True)
class Giliran:
    """`tenggat`: None when nobody has to do anything."""

    siapa: str
    kalimat: str
    tenggat: dt.datetime | None = None
    kalender: str = ""
    """Whose working days count: the schema of the walidata, "" for the deciders."""

    @property
    def terlambat(self) -> bool:
        return self.tenggat is not None and self.tenggat < timezone.now()

    @property
    def chip(self) -> Chip | None:
        if self.tenggat is None:
            return None
        if self.terlambat:
            return Chip(f"Terlambat {self.hari_terlambat} hari kerja", "bahaya", "alert-triangle")
        return Chip(f"Paling lambat {tanggal(self.tenggat)}", "netral", "clock")

    @property
    def hari_terlambat(self) -> int:
        return max(1, hari_terlambat(self.tenggat, self.kalender)) if self.tenggat and self.terlambat else 0


def giliran(p: Permohonan) -> Giliran:
    walidata, pemohon = nama_pihak(p.pemilik), nama_pihak(p.pembaca)
    match p.keadaan:
        case "rekomendasi":
            kalimat = (
                f"{walidata} sebagai walidata menilai permohonan ini, lalu Bupati atau Sekda memutuskan."
            )
            return Giliran(walidata, kalimat, tenggat_rekomendasi(p.pemilik, p.diajukan_pada), p.pemilik)
        case "keputusan":
            kata = "merekomendasikan" if p.rekomendasi.setuju else "tidak merekomendasikan"
            kalimat = f"Walidata {kata}. Bupati atau Sekda memutuskan."
            return Giliran("Bupati atau Sekda", kalimat, tenggat_keputusan(p.rekomendasi.pada))
        case "ditolak":
            kalimat = f"Permohonan ditolak. {pemohon} dapat mengajukan banding sebagai permohonan baru."
            return Giliran("", kalimat)
        case "ditarik":
            return Giliran("", f"{pemohon} menarik permohonan ini sebelum diputus.")
    return Giliran("", kalimat_izin(p.izin))


def kalimat_izin(i: Izin) -> str:
    akhir = tanggal(hari_terakhir(i.selesai))
    return {
        "akan_datang": f"Data dapat dibaca mulai {tanggal(i.mulai)} sampai {akhir}.",
        "berlaku": f"Data dapat dibaca sampai {akhir}.",
        "akan_berakhir": f"Izin segera berakhir: {akhir}. Bila masih perlu, ajukan permohonan baru sekarang.",
        "berakhir": f"Izin berakhir {akhir}; data tidak dapat dibaca lagi.",
        "dicabut": f"Izin dicabut: {i.alasan_cabut}",
    }[i.keadaan]


def linimasa(p: Permohonan) -> list[dict[str, Any]]:
    """Who, when, what; the last one says what is awaited."""
    butir: list[dict[str, Any]] = []
    if p.banding_atas_id:
        butir.append(_lama(p))
    pemohon, terlampir = (
        f"{p.diajukan_oleh}, {nama_pihak(p.pembaca)}",
        "Surat permohonan dan surat pernyataan terlampir.",
    )
    butir.append(_butir("Diajukan", p.diajukan_pada, pemohon, terlampir, ikon="send"))
    if r := getattr(p, "rekomendasi", None):
        judul = "Direkomendasikan walidata" if r.setuju else "Tidak direkomendasikan walidata"
        nada = "sukses" if r.setuju else "peringatan"
        butir.append(
            _butir(judul, r.pada, f"{r.oleh}, {nama_pihak(p.pemilik)}", r.alasan, nada=nada, ikon="message")
        )
    if t := getattr(p, "penolakan", None):
        butir.append(
            _butir(
                f"Ditolak dengan keputusan {t.nomor}",
                t.pada,
                t.oleh,
                t.alasan,
                nada="bahaya",
                ikon="circle-x",
            )
        )
    if t := getattr(p, "penarikan", None):
        oleh = f"{t.oleh}, {nama_pihak(p.pembaca)}"
        butir.append(_butir("Ditarik pemohon", t.pada, oleh, t.alasan, ikon="arrow-back-up"))
    if i := getattr(p, "izin", None):
        butir += linimasa_izin(i)
    g = giliran(p)
    if g.tenggat:
        nada = "bahaya" if g.terlambat else "info"
        awal = {"judul": f"Menunggu {g.siapa}", "isi": _kata_tenggat(p, g)}
        butir.append(awal | {"ikon": "clock", "kini": True, "nada": nada})
    return butir


def _lama(p: Permohonan) -> dict[str, Any]:
    """What an appeal is against."""
    t = getattr(p.banding_atas, "penolakan", None)
    if t is None:
        return _butir("Banding atas permohonan yang ditolak", p.diajukan_pada, ikon="refresh")
    return _butir(
        f"Permohonan semula ditolak dengan keputusan {t.nomor}", t.pada, t.oleh, t.alasan, ikon="refresh"
    )


def _kata_tenggat(p: Permohonan, g: Giliran) -> str:
    if g.tenggat is None or not g.terlambat:
        return f"Paling lambat {tanggal(g.tenggat)}."
    kalimat = f"Batasnya {tanggal(g.tenggat)}, sudah lewat {g.hari_terlambat} hari kerja."
    if p.keadaan != "rekomendasi":
        return kalimat
    naik = eskalasi_rekomendasi(p.pemilik, p.diajukan_pada)
    kepada = "Pimpinan walidata, Sekda, dan Bupati" if naik <= timezone.now() else "Pimpinan walidata"
    return f"{kalimat} {kepada} diberi tahu."


def linimasa_izin(i: Izin) -> list[dict[str, Any]]:
    if i.jenis == "perintah":
        judul, masuk = f"Perintah Bupati {i.nomor} dikonfirmasi", f"Dimasukkan {i.oleh}."
        butir = [_butir(judul, i.terbit_pada, i.dikonfirmasi_oleh, masuk, nada="peringatan", ikon="gavel")]
    else:
        butir = [
            _butir(
                f"Disetujui dengan keputusan {i.nomor}",
                i.terbit_pada,
                i.oleh,
                nada="sukses",
                ikon="circle-check",
            )
        ]
    if i.dicabut_pada:
        butir.append(
            _butir("Dicabut", i.dicabut_pada, i.dicabut_oleh, i.alasan_cabut, nada="bahaya", ikon="circle-x")
        )
    elif i.keadaan == "berakhir":
        butir.append(_butir("Berakhir", i.selesai, ikon="clock"))
    return butir


def _butir(judul: str, pada: dt.datetime, oleh: str = "", isi: str = "", **lain: Any) -> dict[str, Any]:
    return {"judul": judul, "pada": pada, "oleh": oleh, "isi": isi} | lain


def kalimat_konsep(k: Konsep) -> str:
    return {
        "disusun": "Periksa suratnya, lalu serahkan kepada pimpinan untuk ditandatangani.",
        "menunggu": "Menunggu pimpinan menandatangani surat permohonan dan surat pernyataan.",
        "dikembalikan": f"Pimpinan meminta perbaikan: {k.catatan}",
        "diajukan": "Permohonan sudah diajukan.",
    }[k.keadaan]
