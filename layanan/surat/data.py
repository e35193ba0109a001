"""From a permohonan to the data of its letter and of its receipt (the words are in layanan.dokumen.peta)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings

from inti.akun.hak import Hak, label_peran
from inti.akun.models import Pengguna, Penugasan
from inti.errors import TidakBerhak
from inti.situs import InfoInstansi, situs_kini
from inti.ui import format

from ..dokumen.rakit import data_penolakan, data_surat, data_tanda_terima
from ..dokumen.tanda_tangan import Penanda
from ..enums import BentukPelimpahan, Status, StatusSyarat
from ..kabar import tautan_lacak
from ..meja.orang import nama_jabatan, penugasan
from ..models import Konsep, Layanan, PelimpahanTtd, Permohonan, Persetujuan, PersyaratanPermohonan
from ..syarat import PENANDA_TANGAN, pelimpahan_berlaku, penandatangan
from ..waktu.jam import hari_ini, tanggal_lokal
from ..waktu.tenggat import hari_kerja
from .konsep import PENOLAKAN, pemohon_surat, terkini
from .templat import KUNCI, resep_konsep


def instansi_kini() -> InfoInstansi:
    situs = situs_kini()
    if situs is None or situs.instansi is None:
        raise LookupError("Surat hanya dibuat pada situs sebuah instansi.")
    return situs.instansi


def kepala(instansi: InfoInstansi) -> str:
    """ "CAMAT BATULICIN", "KEPALA DINAS KESEHATAN"."""
    if instansi.jenis == "kecamatan":
        return f"CAMAT {instansi.nama.removeprefix('Kecamatan ')}".upper()
    return f"KEPALA {instansi.nama}".upper()


def tempat(instansi: InfoInstansi) -> str:
    bawaan = (
        instansi.nama.removeprefix("Kecamatan ") if instansi.jenis == "kecamatan" else settings.SPBE_KABUPATEN
    )
    return str(instansi.kop.get("tempat") or bawaan.removeprefix("Kabupaten "))


@dataclass(frozen=True, slots=True)
class DasarPenanda:
    """By what right somebody signs a letter: the assignment, and the mandate where the service does not name the post."""

    tugas: Penugasan
    pelimpahan: PelimpahanTtd | None = None


def dasar_penanda(oleh: Pengguna, p: Permohonan) -> DasarPenanda:
    """The assignment that the service names, else a mandate in force. Raises TidakBerhak."""
    try:
        return DasarPenanda(tugas_penanda(oleh, p))
    except TidakBerhak:
        mandat = next((m for m in pelimpahan_berlaku(oleh) if m.meliputi(p.kode_layanan)), None)
        tugas = penugasan(oleh, Hak.PERMOHONAN_TANDATANGAN)
        if mandat is None or tugas is None:
            raise
        return DasarPenanda(tugas, mandat)


def tugas_penanda(oleh: Pengguna, p: Permohonan) -> Penugasan:
    """The assignment under which this person signs this service: the first one in the service's own order."""
    urutan = penandatangan(p)
    cocok = [
        t
        for t in oleh.penugasan_berlaku()
        if t.peran in urutan and (not t.seksi or (p.seksi and t.seksi == p.seksi.kode))
    ]
    if not cocok:
        raise TidakBerhak("Surat layanan ini ditandatangani pejabat lain menurut tugasnya (Ps 9 ayat 6).")
    return min(cocok, key=lambda t: (urutan.index(t.peran), t.pk))


