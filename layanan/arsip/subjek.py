"""The rights of a data subject (UU 27/2022 Ps 6-8): a copy of everything, and corrections that reach every desk."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from inti.akun.hak import Hak
from inti.akun.models import Pengguna
from inti.audit import catat
from inti.audit.models import Jejak
from inti.errors import Bentrok, MasukanSalah, TidakBerhak
from inti.ui import format

from ..dokumen.susun import susun_pdf
from ..enums import SatuanWaktu, Status
from ..models import Permohonan
from ..models.permohonan import teks_json
from ..models.query import indeks_nik, indeks_telepon
from ..surat import konsep as konsep_surat
from ..surat.data import instansi_kini, tempat
from ..waktu.jam import hari_ini
from ..waktu.tenggat import janji
from . import pribadi
from .aliran import alirkan
from .models import JenisPermintaan, KeadaanPermintaan, PermintaanData

K = KeadaanPermintaan
KOLOM = {
    "nama": "Nama lengkap", "nkk": "Nomor KK", "alamat": "Alamat", "desa": "Desa/kelurahan", "telepon": "Telepon",
    "surel": "Surel",
}  # fmt: skip
RINCI = {
    "tempat_lahir": "Tempat lahir", "tanggal_lahir": "Tanggal lahir", "jenis_kelamin": "Jenis kelamin", "agama": "Agama",
    "pekerjaan": "Pekerjaan",
}  # fmt: skip
BIDANG = KOLOM | RINCI
BELUM_BERSURAT = (Status.DIAJUKAN, Status.DITOLAK, Status.DIVERIFIKASI, Status.DIDISTRIBUSI)
BERPARAF = (Status.DIVALIDASI, Status.DIPARAF)


@transaction.atomic
def terima(
    *, jenis: str, nama: str, nik: str, cara_periksa: str, kontak: str, uraian: str, oleh: Pengguna,
    perubahan: dict[str, str] | None = None,
) -> PermintaanData:  # fmt: skip
    """Write down a request after the identity was checked; the clock is three working days (3 x 24 hours)."""
    if not oleh.punya(Hak.ARSIP_KELOLA):
        raise TidakBerhak("Jabatan Anda tidak memiliki hak untuk langkah ini.")
    if not cara_periksa:
        raise MasukanSalah(
            "Identitas pemohon belum diperiksa.", bidang={"cara_periksa": "Pilih cara memeriksa identitas."}
        )
    bersih = {k: v.strip() for k, v in (perubahan or {}).items() if k in BIDANG and v.strip()}
    if jenis == JenisPermintaan.PERBAIKAN and not bersih:
        raise MasukanSalah(
            "Sebutkan data yang benar.", bidang={"nama": "Isi paling sedikit satu data yang benar."}
        )
    kini = timezone.now()
    m = PermintaanData.objects.create(
        jenis=jenis, nama=nama, nik=nik, nik_indeks=indeks_nik(nik), kontak=kontak, cara_periksa=cara_periksa,
        uraian=uraian, perubahan_sandi=json.dumps(bersih) if bersih else "", diterima_oleh=oleh, diterima_pada=kini,
        tenggat=janji(kini, 3, SatuanWaktu.HARI_KERJA),
    )  # fmt: skip
    catat("arsip.permintaan", m, oleh=oleh, jenis=jenis, identitas=cara_periksa, bidang=sorted(bersih))
    return m


def _kunci(m: PermintaanData, jenis: str) -> PermintaanData:
    terkunci = PermintaanData.objects.select_for_update().get(pk=m.pk)
    if terkunci.jenis != jenis:
        raise Bentrok("Langkah ini bukan untuk permintaan ini.")
    if terkunci.keadaan != K.MENUNGGU:
        raise Bentrok(f"Permintaan ini sudah {terkunci.get_keadaan_display().lower()}.")
    return terkunci


def _putus(m: PermintaanData, keadaan: str, oleh: Pengguna, alasan: str = "") -> None:
    m.keadaan, m.diputus_oleh, m.diputus_pada, m.alasan = keadaan, oleh, timezone.now(), alasan.strip()[:300]
    m.save()


@transaction.atomic
def tolak(*, permintaan: PermintaanData, alasan: str, oleh: Pengguna) -> PermintaanData:
    _boleh_memutus(permintaan, oleh)
    if not alasan.strip():
        raise MasukanSalah("Alasan wajib diisi.", bidang={"alasan": "Tuliskan alasan yang dibaca pemohon."})
    m = _kunci(permintaan, permintaan.jenis)
    _putus(m, K.DITOLAK, oleh, alasan)
    catat("arsip.permintaan_ditolak", m, oleh=oleh)
    return m


def _boleh_memutus(m: PermintaanData, oleh: Pengguna) -> None:
    if m.jenis == JenisPermintaan.SALINAN and oleh.punya(Hak.ARSIP_KELOLA):
        return
    if not oleh.punya(Hak.ARSIP_SETUJUI):
        raise TidakBerhak("Permintaan perbaikan diputus pejabat yang berhak menyetujui.")
    if oleh.pk == m.diterima_oleh_id:
        raise TidakBerhak("Permintaan ini harus diputus oleh orang lain daripada yang mencatatnya.")


# -- corrections --------------------------------------------------------------------------------------------------


@transaction.atomic
def perbaiki(*, permintaan: PermintaanData, oleh: Pengguna) -> PermintaanData:
    """Agree: open permohonan get the right data now (their paraf fall away), later ones through `koreksi`."""
    _boleh_memutus(permintaan, oleh)
    m = _kunci(permintaan, JenisPermintaan.PERBAIKAN)
    terbuka = Permohonan.objects.select_for_update(of=("self",)).filter(
        pemohon_nik_indeks=m.nik_indeks, status__in=[*BELUM_BERSURAT, *BERPARAF]
    )
    for p in terbuka.order_by("pk"):
        _terapkan(p, m, oleh)
        m.diterapkan += 1
    _putus(m, K.DIPENUHI, oleh)
    catat("arsip.permintaan_dipenuhi", m, oleh=oleh, diterapkan=m.diterapkan, bidang=sorted(m.perubahan))
    return m


def _terapkan(p: Permohonan, m: PermintaanData, oleh: Pengguna) -> None:
    rinci, ubah = p.rinci, []
    for nama, nilai in m.perubahan.items():
        if nama in RINCI:
            rinci[nama] = nilai
        else:
            setattr(p, f"pemohon_{nama}", nilai)
            ubah.append(f"pemohon_{nama}")
    if set(m.perubahan) & set(RINCI):
        p.pemohon_rinci = teks_json(rinci)
        ubah.append("pemohon_rinci")
    if "telepon" in m.perubahan:
        p.pemohon_telepon_indeks = indeks_telepon(p.pemohon_telepon)
        ubah.append("pemohon_telepon_indeks")
    p.save(update_fields=[*ubah, "diubah_pada"])
    lama = konsep_surat.tersimpan(p)
    if lama is not None:
        isi = lama.data | {"pemohon": lama.data.get("pemohon", {}) | konsep_surat.pemohon_surat(p)}
        konsep_surat.simpan(p, isi, oleh)
    catat("permohonan.data_diperbaiki", p, oleh=oleh, bidang=sorted(m.perubahan))


def koreksi(nik: str) -> dict[str, str]:
    """What this person had corrected, the last word on each field: laid over what earlier permohonan say."""
    hasil: dict[str, str] = {}
    dipenuhi = PermintaanData.objects.filter(
        nik_indeks=indeks_nik(nik), jenis=JenisPermintaan.PERBAIKAN, keadaan=K.DIPENUHI
    )
    for m in dipenuhi.order_by("diputus_pada"):
        hasil |= m.perubahan
    return hasil


# -- a copy of everything -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Salinan:
    """`potongan` reads the disk only: it may run after the transaction, and on no site."""

    nama: str
    potongan: Iterator[bytes]
    jumlah: int


@transaction.atomic
def siapkan_salinan(*, permintaan: PermintaanData, oleh: Pengguna) -> Salinan:
    """ZIP: data.json, ringkasan.pdf and every stored file of this person. May be fetched again; each time is logged."""
    if not oleh.punya(Hak.ARSIP_KELOLA):
        raise TidakBerhak("Jabatan Anda tidak memiliki hak untuk langkah ini.")
    m = PermintaanData.objects.select_for_update().get(pk=permintaan.pk)
    if m.jenis != JenisPermintaan.SALINAN or m.keadaan == K.DITOLAK:
        raise Bentrok("Salinan hanya diberikan untuk permintaan salinan yang tidak ditolak.")
    semua = list(
        Permohonan.objects.filter(pemohon_nik_indeks=m.nik_indeks).select_related("layanan").order_by("pk")
    )
    data = _data(m, semua)
    butir: list[tuple[str, bytes | Path]] = [
        ("data.json", json.dumps(data, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder).encode()),
        ("ringkasan.pdf", susun_pdf("laporan", _ringkasan(m, semua, data))),
    ]
    for p in semua:
        folder = p.nomor_registrasi.replace("/", "-")
        for i, b in enumerate(pribadi.berkas_milik(p), 1):
            butir.append((f"berkas/{folder}/{i}-{b.nama}", b.letak()))
    if m.keadaan == K.MENUNGGU:
        _putus(m, K.DIPENUHI, oleh)
    catat("arsip.salinan_diberikan", m, oleh=oleh, permohonan=len(semua))
    return Salinan(f"data-pribadi-{hari_ini():%Y%m%d}.zip", alirkan(butir), len(semua))


def _data(m: PermintaanData, semua: list[Permohonan]) -> dict[str, Any]:
    label = {str(p.uuid): p.nomor_registrasi for p in semua}
    dibuka = Jejak.objects.filter(objek_jenis="layanan.permohonan", objek_id__in=list(label)).order_by("pada")
    return {
        "instansi": instansi_kini().nama,
        "dibuat": timezone.now(),
        "subjek": {"nama": m.nama, "nik": m.nik},
        "permohonan": [pribadi.salinan(p) | {"layanan": p.layanan.nama} for p in semua],
        "permintaan_data": [
            {"jenis": x.jenis, "diterima": x.diterima_pada, "keadaan": x.keadaan, "perubahan": x.perubahan}
            for x in PermintaanData.objects.filter(nik_indeks=m.nik_indeks).order_by("pk")
        ],
        "yang_terjadi": [
            {"pada": j.pada, "kejadian": j.kode, "permohonan": label[j.objek_id]} for j in dibuka
        ],
    }


def _ringkasan(m: PermintaanData, semua: list[Permohonan], data: dict[str, Any]) -> dict[str, Any]:
    instansi = instansi_kini()
    kejadian = [[_saat(j["pada"]), j["kejadian"], j["permohonan"]] for j in data["yang_terjadi"][-200:]]
    return {
        "kop": instansi.kop | {"nama": instansi.kop.get("nama") or instansi.nama},
        "judul": "Salinan data pribadi", "sub": f"{m.nama}, dibuat {format.tanggal(hari_ini())}", "mendatar": False,
        "tempat": tempat(instansi), "tanggal": hari_ini().isoformat(), "nomor": "", "qr": "", "mode": "basah",
        "penanda": {"nama": "", "jabatan": "", "nip": "", "sifat": "", "atas_nama": []}, "tembusan": [], "lampiran": [],
        "catatan_kaki": "Isi lengkapnya ada pada data.json dalam berkas yang sama (UU 27/2022 Pasal 7).",
        "isi": [
            {"data": [["Nama", m.nama], ["NIK", m.nik], ["Identitas diperiksa", m.get_cara_periksa_display()]]},
            {"kisi": {"judul": "Permohonan", "kolom": ["Nomor", "Layanan", "Masuk", "Status"], "lebar": [3, 6, 3, 3],
                      "baris": [[p.nomor_registrasi, p.layanan.nama, format.tanggal_pendek(p.tanggal_masuk),
                                 p.get_status_display()] for p in semua] or [["–", "Tidak ada data tentang NIK ini.", "", ""]]}},
            {"kisi": {"judul": "Yang terjadi pada data Anda", "kolom": ["Pada", "Kejadian", "Permohonan"], "lebar": [3, 5, 3],
                      "baris": kejadian or [["–", "", ""]]}},
        ],
    }  # fmt: skip


def _saat(pada: datetime) -> str:
    return f"{format.tanggal_pendek(pada)}, {format.jam(pada)}"
