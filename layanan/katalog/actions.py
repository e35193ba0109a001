"""From a draft to the version in force, and the maklumat. Everything that touches a kode locks its rows first."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from inti.akun.akses import wajib
from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.errors import Bentrok, MasukanSalah, TidakBerhak

from ..enums import KeadaanVersi
from ..models import Layanan, Persyaratan, Seksi
from .models import Impor, Maklumat, PenetapanStandar
from .naskah import baris_syarat, kode_seksi, kolom, naskah, periksa, sidik

POLA_KODE = re.compile(r"[A-Z][A-Z0-9]{1,7}(-[A-Z0-9]{1,7})?")
DISALIN = frozenset({"id", "versi", "keadaan", "berlaku_pada", "perubahan"})


def _kunci(kode: str) -> dict[str, Layanan]:
    """State -> version of this service, locked; what was replaced is left out."""
    hidup = (
        Layanan.objects.select_for_update(of=("self",))
        .filter(kode=kode)
        .exclude(keadaan=KeadaanVersi.DIGANTIKAN)
    )
    return {x.keadaan: x for x in hidup.select_related("seksi")}


def _konsep(kode: str) -> Layanan:
    ada = _kunci(kode).get(KeadaanVersi.KONSEP)
    if ada is None:
        raise Bentrok("Konsep layanan ini sudah tidak ada.", saran="Mungkin sudah diterbitkan atau dibuang.")
    return ada


def _versi_berikut(kode: str) -> int:
    return max(Layanan.objects.filter(kode=kode).values_list("versi", flat=True), default=0) + 1


@transaction.atomic
def buat_konsep(*, kode: str, oleh: Pengguna) -> Layanan:
    """A copy of the version in force, to be changed. Raises Bentrok when a draft is open."""
    wajib(oleh, Hak.LAYANAN_KELOLA)
    hidup = _kunci(kode)
    if KeadaanVersi.KONSEP in hidup:
        raise Bentrok("Layanan ini sudah mempunyai konsep yang sedang disusun.")
    asal = hidup.get(KeadaanVersi.BERLAKU)
    if asal is None:
        raise Bentrok("Layanan ini tidak mempunyai versi yang berlaku.")
    nilai = {
        f.attname: getattr(asal, f.attname) for f in Layanan._meta.concrete_fields if f.name not in DISALIN
    }
    konsep = _simpan_konsep(nilai, [_syarat(s) for s in asal.persyaratan.all()])
    catat("layanan.konsep_dibuat", konsep, oleh=oleh, versi=konsep.versi)
    return konsep


def _syarat(s: Persyaratan) -> dict[str, Any]:
    return {k: getattr(s, k) for k in ("kode", "nama", "wajib", "bentuk", "harus_diunggah")}


def _simpan_konsep(nilai: dict[str, Any], syarat: Sequence[dict[str, Any]]) -> Layanan:
    konsep = Layanan(**nilai, versi=_versi_berikut(nilai["kode"]), keadaan=KeadaanVersi.KONSEP)
    try:
        with transaction.atomic():
            konsep.save(force_insert=True)
    except IntegrityError as galat:
        raise Bentrok("Layanan ini baru saja diberi konsep oleh orang lain.") from galat
    Persyaratan.objects.bulk_create(baris_syarat(konsep, syarat))
    return konsep


@transaction.atomic
def layanan_baru(*, kode: str, nama: str, seksi: Seksi, jenis: str, oleh: Pengguna) -> Layanan:
    """A service from scratch, as a draft. Raises MasukanSalah when the code is malformed or taken."""
    wajib(oleh, Hak.LAYANAN_KELOLA)
    if not POLA_KODE.fullmatch(kode):
        raise MasukanSalah(
            "Kode layanan tidak sah.", bidang={"kode": "Huruf besar dan angka, misalnya KEC-26."}
        )
    if Layanan.objects.filter(kode=kode).exists():
        raise MasukanSalah("Kode itu sudah dipakai.", bidang={"kode": f"{kode} sudah dipakai layanan lain."})
    urutan = max(Layanan.objects.values_list("urutan", flat=True), default=0) + 1
    nilai = {
        "kode": kode, "nama": nama, "jenis": jenis, "seksi": seksi, "pemohon": ["warga"], "waktu_nilai": 1,
        "waktu_satuan": "hari_kerja", "penandatangan": ["penanggung_jawab"], "perlu_paraf": True,
        "rantai_paraf": ["koordinator"], "keluaran": "", "kode_klasifikasi": "", "templat": "", "urutan": urutan,
    }  # fmt: skip
    konsep = _simpan_konsep(nilai, [])
    catat("layanan.dirancang", konsep, oleh=oleh)
    return konsep


@transaction.atomic
def ubah_konsep(
    *,
    kode: str,
    oleh: Pengguna,
    nilai: dict[str, Any],
    syarat: Sequence[dict[str, Any]] | None = None,
    dari: str = "",
    bagian: str = "",
) -> Layanan:
    """Set columns of the draft, and all its requirements when `syarat` is given (an empty kode gets the next one).

    `dari`: the fingerprint (`naskah.sidik`) of what the editor saw; raises Bentrok when it changed since.
    """
    wajib(oleh, Hak.LAYANAN_KELOLA)
    konsep = _konsep(kode)
    if dari and dari != sidik(konsep):
        raise Bentrok(
            "Konsep ini sudah diubah orang lain sejak Anda membukanya.",
            saran="Buka kembali bagian ini, lalu ulangi perubahan Anda.",
        )
    for nama, isi in nilai.items():
        setattr(konsep, nama, isi)
    if nilai:
        konsep.save(update_fields=list(nilai))
    if syarat is not None:
        konsep.persyaratan.all().delete()
        Persyaratan.objects.bulk_create(baris_syarat(konsep, _beri_kode(kode, syarat)))
    catat("layanan.konsep_diubah", konsep, oleh=oleh, versi=konsep.versi, bagian=bagian)
    return konsep


def _beri_kode(kode: str, syarat: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A code is never given to another requirement: not to one of an older version either."""
    pernah = Persyaratan.objects.filter(layanan__kode=kode).values_list("kode", flat=True)
    pola = re.compile(rf"{re.escape(kode)}-S(\d+)")
    angka = [int(m[1]) for k in [*pernah, *(s["kode"] for s in syarat)] if (m := pola.fullmatch(k))]
    berikut = max(angka, default=0)
    hasil = []
    for s in syarat:
        if not s["kode"]:
            berikut += 1
            s = {**s, "kode": f"{kode}-S{berikut}"}
        hasil.append(s)
    return hasil


