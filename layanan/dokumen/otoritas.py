"""The platform's own certificate authority: a fresh key and a one-day certificate for every signature.

The signer key exists only while it signs and is never stored, so there is nothing to steal or to revoke; a
time stamp of the same authority keeps the signature valid after the certificate has expired (PAdES B-T).
"""

import io
import os
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from layanan.dokumen.cms import Pasangan, tanda_tangan_cms
from layanan.dokumen.galat import GalatOtoritas, GalatTandaTangan
from layanan.dokumen.kunci import turunkan
from layanan.dokumen.rahasia import Rahasia
from layanan.dokumen.sertifikat import buat_akar, nama_x509, terbitkan_penanda, terbitkan_stempel
from layanan.dokumen.tanda_tangan import Penanda

NAMA_BERKAS = "otoritas.pem"
NAMA_BIDANG = "TandaTangan"
STEMPEL_DIPAKAI = timedelta(hours=12)
RUANG_CMS = 4096  # bytes reserved for the CMS object; ours takes about 2,100


def sandi_otoritas(induk: bytes) -> bytes:
    return turunkan(induk, "dokumen/otoritas").hex().encode()


class OtoritasLokal:
    """Backend of `PenandaTangan`. Made on first use in `folder`; threads and processes may start together."""

    jarak_jauh = False

    def __init__(self, folder: Path, sandi: bytes, *, nama: str = "Otoritas Sertifikat Lokal SPBE") -> None:
        self.folder = Path(folder)
        self._sandi = sandi
        self._nama = nama
        self._gembok = threading.RLock()
        self._akar: Pasangan | None = None
        self._stempel: Pasangan | None = None
        self._stempel_sampai = datetime.min.replace(tzinfo=UTC)

    def akar(self) -> list[x509.Certificate]:
        return [self._pasangan_akar().sertifikat]

    def sampai(self) -> date:
        """Last day of the authority: each signature gets a certificate of its own under it."""
        return self._pasangan_akar().sertifikat.not_valid_after_utc.date()

    def akar_pem(self) -> bytes:
        """To publish: with it anybody can check a letter in an ordinary PDF viewer."""
        return self._pasangan_akar().sertifikat.public_bytes(serialization.Encoding.PEM)

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
        """Certification signature, nothing may change afterwards. The visible mark is already on the page."""
        subjek = nama_x509(penanda.nama, jabatan=penanda.jabatan, instansi=penanda.instansi, nip=penanda.nip)
        if not subjek.get_attributes_for_oid(NameOID.COMMON_NAME):
            raise GalatTandaTangan("Nama penanda tangan belum diisi.")
        milik, stempel = terbitkan_penanda(self._pasangan_akar(), subjek), self._pasangan_stempel()
        try:
            return _bubuhkan(pdf, milik, stempel, nama=penanda.nama, alasan=alasan, lokasi=lokasi)
        except (PdfError, SigningError, ValueError, KeyError, TypeError, AttributeError) as galat:
            raise GalatTandaTangan("Berkas surat bukan PDF yang dapat ditandatangani.") from galat

    def _pasangan_stempel(self) -> Pasangan:
        with self._gembok:
            if self._stempel is None or self._stempel_sampai < datetime.now(UTC):
                self._stempel = terbitkan_stempel(
                    self._pasangan_akar(), nama_x509("Penanda Waktu Lokal SPBE")
                )
                self._stempel_sampai = datetime.now(UTC) + STEMPEL_DIPAKAI
            return self._stempel

    def _pasangan_akar(self) -> Pasangan:
        with self._gembok:
            if self._akar is None:
                berkas = self.folder / NAMA_BERKAS
                if not berkas.exists():
                    _simpan_akar(berkas, buat_akar(self._nama), self._sandi)
                self._akar = _muat_akar(berkas, self._sandi)
            return self._akar


def _bubuhkan(
    pdf: bytes, milik: Pasangan, stempel: Pasangan, *, nama: str, alasan: str, lokasi: str
) -> bytes:
    dokumen = IncrementalPdfFileWriter(io.BytesIO(pdf))
    if any(True for _ in dokumen.prev.embedded_signatures):
        raise GalatTandaTangan("Dokumen ini sudah ditandatangani; tanda tangan kedua akan membatalkannya.")
    bidang = SigFieldSpec(NAMA_BIDANG, readable_field_name="Tanda tangan elektronik")
    langkah = PdfCMSEmbedder(new_field_spec=bidang).write_cms(NAMA_BIDANG, writer=dokumen)
    next(langkah)
    langkah.send(
        SigObjSetup(
            SignatureObject(
                datetime.now(UTC),
                SigSeedSubFilter.PADES,
                name=nama,
                reason=alasan or None,
                location=lokasi or None,
                bytes_reserved=2 * RUANG_CMS,
            ),
            SigMDPSetup("sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES),
        )
    )
    sidik, keluaran = langkah.send(SigIOSetup("sha256"))
    langkah.send(tanda_tangan_cms(sidik.document_digest, milik, stempel))
    return bytes(keluaran.getbuffer())


def _simpan_akar(berkas: Path, akar: Pasangan, sandi: bytes) -> None:
    """Whoever links the finished file first wins; the others use that one. No half file is ever visible."""
    isi = akar.kunci.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(sandi),
    ) + akar.sertifikat.public_bytes(serialization.Encoding.PEM)
    sementara = berkas.with_name(f".{berkas.name}.{secrets.token_hex(8)}")
    try:
        berkas.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(os.open(sementara, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as keluar:
                keluar.write(isi)
                keluar.flush()
                os.fsync(keluar.fileno())
            os.link(sementara, berkas)
        except FileExistsError:
            pass
        finally:
            sementara.unlink(missing_ok=True)
    except OSError as galat:
        raise GalatOtoritas(f"Folder otoritas sertifikat tidak dapat ditulis ({galat.strerror}).") from galat


def _muat_akar(berkas: Path, sandi: bytes) -> Pasangan:
    try:
        isi = berkas.read_bytes()
        kunci = serialization.load_pem_private_key(isi, sandi)
        sertifikat = x509.load_pem_x509_certificate(isi[isi.index(b"-----BEGIN CERTIFICATE") :])
    except OSError as galat:
        raise GalatOtoritas(f"Otoritas sertifikat tidak dapat dibaca ({galat.strerror}).") from galat
    except (ValueError, TypeError) as galat:
        raise GalatOtoritas(
            "Otoritas sertifikat tidak dapat dibuka: kunci induk berbeda atau berkasnya rusak."
        ) from galat
    if not isinstance(kunci, ec.EllipticCurvePrivateKey) or kunci.public_key() != sertifikat.public_key():
        raise GalatOtoritas("Berkas otoritas sertifikat tidak utuh: kunci dan sertifikatnya tidak sepasang.")
    return Pasangan(kunci, sertifikat)
