"""The signature (Perbup Tanah Laut 126/2022 Ps 1 angka 15, Ps 9 ayat 5-6): number, letter, PAdES, check, then the status.

With our own authority everything is one transaction. A remote service (BSrE) cannot be part of one, so it takes three:
number, letter and attempt are committed first; then the call; then bytes, check, document and status together.
"""

import hashlib
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from inti.akun.models import Pengguna
from inti.audit import catat
from inti.berkas.models import Berkas
from inti.errors import Bentrok, TransisiTidakSah

from ..dokumen.bsre import KlienBsre
from ..dokumen.galat import GalatPenyedia, GalatTandaTangan, TakTerjawab
from ..dokumen.rahasia import Rahasia
from ..dokumen.tanda_tangan import HasilPeriksa, PenandaTangan, periksa, periksa_balasan
from ..enums import CaraTtd, KeadaanPercobaan, PenyediaTtd
from ..models import Dokumen, NaskahTtd, PercobaanTtd, Permohonan, ProfilTtd, SetelanTtd
from ..models.ttd import BERJALAN
from ..surat import data as surat
from ..surat import naskah as nsk
from ..surat import nomor
from ..surat.penanda import akar_tepercaya, penanda_tangan
from ..waktu.jam import tanggal_lokal, zona_waktu
from .pindah import kunci, terapkan

SEWA = timedelta(minutes=5)
"""After this an attempt without an answer belongs to a process that died."""


@sensitive_variables()
def tandatangani(
    *, permohonan: Permohonan, oleh: Pengguna, rahasia: Rahasia | None = None, ulangi: bool = False
) -> Dokumen:
    """Sign one letter. Whatever fails, there is no document and no new status.

    `rahasia`: the signer's passphrase at a remote service. `ulangi`: the signer knows that an earlier attempt went
    unanswered and sends the same letter again. Two signers at once: the second gets TransisiTidakSah (409).
    """
    setelan = SetelanTtd.kini()
    if setelan.cara(permohonan.kode_layanan) == CaraTtd.BASAH:
        raise TransisiTidakSah(
            "Surat layanan ini ditandatangani basah.",
            saran="Cetak suratnya, lalu unggah pindaian yang sudah distempel.",
        )
    backend = penanda_tangan(setelan)
    if not backend.jarak_jauh:
        return _di_sini(permohonan, oleh, backend)
    return _jarak_jauh(permohonan, oleh, backend, rahasia, ulangi=ulangi)


@transaction.atomic
def _di_sini(permohonan: Permohonan, oleh: Pengguna, backend: PenandaTangan) -> Dokumen:
    p, t = kunci(permohonan, "tandatangani", oleh)
    terbuka = nsk.menunggu(p)
    if terbuka is not None:
        nsk.batalkan(terbuka, oleh=oleh, alasan="Ditandatangani dengan cara lain")
    kini = timezone.now()
    hari, instansi = tanggal_lokal(kini), surat.instansi_kini()
    terbit = nomor.terbitkan(p, tanggal=hari, instansi=instansi)
    isi = nsk.susun(p, penanda=oleh, nomor_surat=terbit.nomor, tanggal=hari, instansi=instansi)
    bertanda = backend.tandatangani(
        isi.pdf,
        penanda=surat.penanda_sertifikat(oleh, isi.penanda, instansi),
        alasan=f"Pengesahan {terbit.nomor}",
        lokasi=surat.tempat(instansi),
    )
    berkas, _ = _simpan_lalu_periksa(bertanda, terbit.nomor, oleh)
    dokumen = buat_dokumen(
        p, terbit=terbit, tanggal=hari, sidik=isi.sidik, berkas=berkas,
        penanda=oleh, jabatan=isi.jabatan, pada=kini,
    )  # fmt: skip
    _pindah(p, t, dokumen, oleh=oleh)
    return dokumen


def _simpan_lalu_periksa(bertanda: bytes, nomor_surat: str, oleh: Pengguna) -> tuple[Berkas, HasilPeriksa]:
    """Store, then read back what was stored and check that: only those bytes count."""
    berkas = nsk.simpan_pdf(bertanda, nomor_surat, oleh)
    tersimpan = berkas.bita()
    hasil = periksa(tersimpan, akar=akar_tepercaya())
    if not hasil.sah or hashlib.sha256(tersimpan).hexdigest() != berkas.sha256:
        raise GalatTandaTangan(
            f"Tanda tangan tidak lolos pemeriksaan ulang: {hasil.keterangan} Tidak ada yang diubah; silakan coba lagi."
        )
    return berkas, hasil


