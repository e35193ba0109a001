"""A server that speaks v1 and v2 of BSrE's eSign Client (see layanan/dokumen/bsre_arti.py), with its own certificate
authority and its bad days."""

import base64
import json
import threading
import time
from datetime import datetime, timedelta
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from layanan.dokumen.otoritas import OtoritasLokal
from layanan.dokumen.tanda_tangan import Penanda

NIK = "6310010101800001"
PASSPHRASE = "rahasia-Sangat#Panjang"
PENGGUNA, SANDI = "esign-uji", "sandi-layanan-uji"


class EsignTiruan:
    """`keadaan` chooses the behaviour; `permintaan` remembers what was asked; `dibuat` counts signatures really made."""

    def __init__(self, folder: Path) -> None:
        self.otoritas = OtoritasLokal(folder, b"sandi-otoritas-tiruan", nama="CA Tiruan BSrE")
        self.keadaan = "biasa"
        self.permintaan: list[dict[str, Any]] = []
        self.dibuat = 0
        self.hasil: dict[str, bytes] = {}
        self.tahan = 0.0
        self.rantai: Any = (
            None  # what v2 answers as `data` of certificate/chain; None: HTTP 400 that is no JSON
        )
        tiruan = self

        class Penangan(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                tiruan.layani(self, "GET", {})

            def do_POST(self) -> None:
                isi = self.rfile.read(int(self.headers["Content-Length"]))
                jenis = self.headers["Content-Type"]
                tiruan.layani(self, "POST", _v2(isi) if "json" in jenis else _bagian(jenis, isi))

            def log_message(self, format: str, *args: Any) -> None:
                return

        self.peladen = ThreadingHTTPServer(("127.0.0.1", 0), Penangan)
        self.alamat = f"http://127.0.0.1:{self.peladen.server_address[1]}"
        threading.Thread(target=self.peladen.serve_forever, daemon=True).start()

    def akar_pem(self) -> str:
        return self.otoritas.akar_pem().decode()

    def layani(self, h: Any, metode: str, isian: dict[str, bytes]) -> None:
        self.permintaan.append({"metode": metode, "jalur": h.path, "isian": isian})
        wajib = "Basic " + base64.b64encode(f"{PENGGUNA}:{SANDI}".encode()).decode()
        if h.headers.get("Authorization") != wajib:
            _json(h, 401, {"status": 401, "error": "Unauthorized"})
        elif h.path.startswith("/api/user/status/"):
            _json(h, 200, self._status(h.path.rsplit("/", 1)[-1], 1110))
        elif h.path == "/api/v2/user/check/status":
            _json(h, 200, self._status(isian["nik"].decode(), 2011))
        elif h.path.startswith("/api/v2/user/certificate/chain/"):
            _json(h, 200, {"success": True, "data": self.rantai}) if self.rantai is not None else _json(
                h, 400, None
            )
        elif h.path.startswith("/api/sign/download/"):
            isi = self.hasil.get(h.path.rsplit("/", 1)[-1])
            _pdf(h, isi) if isi else _json(h, 404, {"status_code": 404, "error": "Dokumen tidak ditemukan"})
        else:
            self._tanda_tangani(h, isian)

    def _status(self, nik: str, tak_terdaftar: int) -> dict[str, Any]:
        if nik != NIK:
            return {
                "status_code": tak_terdaftar,
                "status": "NOT_REGISTERED",
                "message": "User belum terdaftar",
            }
        match self.keadaan:
            case "kedaluwarsa":
                return {"status_code": 2021, "status": "EXPIRED", "message": "Sertifikat expired"}
            case "asing":
                return {"status_code": 7777, "status": "MYSTERY", "message": "Sesuatu yang baru"}
        return {
            "status_code": 1111,
            "status": "ISSUE",
            "message": "User sudah terdaftar dan memiliki sertifikat dengan status ISSUE",
        }

    def _tanda_tangani(self, h: Any, isian: dict[str, bytes]) -> None:
        galat = {
            "kedaluwarsa": (400, {"status_code": 2021, "error": "Sertifikat expired"}),
            "gema": (400, {"status_code": 9999, "error": f"tidak sah: {PASSPHRASE}"}),
            "500": (500, {"status": 500, "error": "Internal Server Error"}),
            "503": (503, {}),
        }.get(self.keadaan)
        if isian["nik"].decode() != NIK:
            galat = galat or (400, {"status_code": 2011, "error": "User tidak terdaftar"})
        elif isian["passphrase"].decode() != PASSPHRASE:
            galat = galat or (
                400,
                {"status_code": 2031, "error": "Proses signing gagal : Passphrase anda salah"},
            )
        if galat:
            _json(h, *galat)
            return
        self.dibuat += 1
        bertanda = self._hasil(isian["file"])
        nama = f"dok{self.dibuat:06d}"
        self.hasil[nama] = bertanda
        if self.keadaan == "lambat":
            time.sleep(self.tahan)
        if self.keadaan == "putus":
            _pdf(h, bertanda, "" if h.path.startswith("/api/v2/") else nama, putus=True)
            return
        if self.keadaan == "bukan_pdf":
            _json(h, 200, {"status": "ok"})
            return
        if h.path.startswith("/api/v2/"):
            berkas = [base64.b64encode(bertanda).decode()] if self.keadaan != "berkas_rusak" else ["%%%"]
            _json(h, 200, {"time": 862, "file": berkas})
            return
        _pdf(h, bertanda, nama)

    def _hasil(self, pdf: bytes) -> bytes:
        def tanda(isi: bytes) -> bytes:
            return self.otoritas.tandatangani(
                isi, penanda=Penanda("Camat", "CAMAT", "Uji"), alasan="", lokasi=""
            )

        match self.keadaan:
            case "tanpa_tanda":
                return pdf
            case "berubah":
                return tanda(pdf.replace(b"/Lang", b"/Lanh", 1) if b"/Lang" in pdf else pdf[:-1] + b" \n")
            case "ekor":
                return tanda(pdf) + b"\n% tambahan\n"
        return tanda(pdf)


def sertifikat_uji(akhir: datetime, *, ca: bool) -> x509.Certificate:
    kunci, nama = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=Uji")
    pembuat = (
        x509.CertificateBuilder().subject_name(nama).issuer_name(nama).public_key(kunci.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(akhir - timedelta(days=730)).not_valid_after(akhir)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    )  # fmt: skip
    return pembuat.sign(kunci, hashes.SHA256())


def _v2(isi: bytes) -> dict[str, bytes]:
    """The JSON of v2 as the fields of v1, and that it is shaped as recorded."""
    badan = json.loads(isi)
    if "file" not in badan:
        return {"nik": badan["nik"].encode()}
    [berkas], [properti] = badan["file"], badan["signatureProperties"]
    return {
        "nik": badan["nik"].encode(),
        "passphrase": badan["passphrase"].encode(),
        "file": base64.b64decode(berkas, validate=True),
        "tampilan": properti["tampilan"].encode(),
    }


def _bagian(jenis: str, isi: bytes) -> dict[str, bytes]:
    pesan = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + jenis.encode() + b"\r\n\r\n" + isi)
    return {
        b.get_param("name", header="content-disposition"): b.get_payload(decode=True)
        for b in pesan.iter_parts()
    }  # type: ignore[attr-defined]


def _json(h: Any, kode: int, isi: dict[str, Any] | None) -> None:
    bita = b"bukan JSON" if isi is None else json.dumps(isi).encode()
    h.send_response(kode)
    h.send_header("Content-Type", "application/json")
    h.send_header("Content-Length", str(len(bita)))
    h.end_headers()
    h.wfile.write(bita)


def _pdf(h: Any, isi: bytes, nama: str = "", *, putus: bool = False) -> None:
    try:
        h.send_response(200)
        h.send_header("Content-Type", "application/pdf")
        h.send_header("Content-Length", str(len(isi)))
        if nama:
            h.send_header("id_dokumen", nama)
        h.end_headers()
        h.wfile.write(isi[: len(isi) // 2] if putus else isi)
        h.wfile.flush()
        if putus:
            h.connection.close()
            h.close_connection = True
    except OSError:  # the client gave up waiting
        return


def rantai(bentuk: str, akhir: datetime) -> Any:
    """Signer, issuer and root in one of the ways a service may write them."""
    tiga = [
        sertifikat_uji(akhir, ca=False),
        *(sertifikat_uji(akhir + timedelta(days=900), ca=True) for _ in range(2)),
    ]
    pem = [c.public_bytes(Encoding.PEM).decode() for c in tiga]
    der = [base64.b64encode(c.public_bytes(Encoding.DER)).decode() for c in tiga]
    return {
        "pem": pem,
        "der": der,
        "objek": [{"certificate": x, "notAfterDate": "2099-01-01"} for x in der],
        "asing": [{"valid_until": "2099-01-01", "nama": "Camat"}] * 3,
        "kosong": [],
        "dua_orang": [
            pem[0],
            sertifikat_uji(akhir + timedelta(days=3), ca=False).public_bytes(Encoding.PEM).decode(),
        ],
    }[bentuk]
