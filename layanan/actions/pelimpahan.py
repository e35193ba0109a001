"""Mandates to sign (UU 30/2014 Ps 14, Ps 9 ayat 6) and the settings of signing."""

import logging
from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, Galat, MasukanSalah
from inti.notifikasi.actions import beri_tahu
from inti.ui import format

from ..dokumen.bsre import baca_akar
from ..dokumen.bsre_arti import StatusPengguna
from ..enums import BentukPelimpahan, CaraTtd, PenyediaTtd, VersiEsign
from ..models import Layanan, PelimpahanTtd, ProfilTtd, SetelanTtd
from ..surat.penanda import klien_bsre, otoritas_lokal
from ..waktu.jam import hari_ini

MASA_TERPANJANG = timedelta(days=366)
PERINGATAN_HARI = 30
log = logging.getLogger(__name__)


@transaction.atomic
def limpahkan(
    *,
    penerima: Pengguna,
    bentuk: str,
    layanan: Sequence[str],
    nomor_sk: str,
    mulai: date,
    selesai: date,
    oleh: Pengguna,
) -> PelimpahanTtd:
    """Let somebody sign on behalf of the head, for named services and a named time."""
    salah = {}
    if not nomor_sk.strip():
        salah["nomor_sk"] = "Pelimpahan selalu berdasar surat; tuliskan nomornya."
    if selesai < mulai:
        salah["selesai"] = "Tanggal akhir sesudah tanggal mulai."
    elif selesai - mulai > MASA_TERPANJANG:
        salah["selesai"] = "Paling lama satu tahun; perbarui dengan surat yang baru."
    if penerima == oleh:
        salah["penerima"] = "Pelimpahan kepada diri sendiri dicatat oleh orang lain."
    elif not penerima.punya(Hak.PERMOHONAN_TANDATANGAN) or penerima.berperan("penanggung_jawab"):
        salah["penerima"] = "Pilih sekretaris, kasi, atau kasubbag."
    elif bentuk == BentukPelimpahan.UB and penerima.berperan("koordinator"):
        salah["bentuk"] = "Sekretaris menandatangani a.n. kepala; u.b. untuk pejabat di bawahnya."
    if set(layanan) - set(Layanan.objects.terkini().values_list("kode", flat=True)):
        salah["layanan"] = "Ada layanan yang tidak dikenal."
    if salah:
        raise MasukanSalah("Pelimpahan belum lengkap.", bidang=salah)
    p = PelimpahanTtd.objects.create(
        penerima=penerima, bentuk=BentukPelimpahan(bentuk), layanan=sorted(set(layanan)), nomor_sk=nomor_sk.strip(),
        mulai=mulai, selesai=selesai, dibuat_oleh=oleh,
    )  # fmt: skip
    catat("ttd.limpah", p, oleh=oleh, penerima=penerima.nama, bentuk=bentuk, mulai=mulai, selesai=selesai)
    return p


@transaction.atomic
def cabut(*, pelimpahan: PelimpahanTtd, alasan: str, oleh: Pengguna) -> None:
    p = PelimpahanTtd.objects.select_for_update().get(pk=pelimpahan.pk)
    if p.dicabut_pada:
        raise Bentrok("Pelimpahan ini sudah dicabut.")
    if not alasan.strip():
        raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Tuliskan alasannya."})
    p.dicabut_oleh, p.dicabut_pada, p.dicabut_alasan = oleh, timezone.now(), alasan.strip()[:200]
    p.save(update_fields=["dicabut_oleh", "dicabut_pada", "dicabut_alasan"])
    catat("ttd.cabut", p, oleh=oleh, alasan=p.dicabut_alasan)


@sensitive_variables("sandi")
@transaction.atomic
def atur(
    *,
    penyedia: str,
    cara_bawaan: str,
    layanan_basah: Sequence[str],
    oleh: Pengguna,
    alamat: str = "",
    versi: str = "",
    nama_pengguna: str = "",
    sandi: str = "",
    batas_waktu: int = 30,
    akar_pem: str = "",
) -> SetelanTtd:
    """Settings of signing. An empty `sandi` keeps the present one."""
    salah: dict[str, str] = {}
    if penyedia == PenyediaTtd.BSRE:
        wajib = {"alamat": alamat, "nama_pengguna": nama_pengguna, "akar_pem": akar_pem}
        salah |= {n: "Wajib diisi untuk BSrE." for n, nilai in wajib.items() if not nilai.strip()}
        if alamat and not alamat.startswith(("https://", "http://")):
            salah["alamat"] = "Alamat dimulai dengan https:// (atau http:// dalam jaringan sendiri)."
    if akar_pem.strip():
        try:
            baca_akar(akar_pem)
        except Galat as galat:
            salah["akar_pem"] = galat.pesan
    if salah:
        raise MasukanSalah("Setelan belum lengkap.", bidang=salah)
    s = SetelanTtd.objects.select_for_update().filter(pk=1).first() or SetelanTtd(pk=1)
    s.penyedia, s.cara_bawaan = PenyediaTtd(penyedia), CaraTtd(cara_bawaan)
    s.layanan_basah, s.batas_waktu, s.diubah_oleh = sorted(set(layanan_basah)), batas_waktu, oleh
    s.alamat, s.nama_pengguna, s.akar_pem = alamat.strip(), nama_pengguna.strip(), akar_pem.strip()
    s.versi = VersiEsign(versi) if versi else s.versi
    if sandi:
        s.sandi = sandi
    s.save()
    catat("ttd.setelan", s, oleh=oleh, penyedia=penyedia, cara=cara_bawaan, alamat=s.alamat)
    return s


