"""BSrE eSign Client (the appliance of Balai Sertifikasi Elektronik that stands in the kabupaten's own network).

It signs with the key that BSrE keeps for a person: NIK and passphrase go with every document. Two versions are in use:

v1  POST /api/sign/pdf, multipart; the signed PDF is the body of the answer, its name the header `id_dokumen`, and it can
    be fetched once more from /api/sign/download/<id>. GET /api/user/status/<nik>.
v2  (eSign Client 2.x) POST /api/v2/sign/pdf, JSON with `signatureProperties` and the PDF in base64; the answer is
    {"time", "file": [base64]} and names no document. POST /api/v2/user/check/status, GET /api/v2/user/certificate/chain/<nik>.

Where this is from, and what the answers mean: `bsre_arti`.
"""

import base64
import io
import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx
from cryptography.x509 import Certificate, load_pem_x509_certificates
from django.views.decorators.debug import sensitive_variables

from layanan.dokumen.bsre_arti import Jawaban, StatusPengguna, akhir_sertifikat, baca_pdf, baca_status
from layanan.dokumen.galat import GalatPenyedia, GalatTandaTangan, TakTerjawab
from layanan.dokumen.rahasia import Rahasia
from layanan.dokumen.tanda_tangan import Penanda

log = logging.getLogger(__name__)
logging.getLogger("httpx").setLevel(logging.WARNING)  # its lines carry the address, and that carries the NIK
PadaTerima = Callable[[str], None] | None
MAKS_BALASAN = 40 * 1024 * 1024  # bytes
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

    def properti(self) -> dict[str, Any]:
        """The same for v2. It draws no QR of its own: the mark is an image."""
        if self.jenis == "invisible":
            return {"tampilan": "INVISIBLE"}
        x, y, lebar, tinggi = map(float, self.letak)
        return {
            "tampilan": "VISIBLE", "imageBase64": base64.b64encode(self.gambar).decode(), "page": self.halaman,
            "originX": x, "originY": y, "width": lebar, "height": tinggi,
        }  # fmt: skip


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
        versi: str = "1",
        batas_waktu: float = 30,
        tampilan: TampilanTtd | None = None,
    ) -> None:
        self.alamat = alamat.rstrip("/")
        self._nama_pengguna = nama_pengguna
        self._sandi = sandi
        self._akar_pem = akar_pem
        self.versi = versi
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
        pada_terima: PadaTerima = None,
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
        jalankan = self._tandatangani_v2 if self.versi == "2" else self._tandatangani_v1
        return baca_pdf(jalankan(pdf, penanda.nik, alasan, lokasi, rahasia, pada_terima))

    def _tandatangani_v1(
        self, pdf: bytes, nik: str, alasan: str, lokasi: str, rahasia: Rahasia, pada_terima: PadaTerima
    ) -> Jawaban:
        berkas = {"file": ("surat.pdf", io.BytesIO(pdf), "application/pdf")}
        if self.tampilan.jenis != "invisible" and self.tampilan.gambar:
            berkas["imageTTD"] = ("ttd.png", io.BytesIO(self.tampilan.gambar), "image/png")
        isian = {"nik": nik, "reason": alasan, "location": lokasi, **self.tampilan.isian()}
        return self._kirim(
            "POST", "/api/sign/pdf", rahasia=rahasia, isian=isian, berkas=berkas, pada_terima=pada_terima
        )

    def _tandatangani_v2(
        self, pdf: bytes, nik: str, alasan: str, lokasi: str, rahasia: Rahasia, pada_terima: PadaTerima
    ) -> Jawaban:
        isian = {
            "nik": nik,
            "signatureProperties": [{**self.tampilan.properti(), "reason": alasan, "location": lokasi}],
            "file": [base64.b64encode(pdf).decode()],
        }
        return self._kirim("POST", "/api/v2/sign/pdf", rahasia=rahasia, isian=isian, pada_terima=pada_terima)

    def ambil(self, id_dokumen: str) -> bytes:
        """A result of v1 that was made earlier and did not arrive; given out once. Raises GalatPenyedia when it is gone."""
        return baca_pdf(self._kirim("GET", f"/api/sign/download/{_bagian(id_dokumen)}"))

    def status(self, nik: str) -> StatusPengguna:
        """Whether this person can sign now, and until when where the certificate can be read."""
        if self.versi == "2":
            status = baca_status(self._kirim("POST", "/api/v2/user/check/status", isian={"nik": nik}))
        else:
            status = baca_status(self._kirim("GET", f"/api/user/status/{_bagian(nik)}"))
        return replace(status, sampai=self._akhir_sertifikat(nik)) if status.aktif else status

    def _akhir_sertifikat(self, nik: str) -> date | None:
        if self.versi != "2":
            return None
        try:
            return akhir_sertifikat(self._kirim("GET", f"/api/v2/user/certificate/chain/{_bagian(nik)}"))
        except GalatTandaTangan:
            return None

    def _waktu(self) -> httpx.Timeout:
        return httpx.Timeout(self.batas_waktu, connect=min(5.0, self.batas_waktu))

    @sensitive_variables()
    def _kirim(
        self,
        metode: str,
        jalur: str,
        *,
        rahasia: Rahasia | None = None,
        isian: dict[str, Any] | None = None,
        berkas: dict[str, Any] | None = None,
        pada_terima: PadaTerima = None,
    ) -> Jawaban:
        """The exception of the HTTP library holds the request, and with it the passphrase: it never leaves this function."""
        terkirim, jenis_galat = True, ""
        try:
            with (
                httpx.Client(timeout=self._waktu(), trust_env=False) as klien,
                klien.stream(
                    metode, self.alamat + jalur,
                    auth=(self._nama_pengguna, self._sandi.buka()),
                    **_badan(isian, berkas, rahasia),
                ) as jawaban,
            ):  # fmt: skip
                id_dokumen = jawaban.headers.get("id_dokumen", "")[:80]
                if pada_terima and id_dokumen and jawaban.status_code == 200:
                    pada_terima(id_dokumen)
                isi = _baca(jawaban, time.monotonic() + 2 * self.batas_waktu)
                if rahasia and not isi.startswith(b"%PDF-") and b'"file"' not in isi:
                    for teks in (
                        rahasia.buka(),
                        json.dumps(rahasia.buka())[1:-1],
                    ):  # it repeats what it was sent
                        isi = isi.replace(teks.encode(), b"***")
                return Jawaban(jawaban.status_code, jawaban.headers.get("content-type", ""), isi, id_dokumen)
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


@sensitive_variables()
def _badan(
    isian: dict[str, Any] | None, berkas: dict[str, Any] | None, rahasia: Rahasia | None
) -> dict[str, Any]:
    """Multipart where files go along (v1), else JSON (v2)."""
    if isian is None:
        return {}
    isi = {**isian, "passphrase": rahasia.buka()} if rahasia else isian
    return {"data": isi, "files": berkas} if berkas else {"json": isi}


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


def _bagian(teks: str) -> str:
    """One segment of a path, so that an id cannot name another address."""
    return quote(teks, safe="")
