"""Datasets of the demonstration: some twenty-five over the instansi, in every state, with rows where they are published."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from inti.akun.models import Pengguna
from inti.db import sebagai_sasaran
from inti.kripto import indeks_buta, sandikan
from inti.situs import DISKOMINFO, pada_situs, situs_publik
from monitoring_center.walidata.dataset.actions import perbarui_angka
from monitoring_center.walidata.dataset.demo import kirim
from monitoring_center.walidata.dataset.models import BIT_BARIS, Baris, Keadaan, Versi
from monitoring_center.walidata.dataset.periode import Periode, periode
from tenants.wilayah import desa_di, kecamatan_di

from . import actions
from .indikator_sektor import daftar_indikator
from .models import Dataset, Temuan
from .temuan import putuskan
from .terbuka import terbitkan_terbuka

KABUPATEN = "63.10"
SEDIKIT = frozenset({"KES-01", "PDD-04"})  # what is rare, and better rarer
PANJANG_PERIODE = {"bulanan": 31, "triwulanan": 92, "semesteran": 183, "tahunan": 366}


@dataclass(frozen=True)
class Rencana:
    """One dataset: an indicator or an app's, as far as `sampai`; `isian` overrides. `kiriman`: files sent after that."""

    kode: str
    sampai: str = "terbit"
    isian: dict[str, Any] = field(default_factory=dict)
    kiriman: tuple[str, ...] = ()