def buat_dokumen(
    p: Permohonan, *, terbit: nomor.NomorTerbit, tanggal: date, sidik: str, berkas: Berkas, penanda: Pengguna,
    jabatan: str, pada: datetime, **lain: Any,
) -> Dokumen:  # fmt: skip
    dokumen = Dokumen.objects.create(
        permohonan=p,
        nomor=terbit.nomor,
        buku=terbit.buku,
        tahun=terbit.tahun,
        urut=terbit.urut,
        tanggal=tanggal,
        perihal=p.layanan.nama,
        sha256=berkas.sha256,
        sidik=sidik,
        berkas=berkas,
        berlaku_sampai=surat.berlaku_sampai(p, tanggal),
        ditandatangani_oleh=penanda,
        ditandatangani_pada=pada,
        penanda_nama=penanda.nama,
        penanda_jabatan=jabatan,
        **lain,
    )
    catat("dokumen.terbit", dokumen, oleh=penanda, permohonan=p.nomor_registrasi, sha256=dokumen.sha256)
    return dokumen


def _pindah(p: Permohonan, t: Any, dokumen: Dokumen, *, oleh: Pengguna) -> None:
    terapkan(
        p, t, oleh=oleh, rinci={"nomor": dokumen.nomor, "sha256": dokumen.sha256},
        siap_pada=dokumen.ditandatangani_pada, ttd_pada=dokumen.ditandatangani_pada,
    )  # fmt: skip


# -- a service elsewhere ----------------------------------------------------------------------------------------------


@sensitive_variables()
def _jarak_jauh(
    permohonan: Permohonan, oleh: Pengguna, backend: PenandaTangan, rahasia: Rahasia | None, *, ulangi: bool
) -> Dokumen:
    percobaan, sebelumnya = _mulai(permohonan, oleh, ulangi=ulangi)
    dikirim = percobaan.naskah.berkas.bita()
    try:
        bertanda = _ambil_yang_tertinggal(backend, sebelumnya, dikirim, percobaan)
        if bertanda is None:
            bertanda = _minta(backend, percobaan, oleh, dikirim, rahasia)
        periksa_balasan(dikirim, bertanda, akar=backend.akar())
    except TakTerjawab as galat:
        _akhiri(percobaan, KeadaanPercobaan.TAK_DIKETAHUI, galat)
        raise
    except GalatTandaTangan as galat:
        _akhiri(percobaan, KeadaanPercobaan.GAGAL, galat)
        raise
    except BaseException as galat:  # also a stopped worker: the letter may have left the house
        _akhiri(percobaan, KeadaanPercobaan.TAK_DIKETAHUI, galat)
        raise
    return _terbitkan(percobaan, oleh, bertanda)


def _mulai(
    permohonan: Permohonan, oleh: Pengguna, *, ulangi: bool
) -> tuple[PercobaanTtd, PercobaanTtd | None]:
    """Number, letter and attempt, committed before anything leaves the house. Returns it and an unanswered one."""
    with transaction.atomic(durable=True):
        p, _ = kunci(permohonan, "tandatangani", oleh)
        lama = nsk.menunggu(p)
        tertinggal = _periksa_tertinggal(lama, ulangi=ulangi) if lama else None
        naskah = nsk.siapkan(
            p, penanda=oleh, cara=CaraTtd.TTE, oleh=oleh, tanggal=tanggal_lokal(timezone.now())
        )
        percobaan = PercobaanTtd.objects.create(naskah=naskah, penyedia=PenyediaTtd.BSRE, oleh=oleh)
    return percobaan, tertinggal if tertinggal and tertinggal.naskah_id == naskah.pk else None


def _periksa_tertinggal(lama: NaskahTtd, *, ulangi: bool) -> PercobaanTtd | None:
    akhir = lama.percobaan.select_for_update().first()
    if akhir is None:
        return None
    if akhir.keadaan in BERJALAN:
        if akhir.dimulai_pada > timezone.now() - SEWA:
            raise Bentrok(
                f"Surat {lama.nomor} sedang dikirim ke penyedia tanda tangan.",
                saran="Tunggu jawabannya, lalu muat ulang halaman.",
            )
        _akhiri(
            akhir, KeadaanPercobaan.TAK_DIKETAHUI, TakTerjawab("Proses berhenti sebelum jawaban diterima.")
        )
    if akhir.keadaan != KeadaanPercobaan.TAK_DIKETAHUI:
        return None
    if not ulangi:
        raise Bentrok(
            f"Pengiriman surat {lama.nomor} yang lalu tidak terjawab. Nomornya tetap tersimpan.",
            saran="Bila Anda memilih kirim ulang, surat yang sama persis dikirim dengan nomor yang sama.",
        )
    return akhir


