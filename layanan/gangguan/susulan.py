"""Entering a paper case afterwards: the same steps, the same rules, the dates of the paper (Ps 12).

Every step goes through ALUR and `terapkan`, so rights, turns, paraf and the separation of duties hold as if it had been done
at the screen; only the stamps carry the paper's time, and with them the promise and the stages are computed. A letter counts
as signed only with its scan: until then the case waits one step before, with the number it used on paper kept for it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, overload

from django.core.files.uploadedfile import UploadedFile
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna, Penugasan
from inti.audit import catat
from inti.berkas.actions import BerkasDitolak, simpan_berkas
from inti.berkas.models import Berkas
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.ui import format

from ..actions.ajukan import Bawaan, DataPemohon, ajukan
from ..actions.pindah import kunci as kunci_permohonan
from ..actions.pindah import terapkan
from ..actions.putuskan import ukuran_selesai
from ..actions.tandatangan import buat_dokumen
from ..dokumen.sidik import sidik_data
from ..enums import CaraSerah, CaraTtd, CaraUji, Hubungan, StatusSyarat
from ..kabar import senyap
from ..meja.orang import jabatan, penugasan
from ..models import KeabsahanUji, Layanan, NomorSurat, Permohonan
from ..surat import data as surat
from ..surat import konsep, nomor
from ..waktu.jam import tanggal_lokal
from ..workflow import ALUR
from .actions import _berhak, kunci
from .enums import KeadaanRegistrasi
from .models import Gangguan, NomorRegistrasi, Susulan

URUTAN = ("setujui", "distribusikan", "validasi", "paraf", "tandatangani", "serahkan")
BERPINDAIAN = ("tandatangani", "serahkan")


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step as the paper shows it: who and when."""

    nama: str
    oleh: Pengguna
    pada: datetime
    alasan: str = ""


@dataclass(frozen=True, slots=True)
class KasusKertas:
    """A row of the paper register. `urut_surat`: serial of the letter number taken from the block."""

    kunci: str
    registrasi: str
    layanan: Layanan
    pemohon: DataPemohon
    keperluan: str
    petugas: Pengguna
    masuk_pada: datetime
    langkah: Sequence[Langkah] = ()
    isian: Mapping[str, Any] = field(default_factory=dict)
    urut_surat: int | None = None
    distempel_oleh: str = ""
    diterima_oleh: str = ""


@transaction.atomic
def masukkan(
    *,
    gangguan: Gangguan,
    kasus: KasusKertas,
    oleh: Pengguna,
    pindaian: UploadedFile | Berkas | None = None,
    sumber: str = "layar",
    formulir: UploadedFile | Berkas | None = None,
) -> Susulan:
    """Enter one case. Sent a second time (same `kunci`) it returns the first entry and changes nothing.

    `pindaian`: the signed letter; `formulir`: the paper form with the requirements behind it.
    """
    _berhak(oleh)
    g = kunci(gangguan)
    ada = Susulan.objects.filter(gangguan=g, kunci=kasus.kunci).select_related("permohonan").first()
    if ada is not None:
        return ada
    _periksa_waktu(g, kasus)
    petugas = _petugas(kasus)
    registrasi = _registrasi(g, kasus.registrasi)
    nomor_surat = _nomor_surat(g, kasus)
    with senyap():
        p = ajukan(
            layanan=kasus.layanan, pemohon=kasus.pemohon, keperluan=kasus.keperluan, oleh=petugas,
            isian=kasus.isian, bawaan={s.pk: Bawaan(dibawa=True) for s in kasus.layanan.persyaratan.all()},
            pada=kasus.masuk_pada, nomor_registrasi=registrasi.nomor,
        )  # fmt: skip
        sekarang = [x for x in kasus.langkah if x.nama not in BERPINDAIAN or not kasus.layanan.perlu_ttd]
        for langkah in sekarang:
            p = _jalankan(p, langkah, kasus_lain=_lain(kasus))
    registrasi.keadaan, registrasi.permohonan = KeadaanRegistrasi.TERPAKAI, p
    registrasi.save(update_fields=["keadaan", "permohonan"])
    sisa = [x for x in kasus.langkah if x not in sekarang]
    s = Susulan.objects.create(
        gangguan=g, permohonan=p, kunci=kasus.kunci, nomor_surat=nomor_surat, sisa=_tulis(sisa, _lain(kasus)),
        sumber=sumber, dicatat_oleh=oleh, formulir=simpan_pindaian(formulir, oleh, "formulir"),
    )  # fmt: skip
    catat("gangguan.susulan", p, oleh=oleh, masuk_pada=kasus.masuk_pada, sumber=sumber)
    if pindaian is not None and sisa:
        lengkapi(susulan=s, pindaian=pindaian, oleh=oleh)
    return s


