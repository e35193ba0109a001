"""The ledger: for the owner each use of its data, for the reader its own, for the Monitoring Center the whole."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from inti.akun.akses import require
from inti.akun.hak import Hak
from inti.permintaan import Permintaan
from inti.ui.daftar import Daftar, Kolom, Saringan
from inti.ui.format import setempat, tanggal_pendek
from monitoring_center.walidata.pihak import semua_pihak, skema_kini

from .. import segel
from ..models import Izin, JejakAkses, Peristiwa
from ..tampilan import PembacaJejak, baris_jejak

PILIHAN = [(p.value, p.label) for p in Peristiwa if p != Peristiwa.TUTUP]
MASA = [
    ("1", "24 jam terakhir"),
    ("7", "7 hari terakhir"),
    ("30", "30 hari terakhir"),
    ("365", "Setahun terakhir"),
]
PEMILIK = (Hak.DATA_KELOLA, Hak.DATA_LIHAT, Hak.DATA_SETUJUI)


def _waktu(j: JejakAkses) -> str:
    """To the second: the order of the ledger shows."""
    return f"{tanggal_pendek(j.pada)}, {setempat(j.pada):%H.%M.%S}"


def _sejak(qs: QuerySet[Any], hari: str) -> QuerySet[Any]:
    return qs.filter(pada__gte=timezone.now() - timedelta(days=int(hari)))


def _dasar(qs: QuerySet[Any], jenis: str) -> QuerySet[Any]:
    return qs.filter(izin_id__in=list(Izin.objects.filter(jenis=jenis).values_list("pk", flat=True)))


def _instansi(request: HttpRequest) -> list[tuple[str, str]]:
    return [(p.skema, p.nama) for p in semua_pihak().values()]


class DaftarJejak(Daftar):
    """`pembaca`: who did it is shown; else whose data it was."""

    judul = "Jejak akses data"
    cari = ("rinci__maksud__icontains", "rinci__oleh__icontains", "rinci__alasan__icontains")
    petunjuk_cari = "Maksud, nama orang, atau alasan"
    urut_baku = "-urut"
    pengikat_urut = ()
    kosong_judul = "Belum ada jejak"
    kosong_pesan = "Setiap pembacaan data lewat gerbang muncul di sini saat itu juga, juga yang ditolak."
    kosong_ikon = "history"

    def __init__(self, request: HttpRequest, sumber: QuerySet[JejakAkses], *, pihak: str = "login") -> None:
        super().__init__(request, baris_jejak(sumber))
        p = PembacaJejak()
        siapa = "Instansi pembaca" if pihak == "login" else "Pemilik data"
        self.kolom = [
            Kolom(_waktu, "Waktu", kunci="pada", urut="urut", utama=True),
            Kolom("status", "Peristiwa", jenis="chip"),
            Kolom(lambda j: p.siapa(getattr(j, pihak)), siapa, kunci="siapa"),
            Kolom(lambda j: j.rinci.get("oleh", ""), "Oleh", kunci="orang"),
            Kolom(p.dataset, "Data", kunci="data"),
            Kolom(p.dasar, "Dasar", kunci="dasar"),
            Kolom(p.uraian, "Maksud atau alasan", kunci="uraian"),
            Kolom(p.jumlah, "Baris", jenis="angka", kunci="jumlah"),
            Kolom(p.kolom, "Kolom", kunci="kolom", tampil=False),
            Kolom("urut", "Nomor catatan", jenis="angka", tampil=False),
        ]
        self.saringan = [
            Saringan("peristiwa", "Peristiwa", PILIHAN, bidang="peristiwa"),
            Saringan("masa", "Waktu", MASA, terapkan=_sejak),
            Saringan("instansi", siapa, _instansi, bidang=pihak),
            Saringan(
                "dasar",
                "Dasar",
                [("perintah", "Perintah Bupati"), ("keputusan", "Keputusan")],
                terapkan=_dasar,
            ),
        ]


@require_GET
@require(*PEMILIK)
def pemilik(request: Permintaan) -> HttpResponse:
    """Each use of this instansi's data, the newest first."""
    milik = JejakAkses.objects.milik(skema_kini())
    sehari = milik.filter(pada__gte=timezone.now() - timedelta(days=1))
    konteks = {"sehari": _ringkas(sehari), "arah": "pemilik"}
    return DaftarJejak(request, milik).respons("gerbang/jejak.html", konteks)


@require_GET
@require(Hak.DATA_BACA, *PEMILIK)
def sendiri(request: Permintaan) -> HttpResponse:
    """What this instansi read of others."""
    oleh = JejakAkses.objects.oleh(skema_kini())
    return DaftarJejak(request, oleh, pihak="pemilik").respons("gerbang/jejak.html", {"arah": "sendiri"})


def _ringkas(qs: QuerySet[JejakAkses]) -> dict[str, int]:
    return qs.aggregate(
        buka=Count("urut", filter=Q(peristiwa=Peristiwa.BUKA)),
        tolak=Count("urut", filter=Q(peristiwa=Peristiwa.TOLAK)),
    )


@require_GET
@require(Hak.DASBOR_LIHAT)
def monitoring(request: Permintaan) -> HttpResponse:
    """For Sekda and Bupati: who uses whose data, what was refused, whether the ledger is sealed."""
    sebulan = JejakAkses.objects.filter(pada__gte=timezone.now() - timedelta(days=30))
    nama = PembacaJejak()
    pasangan = (
        sebulan.filter(peristiwa__in=(Peristiwa.BUKA, Peristiwa.TOLAK))
        .values("pemilik", "login")
        .annotate(
            buka=Count("urut", filter=Q(peristiwa=Peristiwa.BUKA)),
            tolak=Count("urut", filter=Q(peristiwa=Peristiwa.TOLAK)),
        )
        .order_by("-buka", "pemilik", "login")[:50]
    )
    konteks = {
        "ringkas": _ringkas(sebulan),
        "berlaku": Izin.objects.berlaku().aggregate(
            semua=Count("pk"), perintah=Count("pk", filter=Q(jenis="perintah"))
        ),
        "pasangan": [
            p | {"pemilik": nama.siapa(p["pemilik"]) or "Tidak ada izin", "pembaca": nama.siapa(p["login"])}
            for p in pasangan
        ],
        "segel": segel.keadaan(),
    }
    return render(request, "gerbang/monitoring.html", konteks)


@require_GET
@require(Hak.DASBOR_LIHAT)
def monitoring_rinci(request: Permintaan) -> HttpResponse:
    return DaftarJejak(request, JejakAkses.objects.all()).respons(
        "gerbang/jejak.html", {"arah": "monitoring"}
    )
