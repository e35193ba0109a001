"""/api/v1/data/: the gate for applications. One ticket for a run of pages; the owner's ledger names the application."""

import json
import time
from typing import Any, cast
from uuid import UUID

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from inti.akun.hak import Hak
from inti.errors import TidakBerhak
from inti.kripto import KunciSalah, buka_sandi, sandikan
from layanan.api.cakupan import Cakupan
from layanan.api.views.dasar import ISIAN, TIDAK_ADA, TOLAK, Api, periksa
from monitoring_center.walidata.pihak import skema_kini

from .. import baca, ekspor
from ..bentuk_api import (
    BARIS,
    DAFTAR,
    DITOLAK,
    HalamanBaris,
    IzinRinci,
    IzinRingkas,
    KolomKeluar,
    MintaBaris,
    MintaUnduh,
    PemakaianKeluar,
)
from ..models import Izin
from ..tampilan import Pemakaian

KONTEKS = "gerbang.kursor"
TAG = ["Data instansi lain"]


class ApiData(Api):
    cakupan = {"GET": Cakupan.DATA_BACA}
    http_method_names = ["get", "head"]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not cast(Any, request.user).punya(Hak.DATA_BACA):
            raise TidakBerhak("Orang yang diwakili token ini tidak berhak membaca data instansi lain.")

    def izin(self, request: Request, uuid: UUID) -> Izin:
        """The grant, if it is this instansi's. Else the attempt stands in the ledger of the data's owner."""
        satu = Izin.objects.dibaca(skema_kini()).filter(uuid=uuid).first()
        if satu is None:
            baca.catat_tolak(uuid, "Izin ini tidak ada atau bukan milik login Anda.", self.oleh(request))
            raise Http404
        return satu

    def oleh(self, request: Request) -> str:
        return f"{cast(Any, request.user).nama} (aplikasi {cast(Any, request.auth).nama})"


class DaftarIzin(ApiData):
    @extend_schema(
        operation_id="daftar_izin_data", summary="Izin membaca data instansi lain", tags=TAG, examples=[DAFTAR],
        responses={200: IzinRingkas(many=True)} | TOLAK, description="Semua izin instansi ini, juga yang sudah berakhir.",
    )  # fmt: skip
    def get(self, request: Request) -> Response:
        return Response(IzinRingkas(Izin.objects.dibaca(skema_kini())[:500], many=True).data)


class SatuIzin(ApiData):
    @extend_schema(
        summary="Satu izin, kolomnya, dan pemakaiannya", tags=TAG, responses={200: IzinRinci} | TIDAK_ADA
    )
    def get(self, request: Request, uuid: UUID) -> Response:
        satu = self.izin(request, uuid)
        rinci = {
            "kunci": satu.kunci,
            "kolom": KolomKeluar(baca.skema(satu)[1], many=True).data,
            "sehari": PemakaianKeluar(Pemakaian.hari_ini(satu)).data,
        }
        return Response(IzinRingkas(satu).data | rinci)


class Permintaan:
    """What one reading asks for: from the address, or for later pages from the cursor."""

    def __init__(self, izin: Izin, isi: dict[str, Any], oleh: str) -> None:
        self.izin, self.oleh = izin, oleh
        self.maksud: str = isi.get("maksud", "").strip()
        if not self.maksud:
            raise ValidationError({"maksud": ["Tuliskan untuk apa data ini dibaca."]})
        self.nama = [n for n in isi.get("kolom", "").split(",") if n]
        self.saringan = [baca.Saring(*isi["saring"])] if isi.get("saring") else []
        semua = baca.skema(izin)[1]
        asing = {*self.nama, *(s.kolom for s in self.saringan)} - {k.nama for k in semua}
        if asing:
            baca.catat_tolak(izin.uuid, f"Kolom di luar izin: {', '.join(sorted(asing))[:200]}", oleh)
            raise ValidationError({"kolom": ["Ada kolom yang tidak termasuk izin ini."]})
        self.kolom = baca.pilih(semua, self.nama)

    def isi(self) -> dict[str, Any]:
        saring = [(s.kolom, s.op, s.nilai) for s in self.saringan]
        return {"maksud": self.maksud, "kolom": ",".join(self.nama), "saring": saring[0] if saring else None}


