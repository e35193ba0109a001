"""Writes of the survey: invite, answer once, remind once, plan what follows."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.kripto import indeks_buta
from inti.notifikasi import gerbang
from inti.notifikasi.actions import kirim_surel_templat
from inti.situs import alamat, situs_kini
from layanan.enums import CaraSerah, Kanal, Status
from layanan.kabar import pesan_pemohon
from layanan.meja.orang import nama_instansi
from layanan.models import Permohonan
from layanan.waktu.jam import hari_ini
from layanan.waktu.periode import Periode

from .kuesioner import aturan, pertanyaan, pilihan, semua_unsur
from .models import Jawaban, Nilai, RencanaTindakLanjut, StatusRencana, Undangan

TUJUAN_TOKEN = "skm.token"  # noqa: S105 (a purpose, not a secret)
FAKTA = ("umur", "kelamin", "pendidikan", "pekerjaan", "disabilitas")
SARAN_MAKS = 2000


class TautanMati(Bentrok):
    """The invitation is unknown, used or expired. One sentence for all three: a stranger learns nothing."""

    status = 410
    judul = "Tautan survei ini tidak berlaku lagi"


@dataclass(frozen=True, slots=True)
class Responden:
    """What respondents may say about themselves; all of it optional."""

    umur: str = ""
    kelamin: str = ""
    pendidikan: str = ""
    pekerjaan: str = ""
    disabilitas: str = ""


def indeks_token(token: str) -> str:
    return indeks_buta(token, TUJUAN_TOKEN)


def bertemu_petugas(p: Permohonan) -> bool:
    """Whether the applicant met somebody: an online case is face to face when the paper was fetched."""
    return p.kanal != Kanal.DARING or p.serah_cara == CaraSerah.DIAMBIL


def tautan_survei(token: str) -> str:
    situs = situs_kini()
    jalur = reverse("skm:survei", args=[token], urlconf="inti.urls.instansi")
    return alamat(situs.instansi.slug, jalur) if situs and situs.instansi else jalur


@transaction.atomic
def undang(p: Permohonan) -> Undangan | None:
    """Invite the applicant of a finished permohonan; None when that was done before. Runs inside the hand-over."""
    if p.status != Status.SELESAI or Undangan.objects.filter(permohonan=p).exists():
        return None
    token, kini = secrets.token_hex(16), timezone.now()
    undangan = Undangan.objects.create(
        permohonan=p,
        token=token,
        token_indeks=indeks_token(token),
        tatap_muka=bertemu_petugas(p),
        dibuat_pada=kini,
        kedaluwarsa_pada=kini + timedelta(days=aturan()["kedaluwarsa_hari"]),
    )
    _surati(
        p,
        token,
        "Bagaimana layanan kami?",
        "Luangkan dua menit untuk menilainya. Jawaban Anda tidak dapat "
        "ditelusuri kepada Anda dan dipakai untuk memperbaiki layanan.",
    )
    return undangan


def _surati(p: Permohonan, token: str, judul: str, kalimat: str) -> None:
    """Over every channel that the applicant allowed. The text goes once it is sent (`rahasia`): nobody finds the link in
    the outbox."""
    if p.pemohon_telepon and p.boleh_wa and gerbang.aktif():
        isi = f"{nama_instansi()}: {p.layanan.nama} Anda sudah selesai. {kalimat}\n{tautan_survei(token)}"
        pesan_pemohon(p, isi, rahasia=True)
    if p.pemohon_surel and p.boleh_surel:
        isi = f"Yth. {p.pemohon_nama},\n\n{p.layanan.nama} Anda sudah selesai. {kalimat}\n\n{nama_instansi()}"
        konteks = {"judul": judul, "isi": isi, "tautan": tautan_survei(token), "nama": ""}
        kirim_surel_templat(
            kepada=p.pemohon_surel,
            templat="notifikasi/surel/pemberitahuan",
            konteks=konteks,
            rahasia=True,
            tentang=p.uuid,
        )


@transaction.atomic
def ingatkan(undangan: Undangan) -> bool:
    """Once, after some days, while it is unused. False when there is nothing to do."""
    u = (
        Undangan.objects.select_for_update(of=("self",))
        .filter(pk=undangan.pk, dipakai=False, diingatkan=False)
        .first()
    )
    if u is None or not u.token or u.kedaluwarsa_pada <= timezone.now():
        return False
    u.diingatkan = True
    u.save(update_fields=["diingatkan"])
    _surati(
        u.permohonan,
        u.token,
        "Penilaian Anda masih kami tunggu",
        "Bila berkenan, nilailah layanan kami. Ini pengingat satu-satunya.",
    )
    return True


def cari_undangan(token: str, *, kunci: bool = False) -> Undangan:
    """The invitation that this token opens. Raises TautanMati."""
    indeks = indeks_token(token)
    qs = Undangan.objects.select_for_update(of=("self",)) if kunci else Undangan.objects.all()
    u = (
        qs.select_related("permohonan__layanan", "permohonan__seksi").filter(token_indeks=indeks).first()
        if indeks
        else None
    )
    if u is None or u.dipakai or u.kedaluwarsa_pada <= timezone.now():
        raise TautanMati(
            "Survei ini sudah diisi atau masa berlakunya habis.",
            saran="Satu permohonan satu penilaian. Sampaikan saran lain lewat halaman pengaduan.",
        )
    return u


@transaction.atomic
def jawab(
    *, token: str, nilai: Mapping[str, int], responden: Responden | None = None, saran: str = ""
) -> Jawaban:
    """Take the answers and use up the invitation. Raises TautanMati or MasukanSalah; then nothing is kept.

    No audit line on purpose: it would carry the moment and the address of the respondent.
    """
    u = cari_undangan(token, kunci=True)
    ditanya = pertanyaan(tatap_muka=u.tatap_muka)
    _periksa_nilai(nilai, {x.kode for x in ditanya})
    fakta = _fakta(responden or Responden())
    p = u.permohonan
    jawaban = Jawaban.objects.create(
        bulan=hari_ini().replace(day=1),
        kode_layanan=p.kode_layanan,
        seksi=p.seksi.kode if p.seksi else "",
        kanal=p.kanal,
        saran=saran.strip()[:SARAN_MAKS],
        **fakta,
    )
    Nilai.objects.bulk_create(baris_nilai(jawaban, nilai))
    u.dipakai, u.token, u.token_indeks = True, "", ""
    u.save(update_fields=["dipakai", "token", "token_indeks"])
    return jawaban


def baris_nilai(j: Jawaban, nilai: Mapping[str, int]) -> list[Nilai]:
    return [
        Nilai(jawaban=j, unsur=kode, nilai=n, bulan=j.bulan, kode_layanan=j.kode_layanan, kanal=j.kanal)
        for kode, n in nilai.items()
    ]


def _periksa_nilai(nilai: Mapping[str, int], ditanya: Iterable[str]) -> None:
    ditanya = set(ditanya)
    salah = {k: "Pilih salah satu jawaban." for k in ditanya if nilai.get(k) not in (1, 2, 3, 4)}
    if salah or set(nilai) - ditanya:
        raise MasukanSalah("Beberapa pertanyaan belum dijawab.", bidang=salah)


def _fakta(r: Responden) -> dict[str, str]:
    hasil = {}
    for nama in FAKTA:
        isi = getattr(r, nama)
        if isi and isi not in dict(pilihan(nama)):
            raise MasukanSalah("Data diri tidak dikenal.", bidang={nama: "Pilih dari daftar."})
        hasil[nama] = isi
    return hasil


def _wajib_kelola(oleh: Pengguna) -> None:
    if not oleh.punya(Hak.PENGADUAN_KELOLA):
        raise TidakBerhak("Rencana tindak lanjut diisi oleh Sekretaris atau administrator.")


@transaction.atomic
def rencanakan(
    *, periode: str, unsur: str, kegiatan: str, penanggung_jawab: str, tenggat: date, oleh: Pengguna
) -> RencanaTindakLanjut:
    _wajib_kelola(oleh)
    salah = {}
    if Periode.baca(periode) is None:
        salah["periode"] = "Periode tidak dikenal."
    if unsur not in {u.kode for u in semua_unsur()}:
        salah["unsur"] = "Pilih unsur."
    for nama, isi in (("kegiatan", kegiatan), ("penanggung_jawab", penanggung_jawab)):
        if not isi.strip():
            salah[nama] = "Wajib diisi."
    if tenggat < hari_ini():
        salah["tenggat"] = "Tenggat tidak boleh sudah lewat."
    if salah:
        raise MasukanSalah("Rencana belum lengkap.", bidang=salah)
    r = RencanaTindakLanjut.objects.create(
        periode=periode, unsur=unsur, kegiatan=kegiatan.strip(), penanggung_jawab=penanggung_jawab.strip(),
        tenggat=tenggat, dibuat_oleh=oleh,
    )  # fmt: skip
    catat("skm.rencanakan", r, oleh=oleh, kegiatan=r.kegiatan)
    return r


@transaction.atomic
def ubah_rencana(
    *, rencana: RencanaTindakLanjut, status: str, hasil: str = "", oleh: Pengguna
) -> RencanaTindakLanjut:
    """Move a plan on. What is finished or given up stays as it is."""
    _wajib_kelola(oleh)
    r = RencanaTindakLanjut.objects.select_for_update().get(pk=rencana.pk)
    if not r.terbuka:
        raise Bentrok("Rencana ini sudah ditutup.")
    if status not in StatusRencana.values:
        raise MasukanSalah("Status tidak dikenal.", bidang={"status": "Pilih status."})
    if status in (StatusRencana.SELESAI, StatusRencana.BATAL) and not hasil.strip():
        raise MasukanSalah("Hasil belum diisi.", bidang={"hasil": "Tuliskan hasil atau alasannya."})
    r.status, r.hasil = status, hasil.strip() or r.hasil
    r.save(update_fields=["status", "hasil", "diubah_pada"])
    catat("skm.ubah_rencana", r, oleh=oleh, status=r.get_status_display())
    return r
