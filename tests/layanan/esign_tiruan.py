"""A server that speaks the API of BSrE's eSign Client, with its own certificate authority and its bad days."""

import base64
import json
import threading
import time
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

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
        self.sertifikat_sampai = ""  # ISO; only newer services name it
        tiruan = self

        class Penangan(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                tiruan.layani(self, "GET", {})

            def do_POST(self) -> None:
                isi = self.rfile.read(int(self.headers["Content-Length"]))
                tiruan.layani(self, "POST", _bagian(self.headers["Content-Type"], isi))

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
            _json(h, 200, self._status(h.path.rsplit("/", 1)[-1]))
        elif h.path.startswith("/api/sign/download/"):
            isi = self.hasil.get(h.path.rsplit("/", 1)[-1])
            _pdf(h, isi) if isi else _json(h, 404, {"status_code": 404, "error": "Dokumen tidak ditemukan"})
        else:
            self._tanda_tangani(h, isian)

    def _status(self, nik: str) -> dict[str, Any]:
        if nik != NIK:
            return {"status_code": 1110, "status": "NOT_REGISTERED", "message": "User tidak terdaftar"}
        if self.keadaan == "kedaluwarsa":
            return {"status_code": 2021, "status": "EXPIRED", "message": "Sertifikat expired"}
        masa = {"expired_date": self.sertifikat_sampai} if self.sertifikat_sampai else {}
        return {
            "status_code": 1111,
            "status": "ISSUE",
            "message": "User aktif dan memiliki sertifikat",
        } | masa

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
            _pdf(h, bertanda, nama, putus=True)
            return
        if self.keadaan == "bukan_pdf":
            _json(h, 200, {"status": "ok"})
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


def _bagian(jenis: str, isi: bytes) -> dict[str, bytes]:
    pesan = BytesParser(policy=HTTP).parsebytes(b"Content-Type: " + jenis.encode() + b"\r\n\r\n" + isi)
    return {
        b.get_param("name", header="content-disposition"): b.get_payload(decode=True)
        for b in pesan.iter_parts()
    }  # type: ignore[attr-defined]


def _json(h: Any, kode: int, isi: dict[str, Any]) -> None:
    bita = json.dumps(isi).encode()
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