class Baris(ApiData):
    @extend_schema(
        summary="Baris data, halaman demi halaman", tags=TAG, parameters=[MintaBaris], examples=[BARIS, DITOLAK],
        responses={200: HalamanBaris} | ISIAN,
        description="Urut menurut kunci. Halaman-halaman yang diambil dengan `sesudah` dalam lima menit memakai satu tiket, "
        "dan menjadi satu catatan pada jejak akses pemilik data. Kolom tersandi yang diizinkan apa adanya sudah terbuka.",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Response:
        izin, oleh = self.izin(request, uuid), self.oleh(request)
        minta = periksa(MintaBaris, request.query_params)
        lama = _urai(minta["sesudah"], request, izin) if minta.get("sesudah") else None
        p = Permintaan(izin, lama or minta, oleh)
        segar = lama is not None and time.time() - lama["pada"] < ekspor.UMUR_TIKET
        tiket = UUID(lama["tiket"]) if lama and segar else baca.buka(uuid, p.maksud, oleh)
        bacaan = baca.Bacaan(izin, tiket, p.kolom, oleh)
        try:
            h = bacaan.halaman(
                batas=minta["per"], sesudah=lama["sesudah"] if lama else None, saringan=p.saringan
            )
        except BaseException:
            baca.tutup(tiket)
            raise
        baca.lapor(tiket, len(h.baris))
        if h.berikut is None:
            baca.tutup(tiket)
        pada = lama["pada"] if lama and segar else time.time()
        berikut = h.berikut and _kursor(request, izin, p, h.berikut, tiket, pada)
        nama = [k.nama for k in p.kolom]
        hasil = [dict(zip(nama, map(ekspor.nilai_json, b), strict=True)) for b in h.baris]
        return Response({"hasil": hasil, "berikut": berikut, "tiket": str(tiket)})


class Unduh(ApiData):
    @extend_schema(
        summary="Semua baris sebagai satu berkas", tags=TAG, parameters=[MintaUnduh],
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY)} | ISIAN,
        description="CSV, JSON, atau Parquet, dialirkan. Sambungan yang putus di tengah berarti berkasnya tidak lengkap; "
        "minta dengan `penanda=true` lalu lanjutkan dengan `mulai_sesudah`. Sel CSV yang berbentuk rumus diawali tanda petik.",
    )  # fmt: skip
    def get(self, request: Request, uuid: UUID) -> Any:
        izin, oleh = self.izin(request, uuid), self.oleh(request)
        minta = periksa(MintaUnduh, request.query_params)
        p = Permintaan(izin, minta, oleh)
        sesudah = minta.get("mulai_sesudah")
        baca.susun(izin, p.kolom, p.saringan, sesudah, 1)  # what is wrong is said before the ticket
        tiket = baca.buka(uuid, f"{p.maksud[:270]} (unduhan {minta['bentuk'].upper()})", oleh)
        u = ekspor.Unduhan(izin, p.kolom, p.saringan, p.maksud, oleh, tiket, sesudah, minta["penanda"])
        return ekspor.respons(u, minta["bentuk"])


def _kursor(request: Request, izin: Izin, p: Permintaan, sesudah: str, tiket: UUID, pada: float) -> str:
    """Encrypted: it holds values of the key and of the filter. Bound to the token and the grant."""
    isi = p.isi() | {"sesudah": sesudah, "tiket": str(tiket), "pada": pada}
    isi |= {"izin": str(izin.uuid), "token": cast(Any, request.auth).pk}
    return sandikan(json.dumps(isi), konteks=KONTEKS)


def _urai(kursor: str, request: Request, izin: Izin) -> dict[str, Any]:
    try:
        isi: dict[str, Any] = json.loads(buka_sandi(kursor, konteks=KONTEKS))
    except (KunciSalah, ValueError) as galat:
        raise ValidationError({"sesudah": ["Penanda halaman tidak dikenal."]}) from galat
    if isi["izin"] != str(izin.uuid) or isi["token"] != cast(Any, request.auth).pk:
        raise ValidationError({"sesudah": ["Penanda halaman ini milik permintaan lain."]})
    return isi