@transaction.atomic
def lengkapi(*, susulan: Susulan, pindaian: UploadedFile | Berkas, oleh: Pengguna) -> Susulan:
    """The scan of the signed letter: now the signature, and the hand-over if the paper shows one, are entered."""
    _berhak(oleh)
    kunci(susulan.gangguan)
    s = (
        Susulan.objects.select_for_update(of=("self",))
        .select_related("nomor_surat", "permohonan")
        .get(pk=susulan.pk)
    )
    if not s.sisa:
        raise Bentrok("Kasus ini sudah lengkap.")
    berkas = simpan_pindaian(pindaian, oleh, "pindaian")
    langkah, lain = _baca(s.sisa)
    with senyap():
        for x in langkah:
            _jalankan(s.permohonan, x, kasus_lain=lain | {"berkas": berkas, "nomor_surat": s.nomor_surat})
    s.sisa = ""
    s.save(update_fields=["sisa"])
    catat("gangguan.lengkap", s.permohonan, oleh=oleh, sha256=berkas.sha256)
    return s


@overload
def simpan_pindaian(unggahan: UploadedFile | Berkas, oleh: Pengguna, bidang: str) -> Berkas: ...
@overload
def simpan_pindaian(unggahan: None, oleh: Pengguna, bidang: str) -> None: ...
def simpan_pindaian(unggahan: UploadedFile | Berkas | None, oleh: Pengguna, bidang: str) -> Berkas | None:
    """A scan that is stored already, as those of an import are, is taken as it is."""
    if unggahan is None or isinstance(unggahan, Berkas):
        return unggahan
    try:
        return simpan_berkas(unggahan=unggahan, oleh=oleh)
    except BerkasDitolak as galat:
        raise MasukanSalah("Pindaian tidak dapat diterima.", bidang={bidang: galat.pesan}) from galat


def _lain(kasus: KasusKertas) -> dict[str, Any]:
    return {
        "distempel_oleh": kasus.distempel_oleh,
        "diterima_oleh": kasus.diterima_oleh or kasus.pemohon.nama,
    }


def _tulis(langkah: Sequence[Langkah], lain: Mapping[str, Any]) -> str:
    if not langkah:
        return ""
    isi = [
        {"nama": x.nama, "oleh": x.oleh.pk, "pada": x.pada.isoformat(), "alasan": x.alasan} for x in langkah
    ]
    return json.dumps({"langkah": isi, "lain": lain}, cls=DjangoJSONEncoder)


def _baca(teks: str) -> tuple[list[Langkah], dict[str, Any]]:
    isi = json.loads(teks)
    orang = Pengguna.objects.in_bulk([x["oleh"] for x in isi["langkah"]])
    langkah = [
        Langkah(x["nama"], orang[x["oleh"]], datetime.fromisoformat(x["pada"]), x["alasan"])
        for x in isi["langkah"]
    ]
    return langkah, isi["lain"]


def _periksa_waktu(g: Gangguan, kasus: KasusKertas) -> None:
    """Steps follow each other, none before the outage, none in the future."""
    kini = timezone.now()
    if kasus.masuk_pada < g.mulai or (g.selesai and kasus.masuk_pada > g.selesai):
        raise MasukanSalah(
            "Tanggal masuk di luar masa gangguan.", bidang={"masuk_pada": "Di luar masa gangguan ini."}
        )
    lalu = kasus.masuk_pada
    for x in kasus.langkah:
        if x.pada < lalu:
            raise MasukanSalah(
                f"Waktu langkah “{x.nama}” mendahului langkah sebelumnya.",
                bidang={f"{x.nama}_pada": "Terlalu awal."},
            )
        if x.pada > kini:
            raise MasukanSalah("Ada waktu di masa depan.", bidang={f"{x.nama}_pada": "Waktunya belum tiba."})
        lalu = x.pada
    nama = [x.nama for x in kasus.langkah]
    if "tandatangani" in nama and not kasus.distempel_oleh.strip():
        raise MasukanSalah(
            "Surat harus distempel (Ps 9 ayat 6).", bidang={"distempel_oleh": "Siapa yang menyetempel?"}
        )