@transaction.atomic
def buang_konsep(*, kode: str, oleh: Pengguna) -> None:
    wajib(oleh, Hak.LAYANAN_KELOLA)
    konsep = _konsep(kode)
    catat("layanan.konsep_dibuang", konsep, oleh=oleh, versi=konsep.versi)
    konsep.delete()


@transaction.atomic
def terbitkan(*, kode: str, perubahan: str, oleh: Pengguna, dari: str = "") -> Layanan:
    """The draft becomes the version in force and replaces the one before, in one moment.

    Raises MasukanSalah when the draft is not a whole standard, or Bentrok when it is not the one that was reviewed.
    """
    wajib(oleh, Hak.LAYANAN_KELOLA)
    hidup = _kunci(kode)
    konsep, lama = _konsep(kode), hidup.get(KeadaanVersi.BERLAKU)
    if dari and dari != sidik(konsep):
        raise Bentrok(
            "Konsep ini berubah sejak Anda memeriksanya.", saran="Bandingkan sekali lagi, lalu terbitkan."
        )
    if not perubahan.strip():
        raise MasukanSalah(
            "Sebutkan apa yang berubah.", bidang={"perubahan": "Sebutkan apa yang berubah dan sebabnya."}
        )
    if salah := periksa(naskah(konsep), seksi=kode_seksi()):
        raise MasukanSalah(
            f"Konsep belum lengkap: {salah[0].jalur} {salah[0].pesan}",
            bidang={s.jalur: s.pesan for s in salah},
        )
    if lama is not None and naskah(lama) == naskah(konsep):
        raise MasukanSalah("Konsep ini sama dengan versi yang berlaku; tidak ada yang diterbitkan.")
    if lama is not None:
        Layanan.objects.filter(pk=lama.pk).update(keadaan=KeadaanVersi.DIGANTIKAN)
        konsep.aktif, konsep.urutan = lama.aktif, lama.urutan
    konsep.keadaan, konsep.berlaku_pada, konsep.perubahan = (
        KeadaanVersi.BERLAKU,
        timezone.now(),
        perubahan.strip()[:300],
    )
    konsep.save(update_fields=["keadaan", "berlaku_pada", "perubahan", "aktif", "urutan"])
    catat("layanan.diterbitkan", konsep, oleh=oleh, versi=konsep.versi, perubahan=konsep.perubahan)
    return konsep


@transaction.atomic
def buka_tutup(*, kode: str, aktif: bool, alasan: str, oleh: Pengguna) -> Layanan:
    """Whether new permohonan are taken; those that run go on."""
    wajib(oleh, Hak.LAYANAN_KELOLA)
    layanan = _kunci(kode).get(KeadaanVersi.BERLAKU)
    if layanan is None:
        raise Bentrok("Layanan ini belum mempunyai versi yang berlaku.")
    if layanan.aktif == aktif:
        raise Bentrok(f"Layanan ini sudah {'dibuka' if aktif else 'ditutup'}.")
    if not aktif and not alasan.strip():
        raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Tuliskan mengapa layanan ditutup."})
    layanan.aktif = aktif
    layanan.save(update_fields=["aktif"])
    catat("layanan.dibuka" if aktif else "layanan.ditutup", layanan, oleh=oleh, alasan=alasan.strip()[:300])
    return layanan