def _pribadi(nama: str, konsep: str, definisi: str, lain: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """A restricted dataset of people, with invented NIK."""
    kolom = [
        {
            "name": "nik",
            "title": "NIK",
            "type": "string",
            "pribadi": "spesifik",
            "constraints": {"required": True, "pattern": r"\d{16}"},
        },
        {
            "name": "nama",
            "title": "Nama",
            "type": "string",
            "pribadi": "umum",
            "constraints": {"required": True},
        },
        {"name": "kecamatan", "title": "Kecamatan", "type": "string"},
        *({"name": n, "title": j, "type": "string"} for n, j in lain),
    ]
    return {
        "nama": nama,
        "konsep": konsep,
        "definisi": definisi,
        "akses": "terbatas",
        "periode": "semesteran",
        "satuan": "orang",
        "ukuran": "daftar",
        "klasifikasi": ["kecamatan"],
        "kolom": kolom,
    }


BANSOS = _pribadi(
    "Keluarga penerima bantuan sosial daerah",
    "Perlindungan sosial",
    "Kepala keluarga yang menerima bantuan sosial dari APBD pada semester itu, satu baris setiap keluarga.",
    (("program", "Program bantuan"),),
) | {"bidang": "i"}
RENTAN = _pribadi(
    "Penduduk rentan administrasi kependudukan",
    "Penduduk tanpa dokumen lengkap",
    "Penduduk lanjut usia, penyandang disabilitas, dan terlantar yang belum memiliki KTP-el atau akta.",
    (("alasan", "Dokumen yang belum ada"),),
) | {"bidang": "g"}
RTLH_LAIN = {
    "nama": "Data rumah tidak layak huni penerima bantuan",
    "konsep": "Kelayakan hunian",
    "definisi": "Rumah yang tidak memenuhi syarat keselamatan, kecukupan luas, dan kesehatan.",
    "indikator": "",
}
STUNTING_LAIN = {
    "nama": "Balita stunting per desa",
    "konsep": "Gizi balita",
    "indikator": "",
    "definisi": "Bagian balita yang diukur dengan z-score TB/U di bawah -2 SD.",
}
KECAMATAN = (Rencana("layanan_bulanan"), Rencana("layanan_triwulanan"), Rencana("penerima_sktm"))
RENCANA: dict[str, tuple[Rencana, ...]] = {
    "batulicin": (
        *KECAMATAN,
        Rencana("skm_rekap"),
        Rencana("LNY-05", isian={"cakupan": "wilayah"}, kiriman=("salah", "siap")),
        Rencana("surat_terbit", "diajukan"),
    ),
    "kusan-hilir": (*KECAMATAN, Rencana("LNY-05", "konsep", {"cakupan": "wilayah"})),
    "simpang-empat": (Rencana("layanan_bulanan"), Rencana("pengaduan_triwulanan", "diajukan")),
    "dinaspmd": (Rencana("LNY-03", kiriman=("salah",)), Rencana("LNY-01"), Rencana("LNY-06", "konsep")),
    "dinkes": (
        Rencana("KES-01"),
        Rencana("KES-02", kiriman=("salah", "siap")),
        Rencana("KES-03", "diajukan"),
        Rencana("KES-05", isian={"akses": "terbatas"}),
    ),
    "disdik": (Rencana("PDD-01"), Rencana("PDD-04"), Rencana("PDD-06", "ditarik")),
    "disdukcapil": (Rencana("KPD-01"), Rencana("KPD-03"), Rencana("rentan_adminduk", isian=RENTAN)),
    "dinsos": (
        Rencana("penerima_bansos", isian=BANSOS),
        Rencana("LNY-03", "temuan", RTLH_LAIN),
        Rencana("KES-01", "temuan", STUNTING_LAIN),
    ),
    "dpmptsp": (Rencana("IZN-01"), Rencana("IZN-03"), Rencana("IZN-02", "usulan")),
}


def isi_demo(*, instansi: Any, acak: random.Random, sampai: date, orang: Mapping[str, Pengguna]) -> None:
    """Safe to repeat."""
    if "pengelola_data" not in orang or Dataset.objects.milik(instansi.schema_name).exists():
        return
    for r in RENCANA.get(instansi.slug, ()):
        _satu(r, instansi, acak, sampai, orang["pengelola_data"], orang["penanggung_jawab"])


def _satu(
    r: Rencana, instansi: Any, acak: random.Random, sampai: date, petugas: Pengguna, kepala: Pengguna
) -> None:
    kontak = f"Pengelola data, data@{instansi.domain_email}"
    indikator = daftar_indikator().get(r.kode)
    if indikator:
        isi = indikator.isian | r.isian
        d = actions.daftarkan(kode=indikator.kode_dataset, oleh=petugas, kontak=kontak, **isi)
    elif r.isian:
        d = actions.daftarkan(kode=r.kode, oleh=petugas, kontak=kontak, **r.isian)
    else:
        d = actions.adopsi_sistem(kode=r.kode, oleh=petugas, kontak=kontak)
    if r.sampai in ("konsep", "temuan"):
        return
    d = actions.ajukan(dataset=d, oleh=petugas)
    if r.sampai == "diajukan":
        return
    d = actions.setujui(dataset=d, oleh=kepala)
    if d.jenis == "sektoral":
        _isi_baris(d, instansi, acak, sampai, petugas)
        _kirim(r, d, _wilayah(instansi), acak, periode(d.periode, sampai), petugas)
    if r.sampai == "ditarik":
        actions.tarik(dataset=d, oleh=kepala, alasan="Dihitung ulang; tahun ajaran 2025/2026 keliru.")
    elif r.sampai == "usulan":
        actions.ubah(dataset=d, oleh=petugas, definisi=f"{d.definisi} Investasi usaha mikro tidak termasuk.")
    terbitkan_terbuka(d)


# -- rows -------------------------------------------------------------------------------------------------------


def _periode_lampau(jenis: str, sampai: date, banyak: int) -> Iterator[Periode]:
    """The last periods that are over, oldest first; one for data without a calendar."""
    hari = periode(jenis, sampai).mulai - timedelta(days=1)
    daftar = []
    for _ in range(banyak if jenis in PANJANG_PERIODE else 1):
        daftar.append(periode(jenis, hari))
        hari = daftar[-1].mulai - timedelta(days=1)
    return reversed(daftar)


def _isi_baris(d: Dataset, instansi: Any, acak: random.Random, sampai: date, oleh: Pengguna) -> None:
    """One version a period, as if it had been uploaded a week after the period's end."""
    wilayah = _wilayah(instansi)
    for urut, p in enumerate(_periode_lampau(d.periode, sampai, 2), 1):
        isi = [_baris(d, w, p, acak) for w in wilayah]
        pada = timezone.make_aware(
            datetime.combine(min(p.selesai + timedelta(days=7), sampai), datetime.min.time())
        )
        v = Versi.objects.create(
            dataset=d.uuid,
            kode=d.kode,
            urut=urut,
            periode=p.label,
            periode_mulai=p.mulai,
            periode_selesai=p.selesai,
            keadaan=Keadaan.DIPERIKSA,
            kolom=d.kolom,
            baris=len(isi),
            terisi=sum(len(b) - _indeks(d, b) for b in isi),
            dibuat_oleh=oleh,
            dibuat_pada=pada,
            selesai_pada=pada,
        )
        awal = v.pk << BIT_BARIS
        Baris.objects.bulk_create(
            [Baris(nomor=awal + n, dataset=d.uuid, versi=v, isi=b) for n, b in enumerate(isi, 2)]
        )
        Versi.objects.filter(pk=v.pk).update(keadaan=Keadaan.KONSEP)
        Versi.objects.filter(pk=v.pk).update(
            keadaan=Keadaan.BERLAKU, diberlakukan_oleh=oleh, diberlakukan_pada=pada
        )
    perbarui_angka(d)


def _wilayah(instansi: Any) -> list[Any]:
    semua = desa_di(instansi.kode_wilayah) if instansi.jenis == "kecamatan" else kecamatan_di(KABUPATEN)
    return list(semua)


def _kirim(
    r: Rencana, d: Dataset, wilayah: list[Any], acak: random.Random, p: Periode, oleh: Pengguna
) -> None:
    """Files of the running period, through the same check as every upload."""
    for apa in r.kiriman:
        kirim(d, [_baris(d, w, p, acak) for w in wilayah], p, oleh, salah=apa == "salah")


def _indeks(d: Dataset, b: dict[str, Any]) -> int:
    return sum(k.get("indeks", "") in b for k in d.kolom)


def _baris(d: Dataset, w: Any, p: Periode, acak: random.Random) -> dict[str, Any]:
    besar = acak.randint(40, 900)
    dari, sampai = (0.04, 0.22) if d.indikator in SEDIKIT else (0.45, 0.97)
    bagian = acak.choice([acak.randint(1, 4), *(int(besar * acak.uniform(dari, sampai)) for _ in range(6))])
    tetap: dict[str, Any] = {
        "tahun": p.mulai.year,
        "bulan": p.mulai.month,
        "triwulan": (p.mulai.month + 2) // 3,
        "semester": 1 if p.mulai.month < 7 else 2,
        "kode_wilayah": w.kode,
        "kecamatan": w.nama,
        "desa": w.nama if w.tingkat != "kecamatan" else "",
        "pembilang": bagian,
        "penyebut": besar,
        "jenis_kelamin": "Semua jenis kelamin",
    }
    isi: dict[str, Any] = {}
    for k in d.kolom:
        nama = k["name"]
        if nama == "nilai":
            isi[nama] = _nilai(d, k, bagian, besar, acak)
        elif k.get("pribadi"):
            teks = _nik(acak) if nama == "nik" else f"Contoh {w.nama} {acak.randint(1, 99)}"
            isi |= {nama: sandikan(teks, konteks=k["konteks"]), k["indeks"]: indeks_buta(teks, k["konteks"])}
        elif nama in tetap:
            isi |= {nama: tetap[nama]} if tetap[nama] else {}
        elif k["type"] == "string":
            isi[nama] = acak.choice(k.get("constraints", {}).get("enum") or ["Gabungan"])
    return isi


def _nik(acak: random.Random) -> str:
    """Invented; serials from 9900 on, as in all data of the demonstration."""
    return f"631001{acak.randint(10, 28)}0{acak.randint(1, 9)}{acak.randint(60, 99)}99{acak.randint(10, 99)}"


def _nilai(d: Dataset, k: dict[str, Any], bagian: int, besar: int, acak: random.Random) -> Any:
    if k["type"] == "integer":
        return (
            besar * 40 if d.satuan in ("jiwa", "KK") else bagian // 20 if d.satuan == "kejadian" else bagian
        )
    if "enum" in k.get("constraints", {}):
        return acak.choice(k["constraints"]["enum"])
    return round(100 * bagian / besar, 1)


# -- findings ---------------------------------------------------------------------------------------------------


def putuskan_temuan_demo() -> None:
    """Diskominfo ruled one of the findings; the other waits."""
    situs = situs_publik(DISKOMINFO)
    with pada_situs(situs), sebagai_sasaran(situs.sasaran), transaction.atomic():
        dinas = Pengguna.objects.filter(penugasan__peran="diskominfo").first()
        t = Temuan.objects.terbuka().filter(nama=STUNTING_LAIN["nama"]).first()
        if t is not None and dinas is not None:
            putuskan(
                temuan=t,
                putusan="ganda",
                oleh=dinas,
                alasan="Data gizi balita milik Dinas Kesehatan. Ajukan permohonan pemanfaatan kepada dinas itu.",
            )