def _petugas(kasus: KasusKertas) -> Pengguna:
    hari = tanggal_lokal(kasus.masuk_pada)
    orang = kasus.petugas.seperti_pada(hari)
    if not orang.punya(Hak.PERMOHONAN_INPUT):
        kalimat = f"{orang.nama} bukan petugas loket pada {format.tanggal(hari)}."
        raise MasukanSalah(kalimat, bidang={"petugas": kalimat})
    return orang


def petugas_masa(g: Gangguan) -> QuerySet[Pengguna]:
    """Who held a post at some time of the outage, also who has left since: the people whom its papers can name."""
    awal, akhir = tanggal_lokal(g.mulai), tanggal_lokal(timezone.now())
    tugas = Penugasan.objects.filter(
        Q(selesai__isnull=True) | Q(selesai__gte=awal),
        Q(dicabut_pada__isnull=True) | Q(dicabut_pada__gte=g.mulai),
        mulai__lte=akhir,
    )
    return Pengguna.objects.filter(pk__in=tugas.values("pengguna"))


def _registrasi(g: Gangguan, nomor_kertas: str) -> NomorRegistrasi:
    baris = (
        NomorRegistrasi.objects.select_for_update()
        .filter(gangguan=g, nomor=nomor_kertas.strip().upper())
        .first()
    )
    if baris is None:
        raise MasukanSalah(
            "Nomor registrasi ini bukan dari blok gangguan ini.",
            bidang={"registrasi": "Tidak ada dalam blok."},
        )
    if baris.keadaan not in (KeadaanRegistrasi.DIPESAN, KeadaanRegistrasi.HILANG):
        raise MasukanSalah(
            "Nomor registrasi ini sudah dipakai.", bidang={"registrasi": "Sudah dipakai atau batal."}
        )
    return baris


def _nomor_surat(g: Gangguan, kasus: KasusKertas) -> NomorSurat | None:
    perlu = any(x.nama == "tandatangani" for x in kasus.langkah)
    if kasus.urut_surat is None:
        if perlu:
            raise MasukanSalah("Nomor surat wajib diisi.", bidang={"urut_surat": "Isi nomor urut dari blok."})
        return None
    buku = nomor.buku_layanan(kasus.layanan, tanggal_lokal(kasus.masuk_pada))
    milik = NomorSurat.objects.select_for_update(of=("self",)).filter(
        blok__gangguan__gangguan=g,
        buku=buku,
        urut=kasus.urut_surat,
        keadaan__in=["dipesan", "hilang"],
        susulan__isnull=True,
    )
    baris = milik.first()
    if baris is None:
        raise MasukanSalah(
            f"Nomor surat {kasus.urut_surat} tidak tersedia pada blok buku {nomor.nama_buku(buku)} gangguan ini.",
            bidang={"urut_surat": "Tidak ada, atau sudah dipakai."},
        )
    return baris


def _jalankan(p: Permohonan, x: Langkah, *, kasus_lain: Mapping[str, Any]) -> Permohonan:
    """With the rights of the day on the paper: a Plh. of that week may have signed who may not today."""
    x = replace(x, oleh=x.oleh.seperti_pada(tanggal_lokal(x.pada)))
    try:
        p, t = kunci_permohonan(p, x.nama, x.oleh, x.alasan)
    except TidakBerhak as galat:
        kalimat = f"{x.oleh.nama} pada {format.tanggal(tanggal_lokal(x.pada))}: {galat.pesan}"
        raise MasukanSalah(kalimat, bidang={f"{x.nama}_oleh": kalimat}) from galat
    rinci = {"susulan": True, "pada_kertas": x.pada.isoformat()}
    ubah = _UBAH[x.nama](p, x, kasus_lain)
    ubah |= {f"{t.cap}_pada": x.pada} if t.cap else {}
    terapkan(p, t, oleh=x.oleh, alasan=x.alasan, rinci=rinci, kabari_meja=False, **ubah)
    if x.nama == "serahkan":
        ukuran = ukuran_selesai(p, x.pada)
        Permohonan.objects.filter(pk=p.pk).update(lama_menit=ukuran["lama_menit"])
    return p