@transaction.atomic
def tetapkan_maklumat(
    *, mulai: date, isi: str, tempat: str, jabatan: str, nama: str, oleh: Pengguna, nip: str = ""
) -> Maklumat:
    wajib(oleh, Hak.LAYANAN_KELOLA)
    if mulai < timezone.localdate():
        raise MasukanSalah(
            "Maklumat tidak berlaku surut.", bidang={"mulai": "Pilih hari ini atau sesudahnya."}
        )
    baru = Maklumat.objects.create(
        mulai=mulai, isi=isi, tempat=tempat, jabatan=jabatan, nama=nama, nip=nip, dibuat_oleh=oleh
    )
    catat("layanan.maklumat", baru, oleh=oleh, mulai=mulai, kepala=nama)
    return baru


@transaction.atomic
def konsep_dari_naskah(*, d: dict[str, Any], seksi: Seksi, oleh: Pengguna, asal: str = "") -> Layanan:
    """A draft from an imported declaration; an open draft is never overwritten (Bentrok)."""
    wajib(oleh, Hak.LAYANAN_KELOLA)
    hidup = _kunci(d["kode"])
    if KeadaanVersi.KONSEP in hidup:
        raise Bentrok(f"{d['kode']} sudah mempunyai konsep; terbitkan atau buang dahulu.")
    if salah := periksa(d):
        raise MasukanSalah(f"{d.get('kode', '')}: {salah[0].jalur} {salah[0].pesan}")
    lama = hidup.get(KeadaanVersi.BERLAKU)
    urutan = lama.urutan if lama else max(Layanan.objects.values_list("urutan", flat=True), default=0) + 1
    konsep = _simpan_konsep(
        kolom(d) | {"seksi": seksi, "urutan": urutan, "aktif": lama.aktif if lama else True}, d["persyaratan"]
    )
    catat("layanan.konsep_diimpor", konsep, oleh=oleh, versi=konsep.versi, asal=asal)
    return konsep


@transaction.atomic
def terima_impor(*, nama_berkas: str, asal: str, isi: list[dict[str, Any]], oleh: Pengguna) -> Impor:
    """Keep a file that passed the checks until its services are chosen. Nothing of the catalogue changes."""
    wajib(oleh, Hak.LAYANAN_KELOLA)
    impor = Impor.objects.create(nama_berkas=nama_berkas[:150], asal=asal, isi=isi, oleh=oleh)
    catat("layanan.impor_diterima", impor, oleh=oleh, jumlah=len(isi), asal=asal)
    return impor


@transaction.atomic
def laksanakan_impor(*, impor: Impor, pilihan: Mapping[str, str], oleh: Pengguna) -> list[Layanan]:
    """The chosen services become drafts, all or none. `pilihan`: kode -> kode of the seksi that answers for it here.

    Raises TidakBerhak (not the importer), Bentrok (done already, or a draft is open), MasukanSalah.
    """
    wajib(oleh, Hak.LAYANAN_KELOLA)
    i = Impor.objects.select_for_update().get(pk=impor.pk)
    if i.oleh_id != oleh.pk:
        raise TidakBerhak("Impor ini milik orang lain.")
    if i.selesai_pada is not None:
        raise Bentrok("Impor ini sudah dilaksanakan.", saran="Periksa konsepnya di daftar layanan.")
    dipilih = [d for d in i.isi if d["kode"] in pilihan]
    if not dipilih:
        raise MasukanSalah("Pilih paling sedikit satu layanan.")
    seksi = {s.kode: s for s in Seksi.objects.all()}
    konsep = []
    for d in dipilih:
        tujuan = seksi.get(pilihan[d["kode"]])
        if tujuan is None:
            raise MasukanSalah(f"{d['kode']}: pilih seksi yang akan mengampu layanan ini.")
        konsep.append(konsep_dari_naskah(d=d, seksi=tujuan, oleh=oleh, asal=i.asal))
    i.selesai_pada = timezone.now()
    i.save(update_fields=["selesai_pada"])
    return konsep


def belum_ditetapkan() -> QuerySet[Layanan]:
    """Versions in force that no decree has set."""
    return Layanan.objects.filter(keadaan=KeadaanVersi.BERLAKU, penetapan__isnull=True)


@transaction.atomic
def tetapkan(*, nomor: str, tanggal: date, kode: Sequence[str], oleh: Pengguna) -> int:
    """Record that this decree sets the versions in force of these services; returns how many."""
    wajib(oleh, Hak.LAYANAN_KELOLA)
    salah = {}
    if not nomor.strip():
        salah["nomor"] = "Tuliskan nomor keputusannya."
    if tanggal > timezone.localdate():
        salah["tanggal"] = "Keputusan tidak bertanggal sesudah hari ini."
    semua = list(belum_ditetapkan().select_for_update(of=("self",)).filter(kode__in=kode))
    if set(kode) - {x.kode for x in semua} or not semua:
        salah["kode"] = "Ada layanan yang sudah ditetapkan atau tidak berlaku lagi. Muat ulang halaman."
    if salah:
        raise MasukanSalah("Penetapan belum dapat dicatat.", bidang=salah)
    PenetapanStandar.objects.bulk_create(
        [PenetapanStandar(layanan=x, nomor=nomor.strip(), tanggal=tanggal, oleh=oleh) for x in semua]
    )
    for x in semua:
        catat("layanan.ditetapkan", x, oleh=oleh, versi=x.versi, nomor=nomor.strip())
    return len(semua)