def penanda_surat(oleh: Pengguna, dasar: DasarPenanda | Penugasan, instansi: InfoInstansi) -> dict[str, Any]:
    """Signature block (Ps 9 ayat 6): the head in their own name, the secretary a.n. the head, a seksi a.n. or u.b.

    u.b. (tata naskah dinas): a.n. CAMAT / SEKRETARIS / u.b. / KEPALA SEKSI.
    """
    if isinstance(dasar, Penugasan):
        dasar = DasarPenanda(dasar)
    tugas, mandat = dasar.tugas, dasar.pelimpahan
    utama = tugas.peran == "penanggung_jawab"
    sifat = {"plt": "Plt.", "plh": "Plh."}.get(tugas.sifat, "")
    jabatan = nama_jabatan(tugas).removeprefix(f"{sifat} ").upper()
    atas_nama = [] if utama else [kepala(instansi)]
    if mandat is not None and mandat.bentuk == BentukPelimpahan.UB and tugas.peran != "koordinator":
        atas_nama.append(label_peran("koordinator", instansi.jenis).upper())
    return {
        "nama": oleh.nama,
        "nip": oleh.nip,
        "jabatan": kepala(instansi) if utama else jabatan,
        "sifat": sifat,
        "atas_nama": atas_nama,
    }


def masa_layanan(layanan: Layanan) -> dict[str, Any] | None:
    nilai = layanan.masa_berlaku_nilai
    return {"nilai": nilai, "satuan": layanan.masa_berlaku_satuan} if nilai else None


def berlaku_sampai(p: Permohonan, mulai: date) -> date | None:
    """Last day of validity; None where it ends with an event or never."""
    nilai, satuan = p.layanan.masa_berlaku_nilai or 0, p.layanan.masa_berlaku_satuan
    if satuan in ("bulan", "tahun") and nilai:
        bulan = mulai.month - 1 + nilai * (12 if satuan == "tahun" else 1)
        tahun, bulan = mulai.year + bulan // 12, bulan % 12 + 1
        return date(tahun, bulan, min(mulai.day, monthrange(tahun, bulan)[1]))
    if satuan == "hari_kerja":
        hari = mulai
        while nilai:
            hari += timedelta(days=1)
            nilai -= hari_kerja(hari)
        return hari
    return None


def zona(instansi: InfoInstansi) -> str:
    return format.SINGKATAN_ZONA.get(instansi.zona_waktu, "")


def susun_data(
    p: Permohonan,
    *,
    penanda: dict[str, Any],
    nomor: str,
    tanggal: date,
    instansi: InfoInstansi,
    konsep: Konsep,
) -> tuple[str, dict[str, Any]]:
    """(template, data) of this version of the letter, on the paper of its service."""
    layanan, isi = p.layanan, konsep.data
    if PENOLAKAN in isi:
        return _penolakan(p, isi, penanda=penanda, nomor=nomor, tanggal=tanggal, instansi=instansi)
    templat, data = data_surat(
        kode=layanan.templat,
        kop=instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        nomor=nomor,
        tanggal=tanggal,
        tempat=tempat(instansi),
        penanda=penanda,
        pemohon=isi["pemohon"],
        isian=isi["isian"],
        bidang=[*layanan.isian, *layanan.isian_seksi],
        keperluan=isi["keperluan"],
        dasar_hukum=layanan.dasar_hukum,
        masa_berlaku=masa_layanan(layanan),
        tembusan=(None if KUNCI in isi else layanan.tembusan) or None,
        resep=resep_konsep(layanan, isi),
        zona=zona(instansi),
    )
    return templat, data | {"kertas": layanan.kertas}


def _penolakan(
    p: Permohonan, isi: dict[str, Any], *, penanda: dict[str, Any], nomor: str, tanggal: date, instansi: InfoInstansi
) -> tuple[str, dict[str, Any]]:  # fmt: skip
    """The refusal on substance, as a letter with number and signature."""
    return data_penolakan(
        kop=instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        nomor_registrasi=p.nomor_registrasi,
        layanan=p.layanan.nama,
        pemohon=isi["pemohon"],
        tempat=tempat(instansi),
        tanggal=tanggal,
        alasan=isi[PENOLAKAN]["alasan"],
        penanda=penanda,
        uraian=isi[PENOLAKAN].get("uraian", ""),
        final=True,
        dasar=isi[PENOLAKAN]["dasar"],
        nomor=nomor,
    )