def _setujui(p: Permohonan, x: Langkah, _: Mapping[str, Any]) -> dict[str, Any]:
    p.persyaratan.update(status=StatusSyarat.SESUAI, diperiksa_oleh=x.oleh, diperiksa_pada=x.pada)
    return {}


def _distribusikan(p: Permohonan, x: Langkah, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"seksi": p.layanan.seksi}


def _validasi(p: Permohonan, x: Langkah, _: Mapping[str, Any]) -> dict[str, Any]:
    """The paper says that it was validated, not how: the check is noted as what the paper shows."""
    KeabsahanUji.objects.create(
        permohonan=p, cara=CaraUji.KERTAS, tanggal=tanggal_lokal(x.pada), oleh=x.oleh, oleh_nama=x.oleh.nama,
        jabatan=jabatan(x.oleh, ALUR["validasi"].hak), pada=x.pada,
    )  # fmt: skip
    if not p.layanan.perlu_ttd:
        return {"siap_pada": x.pada}
    tersimpan = konsep.simpan(p, konsep.isi_awal(p), x.oleh)
    konsep.beri_paraf(p, tersimpan, oleh=x.oleh, tugas=penugasan(x.oleh, ALUR["validasi"].hak), pada=x.pada)
    return {"giliran_paraf": konsep.giliran_sesudah(p)}


def _paraf(p: Permohonan, x: Langkah, _: Mapping[str, Any]) -> dict[str, Any]:
    tugas = next(t for t in x.oleh.penugasan_berlaku() if t.peran == p.giliran_paraf)
    konsep.beri_paraf(p, konsep.terkini(p), oleh=x.oleh, tugas=tugas, pada=x.pada)
    return {"giliran_paraf": konsep.giliran_sesudah(p)}


def _tandatangani(p: Permohonan, x: Langkah, lain: Mapping[str, Any]) -> dict[str, Any]:
    instansi, hari = surat.instansi_kini(), tanggal_lokal(x.pada)
    terbit = nomor.pakai(
        nomor_surat=lain["nomor_surat"], permohonan=p, tanggal=hari, instansi=instansi, oleh=x.oleh
    )
    blok = surat.penanda_surat(x.oleh, surat.dasar_penanda(x.oleh, p), instansi)
    _, data = surat.susun_data(
        p, penanda=blok, nomor=terbit.nomor, tanggal=hari, instansi=instansi, konsep=konsep.terkini(p)
    )
    buat_dokumen(
        p, terbit=terbit, tanggal=hari, sidik=sidik_data(data), berkas=lain["berkas"], penanda=x.oleh,
        jabatan=f"{blok['sifat']} {blok['jabatan']}".strip(), pada=x.pada, cara=CaraTtd.BASAH,
        distempel_oleh=lain["distempel_oleh"], distempel_pada=x.pada,
    )  # fmt: skip
    return {"siap_pada": x.pada}


def _serahkan(p: Permohonan, x: Langkah, lain: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "serah_kepada": lain["diterima_oleh"],
        "serah_hubungan": Hubungan.PEMOHON if lain["diterima_oleh"] == p.pemohon_nama else Hubungan.KELUARGA,
        "serah_identitas_cocok": True,
        "serah_cara": CaraSerah.DIAMBIL,
        **ukuran_selesai(p, x.pada),
    }


def _tolak(p: Permohonan, x: Langkah, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"tolak_alasan": x.alasan.strip(), "jumlah_penolakan": p.jumlah_penolakan + 1}


_UBAH: dict[str, Callable[[Permohonan, Langkah, Mapping[str, Any]], dict[str, Any]]] = {
    "setujui": _setujui, "distribusikan": _distribusikan, "validasi": _validasi, "paraf": _paraf,
    "tandatangani": _tandatangani, "serahkan": _serahkan, "tolak": _tolak,
}  # fmt: skip