@transaction.atomic
def catat_nik(*, pengguna: Pengguna, nik: str, oleh: Pengguna) -> ProfilTtd:
    """The NIK under which BSrE knows a signer."""
    nik = nik.strip()
    if nik and (len(nik) != 16 or not nik.isdecimal()):
        raise MasukanSalah("NIK terdiri atas 16 angka.", bidang={"nik": "NIK terdiri atas 16 angka."})
    profil = ProfilTtd.objects.filter(pengguna=pengguna).first() or ProfilTtd(pengguna=pengguna)
    profil.nik = nik
    profil.save()
    catat("ttd.nik", pengguna, oleh=oleh)
    return profil


def periksa_sertifikat(*, pengguna: Pengguna) -> StatusPengguna:
    """Ask BSrE about this signer and remember the answer. Raises GalatTandaTangan.

    The end of the certificate is what a certificate said: this answer's, else that of the last letter signed. One that
    is past while BSrE calls the certificate active belongs to an older certificate, so the end is unknown.
    """
    profil = ProfilTtd.objects.filter(pengguna=pengguna).first()
    if profil is None or not profil.nik:
        raise MasukanSalah("NIK untuk tanda tangan elektronik belum dicatat.")
    status = klien_bsre(SetelanTtd.kini()).status(profil.nik)
    profil.keadaan, profil.diperiksa_pada = status.keterangan[:160], timezone.now()
    if status.sampai or (status.aktif and (profil.sisa_hari or 0) < 0):
        profil.sertifikat_sampai = status.sampai
    profil.save(update_fields=["keadaan", "diperiksa_pada", "sertifikat_sampai"])
    return status


def ingatkan_sertifikat() -> int:
    """Ask about every signer's certificate, and tell who has at most 30 days left. Once for a certificate; returns how many.

    So the end is known before the first signature, where the service names it. With the local authority it is the
    authority's own end.
    """
    setelan, jumlah = SetelanTtd.kini(), 0
    lokal = otoritas_lokal().sampai() if setelan.penyedia == PenyediaTtd.LOKAL else None
    for orang in Pengguna.objects.berhak(Hak.PERMOHONAN_TANDATANGAN).order_by("pk"):
        if lokal is None:
            try:
                periksa_sertifikat(pengguna=orang)
            except Galat:
                log.warning("Sertifikat seorang penanda tangan tidak dapat diperiksa.")
        elif (lokal - hari_ini()).days > PERINGATAN_HARI or not orang.berperan("penanggung_jawab"):
            continue
        jumlah += _ingatkan(orang, lokal)
    return jumlah


@transaction.atomic
def _ingatkan(orang: Pengguna, lokal: date | None) -> bool:
    if lokal is not None:
        ProfilTtd.objects.get_or_create(pengguna=orang)
    profil = ProfilTtd.objects.select_for_update().filter(pengguna=orang).first()
    sampai = lokal or (profil.sertifikat_sampai if profil else None)
    if profil is None or sampai is None or profil.diingatkan_untuk == sampai:
        return False
    sisa = (sampai - hari_ini()).days
    if sisa > PERINGATAN_HARI:
        return False
    profil.diingatkan_untuk = sampai
    profil.save(update_fields=["diingatkan_untuk"])
    kapan = f"berakhir {sisa} hari lagi" if sisa >= 0 else "sudah berakhir"
    beri_tahu(
        judul=f"Sertifikat tanda tangan {kapan}",
        isi=f"Sertifikat berlaku sampai {format.tanggal(sampai)}. Ajukan perpanjangan ke admin TTE kabupaten sebelum itu.",
        kepada=orang,
        tautan=reverse("layanan:ttd_masuk", urlconf="inti.urls.instansi"),
    )
    return True