def susun_pemberitahuan(p: Permohonan, instansi: InfoInstansi) -> tuple[str, dict[str, Any]]:
    """The slip for an incomplete file (Ps 9 ayat 2-3): what is missing, how to mend it, until when."""
    r = p.riwayat.filter(ke=Status.DITOLAK).order_by("-pada", "-pk").first()
    if r is None:
        raise LookupError("Permohonan ini belum pernah dikembalikan kepada pemohon.")
    cara = r.rinci.get("cara", "")
    keadaan = dict(StatusSyarat.choices)
    gagal = [
        (g["nama"], keadaan.get(g["status"], ""), g["catatan"] or cara) for g in r.rinci.get("gagal", [])
    ]
    return data_penolakan(
        kop=instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        nomor_registrasi=p.nomor_registrasi,
        layanan=p.layanan.nama,
        pemohon=pemohon_surat(p),
        tempat=tempat(instansi),
        tanggal=tanggal_lokal(r.pada),
        alasan=gagal,
        uraian=r.alasan,
        penanda={"nama": r.oleh_nama, "jabatan": r.jabatan.upper(), "nip": r.oleh.nip if r.oleh else "", "sifat": "",
                 "atas_nama": []},
        batas=p.batas_perbaikan,
        mode="basah",
    )  # fmt: skip


def konsep(
    p: Permohonan, instansi: InfoInstansi, oleh: Pengguna, *, konsep: Konsep | None = None
) -> tuple[str, dict[str, Any]]:
    """The letter as it would be signed by `oleh` (or by the head), without number, marked KONSEP. Default: the newest version."""
    if PENANDA_TANGAN.uji(p, oleh):
        penanda = penanda_surat(oleh, dasar_penanda(oleh, p), instansi)
    else:
        penanda = {"nama": "", "jabatan": kepala(instansi), "nip": "", "sifat": "", "atas_nama": []}
    templat, data = susun_data(
        p, penanda=penanda, nomor="", tanggal=hari_ini(), instansi=instansi, konsep=konsep or terkini(p)
    )
    return templat, data | {"konsep": True}


def penanda_sertifikat(
    oleh: Pengguna, penanda: dict[str, Any], instansi: InfoInstansi, *, nik: str = ""
) -> Penanda:
    jabatan = f"{penanda['sifat']} {penanda['jabatan']}".strip()
    return Penanda(nama=oleh.nama, jabatan=jabatan, instansi=instansi.nama, nip=oleh.nip, nik=nik)


def susun_tanda_terima(p: Permohonan, instansi: InfoInstansi) -> tuple[str, dict[str, Any]]:
    berkas = [(s.persyaratan.nama, _bentuk(s)) for s in p.persyaratan.all()]
    return data_tanda_terima(
        kop=instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        nomor_registrasi=p.nomor_registrasi,
        layanan=p.layanan.nama,
        pemohon=pemohon_surat(p),
        tempat=tempat(instansi),
        tanggal=p.tanggal_masuk,
        diterima=format.tanggal_jam(p.diajukan_pada),
        janji_selesai=tanggal_lokal(p.janji_selesai),
        berkas=berkas,
        petugas=p.petugas_input.nama if p.petugas_input else "",
        kode_lacak=p.kode_lacak_tampil,
        alamat_lacak=tautan_lacak(p),
        biaya=p.layanan.tarif,
        catatan=_catatan_persetujuan(p),
        kontak=str(instansi.kop.get("telepon", "")),
    )


def _bentuk(s: PersyaratanPermohonan) -> str:
    """What was handed over, as the receipt says it."""
    ada = "diunggah" if s.berkas_id else "dibawa" if s.dibawa else "belum ada"
    return f"{ada}, asli ditunjukkan" if s.asli_ditunjukkan else ada


def _catatan_persetujuan(p: Permohonan) -> str:
    """The consent line (UU 27/2022): which text, when, through which channel."""
    s = Persetujuan.objects.filter(permohonan=p).first()
    if s is None:
        return ""
    hari = format.tanggal(tanggal_lokal(s.pada))
    return f"pemohon menyetujui pemrosesan datanya (teks {s.versi}) pada {hari}, kanal {s.get_kanal_display().lower()}."