def _ambil_yang_tertinggal(
    backend: PenandaTangan, sebelumnya: PercobaanTtd | None, dikirim: bytes, percobaan: PercobaanTtd
) -> bytes | None:
    """The result of the unanswered attempt, when the service had already named it and it is ours."""
    if sebelumnya is None or not sebelumnya.id_dokumen or not isinstance(backend, KlienBsre):
        return None
    try:
        hasil = backend.ambil(sebelumnya.id_dokumen)
        periksa_balasan(dikirim, hasil, akar=backend.akar())
    except GalatTandaTangan:
        return None
    _catat_id(percobaan, sebelumnya.id_dokumen)
    return hasil


@sensitive_variables()
def _minta(
    backend: PenandaTangan, percobaan: PercobaanTtd, oleh: Pengguna, dikirim: bytes, rahasia: Rahasia | None
) -> bytes:
    instansi, naskah = surat.instansi_kini(), percobaan.naskah
    percobaan.keadaan, percobaan.terkirim_pada = KeadaanPercobaan.TERKIRIM, timezone.now()
    with transaction.atomic(durable=True):
        percobaan.save(update_fields=["keadaan", "terkirim_pada"])
    blok = surat.penanda_surat(oleh, surat.dasar_penanda(oleh, naskah.permohonan), instansi)
    return backend.tandatangani(
        dikirim,
        penanda=surat.penanda_sertifikat(oleh, blok, instansi, nik=nik_penanda(oleh)),
        alasan=f"Pengesahan {naskah.nomor}",
        lokasi=surat.tempat(instansi),
        rahasia=rahasia,
        pada_terima=lambda id_dokumen: _catat_id(percobaan, id_dokumen),
    )


def _catat_id(percobaan: PercobaanTtd, id_dokumen: str) -> None:
    percobaan.id_dokumen = id_dokumen
    percobaan.save(update_fields=["id_dokumen"])


def _akhiri(percobaan: PercobaanTtd, keadaan: KeadaanPercobaan, galat: BaseException | None = None) -> None:
    percobaan.keadaan, percobaan.selesai_pada = keadaan, timezone.now()
    percobaan.kode = (
        galat.kode[:24] if isinstance(galat, GalatPenyedia) else type(galat).__name__[:24] if galat else ""
    )
    percobaan.galat = galat.pesan[:300] if isinstance(galat, GalatTandaTangan | Bentrok) else ""
    percobaan.save(update_fields=["keadaan", "selesai_pada", "kode", "galat"])


def _terbitkan(percobaan: PercobaanTtd, oleh: Pengguna, bertanda: bytes) -> Dokumen:
    """Bytes, check, document and status in one transaction; only the letter that was sent can become the document."""
    naskah = percobaan.naskah
    try:
        with transaction.atomic(durable=True):
            p, t = kunci(naskah.permohonan, "tandatangani", oleh)
            berkas, hasil = _simpan_lalu_periksa(bertanda, naskah.nomor, oleh)
            dokumen = buat_dokumen(
                p, terbit=nsk.terbit(naskah), tanggal=naskah.tanggal, sidik=naskah.sidik,
                berkas=berkas, penanda=oleh, jabatan=naskah.penanda_jabatan, pada=timezone.now(),
            )  # fmt: skip
            _akhiri(percobaan, KeadaanPercobaan.BERHASIL)
            nsk.selesaikan(naskah)
            _catat_sertifikat(oleh, hasil)
            _pindah(p, t, dokumen, oleh=oleh)
    except Exception as galat:
        _akhiri(
            percobaan, KeadaanPercobaan.TAK_DIKETAHUI, galat
        )  # it is signed there: say so, and ask before a retry
        raise
    return dokumen


def _catat_sertifikat(oleh: Pengguna, hasil: HasilPeriksa) -> None:
    if hasil.sertifikat_sampai is not None:
        ProfilTtd.objects.filter(pengguna=oleh).update(
            sertifikat_sampai=hasil.sertifikat_sampai.astimezone(zona_waktu()).date(),
            diperiksa_pada=timezone.now(),
        )


def nik_penanda(oleh: Pengguna) -> str:
    profil = ProfilTtd.objects.filter(pengguna=oleh).first()
    return profil.nik if profil else ""


def dengan_tinta(p: Permohonan) -> bool:
    """This letter is printed, signed in ink and scanned back, on pages of its own."""
    return SetelanTtd.kini().cara(p.kode_layanan) == CaraTtd.BASAH


def perlu_rahasia() -> bool:
    """Whether the chosen service asks the signer for a passphrase."""
    return SetelanTtd.kini().penyedia == PenyediaTtd.BSRE
