"""BSrE eSign Client (the appliance of Balai Sertifikasi Elektronik that stands in the kabupaten's own network).

It signs with the key that BSrE keeps for a person: NIK and passphrase go with every document. Signed bytes come back as
the body of the answer, with the header `id_dokumen`; a refusal is JSON with `status_code` and `error`.
"""

import io
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx
from cryptography.x509 import Certificate, load_pem_x509_certificates
from django.views.decorators.debug import sensitive_variables

from layanan.dokumen.galat import GalatPenyedia, GalatTandaTangan, TakTerjawab
from layanan.dokumen.rahasia import Rahasia
from layanan.dokumen.tanda_tangan import Penanda

log = logging.getLogger(__name__)
logging.getLogger("httpx").setLevel(logging.WARNING)  # its lines carry the address, and that carries the NIK
MAKS_BALASAN = 40 * 1024 * 1024  # bytes
AKTIF = "1111"
KALIMAT = {
    "1110": "NIK Anda belum terdaftar di BSrE. Hubungi admin TTE kabupaten.",
    "2011": "NIK Anda belum terdaftar di BSrE. Hubungi admin TTE kabupaten.",
    "2021": "Sertifikat elektronik Anda sudah kedaluwarsa. Ajukan perpanjangan ke admin TTE kabupaten.",
    "2022": "Sertifikat elektronik Anda sudah dicabut. Hubungi admin TTE kabupaten.",
    "2031": "Passphrase salah. Surat belum ditandatangani.",
}
_BELUM_TERKIRIM = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.ProxyError,
)


@dataclass(frozen=True, slots=True)
class TampilanTtd:
    """The visible mark. Ours is already on the page (QR), so the signature itself is invisible by default."""

    jenis: str = "invisible"
    gambar: bytes = field(default=b"", repr=False)
    tautan_qr: str = ""
    halaman: int = 1
    letak: tuple[int, int, int, int] = (0, 0, 80, 80)
    """x, y, width, height in points from the lower left."""

    def isian(self) -> dict[str, str]:
        if self.jenis == "invisible":
            return {"tampilan": "invisible"}
        x, y, lebar, tinggi = map(str, self.letak)
        return {
            "tampilan": "visible", "image": "true" if self.gambar else "false", "page": str(self.halaman),
            "xAxis": x, "yAxis": y, "width": lebar, "height": tinggi,
        } | ({"linkQR": self.tautan_qr} if self.tautan_qr else {})  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatusPengguna:
    """What BSrE says about a NIK: `aktif` means that it can sign now."""

    aktif: bool
    kode: str
    keterangan: str
    sampai: date | None = None
    """Last day of the certificate, where the answer names it: not every version of the eSign Client does."""


@dataclass(frozen=True, slots=True)
class _Jawaban:
    kode: int
    jenis: str
    isi: bytes
    id_dokumen: str


class KlienBsre:
    """Backend of `PenandaTangan` over HTTP. One object a signature; `sandi` is the instansi's, not the signer's."""

    jarak_jauh = True

    def __init__(
        self,
        alamat: str,
        nama_pengguna: str,
        sandi: Rahasia,
        *,
        akar_pem: str,
        batas_waktu: float = 30,
        tampilan: TampilanTtd | None = None,
    ) -> None:
        self.alamat = alamat.rstrip("/")
        self._nama_pengguna = nama_pengguna
        self._sandi = sandi
        self._akar_pem = akar_pem
        self.batas_waktu = batas_waktu
        self.tampilan = tampilan or TampilanTtd()

    def akar(self) -> list[Certificate]:
        return baca_akar(self._akar_pem)

    @sensitive_variables()
    def tandatangani(
        self,
        pdf: bytes,
        *,
        penanda: Penanda,
        alasan: str,
        lokasi: str,
        rahasia: Rahasia | None = None,
        pada_terima: Callable[[str], None] | None = None,
    ) -> bytes:
        """Raises GalatPenyedia (certainly not signed) or TakTerjawab (unknown)."""
        if not rahasia:
            raise GalatPenyedia("Passphrase tanda tangan elektronik wajib diisi.", kode="passphrase")
        if not penanda.nik:
            raise GalatPenyedia(
                "NIK Anda untuk tanda tangan elektronik belum dicatat.",
                kode="nik",
                saran="Mintalah administrator mencatatnya di Setelan tanda tangan.",
            )
        berkas = {"file": ("surat.pdf", io.BytesIO(pdf), "application/pdf")}
        if self.tampilan.jenis != "invisible" and self.tampilan.gambar:
            berkas["imageTTD"] = ("ttd.png", io.BytesIO(self.tampilan.gambar), "image/png")
        isian = {"nik": penanda.nik, "reason": alasan, "location": lokasi, **self.tampilan.isian()}
        jawaban = self._kirim(
            "POST", "/api/sign/pdf", rahasia=rahasia, isian=isian, berkas=berkas, pada_terima=pada_terima
        )
        return _isi_pdf(jawaban)

    def ambil(self, id_dokumen: str) -> bytes:
        """A result that was made earlier and did not arrive. Raises GalatPenyedia when it is not there."""
        return _isi_pdf(self._kirim("GET", f"/api/sign/download/{_bagian(id_dokumen)}"))

    def status(self, nik: str) -> StatusPengguna:
        jawaban = self._kirim("GET", f"/api/user/status/{_bagian(nik)}")
        isi = _json(jawaban.isi)
        kode = str(isi.get("status_code", jawaban.kode))
        if jawaban.kode >= 500 or not isi:
            raise TakTerjawab("Layanan BSrE sedang bermasalah.")
        keterangan = (
            KALIMAT.get(kode) or str(isi.get("message") or isi.get("error") or isi.get("status") or "")[:160]
        )
        return StatusPengguna(kode == AKTIF, kode, keterangan, _sampai(isi))

    def _waktu(self) -> httpx.Timeout:
        return httpx.Timeout(self.batas_waktu, connect=min(5.0, self.batas_waktu))

    @sensitive_variables()
    def _kirim(
        self,
        metode: str,
        jalur: str,
        *,
        rahasia: Rahasia | None = None,
        isian: dict[str, str] | None = None,
        berkas: dict[str, Any] | None = None,
        pada_terima: Callable[[str], None] | None = None,
    ) -> _Jawaban:
        """The exception of the HTTP library holds the request, and with it the passphrase: it never leaves this function."""
        terkirim, jenis_galat = True, ""
        try:
            with (
                httpx.Client(timeout=self._waktu(), trust_env=False) as klien,
                klien.stream(
                    metode, self.alamat + jalur,
                    auth=(self._nama_pengguna, self._sandi.buka()),
                    data={**isian, "passphrase": rahasia.buka()} if isian and rahasia else None,
                    files=berkas,
                ) as jawaban,
            ):  # fmt: skip
                id_dokumen = jawaban.headers.get("id_dokumen", "")[:80]
                if pada_terima and id_dokumen and jawaban.status_code == 200:
                    pada_terima(id_dokumen)
                isi = _baca(jawaban, time.monotonic() + 2 * self.batas_waktu)
                if rahasia and not isi.startswith(b"%PDF-"):  # a service that repeats what it was sent
                    isi = isi.replace(rahasia.buka().encode(), b"***")
                return _Jawaban(jawaban.status_code, jawaban.headers.get("content-type", ""), isi, id_dokumen)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as galat:
            jenis_galat, terkirim = (
                type(galat).__name__,
                not isinstance(galat, (*_BELUM_TERKIRIM, httpx.InvalidURL)),
            )
        log.warning("eSign Client %s %s: %s", metode, jalur.rsplit("/", 1)[0], jenis_galat)
        if not terkirim:
            raise GalatPenyedia(
                "Layanan BSrE tidak dapat dihubungi; surat belum dikirim.",
                kode=jenis_galat,
                saran="Coba lagi sebentar lagi.",
            )
        raise TakTerjawab(
            "Layanan BSrE tidak menjawab sampai selesai. Surat tetap menunggu dengan nomor yang sama.",
            saran="Periksa sebentar lagi; surat yang sama dapat dikirim ulang dengan aman.",
        )


def baca_akar(pem: str) -> list[Certificate]:
    """Raises GalatTandaTangan for text that holds no certificates."""
    try:
        return load_pem_x509_certificates(pem.encode())
    except ValueError:
        raise GalatTandaTangan("Sertifikat akar bukan PEM yang dapat dibaca.") from None


def _baca(jawaban: httpx.Response, sampai: float) -> bytes:
    """`sampai`: the whole body must be here by then, however steadily it drips."""
    potongan, ukuran = [], 0
    for p in jawaban.iter_bytes():
        ukuran += len(p)
        if ukuran > MAKS_BALASAN or time.monotonic() > sampai:
            raise httpx.ReadTimeout("terlalu besar atau terlalu lama")
        potongan.append(p)
    return b"".join(potongan)


def _isi_pdf(jawaban: _Jawaban) -> bytes:
    if jawaban.kode >= 500:
        raise TakTerjawab(
            f"Layanan BSrE sedang bermasalah ({jawaban.kode}). Surat tetap menunggu dengan nomor yang sama.",
            saran="Coba lagi beberapa menit lagi.",
        )
    if jawaban.kode == 200 and b"%PDF-" in jawaban.isi[:1024]:
        return jawaban.isi
    isi = _json(jawaban.isi)
    if jawaban.kode == 401:
        raise GalatPenyedia(
            "Nama pengguna atau sandi eSign Client instansi ditolak.",
            kode="401",
            saran="Hubungi administrator.",
        )
    kode = str(isi.get("status_code", jawaban.kode))[:24]
    pesan = (
        KALIMAT.get(kode)
        or f"BSrE menolak: {str(isi.get('error') or isi.get('message') or jawaban.kode)[:160]}"
    )
    raise GalatPenyedia(pesan, kode=kode)


def _json(isi: bytes) -> dict[str, Any]:
    try:
        hasil = json.loads(isi)
    except ValueError:
        return {}
    return hasil if isinstance(hasil, dict) else {}


MASA_BERLAKU = ("expired_date", "valid_until", "not_after", "tanggal_kedaluwarsa", "masa_berlaku")


def _sampai(isi: dict[str, Any]) -> date | None:
    """The end of the certificate from a status answer, under any name known for it; None when it says nothing readable."""
    for nama in MASA_BERLAKU:
        try:
            return date.fromisoformat(str(isi[nama])[:10])
        except (KeyError, ValueError):
            continue
    return None


def _bagian(teks: str) -> str:
    """One segment of a path, so that an id cannot name another address."""
    return quote(teks, safe="")
